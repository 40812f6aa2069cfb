//! The desktop's file manager.

use super::services::Shell;
use std::path::Path;

/// The program that the desktop opens folders with.
pub struct Desktop;

impl Shell for Desktop {
    fn show_in_folder(&self, file: &Path) -> bool {
        file.parent().is_some_and(|folder| open::that_detached(folder).is_ok())
    }
}
