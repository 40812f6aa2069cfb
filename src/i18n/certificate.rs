//! What a certificate says, as rows of a name and a value.

use super::{Texts, say};
use crate::app::{Certified, Standing};
use crate::key::{Certificate, Holder};
use crate::system::date_of;

impl Texts {
    /// The rows, as they are read.
    pub fn certificate(&self, certificate: &Certificate) -> Vec<(String, String)> {
        let holders = match certificate.holder {
            Holder::User => say!(self, "certificate-users"),
            Holder::Host => say!(self, "certificate-hosts"),
        };
        let principals = match certificate.principals.as_slice() {
            [] => say!(self, "certificate-any"),
            names => names.join(", "),
        };
        let authority = &certificate.authority;
        let signed_by = say!(
            self,
            "certificate-authority-key",
            kind = self.kind(authority.kind()),
            fingerprint = authority.fingerprint().sha256()
        );
        let mut rows = vec![
            (say!(self, "certificate-id"), certificate.key_id.clone()),
            (say!(self, "certificate-serial"), certificate.serial.to_string()),
            (holders, principals),
            (say!(self, "certificate-validity"), self.validity(certificate)),
            (say!(self, "certificate-authority"), signed_by),
        ];
        if !certificate.critical_options.is_empty() {
            rows.push((say!(self, "certificate-options"), self.options(&certificate.critical_options)));
        }
        if certificate.holder == Holder::User {
            rows.push((say!(self, "certificate-extensions"), self.options(&certificate.extensions)));
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
        let from = Some(certificate.valid_after).filter(|from| *from > 0).and_then(date_of);
        // For ever, and beyond what calendars know.
        match (from, date_of(certificate.valid_before)) {
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
