//! The command to copy: pasted into a real sh, which starts the real ssh, to a real sshd and whatever shell the account
//! has.

use crate::account::{Account, PASSWORD};
use crate::programs::{command, find, put, skip};
use crate::window::{outside, with_a_new_key};
use keywright::format::{KeyFile, read};
use keywright::remote::{LocalShell, NewKey, ServerKind, Target, by_hand};
use keywright::sshfiles::KeyOptions;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use tempfile::TempDir;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHK6mWmvlEGrMNAs9eJzDpl6SGbvPMzLNmBnjLl3VbXs";
const ODD: &str = r#"it's "50%" ^ & | <ann> (!) \n $HOME `id` ~ ; é # x"#;

fn made(account: &Account, comment: &str) -> String {
    let line = format!("{KEY} {comment}\n");
    let Ok(KeyFile::Public(_, key)) = read(line.as_bytes()) else { panic!("no public key") };
    let key = NewKey::new(&key, &KeyOptions::default()).unwrap();
    let target = Target::parse(&format!("{}@127.0.0.1:{}", account.name, account.port)).unwrap();
    by_hand(&key, &target, LocalShell::Sh, ServerKind::Unix).unwrap().command
}

/// Pastes it into this shell, where the password is typed; what it printed.
fn paste(account: &Account, shell: &str, text: &str) -> String {
    let folder = TempDir::new().unwrap();
    let askpass = folder.path().join("askpass");
    put(&askpass, &format!("#!/bin/sh\necho '{PASSWORD}'\n"));
    fs::set_permissions(&askpass, fs::Permissions::from_mode(0o700)).unwrap();
    let known_hosts = folder.path().join("known_hosts");
    put(&known_hosts, &account.known_as());
    let config = folder.path().join("config");
    put(&config, &format!("UserKnownHostsFile {}\nPubkeyAuthentication no\n", known_hosts.display()));
    // What is pasted says nothing of a configuration: the account that runs this may have one.
    let ssh = folder.path().join("ssh");
    let real = find("ssh").expect("ssh");
    put(&ssh, &format!("#!/bin/sh\nexec '{}' -F '{}' \"$@\"\n", real.display(), config.display()));
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o700)).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut here = command(shell);
    here.arg("-c").arg(text).env("PATH", format!("{}:{path}", folder.path().display()));
    here.env("SSH_ASKPASS", &askpass).env("SSH_ASKPASS_REQUIRE", "force");
    let output = here.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shell}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn pasted_twice_the_key_is_added_once_whatever_shell_the_account_has() {
    for shell in ["sh", "bash", "dash", "zsh", "fish", "csh", "tcsh"] {
        let Some(path) = find(shell) else {
            skip(&format!("there is no {shell}"));
            continue;
        };
        let Some(account) = Account::with(&path.display().to_string(), "") else { return };
        let text = made(&account, ODD);
        assert_eq!(paste(&account, "sh", &text), "added", "{shell}");
        assert_eq!(account.authorized_keys(), format!("{KEY} {ODD}\n"), "{shell}");
        assert_eq!((account.mode(".ssh"), account.mode(".ssh/authorized_keys")), (0o700, 0o600), "{shell}");
        assert_eq!(paste(&account, "bash", &text), "already there", "{shell}");
        assert_eq!(account.authorized_keys(), format!("{KEY} {ODD}\n"), "{shell}");
    }
}

#[test]
fn the_last_line_gets_its_end_and_nothing_else_changes() {
    let Some(account) = Account::new() else { return };
    // The last byte is half a character, as a file in another encoding may end.
    let before = format!("# {KEY} off\n\nno key\r\n# é");
    account.put(".ssh/authorized_keys", &before);
    account.set_mode(".ssh/authorized_keys", 0o666);
    account.set_mode(".", 0o777);
    assert_eq!(paste(&account, "sh", &made(&account, "ann@desk")), "added");
    assert_eq!(account.authorized_keys(), format!("{before}\n{KEY} ann@desk\n"));
    assert_eq!((account.mode(".") & 0o022, account.mode(".ssh/authorized_keys") & 0o022), (0, 0));
}

#[test]
fn what_a_person_copies_installs_the_key() {
    let Some(account) = Account::new() else { return };
    let mut person = with_a_new_key(outside(), "");
    person.click("Copy the command instead");
    person.must_see("Enter the server above to see the command.");
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    person.must_see("ssh asks for your password.");
    person.click("Copy command");
    let copied = person.outside.copied();
    let [text] = copied.as_slice() else { panic!("{copied:?}") };
    assert_eq!(paste(&account, "sh", text), "added");
    let line = fs::read_to_string(person.outside.dot_ssh("id_ed25519.pub")).unwrap();
    assert_eq!(account.authorized_keys(), line);
    person.click("Windows, admin");
    person.must_see("powershell -NoProfile");
    person.click("Linux, macOS");
    person.click("Command Prompt");
    person.must_see("echo ssh-ed25519");
    person.click("Hide the command");
    person.must_not_see("echo ssh-ed25519");
}
