//! Everything that can be wrong in ~/.ssh.

use super::{Severity, TextFault};
use crate::format::{Format, ReadError};
use crate::key::{Refusal, Validity, Weakness};
use crate::sshfiles::{FromProblem, Ignored, KeyDamage, Remark};
use crate::system::{DiskError, FilePermissions};
use std::path::PathBuf;

/// RSA keys below this size can be broken by anyone, and OpenSSH refuses them.
const LEAST_RSA_BITS: u32 = 1024;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// ssh ignores a private key that others may read ("UNPROTECTED PRIVATE KEY FILE").
    PrivateKeyOpen(FilePermissions),
    /// A private key where ssh does not look for one, and that others may read.
    OutsideOpen(FilePermissions),
    /// A copy of a private key that ssh does not use, such as a backup, and that others may read.
    CopyOpen(FilePermissions),
    /// The same on a disk that keeps no permissions: nothing can be put right there.
    NoPermissionsKept,
    /// There is a file where ~/.ssh should be.
    NotAFolder,
    /// The permissions do not let its owner read the file.
    NotReadable(Place),
    /// The file belongs to another account, so that ssh or sshd refuses it or cannot read it.
    OtherOwner(Place),
    /// Others may change it.
    Writable(Place, Writers),
    /// ssh does not read the text of a private key as it stands.
    KeyText(TextFault),
    /// The private key is in a format that ssh does not read, or that only newer versions read.
    OtherFormat {
        /// The format.
        format: Format,
        /// Whether ssh is to use it: by its name, or because IdentityFile names it.
        is_used: bool,
    },
    /// A public key under a name where ssh looks for a private one.
    PublicAsPrivate,
    /// No private key can be read where there should be one.
    Unreadable(ReadError),
    /// The file of the public key is that of another key.
    WrongPublic,
    /// ssh reads no public key in the file of the public key.
    DamagedPublic,
    /// ssh reads no public key in a file of one without its private key beside it, although there is one in it.
    PublicText,
    /// There is no file of the public key.
    NoPublic,
    /// ssh does not try a key of this name, and no IdentityFile names it.
    NotTried,
    /// IdentityFile names a file that is not there.
    IdentityMissing(PathBuf),
    /// ssh offers so many keys to a server that it may give up before the right one.
    TooManyKeys {
        /// The server as config calls it; `None` for those without keys of their own.
        host: Option<String>,
        /// How many keys.
        count: usize,
    },
    /// A key that ssh uses has no passphrase.
    NoPassphrase,
    /// The passphrase protects the key badly.
    WeakEncryption(WeakEncryption),
    /// The key is weak.
    WeakKey(Weakness),
    /// The certificate is not valid now.
    CertificateDates(Validity),
    /// The certificate is of another key than the private key whose name it has.
    CertificateOfOther,
    /// A certificate of a server under the name of one for logging in.
    CertificateOfHost,
    /// OpenSSH refuses the certificate.
    CertificateRefused(Refusal),
    /// sshd skips a line of authorized_keys.
    AuthorizedIgnored(Box<Ignored>),
    /// A line of authorized_keys does not do what it seems to do.
    AuthorizedRemark(Remark),
    /// The time until which a key in authorized_keys may log in has passed.
    AuthorizedExpired,
    /// A list of keys could not be read, so nothing is known of its lines.
    NotChecked(DiskError),
    /// ssh skips a line of known_hosts.
    KnownHostIgnored(KnownHostFault),
    /// A server is known by a weak key.
    WeakHostKey(Weakness),
}

/// What a file or folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The home folder.
    Home,
    /// ~/.ssh
    Folder,
    /// A private key.
    PrivateKey,
    /// ssh's configuration, and what it includes.
    Config,
    /// The keys that may log in.
    AuthorizedKeys,
    /// The keys that may log in as an administrator of Windows: nobody else may even read them.
    Administrators,
    /// The keys of servers.
    KnownHosts,
}

/// Who may change a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writers {
    /// The group of the file. On Debian and its relatives that is fine as long as nobody else is in it.
    Group,
    /// Everybody.
    Everyone,
    /// These accounts, on Windows.
    Named(Vec<String>),
}

/// Encryption that is not worth much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakEncryption {
    /// Traditional PEM: one round of MD5.
    Pem,
    /// A PuTTY key file below version 3: one round of SHA-1.
    OldPpk,
    /// Fewer rounds of bcrypt than any version of ssh-keygen uses by default.
    Rounds(u32),
}

/// Why ssh skips a line of known_hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownHostFault {
    /// The key cannot be read.
    Key(KeyDamage),
    /// There is none.
    NoKey,
    /// The hash in place of the name is damaged.
    Hash,
    /// It begins with a marker that ssh does not know.
    Marker,
}

