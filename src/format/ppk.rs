//! PuTTY's private key files, versions 2 and 3: reading (PuTTY manual, appendix C).
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
//! and the private fields in the clear with their padding. It is checked in every file.

use super::code_page::{self, PassphraseBytes};
use super::ppk_kdf::{Argon2Header, Keys};
use super::ppk_mac::Covered;
use super::wire::Reader;
use super::{Cost, Damage, DecryptError, Format, ReadError, Unsupported, pair, text};
use crate::key::{Comment, Key, Kind, Passphrase, Progress, PublicKey};
use aes::Aes256;
use aes::cipher::{BlockModeDecrypt as _, KeyIvInit as _, block_padding::NoPadding};
use encoding_rs::Encoding;
use zeroize::Zeroizing;

/// What the first line begins with.
pub(super) const MAGIC: &[u8] = b"PuTTY-User-Key-File-";

/// The two versions that we read and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V2,
    V3,
}

impl Version {
    pub fn format(self) -> Format {
        match self {
            Self::V2 => Format::Ppk2,
            Self::V3 => Format::Ppk3,
        }
    }
}

/// A file as far as it can be read without a passphrase.
pub(super) struct Ppk {
    version: Version,
    encryption: Encryption,
    comment: Vec<u8>,
    public: PublicKey,
    private: Zeroizing<Vec<u8>>,
    mac: Vec<u8>,
}

enum Encryption {
    None,
    V2,
    V3(Argon2Header),
}

/// Either the key, or what is needed to decrypt it.
pub(super) enum Outcome {
    Clear(Key),
    Encrypted(Ppk),
}

pub(super) fn read(bytes: &[u8]) -> Result<(Format, Outcome), ReadError> {
    let (version, algorithm, mut fields) = first_line(bytes)?;
    let format = version.format();
    let ppk = body(version, &algorithm, &mut fields).map_err(|stop| stop.into_read_error(format))?;
    let outcome = match &ppk.encryption {
        Encryption::None => Outcome::Clear(ppk.clear_key().map_err(|stop| stop.into_read_error(format))?),
        Encryption::V2 | Encryption::V3(_) => Outcome::Encrypted(ppk),
    };
    Ok((format, outcome))
}

/// Why reading ended, before the format is known to the caller.
enum Stop {
    Damage(Damage),
    Unsupported(Unsupported),
    TooCostly(Cost),
    HalvesDiffer,
}

impl Stop {
    fn into_read_error(self, format: Format) -> ReadError {
        match self {
            Self::Damage(damage) => ReadError::Damaged { format, damage },
            Self::Unsupported(what) => ReadError::Unsupported(what),
            Self::TooCostly(cost) => ReadError::TooCostly(cost),
            Self::HalvesDiffer => ReadError::HalvesDiffer,
        }
    }
}

/// Headers and the base64 lines under them, in order.
struct Fields<'a, L: Iterator<Item = &'a [u8]>>(L);

impl<'a, L: Iterator<Item = &'a [u8]>> Fields<'a, L> {
    /// The value of the next header, which must have this name.
    fn value(&mut self, name: &'static str) -> Result<&'a [u8], Stop> {
        let missing = Stop::Damage(Damage::Missing(name));
        let Some(line) = self.0.next() else { return Err(missing) };
        let line = line.trim_ascii_start();
        let Some(rest) = line.strip_prefix(name.as_bytes()).and_then(|rest| rest.strip_prefix(b":")) else {
            return Err(missing);
        };
        // An editor may have cut the space after an empty "Comment: ".
        Ok(rest.strip_prefix(b" ").unwrap_or(rest))
    }

    fn number(&mut self, name: &'static str) -> Result<u32, Stop> {
        let value = self.value(name)?;
        let digits = std::str::from_utf8(value).ok().map(str::trim_end);
        digits.and_then(|digits| digits.parse().ok()).ok_or(Stop::Damage(Damage::Value(name)))
    }

    fn hex(&mut self, name: &'static str) -> Result<Vec<u8>, Stop> {
        super::from_hex(self.value(name)?.trim_ascii_end()).ok_or(Stop::Damage(Damage::Value(name)))
    }

    fn base64(&mut self, name: &'static str) -> Result<Zeroizing<Vec<u8>>, Stop> {
        let count = self.number(name)? as usize;
        let lines: Vec<&[u8]> = self.0.by_ref().take(count).collect();
        if lines.len() < count {
            return Err(Stop::Damage(Damage::Missing("Private-MAC")));
        }
        text::base64(lines).ok_or(Stop::Damage(Damage::Base64))
    }
}

