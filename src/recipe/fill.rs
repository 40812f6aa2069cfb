//! The text that is pasted, made of a key.

use super::{Fit, Recipe};
use crate::format::{PublicFormat, write_public};
use crate::key::{Kind, PublicKey};
use base64ct::{Base64, Encoding as _};
use serde::Deserialize;

/// Characters in a line of base64 for devices whose lines are short. Cisco's have room for 254.
const FOLDED: usize = 72;

/// A text with blanks in it, such as `{user}:{line}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Blank(Blank),
}

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// The public key in one line, with its comment.
    Line,
    /// The same without the comment.
    TypeAndBase64,
    /// The base64 alone, in short lines.
    Base64Lines,
    /// The public key as in RFC 4716.
    Rfc4716,
    /// What Junos calls the type.
    JuniperType,
    /// The name of the account, which the person has to tell.
    User,
}

impl Blank {
    const ALL: [(&str, Self); 6] = [
        ("line", Self::Line),
        ("type-and-base64", Self::TypeAndBase64),
        ("base64-lines", Self::Base64Lines),
        ("rfc4716", Self::Rfc4716),
        ("juniper-type", Self::JuniperType),
        ("user", Self::User),
    ];
}

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFilled {
    /// It does not take a key of this kind.
    Unfit(Fit),
    /// Nothing is pasted there: it takes a file.
    TakesAFile,
    /// The name of the account must be known.
    NoUser,
    /// No account is called like this: the name could say something else to whoever reads the text.
    BadUser,
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a brace is not closed")?;
            let known = Blank::ALL.iter().find(|(known, _)| *known == name);
            let (_, blank) = known.ok_or_else(|| format!("nothing is called {name}"))?;
            pieces.extend([Piece::Text(before.to_owned()), Piece::Blank(*blank)]);
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }
}

impl Recipe {
    /// Whether something is pasted there.
    pub fn takes_text(&self) -> bool {
        self.paste.is_some()
    }

    /// Whether the name of an account must be known.
    pub fn asks_user(&self) -> bool {
        let is_user = |piece: &Piece| *piece == Piece::Blank(Blank::User);
        self.paste.as_ref().is_some_and(|paste| paste.0.iter().any(is_user))
    }

    /// The text that is pasted, without a line end.
    ///
    /// # Errors
    /// See [`NotFilled`].
    pub fn filled(&self, key: &PublicKey, user: Option<&str>) -> Result<String, NotFilled> {
        match self.fit(key.kind()) {
            Fit::Accepted => {}
            unfit => return Err(NotFilled::Unfit(unfit)),
        }
        let paste = self.paste.as_ref().ok_or(NotFilled::TakesAFile)?;
        let mut text = String::new();
        for piece in &paste.0 {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Blank(Blank::User) => text.push_str(account(user.ok_or(NotFilled::NoUser)?)?),
                Piece::Blank(blank) => text.push_str(&of_key(*blank, key)),
            }
        }
        text.truncate(text.trim_end().len());
        Ok(text)
    }
}

/// A name that no shell, no console and no list takes for more than a name.
fn account(name: &str) -> Result<&str, NotFilled> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._@+-".contains(c);
    let is_name = !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain);
    if is_name { Ok(name) } else { Err(NotFilled::BadUser) }
}

fn of_key(blank: Blank, key: &PublicKey) -> String {
    let name = key.kind().ssh_name();
    let base64 = || Base64::encode_string(key.blob());
    match blank {
        Blank::Line => key.line(),
        Blank::TypeAndBase64 => format!("{name} {}", base64()),
        Blank::Base64Lines => folded(&base64()),
        Blank::Rfc4716 => {
            String::from_utf8_lossy(&write_public(key, PublicFormat::Rfc4716)).trim_end().to_owned()
        }
        Blank::JuniperType => match key.kind() {
            Kind::Ecdsa(_) => "ssh-ecdsa".to_owned(),
            _ => name.to_owned(),
        },
        Blank::User => String::new(),
    }
}

/// ASCII in lines of one length.
fn folded(base64: &str) -> String {
    let lines = base64.as_bytes().chunks(FOLDED).map(|line| String::from_utf8_lossy(line).into_owned());
    lines.collect::<Vec<_>>().join("\n")
}
