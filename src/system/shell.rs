//! The desktop's file manager.

use super::desktop::Shell;
use std::path::Path;

/// The program that the desktop shows folders with.
pub struct FileManager;

impl Shell for FileManager {
    fn show_in_folder(&self, file: &Path) -> bool {
        show(file)
    }
}

/// Explorer marks the file. Names cannot hold quotes on Windows. It reports its own crashes as ever.
#[cfg(windows)]
fn show(file: &Path) -> bool {
    use std::os::windows::process::CommandExt as _;
    use windows_sys::Win32::System::Threading::CREATE_DEFAULT_ERROR_MODE;
    let system = std::env::var_os("SystemRoot").map(std::path::PathBuf::from);
    // It takes neither the other slashes nor the form for long paths.
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let path = path.display().to_string();
    let path = path.strip_prefix(r"\\?\").unwrap_or(&path);
    let Some(explorer) = system.map(|folder| folder.join("explorer.exe")) else { return false };
    let mut command = std::process::Command::new(explorer);
    command.raw_arg(format!("/select,\"{path}\"")).creation_flags(CREATE_DEFAULT_ERROR_MODE).spawn().is_ok()
}

/// Finder marks the file.
#[cfg(target_os = "macos")]
fn show(file: &Path) -> bool {
    let shown = std::process::Command::new("/usr/bin/open").arg("-R").arg(file).status();
    shown.is_ok_and(|status| status.success())
}

#[cfg(not(any(windows, target_os = "macos")))]
fn show(file: &Path) -> bool {
    file.parent().is_some_and(|folder| open::that_detached(folder).is_ok())
}
