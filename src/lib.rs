//! Makes, opens and converts SSH keys, and saves them so that ssh accepts them.
//!
//! Arrows point downwards only (tests/layers.rs):
//!
//! - [`ui`] what it looks like · [`i18n`] what it says
//! - [`app`] what the program is doing
//! - [`convert`] many files at once
//! - [`save`] the verbs · [`system`] everything outside
//! - [`format`] how a key is written
//! - [`key`] what a key is

pub mod app;
pub mod convert;
pub mod format;
pub mod i18n;
pub mod key;
pub mod save;
pub mod system;
pub mod ui;
