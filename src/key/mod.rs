//! Keys and what belongs to them: values without files or user interface.

mod certificate;
mod comment;
mod ct_eq;
pub(crate) mod derive;
mod ed448;
mod fingerprint;
mod generate;
mod keypair_check;
mod kind;
mod pair;
mod passphrase;
mod passphrase_text;
mod primes;
mod public;
mod randomart;
mod refusal;
mod security_key;
mod signature;
#[cfg(feature = "window")]
mod strength;
mod weakness;

pub use certificate::{
    AttachedCertificate, Authority, CertType, Certificate, CertificateOption, OptionValue, SignatureStatus,
    UnreadCertificate, Validity,
};
pub use comment::{BadComment, Comment, Shown, beginning, escape_control_chars, is_dangerous, short_name};
pub use ct_eq::ct_eq;
pub(crate) use derive::crt_exponents;
pub use fingerprint::Fingerprint;
pub use generate::{Cancelled, generate};
pub use keypair_check::Mismatch;
pub use kind::{Curve, Kind, NewKind, RsaBits, SecurityKey};
pub use passphrase::Passphrase;
pub use passphrase_text::{
    BadPassphraseText, Blank, EdgeSpace, Side, first_line, is_untypable, passphrase_line,
};
pub use primes::{ThreadPool, single_threaded};
pub use public::{BadPublicKey, PublicKey};
pub use randomart::{Cell, Randomart};
pub use refusal::Refusal;
pub use security_key::SecurityKeyUse;
#[cfg(feature = "window")]
pub use strength::Strength;
pub use weakness::{Origin, Weakness, weakness};

pub(crate) use ed448::Ed448Pair;
pub(crate) use pair::{Pair, SecurityKeyHandle};
pub(crate) use public::Data;

use std::fmt;
use zeroize::Zeroizing;

/// Receives the progress of work and cancels it. Called by all threads that do the work.
pub trait Progress: Sync {
    /// The fraction of the work that is done, from 0 to 1.
    fn report(&self, done: f32);
    /// Whether the work was canceled.
    fn cancelled(&self) -> bool;
    /// Runs a costly key derivation in a child process, which can be ended at any time and may run out of
    /// memory without harm. `None` where there is no such process.
    fn apart(&self, _request: &[u8]) -> Option<Apart> {
        None
    }
}

/// The result of a key derivation in a child process.
pub enum Apart {
    /// The derived key.
    Done(Zeroizing<Vec<u8>>),
    /// There was not enough memory.
    NoMemory,
    /// Canceled; the process has ended.
    Cancelled,
}

impl fmt::Debug for Apart {
    /// Without the derived key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done(_) => "Done(..)",
            Self::NoMemory => "NoMemory",
            Self::Cancelled => "Cancelled",
        })
    }
}

/// Ignores progress and never cancels.
pub struct NoProgress;

impl Progress for NoProgress {
    fn report(&self, _: f32) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// A private key, not encrypted. Its public key was derived from the private key and compared, so both are
/// known to belong together; for a security key ([`Kind::SecurityKey`]), only the device can tell. Wiped on
/// drop, never printed, never cloned.
pub struct Key {
    /// On the heap, so that moving the key leaves no copy behind.
    pair: Box<Pair>,
    public: PublicKey,
    /// Of this very key.
    certificate: Option<AttachedCertificate>,
}

impl Key {
    /// Checks a pair from any source.
    ///
    /// # Errors
    /// [`Mismatch`] when the public key does not belong to the private key.
    pub(crate) fn new(pair: impl Into<Pair>, comment: Comment) -> Result<Self, Mismatch> {
        let pair = Box::new(keypair_check::validate(pair.into())?);
        let data = pair.public_data().ok_or(Mismatch)?;
        let public = PublicKey::from_data(data, comment).ok_or(Mismatch)?;
        Ok(Self { pair, public, certificate: None })
    }

    /// The same key with the certificate in its file, if any.
    ///
    /// # Errors
    /// [`Mismatch`] when the certificate is for another key.
    pub(crate) fn with_certificate(self, certificate: Option<AttachedCertificate>) -> Result<Self, Mismatch> {
        if certificate.as_ref().is_some_and(|certificate| !certificate.key().is_same_key(&self.public)) {
            return Err(Mismatch);
        }
        let certificate = certificate.map(|certificate| certificate.with_comment(self.comment()));
        Ok(Self { certificate, ..self })
    }

    /// What kind of key it is.
    pub fn kind(&self) -> Kind {
        self.public.kind()
    }

    /// The public key.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The comment.
    pub fn comment(&self) -> &Comment {
        self.public.comment()
    }

    /// The same key with another comment. Both contain the private key until they are dropped.
    pub fn with_comment(&self, comment: Comment) -> Self {
        let certificate = self.certificate.as_ref().map(|certificate| certificate.with_comment(&comment));
        let public = self.public.clone().with_comment(comment);
        Self { pair: self.pair.clone(), public, certificate }
    }

    /// The certificate from its file. It has the key's comment.
    pub fn certificate(&self) -> Option<&AttachedCertificate> {
        self.certificate.as_ref()
    }

    pub(crate) fn pair(&self) -> &Pair {
        &self.pair
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.public.fingerprint().sha256())
    }
}
