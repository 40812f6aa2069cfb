//! Reads saved files again and checks them as ssh would.

use super::encode::Encoded;
use super::step::Step;
use super::{KeyMaterial, SaveError};
use crate::format::{self, DecryptError, DerivedKey, EncryptedKey, FILE_BYTES, Format, KeyFile};
use crate::key::{AttachedCertificate, Key, NoProgress, Passphrase, ct_eq};
use crate::system::{Access, Folder, Found};

/// Whether the file is there, its owner's alone if it is private, the same, and opens again if it is a key. Without
/// a step it was there already.
pub fn verify(
    file: &Encoded,
    step: Option<&Step<'_>>,
    content: Option<&KeyMaterial>,
    folder: &dyn Folder,
) -> Result<(), SaveError> {
    let path = || file.path.clone();
    let Found::File(found) = folder.look(file.name())? else { return Err(SaveError::Interfered(path())) };
    let bytes = folder.read(file.name(), FILE_BYTES)?;
    // Another program may add a line to a text as soon as that has its name.
    let is_added_to = content.is_none() && bytes.starts_with(&file.bytes);
    if !ct_eq(&bytes, &file.bytes) && !is_added_to {
        let is_replaced = step.is_none_or(|step| step.is_replaced(folder).unwrap_or_default());
        let path = path();
        return Err(if is_replaced { SaveError::Interfered(path) } else { SaveError::NotReadBack { path } });
    }
    // For a public key it does not matter, and FAT has no permissions.
    if file.access != Access::OthersRead {
        let is_kept = match (step.and_then(|step| step.owner), step.and_then(Step::backup)) {
            (Some(owner), _) => {
                found.is_of_its_owner(file.access) && folder.owner(file.name())? == Some(owner)
            }
            (None, Some(old)) if file.access == Access::AclAsBefore => {
                folder.look(old.file_name().unwrap_or_default())? == Found::File(found.clone())
            }
            (None, _) => found.is(file.access),
        };
        if !is_kept {
            return Err(SaveError::AccessNotKept { path: path(), found: Some(found) });
        }
    }
    // A text is the same bytes, and nothing else.
    let Some(content) = content else { return Ok(()) };
    match opens(&bytes, file, content)? {
        true => Ok(()),
        false => Err(SaveError::NotReadBack { path: path() }),
    }
}

fn opens(bytes: &[u8], file: &Encoded, content: &KeyMaterial) -> Result<bool, SaveError> {
    let (access, expected) = (file.access, content.public());
    if access == Access::OthersRead && content.certificate().is_some_and(|certificate| is(bytes, certificate))
    {
        return Ok(true);
    }
    Ok(match (format::read(bytes), access, content) {
        (Ok(KeyFile::Public(_, found)), Access::OthersRead, _) => found.is_same_key(expected),
        (
            Ok(KeyFile::Private(format, key)),
            Access::OwnerOnly,
            KeyMaterial::Private { passphrase: None, .. },
        ) => is_whole(format, &key, content),
        (
            Ok(KeyFile::Encrypted(key)),
            Access::OwnerOnly,
            KeyMaterial::Private { passphrase: Some(passphrase), .. },
        ) => return decrypts(&key, file.derived.as_ref(), passphrase, content),
        _ => false,
    })
}

/// Whether this is the certificate. One that cannot be read can still be compared.
fn is(bytes: &[u8], certificate: &AttachedCertificate) -> bool {
    *bytes == **format::write_certificate(certificate)
}

/// PuTTY's files contain the certificate; for other formats it is in a file next to theirs.
fn keeps_certificate(format: Format, key: &Key, content: &KeyMaterial) -> bool {
    let blob = |certificate: Option<&AttachedCertificate>| certificate.map(|one| one.blob().to_vec());
    !matches!(format, Format::Ppk2 | Format::Ppk3) || blob(key.certificate()) == blob(content.certificate())
}

/// Compares the key, and the comment and certificate where the format has them.
fn is_whole(format: Format, opened: &Key, content: &KeyMaterial) -> bool {
    opened.public().is_same_key(content.public())
        && keeps_comment(format, opened, content)
        && keeps_certificate(format, opened, content)
}

