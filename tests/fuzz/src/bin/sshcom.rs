//! Private keys of ssh.com.
#![no_main]

use keywright_fuzz::{armored, check};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (begin, end) = ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", "---- END SSH2 ENCRYPTED PRIVATE KEY ----");
    check(&armored(begin, end, bytes), "tide & tile");
});
