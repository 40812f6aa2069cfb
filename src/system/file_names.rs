//! Names that a system takes for files, and the shells that they are given to.

use std::ffi::OsStr;

/// Whether people type commands into a Unix shell here, not into cmd or PowerShell.
pub const UNIX_SHELL: bool = cfg!(unix);

/// Whether a file can have this name here. Windows takes some names for devices, cuts others, and
/// writes what follows a colon into a hidden part of another file.
pub fn can_name_a_file(name: &OsStr) -> bool {
    !cfg!(windows) || windows_keeps(&name.to_string_lossy())
}

/// Naming files, in Microsoft's words: "Naming Files, Paths, and Namespaces".
fn windows_keeps(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |kind| {
        let number = stem
            .strip_prefix(kind)
            .and_then(|rest| rest.chars().next().filter(|_| rest.chars().count() == 1));
        number.is_some_and(|c| matches!(c, '1'..='9' | '¹' | '²' | '³'))
    };
    let is_device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT");
    let forbidden = |c: char| c < ' ' || r#"<>:"/\|?*"#.contains(c);
    !is_device && !name.contains(forbidden) && !name.ends_with(['.', ' ']) && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_has_names_of_its_own() {
        for name in ["id_ed25519", "my key.ppk", ".ssh", "com10", "console", "ключ", "aux_key", "a.con"] {
            assert!(windows_keeps(name), "{name}");
        }
        for name in [
            "con", "NUL", "nul.txt", "Com1", "lpt9.pub", "com².x", "key.", "key ", "a:b", "a?", "a*b", "",
            "a\tb", "aux .x",
        ] {
            assert!(!windows_keeps(name), "{name}");
        }
    }
}
