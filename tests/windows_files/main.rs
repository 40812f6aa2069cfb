//! Saving keys on Windows itself, or on what stands in for it: wine keeps Unix modes and makes lists
//! of rights of them.
#![cfg(windows)]
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on shall say so at once"
)]

mod held;
mod judged;
mod names;
mod others;
mod replaced;
#[path = "../save/support/saving.rs"]
mod saving;
mod support;
mod swept;
