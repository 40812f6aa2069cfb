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

/// For `sh` and all that is like it.
fn for_unix(path: &[u8]) -> String {
    // What begins with a hyphen would be an option, what begins with a tilde a home folder to ssh.
    let in_this_folder = path.starts_with(b"-") || path.starts_with(b"~");
    let start: &[u8] = if in_this_folder { b"./" } else { b"" };
    word_for_unix(&[start, path].concat())
}

fn word_for_unix(bytes: &[u8]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,@%=:".contains(c);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.chars().all(is_plain) => text.to_owned(),
        Ok(text) if !text.chars().any(is_dangerous) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => escaped_for_unix(bytes),
    }
}

/// What cannot be shown as it is: bytes in another character set, and control characters. bash, zsh
/// and ksh read this, as POSIX has it since 2024.
fn escaped_for_unix(bytes: &[u8]) -> String {
    let mut word = "$'".to_owned();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '\\' => word.extend(['\\', c]),
                c if is_dangerous(c) => octal(&mut word, c.encode_utf8(&mut [0; 4]).as_bytes()),
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

/// For cmd and PowerShell, which Windows has side by side: what both read as the same word where there is
/// such a word, else what PowerShell reads.
fn for_windows(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || r"\/._-+:".contains(c);
    // What begins with a hyphen would be an option.
    let is_option = path.starts_with('-');
    if !is_option && path.chars().all(is_plain) {
        return path.to_owned();
    }
    let path = if is_option { format!(r".\{path}") } else { path.to_owned() };
    let for_both = Some(word_for_cmd(&path)).filter(|word| is_literal_in_powershell(word));
    for_both.unwrap_or_else(|| word_for_powershell(&path))
}

/// In double quotes, which names cannot hold on Windows.
fn word_for_cmd(path: &str) -> String {
    format!("\"{path}\"")
}

/// Whether PowerShell reads nothing in a word in double quotes as its own: not `$` and the backtick, and
/// not the typographic quotes, which it takes for quotes.
fn is_literal_in_powershell(word: &str) -> bool {
    !word.contains(['$', '`', '“', '”', '„'])
}

/// In single quotes, of which it takes the typographic ones for its own: each of them is doubled.
fn word_for_powershell(path: &str) -> String {
    let single = ['\'', '‘', '’', '‚', '‛'];
    let doubled = path.chars().flat_map(|c| std::iter::repeat_n(c, if single.contains(&c) { 2 } else { 1 }));
    format!("'{}'", doubled.collect::<String>())
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
            ("a\nb'c", r"$'a\012b\'c'"),
            ("a\u{202e}b\\", r"$'a\342\200\256b\\'"),
        ] {
            assert_eq!(for_unix(path.as_bytes()), word);
        }
    }

    /// What the shells themselves make of it.
    #[test]
    #[expect(clippy::print_stderr, reason = "a shell that is not there is told")]
    fn shells_read_back_the_very_bytes() {
        let paths: [&[u8]; 11] = [
            b"plain",
            b"two words",
            b"it's",
            b"\"q\" `x` $HOME ${HOME} $(x) \\ !! * ? [a] {a,b} ~ # & ; | < >",
            b"-i",
            b"~",
            b"l\xe4tin",
            b"l\xe412",
            b"a\n'b\\\x07",
            "a\u{202e}b".as_bytes(),
            "Schlüssel 鍵".as_bytes(),
        ];
        for shell in ["sh", "bash", "zsh"] {
            for path in paths {
                let word = for_unix(path);
                // Other shells of that name may not know it.
                if shell == "sh" && word.starts_with("$'") {
                    continue;
                }
                let script = format!("printf %s {word}");
                let Ok(output) = std::process::Command::new(shell).args(["-c", &script]).output() else {
                    eprintln!("skipped: there is no {shell}");
                    break;
                };
                let read = output.stdout.strip_prefix(b"./").unwrap_or(&output.stdout);
                assert_eq!(read, path, "{shell}: {word}");
            }
        }
    }

    #[test]
    fn on_windows_a_path_is_one_word_for_cmd_and_powershell_where_that_can_be() {
        for (path, word) in [
            (r"C:\Users\me\.ssh\id_rsa", r"C:\Users\me\.ssh\id_rsa"),
            (r"C:\Users\Jürgen\key", r"C:\Users\Jürgen\key"),
            (r"C:\my keys\a", "\"C:\\my keys\\a\""),
            (r"C:\a&b(c)'d", "\"C:\\a&b(c)'d\""),
            (r"-a", r#"".\-a""#),
            (r"C:\$HOME\Ann's", r"'C:\$HOME\Ann''s'"),
            ("C:\\a`b’c", "'C:\\a`b’’c'"),
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
