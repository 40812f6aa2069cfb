//! What a certificate says, as rows of a name and a value, and what to know of it.

use super::{Texts, say};
use crate::key::{Authority, CertType, Certificate, CertificateOption, Refusal, SignatureStatus, Validity};
use crate::system::local_time;

/// Reasons that are named: a hostile certificate has thousands.
const MOST_REFUSALS: usize = 5;

/// What is said of one thing.
pub struct Line {
    /// Of what.
    pub name: String,
    /// What is said.
    pub value: String,
    /// A fingerprint that belongs to the value.
    pub fingerprint: Option<String>,
}

impl Line {
    pub(super) fn new(name: String, value: String) -> Self {
        Self { name, value, fingerprint: None }
    }
}

impl Texts {
    /// Whether the certificate is for a user or for a server.
    pub fn certificate_type(&self, holder: CertType) -> String {
        match holder {
            CertType::User => say!(self, "certificate-user"),
            CertType::Host => say!(self, "certificate-host"),
        }
    }

    /// The rows, as they are read.
    pub fn certificate(&self, certificate: &Certificate) -> Vec<Line> {
        let authority = &certificate.authority;
        let signed_by = match authority {
            Authority::Known(key) => say!(self, "certificate-authority-key", kind = self.kind(key.kind())),
            Authority::Unknown { name, .. } => {
                say!(self, "certificate-authority-other", name = self.cut(name))
            }
        };
        let mut rows = vec![
            Line::new(say!(self, "certificate-id"), self.cut(&certificate.key_id)),
            Line::new(say!(self, "certificate-serial"), certificate.serial.to_string()),
            Line::new(say!(self, "certificate-principals"), self.principals(certificate)),
            Line::new(say!(self, "certificate-validity"), self.validity(certificate)),
            Line {
                name: say!(self, "certificate-authority"),
                value: signed_by,
                fingerprint: Some(authority.fingerprint().sha256()),
            },
            Line::new(say!(self, "certificate-signature"), self.cut(&certificate.signature_algorithm)),
        ];
        if !certificate.critical_options.is_empty() {
            let options = self.options(&certificate.critical_options);
            rows.push(Line::new(say!(self, "certificate-options"), options));
        }
        if certificate.holder == CertType::User || !certificate.extensions.is_empty() {
            let extensions = self.options(&certificate.extensions);
            rows.push(Line::new(say!(self, "certificate-extensions"), extensions));
        }
        rows
    }

    /// What came of checking its signature.
    pub fn signature(&self, certificate: &Certificate) -> String {
        match certificate.signature {
            SignatureStatus::Valid => say!(self, "certificate-checked"),
            SignatureStatus::Invalid => say!(self, "certificate-forged"),
            SignatureStatus::Unchecked => say!(self, "certificate-unchecked"),
        }
    }

    /// What should be known of its dates before it is relied on.
    pub fn standing(&self, standing: Validity) -> Option<String> {
        match standing {
            Validity::Valid => None,
            Validity::Expired => Some(say!(self, "certificate-expired")),
            Validity::NotYet => Some(say!(self, "certificate-not-yet")),
        }
    }

    /// Why ssh refuses it, a sentence for each reason. That it names nobody is said in its row.
    pub fn refusals(&self, certificate: &Certificate) -> Vec<String> {
        certificate
            .refusals()
            .iter()
            .filter_map(|refusal| self.refusal(refusal))
            .take(MOST_REFUSALS)
            .collect()
    }

    pub(super) fn refusal(&self, refusal: &Refusal) -> Option<String> {
        Some(match refusal {
            Refusal::NoPrincipals => return None,
            Refusal::TooManyPrincipals(count) => {
                let (count, most) = (*count, Refusal::MOST_PRINCIPALS);
                say!(self, "certificate-refused-principals", count = count, most = most)
            }
            Refusal::Sha1 => say!(self, "certificate-refused-sha1"),
            Refusal::ZeroByte => say!(self, "certificate-refused-zero"),
            Refusal::NotText(option) => {
                say!(self, "certificate-refused-not-text", option = self.cut(option))
            }
            Refusal::HasValue(option) => say!(self, "certificate-refused-value", option = self.cut(option)),
            Refusal::Doubled(option) => say!(self, "certificate-refused-doubled", option = self.cut(option)),
            Refusal::UnknownOption(option) => {
                say!(self, "certificate-refused-unknown", option = self.cut(option))
            }
            Refusal::BadAddresses(value) => {
                say!(self, "certificate-refused-addresses", value = self.cut(value))
            }
            Refusal::OptionsForHost => say!(self, "certificate-refused-host-options"),
        })
    }

    fn principals(&self, certificate: &Certificate) -> String {
        match (certificate.principals.as_slice(), certificate.holder) {
            ([], CertType::User) => say!(self, "certificate-nobody"),
            ([], CertType::Host) => say!(self, "certificate-no-server"),
            (names, _) => self.list(names, |name| self.cut(name)),
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

    fn options(&self, options: &[CertificateOption]) -> String {
        if options.is_empty() {
            return say!(self, "certificate-none");
        }
        self.list(options, |option| match option.value.shown() {
            value if value.is_empty() => self.cut(&option.name),
            value => {
                say!(self, "certificate-option", name = self.cut(&option.name), value = self.cut(&value))
            }
        })
    }
}
