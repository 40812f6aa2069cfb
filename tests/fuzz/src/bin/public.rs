//! Public keys, certificates among them: a blob in one line and in RFC 4716, and any text.
#![no_main]

use base64ct::{Base64, Encoding as _};
use keywright_fuzz::{armored, check, first_string};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(bytes, "x");
    let Some((name, _)) = first_string(bytes) else { return };
    let line = [name, b" ", Base64::encode_string(bytes).as_bytes(), b" comment\n"].concat();
    check(&line, "x");
    check(&armored("---- BEGIN SSH2 PUBLIC KEY ----", "---- END SSH2 PUBLIC KEY ----", bytes), "x");
});
