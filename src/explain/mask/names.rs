//! Where the names of people, hosts and files stand in the messages of ssh and its relatives.

/// Where names stand in the messages of ssh and its relatives. The groups are `user`, `host` and
/// `file`.
pub(super) const NAMED: [&str; 33] = [
    r"(?<user>[^\s@/\\:;,'\x22<>()\[\]=]+)@(?<host>[A-Za-z0-9][A-Za-z0-9._-]*)",
    r"(?:/home|/Users)/(?<user>[^/\s'\x22:]+)",
    r"(?i:[A-Z]:[\\/]+Users[\\/]+)(?<user>[^\\/\r\n'\x22:]+)",
    r"[Ii]nvalid user (?<user>\S+) (?:from )?(?<host>\S+)",
    r" for (?:invalid user )?(?<user>\S+) from (?<host>\S+) port",
    r"authenticating user (?<user>\S+) (?<host>\S+) port",
    r"\bUser (?<user>\S+) (?:from (?<host>\S+) )?not allowed",
    r"Access denied for user (?<user>\S+)",
    r"Authenticating to (?<host>[^\s:]+):[0-9]+ as '(?<user>[^']+)'",
    r"Connecting to (?<host>\S+) \[",
    r"connect to (?:host|address) (?<host>\S+) port",
    r"Could not resolve hostname (?<host>[^\s:]+)",
    r"(?i:host key for) '?\[?(?<host>[^\s'\]]+)\S*'? (?:has changed|differs)",
    r"The authenticity of host '\[?(?<host>[^\s'\]]+)",
    r"host key is known for \[?(?<host>[^\s\]]+)\S* and",
    r"Unable to open connection to (?<host>[^\s:]+)",
    r"Permanently added '\[?(?<host>[^',\]]+)",
    r"(?:UnknownHostKey|reject HostKey): (?<host>[^\s]+?)\.?(?:\s|$)",
    r"private key\(s\) for (?<user>\S+)",
    r"authorized keys '[^']*/(?<user>[^/']+)/\.ssh",
    r"\b(?:by|with|from|to) (?<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,}) port [0-9]+",
    r"(?<user>[^\s@/\\:;,'\x22<>()\[\]=]+)@\[[0-9A-Fa-f:]+",
    r"(?:Resolving|resolving) \x22(?<host>[^\x22]+)\x22 port",
    r"\bHost '\[?(?<host>[^'\]]+)\S* is known",
    r"Applying options for (?<host>\S+)",
    r"\bssh(?:\.exe)? .*?-W '?\[?(?<host>[^\s'\]:]+)",
    r"\bssh(?:\.exe)? .*?-l '?(?<user>[^\s']+)",
    r"\bssh(?:\.exe)? .*?-J '?(?:[^\s@']+@)?(?<host>[^\s',:]+)",
    r"\bssh(?:\.exe)? .*?-[WlJ] .*\s'?(?:[^\s@']+@)?(?<host>[A-Za-z0-9][^\s'@:]*)'?\s*$",
    r"(?:^|[\s'\x22(=])\\{2,4}(?<host>[A-Za-z0-9._-]+)\\",
    r"(?i:(?:^|[\s'\x22(=])\\{2,4}[A-Z0-9._-]+\\+(?:homes?|users|profiles)\$?\\+)(?<user>[^\\\s'\x22:]+)",
    r"[\\/](?<file>[^\\/\s'\x22:]+\.(?i:pem|ppk|key|pub))\b",
    r"(?m)^[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} (?<host>\S+) sshd",
];

/// An IPv4 or IPv6 address; an IPv6 address has two colons at least.
pub(super) const ADDRESS: &str = r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){7}\b|(?:\b[0-9A-Fa-f]{1,4}:)+(?::[0-9A-Fa-f]{1,4})+\b|::(?:[0-9A-Fa-f]{1,4}:)+[0-9A-Fa-f]{1,4}\b|\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})+::|\b[0-9A-Fa-f]{4}::";
/// The contents of private keys: what is between the groups. Where an end is missing, everything up to it may be one.
pub(super) const PRIVATE_KEYS: [&str; 3] = [
    r"(?s)(-{4,5} ?BEGIN [A-Z0-9 ]*PRIVATE KEY ?-{4,5}).*?(-{4,5} ?END [A-Z0-9 ]*PRIVATE KEY ?-{4,5}|\z)",
    r"(?s)(Private-Lines:[ \t]*[0-9]*).*?(Private-(?:MAC|Hash):|\z)",
    r"(?m)()(?:^[ \t>|]*[A-Za-z0-9+/=]*[ \t\r]*\n)*^[ \t>|]*[A-Za-z0-9+/=]*(-{4,5} ?END [A-Z0-9 ]*PRIVATE KEY ?-{4,5})",
];
/// Names that tell nothing about anybody.
const WELL_KNOWN: [&str; 16] = [
    "git",
    "root",
    "admin",
    "ubuntu",
    "ec2-user",
    "debian",
    "localhost",
    "127.0.0.1",
    "0.0.0.0",
    "::1",
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "openssh.com",
    "libssh.org",
    "lysator.liu.se",
];
/// Domains in the names of algorithms.
pub(super) const OF_ALGORITHMS: [&str; 4] = ["openssh.com", "libssh.org", "lysator.liu.se", "ssh.com"];
/// Names of files that everybody has.
const COMMON_FILES: [&str; 7] = [
    "id_rsa.pub",
    "id_dsa.pub",
    "id_ecdsa.pub",
    "id_ecdsa_sk.pub",
    "id_ed25519.pub",
    "id_ed25519_sk.pub",
    "identity.pub",
];

/// Whether a name tells nothing about anybody.
pub(super) fn is_well_known(name: &str) -> bool {
    WELL_KNOWN.contains(&name) || COMMON_FILES.contains(&name) || name.starts_with("ssh_host_")
}
