//! All keys in a file or text, each once, and what was undone to find them.

use super::reading::{self, Piece, View, What};
use super::{
    Format, KeyFile, ReadError, Unsupported, key_types, limits, own, pem, ppk, public_line, text_encoding,
    wire,
};
use crate::key::{Comment, PublicKey, short_name};

/// What a file or a pasted text holds.
#[derive(Debug)]
pub struct Contents {
    /// The keys, at least one: the private ones in their order, then the public ones in theirs. A private
    /// key and its own public key or certificate are one key: the private one.
    pub keys: Vec<FoundKey>,
    /// What was undone to read them, the outermost first. Empty for an ordinary key file.
    pub unwrapped: Vec<Wrapping>,
    /// Whether the text shows any sign of a private key, readable or not. If so, it is not safe to share.
    pub has_private_mark: bool,
}

/// One key of a text.
#[derive(Debug)]
pub struct FoundKey {
    /// The key, or why this one cannot be read although others can.
    pub key: Result<KeyFile, ReadError>,
}

impl FoundKey {
    /// The public key, where it is known without a passphrase.
    pub fn public(&self) -> Option<&PublicKey> {
        self.key.as_ref().ok().and_then(KeyFile::public)
    }
}

impl KeyFile {
    /// The public key, where it is known without a passphrase.
    pub fn public(&self) -> Option<&PublicKey> {
        match self {
            Self::Private(_, key) => Some(key.public()),
            Self::Encrypted(key) => key.claimed_public(),
            Self::Public(_, key) => Some(key),
            Self::Certificate(certificate) => Some(&certificate.key),
        }
    }

    /// The format that it is in.
    pub fn format(&self) -> Format {
        match self {
            Self::Private(format, _) | Self::Public(format, _) => *format,
            Self::Encrypted(key) => key.format(),
            Self::Certificate(_) => Format::Certificate,
        }
    }

    /// Whether it is a private key, encrypted or not.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Private(..) | Self::Encrypted(_))
    }
}

/// A change to the text of a key that was undone to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wrapping {
    /// Rich Text Format.
    Rtf,
    /// Quoted-printable, as in emails.
    QuotedPrintable,
    /// Percent-encoding, as in URLs and forms.
    Percent,
    /// Character references and tags of HTML or XML.
    Html,
    /// Escaped line ends and other escapes: `\n`, `\/`, `\u000a`.
    Escapes,
    /// Typographic dashes and spaces, invisible characters.
    Characters,
    /// Base64 around the whole file.
    Base64,
    /// Its lines as strings in source code.
    Literals,
    /// Its bytes as numbers.
    Hexadecimal,
    /// Text before or after each line, or different line breaks.
    Lines,
    /// A missing or malformed BEGIN or END line.
    Marks,
    /// Neither BEGIN nor END.
    NoMarks,
    /// Quotes around the key.
    Quotes,
    /// A fence around the key, as in Markdown.
    Fence,
}

impl Wrapping {
    /// A stable identifier, for JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Rtf => "rtf",
            Self::QuotedPrintable => "quoted-printable",
            Self::Percent => "percent",
            Self::Html => "html",
            Self::Escapes => "escapes",
            Self::Characters => "characters",
            Self::Base64 => "base64",
            Self::Literals => "literals",
            Self::Hexadecimal => "hexadecimal",
            Self::Lines => "lines",
            Self::Marks => "marks",
            Self::NoMarks => "no-marks",
            Self::Quotes => "quotes",
            Self::Fence => "fence",
        }
    }
}

impl Contents {
    fn of_one(key: KeyFile) -> Self {
        let has_private_mark = key.is_private();
        Self { keys: vec![FoundKey { key: Ok(key) }], unwrapped: Vec::new(), has_private_mark }
    }

    /// The only key.
    ///
    /// # Errors
    /// [`ReadError::SeveralKeys`] where there are several; else why the only one cannot be read.
    pub fn only(mut self) -> Result<KeyFile, ReadError> {
        match (self.keys.len(), self.keys.pop()) {
            (1, Some(found)) => found.key,
            (0, _) | (_, None) => Err(ReadError::NotAKey),
            (count, Some(_)) => Err(ReadError::SeveralKeys { count }),
        }
    }
}

/// The most keys that are read from one text.
const MOST: usize = 1000;
/// The most views of a text whose keys are read.
pub(super) const VIEWS: usize = 3;

/// Reads every key in a file or a pasted text, by its contents.
///
/// # Errors
/// See [`ReadError`]. Where a private key is in it and none can be read, that is
/// [`ReadError::PrivateUnreadable`]. No bytes make it panic, or cost more than the limits allow.
pub fn read_all(bytes: &[u8]) -> Result<Contents, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLarge { limit: limits::FILE_BYTES });
    }
    let original = bytes;
    let bytes = text_encoding::without_bom(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let whole = whole_file(&bytes);
    if let Some(Err(_) | Ok(KeyFile::Private(..) | KeyFile::Encrypted(_))) = whole {
        return whole.unwrap_or(Err(ReadError::NotAKey)).map(Contents::of_one);
    }
    let views = reading::views(&bytes);
    let is_private = views.iter().any(View::is_private);
    let beside = if is_private { None } else { private_beside(original, &views) };
    let mut refused = None;
    if let (Some(Ok(key)), false) = (whole, is_private) {
        return beside.map_or_else(|| Ok(Contents::of_one(key)), |why| Err(private(why)));
    }
    for view in views.into_iter().take(VIEWS).filter(|view| !is_private || view.is_private()) {
        match (read_view(view), &beside) {
            (Some(Ok(contents)), None) => return Ok(contents),
            (Some(Err(error)), None) => _ = refused.get_or_insert(error),
            (Some(_), Some(why)) => return Err(private(why.clone())),
            (None, _) => {}
        }
    }
    let refused = refused.unwrap_or_else(|| no_key(&bytes));
    Err(match (refused, beside) {
        (ReadError::NotAKey, Some(why)) => private(why),
        (refused, _) => refused,
    })
}

