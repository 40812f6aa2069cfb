//! The programs for Windows, started under wine: what they print and write is what the programs
//! for this system do, and what other programs read. tests/windows builds them, prepares wine, and
//! starts these tests. Leaves pictures in target/wine.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall say so at once"
)]

mod by_hand;
mod convert;
#[path = "../outside/desktop.rs"]
mod desktop;
mod generate;
mod passphrases;
#[path = "../programs/mod.rs"]
mod programs;
#[path = "../programs/said.rs"]
mod said;
mod show;
mod support;
mod window;
