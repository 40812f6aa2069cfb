//! Making keys, what is shown of them, and what passphrases cost.

#![allow(clippy::expect_used, reason = "a bench that cannot go on shall say so at once")]

use criterion::Criterion;
use keywright::format::{self, Argon2Cost, Encryption, KeyFile, PrivateFormat};
use keywright::key::{
    Comment, Curve, Key, NewKind, NoProgress, Passphrase, Randomart, RsaBits, generate, single_threaded,
};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::hint::black_box;

fn made(kind: NewKind, rng: &mut StdRng) -> Key {
    generate(kind, &Comment::default(), rng, &single_threaded, &NoProgress).expect("nobody cancels")
}

/// RSA is in the bench of primes, and beside ssh-keygen's in table.py.
fn making(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(1);
    let mut group = criterion.benchmark_group("generate");
    for (name, kind) in [
        ("Ed25519", NewKind::Ed25519),
        ("ECDSA P-256", NewKind::Ecdsa(Curve::P256)),
        ("ECDSA P-384", NewKind::Ecdsa(Curve::P384)),
        ("ECDSA P-521", NewKind::Ecdsa(Curve::P521)),
    ] {
        group.bench_function(name, |bench| bench.iter(|| made(kind, &mut rng)));
    }
}

fn showing(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(2);
    let bits = RsaBits::new(2048).expect("a size that we make");
    let key = made(NewKind::Rsa(bits), &mut rng);
    let fingerprint = key.public().fingerprint();
    let mut group = criterion.benchmark_group("show");
    group.bench_function("fingerprint", |bench| {
        bench.iter(|| black_box(key.public()).fingerprint().sha256());
    });
    group.bench_function("randomart", |bench| {
        bench.iter(|| Randomart::of(black_box(&fingerprint), key.kind()).text());
    });
    group.bench_function("public line", |bench| bench.iter(|| black_box(key.public()).line()));
}

fn kdfs(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(3);
    let key = made(NewKind::Ed25519, &mut rng);
    let passphrase = Passphrase::new("correct horse battery staple").expect("not empty");
    let memory_kib = Argon2Cost::MEMORY_KIB;
    let mut group = criterion.benchmark_group("kdf");
    group.sample_size(10);
    for passes in [1, 13] {
        let cost = Argon2Cost { memory_kib, passes };
        group.bench_function(format!("Argon2id, 8 MiB, passes: {passes}"), |bench| {
            bench.iter(|| cost.spend());
        });
    }
    for (name, to) in [
        ("bcrypt, 24 rounds: open OpenSSH", PrivateFormat::OpenSsh),
        ("as PKCS#8 has it: open", PrivateFormat::Pkcs8),
        ("as PPK 2 has it: open", PrivateFormat::Ppk2),
    ] {
        let protection = Encryption { passphrase: &passphrase, argon2: Argon2Cost { memory_kib, passes: 1 } };
        let bytes = format::write(&key, to, Some(&protection), &mut rng).expect("it has this form");
        let Ok(KeyFile::Encrypted(locked)) = format::read(&bytes) else { continue };
        group.bench_function(name, |bench| bench.iter(|| locked.decrypt(&passphrase, None, &NoProgress)));
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    making(&mut criterion);
    showing(&mut criterion);
    kdfs(&mut criterion);
    criterion.final_summary();
}
