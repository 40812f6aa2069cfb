//! Encrypted PKCS#8, the contents of `ENCRYPTED PRIVATE KEY` (RFC 5208, section 6): a SEQUENCE of
//! the encryption algorithm with its parameters, and the encrypted PrivateKeyInfo.
//!
//! The algorithm is PBES2 (RFC 8018, section 6.2): PBKDF2 with HMAC, or scrypt (RFC 7914, section
//! 7), and a cipher in CBC mode. Of the older PBES1 only triple DES with SHA-1 is read (RFC 7292,
//! appendices B and C), which OpenSSL wrote by default for many years.
//!
//! The parameters are parsed here because the library (pkcs5 0.8) takes no salt over 32 bytes, and panics
//! at a short IV or a cost of 0.

use super::asn1::{elements, optional, sequence, unsigned_integer};
use super::ciphers::Cipher;
use super::der_structure::{self, Shape};
use super::encrypted::LockedFile;
use super::encrypted_pkcs8_kdf::Prf;
use super::kdf::{DerivedKey, Kdf};
use super::refusal::Refusal;
use super::{Cost, DecryptError, Unsupported, algorithm_names, limits};
use crate::key::{Key, Progress};
use ::spki::AlgorithmIdentifierRef;
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Tag, Tagged as _};

pub(super) const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const SHA1_3DES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const SCRYPT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11591.4.11");

/// An encrypted key.
pub(super) struct LockedPkcs8 {
    kdf: Kdf,
    cipher: Cipher,
    /// Empty where the KDF makes it.
    iv: Vec<u8>,
    private: Vec<u8>,
}

/// An algorithm and its parameters.
type AlgorithmIdentifier<'a> = (ObjectIdentifier, Vec<AnyRef<'a>>);

pub(super) fn read(der: &[u8]) -> Result<LockedPkcs8, Refusal> {
    let body = sequence(der).ok_or(Refusal::STRUCTURE)?;
    let [scheme, private] = *body.as_slice() else { return Err(Refusal::STRUCTURE) };
    let (scheme, parameters) = algorithm(scheme).ok_or(Refusal::STRUCTURE)?;
    let private = octets(private).ok_or(Refusal::STRUCTURE)?.to_vec();
    let (kdf, cipher, iv) = match scheme {
        PBES2 => pbes2(&parameters)?,
        SHA1_3DES => (pkcs12(&parameters, Cipher::DesEde3Cbc)?, Cipher::DesEde3Cbc, Vec::new()),
        other => return Err(unsupported(other)),
    };
    let cost = kdf.cost();
    if !cost.within_limits() {
        return Err(Refusal::TooCostly(cost));
    }
    if private.is_empty() || !private.len().is_multiple_of(cipher.block_size()) {
        return Err(Refusal::STRUCTURE);
    }
    Ok(LockedPkcs8 { kdf, cipher, iv, private })
}

/// The identifier of an algorithm and its parameters, if any.
fn algorithm(element: AnyRef<'_>) -> Option<AlgorithmIdentifier<'_>> {
    let AlgorithmIdentifierRef { oid, parameters } = element.decode_as().ok()?;
    let parameters = match parameters {
        None => Vec::new(),
        Some(one) if one.tag() == Tag::Sequence => elements(one.value())?,
        Some(one) => vec![one],
    };
    Some((oid, parameters))
}

fn octets(element: AnyRef<'_>) -> Option<&[u8]> {
    element.decode_as::<&OctetStringRef>().ok().map(|octets| octets.as_bytes())
}

/// A number; those over 64 bits become the largest, which every limit refuses.
fn number(element: AnyRef<'_>) -> Option<u64> {
    let bytes = unsigned_integer(element)?;
    let fits = bytes.len() <= 8;
    Some(if fits { bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)) } else { u64::MAX })
}

