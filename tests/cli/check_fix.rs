//! `check --fix`: what is safe is put right, the rest is told.

use crate::mounted::Mounted;
use crate::programs::{are_here, command, skip};
use crate::said::Said;
use crate::support::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::process::Command;

fn chmod(desk: &Desk, name: &str, mode: u32) {
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

/// A locked key that others can read, with the line breaks of Windows, and a configuration that others can change;
/// and the text of the key before that.
fn folder() -> (Desk, String) {
    let desk = Desk::new();
    fs::create_dir_all(desk.path(".ssh")).unwrap();
    chmod(&desk, ".ssh", 0o700);
    desk.take("openssh/ed25519-enc", "old");
    // Encrypted as ssh-keygen would do it today.
    let passphrases = ["--passphrase-file", "pass", "--new-passphrase-file", "new"];
    desk.prints(
        &[&["convert", "--to", "openssh", "--output", ".ssh/id_ed25519"], &passphrases[..], &["old"]]
            .concat(),
    );
    let whole = desk.text(".ssh/id_ed25519");
    desk.put(".ssh/id_ed25519", &whole.replace('\n', "\r\n"));
    desk.take("public/ed25519.pub", ".ssh/id_ed25519.pub");
    desk.put(".ssh/config", "Host web\n  User ann\n");
    chmod(&desk, ".ssh/id_ed25519", 0o644);
    chmod(&desk, ".ssh/config", 0o666);
    (desk, whole)
}

#[test]
fn what_is_safe_is_put_right_and_said_with_its_backup() {
    let (desk, whole) = folder();
    let damaged = desk.text(".ssh/id_ed25519");
    let said = desk.run(&["check", "--fix", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
    for words in [
        ".ssh/id_ed25519: fixed: Only you can read and change ~/.ssh/id_ed25519 now.\n",
        ".ssh/id_ed25519: fixed: ~/.ssh/id_ed25519 was written again as ssh reads it. Only line breaks",
        ".ssh/id_ed25519: fixed: The old ~/.ssh/id_ed25519 was kept as ~/.ssh/id_ed25519.",
        ".ssh/config: fixed: Only you can change ~/.ssh/config now.\n",
    ] {
        assert!(said.out.contains(words), "{words}: {said:?}");
    }
    assert_eq!((desk.mode(".ssh/id_ed25519"), desk.mode(".ssh/config")), (0o600, 0o644));
    assert_eq!(desk.text(".ssh/id_ed25519"), whole);
    let backup = desk.names().into_iter().find(|name| name.ends_with(".bak")).unwrap();
    assert_eq!((desk.text(&backup), desk.mode(&backup)), (damaged, 0o600));
    assert_eq!(desk.run(&["check", "--fix", ".ssh"]).well(), "");
}

#[test]
fn what_a_person_has_to_decide_stays_and_the_exit_status_says_so() {
    let (desk, _) = folder();
    let glued = vector_text("public/ed25519.pub").replace('\n', "") + &vector_text("public/p256.pub");
    desk.put(".ssh/authorized_keys", &glued);
    let said = desk.run(&["check", "--fix", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    assert!(said.out.contains(".ssh/config: fixed: "), "{said:?}");
    assert!(said.out.contains(".ssh/authorized_keys:1: problem: "), "{said:?}");
    assert_eq!(desk.text(".ssh/authorized_keys"), glued);
}

#[test]
fn json_says_what_was_done_and_nothing_is_done_without_asking() {
    let (desk, _) = folder();
    let before = desk.run(&["check", "--json", ".ssh"]).out;
    assert!(before.contains(r#""rule":"private-key-open""#) && !before.contains("fixed"), "{before}");
    assert_eq!((desk.mode(".ssh/id_ed25519"), desk.mode(".ssh/config")), (0o644, 0o666));
    let json = desk.prints(&["check", "--fix", "--json", ".ssh"]);
    assert!(json.starts_with("{\"problems\":0,"), "{json}");
    assert!(json.contains(r#""fixed":[{"file":".ssh/"#), "{json}");
    assert!(json.contains(r#""backups":["#) && json.contains("id_ed25519.2"), "{json}");
    assert!(desk.prints(&["check", "--fix", "--json", ".ssh"]).ends_with(",\"fixed\":[]}\n"));
}

/// An account that is nobody's.
const ACCOUNT: u32 = 65534;
/// What is wrong in [`folder`], twice with the same file.
const SAFE: [&str; 3] =
    [".ssh/id_ed25519: problem: ", ".ssh/id_ed25519: problem: ", ".ssh/config: problem: "];

/// What nothing can be done about is said once for each fix, in both forms, and stays as it is.
fn fails_with(words: &[String], run: impl Fn(&[&str]) -> Said, state: impl Fn() -> Vec<(String, u32)>) {
    let before = state();
    let said = run(&["check", "--fix"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(!said.out.contains("fixed: "), "{said:?}");
    let told: Vec<&str> = said.err.lines().collect();
    assert_eq!(told, words);
    for line in SAFE {
        assert!(said.out.contains(line), "{line}: {said:?}");
    }
    let said = run(&["check", "--fix", "--json"]);
    let quoted: Vec<String> = words.iter().map(|words| format!("\"{words}\"")).collect();
    let failed = format!("\"failed\":[{}],\"fixed\":[]}}\n", quoted.join(","));
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(said.out.starts_with("{\"problems\":3,") && said.out.ends_with(&failed), "{said:?}");
    assert!(state() == before, "nothing was changed");
}

fn state_of(folder: &std::path::Path) -> Vec<(String, u32)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            (format!("{}\n{text}", path.display()), fs::metadata(&path).unwrap().permissions().mode())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn on_a_read_only_disk_nothing_changes_and_each_failure_is_a_sentence() {
    let (desk, _) = folder();
    let Some(disk) = Mounted::tmpfs("size=1m,mode=755") else { return };
    let moved = Command::new("cp").arg("-a").arg(desk.path(".ssh")).arg(disk.path()).status().unwrap();
    assert!(moved.success());
    disk.make_read_only();
    let path = |name: &str| disk.join(name).display().to_string();
    let words = |name| format!("{} is on a read-only disk. Nothing was changed.", path(name));
    let words = [words(".ssh/config"), words(".ssh/id_ed25519"), words(".ssh/id_ed25519")];
    let run = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        Said::of(command.current_dir(disk.path()).arg(".ssh").output().unwrap(), arguments)
    };
    fails_with(&words, run, || state_of(&disk.join(".ssh")));
}

#[test]
fn in_a_folder_that_may_not_be_written_nothing_changes_and_the_sentence_says_what_to_do() {
    if !rustix::process::geteuid().is_root() || !are_here(&["setpriv"]) {
        return;
    }
    let (desk, whole) = folder();
    // Only the text is wrong: permissions can be changed without the folder.
    chmod(&desk, ".ssh/id_ed25519", 0o600);
    chmod(&desk, ".ssh/config", 0o644);
    for name in ["", ".ssh", ".ssh/id_ed25519", ".ssh/id_ed25519.pub", ".ssh/config"] {
        chown(desk.path(name), Some(ACCOUNT), Some(ACCOUNT)).unwrap();
    }
    chmod(&desk, ".ssh", 0o500);
    let run = |arguments: &[&str]| {
        let ids = [format!("--reuid={ACCOUNT}"), format!("--regid={ACCOUNT}")];
        let mut as_account = command("setpriv");
        as_account.args(ids).args(["--clear-groups", PROGRAM]).args(arguments);
        let output = as_account.current_dir(desk.path("")).env("HOME", desk.path("")).output().unwrap();
        Said::of(output, arguments)
    };
    if run(&["--version"]).status != Some(0) {
        skip("another account cannot start the program here");
        return;
    }
    let words = format!(
        "You do not have permission to write to {}. Nothing was changed. \
                 Ask the owner of the folder, or change its permissions.",
        desk.path(".ssh/id_ed25519").display()
    );
    let before = state_of(&desk.path(".ssh"));
    let said = run(&["check", "--fix", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(1), format!("{words}\n").as_str()), "{said:?}");
    assert!(said.out.starts_with(".ssh/id_ed25519: problem: "), "{said:?}");
    let said = run(&["check", "--fix", "--json", ".ssh"]);
    assert!(said.out.ends_with(&format!("\"failed\":[\"{words}\"],\"fixed\":[]}}\n")), "{said:?}");
    assert!(state_of(&desk.path(".ssh")) == before);
    // What the sentence says is enough.
    chmod(&desk, ".ssh", 0o700);
    assert_eq!(run(&["check", "--fix", ".ssh"]).status, Some(0));
    assert_eq!(desk.text(".ssh/id_ed25519"), whole);
}
