//! An encrypted private key in any format.

use super::code_page::{self, PassphraseBytes};
use super::{Cost, DecryptError, DerivedKey, Format, KeyFile};
use crate::key::{AttachedCertificate, Key, Passphrase, Progress, PublicKey};
use std::fmt;

/// An encrypted private key, and what is known of it without the passphrase.
pub struct EncryptedKey {
    format: Format,
    file: Box<dyn LockedFile>,
}

/// An encrypted key file of one format.
pub(super) trait LockedFile: Send + Sync {
    /// See [`EncryptedKey::claimed_public`].
    fn public(&self) -> Option<&PublicKey> {
        None
    }

    /// See [`EncryptedKey::claimed_certificate`].
    fn certificate(&self) -> Option<&AttachedCertificate> {
        None
    }

    /// See [`EncryptedKey::cost`].
    fn cost(&self) -> Option<Cost> {
        None
    }

    /// Decrypts with the exact bytes that go to the KDF.
    fn decrypt_with(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Key, DecryptError>;

    /// See [`EncryptedKey::decrypt_derived`].
    fn decrypt_derived(&self, _derived: &DerivedKey) -> Result<Key, DecryptError> {
        Err(DecryptError::WrongPassphrase)
    }
}

impl KeyFile {
    pub(super) fn encrypted(format: Format, file: impl LockedFile + 'static) -> Self {
        Self::Encrypted(EncryptedKey { format, file: Box::new(file) })
    }
}

impl EncryptedKey {
    /// The format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The public key that the file claims; only decrypting proves that it belongs to the private key.
    /// `None` where the whole file is encrypted.
    pub fn claimed_public(&self) -> Option<&PublicKey> {
        self.file.public()
    }

    /// The certificate in the file, not yet proven to belong to the private key.
    pub fn claimed_certificate(&self) -> Option<&AttachedCertificate> {
        self.file.certificate()
    }

    /// The cost of trying a passphrase; `None` for formats without a costly KDF.
    pub fn cost(&self) -> Option<Cost> {
        self.file.cost()
    }

    /// Decrypts with the first byte form of the passphrase that opens it, because programs on Windows use
    /// the bytes of a code page. Takes as long as the KDF of the file demands. `system_page` is the code page
    /// of this system, if it has one.
    ///
    /// # Errors
    /// See [`DecryptError`].
    pub fn decrypt(
        &self,
        passphrase: &Passphrase,
        system_page: Option<&'static encoding_rs::Encoding>,
        progress: &dyn Progress,
    ) -> Result<(Key, PassphraseBytes), DecryptError> {
        self.decrypt_at_most(code_page::most(self.cost()), passphrase, system_page, progress)
    }

    /// Decrypts a file that was just written with the key that was derived for it: without another run of the
    /// KDF, but with every check of decrypting by passphrase, and one that the file asks for that derivation.
    ///
    /// # Errors
    /// See [`DecryptError`]. In formats without such a KDF it is a wrong passphrase.
    pub fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        self.file.decrypt_derived(derived)
    }

    /// Like [`Self::decrypt`] with at most `forms` byte forms.
    pub(super) fn decrypt_at_most(
        &self,
        forms: usize,
        passphrase: &Passphrase,
        system_page: Option<&'static encoding_rs::Encoding>,
        progress: &dyn Progress,
    ) -> Result<(Key, PassphraseBytes), DecryptError> {
        let open = |bytes: &[u8]| self.file.decrypt_with(bytes, progress);
        code_page::first_that_opens(passphrase, system_page, forms, progress, open)
    }
}

impl fmt::Debug for EncryptedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = self.claimed_public().map(|public| public.fingerprint().sha256());
        write!(f, "EncryptedKey({:?}, {fingerprint:?})", self.format)
    }
}
