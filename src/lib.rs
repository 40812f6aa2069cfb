//! Makes, opens and converts SSH keys, and saves them so that ssh accepts them.

pub mod format;
pub mod key;
pub mod save;
pub mod system;
