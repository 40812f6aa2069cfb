//! Makes, opens and converts SSH keys, and saves them so that ssh accepts them.
//!
//! Arrows point downwards only (tests/layers.rs):
//!
//! - `ui` what it looks like · `cli` the same without a window · [`i18n`] what both say
//! - `start` from the command line to the window
//! - `app` what the window is doing
//! - [`health`] what can be seen of a problem on this computer
//! - [`replace`] a key that takes the place of another one, step by step
//! - [`remote`] a key on a server · [`agent`] what is said to an agent · [`batch`] many files at once
//! - [`save`] the verbs · [`system`] everything outside
//! - [`sshfiles`] ssh's text files
//! - [`recipe`] which keys a service accepts, and in which form
//! - [`explain`] what error messages mean · [`format`] how a key is written
//! - [`key`] what a key is

/// The version of all programs, as they print it and as the window shows it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub mod agent;
#[cfg(feature = "window")]
pub mod app;
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod explain;
pub mod format;
pub mod health;
pub mod i18n;
pub mod key;
pub mod recipe;
pub mod remote;
pub mod replace;
pub mod save;
pub mod sshfiles;
#[cfg(feature = "window")]
pub mod start;
pub mod system;
#[cfg(feature = "window")]
pub mod ui;
