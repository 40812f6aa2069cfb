//! ssh asks for a password through the window: what is typed is in nobody's arguments, environment or files, and in no
//! memory of ours once ssh has it.

use crate::account::{Account, PASSWORD};
use crate::desktop::Desktop;
use crate::memory::{BECOME, Memory, Secret};
use crate::person::Person;
use crate::programs::{Running, find, put, wait_for};
use crate::{is_gone, is_there, secrets};
use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const WRONG: &str = "marked 83c5d1f07e9a426b for nobody";
/// Where ssh finds its askpass again, and so who was started for it.
const VARIABLE: &str = "KEYWRIGHT_ASKPASS";

#[test]
fn a_password_is_with_ssh_alone_once_it_was_typed() {
    let Some(desktop) = Desktop::start() else { return };
    let Some(account) = Account::new() else { return };
    let path = own_ssh(&desktop, &account);
    let mut program = desktop.launch("sh", |shell| {
        shell.args(["-c", BECOME, "sh", env!("CARGO_BIN_EXE_keywright")]).env("PATH", path);
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    });
    let mut memory = Memory::of(&mut program);
    memory.let_go();
    let person = Person::at(&desktop, program);
    let (wrong, right) =
        (secrets::text("the wrong password", WRONG), secrets::text("the password", PASSWORD));
    let all = [wrong.clone(), right.clone()].concat();
    starts(&person, &account);
    person.sees("Password for");
    nobody_else_has(&desktop, &all);
    types(&person, WRONG);
    is_there(&mut memory, "a password that is typed", &wrong);
    nobody_else_has(&desktop, &all);
    person.hits("Return");
    person.sees("The server did not accept that. Try again.");
    std::thread::sleep(Duration::from_millis(300));
    is_gone(&mut memory, "ssh asks again", &wrong);
    nobody_else_has(&desktop, &all);
    look_into_ssh(&wrong);
    types(&person, PASSWORD);
    is_there(&mut memory, "a password that is typed", &right);
    person.hits("Return");
    person.sees("You can log in with this key.");
    std::thread::sleep(Duration::from_millis(300));
    is_gone(&mut memory, "the key is installed", &all);
    nobody_else_has(&desktop, &all);
    let left = fs::read_dir(desktop.runtime()).expect("a folder").flatten();
    let left: Vec<_> = left.filter(|entry| is_endpoint(&entry.path())).collect();
    assert!(left.is_empty(), "a socket is left: {left:?}");
    person.closes_the_window();
    person.ends_well();
}

/// A new key, and where it is to go.
fn starts(person: &Person<'_>, account: &Account) {
    person.presses("Generate");
    person.sees("Save to ~/.ssh");
    person.presses("Save to ~/.ssh");
    person.sees("Only you can read the private key.");
    person.presses("Use this key…");
    person.sees("Install the key and log in");
    person.focuses("Server");
    person.types(&format!("{}@127.0.0.1:{}", account.name, account.port));
    person.presses("Install and try");
}

fn types(person: &Person<'_>, password: &str) {
    person.focuses("Password");
    person.types(password);
}

/// The real ssh, with a configuration of its own: it looks for that of the account, whatever HOME says.
fn own_ssh(desktop: &Desktop, account: &Account) -> String {
    let (known_hosts, config) = (desktop.file("known_hosts"), desktop.file("config"));
    put(&known_hosts, &account.known_as());
    put(&config, &format!("UserKnownHostsFile {}\n", known_hosts.display()));
    let bin = desktop.file("bin");
    fs::create_dir(&bin).expect("a folder");
    let ssh = bin.join("ssh");
    let real = find("ssh").expect("ssh");
    put(&ssh, &format!("#!/bin/sh\nexec '{}' -F '{}' \"$@\"\n", real.display(), config.display()));
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o700)).expect("its mode");
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default())
}

