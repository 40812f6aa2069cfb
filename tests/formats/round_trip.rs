//! What we write, we read: every kind of key in every format, whatever its comment and passphrase.

use crate::support::{FORMATS, SMALL_KINDS, cases, comment, make, opened, rsa, same, some_rsa, written};
use keywright::format::{Format, KeyFile, PrivateFormat, PublicFormat, read, write_public};
use keywright::key::{Comment, Key, Kind, PublicKey};
use proptest::prelude::*;

/// Any text that a person can type as a comment.
pub fn any_comment() -> impl Strategy<Value = Comment> {
    let wild = proptest::collection::vec(any::<char>(), 0..80).prop_map(|chars| {
        chars.into_iter().filter(|c| Comment::parse_user_input(&format!("a{c}a")).is_ok()).collect::<String>()
    });
    let text = prop_oneof![
        wild,
        "\\PC{0,40}",
        r#"[ -~]{0,200}"#,
        r#"[\\" :a]{0,160}"#,
        r#"[\\]{0,300}"#,
        "([a-z]{1,8} {1,3}){0,80}",
        "[äß€鍵🗝 ]{0,200}",
        "(-----BEGIN DSA PRIVATE KEY-----|-----|-----END A-----| |---- BEGIN SSH2 PUBLIC KEY ----|a){0,12}",
    ];
    text.prop_filter_map("too long", |text| Comment::parse_user_input(&text).ok())
}

/// Text files as other systems and programs have them.
#[derive(Clone, Copy, Debug)]
enum Disguise {
    None,
    CrLf,
    Cr,
    Bom,
    Utf16Le,
    Utf16Be,
    NoFinalNewline,
    BlankLines,
    DoubledLineEnds,
    Indented,
}

const DISGUISES: [Disguise; 10] = [
    Disguise::None,
    Disguise::CrLf,
    Disguise::Cr,
    Disguise::Bom,
    Disguise::Utf16Le,
    Disguise::Utf16Be,
    Disguise::NoFinalNewline,
    Disguise::BlankLines,
    Disguise::DoubledLineEnds,
    Disguise::Indented,
];

fn disguised(bytes: &[u8], disguise: Disguise) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let utf16 = |to: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(to).collect();
    match disguise {
        Disguise::None => bytes.to_vec(),
        Disguise::CrLf => text.replace('\n', "\r\n").into_bytes(),
        Disguise::Cr => text.replace('\n', "\r").into_bytes(),
        Disguise::Bom => format!("\u{feff}{text}").into_bytes(),
        Disguise::Utf16Le => utf16(u16::to_le_bytes),
        Disguise::Utf16Be => utf16(u16::to_be_bytes),
        Disguise::NoFinalNewline => text.trim_end_matches('\n').as_bytes().to_vec(),
        Disguise::BlankLines => format!("\n \n{text}\n\n \n").into_bytes(),
        Disguise::DoubledLineEnds => text.replace('\n', "\n\n").into_bytes(),
        Disguise::Indented => {
            text.lines().map(|line| format!("\t {line}\n")).collect::<String>().into_bytes()
        }
    }
}

fn any_key() -> impl Strategy<Value = (Key, Comment)> {
    // The fifth kind is RSA, which takes too long to make anew each time.
    (0..5usize, any::<u64>(), any_comment()).prop_map(|(kind, seed, comment)| {
        let key = SMALL_KINDS.get(kind).map(|kind| make(*kind, "", seed));
        (key.as_ref().unwrap_or_else(|| some_rsa()).with_comment(comment.clone()), comment)
    })
}

