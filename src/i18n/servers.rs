//! The words of the page of known servers.

use super::{Texts, say};
use crate::app::{Comparison, ServerHosts, ServerRow, ServersPage};
use crate::key::Kind;
use crate::sshfiles::Marker;

impl Texts {
    /// The names of the servers, or what can be said of them.
    pub fn server_name(&self, row: &ServerRow, page: &ServersPage) -> String {
        match &row.hosts {
            ServerHosts::Names(names) => names.join(", "),
            ServerHosts::Hashed => match page.hashed_name(row.number) {
                Some(name) => say!(self, "servers-hashed-found", name = name),
                None => say!(self, "servers-hashed"),
            },
            ServerHosts::Unreadable(_) => say!(self, "servers-unreadable", number = row.number.to_string()),
        }
    }

    /// The type of the key.
    pub fn server_kind(&self, row: &ServerRow) -> String {
        row.readable_key().map(|key| self.kind(key.kind())).unwrap_or_default()
    }

    /// The fingerprint, and what a marker or a line that ssh skips means.
    pub fn server_about(&self, row: &ServerRow) -> Vec<String> {
        let fingerprint = row.readable_key().map(|key| key.fingerprint().sha256());
        let marker = row.marker.map(|marker| match marker {
            Marker::CertAuthority => say!(self, "servers-authority"),
            Marker::Revoked => say!(self, "servers-revoked"),
        });
        let why = match (&row.hosts, &row.key) {
            (ServerHosts::Unreadable(text), _) => Some(say!(self, "servers-skipped", text = text.as_str())),
            (_, Some(Err(damage))) => Some(self.key_damage(damage)),
            (_, None) => Some(say!(self, "servers-no-key")),
            (_, Some(Ok(_))) => None,
        };
        fingerprint.into_iter().chain(marker).chain(why).collect()
    }

    /// All of it, for screen readers.
    pub fn server_row(&self, row: &ServerRow, page: &ServersPage) -> String {
        say!(
            self,
            "servers-row",
            name = self.server_name(row, page),
            number = row.number.to_string(),
            kind = self.server_kind(row),
            about = self.server_about(row).join(" ")
        )
    }

    /// What a comparison with a key of this type shows.
    pub fn comparison(&self, verdict: Comparison, kind: Kind) -> String {
        match verdict {
            Comparison::Same => say!(self, "servers-same"),
            Comparison::InLine(number, other) if other.ssh_name() == kind.ssh_name() => {
                say!(self, "servers-other-of-type", number = number.to_string())
            }
            Comparison::InLine(number, other) => say!(
                self,
                "servers-other-type",
                number = number.to_string(),
                given = self.kind(other),
                kind = self.kind(kind)
            ),
            Comparison::Another => say!(self, "servers-another", kind = self.kind(kind)),
            Comparison::NoFingerprint => say!(self, "servers-no-fingerprint"),
        }
    }
}
