//! Reading and writing key files, from bytes and to bytes: one module for each format.

mod agent_identity;
mod algorithm_names;
mod asn1;
mod ber;
mod best_fit;
mod certificate;
mod ciphers;
mod code_page;
mod contents;
mod curves;
mod der_key;
mod der_structure;
mod dsa;
mod ec2;
mod encrypted;
mod encrypted_pkcs8;
mod encrypted_pkcs8_kdf;
mod encrypted_pkcs8_write;
mod error;
mod foreign;
mod formats;
mod kdf;
mod kdf_apart;
mod key_types;
mod legacy_pem_encryption;
mod limits;
mod openssh;
mod openssh_private;
mod own;
mod pem;
mod pem_block;
mod pkcs1;
mod pkcs8;
mod ppk;
mod ppk_kdf;
mod ppk_mac;
mod ppk_open;
mod ppk_write;
mod private_components;
mod public_from_components;
mod public_line;
mod public_line_scan;
mod reading;
mod refusal;
mod rewrite;
mod rfc4716;
mod sec1;
mod spki;
mod sshcom;
mod text_encoding;
mod unlock;
pub(crate) mod wire;

pub use agent_identity::{agent_certificate, agent_identity};
pub use code_page::PassphraseBytes;
pub use contents::{Contents, FoundKey, Wrapping, has_private_mark, looks_like_a_key, read, read_all};
pub use ec2::{ec2_private_hash, ec2_public_hash};
pub use encrypted::EncryptedKey;
pub use error::{Damage, DecryptError, ReadError, Unsupported, WriteError};
pub use foreign::{Archive, Foreign};
pub use formats::{Format, PrivateFormat, PublicFormat};
pub use kdf::DerivedKey;
#[cfg(test)]
pub(crate) use kdf::RUNS as KDF_RUNS;
pub use kdf_apart::{Unanswered, derive_for_parent};
pub use limits::{Cost, FILE_BYTES};
pub use rewrite::{NotRewritten, Rewritten, rewrite};
pub use text_encoding::without_bom;
pub use unlock::Unlocked;

use crate::key::{AttachedCertificate, Certificate, Comment, Key, NoProgress, Passphrase, PublicKey};
use rand::CryptoRng;
use zeroize::Zeroizing;

/// A key in a file.
#[derive(Debug)]
pub enum KeyFile {
    /// A private key without passphrase.
    Private(Format, Key),
    /// A private key under a passphrase.
    Encrypted(EncryptedKey),
    /// A public key.
    Public(Format, PublicKey),
    /// A public key in a certificate.
    Certificate(Box<Certificate>),
}

/// The passphrase to encrypt a key with, and the cost of the KDF.
pub struct Encryption<'a> {
    /// The passphrase.
    pub passphrase: &'a Passphrase,
    /// For PPK version 3. The OpenSSH format uses 24 rounds of bcrypt_pbkdf, PPK 2 no KDF.
    pub argon2: Argon2Cost,
}

/// The cost of Argon2id in a PPK version 3 file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Argon2Cost {
    /// PuTTY's default.
    pub const MEMORY_KIB: u32 = 8192;

    /// Runs Argon2id once at this cost, to measure how long it takes.
    pub fn spend(self) {
        let header = ppk_kdf::Argon2Header::ours(self, vec![0; 16]);
        // A lack of memory is reported when the file is written.
        let _ = std::hint::black_box(ppk_kdf::Keys::v3(b"measure", &header, &NoProgress));
    }
}

/// Writes a private key, encrypted if `protection` is given.
///
/// # Errors
/// [`WriteError::FormatUnavailable`] for a kind of key that the format does not support.
pub fn write(
    key: &Key,
    format: PrivateFormat,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    Ok(write_keeping_derived(key, format, protection, rng)?.bytes)
}

/// A written private key.
pub struct Written {
    /// The file.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Opens the file without another run of the KDF; `None` where there is no costly KDF.
    pub derived: Option<DerivedKey>,
}

impl From<Zeroizing<Vec<u8>>> for Written {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self { bytes, derived: None }
    }
}

