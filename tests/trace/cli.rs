//! The command line: stopped when all is done and nothing of its memory is given back yet.

use crate::memory::{BECOME, Memory, Secret};
use crate::programs::{Running, are_here, command, output_of, put, wait_for};
use crate::{is_gone, is_there, secrets};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const PASSPHRASE: &str = "marked 51d7e0c2ab8f4396 for the command line";

fn started(arguments: &[&str]) -> Running {
    Running::start("sh", |shell| {
        shell.args(["-c", BECOME, "sh", env!("CARGO_BIN_EXE_keywright-cli")]).args(arguments);
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    })
}

/// A folder with the passphrase in a file.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let passphrase = folder.path().join("passphrase");
    put(&passphrase, PASSPHRASE);
    (folder, passphrase)
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

/// At its end nothing of what was worked out is there, once it is known what that was.
fn forgets(arguments: &[&str], look: impl FnMut(&mut Memory), over: impl FnOnce() -> Vec<Secret>) {
    let mut program = started(arguments);
    let mut memory = Memory::of(&mut program);
    memory.goes_on();
    memory.runs_to_its_end(look);
    // Nobody can forget an argument: so much for the search itself.
    let last = arguments.last().copied().unwrap_or_default();
    is_there(&mut memory, "an argument", &secrets::text("an argument", last));
    is_gone(&mut memory, &format!("at the end of {}", arguments.join(" ")), &over());
    assert_eq!(memory.ended(), 0);
}

/// What the passphrase and the file that it locks have to hide.
fn all_of(file: &Path) -> Vec<Secret> {
    let mut all = secrets::text("the passphrase", PASSPHRASE);
    all.extend(secrets::of_file("the key", file, PASSPHRASE));
    all
}

#[test]
fn generate_forgets_what_it_made() {
    let (folder, passphrase) = folder();
    for kind in ["ed25519", "ecdsa", "rsa"] {
        let key = folder.path().join(kind);
        let arguments =
            ["generate", "--type", kind, "--new-passphrase-file", name(&passphrase), "--output", name(&key)];
        forgets(&arguments, |_| {}, || all_of(&key));
    }
}

#[test]
fn convert_forgets_what_it_opened() {
    if !are_here(&["timeout", "puttygen", "ssh-keygen"]) {
        return;
    }
    let (folder, passphrase) = folder();
    let (old, new) = (folder.path().join("old keys"), folder.path().join("new keys"));
    for folder in [&old, &new] {
        fs::create_dir(folder).expect("a folder");
    }
    let mut puttygen = command("puttygen");
    puttygen.args(["-q", "-t", "rsa", "-b", "2048", "--random-device", "/dev/urandom", "--new-passphrase"]);
    output_of(puttygen.arg(&passphrase).arg("-o").arg(old.join("putty.ppk")));
    let mut keygen = command("ssh-keygen");
    output_of(keygen.args(["-q", "-t", "ed25519", "-N", PASSPHRASE, "-f"]).arg(old.join("openssh")));
    let of_old = || [all_of(&old.join("putty.ppk")), all_of(&old.join("openssh"))].concat();
    let known = of_old();
    for (format, ending) in [("openssh", ""), ("ppk", ".ppk")] {
        let arguments = [
            "convert",
            "--to",
            format,
            "--passphrase-file",
            name(&passphrase),
            "--output-dir",
            name(&new),
            name(&old),
        ];
        let mut most = 0;
        let look = |memory: &mut Memory| {
            let (counts, _) = memory.search(&known);
            most = most.max(counts.iter().filter(|count| **count > 0).count());
        };
        forgets(&arguments, look, || {
            let new = ["putty", "openssh"].map(|name| all_of(&new.join(format!("{name}{ending}"))));
            [of_old(), new.concat()].concat()
        });
        // Of both keys and the passphrase, in some form each.
        eprintln!("while it ran: {most} of {} secrets", known.len());
        assert!(most >= 10, "while it ran, the search found only {most} of {}", known.len());
    }
}

#[test]
fn a_passphrase_from_standard_input_is_forgotten() {
    let (folder, passphrase) = folder();
    let (old, new) = (folder.path().join("the old key"), folder.path().join("the new key"));
    let made = ["generate", "--new-passphrase-file", name(&passphrase), "--output", name(&old)];
    output_of(command(env!("CARGO_BIN_EXE_keywright-cli")).args(made));
    let arguments = [
        "convert",
        "--to",
        "openssh",
        "--passphrase-file",
        "-",
        "--new-passphrase-file",
        "-",
        "--output",
        name(&new),
        name(&old),
    ];
    let mut program = started(&arguments);
    let mut memory = Memory::of(&mut program);
    memory.goes_on();
    let mut over = secrets::text("the first line", PASSPHRASE);
    program.hear(PASSPHRASE);
    // It waits for the second line.
    wait_for("the first line in its memory", || {
        memory.search(&over).0.iter().any(|count| *count > 0).then_some(())
    });
    let other = PASSPHRASE.to_uppercase();
    program.hear(&other);
    memory.runs_to_its_end(|_| {});
    over.extend(secrets::text("the second line", &other));
    over.extend(secrets::of_file("the old key", &old, PASSPHRASE));
    over.extend(secrets::of_file("the new key", &new, &other));
    is_gone(&mut memory, "at the end", &over);
    assert_eq!(memory.ended(), 0);
}
