//! Paths as ssh's configuration names them (ssh_config's manual, TOKENS and Include).

use crate::sshfiles::matches_pattern;
use crate::system::{Disk, User};
use std::path::{Component, Path, PathBuf};

/// The most files that one pattern gives.
const MOST: usize = 1000;

/// The file that IdentityFile means for a server, of which the name that the person types and the one after HostName
/// are given, or whatever the server. `None` where that depends on something else: on ssh's environment or on the
/// folder that it is started in; or where it is nobody's file.
pub(in crate::health) fn identity(
    written: &str,
    person: &User,
    server: Option<(&str, &str)>,
) -> Option<PathBuf> {
    let path = after_tilde(written, person)?;
    let text = path.to_str().filter(|text| !text.contains("${"))?;
    let path = PathBuf::from(without_tokens(text, person, server)?);
    path.is_absolute().then_some(path)
}

/// The socket that IdentityAgent means, with the variables of ssh's environment in it. `None` for no agent, for the one
/// that is asked anyway, and where it depends on the server.
pub(super) fn agent(written: &str, person: &User) -> Option<String> {
    if written.eq_ignore_ascii_case("none") || written == "SSH_AUTH_SOCK" {
        return None;
    }
    let path = after_tilde(written, person)?;
    let text = without_tokens(path.to_str()?, person, None)?;
    (text.starts_with('$') || Path::new(&text).is_absolute()).then_some(text)
}

/// `~` and `~name` at the beginning.
fn after_tilde(written: &str, person: &User) -> Option<PathBuf> {
    let Some(rest) = written.strip_prefix('~') else { return Some(PathBuf::from(written)) };
    let (name, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let is_mine = name.is_empty() || Some(name) == person.name();
    let home = person.home.as_ref().filter(|_| is_mine)?;
    Some(if rest.is_empty() { home.clone() } else { home.join(rest) })
}

fn without_tokens(text: &str, person: &User, server: Option<(&str, &str)>) -> Option<String> {
    let mut expanded = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (c, (c == '%').then(|| rest.next()).flatten()) {
            ('%', Some('%')) => expanded.push('%'),
            ('%', Some('d')) => expanded.push_str(person.home.as_ref()?.to_str()?),
            ('%', Some('u')) => expanded.push_str(person.name()?),
            ('%', Some('n')) => expanded.push_str(server?.0),
            ('%', Some('h')) => expanded.push_str(server?.1),
            ('%', _) => return None,
            (c, _) => expanded.push(c),
        }
    }
    Some(expanded)
}

/// The files that Include means, in the order of their names; what is not whole starts in `folder`. `None` for
/// patterns that are not understood here.
pub(super) fn includes(written: &str, folder: &Path, person: &User, disk: &dyn Disk) -> Option<Vec<PathBuf>> {
    let path = folder.join(after_tilde(written, person)?);
    if written.contains(['[', '{', '$', '%']) {
        return None;
    }
    let mut found = vec![PathBuf::new()];
    for component in path.components() {
        let Component::Normal(name) = component else {
            found.iter_mut().for_each(|path| path.push(component));
            continue;
        };
        match name.to_str().filter(|name| name.contains(['*', '?'])) {
            None => found.iter_mut().for_each(|path| path.push(name)),
            Some(pattern) => {
                found = found.iter().flat_map(|folder| matching(folder, pattern, disk)).take(MOST).collect();
            }
        }
    }
    Some(found)
}

/// As a shell: a name that begins with a dot is matched by a dot only.
fn matching(folder: &Path, pattern: &str, disk: &dyn Disk) -> Vec<PathBuf> {
    let entries = disk.list(folder).unwrap_or_default().into_iter().map(|entry| entry.path);
    let mut found: Vec<_> = entries
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            matches_pattern(name.as_bytes(), pattern.as_bytes())
                && (pattern.starts_with('.') || !name.starts_with('.'))
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::UNIX_SHELL;

    #[test]
    fn what_depends_on_the_server_is_left_open() {
        // The paths are those of Unix.
        if !UNIX_SHELL {
            return;
        }
        let person =
            User { home: Some("/home/ann".into()), user_at_host: "ann@desk".to_owned(), ..User::default() };
        let of = |text| identity(text, &person, None);
        for (text, path) in [
            ("~/.ssh/id", "/home/ann/.ssh/id"),
            ("~ann/.ssh/id", "/home/ann/.ssh/id"),
            ("%d/.ssh/%u", "/home/ann/.ssh/ann"),
            ("/keys/100%%", "/keys/100%"),
        ] {
            assert_eq!(of(text), Some(path.into()), "{text}");
        }
        for text in ["~bob/.ssh/id", "~/.ssh/%h", "~/.ssh/%", "id", "none", "${HOME}/id", "~/${KEY}"] {
            assert_eq!(of(text), None, "{text}");
        }
        for (text, socket) in [
            ("~/.1password/agent.sock", Some("/home/ann/.1password/agent.sock")),
            ("%d/run/%u.sock", Some("/home/ann/run/ann.sock")),
            ("$MY_AGENT", Some("$MY_AGENT")),
            ("${XDG_RUNTIME_DIR}/gcr/ssh", Some("${XDG_RUNTIME_DIR}/gcr/ssh")),
            ("none", None),
            ("SSH_AUTH_SOCK", None),
            ("~/agent-%h", None),
            ("agent.sock", None),
            ("", None),
        ] {
            assert_eq!(agent(text, &person).as_deref(), socket, "{text}");
        }
        let of = |text| identity(text, &person, Some(("web", "web.example.org")));
        assert_eq!(of("~/.ssh/%h"), Some("/home/ann/.ssh/web.example.org".into()));
        assert_eq!(of("~/.ssh/%n-%%h"), Some("/home/ann/.ssh/web-%h".into()));
        assert_eq!(of("~/.ssh/%h-%p"), None);
    }
}
