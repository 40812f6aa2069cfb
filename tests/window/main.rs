//! The real window, used by label.

#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on shall say so at once"
)]

#[path = "../support/mod.rs"]
mod support;

mod about;
mod agent;
mod authorized;
mod batch;
mod certificate;
mod clipboard;
mod close;
mod copy;
mod damaged;
mod drops;
mod fields;
mod focus;
mod generate;
mod install;
mod keyboard;
mod many;
mod my_keys;
mod names;
mod new_passphrase;
mod open;
mod others;
mod own_keys;
mod paste;
mod pictures;
mod problem;
mod recovered;
mod removal;
mod replace;
mod save;
mod servers;
mod service;
mod settings;
mod several;
mod small;
mod unlock;
mod use_key;
