//! The window and the command line come to the same verdict on every kind of file.

#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so"
)]

#[path = "support/mod.rs"]
mod support;

use keywright::app::{
    Action, App, AppError, BatchAction, Dialog, KeyState, Notice, OpenError, State, Titles,
};
use keywright::format::PrivateFormat;
use keywright::format::PublicFormat;
use keywright::i18n::Texts;
use keywright::key::escape_control_chars;
use keywright::save::Output;
use keywright::system::User;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use support::fakes::Outside;
use support::keys;

/// What became of each key that was not skipped, and how many keys and files there are in all, by what
/// became of them.
#[derive(Debug, Default)]
struct Verdicts {
    keys: BTreeMap<String, String>,
    /// Converted, failed, skipped; of the last, public keys, certificates, in the format already, others.
    counts: Vec<usize>,
}

const LOCKED: &str = "locked";
const WRONG: &str = "not opened by this passphrase";
/// Of the locked keys of `tests/vectors`.
const PASSPHRASE: &str = "tide & tile";

fn vectors(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() { vectors(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

/// A folder of every kind of file.
fn every_kind() -> Outside {
    let outside = Outside::new();
    let old = outside.path("old");
    let mut found = Vec::new();
    vectors(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"), &mut found);
    found.sort();
    assert!(found.len() > 300, "only {} files found", found.len());
    for (number, path) in found.iter().enumerate() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        keys::put(&old, &format!("{number:03}-{name}"), &fs::read(path).expect("a file"));
    }
    let text = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
        fs::read_to_string(path).expect("text")
    };
    let (ppk, pem, public) = (text("ppk/rsa2048-3.ppk"), text("pem/rsa.pem"), text("public/p256.rfc4716"));
    let locked = text("ppk/ed25519-3-enc.ppk");
    let quoted: String = pem.lines().map(|line| format!("> {line}\n")).collect();
    let json = format!("{{\"KeyMaterial\": \"{}\"}}\n", pem.replace('\n', "\\n"));
    for (name, contents) in [
        ("x01-mail", format!("Your key:\n{ppk}").as_str()),
        ("x02-both", &format!("{public}{pem}")),
        ("x03-both", &format!("{pem}{public}")),
        ("x04-quoted", &quoted),
        ("x05-aws", &json),
        ("x06-two", &format!("{pem}{}", text("openssh/ed25519"))),
        ("x07-two.ppk", &format!("{ppk}{locked}")),
        ("x08-two-damaged", &format!("{pem}{}", pem.replace("MII", "MIJ"))),
        ("x09-lines", &format!("{}{}", text("public/p256.pub"), text("public/rsa2048.pub"))),
        ("x10-empty", ""),
        ("x11-page", "<!DOCTYPE html><html><body>Log in</body></html>"),
        (
            "x12-pgp",
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n",
        ),
        ("x13-large", &format!("{pem}{}", "x".repeat(1 << 20))),
        ("x14-certificate", &text("public/user-ed25519-cert.pub")),
        ("x15-notes", "milk\n"),
    ] {
        keys::put(&old, name, contents.as_bytes());
    }
    let lax = keys::put(&old, "x20-lax", pem.as_bytes());
    let lax_damaged = keys::put(&old, "x21-lax-damaged", &pem.as_bytes()[..600]);
    for path in [lax, lax_damaged] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("a mode");
    }
    fs::create_dir(old.join("x30-folder")).expect("a folder");
    // Their new files would be called the same.
    for (name, key) in [("x40.pem", &pem), ("x40.ppk", &ppk), ("x40.key", &pem)] {
        keys::put(&old, name, key.as_bytes());
    }
    for (to, name) in [("nothing", "x31"), ("x32", "x32"), ("x30-folder", "x33"), ("x03-both", "x34-link")] {
        symlink(to, old.join(name)).expect("a link");
    }
    outside
}

#[derive(Debug)]
struct Said {
    out: String,
    err: String,
    status: Option<i32>,
}

fn cli(outside: &Outside, arguments: &[&str]) -> Said {
    let mut command = Command::new("setsid");
    command.args(["--wait", env!("CARGO_BIN_EXE_keywright-cli")]).args(arguments);
    command.current_dir(outside.home.path()).env("HOME", outside.home.path());
    let output = command.stdin(std::process::Stdio::null()).output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said { out: text(output.stdout), err: text(output.stderr), status: output.status.code() }
}

/// Where a key is, as the command line says it.
fn at(texts: &Texts, outside: &Outside, row: &keywright::app::Row) -> String {
    let path = row.entry.at.path.strip_prefix(outside.home.path()).expect("below the home folder");
    texts.key_of_file(&path.display().to_string(), row.entry.at.part)
}

/// Of the window: each key with its verdict, a failure with its sentence.
fn of_the_window(outside: &Outside, what: Output, new: &str, passphrase: Option<&str>) -> Verdicts {
    let texts = Texts::english();
    let mut app = App::new(outside.services(), outside.desktop(), Titles::default(), Arc::new(|| {}));
    let mut act = |action| {
        app.act(action);
        (0..6).for_each(|_| app.drain_events());
    };
    act(Action::Open(vec![outside.path("old")]));
    act(Action::Batch(BatchAction::Write(what)));
    app.model.batch.target.folder = Some(outside.path(new));
    if let Some(passphrase) = passphrase {
        app.model.batch.passphrase.insert(passphrase, 0);
        app.act(Action::Batch(BatchAction::Unlock));
        (0..6).for_each(|_| app.drain_events());
    }
    app.act(Action::Batch(BatchAction::Convert));
    (0..6).for_each(|_| app.drain_events());
    let many = &app.model.batch;
    let mut keys = BTreeMap::new();
    let (mut converted, mut public, mut certificates, mut already) = (0, 0, 0, 0);
    for row in &many.rows {
        let state = row.state(&many.target);
        let verdict = match state {
            State::Done(saved) => {
                converted += 1;
                let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
                let names: Vec<_> = saved.files.iter().map(|file| name(&file.path)).collect();
                names.join(" and ")
            }
            State::Locked => LOCKED.to_owned(),
            State::NotThis => WRONG.to_owned(),
            State::PublicOnly | State::Certificate | State::Already => {
                let count = match state {
                    State::PublicOnly => &mut public,
                    State::Certificate => &mut certificates,
                    _ => &mut already,
                };
                *count += 1;
                continue;
            }
            State::Refused(Some(OpenError::Read(error))) => {
                texts.read_error(&at(&texts, outside, row), error)
            }
            state => texts.detail(row, state, &User::default()).unwrap_or_else(|| panic!("{state:?}")),
        };
        let verdict = verdict.replace(&format!("{}/", outside.home.path().display()), "");
        keys.insert(at(&texts, outside, row), escape_control_chars(&verdict));
    }
    let other = many.no_keys() + many.too_large();
    let skipped = public + certificates + already + other;
    let counts = vec![converted, keys.len() - converted, skipped, public, certificates, already, other];
    Verdicts { keys, counts }
}

/// The same of the command line.
fn of_the_cli(said: &Said, rows: &Verdicts) -> Verdicts {
    let mut keys = BTreeMap::<String, String>::new();
    for line in said.out.lines() {
        if let Some((old, new)) = line.split_once(" -> ") {
            let name = new.rsplit('/').next().unwrap_or_default();
            keys.entry(old.to_owned())
                .and_modify(|names| *names = format!("{names} and {name}"))
                .or_insert_with(|| name.to_owned());
        }
    }
    for line in said.err.lines() {
        let locked =
            line.split_once(" is locked with a passphrase. Use --passphrase-file").map(|(old, _)| old);
        let wrong = line.strip_prefix("The passphrase in the file does not unlock ");
        let wrong = wrong.and_then(|rest| rest.split_once(". The passphrase must be")).map(|(old, _)| old);
        if let Some((old, verdict)) = locked.map(|old| (old, LOCKED)).or(wrong.map(|old| (old, WRONG))) {
            keys.insert(old.to_owned(), verdict.to_owned());
            continue;
        }
        // The longest name: that of a key of a file begins with that of the file.
        let named =
            rows.keys.keys().filter(|name| line.contains(name.as_str())).max_by_key(|name| name.len());
        let name = named.cloned().unwrap_or_else(|| line.to_owned());
        let line = line.strip_prefix(&format!("{name}: ")).unwrap_or(line);
        keys.insert(name, line.to_owned());
    }
    let summary = said.out.lines().last().unwrap_or_default();
    let numbers = summary.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    Verdicts { keys, counts: numbers.map(|digits| digits.parse().expect("a number")).collect() }
}

fn differences(window: &Verdicts, cli: &Verdicts) -> Vec<String> {
    let names: BTreeSet<&String> = window.keys.keys().chain(cli.keys.keys()).collect();
    let mut differ: Vec<String> = names
        .into_iter()
        .filter(|name| window.keys.get(*name) != cli.keys.get(*name))
        .map(|name| {
            format!("{name}:\n  window {:?}\n  cli    {:?}", window.keys.get(name), cli.keys.get(name))
        })
        .collect();
    if window.counts != cli.counts {
        differ.push(format!("counts:\n  window {:?}\n  cli    {:?}", window.counts, cli.counts));
    }
    differ
}

#[test]
fn every_file_of_a_folder_has_the_same_verdict() {
    let outside = every_kind();
    keys::put(outside.home.path(), "pass", PASSPHRASE.as_bytes());
    // With a passphrase for the format that costs least to write.
    for (number, (format, what, passphrase)) in [
        ("openssh", Output::private(PrivateFormat::OpenSsh), None),
        ("ppk", Output::private(PrivateFormat::Ppk3), None),
        ("pem", Output::private(PrivateFormat::Pem), Some(PASSPHRASE)),
        ("public", Output::Public(PublicFormat::Line), None),
    ]
    .into_iter()
    .enumerate()
    {
        let (one, other) = (format!("{number}-1"), format!("{number}-2"));
        for folder in [&one, &other] {
            fs::create_dir(outside.path(folder)).expect("a folder");
        }
        let mut arguments = vec!["convert", "--to", format, "--output-dir", &one, "old"];
        if passphrase.is_some() {
            arguments.extend(["--passphrase-file", "pass"]);
        }
        let said = cli(&outside, &arguments);
        let window = of_the_window(&outside, what, &other, passphrase);
        assert!(window.keys.len() > 100, "only {} keys", window.keys.len());
        let locked = window.keys.values().filter(|verdict| *verdict == LOCKED).count();
        assert_eq!(locked == 0, passphrase.is_some(), "{locked} locked");
        let mut command_line = of_the_cli(&said, &window);
        let differ = differences(&window, &command_line);
        assert!(differ.is_empty(), "{format} {passphrase:?}\n{}", differ.join("\n"));
        assert_eq!(names(&outside.path(&one)), names(&outside.path(&other)), "{format}");
        assert_eq!(said.status, Some(1), "something was not converted");
        // One verdict that differs, or one key that only one of them knows, is noticed.
        command_line.keys.insert("another".to_owned(), LOCKED.to_owned());
        *command_line.keys.values_mut().next_back().expect("a key") = "another".to_owned();
        assert_eq!(differences(&window, &command_line).len(), 2);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_file_opens_in_both_or_is_refused_with_the_same_reason() {
    let (outside, texts) = (every_kind(), Texts::english());
    for name in names(&outside.path("old")) {
        let path = format!("old/{name}");
        if outside.path(&path).is_dir() {
            continue; // the window shows what is in it
        }
        let said = cli(&outside, &["show", &path]);
        let mut app = App::new(outside.services(), outside.desktop(), Titles::default(), Arc::new(|| {}));
        app.act(Action::Open(vec![outside.path(&path)]));
        (0..6).for_each(|_| app.drain_events());
        let is_open = match (&app.model.shell.dialog, &app.model.key.state) {
            (Some(Dialog::Choose(choice)), _) => {
                // Each of them is shown, or named with the reason why it is not.
                let of = choice.keys.len();
                let is_named = |number: usize| {
                    let key = format!("{number} of {of}");
                    said.out.contains(&key) || said.err.contains(&key)
                };
                assert!(of > 1 && (1..=of).all(is_named), "{path}: {said:?}");
                true
            }
            (_, KeyState::Open(_) | KeyState::Locked(_)) => true,
            _ => false,
        };
        let reason = match &app.model.shell.notice {
            Some(Notice::Failed(
                AppError::Open(_, OpenError::Read(error)) | AppError::OpenExposed(_, error, _),
            )) => Some(texts.read_error(&path, error)),
            Some(Notice::Failed(AppError::Open(_, OpenError::Disk(error)))) => {
                let words = texts.disk_error(error, &User::default());
                Some(words.replace(&format!("{}/", outside.home.path().display()), ""))
            }
            _ => None,
        };
        match reason {
            Some(reason) => {
                assert_eq!(said.status, Some(1), "{path}: {reason}");
                assert!(
                    said.err.starts_with(&escape_control_chars(&reason)),
                    "{path}: {reason} / {}",
                    said.err
                );
                assert!(!is_open, "{path}");
            }
            None => assert!(is_open && !said.out.is_empty(), "{path}: {} {}", said.out, said.err),
        }
        // Others' access to the file of a private key is said by both.
        let exposed = matches!(
            app.model.shell.notice,
            Some(Notice::PermissionsTooOpen(..) | Notice::Failed(AppError::OpenExposed(..)))
        );
        let text = format!("{}{}", said.out, said.err);
        assert_eq!(exposed, text.contains("0644: readable by others"), "{path}: {text}");
    }
}
