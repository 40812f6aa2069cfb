//! `known_hosts`: the keys of servers (sshd's manual, SSH_KNOWN_HOSTS FILE FORMAT; OpenSSH, hostfile.c).

use super::host_name::{SSH_PORT, ServerName};
use super::key_field::{self, KeyDamage, as_c_string, skip_blanks, word};
use super::lines::{Edit, LONGEST_LINE, Lines, TooLarge};
use super::patterns::{Match, match_list};
use crate::key::PublicKey;
use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use std::collections::BTreeSet;

/// Longest marker that OpenSSH looks at, in bytes.
const LONGEST_MARKER: usize = 31;

/// The file, with its lines numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHosts {
    lines: Lines,
}

/// The key of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLine {
    /// What the key is, if it is not simply that of a server.
    pub marker: Option<Marker>,
    /// Whose key it is.
    pub hosts: Hosts,
    /// The key with its comment, or why ssh does not read it and passes the line over. `None` where there is no
    /// sign of a key.
    pub key: Option<Result<PublicKey, KeyDamage>>,
}

/// What stands before the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `@cert-authority`: the key signs certificates of servers.
    CertAuthority,
    /// `@revoked`: the key must not be accepted any more.
    Revoked,
}

/// Whose key a line holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// Names, addresses and patterns, as they stand. A port is written as `[host]:port`.
    Patterns(Vec<String>),
    /// One name that only who knows it can tell: HMAC-SHA1 of it, and the salt.
    Hashed {
        /// The salt.
        salt: [u8; 20],
        /// The hash.
        hash: [u8; 20],
    },
    /// It begins like a hash and is none.
    BadHash,
}

impl KnownHosts {
    /// Reads any bytes.
    ///
    /// # Errors
    /// Only for what is too large.
    pub fn parse(bytes: &[u8]) -> Result<Self, TooLarge> {
        Ok(Self { lines: Lines::parse(bytes)? })
    }

    /// The file as it is written.
    pub fn bytes(&self) -> Vec<u8> {
        self.lines.bytes()
    }

    /// Every line that names servers, with its number. Blank lines, comments, lines with a marker that ssh does not
    /// know and lines that are too long are left out.
    pub fn hosts(&self) -> Vec<(usize, HostLine)> {
        self.lines.iter().filter_map(|(number, text)| Some((number, host_line(text)?))).collect()
    }

    /// The lines whose names cover this server, also those that ssh passes over because of their key.
    pub fn find(&self, host: &str, port: u16) -> Vec<(usize, HostLine)> {
        let name = ServerName { host: host.to_owned(), port }.written();
        let mut found = self.hosts();
        found.retain(|(_, line)| line.hosts.cover(&name));
        found
    }

    /// The same for a server as it stands in the file: `[host]:port` where the port is not that of ssh.
    pub fn find_written(&self, name: &str) -> Vec<(usize, HostLine)> {
        let with_port = name.strip_prefix('[').and_then(|rest| rest.rsplit_once("]:"));
        match with_port.map(|(host, port)| (host, port.parse())) {
            Some((host, Ok(port))) => self.find(host, port),
            _ => self.find(name, SSH_PORT),
        }
    }

    /// Whether ssh passes over a line that is neither blank nor a comment, because it cannot read the names or the key.
    pub fn is_unreadable(&self, number: usize) -> bool {
        let Some(text) = self.lines.get(number) else { return false };
        let line = skip_blanks(as_c_string(text));
        if line.trim_ascii().is_empty() || line.starts_with(b"#") || text.len() > LONGEST_LINE {
            return false;
        }
        host_line(text).is_none_or(|line| line.hosts == Hosts::BadHash || line.readable_key().is_none())
    }

    /// Takes a line out, whatever it is. `None` where there is no such line.
    pub fn remove(&mut self, number: usize) -> Option<Edit> {
        self.lines.remove(number)
    }

    /// The same with several lines. What was changed, in order.
    pub fn remove_each(&mut self, numbers: &BTreeSet<usize>) -> Vec<Edit> {
        // From the end, so that the numbers hold.
        let mut edits: Vec<Edit> = numbers.iter().rev().filter_map(|number| self.remove(*number)).collect();
        edits.reverse();
        edits
    }

    /// A line as it stands, without its line end.
    pub fn line(&self, number: usize) -> Option<&[u8]> {
        self.lines.get(number)
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }
}

impl HostLine {
    /// The key, if ssh reads it.
    pub fn readable_key(&self) -> Option<&PublicKey> {
        self.key.as_ref()?.as_ref().ok()
    }
}

impl Hosts {
    fn cover(&self, name: &str) -> bool {
        match self {
            Self::Patterns(patterns) => {
                let patterns = patterns.iter().map(|pattern| pattern.to_ascii_lowercase());
                match_list(name.as_bytes(), patterns) == Match::Yes
            }
            Self::Hashed { salt, hash } => hmac_sha1(salt, name.as_bytes()) == Some(*hash),
            Self::BadHash => false,
        }
    }
}

fn hmac_sha1(salt: &[u8; 20], name: &[u8]) -> Option<[u8; 20]> {
    let mut mac = Hmac::<Sha1>::new_from_slice(salt).ok()?;
    mac.update(name);
    Some(mac.finalize().into_bytes().into())
}

