//! A key on a server: with the real ssh, asked through the real program, and a real sshd on loopback with an account of
//! its own.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall say so at once"
)]

mod account;
mod by_hand;
mod cli;
mod codes;
mod config;
mod install;
mod pam;
mod person;
#[path = "../programs/mod.rs"]
mod programs;
mod removal;
mod replace;
mod servers;
mod settings;
#[path = "../support/mod.rs"]
mod support;
mod window;
