//! Reads again what was saved, and judges it as ssh would.

use super::encode::Encoded;
use super::{Content, SaveError};
use crate::format::{self, EncryptedKey, FILE_BYTES, KeyFile};
use crate::key::{Passphrase, PublicKey, Unwatched, is_same_secret};
use crate::system::{Access, Disk, Found};

/// Whether the file is there, ours alone if it is private, the same, and opens again.
pub fn judge(file: &Encoded, content: &Content, disk: &dyn Disk) -> Result<(), SaveError> {
    let path = || file.path.clone();
    let not_read_back = || SaveError::NotReadBack { path: path() };
    let Found::File(found) = disk.look(&file.path)? else { return Err(not_read_back()) };
    let bytes = disk.read(&file.path, FILE_BYTES)?;
    if !is_same_secret(&bytes, &file.bytes) {
        return Err(not_read_back());
    }
    // For a public key it does not matter, and a stick with FAT cannot tell who may read what.
    if file.access == Access::OwnerOnly && !found.is(file.access) {
        return Err(SaveError::AccessNotKept { path: path(), found: Some(found) });
    }
    if opens(&bytes, file.access, content) { Ok(()) } else { Err(not_read_back()) }
}

fn opens(bytes: &[u8], access: Access, content: &Content) -> bool {
    let expected = content.public();
    match (format::read(bytes), access, content) {
        (Ok(KeyFile::Public(_, found)), Access::OthersRead, _) => found.is_same_key(expected),
        (Ok(KeyFile::Private(_, key)), Access::OwnerOnly, Content::Private { passphrase: None, .. }) => {
            key.public().is_same_key(expected)
        }
        (
            Ok(KeyFile::Encrypted(key)),
            Access::OwnerOnly,
            Content::Private { passphrase: Some(passphrase), .. },
        ) => decrypts(&key, passphrase, expected),
        _ => false,
    }
}

fn decrypts(key: &EncryptedKey, passphrase: &Passphrase, expected: &PublicKey) -> bool {
    // It takes no longer than the encrypting did.
    let opened = key.decrypt(passphrase, None, &Unwatched);
    opened.is_ok_and(|(key, _)| key.public().is_same_key(expected))
}
