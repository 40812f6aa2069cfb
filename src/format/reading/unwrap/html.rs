//! HTML and XML: character references (`&#10;`, `&#43;`, `&quot;`) and tags (`<br>`, `<p>`).

use super::super::super::text_encoding;
use super::Output;
use zeroize::Zeroizing;

/// The longest tag and reference, in bytes.
const LONGEST_TAG: usize = 400;
const LONGEST_REFERENCE: usize = 24;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !text.contains(&b'&') && !text.contains(&b'<') {
        return None;
    }
    let mut out = Output::for_text(text);
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let read = match byte {
            b'&' => reference(after),
            b'<' => tag(after),
            _ => None,
        };
        match read {
            Some((stands_for, length)) => {
                out.extend(stands_for.as_bytes());
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    out.finish(text)
}

/// The character of a reference, and the length of the reference without its first character.
fn reference(text: &[u8]) -> Option<(String, usize)> {
    let end = text.iter().take(LONGEST_REFERENCE).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(text.get(..end)?).ok()?;
    let stands_for = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?.to_string()
        }
        None => named(name)?.to_owned(),
    };
    Some((stands_for, end + 1))
}

fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "quot" | "QUOT" => "\"",
        "apos" => "'",
        "amp" | "AMP" => "&",
        "lt" | "LT" => "<",
        "gt" | "GT" => ">",
        "nbsp" | "NonBreakingSpace" | "ensp" | "emsp" | "thinsp" => " ",
        "NewLine" => "\n",
        "Tab" => "\t",
        "plus" => "+",
        "sol" => "/",
        "equals" => "=",
        "colon" => ":",
        "comma" => ",",
        "lowbar" => "_",
        "dash" | "hyphen" | "ndash" | "mdash" | "minus" | "horbar" => "-",
        "shy" | "zwnj" | "zwj" | "ZeroWidthSpace" | "NoBreak" => "",
        _ => return None,
    })
}

/// The replacement for a tag, and the length of the tag without its first character: a line end for tags that
/// begin a line, nothing for others.
fn tag(text: &[u8]) -> Option<(String, usize)> {
    const LINES: [&str; 14] =
        ["br", "p", "div", "li", "tr", "td", "th", "pre", "hr", "ul", "ol", "table", "blockquote", "code"];
    let first = *text.first()?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!' | b'?')) {
        return None;
    }
    let room = text.get(..LONGEST_TAG.min(text.len()))?;
    let end = room
        .iter()
        .position(|byte| matches!(byte, b'>' | b'<'))
        .filter(|end| room.get(*end) == Some(&b'>'))?;
    let inside = room.get(..end)?;
    // Comments and CDATA are not tags.
    if inside.starts_with(b"![CDATA[") {
        return Some(("\n".to_owned(), 8));
    }
    let name = inside.strip_prefix(b"/").unwrap_or(inside);
    let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = name.get(..length)?;
    if may_hold_key(inside) {
        // Its name only, because a key may be the value of an attribute.
        return Some((
            "\n".to_owned(),
            inside.len() - inside.strip_prefix(b"/").unwrap_or(inside).len() + length,
        ));
    }
    let is_line = LINES.iter().any(|line| name.eq_ignore_ascii_case(line.as_bytes()));
    Some((if is_line { "\n".to_owned() } else { String::new() }, end + 1))
}

/// Whether there is a mark, or base64 as long as a key, inside a tag.
fn may_hold_key(inside: &[u8]) -> bool {
    const LEAST: usize = 60;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let marks: [&[u8]; 3] = [b"begin", b"private", b"putty-user"];
    marks.iter().any(|mark| text_encoding::has_letters(inside, mark))
        || inside.split(|byte| !is_base64(byte)).any(|run| run.len() >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn references_and_tags_become_what_they_stand_for() {
        for (text, expected) in [
            ("a&#10;b&#xA;c&#x2F;&#43;&equals;&quot;", "a\nb\nc/+=\""),
            ("a<br>b<br />c</p><p class=\"x\">d", "a\nb\nc\n\nd"),
            ("MI<span style=\"color:red\">IE</span>", "MIIE"),
            ("<k v=\"--BEGIN A--&#10;MIIE\"/>", "\n v=\"--BEGIN A--\nMIIE\"/>"),
            ("a<wbr>b &nbsp;&unknown; & a < b", "ab  &unknown; & a < b"),
        ] {
            assert_eq!(String::from_utf8(undo(text.as_bytes()).unwrap().to_vec()).unwrap(), expected);
        }
        assert!(undo(b"a < b & c").is_none());
    }
}
