//! Public lines as they come out of mails and terminals, and texts that only look like them.

use crate::support::{SMALL_KINDS, cases, make, some_rsa};
use base64ct::Encoding as _;
use keywright::format::{KeyFile, ReadError, Wrapping, looks_like_a_key, read, read_all};
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

type Told = (String, &'static [Wrapping]);

/// What ssh or sshd read, or people write in other lines.
fn by_itself(line: &str, wrapped: &str) -> Vec<Told> {
    vec![
        (line.to_owned(), &[]),
        (format!("\n  {line}\r\n"), &[]),
        (wrapped.to_owned(), &[]),
        (format!("command=\"echo \\\"a b\\\"\",no-pty {line}\n"), &[]),
        (format!("restrict,from=\"10.0.0.0/8, *.lan\" {line}\n"), &[]),
        (format!("example.com,10.0.0.1 {line}\n"), &[]),
        (format!("[example.com]:2222 {line}\n"), &[]),
        (format!("* {line}\n"), &[]),
        (format!("2001:db8:: {line}\n"), &[]),
        (format!("@cert-authority *.example.com {line}\n"), &[]),
        (format!("# my key\n{line}\n# the end\n"), &[]),
        (format!("Dear Bob, this is \"my key\"\n\n{line}\n\nAnn\n"), &[]),
    ]
}

/// What stands around it in its line, or is undone.
fn surrounded(line: &str, [kind, start, end]: [&str; 3]) -> Vec<Told> {
    use Wrapping::{Base64, Characters, Escapes, Fence, Html, Lines, Percent, Quotes};
    let base64 = [start, end].concat();
    vec![
        (format!("\"{line}\"\n"), &[Quotes]),
        (format!("'{line}'"), &[Quotes]),
        (format!("`{line}`\n"), &[Quotes]),
        (format!("\u{201c}{line}\u{201d}"), &[Quotes]),
        (format!("\u{201e}{line}\u{201c}"), &[Quotes]),
        (format!("\u{2018}{line}\u{2019}"), &[Quotes]),
        (format!("\u{ab}{line}\u{bb}"), &[Quotes]),
        (format!("\"{line}\n"), &[Quotes]),
        (format!("```{line}```\n"), &[Quotes]),
        (format!("\"\"\"\n{line}\n\"\"\"\n"), &[Quotes]),
        (format!("key=\"{line}\"\n"), &[Quotes]),
        (format!("key = \"{line}\"\n"), &[Quotes]),
        (format!("export KEY='{line}';\n"), &[Quotes]),
        (format!("public_key = \"{line}\"\n"), &[Quotes]),
        (format!("echo \"{line}\" >> ~/.ssh/authorized_keys\n"), &[Quotes]),
        (format!("{{\"key\": \"{line}\"}}\n"), &[Quotes]),
        (format!("{{\"key\": \"{line}\\n\"}}\n"), &[Quotes]),
        (format!("  - \"{line}\"\n"), &[Quotes]),
        (format!("[\"{line}\"]"), &[Quotes]),
        (format!("<key value=\"{line}\"/>\n"), &[Quotes]),
        (format!("```\n{line}\n```\n"), &[Fence]),
        (format!("Here it is:\n\n~~~ text\n{line}\n~~~\nBye\n"), &[Fence]),
        (format!("<p>{line}</p>\n"), &[Html]),
        (format!("<pre><code>{line}</code></pre>\n"), &[Html]),
        (format!("<tr><td>{kind}</td><td>{base64} ann@desk</td></tr>\n"), &[Html]),
        (format!("{line}</li>\n"), &[Html]),
        (line.replace(' ', "&nbsp;"), &[Html]),
        (format!("> {line}\n"), &[Lines]),
        (format!("> {kind} {start}\n> {end} ann@desk\n"), &[Lines]),
        (format!("{kind} {start}\n> {end} ann@desk\n"), &[Lines]),
        (format!("{kind} {start} \\\n{end} ann@desk\n"), &[Lines]),
        (format!("- {line}\n"), &[Lines]),
        (format!("1. {line}\n"), &[Lines]),
        (format!("key: {line}\n"), &[Lines]),
        (format!("key={line}\n"), &[Lines]),
        (format!("My key is {line}\n"), &[Lines]),
        (format!("({line})\n"), &[Lines]),
        (format!("**{line}**\n"), &[Lines]),
        (line.replace(' ', "\u{a0}"), &[Characters]),
        (line.replace(' ', "%20"), &[Percent]),
        (base64ct::Base64::encode_string(line.as_bytes()), &[Base64]),
        (format!("{{\"key\": \"{}\"}}", line.replace(' ', "\\u0020")), &[Escapes]),
    ]
}

/// What is around a line is said, unless sshd or ssh read it: options, names of servers, a comment.
#[test]
fn what_was_around_a_line_is_told_and_is_no_part_of_its_comment() {
    let key = make(SMALL_KINDS[0], "ann@desk", 1);
    let (line, base64) = (key.public().line(), key.public().base64());
    let (start, end) = base64.split_at(40);
    let kind = key.public().kind().ssh_name();
    let plain = by_itself(&line, &format!("{kind} {start}\n{end} ann@desk\n"));
    for (text, expected) in plain.into_iter().chain(surrounded(&line, [kind, start, end])) {
        let contents = read_all(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let public = contents.keys[0].public().unwrap();
        assert_eq!((public, contents.keys.len()), (key.public(), 1), "{text}");
        // JSON is undone, and with it its quotes.
        let is_said = |one: &Wrapping| expected != [Wrapping::Escapes] || *one != Wrapping::Quotes;
        let unwrapped: Vec<Wrapping> = contents.unwrapped.into_iter().filter(is_said).collect();
        assert_eq!(unwrapped, expected, "{text}");
    }
}

#[test]
fn what_belongs_to_a_comment_stays_in_it() {
    for comment in [
        "Ann <ann@example.com>",
        "Ann (work)",
        "Ann's \"laptop\"",
        "a, b; c",
        "\u{d3}scar \u{d4}",
        "{x}",
        "*",
        "5 > 4",
    ] {
        let key = make(SMALL_KINDS[0], comment, 1);
        let line = key.public().line();
        for (text, expected) in
            [(line.clone(), None), (format!("\u{201c}{line}\u{201d}"), Some(Wrapping::Quotes))]
        {
            let contents = read_all(text.as_bytes()).unwrap();
            assert_eq!(contents.keys[0].public().unwrap().comment().to_string(), comment, "{text}");
            assert_eq!(contents.unwrapped.first().copied(), expected, "{text}");
        }
    }
}
