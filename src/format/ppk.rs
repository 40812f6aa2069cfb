//! PuTTY's private key files, versions 1 to 3: reading (PuTTY manual, appendix C).
//!
//! A text file of headers in a fixed order:
//!
//! ```text
//! PuTTY-User-Key-File-3: ssh-ed25519
//! Encryption: aes256-cbc                  or none
//! Comment: any bytes up to the line end
//! Public-Lines: 2                         so many lines of base64: the public blob
//! Key-Derivation: Argon2id                these five only in encrypted files of version 3
//! Argon2-Memory: 8192
//! Argon2-Passes: 34
//! Argon2-Parallelism: 1
//! Argon2-Salt: hexadecimal
//! Private-Lines: 1                        base64: the private fields, encrypted with AES-256-CBC
//! Private-MAC: hexadecimal
//! ```
//!
//! The MAC (HMAC-SHA-256; HMAC-SHA-1 in version 2) covers type, encryption, comment, public blob
//! and the private fields in the clear with their padding. It is checked in every file. In version
//! 1, of PuTTY's development before 0.52, it covers the private fields alone, or their SHA-1 stands
//! in its place as `Private-Hash`.
//!
//! If the type is that of a certificate (since PuTTY 0.78), the public blob is a certificate, and the private
//! fields are those of the certified key. The rest of the certificate never prevents the key from being
//! opened. A file that ends after the public blob has lost its private key: no program writes that.

use super::key_types::{self, canonical_name};
use super::ppk_kdf::Argon2Header;
use super::refusal::Refusal;
use super::{Damage, Format, KeyFile, ReadError, Unsupported, certificate, text_encoding};
use crate::key::{AttachedCertificate, Comment, Kind, PublicKey, short_name};
use std::iter::Peekable;
use zeroize::Zeroizing;

/// What the first line begins with.
pub(super) const MAGIC: &[u8] = b"PuTTY-User-Key-File-";

/// The versions that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileVersion {
    V1,
    V2,
    V3,
}

impl FileVersion {
    fn format(self) -> Format {
        match self {
            Self::V1 => Format::Ppk1,
            Self::V2 => Format::Ppk2,
            Self::V3 => Format::Ppk3,
        }
    }
}

/// A file as far as it can be read without a passphrase.
pub(super) struct Ppk {
    pub version: FileVersion,
    /// The type in the first line, which may be a certificate's.
    pub algorithm: String,
    pub encryption: Encryption,
    pub comment: Vec<u8>,
    /// The public key or certificate.
    pub blob: Zeroizing<Vec<u8>>,
    pub public: PublicKey,
    /// Where the blob is a certificate.
    pub certificate: Option<AttachedCertificate>,
    pub private: Zeroizing<Vec<u8>>,
    pub check: Check,
}

pub(super) enum Encryption {
    None,
    /// Versions 1 and 2.
    Sha1,
    Argon2(Argon2Header),
}

/// The last line.
pub(super) enum Check {
    Mac(Vec<u8>),
    /// In version 1: SHA-1 of the private fields.
    Hash(Vec<u8>),
}

pub(super) fn read(bytes: &[u8]) -> Result<KeyFile, ReadError> {
    let (format, ppk) = parts(bytes)?;
    match ppk.encryption {
        Encryption::None => match ppk.clear_key() {
            Ok(key) => Ok(KeyFile::Private(format, key)),
            Err(refusal) => Err(refusal.into_read_error(format)),
        },
        Encryption::Sha1 | Encryption::Argon2(_) => Ok(KeyFile::encrypted(format, ppk)),
    }
}

/// Checks that a text is a complete file: every line is valid and, if it is not encrypted, the check value
/// matches. The numbers of the key are not checked, so this is quick.
pub(super) fn check_whole(bytes: &[u8]) -> Result<(), ReadError> {
    let (format, ppk) = parts(bytes)?;
    match ppk.encryption {
        Encryption::None => ppk.clear_comment().map(drop).map_err(|refusal| refusal.into_read_error(format)),
        Encryption::Sha1 | Encryption::Argon2(_) => Ok(()),
    }
}

