//! Traditional PEM with its headers, as text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let file = [b"-----BEGIN RSA PRIVATE KEY-----\n", bytes, b"\n-----END RSA PRIVATE KEY-----\n"].concat();
    keywright_fuzz::check(&file, "tide & tile");
});
