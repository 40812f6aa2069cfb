//! The real window, used by label.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on shall say so at once"
)]

#[path = "../support/mod.rs"]
mod support;

mod pictures;