fn parts(bytes: &[u8]) -> Result<(Format, Ppk), ReadError> {
    let (version, algorithm, mut fields) = first_line(bytes)?;
    let format = version.format();
    let ppk = body(version, algorithm, &mut fields).map_err(|refusal| refusal.into_read_error(format))?;
    Ok((format, ppk))
}

/// Headers and the base64 lines under them, in order.
struct Fields<'a, L: Iterator<Item = &'a [u8]>>(Peekable<L>);

impl<'a, L: Iterator<Item = &'a [u8]>> Fields<'a, L> {
    /// The value of the next header, which must have this name.
    fn value(&mut self, name: &'static str) -> Result<&'a [u8], Refusal> {
        let missing = Refusal::Damaged(Damage::Missing(name));
        let Some(line) = self.0.next() else { return Err(missing) };
        let line = line.trim_ascii_start();
        let Some(rest) = line.strip_prefix(name.as_bytes()).and_then(|rest| rest.strip_prefix(b":")) else {
            return Err(missing);
        };
        // Editors remove the space after an empty "Comment: ".
        Ok(rest.strip_prefix(b" ").unwrap_or(rest))
    }

    /// Whether nothing but blank lines follows.
    fn are_over(&mut self) -> bool {
        while self.0.next_if(|line| line.trim_ascii().is_empty()).is_some() {}
        self.0.peek().is_none()
    }

    fn number(&mut self, name: &'static str) -> Result<u32, Refusal> {
        let value = self.value(name)?;
        let digits = std::str::from_utf8(value).ok().map(str::trim_end);
        digits.and_then(|digits| digits.parse().ok()).ok_or(Refusal::Damaged(Damage::Value(name)))
    }

    fn hex(&mut self, name: &'static str) -> Result<Vec<u8>, Refusal> {
        let digits = self.value(name)?.trim_ascii_end();
        base16ct::mixed::decode_vec(digits).map_err(|_| Refusal::Damaged(Damage::Value(name)))
    }

    fn base64(&mut self, name: &'static str) -> Result<Zeroizing<Vec<u8>>, Refusal> {
        let count = self.number(name)? as usize;
        let lines: Vec<&[u8]> = self.0.by_ref().take(count).collect();
        if lines.len() < count {
            return Err(Refusal::Damaged(Damage::Missing("Private-MAC")));
        }
        text_encoding::base64(lines).ok_or(Refusal::Damaged(Damage::Base64))
    }
}

type Rest<'a> = Fields<'a, Box<dyn Iterator<Item = &'a [u8]> + 'a>>;

fn first_line(bytes: &[u8]) -> Result<(FileVersion, String, Rest<'_>), ReadError> {
    // PuTTY ignores empty lines, which some programs put after every line.
    let lines: Box<dyn Iterator<Item = &[u8]>> =
        Box::new(text_encoding::lines(bytes).filter(|line| !line.is_empty()));
    let mut lines = lines.peekable();
    while lines.next_if(|line| line.trim_ascii().is_empty()).is_some() {}
    let first = lines.next().and_then(|line| line.trim_ascii_start().strip_prefix(MAGIC));
    let first = String::from_utf8_lossy(first.ok_or(ReadError::NotAKey)?).into_owned();
    let (version, algorithm) = first.split_once(':').unwrap_or((&first, ""));
    let version = match version {
        "1" => FileVersion::V1,
        "2" => FileVersion::V2,
        "3" => FileVersion::V3,
        other => {
            return Err(ReadError::Unsupported(Unsupported::PpkVersion(short_name(other.as_bytes()))));
        }
    };
    Ok((version, algorithm.trim().to_owned(), Fields(lines)))
}

