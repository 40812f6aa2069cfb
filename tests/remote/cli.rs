//! `keywright-cli install` as a script starts it: with an `SSH_ASKPASS` of its own, the real ssh and a real sshd.

use crate::account::{Account, PASSWORD};
use crate::pam::code;
use crate::programs::{command, find, output_of, put};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

/// Somebody with a key, a configuration and known_hosts, who has written down the answers to what ssh asks.
struct Script {
    folder: TempDir,
}

impl Script {
    fn new() -> Self {
        let script = Self { folder: TempDir::new().unwrap() };
        output_of(
            command("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", "ann@desk", "-f"])
                .arg(script.path("id_ed25519")),
        );
        script.configure("");
        let folder = script.folder.path().display();
        script.put_program(
            "askpass",
            &format!(
                "cd '{folder}' || exit\nprintf '%s\\n' \"$1\" >>asked\n[ -s answers ] || exit 1\n\
                 head -n 1 answers\nsed -i 1d answers"
            ),
        );
        // ssh finds the configuration of an account by its name, whatever HOME says.
        let ssh = find("ssh").unwrap();
        script.put_program("bin/ssh", &format!("exec '{}' -F '{folder}/config' \"$@\"", ssh.display()));
        script
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put_program(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        put(&path, &format!("#!/bin/sh\n{text}\n"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    }

    /// ssh reads these lines.
    fn configure(&self, lines: &str) {
        put(
            &self.path("config"),
            &format!("UserKnownHostsFile {}\n{lines}\n", self.path("known_hosts").display()),
        );
    }

    fn knows(&self, accounts: &[&Account]) {
        put(
            &self.path("known_hosts"),
            &accounts.iter().map(|account| account.known_as()).collect::<String>(),
        );
    }

    /// Runs `keywright-cli install` with these arguments after the key; ssh gets these answers.
    fn install(&self, arguments: &[&str], answers: &[&str]) -> Ran {
        put(&self.path("answers"), &answers.iter().map(|answer| format!("{answer}\n")).collect::<String>());
        put(&self.path("asked"), "");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut program = command(env!("CARGO_BIN_EXE_keywright-cli"));
        program.arg("install").arg(self.path("id_ed25519")).args(arguments);
        program.env("PATH", format!("{}:{path}", self.path("bin").display()));
        program.env("SSH_ASKPASS", self.path("askpass")).env("SSH_ASKPASS_REQUIRE", "force");
        let Output { status, stdout, stderr } = program.output().unwrap();
        let [out, errors] = [stdout, stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        let asked = fs::read_to_string(self.path("asked")).unwrap();
        Ran { status: status.code().unwrap(), out, errors, asked }
    }

    fn line(&self) -> String {
        fs::read_to_string(self.path("id_ed25519.pub")).unwrap()
    }
}

struct Ran {
    status: i32,
    out: String,
    errors: String,
    asked: String,
}

impl Ran {
    #[track_caller]
    fn ended(&self, status: i32, out: &[&str], errors: &[&str]) {
        let all = format!("{}\n{}\n{}\n{}", self.status, self.out, self.errors, self.asked);
        assert_eq!(self.status, status, "{all}");
        for words in out {
            assert!(self.out.contains(words), "“{words}” is not in\n{all}");
        }
        for words in errors {
            assert!(self.errors.contains(words), "“{words}” is not in\n{all}");
        }
        assert!(!self.out.contains(PASSWORD) && !self.errors.contains(PASSWORD), "{all}");
    }
}

fn at(account: &Account) -> String {
    format!("{}@127.0.0.1", account.name)
}

#[test]
fn a_key_is_installed_tried_and_taken_away_again() {
    let Some(account) = Account::with("/bin/sh", "") else { return };
    let script = Script::new();
    script.knows(&[&account]);
    let (server, port) = (at(&account), account.port.to_string());
    let ran = script.install(&[&server, "--port", &port], &["wrong", PASSWORD]);
    let added = ["Connected to", "Signed in with the password", "The key was added to", "You can log in"];
    ran.ended(0, &added, &["Permission denied, please try again."]);
    assert_eq!(ran.asked.lines().count(), 2, "{}", ran.asked);
    assert_eq!(account.authorized_keys(), script.line());
    script.install(&[&server, "--port", &port], &[PASSWORD]).ended(0, &["already"], &[]);
    assert_eq!(account.authorized_keys(), script.line());
    script.install(&["--remove", &server, "--port", &port], &[PASSWORD]).ended(0, &["removed"], &[]);
    assert_eq!(account.authorized_keys(), "");
}

#[test]
fn the_key_that_lets_somebody_in_is_removed_only_by_force() {
    let Some(account) = Account::with("/bin/sh", "AuthenticationMethods publickey") else { return };
    let script = Script::new();
    script.knows(&[&account]);
    script.configure(&format!(
        "Host work\nHostName 127.0.0.1\nUser {}\nPort {}\nIdentityFile {}",
        account.name,
        account.port,
        script.path("id_ed25519").display()
    ));
    account.put(".ssh/authorized_keys", &script.line());
    let ran = script.install(&["--remove", "work"], &[]);
    ran.ended(1, &["Signed in"], &["signed in with the very key"]);
    assert_eq!(account.authorized_keys(), script.line());
    script.install(&["--remove", "--force", "work"], &[]).ended(0, &["removed"], &[]);
    assert_eq!(account.authorized_keys(), "");
}

#[test]
fn nothing_is_done_at_a_server_that_nobody_confirms() {
    let Some(account) = Account::new() else { return };
    let script = Script::new();
    let server = format!("{}:{}", at(&account), account.port);
    let ran = script.install(&[&server], &["no"]);
    ran.ended(1, &[], &["was not confirmed"]);
    assert!(ran.out.is_empty() && ran.asked.contains(&account.fingerprint()), "{} {}", ran.out, ran.asked);
    let ran = script.install(&[&server], &[]);
    ran.ended(1, &[], &["was not confirmed"]);
    assert_eq!(account.authorized_keys(), "");
    assert!(!script.path("known_hosts").exists());
}

#[test]
fn without_an_answer_the_status_is_one_and_the_reason_is_told() {
    let Some(account) = Account::new() else { return };
    let script = Script::new();
    script.knows(&[&account]);
    let server = format!("{}:{}", at(&account), account.port);
    let ran = script.install(&[&server], &["wrong", "wrong", "wrong"]);
    ran.ended(1, &["Connected to"], &["Permission denied (publickey,password)"]);
    assert_eq!(account.authorized_keys(), "");
}

#[test]
fn a_dry_run_connects_to_nothing_and_a_wrong_use_is_told_by_its_status() {
    let script = Script::new();
    let ran = script.install(&["--dry-run", "ann@127.0.0.1:1"], &[]);
    ran.ended(0, &[script.line().trim(), "authorized_keys"], &[]);
    assert!(ran.asked.is_empty() && ran.errors.is_empty(), "{} {}", ran.asked, ran.errors);
    script.install(&["ann@web", "--port", "0"], &[]).ended(2, &[], &["A port is a number"]);
    script.install(&["--", "-oProxyCommand=touch x"], &[]).ended(2, &[], &["not the name or address"]);
    script.install(&["--force", "ann@web"], &[]).ended(2, &[], &["--remove"]);
    script.install(&["ann@web", "--jump", "gate;x"], &[]).ended(2, &[], &["jump host"]);
}

#[test]
fn a_server_behind_another_one_is_reached_through_it() {
    let (Some(gate), Some(account)) = (Account::new(), Account::new()) else { return };
    let script = Script::new();
    script.knows(&[&gate, &account]);
    let (server, jump) =
        (format!("{}:{}", at(&account), account.port), format!("{}:{}", at(&gate), gate.port));
    let ran = script.install(&[&server, "--jump", &jump], &[PASSWORD; 4]);
    ran.ended(0, &["You can log in"], &[]);
    assert_eq!((account.authorized_keys(), gate.authorized_keys()), (script.line(), String::new()));
}

/// ssh says it on standard error, which is read here: it must be passed on.
#[test]
fn what_a_server_says_before_it_asks_is_shown() {
    let Some(account) = Account::with_codes("Two steps.\n") else { return };
    let script = Script::new();
    script.knows(&[&account]);
    let server = format!("{}:{}", at(&account), account.port);
    let ran = script.install(&[&server], &[PASSWORD, "000000", PASSWORD, &code(0)]);
    ran.ended(0, &["Signed in", "You can log in"], &["Private. Keep out.\n", "All steps are done."]);
    assert!(ran.asked.contains("Two steps.") && ran.asked.contains("One-time password"), "{}", ran.asked);
    assert!(!ran.errors.contains(['\u{1b}', '\u{202e}']), "{:?}", ran.errors);
    assert_eq!(ran.errors.matches("Private. Keep out.").count(), 1, "once, not with each connection");
    assert_eq!(account.authorized_keys(), script.line());
}
