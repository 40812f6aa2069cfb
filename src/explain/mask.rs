//! A text with its names taken out, so that it can be shown to strangers.

use regex::{Captures, Regex, RegexSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What stands for a name: the same name has the same stand-in all over a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    User,
    Host,
    Address,
}

/// Where names stand in the messages of ssh and its relatives. The groups are `user` and `host`.
const NAMED: [&str; 22] = [
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
    r"(?m)^[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} (?<host>\S+) sshd",
];

/// An IPv4 or IPv6 address; an IPv6 address has two colons at least.
const ADDRESS: &str = r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){7}\b|(?:\b[0-9A-Fa-f]{1,4}:)+(?::[0-9A-Fa-f]{1,4})+\b|::(?:[0-9A-Fa-f]{1,4}:)+[0-9A-Fa-f]{1,4}\b";
const PRIVATE_KEY: &str =
    r"(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----).*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\z)";
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
const OF_ALGORITHMS: [&str; 4] = ["openssh.com", "libssh.org", "lysator.liu.se", "ssh.com"];
/// Words, with dots, hyphens or spaces between them, in the longest name that is looked for.
const MOST_WORDS: usize = 24;

struct Patterns {
    named: Vec<Regex>,
    any: RegexSet,
    address: Option<Regex>,
    private_key: Option<Regex>,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
        named: NAMED.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
        any: RegexSet::new(NAMED).unwrap_or_else(|_| RegexSet::empty()),
        address: Regex::new(ADDRESS).ok(),
        private_key: Regex::new(PRIVATE_KEY).ok(),
    });
    &PATTERNS
}

/// Names, where each stands first and what it is.
type Names<'a> = BTreeMap<&'a str, (usize, Sort)>;

/// The text with `USER1`, `HOST1`, `ADDRESS1` … in place of user names, hosts and addresses, and without the contents
/// of private keys. Names of algorithms and of public services stay.
pub fn mask(text: &str) -> String {
    let patterns = patterns();
    let text = match &patterns.private_key {
        Some(pattern) => pattern.replace_all(text, "$1\n…\n$2"),
        None => text.into(),
    };
    let mut names = Names::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        for number in &patterns.any.matches(line) {
            let Some(pattern) = patterns.named.get(number) else { continue };
            pattern.captures_iter(line).for_each(|found| learn(&found, at, &mut names));
        }
        at += line.len();
    }
    for found in patterns.address.iter().flat_map(|address| address.find_iter(&text)) {
        if !WELL_KNOWN.contains(&found.as_str()) {
            names.insert(found.as_str(), (found.start(), Sort::Address));
        }
    }
    replaced(&text, &numbered(&names))
}

fn learn<'a>(found: &Captures<'a>, line: usize, names: &mut Names<'a>) {
    if found.name("host").is_some_and(|host| OF_ALGORITHMS.contains(&trimmed(host.as_str()))) {
        return;
    }
    for (group, sort) in [("user", Sort::User), ("host", Sort::Host)] {
        if let Some(name) = found.name(group) {
            let trimmed = trimmed(name.as_str());
            if !trimmed.is_empty() && !WELL_KNOWN.contains(&trimmed) {
                names.entry(trimmed).or_insert((line + name.start(), sort));
            }
        }
    }
}

/// Without the punctuation of the sentence around it.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Stand-ins by name, numbered as the names appear.
fn numbered<'a>(names: &Names<'a>) -> BTreeMap<&'a str, String> {
    let mut in_order: Vec<(usize, &str, Sort)> =
        names.iter().map(|(name, (at, sort))| (*at, *name, *sort)).collect();
    in_order.sort_unstable();
    let (mut users, mut hosts, mut addresses) = (0, 0, 0);
    let stand_in = |(_, name, sort)| {
        let (word, count) = match sort {
            Sort::User => ("USER", &mut users),
            Sort::Host => ("HOST", &mut hosts),
            Sort::Address => ("ADDRESS", &mut addresses),
        };
        *count += 1;
        (name, format!("{word}{count}"))
    };
    in_order.into_iter().map(stand_in).collect()
}

/// Every name that stands as a whole word, replaced; the longest where several begin alike.
fn replaced(text: &str, stand_ins: &BTreeMap<&str, String>) -> String {
    let first_words: BTreeSet<&str> = stand_ins.keys().map(|name| first_word(name)).collect();
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest.find(is_part).unwrap_or(rest.len());
        let (before, from_word) = rest.split_at(gap);
        masked.push_str(before);
        let word = first_word(from_word);
        let name = if first_words.contains(word) { longest(from_word, stand_ins) } else { None };
        let (length, shown) = name.unwrap_or((word.len(), word));
        masked.push_str(shown);
        rest = from_word.get(length..).unwrap_or_default();
    }
    masked
}