fn body(version: FileVersion, algorithm: String, fields: &mut Rest<'_>) -> Result<Ppk, Refusal> {
    let encrypted = match fields.value("Encryption")?.trim_ascii_end() {
        b"none" => false,
        b"aes256-cbc" => true,
        other => {
            let name = short_name(other);
            return Err(Refusal::Unsupported(Unsupported::PpkEncryption(name)));
        }
    };
    let comment = fields.value("Comment")?.to_vec();
    let blob = fields.base64("Public-Lines")?;
    let (public, certificate) = public_half(&algorithm, &blob, Comment::from_bytes_lossy(&comment))?;
    if fields.are_over() {
        return Err(Refusal::Damaged(Damage::Missing("Private-Lines")));
    }
    if let Kind::SecurityKey(_) = public.kind() {
        return Err(Refusal::Unsupported(Unsupported::KeyType(short_name(algorithm.as_bytes()))));
    }
    let encryption = match (encrypted, version) {
        (false, _) => Encryption::None,
        (true, FileVersion::V1 | FileVersion::V2) => Encryption::Sha1,
        (true, FileVersion::V3) => Encryption::Argon2(argon2_header(fields)?),
    };
    let private = fields.base64("Private-Lines")?;
    if encrypted && !private.len().is_multiple_of(16) {
        return Err(Refusal::STRUCTURE);
    }
    let check = check(version, fields)?;
    Ok(Ppk { version, algorithm, encryption, comment, blob, public, certificate, private, check })
}

/// The public key, and the certificate if the blob is one. Its type must be that in the first line.
fn public_half(
    algorithm: &str,
    blob: &[u8],
    comment: Comment,
) -> Result<(PublicKey, Option<AttachedCertificate>), Refusal> {
    let bad = |refusal| match refusal {
        Refusal::Damaged(_) => Refusal::Damaged(Damage::Value("Public-Lines")),
        refusal => refusal,
    };
    let (public, certificate) = if certificate::is_one(blob) {
        let certificate = certificate::attached(blob, comment).map_err(bad)?;
        (certificate.key().clone(), Some(certificate))
    } else {
        (key_types::read(blob, comment).map_err(bad)?, None)
    };
    let name = certificate.as_ref().map_or(public.kind().ssh_name(), AttachedCertificate::name);
    if name != canonical_name(algorithm) {
        return Err(Refusal::Damaged(Damage::Value("PuTTY-User-Key-File")));
    }
    Ok((public, certificate))
}

fn check(version: FileVersion, fields: &mut Rest<'_>) -> Result<Check, Refusal> {
    let is_hash = fields.0.peek().is_some_and(|line| line.trim_ascii_start().starts_with(b"Private-Hash"));
    let is_hash = version == FileVersion::V1 && is_hash;
    let value = fields.hex(if is_hash { "Private-Hash" } else { "Private-MAC" })?;
    // SHA-256 since version 3, SHA-1 before. Checked here: when decrypting, another length would look like a
    // wrong passphrase.
    let length = if version == FileVersion::V3 { 32 } else { 20 };
    if value.len() != length {
        return Err(Refusal::Damaged(Damage::Mac));
    }
    Ok(if is_hash { Check::Hash(value) } else { Check::Mac(value) })
}

fn argon2_header(fields: &mut Rest<'_>) -> Result<Argon2Header, Refusal> {
    let flavour = match fields.value("Key-Derivation")?.trim_ascii_end() {
        b"Argon2id" => argon2::Algorithm::Argon2id,
        b"Argon2i" => argon2::Algorithm::Argon2i,
        b"Argon2d" => argon2::Algorithm::Argon2d,
        other => {
            let name = short_name(other);
            return Err(Refusal::Unsupported(Unsupported::PpkEncryption(name)));
        }
    };
    let memory_kib = fields.number("Argon2-Memory")?;
    let passes = fields.number("Argon2-Passes")?;
    let lanes = fields.number("Argon2-Parallelism")?;
    let salt = fields.hex("Argon2-Salt")?;
    let header = Argon2Header { flavour, memory_kib, passes, lanes, salt };
    if !header.is_allowed() {
        return Err(Refusal::Damaged(Damage::Value("Key-Derivation")));
    }
    let cost = header.cost();
    if cost.within_limits() { Ok(header) } else { Err(Refusal::TooCostly(cost)) }
}
