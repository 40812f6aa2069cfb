//! ssh's text files, read by us as ssh, sshd and ssh-keygen read them.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall say so at once"
)]

mod authorized_keys;
mod config;
mod known_hosts;
mod limits;
mod logins;
#[path = "../programs/mod.rs"]
mod programs;
#[path = "../login/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part")]
mod server;

use keywright::key::{Comment, NewKind, NoProgress, PublicKey, generate, single_threaded};

/// Keys of these types, the first with a comment.
fn keys(kinds: &[NewKind]) -> Vec<PublicKey> {
    let comment = |number| Comment::parse_user_input(if number == 0 { "ann@desk" } else { "" }).unwrap();
    let one = |(number, kind): (usize, &NewKind)| {
        let key = generate(*kind, &comment(number), &mut rand::rng(), &single_threaded, &NoProgress).unwrap();
        key.public().clone()
    };
    kinds.iter().enumerate().map(one).collect()
}
