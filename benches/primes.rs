//! The parts of the search for primes, which are no part of the library's interface: their files
//! are compiled into this bench once more.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench that cannot go on shall say so at once")]
#![allow(dead_code, unused_imports, reason = "the files hold more than is measured here, and tests")]

#[path = "../src/key/primes/lucas.rs"]
mod lucas;
#[path = "../src/key/primes/residues.rs"]
mod residues;
#[path = "../src/key/primes/sieve.rs"]
mod sieve;
#[path = "../src/key/primes/small.rs"]
mod small;
#[path = "../src/key/primes/start.rs"]
mod start;
#[path = "../src/key/primes/strong.rs"]
mod strong;

use criterion::Criterion;
use crypto_bigint::BoxedUint;
use key::{Comment, NewKind, NoProgress, RsaBits, generate, single_threaded};
use keywright::key;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sieve::Sieve;
use start::Interval;
use std::cell::Cell;
use std::hint::black_box;
use std::iter;
use zeroize::Zeroizing;

const EXPONENT: u32 = 65_537;
type Number = Zeroizing<BoxedUint>;

/// As far as the search for primes of RSA 3072 sieves.
const LIMIT: u32 = 1 << 21;

fn sieving(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(1);
    let starts = [1536, 1536].map(|bits| Interval::random(bits, &mut rng));
    let mut group = criterion.benchmark_group("sieve");
    group.sample_size(10);
    group.bench_function("two intervals of 1536 bits", |bench| {
        bench.iter(|| {
            let sieve = Sieve::new(&starts, LIMIT, &NoProgress);
            sieve.work();
            sieve.left()
        });
    });
}

fn testing(criterion: &mut Criterion) {
    let mut rng = StdRng::seed_from_u64(2);
    let mut group = criterion.benchmark_group("test");
    group.sample_size(10);
    for bits in [1024, 1536, 2048, 4096] {
        let number = tested_to_the_end(bits, &mut rng);
        let base = BoxedUint::max(number.bits_precision()).shr_vartime(2).expect("less than all bits");
        group.bench_function(format!("strong test to base 2, {bits} bits"), |bench| {
            bench.iter(|| strong::passes(black_box(&number), &|| true));
        });
        group.bench_function(format!("strong test to another base, {bits} bits"), |bench| {
            bench.iter(|| strong::passes_to_base(black_box(&base), &number, &|| true));
        });
        group.bench_function(format!("Lucas test, {bits} bits"), |bench| {
            bench.iter(|| lucas::passes(black_box(&number), &|| true));
        });
    }
}

/// A number, composite or not, for which every test takes as long as for a prime. The Lucas test ends
/// early for those that have a factor in common with its parameters.
fn tested_to_the_end(bits: u32, rng: &mut StdRng) -> Number {
    let is_tested = |number: &Number| {
        let asked = Cell::new(0);
        lucas::passes(number, &|| asked.replace(asked.get() + 1) < bits / 2);
        asked.get() > bits / 2
    };
    iter::repeat_with(|| Interval::random(bits, rng).plus(0)).find(is_tested).expect("most are")
}

/// The same keys each time, on one thread.
fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10);
    let bits = RsaBits::new(2048).expect("a size that we make");
    group.bench_function("5 keys of 2048 bits on one core", |bench| {
        bench.iter(|| {
            let mut rng = StdRng::seed_from_u64(3);
            for _ in 0..5 {
                let made = generate(
                    NewKind::Rsa(bits),
                    &Comment::default(),
                    &mut rng,
                    &single_threaded,
                    &NoProgress,
                );
                black_box(made.expect("nobody cancels"));
            }
        });
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    sieving(&mut criterion);
    testing(&mut criterion);
    searching(&mut criterion);
    criterion.final_summary();
}
