//! Messages of other programs: what they mean, and the text without names.
#![no_main]

use keywright::explain::{explain, mask};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Some(told) = explain(&text) {
        assert!(!told.causes.is_empty() && told.line >= 1 && told.line <= text.lines().count().max(1));
    }
    let masked = mask(&text);
    // Nothing is left to take out: what stands for a name is none.
    assert!(explain(&masked).is_none_or(|told| !told.causes.is_empty()));
});
