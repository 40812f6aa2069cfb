//! Recognizes files that are intact but not SSH keys, so that they are not reported as damaged.

use super::super::asn1;
use super::super::foreign::{Archive, Foreign};
use super::super::text_encoding::{self, has};

/// `id-data` of PKCS#7, which PKCS#12 wraps its contents in (RFC 7292, section 4).
const PKCS7_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
/// The object identifiers of keys in a TPM 2.0: 2.23.133.10.1.
const TPM2: &[u8] = b"\x67\x81\x05\x0a\x01";

/// By the label of a block alone.
pub(super) fn by_label(label: &str) -> Option<Foreign> {
    Some(match label {
        "PGP PRIVATE KEY BLOCK" | "PGP SECRET KEY BLOCK" => Foreign::PgpPrivate,
        "TSS2 PRIVATE KEY" | "TSS2 KEY BLOB" => Foreign::Tpm2,
        "PKCS12" => Foreign::Pkcs12,
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Foreign::X509Certificate,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Foreign::CertificateRequest,
        label if label.starts_with("PGP ") => Foreign::Pgp,
        label if label.contains("SIGSTORE") || label.contains("COSIGN") => Foreign::Sigstore,
        label if label.starts_with("NEBULA ") => Foreign::Nebula,
        label if label.starts_with("AGE ENCRYPTED") => Foreign::Age,
        _ => return None,
    })
}

/// By the contents of a block.
pub(super) fn in_block(label: &str, bytes: &[u8]) -> Option<Foreign> {
    let is_raw = label.starts_with("ED25519 ") && matches!(bytes.len(), 32 | 64);
    if is_raw { Some(Foreign::RawEd25519) } else { in_base64(bytes) }
}

/// By decoded base64, with or without marks around it.
pub(super) fn in_base64(bytes: &[u8]) -> Option<Foreign> {
    if is_pkcs12(bytes) {
        return Some(Foreign::Pkcs12);
    }
    let elements = asn1::sequence(bytes)?;
    let first = elements.first()?;
    (der::Tagged::tag(first) == der::Tag::ObjectIdentifier && first.value().starts_with(TPM2))
        .then_some(Foreign::Tpm2)
}

/// Version 3, then contents of PKCS#7: in DER, and in BER as Windows writes it.
fn is_pkcs12(bytes: &[u8]) -> bool {
    let room = bytes.get(..40.min(bytes.len())).unwrap_or_default();
    let has_version = room.windows(4).take(8).any(|window| matches!(window, [2, 1, 3, 0x30]));
    room.starts_with(&[0x30]) && has_version && has(room, PKCS7_DATA)
}

/// By the first bytes of a binary file.
pub(in crate::format) fn of_binary(bytes: &[u8]) -> Option<Foreign> {
    const STARTS: [(&[u8], Foreign); 17] = [
        (b"\xfe\xed\xfe\xed", Foreign::JavaKeyStore),
        (b"\xce\xce\xce\xce", Foreign::JavaKeyStore),
        (b"\x1e\xf1\xb5\xb0", Foreign::Pvk),
        (b"\x03\xd9\xa2\x9a", Foreign::KeePass),
        (b"PK\x03\x04", Foreign::Archive(Archive::Zip)),
        (b"PK\x05\x06", Foreign::Archive(Archive::Zip)),
        (b"\x1f\x8b", Foreign::Archive(Archive::Gzip)),
        (b"7z\xbc\xaf\x27\x1c", Foreign::Archive(Archive::SevenZip)),
        (b"BZh", Foreign::Archive(Archive::Bzip2)),
        (b"\xfd7zXZ\0", Foreign::Archive(Archive::Xz)),
        (b"\x28\xb5\x2f\xfd", Foreign::Archive(Archive::Zstandard)),
        (b"Rar!\x1a\x07", Foreign::Archive(Archive::Rar)),
        (b"%PDF-", Foreign::Document),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::Document),
        (b"\x89PNG\r\n\x1a\n", Foreign::Picture),
        (b"\xff\xd8\xff", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
    ];
    let found = STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, foreign)| *foreign);
    match found {
        // Office documents are ZIP archives.
        Some(Foreign::Archive(Archive::Zip))
            if has(bytes, b"[Content_Types].xml") || has(bytes, b"opendocument") =>
        {
            Some(Foreign::Document)
        }
        Some(foreign) => Some(foreign),
        None if bytes.get(257..262) == Some(b"ustar") => Some(Foreign::Archive(Archive::Tar)),
        None if is_pkcs12(bytes) => Some(Foreign::Pkcs12),
        None if is_pgp(bytes) => Some(Foreign::PgpPrivate),
        None => x509(bytes),
    }
}

