//! Bytes as numbers: plain hexadecimal digits, the output of `xxd` and `hexdump -C`, and arrays in source
//! code, including decimal ones.

use super::super::super::text_encoding::{base64_room, lines, push_base64};
use super::super::detect::marks;
use super::super::{lines::lines_at, shape};
use super::Output;
use zeroize::Zeroizing;

/// The fewest bytes that are decoded.
const LEAST: usize = 40;
/// Bytes in a line of `xxd` and `hexdump`.
const IN_LINE: usize = 16;

/// The text with each run of numbers that is a key replaced by the key.
pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Output::for_text(text);
    let mut stretch = Zeroizing::new(Vec::with_capacity(text.len()));
    let (mut from, mut is_changed) = (0, false);
    for (at, line) in lines_at(text) {
        let before = stretch.len();
        if push_bytes(line, &mut stretch) {
            continue;
        }
        stretch.truncate(before);
        if let Some(inner) = file_in(&stretch) {
            is_changed = true;
            out.extend(&inner);
            from = at;
        }
        stretch.clear();
        out.extend(text.get(from..at + line.len())?);
        out.push(b'\n');
        from = at + line.len() + 1;
    }
    match file_in(&stretch) {
        Some(inner) => out.extend(&inner),
        None if is_changed => out.extend(text.get(from..).unwrap_or_default()),
        None => return None,
    }
    out.finish(text)
}

/// The text of a key in these bytes, or the base64 of its structure.
fn file_in(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if bytes.len() < LEAST {
        return None;
    }
    let mut text = Zeroizing::new(Vec::with_capacity(base64_room(bytes.len()) + 2));
    text.push(b'\n');
    if shape::is_private(bytes) {
        push_base64(&mut text, bytes, 64);
    } else if !marks(bytes).is_empty() || lines(bytes).any(|line| line.starts_with(b"ssh-")) {
        text.extend_from_slice(bytes);
    } else {
        return None;
    }
    text.push(b'\n');
    Some(text)
}

/// Appends the bytes in a line, if there is nothing else in it.
fn push_bytes(line: &[u8], out: &mut Zeroizing<Vec<u8>>) -> bool {
    let line = line.trim_ascii();
    if line.is_empty() {
        return true;
    }
    if let Some(bytes) = of_dump(line) {
        return push_words(bytes, out) && !bytes.is_empty();
    }
    // The part of a setting or an array after its name.
    let inside = |open: u8, close: u8| {
        let start = line.iter().position(|byte| *byte == open)? + 1;
        let end = line.iter().rposition(|byte| *byte == close).unwrap_or(line.len());
        line.get(start..end)
    };
    if let Some(numbers) = inside(b'{', b'}').or_else(|| inside(b'[', b']')) {
        return push_words(numbers, out);
    }
    let value = line.iter().rposition(|byte| matches!(byte, b'=' | b':')).and_then(|at| line.get(at + 1..));
    let start = out.len();
    push_words(line, out)
        || value.is_some_and(|value| {
            out.truncate(start);
            value.len() >= LEAST && push_words(value, out)
        })
}

/// The part of a line of a dump between the offset and the characters.
fn of_dump(line: &[u8]) -> Option<&[u8]> {
    const OFFSET: usize = 8;
    let (offset, rest) = line.split_at_checked(OFFSET)?;
    if !offset.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    if let Some(rest) = rest.strip_prefix(b": ") {
        let end = rest.windows(2).position(|two| two == b"  ").unwrap_or(rest.len());
        return rest.get(..end);
    }
    let rest = rest.strip_prefix(b"  ")?;
    let most = (3 * IN_LINE + 2).min(rest.len());
    let end = rest.get(..most)?.iter().position(|byte| *byte == b'|').unwrap_or(most);
    rest.get(..end)
}

/// Appends the bytes of numbers with punctuation and spaces between them.
fn push_words(line: &[u8], out: &mut Zeroizing<Vec<u8>>) -> bool {
    let words = line.split(|byte| b" \t,;\"'{}[]()\\".contains(byte)).filter(|word| !word.is_empty());
    let is_decimal = line.contains(&b',') && !line.iter().any(|byte| matches!(byte, b'x' | b'X'));
    for word in words {
        let digits = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"));
        let digits = digits.or_else(|| word.strip_prefix(b"x")).unwrap_or(word);
        let number = |digits: &[u8], radix| u8::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok();
        if is_decimal && digits.len() <= 3 {
            let Some(byte) = number(digits, 10) else { return false };
            out.push(byte);
            continue;
        }
        if !digits.len().is_multiple_of(2) || digits.is_empty() {
            return false;
        }
        for pair in digits.chunks(2) {
            let Some(byte) = number(pair, 16).filter(|_| pair.iter().all(u8::is_ascii_hexdigit)) else {
                return false;
            };
            out.push(byte);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::undo;

    const FILE: &[u8] = b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";

    #[test]
    fn the_bytes_come_out_of_their_numbers() {
        let digits: String = FILE.iter().map(|byte| format!("{byte:02x}")).collect();
        let pairs =
            |between: &str| -> String { FILE.iter().map(|byte| format!("0x{byte:02X}{between}")).collect() };
        let decimal: Vec<String> = FILE.iter().map(u8::to_string).collect();
        let dump: String = FILE
            .chunks(16)
            .enumerate()
            .map(|(number, bytes)| {
                let words: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("{:08x}  {:49}|{}|\n", number * 16, words.join(" "), "0123 abcd  7")
            })
            .collect();
        for text in [
            digits.clone(),
            format!("0x{}", digits.to_uppercase()),
            format!("key={digits}\n"),
            format!("byte[] k = {{{}}};", pairs(", ")),
            format!("[{}]", decimal.join(",")),
            dump,
        ] {
            let undone = undo(text.as_bytes()).unwrap();
            assert_eq!(undone.trim_ascii(), FILE.trim_ascii(), "{text}");
        }
        let beside = undo(format!("ssh-rsa AAAA a\n{digits}\nbye\n").as_bytes()).unwrap();
        let beside = String::from_utf8(beside.to_vec()).unwrap();
        assert!(beside.starts_with("ssh-rsa AAAA a\n") && beside.ends_with("bye\n"), "{beside}");
        assert!(undo(b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855").is_none());
        assert!(undo(b"words\n").is_none());
    }
}