fn pbes2(parameters: &[AnyRef<'_>]) -> Result<(Kdf, Cipher, Vec<u8>), Refusal> {
    let [kdf, cipher] = *parameters else { return Err(Refusal::STRUCTURE) };
    let (identifier, parameters) = algorithm(kdf).ok_or(Refusal::STRUCTURE)?;
    let kdf = match identifier {
        PBKDF2 => pbkdf2(&parameters)?,
        SCRYPT => scrypt(&parameters).ok_or(Refusal::STRUCTURE)?,
        other => return Err(unsupported(other)),
    };
    let (identifier, parameters) = algorithm(cipher).ok_or(Refusal::STRUCTURE)?;
    let cipher = self::cipher(identifier)?;
    let iv = parameters.first().and_then(|iv| octets(*iv)).filter(|iv| iv.len() == cipher.block_size());
    Ok((kdf, cipher, iv.ok_or(Refusal::STRUCTURE)?.to_vec()))
}

fn cipher(identifier: ObjectIdentifier) -> Result<Cipher, Refusal> {
    Ok(match identifier.to_string().as_str() {
        "2.16.840.1.101.3.4.1.2" => Cipher::Aes128Cbc,
        "2.16.840.1.101.3.4.1.22" => Cipher::Aes192Cbc,
        "2.16.840.1.101.3.4.1.42" => Cipher::Aes256Cbc,
        "1.2.392.200011.61.1.1.1.2" => Cipher::Camellia128Cbc,
        "1.2.392.200011.61.1.1.1.3" => Cipher::Camellia192Cbc,
        "1.2.392.200011.61.1.1.1.4" => Cipher::Camellia256Cbc,
        "1.2.840.113549.3.7" => Cipher::DesEde3Cbc,
        "1.3.14.3.2.7" => Cipher::DesCbc,
        _ => return Err(unsupported(identifier)),
    })
}

/// Salt, iterations, length of the key or nothing, HMAC or SHA-1.
fn pbkdf2(parameters: &[AnyRef<'_>]) -> Result<Kdf, Refusal> {
    let [salt, iterations, rest @ ..] = parameters else { return Err(Refusal::STRUCTURE) };
    let salt = salt_of(*salt).ok_or(Refusal::STRUCTURE)?;
    let iterations = number(*iterations).filter(|iterations| *iterations > 0).ok_or(Refusal::STRUCTURE)?;
    let mut rest = rest;
    let _length = optional(&mut rest, Tag::Integer);
    let hash = match rest {
        [] => Prf::Sha1,
        [hmac] => hash(algorithm(*hmac).ok_or(Refusal::STRUCTURE)?.0)?,
        _ => return Err(Refusal::STRUCTURE),
    };
    Ok(Kdf::Pbkdf2 { salt, iterations: u32::try_from(iterations).unwrap_or(u32::MAX), hash })
}

fn hash(identifier: ObjectIdentifier) -> Result<Prf, Refusal> {
    Ok(match identifier.to_string().as_str() {
        "1.2.840.113549.2.7" => Prf::Sha1,
        "1.2.840.113549.2.8" => Prf::Sha224,
        "1.2.840.113549.2.9" => Prf::Sha256,
        "1.2.840.113549.2.10" => Prf::Sha384,
        "1.2.840.113549.2.11" => Prf::Sha512,
        _ => return Err(unsupported(identifier)),
    })
}

/// Salt, cost N, block size r, parallelisation p.
fn scrypt(parameters: &[AnyRef<'_>]) -> Option<Kdf> {
    let [salt, n, r, p, ..] = parameters else { return None };
    let [n, r, p] = [number(*n)?, number(*r)?, number(*p)?];
    let sound = n > 1 && n.is_power_of_two() && r > 0 && p > 0;
    let clamped = |number| u32::try_from(number).unwrap_or(u32::MAX);
    sound.then_some(Kdf::Scrypt { salt: salt_of(*salt)?, n, r: clamped(r), p: clamped(p) })
}

/// Salt and iterations.
fn pkcs12(parameters: &[AnyRef<'_>], cipher: Cipher) -> Result<Kdf, Refusal> {
    let [salt, iterations] = *parameters else { return Err(Refusal::STRUCTURE) };
    let salt = salt_of(salt).ok_or(Refusal::STRUCTURE)?;
    let iterations = number(iterations).filter(|iterations| *iterations > 0).ok_or(Refusal::STRUCTURE)?;
    let key = u32::try_from(cipher.key_size()).map_err(|_| Refusal::STRUCTURE)?;
    Ok(Kdf::Pkcs12 { salt, iterations: u32::try_from(iterations).unwrap_or(u32::MAX), key })
}

fn salt_of(element: AnyRef<'_>) -> Option<Vec<u8>> {
    octets(element).filter(|salt| salt.len() <= limits::SALT_BYTES).map(<[u8]>::to_vec)
}

/// The refusal of an algorithm, with its name if that is known.
fn unsupported(identifier: ObjectIdentifier) -> Refusal {
    let number = identifier.to_string();
    let name = algorithm_names::name_of(&number).map_or(number, str::to_owned);
    Refusal::Unsupported(Unsupported::PemEncryption(name))
}

impl LockedFile for LockedPkcs8 {
    fn cost(&self) -> Option<Cost> {
        Some(self.kdf.cost())
    }

    fn decrypt_with(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Key, DecryptError> {
        // To HMAC a passphrase is the same with zero bytes after it.
        if passphrase.ends_with(&[0]) {
            return Err(DecryptError::WrongPassphrase);
        }
        self.decrypt_by(&self.kdf.derive(passphrase, self.derived_length(), progress)?)
    }

    fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        self.decrypt_by(derived.bytes_for(&self.kdf, self.derived_length())?)
    }
}

impl LockedPkcs8 {
    /// How many bytes the KDF makes. Only that of PKCS#12 makes the IV too.
    fn derived_length(&self) -> usize {
        let size = self.cipher.key_size();
        if self.iv.is_empty() { size + self.cipher.block_size() } else { size }
    }

    fn decrypt_by(&self, derived: &[u8]) -> Result<Key, DecryptError> {
        let (key, made_iv) =
            derived.split_at_checked(self.cipher.key_size()).ok_or(DecryptError::WrongPassphrase)?;
        let iv = if self.iv.is_empty() { made_iv } else { &self.iv };
        let clear = self.cipher.decrypt(key, iv, &self.private).ok_or(DecryptError::WrongPassphrase)?;
        let structure = der_structure::structure(&clear);
        structure.and_then(|structure| structure.private()).map_err(|refusal| {
            // A wrong passphrase does not give this structure by chance.
            match der_structure::shape(&clear) {
                Some(Shape::Pkcs8) => refusal.into(),
                _ => refusal.without_check_value(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::asn1::built;

    fn sequence_of(parts: &[&[u8]]) -> Vec<u8> {
        built(0x30, parts)
    }

    fn number_of(number: u8) -> Vec<u8> {
        built(2, &[&[number]])
    }

    fn name_of(identifier: &str) -> Vec<u8> {
        built(6, &[identifier.parse::<ObjectIdentifier>().unwrap().as_bytes()])
    }

    const AES256: &str = "2.16.840.1.101.3.4.1.42";

    /// PBES2 with this KDF and AES-256.
    fn with_kdf(kdf: &str, parameters: &[&[u8]], private: usize) -> Vec<u8> {
        let kdf = sequence_of(&[&name_of(kdf), &sequence_of(parameters)]);
        let cipher = sequence_of(&[&name_of(AES256), &built(4, &[&[1; 16]])]);
        let scheme = sequence_of(&[&name_of(&PBES2.to_string()), &sequence_of(&[&kdf, &cipher])]);
        sequence_of(&[&scheme, &built(4, &[&vec![1; private]])])
    }

    fn with_scrypt([n, r, p]: [u8; 3], private: usize) -> Vec<u8> {
        let numbers = [n, r, p].map(number_of);
        let [n, r, p] = numbers.each_ref().map(Vec::as_slice);
        with_kdf(&SCRYPT.to_string(), &[&built(4, &[b"salt"]), n, r, p], private)
    }

    fn is_read(der: &[u8]) -> bool {
        match read(der) {
            Ok(_) => true,
            Err(refused) => {
                assert!(matches!(refused, Refusal::Damaged(_)));
                false
            }
        }
    }

    #[test]
    fn scrypt_needs_a_power_of_two_over_one_and_no_zeros() {
        assert!(is_read(&with_scrypt([2, 1, 1], 16)));
        for numbers in [[0, 1, 1], [1, 1, 1], [3, 1, 1], [2, 0, 1], [2, 1, 0]] {
            assert!(!is_read(&with_scrypt(numbers, 16)), "{numbers:?}");
        }
    }

    #[test]
    fn what_is_encrypted_is_whole_blocks_and_some() {
        for (private, whole) in [(0, false), (15, false), (16, true), (17, false), (32, true)] {
            assert_eq!(is_read(&with_scrypt([2, 1, 1], private)), whole, "{private} bytes");
        }
    }

    /// RFC 8018, A.2: NULL belongs there, and some leave it away.
    #[test]
    fn the_hash_of_pbkdf2_may_have_null_or_nothing_for_parameters() {
        let hash = name_of("1.2.840.113549.2.9");
        for parameters in [&[][..], &[5, 0]] {
            let hash = sequence_of(&[&hash, parameters]);
            let salt = built(4, &[b"salt"]);
            for (iterations, sound) in [(1, true), (0, false)] {
                let kdf = [&salt[..], &number_of(iterations), &hash];
                assert_eq!(is_read(&with_kdf(&PBKDF2.to_string(), &kdf, 16)), sound, "{iterations}");
            }
        }
    }

    /// RFC 8018, A.2: the length of the key, the hash, both, or neither.
    #[test]
    fn a_hash_of_pbkdf2_that_is_damaged_is_not_one_that_is_missing() {
        let hash = sequence_of(&[&name_of("1.2.840.113549.2.9")]);
        let (salt, iterations, length) = (built(4, &[b"salt"]), number_of(1), number_of(16));
        let reads = |rest: &[&[u8]]| {
            let kdf: Vec<&[u8]> = [&salt[..], &iterations].iter().chain(rest).copied().collect();
            is_read(&with_kdf(&PBKDF2.to_string(), &kdf, 16))
        };
        assert!(reads(&[]) && reads(&[&length]) && reads(&[&hash]) && reads(&[&length, &hash]));
        assert!(!reads(&[&hash, &hash]) && !reads(&[&hash, &length]));
        let damaged = [&[0x31], &hash[1..]].concat();
        assert!(!reads(&[&damaged]) && !reads(&[&length, &damaged]));
    }

    #[test]
    fn pkcs12_needs_an_iteration() {
        for (iterations, sound) in [(1, true), (0, false)] {
            let parameters = sequence_of(&[&built(4, &[b"salt"]), &number_of(iterations)]);
            let scheme = sequence_of(&[&name_of(&SHA1_3DES.to_string()), &parameters]);
            let der = sequence_of(&[&scheme, &built(4, &[&[1; 8]])]);
            assert_eq!(is_read(&der), sound, "{iterations}");
        }
    }

    #[test]
    fn ciphers_and_hashes_go_by_their_numbers() {
        // RFC 8018 appendix B.2, NIST's AES, RFC 3657.
        let ciphers = [
            ("2.16.840.1.101.3.4.1.2", Cipher::Aes128Cbc),
            ("2.16.840.1.101.3.4.1.22", Cipher::Aes192Cbc),
            ("2.16.840.1.101.3.4.1.42", Cipher::Aes256Cbc),
            ("1.2.392.200011.61.1.1.1.2", Cipher::Camellia128Cbc),
            ("1.2.392.200011.61.1.1.1.3", Cipher::Camellia192Cbc),
            ("1.2.392.200011.61.1.1.1.4", Cipher::Camellia256Cbc),
            ("1.2.840.113549.3.7", Cipher::DesEde3Cbc),
            ("1.3.14.3.2.7", Cipher::DesCbc),
        ];
        for (number, expected) in ciphers {
            assert!(cipher(number.parse().unwrap()).is_ok_and(|found| found == expected), "{number}");
        }
        assert!(cipher("1.2.840.113549.3.2".parse().unwrap()).is_err());
        for last in 7..=11 {
            let number = format!("1.2.840.113549.2.{last}");
            assert!(hash(number.parse().unwrap()).is_ok(), "{number}");
        }
        assert!(hash("1.2.840.113549.2.5".parse().unwrap()).is_err());
    }
}
