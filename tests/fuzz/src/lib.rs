//! What must be true of whatever a reader makes of any bytes. Each program in bin/ feeds the bytes
//! of the fuzzer to one reader, wrapped so that they get past what stands in front of it.

use base64ct::{Base64, Encoding as _};
use keywright::format::{
    Argon2Cost, Cost, EncryptedKey, Encryption, KeyFile, PrivateFormat, PublicFormat, looks_like_a_key, read,
    write, write_public,
};
use keywright::key::{Authority, Key, NoProgress, Passphrase, PublicKey};
use keywright::sshfiles::{AuthorizedKeys, Config, HostBlock, KnownHosts, remarks};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// Lines of a file whose edits are tried.
const MOST_EDITS: usize = 8;

/// Reads the bytes, opens them with `passphrase` if that costs little, and holds what comes of it
/// against what must be true of every key.
pub fn check(bytes: &[u8], passphrase: &str) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        looks_like_a_key(text);
    }
    match read(bytes) {
        Err(error) => drop(format!("{error:?}")),
        Ok(KeyFile::Public(_, public)) => check_public(&public),
        Ok(KeyFile::Certificate(certificate)) => {
            check_public(&certificate.key);
            if let Authority::Known(authority) = &certificate.authority {
                check_public(authority);
            }
            drop(certificate.refusals());
            assert!(is_one_line(&certificate.key_id));
            let line = certificate.line();
            let Ok(KeyFile::Certificate(again)) = read(line.as_bytes()) else { panic!("{line:?}") };
            assert_eq!(again.blob, certificate.blob);
        }
        Ok(KeyFile::Private(_, key)) => check_private(&key),
        Ok(KeyFile::Encrypted(encrypted)) => {
            encrypted.claimed_public().into_iter().for_each(check_public);
            if is_cheap(&encrypted)
                && let Some(passphrase) = Passphrase::new(passphrase)
                && let Ok((key, _)) = encrypted.decrypt(&passphrase, None, &NoProgress)
            {
                check_private(&key);
            }
        }
    }
}

fn is_cheap(encrypted: &EncryptedKey) -> bool {
    match encrypted.cost() {
        None => true,
        Some(Cost::Argon2 { memory_kib, passes, .. }) => memory_kib <= 256 && passes <= 4,
        Some(Cost::Bcrypt { rounds }) => rounds <= 1,
        Some(Cost::Pbkdf2 { iterations }) => iterations <= 64,
        Some(Cost::Scrypt { n, r, p }) => n <= 64 && r <= 8 && p <= 2,
    }
}

fn is_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{1b}', '\0'])
}

fn check_public(public: &PublicKey) {
    assert!(is_one_line(&public.line()), "{:?}", public.line());
    for format in [PublicFormat::Line, PublicFormat::Rfc4716] {
        let written = write_public(public, format);
        let Ok(KeyFile::Public(_, again)) = read(&written) else {
            panic!("{format:?} {:?}", String::from_utf8_lossy(&written))
        };
        assert!(again.is_same_key(public));
    }
}

/// Whatever was read is written in every form that there is, and is the same key again.
fn check_private(key: &Key) {
    check_public(key.public());
    let mut rng = StdRng::seed_from_u64(1);
    let mut forms = 0;
    for format in [
        PrivateFormat::OpenSsh,
        PrivateFormat::Ppk3,
        PrivateFormat::Ppk2,
        PrivateFormat::Pem,
        PrivateFormat::Pkcs8,
    ] {
        let Ok(written) = write(key, format, None, &mut rng) else { continue };
        let Ok(KeyFile::Private(found, again)) = read(&written) else {
            panic!("{format:?} does not come back")
        };
        assert_eq!(found, format.into());
        assert!(again.public().is_same_key(key.public()), "{format:?}");
        forms += 1;
    }
    assert!(forms > 0, "a key that cannot be written at all");
    // The cheapest encryption, to have seen it.
    let passphrase = Passphrase::new("x").expect("not empty");
    let protection = Encryption { passphrase: &passphrase, argon2: Argon2Cost { memory_kib: 64, passes: 1 } };
    if let Ok(written) = write(key, PrivateFormat::Ppk2, Some(&protection), &mut rng) {
        let Ok(KeyFile::Encrypted(encrypted)) = read(&written) else { panic!("not encrypted") };
        let Ok((again, _)) = encrypted.decrypt(&passphrase, None, &NoProgress) else {
            panic!("does not open")
        };
        assert!(again.public().is_same_key(key.public()));
    }
}

/// The bytes in base64 between two lines, in lines of 64.
pub fn armored(begin: &str, end: &str, bytes: &[u8]) -> Vec<u8> {
    let text = Base64::encode_string(bytes);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("{begin}\n{}\n{end}\n", lines.join("\n")).into_bytes()
}

/// The first field of SSH's string type, and what follows it.
pub fn first_string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length) as usize)
}

/// Reads the bytes as each of ssh's text files: they come back as they were, and an edit of any line leaves a
/// file that is read again.
pub fn check_text(bytes: &[u8]) {
    if let Ok(mut file) = AuthorizedKeys::parse(bytes) {
        assert_eq!(file.bytes(), bytes);
        let contents = file.contents();
        drop(remarks(&contents));
        for number in 1..=contents.len().min(MOST_EDITS) {
            if file.switch_off(number).is_some() {
                assert!(file.switch_on(number).is_some(), "line {number} does not come back");
                assert_eq!(file.bytes(), bytes);
            }
        }
    }
    if let Ok(mut file) = KnownHosts::parse(bytes) {
        assert_eq!(file.bytes(), bytes);
        drop(file.find("host.example.org", 22));
        if let Some(edit) = file.remove(1) {
            assert!(bytes.starts_with(&edit.old.unwrap_or_default()));
        }
    }
    if let Ok(mut file) = Config::parse(bytes) {
        assert_eq!(file.bytes(), bytes);
        let user = vec!["ann".to_owned()];
        let settings = vec![("User".to_owned(), "ann".to_owned())];
        let block = HostBlock { name: "host".to_owned(), settings };
        if let Ok(inserted) = file.insert_host(&block)
            && inserted.overruled.is_empty()
        {
            assert_eq!(file.values("host", "user").first(), Some(&user));
        }
    }
}
