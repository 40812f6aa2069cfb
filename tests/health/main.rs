//! The rules for ~/.ssh, on real files, checked against what the real ssh, ssh-keygen and sshd say of them.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall say so at once"
)]

mod home;
#[path = "../programs/mod.rs"]
mod programs;
mod survey;
