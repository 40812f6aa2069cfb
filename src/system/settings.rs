//! The settings file: a few lines of TOML in the person's configuration folder.

use super::desktop::{Settings, SettingsStore};
use super::{Access, Disk};
use std::path::PathBuf;
use std::sync::Arc;

/// Larger files were not written by us.
const MOST_BYTES: usize = 64 * 1024;

/// A file in the configuration folder.
pub struct SettingsFile {
    path: Option<PathBuf>,
    disk: Arc<dyn Disk>,
}

impl SettingsFile {
    /// This file.
    pub fn at(path: PathBuf, disk: Arc<dyn Disk>) -> Self {
        Self { path: Some(path), disk }
    }

    /// `keywright/settings.toml` in the folder that this system keeps configuration in.
    pub fn in_its_place(disk: Arc<dyn Disk>) -> Self {
        Self { path: dirs::config_dir().map(|folder| folder.join("keywright").join("settings.toml")), disk }
    }
}

impl SettingsStore for SettingsFile {
    fn load(&self) -> Settings {
        let read = || {
            let bytes = self.disk.read(self.path.as_ref()?, MOST_BYTES).ok()?;
            toml::from_str(std::str::from_utf8(&bytes).ok()?).ok()
        };
        read().unwrap_or_default()
    }

    fn save(&self, settings: &Settings) {
        let write = || {
            let path = self.path.as_ref()?;
            let text = toml::to_string(settings).ok()?;
            let folder = path.parent()?;
            std::fs::create_dir_all(folder).ok()?;
            let (folder, name) = (self.disk.open_folder(folder).ok()?, path.file_name()?);
            folder.remove_stale_temp_files();
            folder.stage(name, text.as_bytes(), Access::OwnerOnly).ok()?.place_over(name).ok()
        };
        // Not worth a message: see `SettingsStore`.
        let _ = write();
    }
}
