//! ssh's text files: authorized_keys, known_hosts and config.
#![no_main]

use keywright_fuzz::check_text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check_text(bytes));
