//! The command to copy for the command prompt of Windows, typed there: what ssh gets.

use crate::support::*;
use keywright::format::{KeyFile, read};
use keywright::remote::{LocalShell, NewKey, ServerKind, Target, by_hand};
use keywright::sshfiles::KeyOptions;

const LINE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHK6mWmvlEGrMNAs9eJzDpl6SGbvPMzLNmBnjLl3VbXs ann@desk";

/// In the place of ssh: writes down its arguments, and which key it reads.
const SSH: &str = "@\"%KEYWRIGHT_PROGRAM%\" show - >said.txt\r\n@echo %*>arguments.txt\r\n";

#[test]
#[ignore = "tests/windows starts it"]
fn at_the_command_prompt_ssh_gets_the_key_and_the_command_for_the_server() {
    let Ok(KeyFile::Public(_, key)) = read(LINE.as_bytes()) else { panic!("no public key") };
    let line = NewKey::new(&key, &KeyOptions::default()).unwrap();
    let target = Target { port: Some(2222), ..Target::parse("ann@web.example.org").unwrap() };
    for server in [ServerKind::Unix, ServerKind::Windows, ServerKind::WindowsAdministrator] {
        let command = by_hand(&line, &target, LocalShell::Cmd, server).unwrap().command;
        let desk = Desk::new();
        desk.put("ssh.bat", SSH.as_bytes());
        desk.types_at_the_prompt(&command);
        let (_, arguments) = command.split_once("| ssh ").unwrap();
        assert_eq!(desk.text("arguments.txt").trim_end(), arguments, "{server:?}");
        // A server with Windows gets the line in base64.
        if server == ServerKind::Unix {
            let said = desk.text("said.txt");
            assert!(said.contains(&key.fingerprint().sha256()) && said.contains("ann@desk"), "{said}");
        }
    }
}
