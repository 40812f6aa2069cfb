//! “Fix a problem” without a window: what each fix offers, what comes late, and what real programs say.

use crate::Program;
use crate::support::keys;
use keywright::app::{Action, Page, ProblemAction, ProblemAnswer, Remedies, Remedy, ShownCause};
use keywright::explain::Fix;
use keywright::format::PrivateFormat;
use keywright::i18n::to_copy;
use keywright::key::NewKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use zeroize::Zeroizing;

fn at_the_page() -> Program {
    let mut program = Program::new();
    program.act(Action::Show(Page::Problem));
    program
}

fn paste(program: &mut Program, text: &str) {
    program.act(ProblemAction::Paste(Zeroizing::new(text.to_owned())));
}

/// The name of the message, and its causes.
fn explained(program: &Program) -> (&'static str, &[ShownCause]) {
    match &program.app.model.problem.answer {
        Some(ProblemAnswer::Explained(told, causes)) => (told.id, causes),
        other => panic!("not explained: {other:?}"),
    }
}

/// All data of one kind.
fn data(kind: &str) -> Vec<toml::Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explain");
    let files = fs::read_dir(folder).expect("the data").map(|entry| entry.expect("a file").path());
    let tables = files.map(|file| {
        let text = fs::read_to_string(file).expect("text");
        toml::from_str::<toml::Table>(&text).expect("TOML")
    });
    tables.filter_map(|mut table| table.remove(kind)).collect()
}

fn examples() -> Vec<String> {
    let messages = data("message");
    let messages = messages.iter().flat_map(|messages| messages.as_array().expect("a list"));
    let examples = messages.flat_map(|message| message["examples"].as_array().expect("a list"));
    examples.map(|example| example.as_str().expect("text").to_owned()).collect()
}

/// What a card has: the button, else the command, else the link, if there is something to be done here.
fn offered(fix: &Fix, remedies: &Remedies) -> &'static str {
    let of = |remedy: &Remedy| match remedy {
        Remedy::MakePrivate(_) => "make private",
        Remedy::Open(_) => "open",
        Remedy::ChooseKey => "choose a key",
        Remedy::MyKeys => "my keys",
        Remedy::Authorized(_) => "authorized keys",
        Remedy::Servers { .. } => "known servers",
        Remedy::ShowInFolder(_) => "folder",
        Remedy::NewKey => "new key",
        Remedy::CopyMasked => "copy masked",
        Remedy::Clear => "next message",
    };
    match (&remedies.first, to_copy(fix)) {
        (Some(remedy), _) => of(remedy),
        (None, Some(_)) => "command",
        (None, None) => remedies.last.as_ref().map_or("nothing", of),
    }
}

/// What each fix offers for a message from another computer.
const OFFERED: [(&str, &[&str]); 31] = [
    ("protect", &["command", "choose a key"]),
    ("deny-writing", &["command", "my keys"]),
    ("take-ownership", &["command", "my keys"]),
    ("inspect", &["command", "choose a key"]),
    ("convert", &["command", "choose a key"]),
    ("rewrite", &["command", "choose a key"]),
    ("extract-public", &["command", "choose a key"]),
    ("print-public", &["command", "choose a key"]),
    ("choose-file", &["my keys"]),
    ("install", &["command"]),
    ("register", &["command", "choose a key"]),
    ("remove-host-key", &["command", "known servers"]),
    ("learn-host-key", &["command"]),
    ("compare-host-key", &["known servers"]),
    ("config", &["command"]),
    ("edit", &["folder", "copy masked"]),
    ("server-config", &["command"]),
    ("run", &["command"]),
    ("on-server", &["command"]),
    ("log-in", &["command"]),
    ("log", &["command"]),
    ("explain-all", &["next message"]),
    ("update", &["nothing"]),
    ("setting", &["nothing"]),
    ("check-address", &["command"]),
    ("check-network", &["nothing"]),
    ("choose-port", &["nothing"]),
    ("generate", &["new key"]),
    ("plug-in", &["nothing"]),
    ("ask", &["copy masked"]),
    ("ask-issuer", &["copy masked"]),
];
/// Those that ask nothing of the person.
const NOTHING_TO_DO: [&str; 2] = ["wait", "ignore"];

