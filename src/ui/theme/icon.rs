//! Icons: code points of the Lucide subset in assets/fonts.

pub(crate) const CONVERT: char = '\u{e417}';
pub(crate) const MY_KEYS: char = '\u{e335}';
pub(crate) const KEY: char = '\u{e4a3}';
pub(crate) const EYE: char = '\u{e0ba}';
pub(crate) const EYE_OFF: char = '\u{e0bb}';
pub(crate) const COPY: char = '\u{e09e}';
pub(crate) const CHECK: char = '\u{e06c}';
pub(crate) const SAVE: char = '\u{e0b2}';
pub(crate) const DOWN: char = '\u{e06d}';
pub(crate) const DROP: char = '\u{e0c5}';
pub(crate) const WARN: char = '\u{e193}';
pub(crate) const ERROR: char = '\u{e077}';
pub(crate) const INFO: char = '\u{e0f9}';
pub(crate) const OK: char = '\u{e226}';
pub(crate) const LOCK: char = '\u{e10b}';
pub(crate) const LOCK_OPEN: char = '\u{e10c}';
pub(crate) const SPARKLES: char = '\u{e412}';
pub(crate) const PLUS: char = '\u{e13d}';
pub(crate) const FOLDER_OPEN: char = '\u{e247}';
pub(crate) const CLOSE: char = '\u{e1b2}';
pub(crate) const SUN: char = '\u{e178}';
pub(crate) const MOON: char = '\u{e11e}';
pub(crate) const MONITOR: char = '\u{e11d}';
