//! Who is at this computer.

use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// What the system tells of the person at it.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// Their home folder, if they have one.
    pub home: Option<PathBuf>,
    /// `user@host`, the comment that ssh-keygen would write.
    pub user_at_host: String,
    /// The code page that programs here write passphrases in, where it is not UTF-8.
    pub code_page: Option<&'static encoding_rs::Encoding>,
    /// Whether files can be dropped on windows here.
    pub drops: bool,
}

impl User {
    /// `~/.ssh`, whether it exists or not.
    pub fn dot_ssh(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(".ssh"))
    }

    /// A path as people write it: `~/.ssh/id_ed25519`.
    pub fn shown(&self, path: &Path) -> String {
        match self.home.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
            None => path.display().to_string(),
        }
    }

    /// The path that people mean by a text: `~` is their home folder, where relative paths start
    /// too; quotes around it and `file://` before it come from copying.
    pub fn path_of(&self, text: &str) -> PathBuf {
        let text = text.trim_matches(['"', '\'']);
        let path = match text.strip_prefix("file://") {
            // `%20` in a URI is a space.
            Some(uri) => PathBuf::from(path_in(&percent_decode_str(uri).decode_utf8_lossy())),
            None => PathBuf::from(text),
        };
        match &self.home {
            Some(home) => match path.strip_prefix("~") {
                Ok(rest) => home.join(rest),
                Err(_) => home.join(path),
            },
            None => path,
        }
    }
}

/// The home folder, if the person has one.
pub fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// A drive comes after a slash in a URI: `/C:/Users`.
fn path_in(uri: &str) -> &str {
    let drive = uri.strip_prefix('/').filter(|rest| rest.chars().nth(1) == Some(':'));
    drive.filter(|_| cfg!(windows)).unwrap_or(uri)
}

/// What the system says. Without a name for user or host, the comment holds what there is.
pub fn current_user() -> User {
    let user = whoami::username().unwrap_or_default();
    let host = whoami::hostname().unwrap_or_default();
    let user_at_host = match (user.is_empty(), host.is_empty()) {
        (false, false) => format!("{user}@{host}"),
        _ => format!("{user}{host}"),
    };
    User { home: home(), user_at_host, code_page: code_page(), drops: drops() }
}

#[cfg(windows)]
fn code_page() -> Option<&'static encoding_rs::Encoding> {
    super::code_page::encoding(super::win32::ansi_code_page()?)
}

#[cfg(not(windows))]
fn code_page() -> Option<&'static encoding_rs::Encoding> {
    None
}

/// winit tells of dropped files everywhere but on Wayland, which it prefers where it runs.
fn drops() -> bool {
    cfg!(not(target_os = "linux")) || std::env::var_os("WAYLAND_DISPLAY").is_none_or(|name| name.is_empty())
}