/// The check numbers of an OpenSSH file do not cover it.
fn keeps_comment(format: Format, opened: &Key, content: &KeyMaterial) -> bool {
    let KeyMaterial::Private { key, .. } = content else { return false };
    match format {
        Format::OpenSsh | Format::Ppk2 | Format::Ppk3 => {
            opened.comment().as_bytes() == key.comment().as_bytes()
        }
        // These formats have no comment.
        _ => true,
    }
}

/// Uses the derived key from writing, because another run of the KDF would take as long as writing did; the
/// file must ask for that same derivation. Formats without one that costs anything take the passphrase.
fn decrypts(
    key: &EncryptedKey,
    derived: Option<&DerivedKey>,
    passphrase: &Passphrase,
    content: &KeyMaterial,
) -> Result<bool, SaveError> {
    let opened = match derived {
        Some(derived) => key.decrypt_derived(derived),
        None => key.decrypt(passphrase, None, &NoProgress).map(|(opened, _)| opened),
    };
    match opened {
        Ok(opened) => Ok(is_whole(key.format(), &opened, content)),
        Err(DecryptError::NoMemory) => Err(SaveError::NoMemory),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::super::encode::encode;
    use super::super::{Output, calibrated_argon2, names::public_path};
    use super::*;
    use crate::format::{KDF_RUNS, PrivateFormat};
    use crate::key::{Comment, Curve, NewKind, generate, single_threaded};
    use crate::system::{Disk as _, RealDisk};
    use std::path::Path;
    use std::sync::Arc;

    const FORMATS: [Output; 5] = [
        Output::private(PrivateFormat::OpenSsh),
        Output::private(PrivateFormat::Ppk3),
        Output::private(PrivateFormat::Ppk2),
        Output::private(PrivateFormat::Pem),
        Output::private(PrivateFormat::Pkcs8),
    ];

    fn new_key() -> Arc<Key> {
        let comment = Comment::parse_user_input("").unwrap();
        Arc::new(
            generate(NewKind::Ed25519, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap(),
        )
    }

    /// A key that every format supports, with a comment.
    fn ecdsa(comment: &[u8], passphrase: Option<&str>) -> KeyMaterial {
        let comment = Comment::from_bytes_lossy(comment);
        let kind = NewKind::Ecdsa(Curve::P256);
        let key =
            Arc::new(generate(kind, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap());
        KeyMaterial::Private { key, passphrase: passphrase.and_then(Passphrase::new).map(Arc::new) }
    }

    fn encoded(content: &KeyMaterial, what: Output) -> Encoded {
        encode(content, what, Path::new("id"), &mut rand::rng()).unwrap().remove(0)
    }

    fn private(passphrase: Option<&str>) -> KeyMaterial {
        let passphrase = passphrase.and_then(Passphrase::new).map(Arc::new);
        KeyMaterial::Private { key: new_key(), passphrase }
    }

    #[test]
    fn another_key_is_not_the_one_although_it_is_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let (path, open) = (folder.path().join("id"), RealDisk::new().open_folder(folder.path()).unwrap());
        let (clear, locked) = (private(None), private(Some("secret")));
        let (other, other_locked) = (private(None), private(Some("secret")));
        let cases = [(&clear, &other), (&locked, &other_locked), (&locked, &clear), (&clear, &locked)];
        for (written, expected) in cases {
            let files = encode(written, Output::PAIR, &path, &mut rand::rng()).unwrap();
            for file in &files {
                let mut staged = open.stage(file.name(), &file.bytes, file.access).unwrap();
                staged.place_over(file.name()).unwrap();
                staged.share();
                assert_eq!(verify(file, None, Some(written), &*open), Ok(()));
                let refused = SaveError::NotReadBack { path: file.path.clone() };
                assert_eq!(verify(file, None, Some(expected), &*open), Err(refused));
            }
            assert_eq!(files.last().unwrap().path, public_path(&path));
        }
    }

    #[test]
    fn the_kdf_runs_once_to_write_and_not_again_to_verify() {
        calibrated_argon2();
        let content = ecdsa(b"me@home", Some("secret"));
        for what in FORMATS {
            let before = KDF_RUNS.get();
            let file = encoded(&content, what);
            let has_kdf = matches!(what.format(), Format::OpenSsh | Format::Ppk3 | Format::Pkcs8);
            assert_eq!((KDF_RUNS.get() - before, file.derived.is_some()), (usize::from(has_kdf), has_kdf));
            assert_eq!(opens(&file.bytes, &file, &content), Ok(true), "{what:?}");
            assert_eq!(KDF_RUNS.get() - before, usize::from(has_kdf), "{what:?}");
        }
    }

    /// A faulty writer: everything that is compared is equal, but with another salt or cost in the file the
    /// passphrase would not open it, so it must not be reported as saved.
    #[test]
    fn what_was_encrypted_wrongly_is_noticed() {
        let content = ecdsa(b"me@home", Some("secret"));
        let KeyMaterial::Private { passphrase: Some(passphrase), .. } = &content else {
            panic!("{content:?}")
        };
        for what in FORMATS {
            let file = encoded(&content, what);
            let text = String::from_utf8(file.bytes.to_vec()).unwrap();
            let (mut tried, mut noticed) = (0, 0);
            for (start, line) in text.lines().map(|line| (line.as_ptr().addr() - text.as_ptr().addr(), line))
            {
                let places = if line.starts_with('-') { 0 } else { line.len() };
                for at in start..start + places {
                    let mut wrong = text.clone().into_bytes();
                    wrong[at] = if wrong[at] == b'4' { b'5' } else { b'4' };
                    tried += 1;
                    if opens(&wrong, &file, &content) != Ok(true) {
                        noticed += 1;
                        continue;
                    }
                    let Ok(KeyFile::Encrypted(locked)) = format::read(&wrong) else {
                        panic!("{what:?} {at}")
                    };
                    let (opened, _) = locked.decrypt(passphrase, None, &NoProgress).unwrap();
                    assert!(is_whole(locked.format(), &opened, &content), "{what:?}: byte {at}");
                }
            }
            assert!(noticed * 6 > tried * 5, "{what:?}: {noticed} of {tried}");
        }
    }

    #[test]
    fn a_key_that_was_derived_for_another_file_opens_nothing() {
        let content = ecdsa(b"me@home", Some("secret"));
        for what in [
            Output::private(PrivateFormat::OpenSsh),
            Output::private(PrivateFormat::Ppk3),
            Output::private(PrivateFormat::Pkcs8),
        ] {
            let (file, other) = (encoded(&content, what), encoded(&content, what));
            let mixed =
                Encoded { derived: other.derived, ..encoded(&content, Output::private(PrivateFormat::Ppk2)) };
            assert_eq!(opens(&file.bytes, &mixed, &content), Ok(false), "{what:?}");
        }
    }

    #[test]
    fn a_comment_that_was_lost_or_changed_is_noticed_and_every_comment_is_kept() {
        for comment in
            [&b""[..], b" x ", b"a\tb", b"\x85\xff", b"a\nb\0", b"a&amp;b", b"me@home\r", b"\xef\xbb\xbfx"]
        {
            for passphrase in [None, Some("secret")] {
                let content = ecdsa(comment, passphrase);
                let KeyMaterial::Private { key, passphrase } = &content else { panic!("{content:?}") };
                let other = Arc::new(key.with_comment(Comment::from_bytes_lossy(b"another")));
                let other = KeyMaterial::Private { key: other, passphrase: passphrase.clone() };
                for what in [
                    Output::private(PrivateFormat::OpenSsh),
                    Output::private(PrivateFormat::Ppk2),
                    Output::private(PrivateFormat::Pem),
                ] {
                    let file = encoded(&content, what);
                    assert_eq!(opens(&file.bytes, &file, &content), Ok(true), "{what:?} {comment:?}");
                    let has_place = what != Output::private(PrivateFormat::Pem);
                    assert_eq!(opens(&file.bytes, &file, &other), Ok(!has_place), "{what:?} {comment:?}");
                }
            }
        }
    }
}
