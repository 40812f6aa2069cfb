//! Writes the line of a key, so that sshd reads what was meant.

use super::findings::{FromProblem, from_problems};
use super::line::{Content, content};
use super::options::{BadOption, Capability, KeyOptions};
use crate::format::{PublicFormat, write_public};
use crate::key::PublicKey;
use crate::sshfiles::TooLarge;

/// Longest line that is written, in bytes: sshd's manual promises no more.
pub(super) const LONGEST_WRITTEN: usize = 8 << 10;

/// Why a key cannot be added with these options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadValue {
    /// A value ends in a backslash, which no option can hold before its closing quote.
    Backslash(String),
    /// A value holds this control character.
    Control(char),
    /// sshd would skip the line.
    Option(BadOption),
    /// sshd would let nobody in, or nobody by this pattern.
    From(FromProblem),
    /// The port is the name of a service, which not every server knows: sshd would ignore the line.
    Service(String),
    /// Principals without `cert-authority`: sshd would let nobody in.
    Principals,
    /// The line would be longer than every sshd reads.
    LineTooLong {
        /// The most bytes that a line may have.
        limit: usize,
    },
    /// The file would be too large.
    TooLarge(TooLarge),
    /// The line reads as something else than it should.
    NotReadBack,
}

/// The line of a key with these options, without a line end.
///
/// # Errors
/// Options that no line can hold.
pub fn line(key: &PublicKey, options: &KeyOptions) -> Result<Vec<u8>, BadValue> {
    let text = checked_options(options)?;
    let key_text = write_public(key, PublicFormat::Line);
    let key_text = key_text.strip_suffix(b"\n").unwrap_or(&key_text);
    let space = if text.is_empty() { "" } else { " " };
    let line = [text.as_bytes(), space.as_bytes(), key_text].concat();
    if line.len() > LONGEST_WRITTEN {
        return Err(BadValue::LineTooLong { limit: LONGEST_WRITTEN });
    }
    match content(&line) {
        Content::Key(found) if found.options == *options && found.key.is_same_key(key) => Ok(line),
        _ => Err(BadValue::NotReadBack),
    }
}

/// The options as they stand before a key, if sshd reads them as they are meant and lets somebody in with them.
///
/// # Errors
/// Options that no line can hold.
pub fn checked_options(options: &KeyOptions) -> Result<String, BadValue> {
    if options.has_useless_principals() {
        return Err(BadValue::Principals);
    }
    let text = options_text(options)?;
    let read = KeyOptions::parse(text.as_bytes()).map_err(BadValue::Option)?;
    if let Some(place) = read.named_services().next() {
        return Err(BadValue::Service(place.to_owned()));
    }
    if read == *options { Ok(text) } else { Err(BadValue::NotReadBack) }
}

fn options_text(options: &KeyOptions) -> Result<String, BadValue> {
    let mut words = Vec::new();
    if options.restrict {
        words.push("restrict".to_owned());
    }
    for capability in Capability::ALL {
        match (options.restrict, options.allows(capability)) {
            (true, true) => words.push(capability.name().to_owned()),
            (false, false) => words.push(format!("no-{}", capability.name())),
            (true, false) | (false, true) => {}
        }
    }
    for (is_there, word) in [
        (options.cert_authority, "cert-authority"),
        (!options.touch_required, "no-touch-required"),
        (options.verify_required, "verify-required"),
    ] {
        words.extend(is_there.then(|| word.to_owned()));
    }
    let from = options.from.as_deref().map(from_problems).unwrap_or_default();
    if let Some(problem) = from.into_iter().find(FromProblem::is_refused) {
        return Err(BadValue::From(problem));
    }
    let until: Vec<String> = options.until.iter().map(super::ExpiryTime::option).collect();
    for (name, values) in [
        ("principals", options.principals.as_slice()),
        ("from", options.from.as_slice()),
        ("expiry-time", &until),
        ("command", options.command.as_slice()),
        ("environment", &options.environment),
        ("permitopen", &options.permit_open),
        ("permitlisten", &options.permit_listen),
        ("tunnel", options.tunnel.as_slice()),
    ] {
        for value in values {
            words.push(format!("{name}=\"{}\"", quoted(value)?));
        }
    }
    Ok(words.join(","))
}

/// A value between double quotes. Only a quote is escaped: before anything else, a backslash stands for itself.
fn quoted(value: &str) -> Result<String, BadValue> {
    if let Some(control) = value.chars().find(|c| c.is_control() && *c != '\t') {
        return Err(BadValue::Control(control));
    }
    if value.ends_with('\\') {
        return Err(BadValue::Backslash(value.to_owned()));
    }
    Ok(value.replace('"', "\\\""))
}
