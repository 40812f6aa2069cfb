//! The text of a key written anew, as programs write it. What is in it stays byte for byte, so a locked key need not
//! be unlocked.

mod other_text;

use super::contents::{VIEWS, whole_file};
use super::reading::{self, Block, Piece, What, format_of, value};
use super::{
    Contents, Format, KeyFile, PublicFormat, ReadError, Wrapping, openssh, pem_block, read_all,
    text_encoding, write_certificate, write_public,
};
use crate::key::AttachedCertificate;
use zeroize::Zeroizing;

/// A text that holds one key and nothing else.
#[derive(Debug)]
pub struct Rewritten {
    /// The text.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Its format, which is that of the old text.
    pub format: Format,
    /// Whether it is a private key.
    pub is_private: bool,
    /// What was undone to read the old text, the outermost first.
    pub unwrapped: Vec<Wrapping>,
    /// Whether only white space, line ends and the encoding of characters differ.
    pub is_only_space: bool,
    /// Whether there was other text around the key, which is not in the new one.
    pub leaves_out: bool,
}

/// Why a text is not written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRewritten {
    /// No key in it can be read.
    Read(ReadError),
    /// There are several: each needs a file of its own.
    Several {
        /// How many.
        count: usize,
    },
    /// It is only read in this format, never written: the key can be converted.
    Format(Format),
    /// A locked key, and what is not locked may have been changed: the line that says what type it is, or the comment of
    /// a .ppk. It can be unlocked and saved.
    NeedsPassphrase,
    /// There is other text with a public key, such as options or the name of a server: it says what the key may do, so
    /// it is never left out.
    OtherText,
    /// It is written as it should be.
    NotNeeded,
    /// What was written reads as something else.
    NotReadBack,
}

/// Writes the only key of a text anew.
///
/// # Errors
/// See [`NotRewritten`].
pub fn rewrite(bytes: &[u8]) -> Result<Rewritten, NotRewritten> {
    let Contents { mut keys, unwrapped, .. } = read_all(bytes).map_err(NotRewritten::Read)?;
    let count = keys.len();
    let key = match (keys.pop(), count) {
        (Some(found), 1) => found.key.map_err(NotRewritten::Read)?,
        _ => return Err(NotRewritten::Several { count }),
    };
    let old = text_encoding::without_bom(bytes);
    let written = match &key {
        KeyFile::Public(Format::Line, public) => write_public(public, PublicFormat::Line),
        KeyFile::Public(Format::Rfc4716, public) => write_public(public, PublicFormat::Rfc4716),
        KeyFile::Public(format, _) => return Err(NotRewritten::Format(*format)),
        KeyFile::Certificate(read) => write_certificate(&AttachedCertificate::Read(read.clone())),
        KeyFile::Private(..) | KeyFile::Encrypted(_) => private(&old, &key)?,
    };
    if !is_same(&key, &written) {
        return Err(NotRewritten::NotReadBack);
    }
    let is_only_space = dense(&old).eq(dense(&written));
    if is_only_space && unwrapped.is_empty() && *old == *bytes && is_laid_out_like(bytes, &written) {
        return Err(NotRewritten::NotNeeded);
    }
    let (format, is_private) = (key.format(), key.is_private());
    let leaves_out = !is_only_space && other_text::is_left_out(&old, &written, &unwrapped, is_private);
    if leaves_out && !is_private {
        return Err(NotRewritten::OtherText);
    }
    Ok(Rewritten { bytes: written, format, is_private, unwrapped, is_only_space, leaves_out })
}

/// Whether two texts with the same characters differ in nothing but the width of their lines.
fn is_laid_out_like(one: &[u8], other: &[u8]) -> bool {
    let shape = |text: &[u8]| {
        let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        let blank = lines.iter().filter(|line| line.is_empty()).count();
        let headers = lines.iter().filter(|line| line.contains(&b':')).count();
        let padded = lines.iter().filter(|line| line.trim_ascii() != **line).count();
        let marks = [lines.first(), lines.iter().rev().nth(1), lines.last()];
        (marks.map(|line| line.map(|line| line.to_vec())), blank, headers, padded)
    };
    shape(one) == shape(other)
}

