use super::*;
use crate::format::{KeyFile, read};
use crate::sshfiles::KeyOptions;

const LINE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHK6mWmvlEGrMNAs9eJzDpl6SGbvPMzLNmBnjLl3VbXs";

fn key(comment: &str, options: &KeyOptions) -> NewKey {
    let line = format!("{LINE} {comment}\n");
    let Ok(KeyFile::Public(_, key)) = read(line.as_bytes()) else { panic!("no public key") };
    NewKey::new(&key, options).unwrap()
}

fn made(comment: &str, server: &str, from: LocalShell, to: ServerKind) -> ByHand {
    by_hand(&key(comment, &KeyOptions::default()), &Target::parse(server).unwrap(), from, to).unwrap()
}

/// What stands between the last pair of these quotes.
fn in_quotes(command: &str, begin: &str, end: &str) -> String {
    let (_, rest) = command.split_once(begin).unwrap_or_else(|| panic!("{command}"));
    rest.strip_suffix(end).unwrap_or_else(|| panic!("{command}")).to_owned()
}

#[test]
fn what_runs_on_the_server_goes_between_the_quotes_of_every_shell() {
    let script = joined(UNIX, " ");
    assert!(!script.contains(['\'', '"', '\\', '%', '!', '`', '\n']), "{script}");
    let remote = format!("sh -c '{}'", script.replace("BASE64", key("", &KeyOptions::default()).base64()));
    let of = |from| made("ann@desk", "ann@web:2222", from, ServerKind::Unix).command;
    let sh = in_quotes(&of(LocalShell::Sh), "| ssh -p 2222 ann@web '", "'");
    assert_eq!(sh.replace(r"'\''", "'"), remote);
    let powershell = in_quotes(&of(LocalShell::PowerShell), "| ssh -p 2222 'ann@web' '", "'");
    assert_eq!(powershell.replace("''", "'"), remote);
    assert_eq!(in_quotes(&of(LocalShell::Cmd), "| ssh -p 2222 ann@web \"", "\""), remote);
}

#[test]
fn a_comment_reaches_ssh_as_it_is_or_is_left_out() {
    let odd = r#"it's "50%" ^ & | <ann> (!) \n $HOME `id` ;#"#;
    let of = |comment: &str, from| made(comment, "web", from, ServerKind::Unix);
    let begins = |made: &ByHand, with: &str| assert!(made.command.starts_with(with), "{}", made.command);
    let sh = of(odd, LocalShell::Sh);
    begins(&sh, &format!("printf '%s\\n' '{LINE} {}' | ssh web ", odd.replace('\'', r"'\''")));
    let powershell = of(odd, LocalShell::PowerShell);
    begins(&powershell, &format!("'{LINE} {}' | ssh web ", odd.replace('\'', "''")));
    assert!(!sh.is_without_comment && !powershell.is_without_comment);
    let plain = of("ann@desk 2026-11", LocalShell::Cmd);
    begins(&plain, &format!("echo {LINE} ann@desk 2026-11| ssh web \"sh -c '"));
    for c in "'\"%^&|<>()!\\$;".chars() {
        let cmd = of(&format!("a {c} b"), LocalShell::Cmd);
        begins(&cmd, &format!("echo {LINE}| ssh web "));
        assert!(cmd.is_without_comment, "{c}");
    }
    // PowerShell takes typographic quotes for quotes.
    let typographic = of("Ann’s key", LocalShell::PowerShell);
    begins(&typographic, &format!("'{LINE}' | ssh web "));
    assert!(typographic.is_without_comment);
    assert!(of("Ann’s key", LocalShell::Sh).command.contains("Ann’s key"));
    assert!(of("turned \u{202e} round", LocalShell::Sh).is_without_comment);
}

#[test]
fn a_server_with_windows_gets_any_comment_and_a_command_that_its_command_prompt_takes() {
    for to in [ServerKind::Windows, ServerKind::WindowsAdministrator] {
        for from in LocalShell::all(true) {
            let made = made("50% & Ann’s", "ann@web", from, to);
            assert!(!made.is_without_comment);
            let line = Base64::encode_string(format!("{LINE} 50% & Ann’s").as_bytes());
            assert!(made.command.contains(&line), "{}", made.command);
            assert!(made.command.len() < 8191, "{}", made.command.len());
            let end = if from == LocalShell::Cmd { "\"" } else { "'" };
            let encoded = in_quotes(&made.command, "-EncodedCommand ", end);
            let bytes = Base64::decode_vec(&encoded).unwrap();
            let units: Vec<u16> =
                bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            let script = String::from_utf16(&units).unwrap();
            let is_shared = script.contains("administrators_authorized_keys");
            assert_eq!(is_shared, to == ServerKind::WindowsAdministrator, "{script}");
            assert_eq!(script.contains("icacls"), is_shared);
            assert!(!script.contains("FILE\n") && !script.contains("GRANT"), "{script}");
        }
    }
}

#[test]
fn options_that_the_shell_cannot_hold_are_not_left_out() {
    let options = KeyOptions { command: Some("echo 50%".to_owned()), ..KeyOptions::default() };
    let key = key("ann", &options);
    let target = Target::parse("web").unwrap();
    assert_eq!(by_hand(&key, &target, LocalShell::Cmd, ServerKind::Unix), None);
    let sh = by_hand(&key, &target, LocalShell::Sh, ServerKind::Unix).unwrap();
    assert!(sh.command.contains("command=\"echo 50%\" ssh-ed25519"), "{}", sh.command);
}

#[test]
fn the_servers_on_the_way_and_odd_accounts_are_quoted() {
    let mut target = Target::parse(r"CORP\ann@web").unwrap();
    target.jump = Some("bob@gate:22,other".to_owned());
    let key = key("", &KeyOptions::default());
    let of = |from| by_hand(&key, &target, from, ServerKind::Unix).unwrap().command;
    assert!(of(LocalShell::Sh).contains(r"| ssh -J 'bob@gate:22,other' 'CORP\ann@web' 'sh"));
    assert!(of(LocalShell::Cmd).contains("| ssh -J \"bob@gate:22,other\" \"CORP\\ann@web\" \"sh"));
}
