//! Locked files that ask for much: each is read, costs what it says, and does not open.

#![allow(dead_code, reason = "each test program uses its own part")]

use base64ct::{Base64, Encoding as _};

/// A file of PuTTY, version 3.
pub fn ppk(flavour: &str, memory_kib: u32, passes: u32, lanes: u32) -> String {
    let public = "AAAAC3NzaC1lZDI1NTE5AAAAIKe3JjvcdDs7+gCOoeQuMzN6/fMbf6cQe+6ztoZF9HBF";
    let private = Base64::encode_string(&[7; 48]);
    format!(
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\nComment: costly\nPublic-Lines: 1\n\
         {public}\nKey-Derivation: {flavour}\nArgon2-Memory: {memory_kib}\nArgon2-Passes: {passes}\n\
         Argon2-Parallelism: {lanes}\nArgon2-Salt: {}\nPrivate-Lines: 1\n{private}\nPrivate-MAC: {}\n",
        "5a".repeat(16),
        "00".repeat(32)
    )
}

/// Encrypted PKCS#8 with scrypt.
pub fn scrypt(n: u64, r: u32, p: u32) -> String {
    let numbers = [natural(n), natural(r.into()), natural(p.into())].concat();
    // 1.3.6.1.4.1.11591.4.11
    pkcs8(&[&[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 0x0b], &[], &numbers])
}

/// Encrypted PKCS#8 with PBKDF2. HMAC is with SHA-1 for 7, with SHA-512 for 11 (RFC 8018, B.1).
pub fn pbkdf2(iterations: u32, hmac: u8) -> String {
    let hash = der(0x30, &[&der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, hmac]])]);
    // 1.2.840.113549.1.5.12
    pkcs8(&[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0c], &natural(iterations.into()), &hash])
}

/// OpenSSH's own format with bcrypt.
pub fn bcrypt(rounds: u32) -> String {
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat();
    let options = [string(&[9; 16]), rounds.to_be_bytes().to_vec()].concat();
    let public = [string(b"ssh-ed25519"), string(&[0x5a; 32])].concat();
    let parts = [
        b"openssh-key-v1\0".to_vec(),
        string(b"aes256-ctr"),
        string(b"bcrypt"),
        string(&options),
        vec![0, 0, 0, 1],
        string(&public),
        string(&[7; 160]),
    ];
    pem("OPENSSH PRIVATE KEY", &parts.concat())
}

/// The number of a KDF, what stands behind its salt, and the rest.
fn pkcs8([kdf, numbers, rest]: &[&[u8]; 3]) -> String {
    let parameters = der(0x30, &[&der(4, &[b"saltsalt"]), numbers, rest]);
    let kdf = der(0x30, &[&der(6, &[kdf]), &parameters]);
    // AES-256 in CBC mode: 2.16.840.1.101.3.4.1.42
    let aes = der(6, &[&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x2a]]);
    let cipher = der(0x30, &[&aes, &der(4, &[&[1; 16]])]);
    // PBES2: 1.2.840.113549.1.5.13
    let pbes2 = der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d]]);
    let scheme = der(0x30, &[&pbes2, &der(0x30, &[&kdf, &cipher])]);
    pem("ENCRYPTED PRIVATE KEY", &der(0x30, &[&scheme, &der(4, &[&[1; 128]])]))
}

fn natural(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros.min(7)..];
    // Without it the number would be below zero.
    let sign: &[u8] = if bytes[0] >= 0x80 { &[0] } else { &[] };
    der(2, &[sign, bytes])
}

fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let [high, low] = (body.len() as u16).to_be_bytes();
    let length = match body.len() {
        0..128 => vec![low],
        128..256 => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [&[tag][..], &length, &body].concat()
}

fn pem(label: &str, bytes: &[u8]) -> String {
    let text = Base64::encode_string(bytes);
    let lines: Vec<&str> = (0..text.len()).step_by(64).map(|at| &text[at..text.len().min(at + 64)]).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