type Rest<'a> = Fields<'a, Box<dyn Iterator<Item = &'a [u8]> + 'a>>;

fn first_line(bytes: &[u8]) -> Result<(Version, String, Rest<'_>), ReadError> {
    let mut lines = text::lines(bytes).skip_while(|line| line.trim_ascii().is_empty());
    let first = lines.next().and_then(|line| line.trim_ascii_start().strip_prefix(MAGIC));
    let first = String::from_utf8_lossy(first.ok_or(ReadError::NotAKey)?).into_owned();
    let (version, algorithm) = first.split_once(':').unwrap_or((&first, ""));
    let version = match version {
        "2" => Version::V2,
        "3" => Version::V3,
        other => {
            let shown = Comment::from_file(other.as_bytes()).to_string();
            return Err(ReadError::Unsupported(Unsupported::PpkVersion(shown.chars().take(20).collect())));
        }
    };
    Ok((version, algorithm.trim().to_owned(), Fields(Box::new(lines))))
}

fn body(version: Version, algorithm: &str, fields: &mut Rest<'_>) -> Result<Ppk, Stop> {
    let encrypted = match fields.value("Encryption")?.trim_ascii_end() {
        b"none" => false,
        b"aes256-cbc" => true,
        other => {
            let name = Comment::from_file(other).to_string();
            return Err(Stop::Unsupported(Unsupported::PpkEncryption(name)));
        }
    };
    let comment = fields.value("Comment")?.to_vec();
    let blob = fields.base64("Public-Lines")?;
    let public = super::public_key(&blob, Comment::from_file(&comment)).map_err(|bad| match bad {
        super::BadBlob::Damaged => Stop::Damage(Damage::Value("Public-Lines")),
        super::BadBlob::Unsupported(what) => Stop::Unsupported(what),
    })?;
    if public.kind().ssh_name() != algorithm {
        return Err(Stop::Damage(Damage::Value("PuTTY-User-Key-File")));
    }
    if let Kind::SecurityKey(_) = public.kind() {
        return Err(Stop::Unsupported(Unsupported::KeyType(algorithm.to_owned())));
    }
    let encryption = match (encrypted, version) {
        (false, _) => Encryption::None,
        (true, Version::V2) => Encryption::V2,
        (true, Version::V3) => Encryption::V3(argon2_header(fields)?),
    };
    let private = fields.base64("Private-Lines")?;
    if encrypted && !private.len().is_multiple_of(16) {
        return Err(Stop::Damage(Damage::Structure));
    }
    let mac = fields.hex("Private-MAC")?;
    Ok(Ppk { version, encryption, comment, public, private, mac })
}

fn argon2_header(fields: &mut Rest<'_>) -> Result<Argon2Header, Stop> {
    let flavour = match fields.value("Key-Derivation")?.trim_ascii_end() {
        b"Argon2id" => argon2::Algorithm::Argon2id,
        b"Argon2i" => argon2::Algorithm::Argon2i,
        b"Argon2d" => argon2::Algorithm::Argon2d,
        other => {
            let name = Comment::from_file(other).to_string();
            return Err(Stop::Unsupported(Unsupported::PpkEncryption(name)));
        }
    };
    let memory_kib = fields.number("Argon2-Memory")?;
    let passes = fields.number("Argon2-Passes")?;
    let lanes = fields.number("Argon2-Parallelism")?;
    let salt = fields.hex("Argon2-Salt")?;
    let header = Argon2Header { flavour, memory_kib, passes, lanes, salt };
    let cost = header.cost();
    if !cost.is_bearable() {
        return Err(Stop::TooCostly(cost));
    }
    header.params().is_some().then_some(header).ok_or(Stop::Damage(Damage::Value("Key-Derivation")))
}

