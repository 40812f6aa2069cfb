//! The contents of a block: optional headers, then base64.

use super::super::{Damage, legacy_pem_encryption, text_encoding};
use super::lines::{Prefix, base64_in, is_base64, lines_at};
use super::shape;
use zeroize::Zeroizing;

/// Headers of PEM: names and values.
pub(in crate::format) type Headers = Vec<(Vec<u8>, Vec<u8>)>;

/// Headers and decoded base64.
pub(in crate::format) struct Body {
    pub headers: Headers,
    pub bytes: Zeroizing<Vec<u8>>,
    /// Where it ends in the text.
    pub end: usize,
    /// Whether characters around its lines were removed.
    pub has_signs: bool,
}

/// Reads a body. Without an END line, it ends with the base64 or with the structure in it, whichever is
/// shorter. `prefix` is removed from the lines after the first that have it.
pub(super) fn body(text: &[u8], prefix: Option<&Prefix<'_>>, has_end: bool) -> Result<Body, Damage> {
    let (mut headers, start) = match legacy_pem_encryption::header(text) {
        Some((header, start)) => (vec![header], start),
        None => (Headers::new(), 0),
    };
    let is_dek = start > 0;
    let lines_before = lines_at(text.get(..start).unwrap_or_default()).count().saturating_sub(1);
    let mut base64 = Zeroizing::new(Vec::with_capacity(text.len()));
    let (mut end, mut has_signs, mut width, mut last) = (start, false, 0, 0);
    let mut has_gaps = false;
    let mut changed = [false; 2];
    for (number, (at, whole)) in lines_at(text.get(start..).unwrap_or_default()).enumerate() {
        let stripped = prefix
            .filter(|_| number + lines_before > 0)
            .and_then(|prefix| prefix.strip(whole, (number + lines_before) as u64));
        let line = stripped.unwrap_or(whole).trim_ascii();
        if line.is_empty() {
            continue;
        }
        if base64.is_empty()
            && !is_dek
            && let Some(header) = header(line)
        {
            headers.push(header);
            continue;
        }
        // The removed and added lines of a patch are two versions of a key.
        changed = [changed[0] || line.starts_with(b"-"), changed[1] || line.starts_with(b"+")];
        if changed == [true; 2] {
            return Err(Damage::Base64);
        }
        // Encrypted data do not contain their length.
        let is_over = !has_end && is_dek && last < width;
        let is_said = !has_end && is_dek && width >= LEAST && is_prose(line);
        let words = base64_in(line).filter(|words| !is_over && !is_said && (has_end || !words.is_empty()));
        // Words after the last line of base64 do not belong to it.
        let words = words.map(|words| match words.as_slice() {
            [first, _, ..] if !has_end && is_dek && width >= LEAST && !has_gaps => vec![*first],
            _ => words,
        });
        let Some(words) = words else {
            if has_end {
                return Err(Damage::Base64);
            }
            break;
        };
        let bare = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).all(is_base64);
        has_signs |= !bare || stripped.is_some_and(|stripped| stripped.trim_ascii() != whole.trim_ascii());
        words.iter().for_each(|word| base64.extend_from_slice(word));
        last = words.iter().map(|word| word.len()).sum();
        width = width.max(last);
        has_gaps |= words.len() > 1;
        end = start + at + whole.len();
    }
    let bytes = if has_end { text_encoding::base64([base64.as_slice()]) } else { cut(&base64) };
    let bytes = bytes.ok_or(Damage::Base64)?;
    Ok(Body { headers, bytes, end, has_signs })
}

/// The structure at the beginning of decoded base64.
pub(super) fn cut(base64: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let end = base64.iter().position(|byte| *byte == b'=').unwrap_or(base64.len());
    let base64 = base64.get(..end)?;
    let whole = || base64.get(..base64.len() / 4 * 4);
    let mut bytes = text_encoding::base64([base64]).or_else(|| text_encoding::base64([whole()?]))?;
    if let Some(length) = shape::length(&bytes) {
        bytes.truncate(length);
    }
    Some(bytes)
}

/// The shortest line of base64 that programs write, in characters.
const LEAST: usize = 48;

/// Whether a line consists of words: letters only, each shorter than a line of base64.
fn is_prose(line: &[u8]) -> bool {
    const LONGEST: usize = 20;
    let is_sign = |byte: &u8| byte.is_ascii_alphabetic() || b"-,.!?:;'\"()".contains(byte);
    let is_said = |word: &[u8]| word.len() <= LONGEST && word.iter().all(is_sign);
    line.split(u8::is_ascii_whitespace).all(is_said)
}

/// `Name: value`
fn header(line: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = line.split_at(colon);
    let is_name = name.first().is_some_and(u8::is_ascii_alphabetic)
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
    is_name.then(|| (name.to_vec(), value.get(1..).unwrap_or_default().trim_ascii().to_vec()))
}

/// The value of a header, whatever the case of its name.
pub(in crate::format) fn value<'a>(headers: &'a Headers, name: &str) -> Option<&'a [u8]> {
    let found = headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()));
    found.map(|(_, value)| value.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Damage, body, value};

    #[test]
    fn headers_stand_before_the_data() {
        let of = |text: &str| {
            let body = body(text.as_bytes(), None, true);
            body.map(|body| (value(&body.headers, "name").map(<[u8]>::to_vec), body.bytes.to_vec()))
        };
        assert_eq!(of("\nName: value\n\nAAAA\n"), Ok((Some(b"value".to_vec()), vec![0; 3])));
        assert_eq!(of("AAAA\nName: value").unwrap_err(), Damage::Base64);
    }

    #[test]
    fn without_an_end_a_body_ends_where_its_contents_do() {
        let of = |text: &str| body(text.as_bytes(), None, false).map(|body| (body.bytes.to_vec(), body.end));
        let sequence = vec![0x30, 1, 5];
        assert_eq!(of("MAEF\nBye\n"), Ok((sequence.clone(), 8)));
        assert_eq!(of("MAEF\n-- \nAnn"), Ok((sequence.clone(), 4)));
        assert_eq!(of("MAEF=\nabc"), Ok((sequence, 9)));
    }
}