/// An unreadable private key in a text without another sign of one.
fn private_beside(original: &[u8], views: &[View]) -> Option<ReadError> {
    let foreign = views.iter().find_map(View::private_foreign);
    foreign.map(ReadError::Foreign).or_else(|| reading::hidden(original))
}

fn private(why: ReadError) -> ReadError {
    ReadError::PrivateUnreadable { why: Box::new(why) }
}

/// Reads the only key in a file or a pasted text.
///
/// # Errors
/// As [`read_all`], and [`ReadError::SeveralKeys`].
pub fn read(bytes: &[u8]) -> Result<KeyFile, ReadError> {
    read_all(bytes)?.only()
}

/// Whether there is any sign of a private key in a text, readable or not, also in one that is longer than any key file.
/// If so, it is not safe to share.
pub fn has_private_mark(bytes: &[u8]) -> bool {
    const ROOM: usize = limits::FILE_BYTES;
    if bytes.len() <= ROOM {
        return has_mark(bytes);
    }
    let parts = (0..bytes.len()).step_by(ROOM / 2);
    parts.filter_map(|start| bytes.get(start..bytes.len().min(start + ROOM))).any(has_mark)
}

fn has_mark(bytes: &[u8]) -> bool {
    let original = bytes;
    let bytes = text_encoding::without_bom(bytes);
    match whole_file(&bytes) {
        Some(Ok(key)) if key.is_private() => return true,
        Some(Err(error)) if error.is_of_private_key() => return true,
        _ => {}
    }
    let views = reading::views(&bytes);
    views.iter().any(View::is_private) || private_beside(original, &views).is_some()
}

/// Whether pasted text was meant to be a key: there is a key or a part of one in it.
pub fn looks_like_a_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= limits::FILE_BYTES && reading::views(bytes).iter().any(|view| !view.pieces.is_empty())
}

/// A binary file that is one key. `None` for text.
pub(super) fn whole_file(bytes: &[u8]) -> Option<Result<KeyFile, ReadError>> {
    if bytes.starts_with(reading::SSH1) {
        return Some(Err(private(ReadError::Unsupported(Unsupported::Ssh1))));
    }
    if let Ok(key) = key_types::read(bytes, Comment::default()) {
        // The blob of a public line, not encoded.
        return Some(Ok(KeyFile::Public(Format::Line, key)));
    }
    if is_dropbear(bytes) {
        return Some(Err(private(ReadError::Unsupported(Unsupported::Dropbear))));
    }
    let read = pem::read_bare(bytes)?;
    let is_public = matches!(read, Err(ReadError::Damaged { format: Format::PublicPem, .. }));
    Some(read.map_err(|error| if is_public { error } else { private(error) }))
}

/// A type name in an SSH string, then numbers: no other file begins like that.
fn is_dropbear(bytes: &[u8]) -> bool {
    let name = wire::Reader(bytes).string().unwrap_or_default();
    [&b"ssh-"[..], b"ecdsa-sha2-"].iter().any(|start| name.starts_with(start)) && name.len() < 40
}

/// `None` where there are no keys in it.
fn read_view(view: View) -> Option<Result<Contents, ReadError>> {
    let has_private_mark = view.is_private();
    let mut unwrapped = view.undone;
    let is_undone = !unwrapped.is_empty();
    let count = view.pieces.len();
    if count > MOST {
        let several = ReadError::SeveralKeys { count };
        return Some(Err(if has_private_mark { private(several) } else { several }));
    }
    let mut pieces = Vec::new();
    for piece in view.pieces {
        let is_private = piece.is_private;
        let undone = piece.undone.clone();
        let key = read_piece(piece);
        if key.is_ok() {
            // The quotes of a string, for example, are no more than what was undone to read it.
            let is_said = |one: &Wrapping| matches!(one, Wrapping::Quotes | Wrapping::Fence) && is_undone;
            let is_new = |one: &Wrapping| !is_said(one) && !unwrapped.contains(one);
            let new: Vec<Wrapping> = undone.into_iter().filter(is_new).collect();
            unwrapped.extend(new);
        }
        pieces.push((is_private, key));
    }
    Some(own::keys(pieces)?.map(|keys| Contents {
        keys: keys.into_iter().map(|key| FoundKey { key }).collect(),
        unwrapped,
        has_private_mark,
    }))
}

fn read_piece(piece: Piece) -> Result<KeyFile, ReadError> {
    match piece.what {
        What::Block(block) => pem::read_block(block),
        What::Ppk(text) => ppk::read(&text),
        What::Line(line) => line.read(),
        What::Foreign(foreign) => Err(ReadError::Foreign(foreign)),
        What::Other(label) => Err(ReadError::Unsupported(Unsupported::Pem(short_name(label.as_bytes())))),
        What::Broken(error) => Err(error),
    }
}

/// What a file without keys is.
fn no_key(bytes: &[u8]) -> ReadError {
    if public_line::has_ssh1(bytes) {
        return ReadError::Unsupported(Unsupported::Ssh1);
    }
    let foreign = reading::of_binary(bytes).or_else(|| reading::of_text(bytes));
    foreign.map_or(ReadError::NotAKey, ReadError::Foreign)
}
