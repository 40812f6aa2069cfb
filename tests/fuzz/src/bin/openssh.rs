//! OpenSSH's container.
#![no_main]

use keywright_fuzz::{armored, check};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let file = armored("-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----", bytes);
    check(&file, "tide & tile");
});
