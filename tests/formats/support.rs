//! What several modules need.

use keywright::format::{
    Argon2Cost, DecryptError, Encryption, Format, KeyFile, PrivateFormat, ReadError, WriteError, read, write,
};
use keywright::key::{
    Comment, Curve, Key, NewKind, NoProgress, Passphrase, PublicKey, RsaBits, generate, single_threaded,
};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::sync::{LazyLock, Mutex};

/// The cheapest that Argon2 goes: these tests are about bytes, not about cost.
pub const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 64, passes: 1 };

pub const FORMATS: [PrivateFormat; 3] = [PrivateFormat::OpenSsh, PrivateFormat::Ppk3, PrivateFormat::Ppk2];

pub const SMALL_KINDS: [NewKind; 4] =
    [NewKind::Ed25519, NewKind::Ecdsa(Curve::P256), NewKind::Ecdsa(Curve::P384), NewKind::Ecdsa(Curve::P521)];

/// The same numbers on every run.
pub fn seeded(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

pub fn comment(text: &str) -> Comment {
    Comment::parse_user_input(text).unwrap()
}

pub fn make(kind: NewKind, text: &str, seed: u64) -> Key {
    generate(kind, &comment(text), &mut seeded(seed), &single_threaded, &NoProgress).unwrap()
}

pub fn rsa(bits: u16) -> NewKind {
    NewKind::Rsa(RsaBits::new(bits).unwrap())
}

pub fn written(key: &Key, format: PrivateFormat, passphrase: Option<&str>, seed: u64) -> Vec<u8> {
    let passphrase = passphrase.map(|text| Passphrase::new(text).unwrap());
    let protection = passphrase.as_ref().map(|passphrase| Encryption { passphrase, argon2: CHEAP });
    write(key, format, protection.as_ref(), &mut seeded(seed)).unwrap().to_vec()
}

/// Why a key cannot be written in a format.
pub fn unable_to_write(key: &Key, format: PrivateFormat) -> WriteError {
    write(key, format, None, &mut seeded(1)).unwrap_err()
}

/// Why a file could not be opened, reading and decrypting taken together.
#[derive(Debug)]
pub enum Refusal {
    Read(ReadError),
    Decrypt(DecryptError),
}

impl Refusal {
    pub fn text(&self) -> String {
        match self {
            Self::Read(error) => format!("{error:?}"),
            Self::Decrypt(error) => format!("{error:?}"),
        }
    }
}

/// The private key in a file.
pub fn opened(bytes: &[u8], passphrase: Option<&str>) -> Result<(Format, Key), Refusal> {
    match read(bytes).map_err(Refusal::Read)? {
        KeyFile::Private(format, key) => Ok((format, key)),
        KeyFile::Encrypted(encrypted) => {
            let passphrase = Passphrase::new(passphrase.expect("it is encrypted")).unwrap();
            let (key, _) = encrypted.decrypt(&passphrase, None, &NoProgress).map_err(Refusal::Decrypt)?;
            assert!(encrypted.claimed_public().is_none_or(|public| key.public().is_same_key(public)));
            Ok((encrypted.format(), key))
        }
        KeyFile::Public(..) | KeyFile::Certificate(_) => panic!("a public key"),
    }
}

/// The public half of whatever key a file holds.
pub fn public_of(bytes: &[u8], passphrase: Option<&str>) -> PublicKey {
    match read(bytes).unwrap() {
        KeyFile::Public(_, public) => public,
        KeyFile::Certificate(certificate) => certificate.key,
        KeyFile::Private(..) | KeyFile::Encrypted(_) => opened(bytes, passphrase).unwrap().1.public().clone(),
    }
}

/// Whether both halves of both keys are the same, and the comment.
pub fn same(one: &Key, other: &Key) -> bool {
    // With the same random numbers the clear text differs in nothing but the key.
    written(one, PrivateFormat::OpenSsh, None, 0) == written(other, PrivateFormat::OpenSsh, None, 0)
}

/// One RSA key for all tests that only need some RSA key.
pub fn some_rsa() -> &'static Key {
    static KEY: LazyLock<Key> = LazyLock::new(|| make(rsa(2048), "rsa", 1));
    &KEY
}

/// A DSA key, which we do not make.
pub fn some_dsa() -> Key {
    opened(&crate::vectors::bytes_of("pem/dsa.pem"), None).unwrap().1
}

/// Does `work` on every item on two threads, results in any order.
pub fn in_parallel<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let (items, results) = (Mutex::new(items.into_iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = items.lock().unwrap().next();
                    let Some(item) = next else { break };
                    let result = work(item);
                    results.lock().unwrap().push(result);
                }
            });
        }
    });
    results.into_inner().unwrap()
}

/// How many cases a test tries: KEYWRIGHT_CASES, where it is set, counts for the cheapest tests
/// and scales the others.
pub fn cases(usual: u32) -> u32 {
    const CHEAPEST: u32 = 4000;
    let wanted = std::env::var("KEYWRIGHT_CASES").ok().and_then(|text| text.parse().ok());
    let scaled = |wanted: u32| u64::from(usual) * u64::from(wanted) / u64::from(CHEAPEST);
    wanted.map_or(usual, |wanted| u32::try_from(scaled(wanted)).unwrap_or(u32::MAX).max(1))
}
