//! Who is at this computer.

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

    /// The name that the person logs in with here.
    pub fn name(&self) -> Option<&str> {
        self.user_at_host.rsplit_once('@').map(|(name, _)| name)
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
        let text = unquoted(text);
        let path = path_at(text).unwrap_or_else(|| PathBuf::from(text));
        match &self.home {
            Some(home) => match path.strip_prefix("~") {
                Ok(rest) => home.join(rest),
                Err(_) => home.join(path),
            },
            None => path,
        }
    }

    /// The paths that a text consists of, one a line, as file managers and terminals copy them. None
    /// where a line is something else.
    pub fn paths_in(&self, text: &str) -> Vec<PathBuf> {
        // What the file manager of GNOME 3 begins with.
        const NAUTILUS: [&str; 3] = ["x-special/nautilus-clipboard", "copy", "cut"];
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !NAUTILUS.contains(line));
        let path = |line: &str| {
            let bare = unquoted(line);
            let is_whole = ["file://", "~/"].iter().any(|start| bare.starts_with(start));
            (is_whole || Path::new(bare).is_absolute()).then(|| self.path_of(line))
        };
        lines.map(path).collect::<Option<_>>().unwrap_or_default()
    }
}

/// The name of [`administrators_authorized_keys`].
const ADMINISTRATORS_KEYS: &str = "administrators_authorized_keys";

/// Whether a file has the name of [`administrators_authorized_keys`], or is a backup of it.
pub fn is_administrators_list(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.get(..ADMINISTRATORS_KEYS.len()).is_some_and(|start| start.eq_ignore_ascii_case(ADMINISTRATORS_KEYS))
}

/// The file with the keys that may log in as an administrator: sshd of Windows reads it instead of theirs.
pub fn administrators_authorized_keys() -> Option<PathBuf> {
    if !cfg!(windows) {
        return None;
    }
    Some(ssh_of_all_users()?.join(ADMINISTRATORS_KEYS))
}

/// The file with the servers that all users of this computer know.
pub fn global_known_hosts() -> Option<PathBuf> {
    Some(ssh_of_all_users()?.join("ssh_known_hosts"))
}

fn ssh_of_all_users() -> Option<PathBuf> {
    if !cfg!(windows) {
        return Some(PathBuf::from("/etc/ssh"));
    }
    let data = std::env::var_os("ProgramData").map(PathBuf::from).filter(|data| data.is_absolute())?;
    Some(data.join("ssh"))
}

/// The home folder, if the person has one.
pub fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// Without the quotes around the whole of it.
fn unquoted(text: &str) -> &str {
    let within = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}

/// The file that a URI names.
#[cfg(unix)]
fn path_at(uri: &str) -> Option<PathBuf> {
    super::file_uri::file_at(uri.as_bytes(), "").ok()
}

/// A drive comes after a slash in a URI: `/C:/Users`.
#[cfg(not(unix))]
fn path_at(uri: &str) -> Option<PathBuf> {
    // `%20` is a space.
    let path = percent_encoding::percent_decode_str(uri.strip_prefix("file://")?).decode_utf8_lossy();
    let drive = path.strip_prefix('/').filter(|rest| rest.chars().nth(1) == Some(':'));
    Some(PathBuf::from(drive.unwrap_or(&path)))
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

#[cfg(all(test, unix))]
mod tests {
    use super::User;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::{Path, PathBuf};

    #[test]
    fn a_typed_path_is_read_as_it_was_meant() {
        let person = User { home: Some("/home/ann".into()), ..Default::default() };
        let is_path = |text, path: &str| assert_eq!(person.path_of(text), Path::new(path), "{text}");
        is_path("~/.ssh/id_rsa", "/home/ann/.ssh/id_rsa");
        is_path("id_rsa", "/home/ann/id_rsa");
        is_path("\"/a b\"", "/a b");
        is_path("'/a b'", "/a b");
        is_path("/ann's", "/ann's");
        is_path("/ann'", "/ann'");
        is_path("'/ann\"", "/home/ann/'/ann\"");
        is_path("'", "/home/ann/'");
        is_path("file:///a%20b", "/a b");
        is_path("file://localhost/a", "/a");
        assert_eq!(person.path_of("file:///%E4"), Path::new(OsStr::from_bytes(b"/\xe4")));
    }

    #[test]
    fn a_text_of_whole_paths_is_paths_and_no_other_is() {
        let person = User { home: Some("/home/ann".into()), ..Default::default() };
        let found = |text| person.paths_in(text);
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(found("/a/b c\n"), paths(&["/a/b c"]));
        assert_eq!(found("'/a/b'"), paths(&["/a/b"]));
        assert_eq!(found("~/k.ppk"), paths(&["/home/ann/k.ppk"]));
        assert_eq!(found("file:///a/b%20c\r\nfile:///d"), paths(&["/a/b c", "/d"]));
        assert_eq!(found("x-special/nautilus-clipboard\ncopy\nfile:///a\n"), paths(&["/a"]));
        for text in ["", "\n", "copy", "k.ppk", "ssh-ed25519 AAAA ann@desk", "/a\nand more"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
