//! Paths in commands that people copy into a terminal.

use crate::key::is_dangerous;
use crate::system::UNIX_SHELL;
use std::fmt::Write as _;
use std::path::Path;

/// A path as one word of a command, for the shells of this system.
pub(crate) fn quoted(path: &Path) -> String {
    if UNIX_SHELL {
        for_unix(path.as_os_str().as_encoded_bytes())
    } else {
        for_windows(&path.display().to_string())
    }
}

/// The same of a path as a message names it, with `~` for the home folder.
pub(super) fn quoted_as_named(path: &str) -> String {
    match path.strip_prefix("~/").filter(|_| UNIX_SHELL) {
        // In quotes a shell does not know what ~ is.
        Some(rest) => format!("~/{}", word_for_unix(rest.as_bytes())),
        None => quoted(Path::new(path)),
    }
}

/// The argument of `ssh -i` for a key in this file: with `~` for the home folder, where shells put
/// that in. `None` where ssh itself would read a `%` or a `${…}` in the path as something else.
#[cfg(feature = "window")]
pub(crate) fn identity(path: &Path, home: Option<&Path>) -> Option<String> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if bytes.contains(&b'%') || bytes.windows(2).any(|pair| pair == b"${") {
        return None;
    }
    Some(match home.and_then(|home| path.strip_prefix(home).ok()).filter(|_| UNIX_SHELL) {
        // In quotes a shell does not know what ~ is.
        Some(rest) => format!("~/{}", word_for_unix(rest.as_os_str().as_encoded_bytes())),
        None => quoted(path),
    })
}

/// A path or a name as one word for `sh` and all that is like it.
pub(super) fn for_unix(path: &[u8]) -> String {
    // What begins with a hyphen would be an option, what begins with a tilde a home folder to ssh.
    let in_this_folder = path.starts_with(b"-") || path.starts_with(b"~");
    let start: &[u8] = if in_this_folder { b"./" } else { b"" };
    word_for_unix(&[start, path].concat())
}

fn word_for_unix(bytes: &[u8]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,@%:".contains(c);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.chars().all(is_plain) => text.to_owned(),
        Ok(text) if !text.chars().any(is_dangerous) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => escaped_for_unix(bytes),
    }
}

/// What cannot be shown as it is: bytes in another character set, and control characters. bash, zsh
/// and ksh read this, as POSIX has it since 2024. Shells that do not know it take `$` for a character: no
/// quote inside ends the word for them, and they read another name.
fn escaped_for_unix(bytes: &[u8]) -> String {
    let mut word = "$'".to_owned();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                c if is_dangerous(c) || c == '\'' || c == '\\' => {
                    octal(&mut word, c.encode_utf8(&mut [0; 4]).as_bytes())
                }
                c => word.push(c),
            }
        }
        octal(&mut word, chunk.invalid());
    }
    word.push('\'');
    word
}

fn octal(word: &mut String, bytes: &[u8]) {
    for byte in bytes {
        write!(word, "\\{byte:03o}").unwrap_or_default();
    }
}

