//! Reading, writing and saving files without a passphrase.

#![allow(clippy::expect_used, reason = "a bench that cannot go on shall say so at once")]

use criterion::{BatchSize, Criterion};
use keywright::format::{self, PrivateFormat, PublicFormat};
use keywright::key::{Comment, Key, NewKind, NoProgress, RsaBits, generate, single_threaded};
use keywright::save::{KeyMaterial, Output, Request, SavePlan};
use keywright::system::RealDisk;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::hint::black_box;
use std::sync::Arc;
use zeroize::Zeroizing;

const FORMATS: [(&str, PrivateFormat); 5] = [
    ("OpenSSH", PrivateFormat::OpenSsh),
    ("PPK 3", PrivateFormat::Ppk3),
    ("PPK 2", PrivateFormat::Ppk2),
    ("PEM", PrivateFormat::Pem),
    ("PKCS#8", PrivateFormat::Pkcs8),
];
const PUBLIC: [(&str, PublicFormat); 2] =
    [("public line", PublicFormat::Line), ("RFC 4716", PublicFormat::Rfc4716)];

fn keys() -> [(&'static str, Key); 2] {
    let mut rng = StdRng::seed_from_u64(1);
    let mut made = |kind| {
        generate(kind, &Comment::default(), &mut rng, &single_threaded, &NoProgress).expect("not cancelled")
    };
    let bits = RsaBits::new(3072).expect("a size that we make");
    [("Ed25519", made(NewKind::Ed25519)), ("RSA 3072", made(NewKind::Rsa(bits)))]
}

/// `None` where the format has no form for the key: traditional PEM has none for Ed25519.
fn written(key: &Key, format: PrivateFormat) -> Option<Zeroizing<Vec<u8>>> {
    format::write(key, format, None, &mut StdRng::seed_from_u64(2)).ok()
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (kind, key) in keys() {
        let private = FORMATS.iter().filter_map(|(name, format)| Some((*name, written(&key, *format)?)));
        let public = PUBLIC.iter().map(|(name, format)| (*name, format::write_public(key.public(), *format)));
        for (name, bytes) in private.chain(public) {
            group.bench_function(format!("{name}, {kind}"), |bench| {
                bench.iter(|| format::read(black_box(&bytes)).expect("what we wrote"));
            });
        }
    }
}

fn writing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("write");
    for (kind, key) in keys() {
        for (name, format) in FORMATS.iter().filter(|(_, format)| written(&key, *format).is_some()) {
            group.bench_function(format!("{name}, {kind}"), |bench| {
                bench.iter(|| written(black_box(&key), *format));
            });
        }
        for (name, format) in PUBLIC {
            group.bench_function(format!("{name}, {kind}"), |bench| {
                bench.iter(|| format::write_public(black_box(key.public()), format));
            });
        }
    }
}

/// A pair, flushed to the disk and read again: mostly what the disk takes.
fn saving(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [(_, key), _] = keys();
    let content = KeyMaterial::Private { key: Arc::new(key), passphrase: None };
    let (disk, mut rng, mut number) = (RealDisk::new(), StdRng::seed_from_u64(3), 0);
    let mut plan = || {
        number += 1;
        let request = Request {
            content: content.clone(),
            output: Output::PAIR,
            path: folder.path().join(format!("key{number}")),
            make_folder: false,
            today: "2026-11-21".to_owned(),
        };
        SavePlan::new(request, &disk, &mut rng).expect("nothing is in the way")
    };
    criterion.bench_function("save a pair", |bench| {
        bench.iter_batched(&mut plan, |plan| plan.carry_out(&disk).expect("saved"), BatchSize::PerIteration);
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    reading(&mut criterion);
    writing(&mut criterion);
    saving(&mut criterion);
    criterion.final_summary();
}
