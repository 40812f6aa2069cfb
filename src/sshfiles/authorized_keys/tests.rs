use super::*;
use crate::format::{PublicFormat, write_public};
use crate::key::{Comment, Curve, NewKind, NoProgress, generate, single_threaded};
use crate::sshfiles::KeyDamage;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn key(comment: &str) -> PublicKey {
    let comment = Comment::parse_user_input(comment).unwrap();
    generate(NewKind::Ed25519, &comment, &mut rand::rng(), &single_threaded, &NoProgress)
        .unwrap()
        .public()
        .clone()
}

fn content(line: &str) -> Content {
    let file = AuthorizedKeys::parse(line.as_bytes()).unwrap();
    file.contents().remove(0)
}

fn line(text: &str) -> KeyLine {
    match content(text) {
        Content::Key(line) => line,
        other => panic!("{text}: {other:?}"),
    }
}

fn ignored(text: &str) -> Ignored {
    match content(text) {
        Content::Ignored(why) => why,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn options_come_to_what_a_key_may_do() {
    let key = key("ann@desk").line();
    let of = |options: &str| line(&format!("{options} {key}")).options;
    assert_eq!(line(&key).options, KeyOptions::default());
    assert!(of("restrict").allowed.is_empty());
    assert_eq!(of("RESTRICT,Pty").allowed, [Capability::Pty]);
    assert_eq!(of("pty,restrict").allowed, []);
    assert!(!of("no-x11-forwarding").allows(Capability::X11Forwarding));
    assert_eq!(of(r#"command="say \"a, b\" \\ #1""#).command.as_deref(), Some(r#"say "a, b" \\ #1"#));
    assert_eq!(of(r#"from="10.0.0.0/8,!10.1.*""#).from.as_deref(), Some("10.0.0.0/8,!10.1.*"));
    assert_eq!(of(r#"environment="A=b c",environment="B=""#).environment, ["A=b c", "B="]);
    assert_eq!(of(r#"permitopen="db:5432",permitlisten="8080""#).permit_listen, ["8080"]);
    assert!(of("no-touch-required,verify-required,cert-authority").verify_required);
    // All of this is nothing to sshd.
    assert_eq!(of(",,restrict,,"), of("restrict"));
}

#[test]
fn what_sshd_skips_is_told_with_the_reason() {
    let key = key("ann@desk");
    let key = key.line();
    let of = |options: &str| match ignored(&format!("{options} {key}")) {
        Ignored::Options { problem, key, written } => {
            assert_eq!(
                (key.is_some(), written.starts_with(options)),
                (problem != BadOption::OpenQuote, true)
            );
            problem
        }
        other => panic!("{options}: {other:?}"),
    };
    assert_eq!(of("ptyx"), BadOption::Unknown("ptyx".to_owned()));
    assert_eq!(of("restrict,no-restrict"), BadOption::Unknown("no-restrict".to_owned()));
    assert_eq!(of("from=10.0.0.1"), BadOption::NoQuote("from"));
    assert_eq!(of(r#"command="ls"#), BadOption::OpenQuote);
    assert_eq!(of(r#"from="a",from="b""#), BadOption::Repeated("from"));
    assert_eq!(of(r#"expiry-time="soon""#), BadOption::Time("soon".to_owned()));
    assert_eq!(of(r#"environment="A-B=c""#), BadOption::Environment("A-B=c".to_owned()));
    assert_eq!(
        of(r#"permitopen="8080""#),
        BadOption::Permit { name: "permitopen", value: "8080".to_owned() }
    );
    assert_eq!(of(r#"tunnel="tun0""#), BadOption::Tunnel("tun0".to_owned()));
    assert_eq!(of(r#"command="a"b"#), BadOption::Unknown("b".to_owned()));
}

#[test]
fn damaged_and_pasted_keys_are_told_apart() {
    let (one, other) = (key("ann"), key(""));
    let text = one.line();
    assert_eq!(ignored("ssh-ed25519"), Ignored::Damaged(KeyDamage::Missing));
    assert_eq!(ignored(&text[..40]), Ignored::Damaged(KeyDamage::Content));
    assert_eq!(ignored(&text.replace("AAAAC3", "AAAAC!")), Ignored::Damaged(KeyDamage::NotBase64));
    assert_eq!(ignored(&format!("{}{text}", other.line())), Ignored::Glued);
    let named = text.replace("ssh-ed25519", "ssh-rsa");
    let (named_type, found) = ("ssh-rsa".to_owned(), "ssh-ed25519".to_owned());
    assert_eq!(ignored(&named), Ignored::Damaged(KeyDamage::OtherType { named: named_type, found }));
    assert!(matches!(ignored(&format!("\u{feff}{text}")), Ignored::ByteOrderMark(_)));
    assert!(matches!(ignored(&format!("\u{feff}restrict {text}")), Ignored::ByteOrderMark(_)));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = AuthorizedKeys::parse(&[b"\xff\xfe", utf16.as_slice()].concat()).unwrap();
    assert_eq!(file.contents(), [Content::Ignored(Ignored::Utf16)]);
    assert_eq!(content("# ssh-ed25519 is best"), Content::Comment);
    assert_eq!(content(" \t\r"), Content::Blank);
    assert_eq!(ignored("hello"), Ignored::NotAKey);
    assert!(matches!(content(&format!("{text}{}", "x".repeat(1 << 19))), Content::Key(_)));
    assert!(matches!(content(&format!("{text}{}", "\0".repeat(3 * text.len()))), Content::Key(_)));
}

#[test]
fn the_lines_of_a_pasted_key_belong_together_and_the_key_after_it_counts() {
    let key = key("ann");
    let block = write_public(&key, PublicFormat::Rfc4716);
    let text = format!("{}{}\nnotes\n", String::from_utf8_lossy(&block), key.line());
    let contents = AuthorizedKeys::parse(text.as_bytes()).unwrap().contents();
    assert_eq!(contents[0], Content::Ignored(Ignored::Pasted(PastedBlock::PublicKey)));
    let last = contents.len() - 1;
    assert!(contents[1..last - 1].iter().all(|one| *one == Content::Ignored(Ignored::InPasted)));
    assert!(matches!(&contents[last - 1], Content::Key(line) if line.is_on));
    assert_eq!(contents[last], Content::Ignored(Ignored::NotAKey));
    for private in ["-----BEGIN OPENSSH PRIVATE KEY-----", "PuTTY-User-Key-File-3: ssh-ed25519"] {
        assert_eq!(ignored(private), Ignored::Pasted(PastedBlock::PrivateKey));
    }
}

#[test]
fn a_key_that_was_switched_off_comes_back_as_it_was() {
    let key = key("ann").line();
    for text in [key.clone(), format!("restrict,command=\"a # b\" {key}"), format!(" \t{key}\r\nmore")] {
        let mut file = AuthorizedKeys::parse(text.as_bytes()).unwrap();
        assert_eq!(file.switch_on(1), None);
        let edit = file.switch_off(1).unwrap();
        assert_eq!((edit.number, file.switch_off(1)), (1, None));
        assert!(matches!(&file.contents()[0], Content::Key(line) if !line.is_on));
        assert!(file.switch_on(1).is_some());
        assert_eq!(file.bytes(), text.as_bytes());
    }
    for off in [format!("#{key}"), format!("  ## {key}"), format!("#\trestrict {key}")] {
        assert!(AuthorizedKeys::parse(off.as_bytes()).unwrap().switch_on(1).is_some(), "{off}");
    }
    // That would be skipped.
    assert_eq!(content(&format!("# ann: {key}")), Content::Comment);
}

#[test]
fn remarks_name_the_line_and_what_is_odd_about_it() {
    let (one, other) = (key("ann"), key("bob"));
    let p521 = NewKind::Ecdsa(Curve::P521);
    let p521 = generate(p521, &Comment::default(), &mut rand::rng(), &single_threaded, &NoProgress).unwrap();
    let text = format!(
        "{one}\n#{one}\nrestrict {one}\n{p521}\n{one2}{other}\nfrom=\"10.0.0.1/8,,a b,fe80::/10,10.0.0.1/33\" {other}\n",
        one = one.line(),
        other = other.line(),
        p521 = p521.public().line(),
        one2 = key("eve").line(),
    );
    let found = remarks(&AuthorizedKeys::parse(text.as_bytes()).unwrap().contents());
    let from = |problem| (6, Remark::From(problem));
    assert_eq!(
        found,
        [
            (3, Remark::Repeated { of: 1 }),
            (4, Remark::Weak(crate::key::Weakness::MaybeUsedInOldPutty)),
            (5, Remark::SecondKey),
            from(FromProblem::Mask("10.0.0.1/8".to_owned())),
            from(FromProblem::Empty),
            from(FromProblem::Blank("a b".to_owned())),
            from(FromProblem::Mask("10.0.0.1/33".to_owned())),
        ]
    );
}

#[test]
fn what_no_option_can_hold_is_refused() {
    let of = |options: KeyOptions| AuthorizedKeys::parse(b"").unwrap().add(&key(""), &options).unwrap_err();
    let command = |text: &str| of(KeyOptions { command: Some(text.to_owned()), ..KeyOptions::default() });
    assert_eq!(command("dir C:\\"), BadValue::Backslash("dir C:\\".to_owned()));
    assert_eq!(command("a\nb"), BadValue::Control('\n'));
    assert_eq!(command(&"x".repeat(9000)), BadValue::LineTooLong { limit: 8192 });
    let from = KeyOptions { from: Some("10.0.0.1/8".to_owned()), ..KeyOptions::default() };
    assert_eq!(of(from), BadValue::From(FromProblem::Mask("10.0.0.1/8".to_owned())));
    let principals = KeyOptions { principals: Some("ann".to_owned()), ..KeyOptions::default() };
    assert_eq!(of(principals), BadValue::Principals);
    let variable = KeyOptions { environment: vec!["A".to_owned()], ..KeyOptions::default() };
    assert_eq!(of(variable), BadValue::Option(BadOption::Environment("A".to_owned())));
}

/// Options of any kind that can be written.
fn any_options() -> impl Strategy<Value = KeyOptions> {
    let text = || "[ -~ä]{0,12}[!-Z_ä]";
    let list = |one: &'static str| proptest::collection::vec(one, 0..3);
    let flags = proptest::collection::vec(any::<bool>(), 9);
    let values = (
        proptest::option::of(text()),
        proptest::option::of("[a-z*?.!]{1,5}(,[0-9.]{1,5})?"),
        proptest::option::of(text()),
        list("20[2-9][0-9]1[0-2]0[1-9](1[0-9][0-5][0-9])?Z?"),
        list("[A-Z_]{1,3}=[ -Z]{0,5}"),
        list("[a-z]{1,4}:[1-9]{1,4}"),
    );
    (flags, values).prop_map(|(flags, (command, from, principals, until, environment, permits))| {
        let mut options = KeyOptions {
            restrict: flags[0],
            command,
            from: from.filter(|from| from_problems(from).is_empty()),
            until: until.iter().filter_map(|time| ExpiryTime::parse(time)).collect(),
            environment,
            permit_listen: permits.clone(),
            permit_open: permits,
            tunnel: flags[1].then(|| "7".to_owned()),
            cert_authority: flags[2],
            principals: principals.filter(|_| flags[2]),
            touch_required: flags[3],
            verify_required: flags[1],
            allowed: Vec::new(),
        };
        for (capability, is_allowed) in Capability::ALL.into_iter().zip(flags[4..].iter()) {
            options.set(capability, *is_allowed);
        }
        options
    })
}

/// A line of any sort.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let blob = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        Just(blob.as_bytes().to_vec()),
        "#? ?(restrict|pty,|from=\"[ -~]{0,5}\"?)? ?"
            .prop_map(move |start| format!("{start}{blob} x").into_bytes()),
        Just(vec![0xef, 0xbb, 0xbf]),
    ]
}

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let end = prop_oneof![Just(&b"\n"[..]), Just(&b"\r\n"[..]), Just(&b"\r"[..]), Just(&b""[..])];
    let line = (any_line(), end).prop_map(|(line, end)| [line.as_slice(), end].concat());
    proptest::collection::vec(line, 0..8).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn any_bytes_come_back_as_they_were(bytes in any_file()) {
        let file = AuthorizedKeys::parse(&bytes).unwrap();
        prop_assert_eq!(file.bytes(), bytes);
        remarks(&file.contents());
    }

    #[test]
    fn an_edit_changes_its_own_line_only(bytes in any_file(), number in 0usize..10, what in 0..4) {
        let old = AuthorizedKeys::parse(&bytes).unwrap();
        let mut new = old.clone();
        let edit = match what {
            0 => new.switch_off(number),
            1 => new.switch_on(number),
            2 => new.remove(number),
            _ => new.add(&key("new"), &KeyOptions::default()).ok(),
        };
        let Some(edit) = edit else {
            prop_assert_eq!(old, new);
            return Ok(());
        };
        let lines = |file: &AuthorizedKeys| file.bytes().split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
        let (mut before, mut after) = (lines(&old), lines(&new));
        let at = edit.number - 1;
        if edit.old.is_some() {
            let removed = before.remove(at);
            prop_assert!(removed.starts_with(&edit.old.unwrap_or_default()));
        } else if let Some(last) = before.last_mut().filter(|last| !last.ends_with(b"\n")) {
            // It gets the line end that it lacks.
            let end: &[u8] = if bytes.split_inclusive(|b| *b == b'\n').next().is_some_and(|line| line.ends_with(b"\r\n")) { b"\r\n" } else { b"\n" };
            last.extend_from_slice(end);
        }
        if edit.new.is_some() {
            after.remove(at);
        }
        prop_assert_eq!(before, after);
    }

    #[test]
    fn options_are_read_as_they_were_written(options in any_options()) {
        let (key, mut file) = (key("ann"), AuthorizedKeys::parse(b"").unwrap());
        file.add(&key, &options).unwrap();
        let Content::Key(line) = file.contents().remove(0) else { panic!("{:?}", file.contents()) };
        prop_assert_eq!(line.options, options);
    }
}

#[test]
fn a_key_that_sshd_does_not_find_is_found_and_its_line_repaired() {
    let key = key("ann").line();
    for (text, fault, meant) in [
        (
            format!("no-pty, no-X11-forwarding {key}"),
            LineFault::Spaces,
            format!("no-pty,no-X11-forwarding {key}"),
        ),
        (
            format!("no-pty no-X11-forwarding {key}"),
            LineFault::Spaces,
            format!("no-pty,no-X11-forwarding {key}"),
        ),
        (
            format!("command=\"a b\" ,no-pty {key}"),
            LineFault::Spaces,
            format!("command=\"a b\",no-pty {key}"),
        ),
        (format!("\"{key}\""), LineFault::Quotes, key.clone()),
        (format!("'restrict {key}'"), LineFault::Quotes, format!("restrict {key}")),
        (format!("@cert-authority {key}"), LineFault::Marker, format!("cert-authority {key}")),
        (format!("@cert-authority no-pty {key}"), LineFault::Marker, format!("cert-authority,no-pty {key}")),
        (format!("{}\n{}", &key[..50], &key[50..]), LineFault::Wrapped, key.clone()),
        (format!("{}\n {}\n{}", &key[..40], &key[40..60], &key[60..]), LineFault::Wrapped, key.clone()),
    ] {
        let mut file = AuthorizedKeys::parse(format!("{text}\n# end\n").as_bytes()).unwrap();
        let contents = file.contents();
        assert!(
            matches!(&contents[0], Content::Ignored(Ignored::Misplaced(found, _)) if *found == fault),
            "{text}: {contents:?}"
        );
        assert!(file.line_fix(1, &contents).is_some(), "{text}");
        assert!(!file.put_right(1).is_empty(), "{text}");
        assert_eq!(String::from_utf8(file.bytes()).unwrap(), format!("{meant}\n# end\n"));
    }
    for text in [format!("notes about {key}"), "@cert-authority".to_owned()] {
        assert_eq!(ignored(&text), Ignored::NotAKey, "{text}");
    }
    let cut = format!("{}\nno key", &key[..50]);
    let contents = AuthorizedKeys::parse(cut.as_bytes()).unwrap().contents();
    assert!(matches!(contents[0], Content::Ignored(Ignored::Damaged(_))), "{contents:?}");
}

/// Otherwise half of a private key would stay, which nothing tells from a damaged line any more.
#[test]
fn a_pasted_key_is_removed_as_a_whole() {
    let pasted = include_str!("../../../tests/vectors_window/ed25519");
    let mut file = AuthorizedKeys::parse(format!("# before\n{pasted}# after\n").as_bytes()).unwrap();
    let (edits, without) = file.change(Verb::Remove, &BTreeSet::from([2]));
    assert_eq!((edits.len(), without), (pasted.lines().count(), Vec::new()));
    assert_eq!(file.bytes(), b"# before\n# after\n");
}

/// The lines in ASCII would become other characters.
#[test]
fn a_file_that_is_only_partly_utf16_is_not_converted() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let of = |bytes: Vec<u8>| AuthorizedKeys::parse(&bytes).unwrap();
    let line = format!("{}\r\n", key("ann").line());
    let bom = utf16("\u{feff}");
    let whole = of([&bom[..], &utf16(&line)].concat());
    assert_eq!(whole.line_fix(1, &whole.contents()), Some(LineFix::ToUtf8));
    let mixed = of([&bom[..], &utf16(&line), line.as_bytes()].concat());
    assert_eq!(mixed.line_fix(1, &mixed.contents()), None);
}