/// The longest name that the text begins with: its length, and what stands for it.
fn longest<'a>(text: &str, stand_ins: &'a BTreeMap<&str, String>) -> Option<(usize, &'a str)> {
    let mut found = None;
    let mut end = 0;
    for _ in 0..MOST_WORDS {
        let rest = text.get(end..)?;
        end += rest.find(is_part).unwrap_or(rest.len());
        end += text.get(end..).map_or(0, |rest| first_word(rest).len());
        if let Some(stand_in) = text.get(..end).and_then(|name| stand_ins.get(name)) {
            found = Some((end, stand_in.as_str()));
        }
        if end == text.len() {
            break;
        }
    }
    found
}

fn first_word(text: &str) -> &str {
    text.get(..text.find(|c| !is_part(c)).unwrap_or(text.len())).unwrap_or_default()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_used() {
        assert_eq!(patterns().named.len(), NAMED.len());
        assert!(patterns().any.len() == NAMED.len());
        assert!(patterns().address.is_some() && patterns().private_key.is_some());
    }

    #[test]
    fn names_hosts_and_addresses_are_gone_and_the_same_ones_look_the_same() {
        let text = "debug1: Connecting to srv.example.com [192.0.2.7] port 22.\n\
            debug1: Authenticating to srv.example.com:22 as 'ann'\n\
            debug1: kex: cipher: chacha20-poly1305@openssh.com\n\
            Load key \"/home/ann/.ssh/id_rsa\": invalid format\n\
            ann@srv.example.com: Permission denied (publickey).\n\
            bob@other.example.org: 2001:db8::7 fe80:0:0:0:1:2:3:4\n\
            Annual planned channel\n";
        assert_eq!(
            mask(text),
            "debug1: Connecting to HOST1 [ADDRESS1] port 22.\n\
            debug1: Authenticating to HOST1:22 as 'USER1'\n\
            debug1: kex: cipher: chacha20-poly1305@openssh.com\n\
            Load key \"/home/USER1/.ssh/id_rsa\": invalid format\n\
            USER1@HOST1: Permission denied (publickey).\n\
            USER2@HOST2: ADDRESS2 ADDRESS3\n\
            Annual planned channel\n"
        );
    }

    #[test]
    fn a_host_with_a_port_keeps_its_port() {
        let masked = mask("Permanently added '[srv]:2222' (ED25519)\nhost key for [db.lan]:22 has changed");
        assert_eq!(masked, "Permanently added '[HOST1]:2222' (ED25519)\nhost key for [HOST2]:22 has changed");
    }

    #[test]
    fn what_tells_nothing_stays_and_private_keys_go() {
        let text =
            "git@github.com: Permission denied (publickey).\n-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n";
        let masked = mask(text);
        assert!(
            masked.starts_with(
                "git@github.com: Permission denied (publickey).\n-----BEGIN OPENSSH PRIVATE KEY"
            )
        );
        assert!(!masked.contains("AAAA"), "{masked}");
        assert_eq!(mask("nothing here 10:22:33"), "nothing here 10:22:33");
    }

    #[test]
    fn the_names_of_windows_and_of_a_servers_log_go_too() {
        let masked = mask(
            "Nov 30 09:12:01 web7 sshd[81]: Invalid user deploy from 198.51.100.4 port 22\n\
            Bad owner or permissions on C:\\Users\\Ann Lee\\.ssh/config",
        );
        assert_eq!(
            masked,
            "Nov 30 09:12:01 HOST1 sshd[81]: Invalid user USER1 from ADDRESS1 port 22\n\
            Bad owner or permissions on C:\\Users\\USER2\\.ssh/config"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_name_is_left_as_a_word(
            user in "[a-z][a-z0-9_]{2,10}",
            host in "[a-z]{3,8}(\\.[a-z]{2,6}){1,3}",
            address in "[1-9][0-9]?\\.[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}",
        ) {
            let masked = mask(&format!(
                "debug1: Connecting to {host} [{address}] port 22.\n\
                debug1: identity file /home/{user}/.ssh/id_rsa type 0\n\
                {user}@{host}'s password:\n{user} {host} {address}\n"
            ));
            let words: Vec<&str> = masked.split(|c: char| !is_part(c)).collect();
            let known = WELL_KNOWN.contains(&user.as_str());
            assert!(known || !words.contains(&user.as_str()), "{masked}");
            assert!(!masked.contains(&host) && !masked.contains(&address), "{masked}");
        }
    }
}
