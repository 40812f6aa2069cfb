//! What a file tells, for programs: one line of JSON (RFC 8259).

use super::Cli;
use super::show::{KeyInfo, Sort};
use crate::batch::Part;
use crate::key::{
    AttachedCertificate, CertType, Certificate, CertificateOption, Origin, PublicKey, Refusal,
    SecurityKeyUse, SignatureStatus, Validity, is_dangerous, weakness,
};
use crate::system::now;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

impl Cli {
    pub(super) fn json(&self, facts: &KeyInfo<'_>) -> String {
        let mut object = Object::default();
        object.file(facts.path);
        if let Some(Part { number, of }) = facts.part {
            object.raw("number", &number.to_string());
            object.raw("of", &of.to_string());
        }
        object.text("format", facts.format.id());
        if !facts.unwrapped.is_empty() {
            object.raw("unwrapped", &list(facts.unwrapped.iter().map(|wrapping| quoted(wrapping.id()))));
        }
        match &facts.sort {
            Sort::Private { locked } => {
                object.text("sort", "private");
                object.raw("passphrase", &locked.to_string());
                if facts.others.is_some() {
                    object.raw("others_have_rights", "true");
                }
            }
            Sort::Public => object.text("sort", "public"),
            Sort::Certificate => object.text("sort", "certificate"),
        }
        if let Some(certificate) = &facts.certificate {
            object.raw("certificate", &of_attached(certificate));
        }
        if let Some(public) = &facts.public {
            object.key(public, facts.comment_known);
            if let Some(application) = public.application() {
                object.raw("security_key", &of_security_key(&application, facts.security_key));
            }
            if let Some(weakness) = weakness(public.kind(), Origin::Opened) {
                object.text("warning", &self.texts.weakness(weakness));
            }
        }
        object.end()
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    bytes.iter().for_each(|byte| write!(text, "{byte:02x}").unwrap_or_default());
    text
}

fn of_security_key(application: &str, used: Option<SecurityKeyUse>) -> String {
    let mut object = Object::default();
    object.text("application", application);
    if let Some(SecurityKeyUse { touch, pin, resident }) = used {
        object.raw("touch", &touch.to_string());
        object.raw("pin", &pin.to_string());
        object.raw("resident", &resident.to_string());
    }
    object.end()
}

fn of_attached(certificate: &AttachedCertificate) -> String {
    let mut object = Object::default();
    object.text("type", certificate.name());
    object.text("line", &certificate.line());
    match certificate.read() {
        Some(certificate) => of_certificate(certificate, &mut object),
        None => object.raw("unreadable", "true"),
    }
    object.end()
}

fn of_certificate(certificate: &Certificate, object: &mut Object) {
    object.text(
        "for",
        match certificate.holder {
            CertType::User => "user",
            CertType::Host => "host",
        },
    );
    object.text("key_id", &certificate.key_id);
    object.raw("serial", &certificate.serial.to_string());
    object.raw("principals", &list(certificate.principals.iter().map(|name| quoted(name))));
    object.raw("valid_after", &certificate.valid_after.to_string());
    object.raw("valid_before", &certificate.valid_before.to_string());
    object.text(
        "status",
        match certificate.validity(now()) {
            Validity::Valid => "valid",
            Validity::Expired => "expired",
            Validity::NotYet => "not-yet-valid",
        },
    );
    object.raw("critical_options", &options(&certificate.critical_options));
    object.raw("extensions", &options(&certificate.extensions));
    object.text("authority", &certificate.authority.line());
    object.text("authority_sha256", &certificate.authority.fingerprint().sha256());
    object.text("signature_algorithm", &certificate.signature_algorithm);
    object.text(
        "signature",
        match certificate.signature {
            SignatureStatus::Valid => "right",
            SignatureStatus::Invalid => "wrong",
            SignatureStatus::Unchecked => "unchecked",
        },
    );
    object.raw("refused", &list(certificate.refusals().iter().map(refusal)));
}

/// The same in every language and version.
fn refusal(refusal: &Refusal) -> String {
    let (because, option) = match refusal {
        Refusal::NoPrincipals => ("no-principals", None),
        Refusal::TooManyPrincipals(_) => ("too-many-principals", None),
        Refusal::Sha1 => ("sha1-signature", None),
        Refusal::ZeroByte => ("zero-byte", None),
        Refusal::NotText(option) => ("option-not-a-string", Some(option)),
        Refusal::HasValue(option) => ("option-has-a-value", Some(option)),
        Refusal::Doubled(option) => ("option-twice", Some(option)),
        Refusal::UnknownOption(option) => ("option-unknown", Some(option)),
        Refusal::BadAddresses(_) => ("option-not-addresses", None),
        Refusal::OptionsForHost => ("options-for-host", None),
    };
    let mut object = Object::default();
    object.text("because", because);
    option.into_iter().for_each(|option| object.text("option", option));
    object.end()
}

/// Each name once: where it occurs more than once, its values are a list.
fn options(options: &[CertificateOption]) -> String {
    let mut values: HashMap<&str, Vec<String>> = HashMap::new();
    let mut names = Vec::new();
    for CertificateOption { name, value } in options {
        let all = values.entry(name).or_insert_with(|| {
            names.push(name);
            Vec::new()
        });
        all.push(quoted(&value.shown()));
    }
    let mut object = Object::default();
    for name in names {
        match values.get(name.as_str()).map(Vec::as_slice) {
            Some([value]) => object.raw(name, value),
            Some(values) => object.raw(name, &list(values.iter().cloned())),
            None => {}
        }
    }
    object.end()
}

pub(super) fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}

#[derive(Default)]
pub(super) struct Object(String);

impl Object {
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let before = if self.0.is_empty() { "{" } else { "," };
        self.0.push_str(before);
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(value);
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    /// A path, with its bytes if it is no text.
    pub(super) fn file(&mut self, path: &Path) {
        self.text("file", &path.to_string_lossy());
        if path.to_str().is_none() {
            self.text("file_bytes", &hex(path.as_os_str().as_encoded_bytes()));
        }
    }

    /// A key, with its comment if that is known.
    pub(super) fn key(&mut self, key: &PublicKey, comment_known: bool) {
        let fingerprint = key.fingerprint();
        self.text("type", key.kind().ssh_name());
        self.raw("bits", &key.kind().bits().to_string());
        if comment_known {
            self.text("comment", &key.comment().text());
        }
        self.text("sha256", &fingerprint.sha256());
        self.text("md5", &fingerprint.md5());
        self.text("public", &key.line());
    }

    pub(super) fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Also what would confuse the terminal of a person who reads it.
            c if is_dangerous(c) => {
                // Beyond the first 65,536 there are two.
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(quoted, "\\u{unit:04x}").unwrap_or_default();
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_has_no_room_for_is_escaped() {
        let mut object = Object::default();
        object.text("a\"b", "\\ \u{1b}[31m \n ключ");
        object.raw("c", "1");
        assert_eq!(object.end(), r#"{"a\"b":"\\ \u001b[31m \u000a ключ","c":1}"#);
        assert_eq!(Object::default().end(), "{}");
    }
}
