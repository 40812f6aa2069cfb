//! The program for terminals and scripts, run as it is.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

#[cfg(target_os = "linux")]
mod agent;
mod authorized;
#[cfg(target_os = "linux")]
mod authorized_logins;
mod bounds;
mod certificates;
mod check;
mod check_fix;
mod convert;
#[path = "../support/costly.rs"]
mod costly;
mod explain;
mod find;
mod folders;
mod foreign_files;
mod foreign_text;
mod generate;
mod hostile;
mod install;
mod limits;
#[path = "../save/support/mounted.rs"]
mod mounted;
mod passphrases;
#[path = "../support/pipe.rs"]
mod pipe;
mod pipes;
mod program;
mod recipe;
mod repair;
mod several;
mod show;
mod support;
mod terminal;

#[path = "../programs/mod.rs"]
mod programs;
#[path = "../programs/said.rs"]
mod said;
#[cfg(target_os = "linux")]
#[path = "../login/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part")]
mod server;