impl Ppk {
    /// The public half, which stands in the clear in every file.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    fn clear_key(&self) -> Result<Key, Stop> {
        let mac_key = match self.version {
            Version::V2 => Keys::v2_mac(b""),
            Version::V3 => Zeroizing::default(),
        };
        if !self.mac_is_right(&mac_key, &self.private) {
            return Err(Stop::Damage(Damage::Mac));
        }
        self.key(&self.private)
    }

    /// Decrypts with the first byte form of the passphrase whose MAC is right.
    pub fn decrypt(
        &self,
        passphrase: &Passphrase,
        system_page: Option<&'static Encoding>,
        progress: &dyn Progress,
    ) -> Result<(Key, PassphraseBytes), DecryptError> {
        let open = |bytes: &[u8]| self.decrypt_with(bytes);
        code_page::first_that_opens(passphrase, system_page, self.cost(), progress, open)
    }

    /// What each try costs, where it has a KDF.
    pub fn cost(&self) -> Option<Cost> {
        match &self.encryption {
            Encryption::None | Encryption::V2 => None,
            Encryption::V3(header) => Some(header.cost()),
        }
    }

    fn decrypt_with(&self, passphrase: &[u8]) -> Result<Key, DecryptError> {
        let keys = self.keys(passphrase).ok_or(DecryptError::WrongPassphrase)?;
        let private = self.decrypted(&keys).ok_or(DecryptError::WrongPassphrase)?;
        if !self.mac_is_right(&keys.mac, &private) {
            return Err(DecryptError::WrongPassphrase);
        }
        self.key(&private).map_err(|stop| match stop {
            Stop::HalvesDiffer => DecryptError::HalvesDiffer,
            Stop::Unsupported(what) => DecryptError::Unsupported(what),
            Stop::Damage(damage) => DecryptError::Damaged(damage),
            Stop::TooCostly(_) => DecryptError::Damaged(Damage::Structure),
        })
    }

    fn keys(&self, passphrase: &[u8]) -> Option<Keys> {
        match &self.encryption {
            Encryption::None => None,
            Encryption::V2 => Some(Keys::v2(passphrase)),
            Encryption::V3(header) => Keys::v3(passphrase, header),
        }
    }

    fn decrypted(&self, keys: &Keys) -> Option<Zeroizing<Vec<u8>>> {
        let mut private = self.private.clone();
        let cipher = cbc::Decryptor::<Aes256>::new((&*keys.cipher).into(), (&*keys.iv).into());
        let length = cipher.decrypt_padded::<NoPadding>(&mut private).ok()?.len();
        private.truncate(length);
        Some(private)
    }

    fn mac_is_right(&self, mac_key: &[u8], private: &[u8]) -> bool {
        let covered = Covered {
            algorithm: self.public.kind().ssh_name(),
            encryption: if matches!(self.encryption, Encryption::None) { "none" } else { "aes256-cbc" },
            comment: &self.comment,
            public: self.public.blob(),
            private,
        };
        covered.mac_matches(self.version, mac_key, &self.mac)
    }

    fn key(&self, private: &[u8]) -> Result<Key, Stop> {
        let pair = private_fields(private, &self.public).ok_or(Stop::Damage(Damage::Structure))?;
        Key::new(pair, self.public.comment().clone()).map_err(|_| Stop::HalvesDiffer)
    }
}

/// The private fields; what follows them is padding.
fn private_fields(private: &[u8], public: &PublicKey) -> Option<ssh_key::private::KeypairData> {
    let mut fields = Reader(private);
    match public.kind() {
        Kind::Rsa(_) => {
            let [d, p, q, iqmp] =
                [fields.natural()?, fields.natural()?, fields.natural()?, fields.natural()?];
            pair::rsa(&pair::RsaNumbers { d, p, q, iqmp }, public)
        }
        Kind::Dsa(_) => pair::dsa(fields.natural()?, public),
        Kind::Ecdsa(_) => pair::ecdsa(fields.natural()?, public),
        Kind::Ed25519 => {
            // A little-endian number of 32 bytes. PuTTY 0.68 to 0.74 left out its zeros at the
            // end; PuTTY's manual calls it an mpint, but no leading zero is ever added.
            let number = fields.string()?;
            let mut seed = Zeroizing::new([0; 32]);
            seed.get_mut(..number.len())?.copy_from_slice(number);
            pair::ed25519(&seed, public)
        }
        Kind::SecurityKey(_) => None,
    }
}