#[test]
fn every_fix_has_a_button_a_command_or_only_its_sentence() {
    let mut program = at_the_page();
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for example in examples() {
        paste(&mut program, &example);
        assert!(program.app.model.problem.aside.is_none(), "there is no private key in {example}");
        for shown in explained(&program).1 {
            let fix = &shown.checked.cause.fix;
            seen.entry(fix.id()).or_default().insert(offered(fix, &shown.remedies));
        }
    }
    let known: BTreeMap<&str, &[&str]> = OFFERED.into_iter().collect();
    for (fix, offered) in &seen {
        match known.get(fix) {
            Some(expected) => {
                assert!(offered.iter().all(|one| expected.contains(one)), "{fix}: {offered:?}");
            }
            None => assert!(NOTHING_TO_DO.contains(fix) && offered.contains("nothing"), "{fix}"),
        }
    }
    let in_the_data: BTreeSet<String> = data("cause")
        .iter()
        .flat_map(|causes| causes.as_table().expect("a table").values())
        .flat_map(|cause| cause["fix"].as_table().expect("a fix").keys().cloned())
        .collect();
    let missing: Vec<_> = in_the_data.iter().filter(|fix| !seen.contains_key(fix.as_str())).collect();
    assert!(missing.is_empty(), "no example leads to {missing:?}");
    let unknown: Vec<_> = known.keys().filter(|fix| !seen.contains_key(*fix)).collect();
    assert!(unknown.is_empty(), "no message leads to {unknown:?}");
}

#[test]
fn a_fix_for_a_file_on_this_computer_is_a_button() {
    let mut program = at_the_page();
    let key = keys::made(NewKind::Ed25519, "here");
    let path = keys::put(&program.outside.dot_ssh(""), "id", &keys::written(&key, PrivateFormat::Ppk3, None));
    let known_hosts = keys::put(&program.outside.dot_ssh(""), "known_hosts", b"");
    let config = keys::put(&program.outside.dot_ssh(""), "config", b"").display().to_string();
    let (path, known_hosts) = (path.display().to_string(), known_hosts.display().to_string());
    for (text, fix, expected) in [
        (format!("Permissions 0644 for '{path}' are too open."), "protect", "make private"),
        (format!("Bad owner or permissions on {config}"), "deny-writing", "my keys"),
        (format!("Load key \"{path}\": invalid format"), "convert", "open"),
        (format!("Load key \"{path}\": error in libcrypto"), "rewrite", "open"),
        (
            format!("Offending ED25519 key in {known_hosts}:3\nHost key verification failed."),
            "remove-host-key",
            "known servers",
        ),
        (
            format!("Offending ED25519 key in {known_hosts}x:3\nHost key verification failed."),
            "remove-host-key",
            "command",
        ),
    ] {
        paste(&mut program, &text);
        let (_, causes) = explained(&program);
        let is_meant = |shown: &&ShownCause| shown.checked.cause.fix.id() == fix;
        let shown = causes.iter().find(is_meant).unwrap_or_else(|| panic!("{text}: {causes:?}"));
        assert_eq!(offered(&shown.checked.cause.fix, &shown.remedies), expected, "{text}");
    }
}

#[test]
fn a_key_that_is_in_its_folder_is_not_to_be_copied_there() {
    let mut program = at_the_page();
    let key = keys::written(&keys::made(NewKind::Ed25519, "ann"), PrivateFormat::OpenSsh, None);
    let places = [program.outside.dot_ssh(""), program.outside.path("stick")];
    let is_offered = places.map(|folder| {
        let path = keys::put(&folder, "id", &key);
        paste(&mut program, &format!("Permissions 0644 for '{}' are too open.", path.display()));
        let (_, causes) = explained(&program);
        causes.iter().any(|shown| shown.checked.cause.id == "key-on-plain-disk")
    });
    assert_eq!(is_offered, [false, true]);
}

#[test]
fn of_two_texts_the_later_one_is_explained() {
    let mut program = at_the_page();
    program.outside.worker.hold();
    paste(&mut program, "ssh: connect to host h port 22: No route to host");
    paste(&mut program, "ssh: connect to host h port 22: Connection refused");
    assert!(program.app.model.problem.answer.is_none(), "no frame waits for it");
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(explained(&program).0, "connection-refused");
    assert!(!program.app.model.problem.is_explaining());
}

#[test]
fn what_was_stopped_or_cleared_comes_to_nothing() {
    for action in [ProblemAction::Stop, ProblemAction::Clear] {
        let mut program = at_the_page();
        program.outside.worker.hold();
        paste(&mut program, "ssh: connect to host h port 22: No route to host");
        program.act(action);
        program.outside.worker.release();
        program.drain_events();
        let page = &program.app.model.problem;
        assert!(page.answer.is_none() && page.is_empty() && !page.is_explaining());
    }
    let mut program = at_the_page();
    paste(&mut program, "ann@srv: Permission denied (publickey).");
    program.outside.worker.hold();
    program.act(ProblemAction::Mask);
    assert!(program.app.model.problem.is_masking());
    program.app.model.problem.text.push('x');
    program.act(ProblemAction::Edited);
    program.outside.worker.release();
    program.drain_events();
    assert!(program.app.model.problem.masked.is_none(), "it is of another text");
}

