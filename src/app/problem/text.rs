//! The texts that are explained, and how much of them is shown.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Bytes of a text that is shown in a field. A longer one would take a frame too long.
pub const FIELD_BYTES: usize = 16 << 10;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextSource {
    /// The clipboard, or what was typed.
    Pasted,
    /// This file.
    File(PathBuf),
}

/// A text that is not in the field: it is too long, or a private key is in it.
pub struct TextAside {
    /// Where it comes from.
    pub source: TextSource,
    /// How many lines it has.
    pub lines: usize,
    /// Whether there is a sign of a private key in it.
    pub is_private: bool,
    pub(super) text: Arc<Zeroizing<String>>,
}

impl fmt::Debug for TextAside {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TextAside").field("lines", &self.lines).finish_non_exhaustive()
    }
}

/// A text without its names, to show to others.
#[derive(Debug)]
pub struct Masked {
    /// Its beginning.
    pub shown: String,
    /// Whether there is more of it.
    pub is_cut: bool,
    pub(super) whole: String,
}

impl Masked {
    pub(super) fn new(whole: String) -> Self {
        let end = whole.floor_char_boundary(FIELD_BYTES);
        let shown = whole.get(..end).unwrap_or_default().to_owned();
        Self { is_cut: shown.len() < whole.len(), shown, whole }
    }
}
