//! The code pages that Windows can have as its own.

use encoding_rs as known;
use encoding_rs::Encoding;

/// The encoding that a code page's number stands for; `None` for UTF-8 and for what nobody has.
pub fn encoding(number: u32) -> Option<&'static Encoding> {
    Some(match number {
        874 => known::WINDOWS_874,
        932 => known::SHIFT_JIS,
        936 => known::GBK,
        949 => known::EUC_KR,
        950 => known::BIG5,
        1250 => known::WINDOWS_1250,
        1251 => known::WINDOWS_1251,
        1252 => known::WINDOWS_1252,
        1253 => known::WINDOWS_1253,
        1254 => known::WINDOWS_1254,
        1255 => known::WINDOWS_1255,
        1256 => known::WINDOWS_1256,
        1257 => known::WINDOWS_1257,
        1258 => known::WINDOWS_1258,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_bytes_that_old_programs_wrote() {
        let bytes = |number, text: &str| encoding(number).map(|page| page.encode(text).0.into_owned());
        assert_eq!(bytes(1252, "ü€").as_deref(), Some(&[0xfc, 0x80][..]));
        assert_eq!(bytes(1251, "Ж").as_deref(), Some(&[0xc6][..]));
        assert_eq!(bytes(932, "鍵").as_deref(), Some(&[0x8c, 0xae][..]));
        assert_eq!(bytes(65001, "ü"), None);
    }
}