/// What is not white space.
fn dense(text: &[u8]) -> impl Iterator<Item = &u8> {
    text.iter().filter(|byte| !byte.is_ascii_whitespace())
}

/// Whether a text is this key and nothing had to be undone to read it. That the private part is the same is certain:
/// it was not decoded.
fn is_same(key: &KeyFile, written: &[u8]) -> bool {
    let Ok(Contents { keys, unwrapped, .. }) = read_all(written) else { return false };
    let [found] = keys.as_slice() else { return false };
    let Ok(read) = &found.key else { return false };
    let public = |key: &KeyFile| key.public().map(|public| public.blob().to_vec());
    let comment = |key: &KeyFile| key.public().map(|public| public.comment().as_bytes().to_vec());
    let kind = |key: &KeyFile| (key.format(), key.is_private(), matches!(key, KeyFile::Encrypted(_)));
    unwrapped.is_empty()
        && kind(read) == kind(key)
        && public(read) == public(key)
        && comment(read) == comment(key)
}

/// The only private key of a text.
fn private(text: &[u8], key: &KeyFile) -> Result<Zeroizing<Vec<u8>>, NotRewritten> {
    if whole_file(text).is_some() {
        return armored(&Block::without_label(Zeroizing::new(text.to_vec())));
    }
    for view in reading::views(text).into_iter().take(VIEWS) {
        let mut pieces = view.pieces.iter().filter(|piece| piece.is_private && piece.is_whole());
        if let (Some(Piece { what, .. }), None) = (pieces.next(), pieces.next()) {
            return match what {
                What::Block(block) => armored(block),
                What::Ppk(text) => ppk(text, key),
                _ => Err(NotRewritten::Format(key.format())),
            };
        }
    }
    Err(NotRewritten::NotReadBack)
}

/// The contents of a block between the marks that they belong between, whatever stood there.
fn armored(block: &Block) -> Result<Zeroizing<Vec<u8>>, NotRewritten> {
    if let Some(encryption) = value(&block.headers, "DEK-Info") {
        // The contents are encrypted: only this line says what they are.
        let known = ["RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"];
        let label =
            known.into_iter().find(|label| *label == block.label).ok_or(NotRewritten::NeedsPassphrase)?;
        let encryption = format!("DEK-Info: {}", String::from_utf8_lossy(encryption));
        let headers = ["Proc-Type: 4,ENCRYPTED".to_owned(), encryption];
        return Ok(pem_block::write(label, &headers, &block.bytes, pem_block::WIDTH));
    }
    // What follows the structure is not part of the key.
    let bytes = block.bytes.get(..reading::length(&block.bytes).unwrap_or_default()).unwrap_or_default();
    let label = reading::private_label(bytes).ok_or_else(|| NotRewritten::Format(format_of(&block.label)))?;
    let width = if label == openssh::LABEL { openssh::WIDTH } else { pem_block::WIDTH };
    Ok(pem_block::write(label, &[], bytes, width))
}

/// The lines of a .ppk. What other programs added to the comment, which its check value covers, only an open key tells.
fn ppk(text: &[u8], key: &KeyFile) -> Result<Zeroizing<Vec<u8>>, NotRewritten> {
    const COMMENT: &[u8] = b"Comment: ";
    let mut out = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    for line in text_encoding::lines(text) {
        let bare = line.trim_ascii();
        match (line.trim_ascii_start().strip_prefix(COMMENT), key) {
            // It is never longer than what stands there.
            (Some(_), KeyFile::Private(_, key)) => out.extend([COMMENT, &*key.comment().as_bytes()].concat()),
            (Some(comment), _) if reading::comments(comment).len() > 1 => {
                return Err(NotRewritten::NeedsPassphrase);
            }
            _ if bare.is_empty() => continue,
            _ => out.extend_from_slice(bare),
        }
        out.push(b'\n');
    }
    Ok(out)
}