/// In no arguments and no environment of any process, and in no file that was made for this.
#[track_caller]
fn nobody_else_has(desktop: &Desktop, secrets: &[Secret]) {
    let mut looked = 0;
    for process in processes() {
        for name in ["cmdline", "environ"] {
            looked += usize::from(has_none(&process.join(name), secrets));
        }
    }
    assert!(looked > 10, "hardly anything was looked at");
    let endpoints = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    let endpoints = endpoints.map(|entry| entry.path()).filter(|path| is_endpoint(path));
    let mut folders: Vec<_> = endpoints.chain([desktop.folder().to_owned()]).collect();
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files += usize::from(has_none(&entry.path(), secrets)),
                _ => {}
            }
        }
    }
    assert!(files > 3, "hardly any file was looked at");
}

/// Whether it could be read.
#[track_caller]
fn has_none(path: &Path, secrets: &[Secret]) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let has = |secret: &Secret| bytes.windows(secret.bytes.len()).any(|part| part == secret.bytes);
    let found = secrets.iter().find(|secret| has(secret)).map(|secret| &secret.name);
    assert_eq!(found, None, "in {}", path.display());
    true
}

/// While it waits for the next answer. What OpenSSH does with the last one is its own business, and is only told.
fn look_into_ssh(wrong: &[Secret]) {
    let is_started = |process: &PathBuf| {
        fs::read(process.join("environ"))
            .is_ok_and(|environ| environ.windows(VARIABLE.len()).any(|part| part == VARIABLE.as_bytes()))
    };
    let started: Vec<PathBuf> = wait_for("ssh and its askpass", || {
        let started: Vec<_> = processes().filter(is_started).collect();
        (started.len() > 1).then_some(started)
    });
    for process in started {
        let name = fs::read_to_string(process.join("comm")).expect("its name");
        let Ok(mut memory) = Memory::at(&process) else { panic!("{name}: its memory cannot be read") };
        match name.trim_end() {
            "ssh" => {
                let (counts, _) = memory.search(wrong);
                eprintln!("ssh itself, after a wrong password: {} places", counts.iter().sum::<usize>());
            }
            name => is_gone(&mut memory, &format!("in {name}, which asks"), wrong),
        }
    }
}

fn processes() -> impl Iterator<Item = PathBuf> {
    let all = fs::read_dir("/proc").expect("/proc").flatten().map(|entry| entry.path());
    all.filter(|path| path.join("exe").exists() || path.join("comm").is_file())
}

fn is_endpoint(path: &Path) -> bool {
    let name =
        path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix("keywright-"));
    name.is_some_and(|name| name.len() == 16 && path.join("s").exists())
}

/// The process that ssh starts: it passes one answer on, and ends.
#[test]
fn the_askpass_forgets_what_it_has_passed_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("s");
    let waiting = UnixListener::bind(&socket).expect("a socket");
    let prompt = "ann@web.example.org's password: ";
    let mut program = Running::start("sh", |shell| {
        shell.args(["-c", BECOME, "sh", env!("CARGO_BIN_EXE_keywright"), prompt]);
        shell.env(VARIABLE, format!("{}:{}", "5a".repeat(32), socket.display()));
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    });
    let answers = std::thread::Builder::new().spawn(move || {
        let (mut asks, _) = waiting.accept().expect("somebody who asks");
        let mut asked = vec![0; 32 + 5 + prompt.len()];
        asks.read_exact(&mut asked).expect("a question");
        assert!(asked.starts_with(&[0x5a; 32]) && asked.ends_with(prompt.as_bytes()));
        let length = u32::try_from(WRONG.len()).expect("a length").to_be_bytes();
        asks.write_all(&[&[1][..], &length, WRONG.as_bytes()].concat()).expect("an answer");
    });
    let mut memory = Memory::of(&mut program);
    memory.goes_on();
    memory.runs_to_its_end(|_| {});
    answers.expect("a thread").join().expect("an answer");
    is_there(&mut memory, "what ssh asks", &secrets::text("the question", prompt));
    is_gone(&mut memory, "it has answered", &secrets::text("the answer", WRONG));
    assert_eq!(memory.ended(), 0);
    assert_eq!(program.next_line(), WRONG);
}
