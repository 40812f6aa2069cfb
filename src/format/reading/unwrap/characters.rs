//! Look-alike and invisible characters: typographic dashes, quotes and spaces of word processors and
//! messengers, zero-width characters, byte order marks inside the text, terminal colors.

use super::Output;
use zeroize::Zeroizing;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let is_plain = |byte: &u8| byte.is_ascii() && !matches!(byte, 0x1b | 0x0b | 0x0c | 0x08 | 0x7f);
    if text.iter().all(is_plain) {
        return None;
    }
    let mut out = Output::for_text(text);
    for chunk in text.utf8_chunks() {
        let mut chars = chunk.valid().chars();
        while let Some(c) = chars.next() {
            if c == '\u{1b}' {
                skip_control(&mut chars);
                continue;
            }
            match plain(c) {
                Some("") => {}
                Some(plain) => out.extend(plain.as_bytes()),
                None => out.push_char(c),
            }
        }
        // Windows-1252, as old programs write it.
        for byte in chunk.invalid() {
            match byte {
                0x96 | 0x97 => out.push(b'-'),
                0xa0 => out.push(b' '),
                0xad => {}
                0x91 | 0x92 => out.push(b'\''),
                0x93 | 0x94 => out.push(b'"'),
                byte => out.push(*byte),
            }
        }
    }
    out.finish(text)
}

/// The replacement for a character; `None` where it stays.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2043}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{2500}' => "-",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{1680}' => " ",
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => "\n",
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2018}'..='\u{201b}' => "'",
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
        | '\u{61c}'
        | '\u{34f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e007f}'
        | '\u{8}'
        | '\u{7f}' => "",
        _ => return None,
    })
}

/// A terminal control sequence (ECMA-48, section 5.4), up to its final letter.
fn skip_control(chars: &mut std::str::Chars<'_>) {
    const LONGEST: usize = 32;
    let mut ahead = chars.clone();
    if ahead.next() != Some('[') {
        return;
    }
    for _ in 0..LONGEST {
        match ahead.next() {
            Some('\u{40}'..='\u{7e}') => {
                *chars = ahead;
                return;
            }
            Some('\u{20}'..='\u{3f}') => {}
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn what_looks_like_plain_text_becomes_that() {
        for (text, expected) in [
            ("\u{2014}\u{2013}BEGIN A\u{a0}KEY\u{2212}", "--BEGIN A KEY-"),
            ("\u{200b}MI\u{ad}IE\u{feff}", "MIIE"),
            ("a\u{2028}b\u{c}", "a\nb\n"),
            ("\u{1b}[0;31mMIIE\u{1b}[0m", "MIIE"),
            ("\u{201c}ключ\u{201d}", "\"ключ\""),
        ] {
            let undone = undo(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(undone.to_vec()).unwrap(), expected);
        }
        assert_eq!(undo(b"\x97\x96BEGIN\xa0A").unwrap().as_slice(), b"--BEGIN A");
        assert!(undo("ключ".as_bytes()).is_none());
        assert!(undo(b"plain\n").is_none());
    }
}
