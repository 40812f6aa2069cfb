//! The fingerprint of an entry, beside one that was given to the person.

use super::ServersPage;
use super::list::{ServerHosts, ServerRow};
use crate::health::Sought;
use crate::key::{Kind, PublicKey};

/// An entry, and what was given.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The number of its line.
    pub number: usize,
    /// The key.
    pub key: PublicKey,
    /// What is typed or pasted.
    pub given: String,
    /// The other keys of the same server, by their lines.
    others: Vec<(usize, PublicKey)>,
}

/// What a comparison shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the fingerprint of this key.
    Same,
    /// It is that of the server's key of this type, in another line.
    InLine(usize, Kind),
    /// It is that of another key, which may be another one of the server's.
    Another,
    /// It is no fingerprint.
    NoFingerprint,
}

impl Compare {
    /// `None` while nothing is given.
    pub fn verdict(&self) -> Option<Verdict> {
        if self.given.trim().is_empty() {
            return None;
        }
        // Who writes down what is read out may leave room between groups.
        let together: String = self.given.split_whitespace().collect();
        let given = Sought::fingerprint(&self.given).or_else(|| Sought::fingerprint(&together));
        let Some(given) = given else { return Some(Verdict::NoFingerprint) };
        if given.is(&self.key) {
            return Some(Verdict::Same);
        }
        let other = self.others.iter().find(|(_, key)| given.is(key));
        Some(other.map_or(Verdict::Another, |(number, key)| Verdict::InLine(*number, key.kind())))
    }
}

impl ServersPage {
    /// The entry in this line, with what is typed already.
    pub(super) fn compare_with(&self, number: usize, given: String) -> Option<Compare> {
        let row = self.row(number)?;
        let key = row.readable_key()?.clone();
        let others =
            self.rows.iter().filter(|other| other.number != number && self.is_same_server(row, other));
        let others = others.filter_map(|other| Some((other.number, other.readable_key()?.clone()))).collect();
        Some(Compare { number, key, given, others })
    }

    /// After the file was read again: nothing is compared any more where the line holds another key.
    pub(super) fn compare_again(&mut self) {
        let Some(Compare { number, key, given, .. }) = self.compare.take() else { return };
        self.compare = self.compare_with(number, given).filter(|now| now.key.is_same_key(&key));
    }

    /// Whether both are keys that ssh accepts for the same server, as far as the names are known.
    fn is_same_server(&self, one: &ServerRow, other: &ServerRow) -> bool {
        let of_server =
            |row: &ServerRow| self.found.as_ref().is_some_and(|found| found.plain.contains(&row.number));
        let has_common_name = match (&one.hosts, &other.hosts) {
            (ServerHosts::Names(names), ServerHosts::Names(others)) => {
                names.iter().any(|name| others.contains(name))
            }
            _ => false,
        };
        let is_plain = one.marker.is_none() && other.marker.is_none();
        is_plain && (has_common_name || of_server(one) && of_server(other))
    }
}
