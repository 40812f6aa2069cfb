//! How the text of a private key must stand for ssh to read it.
//!
//! What fails was tried with ssh-keygen 9.2. Its own format must begin in the first byte and end in a line end, both
//! exactly (OpenSSH, sshkey.c, private2_uudecode); PEM is read by libcrypto, which is less strict.

use crate::format::{Contents, Format, KeyFile};

/// Why ssh does not read a text in which there is a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// The characters are UTF-16.
    Utf16,
    /// An invisible byte order mark (BOM) comes first.
    ByteOrderMark,
    /// The line breaks are those of Windows, or of old Macs.
    LineEnds,
    /// A blank line or a text comes first.
    LeadingText,
    /// Its lines begin or end with spaces.
    Spaces,
    /// The last line has no end.
    NoFinalNewline,
    /// Anything else that was undone to read the key.
    Other,
}

const BEGIN: &[u8] = b"-----BEGIN OPENSSH PRIVATE KEY-----\n";
const END: &[u8] = b"\n-----END OPENSSH PRIVATE KEY-----\n";
const BOM: &[u8] = b"\xef\xbb\xbf";
const MARK: &[u8] = b"-----BEGIN ";
const PRIVATE: &[u8] = b"PRIVATE KEY";
const END_MARK: &[u8] = b"-----END ";

impl TextFault {
    /// What keeps ssh from reading the first private key of a file, apart from its format.
    pub fn of(bytes: &[u8], contents: &Contents) -> Option<Self> {
        match private_format(contents)? {
            Format::OpenSsh => of_openssh(bytes, !contents.unwrapped.is_empty()),
            Format::Pem | Format::Pkcs8 => of_pem(bytes),
            _ => None,
        }
    }
}

/// The format of the first private key.
pub(super) fn private_format(contents: &Contents) -> Option<Format> {
    contents.keys.iter().find_map(|found| match &found.key {
        Ok(KeyFile::Private(format, _)) => Some(*format),
        Ok(KeyFile::Encrypted(key)) => Some(key.format()),
        _ => None,
    })
}

fn of_openssh(bytes: &[u8], is_undone: bool) -> Option<TextFault> {
    let end = memchr::memmem::find(bytes, END);
    if bytes.starts_with(BEGIN) && end.is_some() {
        return None;
    }
    Some(match common(bytes) {
        Some(fault) => fault,
        None if bytes.starts_with(BOM) => TextFault::ByteOrderMark,
        None if bytes.contains(&b'\r') => TextFault::LineEnds,
        None if bytes.starts_with(BEGIN) && bytes.ends_with(END.trim_ascii_end()) => {
            TextFault::NoFinalNewline
        }
        None if has_spaces(bytes) => TextFault::Spaces,
        None if !is_undone && memchr::memmem::find(bytes, BEGIN).is_some() => TextFault::LeadingText,
        None => TextFault::Other,
    })
}

fn of_pem(bytes: &[u8]) -> Option<TextFault> {
    if let Some(fault) = common(bytes) {
        return Some(fault);
    }
    if !bytes.contains(&b'\n') && bytes.contains(&b'\r') {
        return Some(TextFault::LineEnds);
    }
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    // Other blocks may come before it, such as EC PARAMETERS.
    let is_begin = |line: &&[u8]| line.starts_with(MARK) && memchr::memmem::find(line, PRIVATE).is_some();
    let from = lines.iter().position(is_begin);
    let inside = from.and_then(|from| lines.get(from + 1..)).unwrap_or_default();
    let to = inside.iter().position(|line| line.starts_with(END_MARK));
    let is_indented = |line: &&[u8]| line.starts_with(b" ") || line.starts_with(b"\t");
    match to.and_then(|to| inside.get(..to)) {
        Some(inside) => (!is_spaced(inside)).then_some(TextFault::Other),
        None if lines.iter().any(is_indented) => Some(TextFault::Spaces),
        None => Some(TextFault::Other),
    }
}

/// Whether blank lines stand only where libcrypto takes them (pem_lib.c, get_header_and_data): exactly one after the
/// headers; without headers, there may be one before everything else.
fn is_spaced(inside: &[&[u8]]) -> bool {
    let is_blank = |line: &[u8]| line.trim_ascii().is_empty();
    let is_header =
        |line: &&&[u8]| line.contains(&b':') && !line.starts_with(b" ") && !line.starts_with(b"\t");
    let headers = inside.iter().take_while(is_header).count();
    // Both headers in one line are none for libcrypto.
    let is_joined = |line: &&[u8]| memchr::memmem::find(line, b"DEK-Info").is_some_and(|at| at > 0);
    if inside.iter().take(headers).any(is_joined) {
        return false;
    }
    let mut blanks = inside.iter().enumerate().filter(|(_, line)| is_blank(line)).map(|(at, _)| at);
    match (blanks.next(), blanks.next()) {
        (None, _) => headers == 0,
        (Some(at), None) => at == headers,
        _ => false,
    }
}

fn common(bytes: &[u8]) -> Option<TextFault> {
    let is_utf16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..]);
    is_utf16.then_some(TextFault::Utf16)
}

fn has_spaces(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| {
        line.starts_with(b" ") || line.starts_with(b"\t") || line.ends_with(b" ") || line.ends_with(b"\t")
    })
}
