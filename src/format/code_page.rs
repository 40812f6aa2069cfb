//! The bytes that a passphrase may have had when a file was written. PuTTY on Windows uses the code page of
//! the system, which is not stored in the file.

use super::best_fit::best_fit_1252;
use super::{Cost, DecryptError};
use crate::key::{Key, Passphrase, Progress};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};
use std::fmt;
use zeroize::Zeroizing;

/// How the passphrase that opened a file was turned into bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PassphraseBytes {
    /// UTF-8, as programs on Unix write it.
    Utf8,
    /// The code page of this name.
    CodePage(&'static Encoding),
    /// Code page 1252 with similar characters in place of those it lacks, as Windows does.
    BestFit1252,
}

impl PassphraseBytes {
    /// The common name: `UTF-8`, `windows-1252` …
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::CodePage(page) => page.name(),
            Self::BestFit1252 => "windows-1252",
        }
    }
}

impl fmt::Debug for PassphraseBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Tried after UTF-8, the system's own page, 1252 and its best fit.
const OTHERS: [&Encoding; 13] = [
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    WINDOWS_1258,
    SHIFT_JIS,
    GBK,
    EUC_KR,
    BIG5,
    WINDOWS_874,
    WINDOWS_1255,
    WINDOWS_1256,
];

/// The most attempts where each takes long.
const LIKELY: usize = 4;

/// How many byte forms of a passphrase are tried on a file whose KDF costs this.
pub(super) fn most(cost: Option<Cost>) -> usize {
    if cost.is_some_and(Cost::is_long) { LIKELY } else { usize::MAX }
}

/// What is tried after a passphrase was wrong: how many variants of it without outer white space, and how
/// many byte forms of each.
pub(super) fn again(cost: Option<Cost>) -> (usize, usize) {
    match cost {
        None => (usize::MAX, usize::MAX),
        Some(cost) if cost.is_long() => (1, 1),
        Some(_) => (1, LIKELY),
    }
}

/// Opens with the first of at most `forms` byte forms of the passphrase that is not wrong.
pub(super) fn first_that_opens(
    passphrase: &Passphrase,
    system_page: Option<&'static Encoding>,
    most: usize,
    progress: &dyn Progress,
    open: impl Fn(&[u8]) -> Result<Key, DecryptError>,
) -> Result<(Key, PassphraseBytes), DecryptError> {
    for (how, bytes) in attempts(passphrase, system_page).into_iter().take(most) {
        if progress.cancelled() {
            return Err(DecryptError::Cancelled);
        }
        match open(&bytes) {
            Err(DecryptError::WrongPassphrase) => {}
            result => return result.map(|key| (key, how)),
        }
    }
    Err(DecryptError::WrongPassphrase)
}

/// A passphrase as bytes, and how they were made from its characters.
type Attempt = (PassphraseBytes, Zeroizing<Vec<u8>>);

/// All byte forms worth trying, likeliest first, none twice. For ASCII that is one.
fn attempts(passphrase: &Passphrase, system_page: Option<&'static Encoding>) -> Vec<Attempt> {
    let bytes = passphrase.expose();
    let mut attempts = vec![(PassphraseBytes::Utf8, Zeroizing::new(bytes.to_vec()))];
    // Bytes that are not UTF-8 have no other form.
    let Some(text) = passphrase.text().filter(|text| !text.is_ascii()) else {
        return attempts;
    };
    let mut add = |how, bytes: Option<Zeroizing<Vec<u8>>>| {
        let Some(bytes) = bytes else { return };
        if !attempts.iter().any(|(_, known)| *known == bytes) {
            attempts.push((how, bytes));
        }
    };
    for page in system_page.into_iter().chain([WINDOWS_1252]) {
        add(PassphraseBytes::CodePage(page), encoded(text, page));
    }
    add(PassphraseBytes::BestFit1252, Some(best_fit(text)));
    for page in OTHERS {
        add(PassphraseBytes::CodePage(page), encoded(text, page));
    }
    attempts
}

/// `None` where the page cannot hold every character.
fn encoded(text: &str, page: &'static Encoding) -> Option<Zeroizing<Vec<u8>>> {
    let (bytes, _, lossy) = page.encode(text);
    let bytes = Zeroizing::new(bytes.into_owned());
    (!lossy).then_some(bytes)
}

fn best_fit(text: &str) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut one = [0; 4];
    for c in text.chars() {
        let exact = encoded(c.encode_utf8(&mut one), WINDOWS_1252).and_then(|b| b.first().copied());
        // Windows converts UTF-16 units: a character of two units becomes two question marks.
        match exact.or_else(|| best_fit_1252(c)) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend(std::iter::repeat_n(b'?', c.len_utf16())),
        }
    }
    bytes
}