/// A packet with a secret key or subkey (RFC 9580, section 5.5.1.3), of version 4 or 6.
fn is_pgp(bytes: &[u8]) -> bool {
    matches!(bytes, [0x94 | 0x95, _, 4 | 6, ..] | [0x95, _, _, 4 | 6, ..] | [0xc5, 0x00..=0xbf, 4 | 6, ..])
        || matches!(bytes, [0xc5, 0xc0..=0xdf, _, 4 | 6, ..])
}

/// A certificate or a request for one in DER: contents, algorithm, signature.
fn x509(bytes: &[u8]) -> Option<Foreign> {
    use der::{Tag, Tagged as _};
    let elements = asn1::sequence(bytes)?;
    let [contents, algorithm, signature] = elements.as_slice() else { return None };
    let tags = [contents.tag(), algorithm.tag(), signature.tag()];
    if tags != [Tag::Sequence, Tag::Sequence, Tag::BitString] {
        return None;
    }
    // Only a request begins with an untagged version.
    match contents.value() {
        [2, ..] if asn1::elements(contents.value()).is_some_and(|inside| inside.len() <= 4) => {
            Some(Foreign::CertificateRequest)
        }
        _ => Some(Foreign::X509Certificate),
    }
}

/// By the words of a text without keys.
pub(in crate::format) fn of_text(bytes: &[u8]) -> Option<Foreign> {
    let start = bytes.trim_ascii_start();
    let begins =
        |word: &str| start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    if begins("$ANSIBLE_VAULT;") || has(bytes, b"$ANSIBLE_VAULT;") {
        Some(Foreign::AnsibleVault)
    } else if begins("Windows Registry Editor") || begins("REGEDIT4") {
        Some(Foreign::PuttyRegistry)
    } else if has(bytes, b"<FileZilla3") {
        Some(Foreign::FileZilla)
    } else if has(bytes, b"<RSAKeyValue>") {
        Some(Foreign::DotNetXml { is_private: has(bytes, b"<D>") })
    } else if has(bytes, b"\"kty\"") {
        Some(Foreign::Jwk { is_private: has(bytes, b"\"d\"") || has(bytes, b"\"k\"") })
    } else if has(bytes, b"AGE-SECRET-KEY-") {
        Some(Foreign::Age)
    } else if begins("<!doctype html") || begins("<html") || begins("<?xml") && has(bytes, b"<html") {
        Some(Foreign::WebPage)
    } else if has(bytes, b"[Sessions\\") || begins("[Configuration\\") {
        Some(Foreign::WinScp)
    } else if is_ssh_config(bytes) {
        Some(Foreign::SshConfig)
    } else if is_path(start.trim_ascii_end()) {
        Some(Foreign::Path)
    } else {
        None
    }
}

/// A private key of another program anywhere in the text.
pub(super) fn private_of_text(bytes: &[u8]) -> Option<Foreign> {
    let numbers = [&b"\"d\""[..], b"\"k\""];
    if has(bytes, b"AGE-SECRET-KEY-") {
        Some(Foreign::Age)
    } else if has(bytes, b"<RSAKeyValue>") && has(bytes, b"<D>") {
        Some(Foreign::DotNetXml { is_private: true })
    } else if has(bytes, b"\"kty\"") && numbers.iter().any(|number| has(bytes, number)) {
        Some(Foreign::Jwk { is_private: true })
    } else {
        None
    }
}

/// Lines of which at least one names a host or a key file.
fn is_ssh_config(bytes: &[u8]) -> bool {
    const WORDS: [&str; 6] = ["Host", "Match", "HostName", "IdentityFile", "ProxyJump", "CertificateFile"];
    const ENOUGH: usize = 2;
    let is_setting = |line: &[u8]| {
        let mut words = line.trim_ascii().split(|byte| matches!(byte, b' ' | b'\t' | b'='));
        let first = words.next().unwrap_or_default();
        words.next().is_some() && WORDS.iter().any(|word| first.eq_ignore_ascii_case(word.as_bytes()))
    };
    text_encoding::lines(bytes).filter(|line| is_setting(line)).take(ENOUGH).count() == ENOUGH
}

/// One line that is a path: `~/.ssh/id_rsa`, `C:\keys\work.ppk`
fn is_path(text: &[u8]) -> bool {
    const LONGEST: usize = 1024;
    let text = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text);
    let is_line = !text.is_empty() && text.len() <= LONGEST && !text.iter().any(u8::is_ascii_control);
    let is_drive = matches!(text, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let starts: [&[u8]; 7] = [b"/", b"~/", b"./", b"../", b"\\\\", b"file://", b"%USERPROFILE%"];
    let is_rooted = is_drive || starts.iter().any(|start| text.starts_with(start));
    let ends: [&[u8]; 4] = [b".ppk", b".pem", b".pub", b".key"];
    let is_name = ends.iter().any(|end| text.to_ascii_lowercase().ends_with(end));
    let is_name = is_name && !text.contains(&b' ');
    is_line && (is_rooted || is_name)
}
