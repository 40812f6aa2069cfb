//! Private keys in whatever surrounds, beside a stranger's public key: never taken for a public key.

use crate::support::{SMALL_KINDS, make, opened, same, some_rsa, written};
use base64ct::{Base64, Encoding as _};
use keywright::format::{
    Contents, KeyFile, PrivateFormat, PublicFormat, ReadError, has_private_mark, read_all, write_public,
};
use keywright::key::{Key, RsaBits};

const FORMATS: [PrivateFormat; 5] = [
    PrivateFormat::OpenSsh,
    PrivateFormat::Ppk3,
    PrivateFormat::Ppk2,
    PrivateFormat::Pem,
    PrivateFormat::Pkcs8,
];

type Wrapping = (&'static str, fn(&str) -> Vec<u8>);

fn each_line(text: &str, line: impl Fn(usize, &str) -> String) -> Vec<u8> {
    text.lines().enumerate().map(|(number, text)| line(number + 1, text) + "\n").collect::<String>().into()
}

/// The key under another label, where it has one.
fn label(text: &str, label: &str) -> Vec<u8> {
    let (_, rest) = text.split_once("BEGIN ").unwrap_or_default();
    let (old, _) = rest.split_once("--").unwrap_or(("PRIVATE KEY", ""));
    text.replace(old, label).into()
}

const WRAPPINGS: &[Wrapping] = &[
    ("nothing", |key| key.into()),
    ("cat -n", |key| each_line(key, |number, line| format!("{number:6}\t{line}"))),
    ("nl", |key| {
        let number = |at: usize| key.lines().take(at).filter(|line| !line.is_empty()).count();
        let numbered = |at, line: &str| format!("{:6}\t{line}", number(at));
        each_line(key, |at, line| if line.is_empty() { "       ".to_owned() } else { numbered(at, line) })
    }),
    ("an editor", |key| each_line(key, |number, line| format!("{number} {line}"))),
    ("an answered mail", |key| each_line(key, |_, line| format!("> {line}"))),
    ("a patch", |key| each_line(key, |_, line| format!("-{line}"))),
    ("JSON", |key| format!("{{\"key\": \"{}\"}}", key.replace('\n', "\\n")).into()),
    ("an attribute", |key| format!("<k value=\"{}\"/>", key.replace('\n', "&#10;")).into()),
    ("a web page", |key| format!("<pre>{}</pre>", key.replace('\n', "<br>")).into()),
    ("base64", |key| Base64::encode_string(key.as_bytes()).into()),
    ("base64 in base64", |key| {
        Base64::encode_string(Base64::encode_string(key.as_bytes()).as_bytes()).into()
    }),
    ("UTF-16", |key| key.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("UTF-16, turned", |key| key.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ("UTF-32", |key| key.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
    ("hexadecimal digits", |key| key.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().into()),
    ("small letters", |key| {
        key.replace("PuTTY-User-Key-File", "putty-user-key-file").replace("BEGIN", "begin").into()
    }),
    ("a cut file", |key| key.get(..key.len() * 2 / 3).unwrap().into()),
    ("CERTIFICATE", |key| label(key, "CERTIFICATE")),
    ("KEY", |key| label(key, "KEY")),
    ("SSH KEY", |key| label(key, "SSH KEY")),
    ("SECRET KEY", |key| label(key, "SECRET KEY")),
    ("RSA PRIVATE", |key| label(key, "RSA PRIVATE")),
    ("PRIVATE KEY BLOCK", |key| label(key, "PRIVATE KEY BLOCK")),
    ("PGP MESSAGE", |key| label(key, "PGP MESSAGE")),
    ("PUBLIC KEY", |key| label(key, "PUBLIC KEY")),
];

fn private(key: &Key, format: PrivateFormat, passphrase: Option<&str>) -> String {
    String::from_utf8(written(key, format, passphrase, 1)).unwrap()
}

fn keys(format: PrivateFormat) -> Vec<Key> {
    let mut keys = vec![make(SMALL_KINDS[1], "", 5), some_rsa().with_comment(crate::support::comment(""))];
    if format != PrivateFormat::Pem {
        keys.push(make(SMALL_KINDS[0], "", 5));
    }
    keys
}

/// Whether it is neither called public nor skipped in a folder.
fn is_safe(bytes: &[u8]) -> bool {
    let shows_private = |contents: &Contents| {
        contents.has_private_mark
            && contents.keys.iter().any(|found| found.key.as_ref().is_ok_and(KeyFile::is_private))
    };
    let is_reported = match read_all(bytes) {
        Ok(contents) => shows_private(&contents),
        Err(ReadError::PrivateUnreadable { .. }) => true,
        Err(ReadError::Foreign(foreign)) => foreign.holds_private_key(),
        Err(_) => false,
    };
    is_reported && has_private_mark(bytes)
}

#[test]
fn a_wrapped_private_key_beside_a_public_one_is_never_called_public() {
    let stranger = make(SMALL_KINDS[0], "bob", 9).public().line() + "\n";
    let mut wrong = Vec::new();
    for format in FORMATS {
        for key in keys(format) {
            for passphrase in [None, Some("tide & tile")] {
                let text = private(&key, format, passphrase);
                for (name, wrap) in WRAPPINGS {
                    let wrapped = wrap(&text);
                    let line = stranger.as_bytes();
                    for whole in
                        [wrapped.clone(), [line, &wrapped].concat(), [&wrapped, &b"\n"[..], line].concat()]
                    {
                        if !is_safe(&whole) {
                            let read = read_all(&whole);
                            wrong
                                .push(format!("{:?} {format:?} {passphrase:?} {name}: {read:?}", key.kind()));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbered_lines_beyond_nine_are_read() {
    let large = make(keywright::key::NewKind::Rsa(RsaBits::new(4096).unwrap()), "", 3);
    let small = some_rsa().with_comment(crate::support::comment(""));
    let numbered = WRAPPINGS.iter().filter(|(name, _)| ["cat -n", "nl", "an editor"].contains(name));
    for (key, (name, wrap)) in
        [&large, &small].into_iter().flat_map(|key| numbered.clone().map(move |one| (key, one)))
    {
        for format in FORMATS {
            for passphrase in [None, Some("tide & tile")] {
                let wrapped = wrap(&private(key, format, passphrase));
                let again = opened(&wrapped, passphrase);
                assert!(
                    again.as_ref().is_ok_and(|(_, again)| same(key, again)),
                    "{format:?} {passphrase:?} {name}: {:?}",
                    again.map(|_| "another key")
                );
            }
        }
    }
}

#[test]
fn a_private_key_is_read_whatever_its_label_says() {
    let key = make(SMALL_KINDS[1], "", 5);
    for format in [PrivateFormat::OpenSsh, PrivateFormat::Pem, PrivateFormat::Pkcs8] {
        for words in [
            "CERTIFICATE",
            "KEY",
            "RSA KEY",
            "SSH KEY",
            "OPENSSH KEY",
            "SECRET KEY",
            "RSA PRIVATE",
            "PRIVATE KEY BLOCK",
            "PGP MESSAGE",
        ] {
            let text = label(&private(&key, format, None), words);
            assert!(opened(&text, None).is_ok_and(|(_, again)| same(&key, &again)), "{format:?} {words}");
        }
    }
    let text = b"-----BEGIN SECRET THING-----\n0123456789abcdef0123\n-----END SECRET THING-----\n";
    assert!(is_safe(text), "{:?}", read_all(text));
}

#[test]
fn base64_in_base64_is_opened() {
    let key = make(SMALL_KINDS[1], "", 5);
    for format in FORMATS {
        let text =
            Base64::encode_string(Base64::encode_string(private(&key, format, None).as_bytes()).as_bytes());
        assert!(opened(text.as_bytes(), None).is_ok_and(|(_, again)| same(&key, &again)), "{format:?}");
    }
}

#[test]
fn private_keys_of_other_programs_are_seen_beside_a_public_key() {
    let line = make(SMALL_KINDS[0], "bob", 9).public().line();
    for secret in [
        "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}",
        "<RSAKeyValue><Modulus>AQAB</Modulus><D>AQAB</D></RSAKeyValue>",
    ] {
        for text in [format!("{line}\n{secret}\n"), format!("{secret}\n{line}\n")] {
            assert!(is_safe(text.as_bytes()), "{secret}: {:?}", read_all(text.as_bytes()));
        }
    }
}

/// A file of gzip (RFC 1952) in which nothing is compressed.
fn gzip(text: &str) -> Vec<u8> {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let crc = !text.bytes().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(byte), step));
    let length = u16::try_from(text.len()).unwrap();
    [
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1][..],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        text.as_bytes(),
        &crc.to_le_bytes(),
        &u32::from(length).to_le_bytes(),
    ]
    .concat()
}

#[test]
fn what_may_hide_a_private_key_is_seen_beside_a_public_key() {
    let line = make(SMALL_KINDS[0], "bob", 9).public().line() + "\n";
    let text = private(&make(SMALL_KINDS[0], "", 5), PrivateFormat::OpenSsh, None);
    let gzip = gzip(&text);
    let base64 = Base64::encode_string(&gzip);
    for secret in [&gzip[..], base64.as_bytes()] {
        for text in [[line.as_bytes(), secret].concat(), [secret, b"\n", line.as_bytes()].concat()] {
            assert!(is_safe(&text), "{:?}", read_all(&text));
        }
    }
}

#[test]
fn a_private_key_in_the_comment_of_a_public_one_is_seen() {
    let key = make(SMALL_KINDS[0], "bob", 9);
    let public = write_public(key.public(), PublicFormat::Rfc4716);
    let public = String::from_utf8(public.to_vec()).unwrap();
    let text = private(&key, PrivateFormat::Pkcs8, None);
    for secret in [text.replace('\n', "\\\n"), text.replace('\n', " ")] {
        let text = public.replace("bob", &secret);
        assert!(text.contains("BEGIN PRIVATE KEY"), "{text}");
        assert!(is_safe(text.as_bytes()), "{text} {:?}", read_all(text.as_bytes()));
    }
}

/// Marks alone are words, also where a comment goes on in the next line and line ends are doubled.
#[test]
fn begin_lines_in_a_comment_are_words_whatever_the_line_ends() {
    let key = make(SMALL_KINDS[0], "bob", 9);
    let public = write_public(key.public(), PublicFormat::Rfc4716);
    let begin = "-----BEGIN DSA PRIVATE KEY-----";
    for comment in [format!("a\\\n{begin} {begin}"), format!("-\\\n---{begin}BEGIN\\\n DSA PRIVATE KEY-----")]
    {
        let text = String::from_utf8(public.to_vec()).unwrap().replace("bob", &comment);
        for text in [text.replace('\n', "\n\n"), text.replace('\n', "\r\n\r\n"), text] {
            let read = read_all(text.as_bytes());
            assert!(read.is_ok_and(|contents| !contents.has_private_mark), "{text}");
        }
    }
}

#[test]
fn a_key_in_base64_is_found_beside_one_that_is_not() {
    let [one, other] =
        [1, 2].map(|seed| private(&make(SMALL_KINDS[0], "ann", seed), PrivateFormat::OpenSsh, None));
    let text = format!("{one}\nother: {}\n", Base64::encode_string(other.as_bytes()));
    assert_eq!(read_all(text.as_bytes()).unwrap().keys.len(), 2);
}

#[test]
fn a_patch_that_changes_a_key_gives_neither() {
    for kind in [SMALL_KINDS[0], SMALL_KINDS[1]] {
        for passphrase in [None, Some("tide & tile")] {
            for format in [PrivateFormat::OpenSsh, PrivateFormat::Pkcs8] {
                let [old, new] = [1, 2].map(|seed| private(&make(kind, "", seed), format, passphrase));
                let lines: Vec<&str> = old.lines().collect();
                let (begin, end) = (lines[0], lines[lines.len() - 1]);
                let body = |text: &str, sign: &str| -> String {
                    let inside: Vec<&str> = text.lines().filter(|line| !line.starts_with('-')).collect();
                    inside.into_iter().map(|line| format!("{sign}{line}\n")).collect()
                };
                for space in ["", " "] {
                    let [old, new] = [body(&old, "-"), body(&new, "+")];
                    let patch = format!("{space}{begin}\n{old}{new}{space}{end}\n");
                    let read = read_all(patch.as_bytes());
                    assert!(matches!(read, Err(ReadError::PrivateUnreadable { .. })), "{format:?} {read:?}");
                    let twice = patch.replace("\n-", "\n").replace("\n+", "\n");
                    let twice = twice.replace(&format!("\n{}", &end[1..]), &format!("\n{end}"));
                    let read = read_all(twice.as_bytes());
                    let is_refused = matches!(read, Err(ReadError::PrivateUnreadable { .. }));
                    assert!(is_refused || passphrase.is_some(), "{format:?} {read:?}");
                }
            }
        }
    }
}

#[test]
fn an_encrypted_body_that_lost_a_part_is_damaged() {
    let text = private(&make(SMALL_KINDS[1], "", 5), PrivateFormat::Pem, Some("tide"));
    let lines: Vec<&str> = text.lines().collect();
    let cut: String =
        lines.iter().enumerate().filter(|(at, _)| *at != 5).map(|(_, line)| format!("{line}\n")).collect();
    // A line is 48 bytes, three blocks: only a line that is cut shows.
    let cut = cut.replacen(lines[4], &lines[4][..60], 1);
    let read = read_all(cut.as_bytes());
    assert!(matches!(read, Err(ReadError::PrivateUnreadable { .. })), "{read:?}");
}

#[test]
fn of_an_open_and_a_locked_copy_the_open_one_is_kept() {
    let key = make(SMALL_KINDS[0], "ann", 1);
    let [open, locked, other] =
        [None, Some("tide"), Some("tile")].map(|passphrase| private(&key, PrivateFormat::Ppk3, passphrase));
    for text in [format!("{open}\n{locked}"), format!("{locked}\n{open}")] {
        let keys = read_all(text.as_bytes()).unwrap().keys;
        assert!(matches!(keys.as_slice(), [one] if matches!(one.key, Ok(KeyFile::Private(..)))), "{keys:?}");
    }
    let keys = read_all(format!("{locked}\n{other}").as_bytes()).unwrap().keys;
    assert_eq!(keys.len(), 2, "each may have a passphrase of its own");
}

#[test]
fn more_keys_than_are_read_are_private_all_the_same() {
    let key = private(&make(SMALL_KINDS[0], "", 1), PrivateFormat::Pkcs8, None);
    let read = read_all(key.repeat(1001).as_bytes());
    let Err(ReadError::PrivateUnreadable { why }) = read else { panic!("{read:?}") };
    assert_eq!(*why, ReadError::SeveralKeys { count: 1001 });
}
