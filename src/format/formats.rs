//! The formats that are written and read, and their properties.

use crate::key::Kind;

/// A format for writing private keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrivateFormat {
    /// OpenSSH's own (since OpenSSH 6.5, 2014)
    OpenSsh,
    /// PuTTY's, version 3 (since PuTTY 0.75, 2021)
    Ppk3,
    /// PuTTY's, version 2
    Ppk2,
    /// Traditional PEM: PKCS#1 for RSA, SEC1 for ECDSA, OpenSSL's own for DSA
    Pem,
    /// PKCS#8, in PEM
    Pkcs8,
}

/// A format for writing public keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PublicFormat {
    /// One line, as in authorized_keys
    Line,
    /// RFC 4716
    Rfc4716,
}

/// The format of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// OpenSSH's private key file
    OpenSsh,
    /// PuTTY's, version 3
    Ppk3,
    /// PuTTY's, version 2
    Ppk2,
    /// PuTTY's, version 1
    Ppk1,
    /// Traditional PEM: PKCS#1, SEC1 or OpenSSL's DSA
    Pem,
    /// PKCS#8, plain or encrypted
    Pkcs8,
    /// The private key file of ssh.com
    SshCom,
    /// A public key in one line
    Line,
    /// A public key as in RFC 4716
    Rfc4716,
    /// A public key in PEM: SubjectPublicKeyInfo or PKCS#1
    PublicPem,
    /// An OpenSSH certificate
    Certificate,
}

impl PrivateFormat {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::OpenSsh, Self::Ppk3, Self::Ppk2, Self::Pem, Self::Pkcs8];

    /// The extension of such files, with the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::OpenSsh => "",
            Self::Ppk3 | Self::Ppk2 => ".ppk",
            Self::Pem => ".pem",
            Self::Pkcs8 => ".p8",
        }
    }

    /// Whether the format supports this type of key.
    pub fn can_hold(self, kind: Kind) -> bool {
        match self {
            Self::OpenSsh => true,
            Self::Ppk3 | Self::Ppk2 | Self::Pkcs8 => !matches!(kind, Kind::SecurityKey(_)),
            Self::Pem => matches!(kind, Kind::Rsa(_) | Kind::Dsa(_) | Kind::Ecdsa(_)),
        }
    }

    /// Whether it encrypts keys so weakly that it should be avoided.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Ppk2 | Self::Pem)
    }

    /// Whether the file can contain a certificate.
    pub fn holds_certificate(self) -> bool {
        matches!(self, Self::Ppk3 | Self::Ppk2)
    }
}

impl Format {
    /// Whether it is a PuTTY key file, of any version.
    pub const fn is_ppk(self) -> bool {
        matches!(self, Self::Ppk1 | Self::Ppk2 | Self::Ppk3)
    }

    /// A stable identifier, for JSON and the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::OpenSsh => "openssh",
            Self::Ppk3 => "ppk",
            Self::Ppk2 => "ppk2",
            Self::Ppk1 => "ppk1",
            Self::Pem => "pem",
            Self::Pkcs8 => "pkcs8",
            Self::SshCom => "sshcom",
            Self::Line => "public",
            Self::Rfc4716 => "rfc4716",
            Self::PublicPem => "public-pem",
            Self::Certificate => "certificate",
        }
    }
}

impl From<PrivateFormat> for Format {
    fn from(format: PrivateFormat) -> Self {
        match format {
            PrivateFormat::OpenSsh => Self::OpenSsh,
            PrivateFormat::Ppk3 => Self::Ppk3,
            PrivateFormat::Ppk2 => Self::Ppk2,
            PrivateFormat::Pem => Self::Pem,
            PrivateFormat::Pkcs8 => Self::Pkcs8,
        }
    }
}

impl From<PublicFormat> for Format {
    fn from(format: PublicFormat) -> Self {
        match format {
            PublicFormat::Line => Self::Line,
            PublicFormat::Rfc4716 => Self::Rfc4716,
        }
    }
}
