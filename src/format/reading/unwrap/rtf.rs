//! Rich Text Format, as WordPad and TextEdit save it: the text without its control words.

use super::{Output, hex};
use zeroize::Zeroizing;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !text.trim_ascii_start().starts_with(b"{\\rtf") {
        return None;
    }
    let mut reader = Reader { out: Output::for_text(text), depth: 0, hidden: None };
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = match byte {
            b'{' => {
                reader.depth += 1;
                after
            }
            b'}' => {
                reader.depth = reader.depth.saturating_sub(1);
                reader.hidden.take_if(|depth| reader.depth < *depth);
                after
            }
            b'\\' => reader.control(after),
            b'\r' | b'\n' => after,
            byte => {
                reader.push(&[*byte]);
                after
            }
        };
    }
    reader.out.finish(text)
}

struct Reader {
    out: Output,
    depth: usize,
    /// The depth of a group that is not shown.
    hidden: Option<usize>,
}

impl Reader {
    fn push(&mut self, bytes: &[u8]) {
        if self.hidden.is_none() {
            self.out.extend(bytes);
        }
    }

    /// Reads what follows a backslash. Returns the rest.
    fn control<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        let letters = text.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = text.split_at(letters);
        if word.is_empty() {
            return self.sign(text);
        }
        let digits = rest.iter().take(12).take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
        let (number, rest) = rest.split_at(digits);
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        match word {
            b"par" | b"line" | b"sect" | b"page" | b"row" => self.push(b"\n"),
            b"tab" | b"cell" => self.push(b"\t"),
            b"emdash" | b"endash" => self.push(b"-"),
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" => self.hide(),
            b"u" => return self.unicode(number, rest),
            _ => {}
        }
        rest
    }

    /// A control symbol of one character, or `\'` and two digits.
    fn sign<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        let Some((sign, rest)) = text.split_first() else { return text };
        match sign {
            b'\'' => {
                if let Some(byte) = hex(rest, 2).and_then(|byte| u8::try_from(byte).ok()) {
                    self.push(&[byte]);
                }
                return rest.get(2..).unwrap_or_default();
            }
            b'\\' | b'{' | b'}' => self.push(&[*sign]),
            b'~' => self.push(b" "),
            b'_' => self.push(b"-"),
            b'\n' | b'\r' => self.push(b"\n"),
            b'*' => self.hide(),
            _ => {}
        }
        rest
    }

    /// A character by its code point, and the replacement after it for programs without Unicode.
    fn unicode<'a>(&mut self, number: &[u8], rest: &'a [u8]) -> &'a [u8] {
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<i32>().ok());
        let unit = number.map(|number| if number < 0 { number + 0x1_0000 } else { number });
        if let Some(c) = unit.and_then(|unit| u32::try_from(unit).ok()).and_then(char::from_u32) {
            self.push(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        match rest {
            [b'\\', b'\'', _, _, rest @ ..] => rest,
            [b'?', rest @ ..] => rest,
            rest => rest,
        }
    }

    fn hide(&mut self) {
        self.hidden.get_or_insert(self.depth);
    }
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn the_text_comes_out_of_its_control_words() {
        let text = "{\\rtf1\\ansi{\\fonttbl\\f0\\fswiss Helvetica;}{\\*\\expandedcolortbl;;}\n\\f0\\fs24 \\cf0 ---BEGIN A\\par\nMIIE+/\\line\nabc\\'3d\\u8212?\\\nend}";
        let undone = undo(text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(undone.to_vec()).unwrap(), "---BEGIN A\nMIIE+/\nabc=\u{2014}\nend");
        assert!(undo(b"{\"rtf\": 1}").is_none());
    }
}
