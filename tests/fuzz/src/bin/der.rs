//! DER under the labels of PEM: PKCS#8 plain and encrypted, PKCS#1, SEC1, DSA, public keys.
#![no_main]

use keywright_fuzz::{armored, check};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(bytes, "tide & tile");
    check(&armored("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", bytes), "tide & tile");
    check(&armored("-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----", bytes), "tide & tile");
});
