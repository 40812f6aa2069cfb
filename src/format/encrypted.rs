//! A private key that waits for its passphrase, whatever format it is in.

use super::code_page::{self, PassphraseBytes};
use super::{
    Cost, DecryptError, DerivedKey, Format, encrypted_pkcs8, legacy_pem_encryption, openssh, ppk, sshcom,
};
use crate::key::{AttachedCertificate, Key, Passphrase, Progress, PublicKey};
use std::fmt;

/// A private key under a passphrase, and what its file tells without one.
pub struct EncryptedKey {
    pub(super) format: Format,
    pub(super) body: EncryptedBody,
}

pub(super) enum EncryptedBody {
    Ppk(ppk::Ppk),
    OpenSsh(openssh::LockedOpenSsh),
    Dek(legacy_pem_encryption::LockedPem),
    Pbes(encrypted_pkcs8::LockedPkcs8),
    SshCom(sshcom::LockedSshCom),
}

impl EncryptedKey {
    /// The format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The public half, as the file claims it: only the private half can prove it. `None` where
    /// all of the file is encrypted.
    pub fn claimed_public(&self) -> Option<&PublicKey> {
        match &self.body {
            EncryptedBody::Ppk(ppk) => Some(ppk.public()),
            EncryptedBody::OpenSsh(encrypted) => Some(encrypted.public()),
            EncryptedBody::Dek(_) | EncryptedBody::Pbes(_) | EncryptedBody::SshCom(_) => None,
        }
    }

    /// The certificate that stands in the file, as the file claims it.
    pub fn claimed_certificate(&self) -> Option<&AttachedCertificate> {
        match &self.body {
            EncryptedBody::Ppk(ppk) => ppk.certificate.as_ref(),
            EncryptedBody::OpenSsh(_)
            | EncryptedBody::Dek(_)
            | EncryptedBody::Pbes(_)
            | EncryptedBody::SshCom(_) => None,
        }
    }

    /// What each try of a passphrase costs, where the file has a KDF that is meant to cost.
    pub fn cost(&self) -> Option<Cost> {
        match &self.body {
            EncryptedBody::Ppk(ppk) => ppk.cost(),
            EncryptedBody::OpenSsh(encrypted) => encrypted.cost(),
            EncryptedBody::Pbes(encrypted) => Some(encrypted.cost()),
            EncryptedBody::Dek(_) | EncryptedBody::SshCom(_) => None,
        }
    }

    /// Decrypts with the first byte form of the passphrase that opens it: programs on Windows store
    /// the bytes of a code page. Takes as long as the file's KDF demands; `system_page` is the code page that
    /// programs on this system write passphrases in, where there is one.
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

    /// Decrypts what was just written with the key that was derived for it: without another run of the KDF,
    /// but with every check that decrypting by passphrase has. That the file asks for the derivation that was
    /// run is one of them.
    ///
    /// # Errors
    /// See [`DecryptError`]. In formats without such a KDF it is a wrong passphrase.
    pub fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        match &self.body {
            EncryptedBody::Ppk(ppk) => ppk.decrypt_derived(derived),
            EncryptedBody::OpenSsh(encrypted) => encrypted.decrypt_derived(derived),
            EncryptedBody::Pbes(encrypted) => encrypted.decrypt_derived(derived),
            EncryptedBody::Dek(_) | EncryptedBody::SshCom(_) => Err(DecryptError::WrongPassphrase),
        }
    }

    /// The same with at most so many byte forms.
    pub(super) fn decrypt_at_most(
        &self,
        forms: usize,
        passphrase: &Passphrase,
        system_page: Option<&'static encoding_rs::Encoding>,
        progress: &dyn Progress,
    ) -> Result<(Key, PassphraseBytes), DecryptError> {
        let open = |bytes: &[u8]| match &self.body {
            EncryptedBody::Ppk(ppk) => ppk.decrypt_with(bytes, progress),
            EncryptedBody::OpenSsh(encrypted) => encrypted.decrypt_with(bytes, progress),
            EncryptedBody::Dek(encrypted) => encrypted.decrypt_with(bytes),
            EncryptedBody::Pbes(encrypted) => encrypted.decrypt_with(bytes, progress),
            EncryptedBody::SshCom(encrypted) => encrypted.decrypt_with(bytes),
        };
        code_page::first_that_opens(passphrase, system_page, forms, progress, open)
    }
}

impl fmt::Debug for EncryptedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = self.claimed_public().map(|public| public.fingerprint().sha256());
        write!(f, "EncryptedKey({:?}, {fingerprint:?})", self.format)
    }
}
