//! PEM: `-----BEGIN LABEL-----`, headers or none, base64, `-----END LABEL-----` (RFC 7468; headers
//! as in RFC 1421, section 4.6). Shared by the formats that stand in it.
//!
//! Read as people have it: several blocks with text between them, any line ends or none, base64
//! broken anywhere. Where only one line can be pasted, all of it is in one line.

use super::{Damage, text};
use zeroize::Zeroizing;

const DASHES: &[u8] = b"-----";
/// OpenSSL's line width.
const WIDTH: usize = 64;
/// Longer than every label with its closing dashes.
const LABEL_ROOM: usize = 48;

/// One block. What is in it is not yet understood.
pub(super) struct Block<'a> {
    pub label: &'a str,
    /// `None` where its END is missing.
    body: Option<&'a [u8]>,
}

/// What a block holds.
pub(super) struct Contents<'a> {
    headers: Vec<(&'a [u8], &'a [u8])>,
    pub bytes: Zeroizing<Vec<u8>>,
}

/// All blocks in their order.
pub(super) fn blocks(bytes: &[u8]) -> impl Iterator<Item = Block<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let (before, after) = text::split_once(rest, b"-----BEGIN ")?;
            rest = after;
            if !may_begin_after(before) {
                continue;
            }
            let room = rest.get(..LABEL_ROOM).unwrap_or(rest);
            let label = text::split_once(room, DASHES).map(|(label, _)| label);
            let Some(label) = label.filter(|label| label.iter().all(is_in_labels)) else { continue };
            rest = rest.get(label.len() + DASHES.len()..)?;
            let body = body(rest, label);
            rest = rest.get(body.map_or(0, <[u8]>::len)..)?;
            return Some(Block { label: std::str::from_utf8(label).ok()?, body });
        }
    })
}

/// Up to the next dashes, which must be those of the END: looking further would take a file that
/// is all BEGINs quadratic time.
fn body<'a>(inside: &'a [u8], label: &[u8]) -> Option<&'a [u8]> {
    let (body, _) = text::split_once(inside, DASHES)?;
    let end = inside.get(body.len() + DASHES.len()..)?.strip_prefix(b"END ")?.strip_prefix(label)?;
    end.starts_with(DASHES).then_some(body)
}

/// At the start of a line, or right behind the dashes of another block. In the middle of a line it
/// is a word in somebody's comment.
fn may_begin_after(before: &[u8]) -> bool {
    let line = before.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default().trim_ascii();
    line.is_empty() || line.ends_with(DASHES)
}

fn is_in_labels(byte: &u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" -".contains(byte)
}

impl<'a> Block<'a> {
    pub fn contents(&self) -> Result<Contents<'a>, Damage> {
        let body = self.body.ok_or(Damage::Missing("END"))?;
        let mut headers = Vec::new();
        let mut data = Vec::new();
        for line in text::lines(body).map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
            // Base64 has no colon.
            match line.iter().position(|byte| *byte == b':') {
                Some(colon) if data.is_empty() => {
                    let (name, value) = line.split_at(colon);
                    headers.push((name, value.get(1..).unwrap_or_default().trim_ascii()));
                }
                _ => data.push(line),
            }
        }
        let bytes = text::base64(data).ok_or(Damage::Base64)?;
        Ok(Contents { headers, bytes })
    }
}

impl<'a> Contents<'a> {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&'a [u8]> {
        let found = self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()));
        found.map(|(_, value)| *value)
    }
}

/// A block as OpenSSL and ssh-keygen write it.
pub(super) fn write(label: &str, headers: &[String], bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let room = text::base64_room(bytes.len()) + headers.iter().map(|line| line.len() + 1).sum::<usize>();
    let mut out = Zeroizing::new(Vec::with_capacity(room + 128));
    out.extend_from_slice(format!("-----BEGIN {label}-----\n").as_bytes());
    for header in headers {
        out.extend_from_slice(header.as_bytes());
        out.push(b'\n');
    }
    if !headers.is_empty() {
        out.push(b'\n');
    }
    text::push_base64(&mut out, bytes, WIDTH);
    out.extend_from_slice(format!("-----END {label}-----\n").as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::{Damage, blocks};

    fn labels(text: &str) -> Vec<String> {
        blocks(text.as_bytes()).map(|block| block.label.to_owned()).collect()
    }

    #[test]
    fn a_block_begins_at_the_start_of_a_line_or_behind_another_and_has_a_label() {
        let block = "-----BEGIN A B-----AAAA-----END A B-----";
        assert_eq!(labels(&format!("text\n  {block}")), ["A B"]);
        assert_eq!(labels(&format!("{block}{block}")), ["A B", "A B"]);
        assert_eq!(labels(&format!("somebody's comment {block}")), <[&str; 0]>::default());
        assert_eq!(labels("-----BEGIN a label-----AAAA-----END a label-----"), <[&str; 0]>::default());
    }

    #[test]
    fn headers_stand_before_the_data() {
        let of = |body: &str| {
            let text = format!("-----BEGIN X-----\n{body}\n-----END X-----\n");
            let block = blocks(text.as_bytes()).next().unwrap();
            block
                .contents()
                .map(|contents| (contents.header("name").map(<[u8]>::to_vec), contents.bytes.to_vec()))
        };
        assert_eq!(of("Name: value\n\nAAAA"), Ok((Some(b"value".to_vec()), vec![0; 3])));
        assert_eq!(of("AAAA\nName: value"), Err(Damage::Base64));
    }
}
