//! What is over leaves no trace: the memory of the real programs is searched for passphrases, for the
//! secret numbers of keys, and for what passphrases are turned into. Each search also shows that it
//! finds what is there: the same secrets while they are in use, or, where a key's numbers are known only
//! when it is over, something that nobody can forget.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on shall say so at once"
)]

#[path = "../remote/account.rs"]
#[allow(dead_code, reason = "another test program uses the rest")]
mod account;
mod cli;
#[path = "../outside/desktop.rs"]
mod desktop;
mod memory;
mod others;
#[path = "../remote/pam.rs"]
#[allow(dead_code, reason = "another test program uses it")]
mod pam;
#[path = "../outside/person.rs"]
mod person;
#[path = "../programs/mod.rs"]
mod programs;
mod secrets;
mod ssh;
mod window;

use memory::{Memory, Secret};

/// At least one of these must be there: else the search itself would be at fault.
#[track_caller]
fn is_there(memory: &mut Memory, what: &str, secrets: &[Secret]) {
    let (counts, _) = memory.search(secrets);
    eprintln!("{what}: {} places", counts.iter().sum::<usize>());
    assert!(counts.iter().any(|count| *count > 0), "{what}: the search finds none of {}", names(secrets));
}

/// Nothing of it is there.
#[track_caller]
fn is_gone(memory: &mut Memory, when: &str, secrets: &[Secret]) {
    let (counts, places) = memory.search(secrets);
    eprintln!("{when}: {} places of {} secrets", counts.iter().sum::<usize>(), secrets.len());
    assert!(counts.iter().all(|count| *count == 0), "{when} there is still\n{places}");
}

fn names(secrets: &[Secret]) -> String {
    secrets.iter().map(|secret| secret.name.as_str()).collect::<Vec<_>>().join(", ")
}