/// Like [`write`], for callers that decrypt the file again to verify it.
///
/// # Errors
/// The same.
pub fn write_keeping_derived(
    key: &Key,
    format: PrivateFormat,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Result<Written, WriteError> {
    if !format.can_hold(key.kind()) {
        return Err(WriteError::FormatUnavailable { kind: key.kind(), format });
    }
    match format {
        PrivateFormat::OpenSsh => openssh::write(key, protection, rng),
        PrivateFormat::Ppk3 => ppk_write::write(key, ppk_write::PpkVersion::V3, protection, rng),
        PrivateFormat::Ppk2 => ppk_write::write(key, ppk_write::PpkVersion::V2, protection, rng),
        PrivateFormat::Pem => pem::write_traditional(key, protection, rng).ok_or(WriteError::Library),
        PrivateFormat::Pkcs8 => pem::write_pkcs8(key, protection, rng).ok_or(WriteError::Library),
    }
}

/// Writes a public key.
pub fn write_public(key: &PublicKey, format: PublicFormat) -> Zeroizing<Vec<u8>> {
    match format {
        PublicFormat::Line => public_line::write(key),
        PublicFormat::Rfc4716 => rfc4716::write(key),
    }
}

/// Reads the blob of a public key or a certificate, as it stands in base64 in authorized_keys and known_hosts.
///
/// # Errors
/// See [`ReadError`].
pub fn read_public_blob(blob: &[u8], comment: Comment) -> Result<KeyFile, ReadError> {
    certificate::or_key(blob, comment, Format::Line)
}

/// The name of the type that a blob begins with.
pub fn blob_type(blob: &[u8]) -> Option<&str> {
    wire::Reader(blob).text()
}

/// The name that stands in the blob of a key or a certificate with this name before it in a line.
pub fn name_in_blob(name: &str) -> &str {
    key_types::name_in_blob(name)
}

/// Whether this is the name of a type of key or certificate that can be read, as it stands before the blob.
pub fn is_key_type(name: &str) -> bool {
    key_types::is_type(name)
}

/// Writes a certificate as in `-cert.pub` files.
pub fn write_certificate(certificate: &AttachedCertificate) -> Zeroizing<Vec<u8>> {
    certificate::write(certificate)
}

#[cfg(test)]
mod tests {
    use super::{
        Damage, FILE_BYTES, Format, KeyFile, PrivateFormat, PublicFormat, ReadError, read, write,
        write_public,
    };
    use crate::key::{Comment, Curve, NewKind, NoProgress, generate, single_threaded};

    #[test]
    fn a_file_of_the_largest_size_is_read_and_a_byte_more_is_not() {
        assert_eq!(read(&vec![b' '; FILE_BYTES]).unwrap_err(), ReadError::Empty);
        let too_large = ReadError::TooLarge { limit: FILE_BYTES };
        assert_eq!(read(&vec![b' '; FILE_BYTES + 1]).unwrap_err(), too_large);
    }

    /// Also where a comment grows when it is written, and is then encoded.
    #[test]
    fn whatever_the_comment_what_is_written_is_read_again() {
        let comments = [
            vec![7; 400_000],
            vec![b'x'; FILE_BYTES],
            [&b"x"[..], "\u{2028}".repeat(340_000).as_bytes()].concat(),
            vec![0xe9; 1_000_000],
            "\u{e9}: ".repeat(250_001).into_bytes(),
            b": -".repeat(300_000),
            b"\"----\\".repeat(170_000),
        ];
        let kind = NewKind::Ecdsa(Curve::P256);
        let key =
            generate(kind, &Comment::default(), &mut rand::rng(), &single_threaded, &NoProgress).unwrap();
        for comment in comments {
            let key = key.with_comment(Comment::from_bytes_lossy(&comment));
            let kept = key.comment().as_bytes();
            for format in [PrivateFormat::OpenSsh, PrivateFormat::Ppk3, PrivateFormat::Ppk2] {
                let file = write(&key, format, None, &mut rand::rng()).unwrap();
                let Ok(KeyFile::Private(_, found)) = read(&file) else {
                    panic!("{format:?}, {}", file.len())
                };
                assert!(found.public().is_same_key(key.public()));
                assert!(found.comment().as_bytes() == kept, "{format:?}");
            }
            for format in [PublicFormat::Line, PublicFormat::Rfc4716] {
                let file = write_public(key.public(), format);
                let Ok(KeyFile::Public(_, found)) = read(&file) else { panic!("{format:?}, {}", file.len()) };
                assert!(found.is_same_key(key.public()), "{format:?}");
            }
        }
    }

    #[test]
    fn what_is_damaged_is_called_by_its_label() {
        for (label, expected) in [
            ("PRIVATE KEY", Format::Pkcs8),
            ("ENCRYPTED PRIVATE KEY", Format::Pkcs8),
            ("RSA PRIVATE KEY", Format::Pem),
        ] {
            let file = format!("-----BEGIN {label}-----\n!!!!\n-----END {label}-----\n");
            let found = read(file.as_bytes());
            let error = found.unwrap_err();
            let is_called_so =
                matches!(error.reason(), ReadError::Damaged { format, .. } if *format == expected);
            assert!(is_called_so && error.is_of_private_key(), "{label}: {error:?}");
        }
    }

    #[test]
    fn a_ppk_that_was_cut_lacks_its_end() {
        let file =
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 2\nAAAAC\n";
        let damage = Damage::Missing("Private-MAC");
        let error = read(file.as_bytes()).unwrap_err();
        assert_eq!(error.reason(), &ReadError::Damaged { format: Format::Ppk3, damage });
    }
}
