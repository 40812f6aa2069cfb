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

use keywright::app::{Action, App, Dialog, Failure, ManyAction, Notice, OpenError, Stage, State, Titles};
use keywright::format::PublicFormat;
use keywright::i18n::Texts;
use keywright::key::one_line;
use keywright::save::What;
use keywright::system::Person;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use support::fakes::Outside;
use support::keys;

/// What became of each key that was not skipped.
type Verdicts = BTreeMap<String, String>;

const CONVERTED: &str = "converted";
const LOCKED: &str = "locked";

fn vectors(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() { vectors(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

/// A folder of every kind of file, no two of which get the same new name.
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
    let path = row.at.path.strip_prefix(outside.home.path()).expect("below the home folder");
    texts.key_of_file(&path.display().to_string(), row.at.part)
}

/// Of the window: each key with its verdict, a failure with its sentence.
fn of_the_window(outside: &Outside, what: What, new: &str) -> Verdicts {
    let texts = Texts::english();
    let mut app = App::new(outside.services(), Titles::default(), Arc::new(|| {}));
    let mut act = |action| {
        app.act(action);
        (0..6).for_each(|_| app.catch_up());
    };
    act(Action::Open(vec![outside.path("old")]));
    act(Action::Many(ManyAction::Write(what)));
    app.model.many.target.folder = Some(outside.path(new));
    app.act(Action::Many(ManyAction::Convert));
    (0..6).for_each(|_| app.catch_up());
    let many = &app.model.many;
    let mut verdicts = Verdicts::new();
    for row in &many.rows {
        let state = row.state(&many.target);
        let verdict = match state {
            State::Done(_) => CONVERTED.to_owned(),
            State::Locked => LOCKED.to_owned(),
            State::PublicOnly | State::Certificate | State::Already => continue,
            State::Refused(Some(OpenError::Read(error))) => {
                texts.read_error(&at(&texts, outside, row), error)
            }
            state => texts.detail(row, state, &Person::default()).unwrap_or_else(|| panic!("{state:?}")),
        };
        let verdict = verdict.replace(&format!("{}/", outside.home.path().display()), "");
        verdicts.insert(at(&texts, outside, row), one_line(&verdict));
    }
    verdicts
}

/// The same of the command line.
fn of_the_cli(said: &Said, rows: &Verdicts) -> Verdicts {
    let mut verdicts = Verdicts::new();
    for line in said.out.lines() {
        if let Some((old, _)) = line.split_once(" -> ") {
            verdicts.insert(old.to_owned(), CONVERTED.to_owned());
        }
    }
    for line in said.err.lines() {
        if let Some((old, _)) = line.split_once(" is locked with a passphrase. Use --passphrase-file") {
            verdicts.insert(old.to_owned(), LOCKED.to_owned());
            continue;
        }
        // The longest name: that of a key of a file begins with that of the file.
        let named = rows.keys().filter(|name| line.contains(name.as_str())).max_by_key(|name| name.len());
        let name = named.cloned().unwrap_or_else(|| line.to_owned());
        let line = line.strip_prefix(&format!("{name}: ")).unwrap_or(line);
        verdicts.insert(name, line.to_owned());
    }
    verdicts
}

#[test]
fn every_file_of_a_folder_has_the_same_verdict() {
    let outside = every_kind();
    for (format, what) in [
        ("openssh", What::OpenSsh),
        ("ppk", What::Ppk3),
        ("pem", What::Pem),
        ("public", What::Public(PublicFormat::Line)),
    ] {
        let (one, other) = (format!("{format}-1"), format!("{format}-2"));
        for folder in [&one, &other] {
            fs::create_dir(outside.path(folder)).expect("a folder");
        }
        let said = cli(&outside, &["convert", "--to", format, "--output-dir", &one, "old"]);
        let window = of_the_window(&outside, what, &other);
        assert!(window.len() > 100, "only {} keys", window.len());
        let command_line = of_the_cli(&said, &window);
        let differ: Vec<String> = window
            .keys()
            .chain(command_line.keys())
            .filter(|name| window.get(*name) != command_line.get(*name))
            .map(|name| {
                format!("{name}:\n  window {:?}\n  cli    {:?}", window.get(name), command_line.get(name))
            })
            .collect();
        assert!(differ.is_empty(), "{format}\n{}", differ.join("\n"));
        assert_eq!(names(&outside.path(&one)), names(&outside.path(&other)), "{format}");
        assert_eq!(said.status, Some(1), "something was not converted");
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
        let mut app = App::new(outside.services(), Titles::default(), Arc::new(|| {}));
        app.act(Action::Open(vec![outside.path(&path)]));
        (0..6).for_each(|_| app.catch_up());
        let is_open = match (&app.model.dialog, &app.model.stage) {
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
            (_, Stage::Ready(_) | Stage::Encrypted(_)) => true,
            _ => false,
        };
        let reason = match &app.model.notice {
            Some(Notice::Failed(
                Failure::Open(_, OpenError::Read(error)) | Failure::OpenExposed(_, error, _),
            )) => Some(texts.read_error(&path, error)),
            Some(Notice::Failed(Failure::Open(_, OpenError::Disk(error)))) => {
                let words = texts.disk_error(error, &Person::default());
                Some(words.replace(&format!("{}/", outside.home.path().display()), ""))
            }
            _ => None,
        };
        match reason {
            Some(reason) => {
                assert_eq!(said.status, Some(1), "{path}: {reason}");
                assert!(said.err.starts_with(&one_line(&reason)), "{path}: {reason} / {}", said.err);
                assert!(!is_open, "{path}");
            }
            None => assert!(is_open && !said.out.is_empty(), "{path}: {} {}", said.out, said.err),
        }
        // Others' access to the file of a private key is said by both.
        let exposed = matches!(
            app.model.notice,
            Some(Notice::OthersToo(..) | Notice::Failed(Failure::OpenExposed(..)))
        );
        let text = format!("{}{}", said.out, said.err);
        assert_eq!(exposed, text.contains("0644: readable by others"), "{path}: {text}");
    }
}
