//! The rules for ~/.ssh, each provoked on real files and checked against what the real ssh, ssh-keygen and sshd say of
//! the same files, before and after they are put right.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on shall say so at once"
)]

mod acl;
mod case;
mod disks;
mod fixes;
mod home;
mod key_texts;
mod keys;
mod limits;
mod owners;
#[path = "../programs/mod.rs"]
mod programs;
mod replacing;
mod safe;
#[path = "../programs/said.rs"]
#[allow(dead_code, reason = "each test program uses its own part")]
mod said;
#[path = "../login/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part")]
mod server;
mod ssh;
mod sshd;
mod survey;
