//! Decrypting a key with a passphrase as it was typed or pasted.

use super::{DecryptError, EncryptedKey, PassphraseBytes, code_page};
use crate::key::{EdgeSpace, Key, Passphrase, Progress};
use std::sync::Arc;

/// A decrypted key, and what decrypted it.
#[derive(Debug)]
pub struct Unlocked {
    /// The key.
    pub key: Key,
    /// The passphrase that decrypted it.
    pub passphrase: Arc<Passphrase>,
    /// How its characters were encoded.
    pub read_as: PassphraseBytes,
    /// White space around the given text that is not part of the passphrase.
    pub left_out: Option<EdgeSpace>,
}

impl EncryptedKey {
    /// Decrypts with the passphrase as given and, if that is wrong, without the white space around it, which
    /// copying may add. With a KDF that takes long, that is one more run of it.
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