impl Problem {
    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Writable(Place::KnownHosts, _) | Self::Writable(_, Writers::Group) => Severity::Warning,
            // Windows' ssh and sshd look at files only.
            Self::Writable(Place::Home | Place::Folder, Writers::Named(_)) => Severity::Warning,
            Self::OtherFormat { is_used: false, .. } => Severity::Hint,
            Self::OtherFormat { format: Format::Pkcs8, .. } => Severity::Warning,
            Self::WeakKey(Weakness::ShortRsa { bits }) if *bits >= LEAST_RSA_BITS => Severity::Warning,
            Self::WeakKey(Weakness::MaybeUsedInOldPutty) => Severity::Warning,
            // Only OpenSSH 10.3 and later refuse it.
            Self::CertificateRefused(Refusal::NoPrincipals) => Severity::Warning,
            Self::AuthorizedRemark(remark) => of_remark(remark),
            // Newer versions of ssh may know the type.
            Self::KnownHostIgnored(KnownHostFault::Key(KeyDamage::Unsupported(_))) => Severity::Hint,
            Self::PrivateKeyOpen(_)
            | Self::NoPermissionsKept
            | Self::NotAFolder
            | Self::NotReadable(_)
            | Self::OtherOwner(_)
            | Self::Writable(..)
            | Self::KeyText(_)
            | Self::OtherFormat { .. }
            | Self::PublicAsPrivate
            | Self::Unreadable(_)
            | Self::WrongPublic
            | Self::WeakKey(_)
            | Self::CertificateDates(_)
            | Self::CertificateOfOther
            | Self::CertificateOfHost
            | Self::CertificateRefused(_)
            | Self::AuthorizedIgnored(_) => Severity::Problem,
            Self::OutsideOpen(_)
            | Self::CopyOpen(_)
            | Self::DamagedPublic
            | Self::PublicText
            | Self::IdentityMissing(_)
            | Self::TooManyKeys { .. }
            | Self::WeakEncryption(_)
            | Self::NotChecked(_)
            | Self::KnownHostIgnored(_)
            | Self::WeakHostKey(_) => Severity::Warning,
            Self::NoPublic | Self::NotTried | Self::NoPassphrase | Self::AuthorizedExpired => Severity::Hint,
        }
    }

    /// A stable identifier, for JSON.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::PrivateKeyOpen(_) => "private-key-open",
            Self::OutsideOpen(_) => "outside-open",
            Self::CopyOpen(_) => "copy-open",
            Self::NoPermissionsKept => "no-permissions-kept",
            Self::NotAFolder => "not-a-folder",
            Self::NotReadable(_) => "not-readable",
            Self::OtherOwner(_) => "other-owner",
            Self::Writable(..) => "writable-by-others",
            Self::KeyText(_) => "key-text",
            Self::OtherFormat { .. } => "other-format",
            Self::PublicAsPrivate => "public-as-private",
            Self::Unreadable(_) => "unreadable-key",
            Self::WrongPublic => "wrong-public",
            Self::DamagedPublic => "damaged-public",
            Self::PublicText => "public-text",
            Self::NoPublic => "no-public",
            Self::NotTried => "not-tried",
            Self::IdentityMissing(_) => "identity-missing",
            Self::TooManyKeys { .. } => "too-many-keys",
            Self::NoPassphrase => "no-passphrase",
            Self::WeakEncryption(_) => "weak-encryption",
            Self::WeakKey(_) => "weak-key",
            Self::CertificateDates(_) => "certificate-dates",
            Self::CertificateOfOther => "certificate-of-other-key",
            Self::CertificateOfHost => "certificate-of-host",
            Self::CertificateRefused(_) => "certificate-refused",
            Self::AuthorizedIgnored(_) => "authorized-ignored",
            Self::AuthorizedRemark(_) => "authorized-remark",
            Self::AuthorizedExpired => "authorized-expired",
            Self::NotChecked(_) => "not-checked",
            Self::KnownHostIgnored(_) => "known-host-ignored",
            Self::WeakHostKey(_) => "weak-host-key",
        }
    }
}

/// Where the key cannot log in, it is a problem.
const fn of_remark(remark: &Remark) -> Severity {
    match remark {
        Remark::Repeated { .. } => Severity::Hint,
        Remark::Weak(Weakness::Dsa) => Severity::Problem,
        Remark::Weak(Weakness::MaybeUsedInOldPutty) => Severity::Hint,
        Remark::Weak(Weakness::ShortRsa { .. }) | Remark::Service(_) => Severity::Warning,
        Remark::From(FromProblem::Name(_)) => Severity::Warning,
        Remark::SecondKey | Remark::From(_) | Remark::Principals => Severity::Problem,
    }
}
