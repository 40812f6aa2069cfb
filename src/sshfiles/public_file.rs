//! Files of public keys, `.pub`, as ssh reads them (OpenSSH, authfile.c, sshkey_try_load_public).

use super::KeyDamage;
use super::key_field::{as_c_string, read, skip_blanks};

/// What ssh takes for a private key, where it stops reading.
const PRIVATE: &[u8] = b"-----BEGIN";

/// Whether there is a line in which ssh reads a key, or may read one of a type that is newer than this program.
pub fn has_public_line(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').map(as_c_string);
    let mut lines =
        lines.filter(|line| !line.starts_with(b"#")).take_while(|line| !line.starts_with(PRIVATE));
    lines.any(|line| {
        let is_other =
            |damage: &KeyDamage| matches!(damage, KeyDamage::Unsupported(_) | KeyDamage::ShortRsa { .. });
        read(skip_blanks(line)).is_some_and(|read| read.err().as_ref().is_none_or(is_other))
    })
}

#[cfg(test)]
mod tests {
    use super::has_public_line;

    #[test]
    fn what_ssh_does_not_read_is_no_public_key() {
        const KEY: &str =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHUrTDxbVUTuXQzN0bKnd7ecmxVm6EJcLMUz42lEnZc ann";
        for text in [
            format!("{KEY}\n"),
            format!("{KEY}\r\n"),
            format!("# mine\n\n \t{KEY}"),
            format!("junk\n{KEY}"),
            "ssh-new AAAAB3NzaC1uZXc= ann".to_owned(),
        ] {
            assert!(has_public_line(text.as_bytes()), "{text}");
        }
        for text in [
            String::new(),
            "junk".to_owned(),
            format!("\u{feff}{KEY}"),
            format!("\"{KEY}\""),
            format!("restrict {KEY}"),
            format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{KEY}"),
            format!("---- BEGIN SSH2 PUBLIC KEY ----\n{}\n---- END SSH2 PUBLIC KEY ----", &KEY[12..80]),
            KEY[..60].to_owned(),
            KEY.replacen(' ', "", 1),
        ] {
            assert!(!has_public_line(text.as_bytes()), "{text}");
        }
        let utf16: Vec<u8> = KEY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!has_public_line(&utf16));
    }
}
