//! What a file tells, for programs: one line of JSON (RFC 8259).

use super::Cli;
use super::show::{Facts, Sort};
use crate::format::Format;
use crate::key::{Certificate, Holder, Origin, Verdict, is_dangerous, weakness};
use std::fmt::Write as _;

impl Cli {
    pub(super) fn json(&self, facts: &Facts<'_>) -> String {
        let mut object = Object::default();
        object.text("file", &facts.path.to_string_lossy());
        object.text("format", word(facts.format));
        match &facts.sort {
            Sort::Private { locked } => {
                object.text("sort", "private");
                object.raw("passphrase", &locked.to_string());
                if facts.others.is_some() {
                    object.raw("others_have_rights", "true");
                }
            }
            Sort::Public => object.text("sort", "public"),
            Sort::Certificate(certificate) => {
                object.text("sort", "certificate");
                object.raw("certificate", &of_certificate(certificate));
            }
        }
        if let Some(public) = &facts.public {
            let fingerprint = public.fingerprint();
            object.text("type", public.kind().ssh_name());
            object.raw("bits", &public.kind().bits().to_string());
            if facts.comment_known {
                object.text("comment", public.comment().as_str());
            }
            object.text("sha256", &fingerprint.sha256());
            object.text("md5", &fingerprint.md5());
            object.text("public", &public.line());
            if let Some(weakness) = weakness(public.kind(), Origin::Opened) {
                object.text("warning", &self.texts.weakness(weakness));
            }
        }
        object.end()
    }
}

fn of_certificate(certificate: &Certificate) -> String {
    let mut object = Object::default();
    object.text("type", &certificate.name);
    object.text(
        "for",
        match certificate.holder {
            Holder::User => "user",
            Holder::Host => "host",
        },
    );
    object.text("key_id", &certificate.key_id);
    object.raw("serial", &certificate.serial.to_string());
    let principals: Vec<String> = certificate.principals.iter().map(|name| quoted(name)).collect();
    object.raw("principals", &format!("[{}]", principals.join(",")));
    object.raw("valid_after", &certificate.valid_after.to_string());
    object.raw("valid_before", &certificate.valid_before.to_string());
    object.raw("critical_options", &pairs(&certificate.critical_options));
    object.raw("extensions", &pairs(&certificate.extensions));
    object.text("authority", &certificate.authority.line());
    object.text("authority_sha256", &certificate.authority.fingerprint().sha256());
    object.text(
        "signature",
        match certificate.signature {
            Verdict::Right => "right",
            Verdict::Wrong => "wrong",
            Verdict::Unchecked => "unchecked",
        },
    );
    object.end()
}

fn pairs(pairs: &[(String, String)]) -> String {
    let mut object = Object::default();
    pairs.iter().for_each(|(name, value)| object.text(name, value));
    object.end()
}

/// The same in every language and version.
fn word(format: Format) -> &'static str {
    match format {
        Format::OpenSsh => "openssh",
        Format::Ppk3 => "ppk",
        Format::Ppk2 => "ppk2",
        Format::Ppk1 => "ppk1",
        Format::Pem => "pem",
        Format::Pkcs8 => "pkcs8",
        Format::SshCom => "sshcom",
        Format::Line => "public",
        Format::Rfc4716 => "rfc4716",
        Format::PublicPem => "public-pem",
        Format::Certificate => "certificate",
    }
}

#[derive(Default)]
struct Object(String);

impl Object {
    fn raw(&mut self, name: &str, value: &str) {
        let before = if self.0.is_empty() { "{" } else { "," };
        self.0.push_str(before);
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Also what would confuse the terminal of a person who reads it.
            c if is_dangerous(c) => {
                write!(quoted, "\\u{:04x}", u32::from(c)).unwrap_or_default();
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
