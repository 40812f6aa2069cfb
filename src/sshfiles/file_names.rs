//! The names by which ssh and sshd find their text files.

/// Keys that may log in, in ~/.ssh.
pub const AUTHORIZED_KEYS: [&str; 2] = ["authorized_keys", "authorized_keys2"];
/// Keys of servers, in ~/.ssh.
pub const KNOWN_HOSTS: [&str; 2] = ["known_hosts", "known_hosts2"];
/// Keys that may log in as an administrator of Windows.
const ADMINISTRATORS: &str = "administrators_authorized_keys";
const CONFIG: &str = "config";
const OTHERS: [&str; 4] = ["known_hosts.old", "environment", "rc", "allowed_signers"];

/// What ssh or sshd reads a file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// ssh's configuration.
    Config,
    /// Keys that may log in.
    AuthorizedKeys,
    /// Keys of servers.
    KnownHosts,
    /// Anything else.
    Other,
}

impl FileRole {
    /// Of a file with this name, whose case does not count. `None` where the name is none of ssh's own.
    pub fn of(name: &str) -> Option<Self> {
        let is_one_of = |names: &[&str]| names.iter().any(|one| name.eq_ignore_ascii_case(one));
        let roles: [(&[&str], Self); 5] = [
            (&[CONFIG], Self::Config),
            (&AUTHORIZED_KEYS, Self::AuthorizedKeys),
            (&[ADMINISTRATORS], Self::AuthorizedKeys),
            (&KNOWN_HOSTS, Self::KnownHosts),
            (&OTHERS, Self::Other),
        ];
        roles.into_iter().find(|(names, _)| is_one_of(names)).map(|(_, role)| role)
    }
}