/// For PowerShell, and for cmd as far as the two agree: in double quotes, which names cannot hold on
/// Windows. What PowerShell would read as its own there gets its backtick. cmd knows no backtick: it then
/// reads another name, but nothing outside the quotes. It puts in `%NAME%` all the same.
fn for_windows(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || r"\/._-+:".contains(c);
    // What begins with a hyphen would be an option.
    let is_option = path.starts_with('-');
    if !is_option && path.chars().all(is_plain) {
        return path.to_owned();
    }
    let mut word = if is_option { "\".\\".to_owned() } else { "\"".to_owned() };
    for c in path.chars() {
        // It takes typographic quotes for quotes.
        if ['$', '`', '“', '”', '„'].contains(&c) {
            word.push('`');
        }
        word.push(c);
    }
    word.push('"');
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_command_is_one_word_and_no_option() {
        for (path, word) in [
            ("/home/me/.ssh/id_rsa", "/home/me/.ssh/id_rsa"),
            ("-rf", "./-rf"),
            ("my key", "'my key'"),
            ("$(reboot)", "'$(reboot)'"),
            ("`reboot`", "'`reboot`'"),
            ("a\"b", "'a\"b'"),
            ("Ann's", r"'Ann'\''s'"),
            ("-a b", "'./-a b'"),
            ("~root/key", "'./~root/key'"),
            ("ключ", "'ключ'"),
            ("=ls", "'=ls'"),
            ("a\nb'c", r"$'a\012b\047c'"),
            ("a\u{202e}b\\", r"$'a\342\200\256b\134'"),
        ] {
            assert_eq!(for_unix(path.as_bytes()), word);
        }
    }

    /// What the shells themselves make of it.
    #[test]
    #[expect(clippy::print_stderr, reason = "a shell that is not there is told")]
    fn shells_read_back_the_very_bytes() {
        let paths: [&[u8]; 13] = [
            b"plain",
            b"two words",
            b"it's",
            b"\"q\" `x` $HOME ${HOME} $(x) \\ !! * ? [a] {a,b} ~ # & ; | < >",
            b"-i",
            b"~",
            b"=ls",
            b"\n'; echo ran #",
            b"l\xe4tin",
            b"l\xe412",
            b"a\n'b\\\x07",
            "a\u{202e}b".as_bytes(),
            "Schlüssel 鍵".as_bytes(),
        ];
        for shell in ["sh", "bash", "zsh"] {
            for path in paths {
                let word = for_unix(path);
                let script = format!("printf %s {word}");
                let Ok(output) = std::process::Command::new(shell).args(["-c", &script]).output() else {
                    eprintln!("skipped: there is no {shell}");
                    break;
                };
                let read = output.stdout.strip_prefix(b"./").unwrap_or(&output.stdout);
                // Other shells of that name may not know `$'`: it is one word for them all the same.
                let known = shell != "sh" || !word.starts_with("$'");
                assert!(!known || read == path, "{shell}: {word}");
                assert!(known || read == path || read.starts_with(b"$"), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn on_windows_a_path_is_one_word_in_double_quotes() {
        for (path, word) in [
            (r"C:\Users\me\.ssh\id_rsa", r"C:\Users\me\.ssh\id_rsa"),
            (r"C:\Users\Jürgen\key", r"C:\Users\Jürgen\key"),
            (r"C:\my keys\a", "\"C:\\my keys\\a\""),
            (r"C:\a&b(c)'d", "\"C:\\a&b(c)'d\""),
            (r"-a", r#"".\-a""#),
            (r"C:\$HOME\Ann's", "\"C:\\`$HOME\\Ann's\""),
            ("C:\\a`b’c", "\"C:\\a``b’c\""),
            (r"C:\a$&calc&", "\"C:\\a`$&calc&\""),
            ("C:\\a”;calc;", "\"C:\\a`”;calc;\""),
        ] {
            assert_eq!(for_windows(path), word);
        }
    }

    #[cfg(feature = "window")]
    #[test]
    fn the_home_folder_is_a_tilde_outside_the_quotes() {
        let home = Some(Path::new("/home/me"));
        let identity = |path: &str| identity(Path::new(path), home);
        if UNIX_SHELL {
            assert_eq!(identity("/home/me/.ssh/id_rsa").as_deref(), Some("~/.ssh/id_rsa"));
            assert_eq!(identity("/home/me/my key's").as_deref(), Some(r"~/'my key'\''s'"));
            assert_eq!(identity("/home/me/-x").as_deref(), Some("~/-x"));
            assert_eq!(identity("/mnt/my key").as_deref(), Some("'/mnt/my key'"));
        }
        assert_eq!(identity("/home/me/100%"), None);
        assert_eq!(identity("/home/me/${HOME}"), None);
    }
}
