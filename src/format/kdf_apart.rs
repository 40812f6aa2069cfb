//! A key derivation as a message to a child process, and how that process handles it.

use super::encrypted_pkcs8_kdf::Prf;
use super::kdf::{Kdf, KdfError};
use super::ppk_kdf::Argon2Header;
use super::wire::{Reader, Writer};
use super::{Cost, limits};
use argon2::Algorithm;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The longest key that is derived, in bytes: that of AES-256-GCM and its IV take 48 bytes, a PPK file 80.
const LONGEST_KEY: usize = 256;

/// Does what [`Kdf::request`] asks for; `expect` is given the time that it will take, before it
/// begins.
///
/// # Errors
/// The memory was not there, or this is no such request.
pub fn derive_for_parent(
    request: &[u8],
    expect: impl FnOnce(Duration),
) -> Result<Zeroizing<Vec<u8>>, Unanswered> {
    let Request { kdf, passphrase, length } = Request::read(request).ok_or(Unanswered::NotUnderstood)?;
    if !kdf.cost().within_limits() {
        return Err(Unanswered::NotUnderstood);
    }
    expect(kdf.expected(length));
    kdf.derive_here(passphrase, length).map_err(|error| match error {
        KdfError::NoMemory => Unanswered::NoMemory,
        KdfError::Cancelled | KdfError::Refused => Unanswered::NotUnderstood,
    })
}

/// Why a request was not answered with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The system does not have the memory.
    NoMemory,
    /// The message is not a valid request.
    NotUnderstood,
}

struct Request<'a> {
    kdf: Kdf,
    passphrase: &'a [u8],
    length: usize,
}

impl Kdf {
    /// The derivation with its passphrase, for [`derive_for_parent`].
    pub fn request(&self, passphrase: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
        let mut out = Writer::with_capacity(passphrase.len() + limits::SALT_BYTES + 256);
        match self {
            Self::Argon2(header) => {
                let Argon2Header { flavour, memory_kib, passes, lanes, salt } = header;
                out.raw(b"a").string(flavour.as_str().as_bytes()).string(salt);
                out.u32(*memory_kib).u32(*passes).u32(*lanes);
            }
            Self::Bcrypt { salt, rounds } => {
                out.raw(b"b").string(salt).u32(*rounds);
            }
            Self::Pbkdf2 { salt, iterations, hash } => {
                out.raw(b"p").string(salt).u32(*iterations).raw(&[hash.number()]);
            }
            Self::Scrypt { salt, n, r, p } => {
                out.raw(b"s").string(salt).raw(&n.to_be_bytes()).u32(*r).u32(*p);
            }
            Self::Pkcs12 { salt, iterations, key } => {
                out.raw(b"k").string(salt).u32(*iterations).u32(*key);
            }
        }
        out.u32(u32::try_from(length).unwrap_or(u32::MAX)).string(passphrase);
        out.finish()
    }

    /// Estimates how long it takes on this computer by running a small part of it.
    fn expected(&self, length: usize) -> Duration {
        let (sample, times) = self.sample();
        let run = || {
            let begun = Instant::now();
            std::hint::black_box(sample.derive_here(b"sample", length)).is_ok().then(|| begun.elapsed())
        };
        // The first one warms the caches.
        run().and(run()).map_or(Duration::ZERO, |took| took.mul_f64(times))
    }

    /// The same with little work, and the factor to the full work.
    fn sample(&self) -> (Self, f64) {
        match self.clone() {
            Self::Argon2(header) => {
                let memory_kib = header.memory_kib.min(8192).max(8 * header.lanes);
                let sample = Argon2Header { memory_kib, passes: 1, ..header.clone() };
                let times = header.cost().work() / sample.cost().work();
                (Self::Argon2(sample), times)
            }
            Self::Bcrypt { salt, rounds } => {
                let sample = rounds.min(2);
                (Self::Bcrypt { salt, rounds: sample }, ratio(rounds, sample))
            }
            Self::Pbkdf2 { salt, iterations, hash } => {
                let sample = iterations.min(SAMPLE);
                (Self::Pbkdf2 { salt, iterations: sample, hash }, ratio(iterations, sample))
            }
            Self::Pkcs12 { salt, iterations, key } => {
                let sample = iterations.min(SAMPLE);
                (Self::Pkcs12 { salt, iterations: sample, key }, ratio(iterations, sample))
            }
            Self::Scrypt { salt, n, r, p } => {
                let sample = Cost::Scrypt { n: n.min(512), r, p: 1 };
                let times = Cost::Scrypt { n, r, p }.work() / sample.work();
                (Self::Scrypt { salt, n: n.min(512), r, p: 1 }, times)
            }
        }
    }
}

/// Iterations of a hash that take some milliseconds.
const SAMPLE: u32 = 5000;

fn ratio(whole: u32, sample: u32) -> f64 {
    f64::from(whole) / f64::from(sample.max(1))
}

impl<'a> Request<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Reader(bytes);
        let kdf = kdf(&mut rest)?;
        let length = usize::try_from(rest.u32()?).ok().filter(|length| (1..=LONGEST_KEY).contains(length))?;
        let passphrase = rest.string()?;
        rest.0.is_empty().then_some(Self { kdf, passphrase, length })
    }
}

