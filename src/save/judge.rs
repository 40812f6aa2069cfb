//! Reads again what was saved, and judges it as ssh would.

use super::encode::Encoded;
use super::step::Step;
use super::{Content, SaveError};
use crate::format::{self, DecryptError, EncryptedKey, FILE_BYTES, Format, KeyFile};
use crate::key::{AttachedCertificate, Key, Passphrase, Unwatched, is_same_secret};
use crate::system::{Access, Folder, Found};

/// Whether the file is there, its owner's alone if it is private, the same, and opens again. Without a
/// step it was there already.
pub fn judge(
    file: &Encoded,
    step: Option<&Step<'_>>,
    content: &Content,
    folder: &dyn Folder,
) -> Result<(), SaveError> {
    let path = || file.path.clone();
    let Found::File(found) = folder.look(file.name())? else { return Err(SaveError::Interfered(path())) };
    let bytes = folder.read(file.name(), FILE_BYTES)?;
    if !is_same_secret(&bytes, &file.bytes) {
        let is_replaced = step.is_none_or(|step| step.is_replaced(folder).unwrap_or_default());
        let path = path();
        return Err(if is_replaced { SaveError::Interfered(path) } else { SaveError::NotReadBack { path } });
    }
    // For a public key it does not matter, and a stick with FAT cannot tell who may read what.
    if file.access == Access::OwnerOnly {
        let is_kept = match step.and_then(|step| step.owner) {
            Some(owner) => found.is_of_its_owner(file.access) && folder.owner(file.name())? == Some(owner),
            None => found.is(file.access),
        };
        if !is_kept {
            return Err(SaveError::AccessNotKept { path: path(), found: Some(found) });
        }
    }
    match opens(&bytes, file.access, content)? {
        true => Ok(()),
        false => Err(SaveError::NotReadBack { path: path() }),
    }
}

fn opens(bytes: &[u8], access: Access, content: &Content) -> Result<bool, SaveError> {
    let expected = content.public();
    if access == Access::OthersRead && content.certificate().is_some_and(|certificate| is(bytes, certificate))
    {
        return Ok(true);
    }
    Ok(match (format::read(bytes), access, content) {
        (Ok(KeyFile::Public(_, found)), Access::OthersRead, _) => found.is_same_key(expected),
        (Ok(KeyFile::Private(format, key)), Access::OwnerOnly, Content::Private { passphrase: None, .. }) => {
            key.public().is_same_key(expected) && keeps_certificate(format, &key, content)
        }
        (
            Ok(KeyFile::Encrypted(key)),
            Access::OwnerOnly,
            Content::Private { passphrase: Some(passphrase), .. },
        ) => return decrypts(&key, passphrase, content),
        _ => false,
    })
}

/// Whether this is the certificate. One that cannot be read can still be compared.
fn is(bytes: &[u8], certificate: &AttachedCertificate) -> bool {
    *bytes == **format::write_certificate(certificate)
}

/// PuTTY's files hold the certificate, all others stand beside its file.
fn keeps_certificate(format: Format, key: &Key, content: &Content) -> bool {
    let blob = |certificate: Option<&AttachedCertificate>| certificate.map(|one| one.blob().to_vec());
    !matches!(format, Format::Ppk2 | Format::Ppk3) || blob(key.certificate()) == blob(content.certificate())
}

fn decrypts(key: &EncryptedKey, passphrase: &Passphrase, content: &Content) -> Result<bool, SaveError> {
    // It takes no longer than the encrypting did.
    match key.decrypt(passphrase, None, &Unwatched) {
        Ok((opened, _)) => {
            let is_same = opened.public().is_same_key(content.public());
            Ok(is_same && keeps_certificate(key.format(), &opened, content))
        }
        Err(DecryptError::NoMemory) => Err(SaveError::NoMemory),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::super::encode::encode;
    use super::super::{What, names::public_path};
    use super::*;
    use crate::key::{Comment, NewKind, alone, generate};
    use crate::system::{Disk as _, RealDisk};
    use std::sync::Arc;

    fn new_key() -> Arc<Key> {
        let comment = Comment::from_person("").unwrap();
        Arc::new(generate(NewKind::Ed25519, &comment, &mut rand::rng(), &alone, &Unwatched).unwrap())
    }

    fn private(passphrase: Option<&str>) -> Content {
        let passphrase = passphrase.and_then(Passphrase::new).map(Arc::new);
        Content::Private { key: new_key(), passphrase }
    }

    #[test]
    fn another_key_is_not_the_one_although_it_is_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let (path, open) = (folder.path().join("id"), RealDisk::new().open_folder(folder.path()).unwrap());
        let (clear, locked) = (private(None), private(Some("secret")));
        let (other, other_locked) = (private(None), private(Some("secret")));
        let cases = [(&clear, &other), (&locked, &other_locked), (&locked, &clear), (&clear, &locked)];
        for (written, expected) in cases {
            let files = encode(written, What::Pair, &path, &mut rand::rng()).unwrap();
            for file in &files {
                let mut staged = open.stage(file.name(), &file.bytes, file.access).unwrap();
                staged.place_over(file.name()).unwrap();
                staged.share();
                assert_eq!(judge(file, None, written, &*open), Ok(()));
                let refused = SaveError::NotReadBack { path: file.path.clone() };
                assert_eq!(judge(file, None, expected, &*open), Err(refused));
            }
            assert_eq!(files.last().unwrap().path, public_path(&path));
        }
    }
}