fn host_line(text: &[u8]) -> Option<HostLine> {
    let line = skip_blanks(as_c_string(text));
    if line.trim_ascii().is_empty() || line.starts_with(b"#") || text.len() > LONGEST_LINE {
        return None;
    }
    let (marker, line) = marker(line)?;
    let (hosts, rest) = word(line);
    Some(HostLine { marker, hosts: self::hosts(hosts), key: key(skip_blanks(rest)) })
}

/// What ssh does with a key that it cannot read is the same whatever is wrong with it.
fn key(text: &[u8]) -> Option<Result<PublicKey, KeyDamage>> {
    match key_field::read(text) {
        Some(read) => Some(read.map(|field| field.key)),
        None => key_field::newer_type(text).map(|name| Err(KeyDamage::Unsupported(name))),
    }
}

/// `None` for a marker that ssh does not know: it passes the line over.
fn marker(line: &[u8]) -> Option<(Option<Marker>, &[u8])> {
    if !line.starts_with(b"@") {
        return Some((None, line));
    }
    let (name, rest) = word(line);
    let marker = match name {
        b"@cert-authority" => Marker::CertAuthority,
        b"@revoked" => Marker::Revoked,
        _ => return None,
    };
    let rest = skip_blanks(rest);
    let is_only_one = name.len() <= LONGEST_MARKER && !rest.is_empty() && !rest.starts_with(b"@");
    is_only_one.then_some((Some(marker), rest))
}

fn hosts(text: &[u8]) -> Hosts {
    if text.starts_with(b"|") {
        return hashed(text).unwrap_or(Hosts::BadHash);
    }
    let patterns = text.split(|byte| *byte == b',');
    Hosts::Patterns(patterns.map(|pattern| String::from_utf8_lossy(pattern).into_owned()).collect())
}

/// `|1|salt|hash`, both in base64.
fn hashed(text: &[u8]) -> Option<Hosts> {
    let (salt, hash) = std::str::from_utf8(text).ok()?.strip_prefix("|1|")?.split_once('|')?;
    let bytes = |text| <[u8; 20]>::try_from(Base64::decode_vec(text).ok()?).ok();
    Some(Hosts::Hashed { salt: bytes(salt)?, hash: bytes(hash)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";

    fn found(text: &str, host: &str, port: u16) -> Vec<usize> {
        let file = KnownHosts::parse(text.as_bytes()).unwrap();
        file.find(host, port).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_server_is_found_by_name_pattern_and_port() {
        let text = format!(
            "web.example.org,192.0.2.1 {KEY}\n# web.example.org {KEY}\n[web.example.org]:2222 {KEY}\n\
             *.example.org,!db.example.org {KEY} c\n@revoked web.example.org {KEY}\n@odd web.example.org {KEY}\n"
        );
        assert_eq!(found(&text, "WEB.example.org", 22), [1, 4, 5]);
        assert_eq!(found(&text, "web.example.org", 2222), [3]);
        assert_eq!(found(&text, "192.0.2.1", 22), [1]);
        assert!(found(&text, "db.example.org", 22).is_empty());
    }

    #[test]
    fn a_hashed_name_is_found_by_whoever_knows_it() {
        let salt = [7; 20];
        let hash = hmac_sha1(&salt, b"web.example.org").unwrap();
        let [salt, hash] = [salt, hash].map(|bytes| Base64::encode_string(&bytes));
        let text = format!("|1|{salt}|{hash} {KEY}\n|1|{salt}|short {KEY}\n|2|{salt}|{hash} {KEY}\n");
        assert_eq!(found(&text, "web.example.org", 22), [1]);
        assert!(found(&text, "db.example.org", 22).is_empty());
        let file = KnownHosts::parse(text.as_bytes()).unwrap();
        assert!(file.hosts()[1..].iter().all(|(_, line)| line.hosts == Hosts::BadHash));
    }

    #[test]
    fn markers_and_keys_are_told() {
        let text =
            format!("@cert-authority * {KEY} ca\n@revoked h ssh-ed25519 AAAA\nh {KEY} c\nh\n@revoked\nh k\n");
        let hosts = KnownHosts::parse(text.as_bytes()).unwrap().hosts();
        assert_eq!(hosts.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4, 6]);
        assert_eq!(hosts[0].1.marker, Some(Marker::CertAuthority));
        assert_eq!(hosts[1].1.marker, Some(Marker::Revoked));
        assert_eq!(hosts[1].1.key, Some(Err(KeyDamage::Content)));
        assert_eq!(hosts[2].1.readable_key().unwrap().comment().text(), "c");
        assert_eq!((&hosts[3].1.key, &hosts[4].1.key), (&None, &None));
    }

    proptest! {
        #[test]
        fn any_bytes_come_back_and_removal_takes_one_line(
            lines in proptest::collection::vec("(@revoked |\\|1\\||[a-z*,!]{0,5}|#)[ -~\r\0é]{0,9}", 0..6),
            last in "[ -~]{0,3}",
            number in 0usize..8,
        ) {
            let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>() + &last;
            let mut file = KnownHosts::parse(text.as_bytes()).unwrap();
            prop_assert_eq!(file.bytes(), text.as_bytes());
            file.hosts();
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            match file.remove(number) {
                Some(_) => drop(lines.remove(number - 1)),
                None => prop_assert!(number == 0 || number > lines.len()),
            }
            prop_assert_eq!(file.bytes(), lines.concat().into_bytes());
        }
    }
}
