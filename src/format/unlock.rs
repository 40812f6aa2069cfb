//! Opening a locked key with what a person gave as its passphrase.

use super::{DecryptError, EncryptedKey, PassphraseBytes, code_page};
use crate::key::{EdgeSpace, Key, Passphrase, Progress};
use std::sync::Arc;

/// A key that was opened, and what opened it.
#[derive(Debug)]
pub struct Unlocked {
    /// The key.
    pub key: Key,
    /// The passphrase that opened it: the one to keep it under.
    pub passphrase: Arc<Passphrase>,
    /// How its characters had been turned into bytes.
    pub read_as: PassphraseBytes,
    /// White space at the ends of what was given that is not part of the passphrase.
    pub left_out: Option<EdgeSpace>,
}

impl EncryptedKey {
    /// Decrypts with the passphrase as it was given and, if that is refused, without the white space
    /// at its ends, which copying brings along. Where the file has a KDF that takes long, that is one
    /// more run of it.
    ///
    /// # Errors
    /// See [`DecryptError`].
    pub fn unlock(
        &self,
        given: &Arc<Passphrase>,
        system_page: Option<&'static encoding_rs::Encoding>,
        progress: &dyn Progress,
    ) -> Result<Unlocked, DecryptError> {
        match self.decrypt(given, system_page, progress) {
            Err(DecryptError::WrongPassphrase) => {}
            result => {
                let (key, read_as) = result?;
                return Ok(Unlocked { key, passphrase: Arc::clone(given), read_as, left_out: None });
            }
        }
        let (passphrases, forms) = code_page::again(self.cost());
        for (passphrase, left_out) in given.without_edge_space().into_iter().take(passphrases) {
            match self.decrypt_at_most(forms, &passphrase, system_page, progress) {
                Err(DecryptError::WrongPassphrase) => {}
                result => {
                    let (key, read_as) = result?;
                    let passphrase = Arc::new(passphrase);
                    return Ok(Unlocked { key, passphrase, read_as, left_out: Some(left_out) });
                }
            }
        }
        Err(DecryptError::WrongPassphrase)
    }
}
