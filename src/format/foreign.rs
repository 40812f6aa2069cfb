//! Files that are intact but not SSH keys. Data only; `i18n` has the messages.

/// A file that is not an SSH key but is easily mistaken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// PKCS#12: a private key with its certificates, in .pfx and .p12.
    Pkcs12,
    /// A key store of Java: JKS or JCEKS.
    JavaKeyStore,
    /// A private key of OpenPGP.
    PgpPrivate,
    /// A public key, message or signature of OpenPGP.
    Pgp,
    /// A key that is bound to a TPM 2.0.
    Tpm2,
    /// A key of sigstore's cosign.
    Sigstore,
    /// A key of the VPN Nebula.
    Nebula,
    /// A key of age.
    Age,
    /// The bare bytes of an Ed25519 key.
    RawEd25519,
    /// A JSON Web Key (RFC 7517).
    Jwk {
        /// Whether the private numbers are in it.
        is_private: bool,
    },
    /// An RSA key in XML, as .NET writes it.
    DotNetXml {
        /// Whether the private numbers are in it.
        is_private: bool,
    },
    /// A private key of Microsoft's CryptoAPI, in .pvk.
    Pvk,
    /// A certificate as in RFC 5280.
    X509Certificate,
    /// A request for such a certificate.
    CertificateRequest,
    /// A file that Ansible has encrypted.
    AnsibleVault,
    /// A database of KeePass.
    KeePass,
    /// A web page.
    WebPage,
    /// A path where a key was wanted.
    Path,
    /// ssh's configuration.
    SshConfig,
    /// WinSCP's configuration.
    WinScp,
    /// PuTTY's sessions out of the registry.
    PuttyRegistry,
    /// FileZilla's list of servers.
    FileZilla,
    /// An archive.
    Archive(Archive),
    /// A PDF or a document of an office program.
    Document,
    /// A picture.
    Picture,
}

/// An archive or a compressed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// .zip
    Zip,
    /// .gz
    Gzip,
    /// .7z
    SevenZip,
    /// .bz2
    Bzip2,
    /// .xz
    Xz,
    /// .zst
    Zstandard,
    /// .rar
    Rar,
    /// .tar
    Tar,
}

impl Archive {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zip => "ZIP",
            Self::Gzip => "gzip",
            Self::SevenZip => "7-Zip",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Zstandard => "Zstandard",
            Self::Rar => "RAR",
            Self::Tar => "tar",
        }
    }
}

impl Foreign {
    /// Whether it contains a private key, which another program can extract.
    pub fn holds_private_key(self) -> bool {
        match self {
            Self::Jwk { is_private } | Self::DotNetXml { is_private } => is_private,
            Self::Pkcs12
            | Self::JavaKeyStore
            | Self::PgpPrivate
            | Self::Tpm2
            | Self::Sigstore
            | Self::Nebula
            | Self::Age
            | Self::RawEd25519
            | Self::Pvk => true,
            Self::Pgp
            | Self::X509Certificate
            | Self::CertificateRequest
            | Self::AnsibleVault
            | Self::KeePass
            | Self::WebPage
            | Self::Path
            | Self::SshConfig
            | Self::WinScp
            | Self::PuttyRegistry
            | Self::FileZilla
            | Self::Archive(_)
            | Self::Document
            | Self::Picture => false,
        }
    }
}
