//! What files and texts are recognised by, where the beginning alone does not tell.

use super::{armor, ppk, public_line, rfc4716, sshcom, text, wire};

/// A type name as SSH writes it, then numbers: nothing else begins like that.
pub(super) fn is_dropbear(bytes: &[u8]) -> bool {
    let name = wire::Reader(bytes).string().unwrap_or_default();
    [&b"ssh-"[..], b"ecdsa-sha2-"].iter().any(|start| name.starts_with(start)) && name.len() < 40
}

/// The first line of a private key of ssh.com, else that of a public one in RFC 4716's form. Where a
/// comment goes on in the next line, what stands there does not count.
pub(super) fn begin_of_ssh2(bytes: &[u8]) -> Option<&'static [u8]> {
    let mut goes_on = false;
    let lines = text::lines(bytes).map(<[u8]>::trim_ascii).filter(|line| {
        let was_going_on = std::mem::replace(&mut goes_on, line.ends_with(b"\\"));
        !was_going_on
    });
    let mut found = None;
    for line in lines {
        if line.starts_with(sshcom::BEGIN) {
            return Some(sshcom::BEGIN);
        }
        if line.starts_with(rfc4716::BEGIN) {
            found = Some(rfc4716::BEGIN);
        }
    }
    found
}

/// Whether there is any sign of a private key in a text, readable or not: it is not safe to share then.
pub fn has_private_mark(bytes: &[u8]) -> bool {
    let bytes = text::without_bom(bytes);
    let start = bytes.trim_ascii_start();
    start.starts_with(ppk::MAGIC)
        || begin_of_ssh2(start) == Some(sshcom::BEGIN)
        || armor::blocks(start).any(|block| block.label.ends_with("PRIVATE KEY"))
}

/// Whether pasted text was meant to be a key: it has one of the marks that key files begin with.
pub fn looks_like_a_key(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("PuTTY-User-Key-File-")
        || text.contains("-----BEGIN ")
        || text.contains("---- BEGIN SSH2 ")
        || public_line::read(text.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::{begin_of_ssh2, is_dropbear, looks_like_a_key, rfc4716, sshcom};

    #[test]
    fn of_a_private_and_a_public_block_the_private_one_is_taken() {
        let [private, public] = [sshcom::BEGIN, rfc4716::BEGIN];
        let file = |lines: &[&[u8]]| begin_of_ssh2(&lines.join(&b'\n'));
        assert_eq!(file(&[public, b"AAAA", private]), Some(private));
        assert_eq!(file(&[private, b"AAAA", public]), Some(private));
        assert_eq!(file(&[b"text", public]), Some(public));
        assert_eq!(file(&[public, b"Comment: \\", private]), Some(public));
        assert_eq!(file(&[b"text"]), None);
    }

    #[test]
    fn a_key_of_dropbear_begins_with_a_short_name() {
        let file =
            |name: String| [&(name.len() as u32).to_be_bytes()[..], name.as_bytes(), &[7; 20]].concat();
        for (length, is_one) in [(7, true), (39, true), (40, false)] {
            let name = format!("ssh-{}", "x".repeat(length - 4));
            assert_eq!(is_dropbear(&file(name)), is_one, "{length}");
        }
        assert!(!is_dropbear(&file("rsa".to_owned())));
    }

    #[test]
    fn each_mark_of_a_key_file_counts_alone() {
        for text in ["\n PuTTY-User-Key-File-3: x", "x\n-----BEGIN x", "---- BEGIN SSH2 PUBLIC KEY ----"] {
            assert!(looks_like_a_key(text), "{text}");
        }
        assert!(!looks_like_a_key("my PuTTY-User-Key-File-3 is lost"));
    }
}
