//! PuTTY's files with a right MAC: a public blob as string, then the private fields.
#![no_main]

use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use keywright_fuzz::{check, first_string};
use sha1::{Digest as _, Sha1};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((public, private)) = first_string(bytes) else { return };
    let Some((algorithm, _)) = first_string(public) else { return };
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let covered = [algorithm, b"none", b"c", public, private].map(string).concat();
    let key = Sha1::digest(b"putty-private-key-file-mac-key");
    let Ok(mac) = Hmac::<Sha1>::new_from_slice(&key) else { return };
    let mac = mac.chain_update(covered).finalize().into_bytes();
    let mac: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let algorithm = String::from_utf8_lossy(algorithm);
    let (public, private) = (Base64::encode_string(public), Base64::encode_string(private));
    let file = format!(
        "PuTTY-User-Key-File-2: {algorithm}\nEncryption: none\nComment: c\nPublic-Lines: 1\n{public}\nPrivate-Lines: 1\n{private}\nPrivate-MAC: {mac}\n"
    );
    check(file.as_bytes(), "x");
});