fn kdf(rest: &mut Reader<'_>) -> Option<Kdf> {
    let kind = rest.u8()?;
    let flavour = if kind == b'a' { Some(rest.text()?) } else { None };
    let salt = rest.string().filter(|salt| salt.len() <= limits::SALT_BYTES)?.to_vec();
    Some(match kind {
        b'a' => {
            let flavour = flavour?.parse::<Algorithm>().ok()?;
            let (memory_kib, passes, lanes) = (rest.u32()?, rest.u32()?, rest.u32()?);
            Kdf::Argon2(Argon2Header { flavour, memory_kib, passes, lanes, salt })
        }
        b'b' => Kdf::Bcrypt { salt, rounds: rest.u32()? },
        b'p' => Kdf::Pbkdf2 { salt, iterations: rest.u32()?, hash: Prf::from_number(rest.u8()?)? },
        b's' => {
            let (n, r, p) = (rest.u64()?, rest.u32()?, rest.u32()?);
            (n > 1 && n.is_power_of_two() && r > 0 && p > 0).then_some(Kdf::Scrypt { salt, n, r, p })?
        }
        b'k' => Kdf::Pkcs12 { salt, iterations: rest.u32()?, key: rest.u32()? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Apart, Progress};
    use std::cell::Cell;
    use std::sync::Mutex;

    /// One of each, as cheap as they come.
    fn each() -> Vec<Kdf> {
        let salt = b"saltsalt".to_vec();
        let argon2 = |flavour| {
            Kdf::Argon2(Argon2Header { flavour, memory_kib: 64, passes: 3, lanes: 2, salt: salt.clone() })
        };
        let mut kdfs = vec![
            Kdf::Bcrypt { salt: salt.clone(), rounds: 2 },
            Kdf::Scrypt { salt: salt.clone(), n: 16, r: 2, p: 3 },
            Kdf::Pkcs12 { salt: salt.clone(), iterations: 7, key: 24 },
        ];
        kdfs.extend([Algorithm::Argon2i, Algorithm::Argon2d, Algorithm::Argon2id].map(argon2));
        let hashes = [Prf::Sha1, Prf::Sha224, Prf::Sha256, Prf::Sha384, Prf::Sha512];
        kdfs.extend(hashes.map(|hash| Kdf::Pbkdf2 { salt: salt.clone(), iterations: 5, hash }));
        kdfs
    }

    #[test]
    fn a_request_gets_the_key_that_would_have_been_derived_here() {
        for kdf in each() {
            let expected = Cell::new(None);
            let key = derive_for_parent(&kdf.request(b"secret", 32), |time| expected.set(Some(time)));
            assert_eq!(key.unwrap(), kdf.derive_here(b"secret", 32).unwrap(), "{kdf:?}");
            assert!(expected.get().is_some_and(|time| time > Duration::ZERO), "{kdf:?}");
        }
    }

    #[test]
    fn what_is_no_request_or_asks_for_too_much_gets_no_answer() {
        let is_begun = Cell::new(false);
        let too_much = Kdf::Scrypt { salt: vec![1; 8], n: 2, r: 1 << 21, p: 1 };
        let whole = Kdf::Bcrypt { salt: vec![1; 8], rounds: 1 }.request(b"secret", 32);
        let long = Kdf::Bcrypt { salt: vec![1; 8], rounds: 1 }.request(b"secret", LONGEST_KEY + 1);
        let mut requests = vec![too_much.request(b"secret", 32), long, Zeroizing::new(b"z".to_vec())];
        requests.extend((0..whole.len()).map(|end| Zeroizing::new(whole[..end].to_vec())));
        for request in requests {
            assert_eq!(
                derive_for_parent(&request, |_| is_begun.set(true)).unwrap_err(),
                Unanswered::NotUnderstood
            );
        }
        assert!(!is_begun.get());
    }

    /// Takes what is derived elsewhere, and gives an answer.
    struct Elsewhere {
        asked: Mutex<usize>,
        answer: fn() -> Option<Apart>,
    }

    impl Progress for Elsewhere {
        fn report(&self, _: f32) {}

        fn cancelled(&self) -> bool {
            false
        }

        fn apart(&self, _: &[u8]) -> Option<Apart> {
            *self.asked.lock().unwrap() += 1;
            (self.answer)()
        }
    }

    #[test]
    fn only_what_is_costly_or_may_abort_is_derived_elsewhere() {
        let elsewhere = Elsewhere { asked: Mutex::new(0), answer: || Some(Apart::NoMemory) };
        for kdf in each() {
            let outcome = kdf.derive(b"secret", 32, &elsewhere);
            let expected = matches!(kdf, Kdf::Scrypt { .. });
            assert_eq!(outcome == Err(KdfError::NoMemory), expected, "{kdf:?}");
        }
        assert_eq!(*elsewhere.asked.lock().unwrap(), 1);
        let cancelled = Elsewhere { answer: || Some(Apart::Cancelled), ..elsewhere };
        let salt = b"saltsalt".to_vec();
        let long = Kdf::Bcrypt { salt, rounds: limits::BCRYPT_ROUNDS };
        assert_eq!(long.derive(b"secret", 32, &cancelled), Err(KdfError::Cancelled));
    }

    #[test]
    fn where_there_is_no_other_process_it_is_derived_here() {
        let nowhere = Elsewhere { asked: Mutex::new(0), answer: || None };
        let short = Elsewhere { asked: Mutex::new(0), answer: || Some(Apart::Done(Zeroizing::default())) };
        let kdf = Kdf::Scrypt { salt: b"salt".to_vec(), n: 16, r: 2, p: 3 };
        for elsewhere in [nowhere, short] {
            assert_eq!(kdf.derive(b"secret", 32, &elsewhere), kdf.derive_here(b"secret", 32));
        }
    }
}
