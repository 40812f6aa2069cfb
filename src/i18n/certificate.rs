//! What a certificate says, as rows of a name and a value.

use super::{Texts, say};
use crate::app::{Certified, Standing};
use crate::key::{Certificate, Holder};
use crate::system::local_time;

/// What a certificate says of one thing.
pub struct Line {
    /// Of what.
    pub name: String,
    /// What it says.
    pub value: String,
    /// A fingerprint that belongs to the value.
    pub fingerprint: Option<String>,
}

impl Texts {
    /// The rows, as they are read.
    pub fn certificate(&self, certificate: &Certificate) -> Vec<Line> {
        let holders = match certificate.holder {
            Holder::User => say!(self, "certificate-users"),
            Holder::Host => say!(self, "certificate-hosts"),
        };
        let principals = match certificate.principals.as_slice() {
            [] => say!(self, "certificate-any"),
            names => names.join(", "),
        };
        let authority = &certificate.authority;
        let signed_by = say!(self, "certificate-authority-key", kind = self.kind(authority.kind()));
        let line = |name, value| Line { name, value, fingerprint: None };
        let mut rows = vec![
            line(say!(self, "certificate-id"), certificate.key_id.clone()),
            line(say!(self, "certificate-serial"), certificate.serial.to_string()),
            line(holders, principals),
            line(say!(self, "certificate-validity"), self.validity(certificate)),
            Line {
                name: say!(self, "certificate-authority"),
                value: signed_by,
                fingerprint: Some(authority.fingerprint().sha256()),
            },
        ];
        if !certificate.critical_options.is_empty() {
            rows.push(line(say!(self, "certificate-options"), self.options(&certificate.critical_options)));
        }
        if certificate.holder == Holder::User {
            rows.push(line(say!(self, "certificate-extensions"), self.options(&certificate.extensions)));
        }
        rows
    }

    /// What should be known of its dates before it is relied on.
    pub fn standing(&self, certified: &Certified) -> Option<String> {
        match certified.standing {
            Standing::Good => None,
            Standing::Expired => Some(say!(self, "certificate-expired")),
            Standing::NotYet => Some(say!(self, "certificate-not-yet")),
        }
    }

    fn validity(&self, certificate: &Certificate) -> String {
        let from = Some(certificate.valid_after).filter(|from| *from > 0).and_then(local_time);
        // For ever, and beyond what calendars know.
        match (from, local_time(certificate.valid_before)) {
            (None, None) => say!(self, "certificate-always"),
            (Some(from), None) => say!(self, "certificate-from", from = from),
            (None, Some(until)) => say!(self, "certificate-until", until = until),
            (Some(from), Some(until)) => say!(self, "certificate-between", from = from, until = until),
        }
    }

    fn options(&self, options: &[(String, String)]) -> String {
        if options.is_empty() {
            return say!(self, "certificate-none");
        }
        let words = options.iter().map(|(name, value)| match value.as_str() {
            "" => name.clone(),
            value => say!(self, "certificate-option", name = name.as_str(), value = value),
        });
        words.collect::<Vec<_>>().join(", ")
    }
}
