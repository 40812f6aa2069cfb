//! What a file in ~/.ssh is for, as far as its name tells.

use crate::save;
use crate::sshfiles::FileRole;
use crate::system::is_temporary_name;
use std::ffi::OsStr;
use std::path::Path;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::health) enum Role {
    /// It may be a private key that ssh uses.
    Key,
    /// The public key or the certificate of a private one.
    Public,
    /// A backup, or what an editor left behind.
    Copy,
    /// ssh's configuration.
    Config,
    /// Keys that may log in.
    AuthorizedKeys,
    /// Keys of servers.
    KnownHosts,
    /// Anything else that ssh reads.
    Other,
}

/// How the names of copies end.
const COPIES: [&str; 12] = [
    "~",
    ".bak",
    ".backup",
    ".old",
    ".orig",
    ".save",
    ".copy",
    ".tmp",
    ".swp",
    ".swo",
    ".rpmsave",
    ".dpkg-old",
];

impl Role {
    /// The role of the file at this path.
    pub fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        let text = name.to_string_lossy().to_ascii_lowercase();
        match FileRole::of(&text) {
            Some(FileRole::Config) => Self::Config,
            Some(FileRole::AuthorizedKeys) => Self::AuthorizedKeys,
            Some(FileRole::KnownHosts) => Self::KnownHosts,
            _ if save::is_named_like_public(path) => Self::Public,
            _ if is_copy(name, &text) => Self::Copy,
            _ if save::may_be_private_key(path) => Self::Key,
            _ if text.contains(".bak") => Self::Copy,
            _ => Self::Other,
        }
    }
}

fn is_copy(name: &OsStr, text: &str) -> bool {
    let is_auto_save = text.starts_with('#') && text.ends_with('#');
    is_auto_save || is_temporary_name(name) || COPIES.iter().any(|ending| text.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_a_file_is_for() {
        for (name, role) in [
            ("id_ed25519", Role::Key),
            ("work.ppk", Role::Key),
            ("deploy.pem", Role::Key),
            ("id_rsa.pub", Role::Public),
            ("id_rsa-cert.pub", Role::Public),
            ("id_rsa~", Role::Copy),
            (".id_rsa.swp", Role::Copy),
            ("#id_rsa#", Role::Copy),
            ("id_rsa.2026-11-21.bak", Role::Copy),
            ("id_rsa.2026-11-21.bak2", Role::Copy),
            ("known_hosts.old", Role::Copy),
            ("config", Role::Config),
            ("authorized_keys2", Role::AuthorizedKeys),
            ("known_hosts", Role::KnownHosts),
            ("environment", Role::Other),
        ] {
            assert_eq!(Role::of(Path::new(name)), role, "{name}");
        }
    }
}