#[test]
fn a_private_key_is_nowhere_after_it_was_opened() {
    let mut program = at_the_page();
    let key = keys::made(NewKind::Ed25519, "here");
    let text = String::from_utf8(keys::written(&key, PrivateFormat::OpenSsh, None)).expect("text");
    program.app.model.problem.text = text.clone();
    program.act(ProblemAction::Edited);
    let page = &program.app.model.problem;
    assert!(page.text.is_empty() && page.aside.as_ref().is_some_and(|aside| aside.is_private));
    program.act(ProblemAction::OpenKey);
    assert_eq!(program.app.model.shell.page, Page::Key);
    assert_eq!(program.open().facts.line, key.public().line());
    assert!(program.app.model.problem.is_empty());
    // While a key is being made it stays where it is.
    let mut program = at_the_page();
    paste(&mut program, &text);
    program.outside.worker.hold();
    program.act(keywright::app::KeyAction::Generate);
    program.act(ProblemAction::OpenKey);
    assert!(!program.app.model.problem.is_empty());
}

#[cfg(unix)]
mod real {
    use super::{at_the_page, explained, paste};
    use crate::Program;
    use crate::programs::{are_here, command};
    use crate::support::keys;
    use keywright::app::{Action, Answer, ProblemAction, Remedy};
    use keywright::format::PrivateFormat;
    use keywright::health::Verdict;
    use keywright::key::NewKind;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    /// What a program prints that fails.
    fn said(program: &Program, name: &str, arguments: &[&str]) -> String {
        let home = program.outside.home.path();
        let mut command = command(name);
        let output = command.args(arguments).current_dir(home).env("HOME", home).env("LC_ALL", "C").output();
        let output = output.expect("it starts");
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// The name of the first cause, and what was seen of it.
    fn first(program: &Program) -> (&'static str, Option<Verdict>) {
        let shown = explained(program).1.first().expect("a cause");
        (shown.checked.cause.id, shown.checked.verdict)
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("the file").permissions().mode() & 0o777
    }

    #[test]
    fn what_ssh_and_ssh_keygen_print_here_is_explained_and_put_right() {
        if !are_here(&["ssh", "ssh-keygen"]) {
            return;
        }
        let mut program = at_the_page();
        let key = keys::made(NewKind::Ed25519, "here");
        let bytes = keys::written(&key, PrivateFormat::OpenSsh, None);
        let path = keys::put(program.outside.home.path(), "id", &bytes);
        let file = path.display().to_string();

        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("its mode");
        let text = said(&program, "ssh-keygen", &["-y", "-f", &file]);
        paste(&mut program, &text);
        assert_eq!(first(&program), ("key-exposed", Some(Verdict::ThisIsIt)), "{text}");
        program.act(ProblemAction::Do(Remedy::MakePrivate(path.clone())));
        assert_eq!(mode(&path), 0o644, "it is shown first");
        program.outside.worker.hold();
        program.act(Answer::Repair);
        program.act(Action::Close);
        assert!(!program.app.model.shell.leaving, "half of it would be no good state");
        program.act(Action::CloseDialog);
        program.outside.worker.release();
        program.drain_events();
        assert_eq!(mode(&path), 0o600);
        let causes = explained(&program).1;
        let exposed = causes.iter().find(|shown| shown.checked.cause.id == "key-exposed");
        assert_eq!(exposed.expect("it").checked.verdict, Some(Verdict::NotThis));
        let output = command("ssh-keygen").args(["-y", "-f", &file]).output().expect("it starts");
        assert!(output.status.success(), "ssh-keygen takes it now");

        keys::put(program.outside.home.path(), "crlf", bytes.strip_suffix(b"\n").expect("a line"));
        let cut = program.outside.path("crlf").display().to_string();
        let text = said(&program, "ssh-keygen", &["-y", "-f", &cut]);
        paste(&mut program, &text);
        assert_eq!(first(&program), ("key-line-ends", Some(Verdict::ThisIsIt)), "{text}");

        let gone = program.outside.path("gone").display().to_string();
        let text = said(
            &program,
            "ssh",
            &["-i", &gone, "-o", "BatchMode=yes", "-F", "none", "-p", "1", "127.0.0.1"],
        );
        assert!(text.contains("Connection refused"), "{text}");
        paste(&mut program, &text);
        assert_eq!(explained(&program).0, "connection-refused", "{text}");

        let text = said(&program, "ssh", &["-F", "none", "-o", "BatchMode=yes", "nosuch.invalid"]);
        paste(&mut program, &text);
        assert!(explained(&program).0.contains("resol") || explained(&program).0.contains("name"), "{text}");

        let config = keys::put(program.outside.home.path(), "config", b"Host x\n    UseKeychains yes\n");
        let text = said(&program, "ssh", &["-F", &config.display().to_string(), "x"]);
        paste(&mut program, &text);
        assert_eq!(explained(&program).0, "config-option", "{text}");
        let shows = Some(Remedy::ShowInFolder(config));
        assert!(explained(&program).1.iter().any(|shown| shown.remedies.first == shows), "{text}");
    }
}