fn public_from(bytes: &[u8]) -> (Format, PublicKey) {
    match read(bytes) {
        Ok(KeyFile::Public(format, key)) => (format, key),
        other => panic!("{other:?}\n{}", String::from_utf8_lossy(bytes)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_key_without_passphrase_comes_back_from_every_format(
        (key, comment) in any_key(),
        disguise in proptest::sample::select(&DISGUISES[..]),
        seed: u64,
    ) {
        for format in FORMATS {
            let bytes = disguised(&written(&key, format, None, seed), disguise);
            let (found, again) = opened(&bytes, None).unwrap();
            prop_assert_eq!(found, format.into());
            prop_assert!(same(&key, &again));
            prop_assert_eq!(again.comment(), &comment);
        }
    }

    #[test]
    fn a_key_under_a_passphrase_comes_back_from_ppk(
        (key, comment) in any_key(),
        disguise in proptest::sample::select(&DISGUISES[..]),
        passphrase in "\\PC{1,40}",
        seed: u64,
    ) {
        for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2] {
            let bytes = disguised(&written(&key, format, Some(&passphrase), seed), disguise);
            let (found, again) = opened(&bytes, Some(&passphrase)).unwrap();
            prop_assert_eq!(found, format.into());
            prop_assert!(same(&key, &again));
            prop_assert_eq!(again.comment(), &comment);
        }
    }

    #[test]
    fn a_public_key_comes_back_from_its_line_and_from_rfc_4716(
        (key, comment) in any_key(),
        disguise in proptest::sample::select(&DISGUISES[..]),
    ) {
        for format in [PublicFormat::Line, PublicFormat::Rfc4716] {
            let bytes = write_public(key.public(), format);
            let (found, again) = public_from(&disguised(&bytes, disguise));
            prop_assert_eq!(found, format.into());
            prop_assert_eq!(&again, key.public());
            prop_assert_eq!(again.comment(), &comment);
        }
    }

    #[test]
    fn no_line_of_rfc_4716_is_over_72_bytes((key, _) in any_key()) {
        let bytes = write_public(key.public(), PublicFormat::Rfc4716);
        for line in bytes.split(|byte| *byte == b'\n') {
            prop_assert!(line.len() <= 72, "{}", String::from_utf8_lossy(line));
            prop_assert!(std::str::from_utf8(line).is_ok(), "a character was cut in two");
        }
    }

    #[test]
    fn every_written_line_ends_with_lf_alone_and_the_file_with_one((key, _) in any_key(), seed: u64) {
        for format in FORMATS {
            let bytes = written(&key, format, None, seed);
            prop_assert!(bytes.ends_with(b"\n") && !bytes.ends_with(b"\n\n"));
            prop_assert!(!bytes.contains(&b'\r'));
        }
    }
}

proptest! {
    // 24 rounds of bcrypt each way.
    #![proptest_config(ProptestConfig { cases: cases(400) / 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_key_under_a_passphrase_comes_back_from_openssh(
        (key, comment) in any_key(),
        passphrase in "\\PC{1,40}",
        seed: u64,
    ) {
        let bytes = written(&key, PrivateFormat::OpenSsh, Some(&passphrase), seed);
        let (found, again) = opened(&bytes, Some(&passphrase)).unwrap();
        prop_assert_eq!(found, Format::OpenSsh);
        prop_assert!(same(&key, &again));
        prop_assert_eq!(again.comment(), &comment);
    }
}

#[test]
fn two_encrypted_files_of_one_key_share_no_secret_bytes() {
    let key = make(SMALL_KINDS[0], "ann", 1);
    for format in [PrivateFormat::OpenSsh, PrivateFormat::Ppk3] {
        let [one, other] = [1, 2].map(|seed| written(&key, format, Some("same"), seed));
        let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').rev().nth(2).map(<[u8]>::to_vec);
        assert_ne!(lines(&one), lines(&other), "{format:?} used its salt twice");
    }
}

#[test]
fn the_same_random_numbers_make_the_same_key() {
    for kind in SMALL_KINDS {
        assert!(same(&make(kind, "ann", 7), &make(kind, "ann", 7)));
        assert!(!same(&make(kind, "ann", 7), &make(kind, "ann", 8)));
    }
}

#[test]
fn a_comment_with_a_line_break_is_refused_from_a_person_and_made_visible_from_a_file() {
    for text in ["a\nb", "a\rb", "a\u{85}b", "a\u{2028}b", "a\u{0}b", "a\u{1b}[2J", "a\u{202e}b", "a\tb"] {
        assert!(Comment::parse_user_input(text).is_err(), "{text:?}");
        let shown = Comment::from_bytes_lossy(text.as_bytes());
        assert!(shown.text().contains("\\u{"), "{text:?}");
        assert_eq!(comment(&shown.text()).text(), shown.text());
    }
}

#[test]
fn an_rsa_key_has_exactly_the_size_that_was_asked_for_even_where_p_has_a_word_more_than_q() {
    for bits in [2048, 2049, 2050, 2177, 3072] {
        let key = make(rsa(bits), "ann", u64::from(bits));
        assert_eq!(key.kind(), Kind::Rsa(u32::from(bits)));
        let (_, again) = opened(&written(&key, PrivateFormat::Ppk3, None, 1), None).unwrap();
        assert!(same(&key, &again), "{bits}");
    }
}
