//! Public lines as they come out of mails and terminals, and texts that only look like them.

use crate::support::{SMALL_KINDS, cases, make, some_rsa};
use keywright::format::{KeyFile, ReadError, looks_like_a_key, read};
use keywright::key::{Key, PublicKey};
use proptest::prelude::*;

fn any_key() -> impl Strategy<Value = Key> {
    (0..5usize, 0..50u64).prop_map(|(kind, seed)| match SMALL_KINDS.get(kind) {
        Some(kind) => make(*kind, "ann at home", seed),
        None => some_rsa().with_comment(crate::support::comment("ann at home")),
    })
}

fn found(text: &str) -> Result<PublicKey, ReadError> {
    assert!(looks_like_a_key(text), "{text}");
    match read(text.as_bytes())? {
        KeyFile::Public(_, key) => Ok(key),
        other => panic!("{other:?}"),
    }
}

/// The line with its base64 broken after every so many characters.
fn wrapped(key: &PublicKey, column: usize, between: &str) -> String {
    let base64 = key.base64();
    let pieces: Vec<&str> =
        base64.as_bytes().chunks(column).map(|piece| std::str::from_utf8(piece).unwrap()).collect();
    format!("{} {} {}", key.kind().ssh_name(), pieces.join(between), key.comment())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(300), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_broken_at_any_column_is_put_together(
        key in any_key(),
        column in 4..200usize,
        between in proptest::sample::select(&["\n", "\r\n", "\r", "\n    ", " \n\t", "\n\n", "\\\n", "\n> "][..]),
        text_after in proptest::sample::select(&["", "\n", "\nBye\n", "\n\nann\n", "\nAAAA\n"][..]),
    ) {
        let again = found(&(wrapped(key.public(), column, between) + text_after)).unwrap();
        prop_assert_eq!(&again, key.public());
    }

    #[test]
    fn a_line_that_was_cut_is_no_key_whatever_follows(
        key in any_key(),
        cut in 1..60usize,
        other in any_key(),
        between in proptest::sample::select(&["\n", "\n\n", " ", ""][..]),
    ) {
        let base64 = key.public().base64();
        let cut = base64.trim_end_matches('=').len() - cut;
        let text = format!("{} {}{between}{}\n", key.kind().ssh_name(), &base64[..cut], other.public().line());
        prop_assert!(found(&text).is_err(), "{}", text);
        let text = format!("{} {}{between}{}\n", key.kind().ssh_name(), &base64[..cut], other.public().base64());
        prop_assert!(found(&text).is_err(), "{}", text);
    }

    #[test]
    fn quotes_and_settings_around_a_line_are_left_out(
        key in any_key(),
        around in proptest::sample::select(&[
            ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("„", "“"), ("«", "»"), ("key = \"", "\""),
            ("key: '", "',"), ("  - \"", "\" # ann"), ("- ", ""), ("export KEY=\"", "\";"), ("[\"", "\"]"),
            ("command=\"a \\\" b\",no-pty ", ""), ("host ", ""), ("@revoked * ", ""), ("\t  ", "\t "),
        ][..]),
    ) {
        let (before, after) = around;
        let again = found(&format!("{before}{}{after}\n", key.public().line())).unwrap();
        prop_assert_eq!(&again, key.public());
    }

    #[test]
    fn two_different_keys_are_never_one(one in any_key(), other in any_key()) {
        let text = format!("{}\n# and\n{}\n", one.public().line(), other.public().line());
        match found(&text) {
            Ok(key) => prop_assert!(one.public().is_same_key(other.public()) && key.is_same_key(one.public())),
            Err(error) => prop_assert_eq!(error, ReadError::SeveralKeys { count: 2 }),
        }
    }
}

#[test]
fn the_blob_decides_over_the_word_before_it() {
    let key = make(SMALL_KINDS[0], "ann", 1);
    let base64 = key.public().base64();
    for start in [
        "ssh-rsa ",
        "ssh-rsa\n",
        "no-pty ssh-rsa ",
        "ecdsa-sha2-nistp256 ",
        "host ",
        "sh-ed25519 ",
        "Ssh-ed25519 ",
        "ssh-ed25519:",
        "ssh-ed25519",
        "ssh-ed25519\u{a0}",
    ] {
        assert_eq!(&found(&format!("{start}{base64} ann")).unwrap(), key.public(), "{start}");
    }
}

#[test]
fn the_key_after_the_options_counts_and_not_one_in_them() {
    let [one, other] = [1, 2].map(|seed| make(SMALL_KINDS[0], "ann", seed));
    let text = format!("command=\"echo {}\" {}\n", one.public().line(), other.public().line());
    assert_eq!(&found(&text).unwrap(), other.public());
}

#[test]
fn prose_is_no_key() {
    for text in
        ["We need AAAA batteries.", "ssh-rsa is old", "a AAAA b AAAA", "ssh-rsa ssh-ed25519", "1024 35 7"]
    {
        assert_eq!(read(text.as_bytes()).unwrap_err(), ReadError::NotAKey, "{text}");
        assert!(!looks_like_a_key(text), "{text}");
    }
}
