//! Fixes for which a person says which server or which file is meant: what ssh makes of them.

use crate::programs::{are_here, command, output_of, put};
use keywright::health::{Change, Finding, Fix, FixError, Fixed, OnlyKey, Problem, configured_servers, plan};
use keywright::system::{RealDisk, User};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Somebody with this configuration, and its file.
fn with_config(text: Option<&str>) -> (TempDir, User, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".ssh/config");
    fs::create_dir(home.path().join(".ssh")).unwrap();
    text.into_iter().for_each(|text| put(&config, text));
    let person = User { home: Some(home.path().to_owned()), ..User::default() };
    (home, person, config)
}

fn for_web(key: &Path, only: bool) -> Finding {
    let fix = Fix::KeyForServer { server: Some("web".to_owned()), key: Some(key.to_owned()), only };
    Finding { path: key.to_owned(), line: None, problem: Problem::NotTried, fix: Some(fix) }
}

fn fixed(finding: &Finding, person: &User) -> Result<Fixed, FixError> {
    let disk = RealDisk::new();
    plan(finding, &disk, person, "2026-11-30")?.carry_out(&disk)
}

fn settings(config: &Path, host: &str) -> String {
    output_of(command("ssh").arg("-G").arg("-F").arg(config).args(["--", host]))
}

#[test]
fn ssh_offers_a_server_this_key_first_and_none_that_config_does_not_name() {
    if !are_here(&["ssh", "timeout"]) {
        return;
    }
    let key = Path::new("/keys/work");
    let block = "Host web\n    IdentityFile /keys/work\n    IdentitiesOnly yes\n";
    for (before, after) in [
        (None, block.to_owned()),
        (Some("User ann\n"), format!("User ann\n\n{block}")),
        (Some("User ann\nHost *\n\tPort 23"), format!("User ann\n{block}\nHost *\n\tPort 23")),
        (
            Some("Host web\n\tPort 22\nHost *\n"),
            "Host web\n\tIdentityFile /keys/work\n\tIdentitiesOnly yes\n\tPort 22\nHost *\n".to_owned(),
        ),
        // Others stand there: the new one comes before them.
        (
            Some("Host web\n IdentityFile /keys/a\n IdentityFile /keys/work\n"),
            format!("{block}\nHost web\n IdentityFile /keys/a\n IdentityFile /keys/work\n"),
        ),
        (Some("Host web db\n Port 1\n"), format!("{block}\nHost web db\n Port 1\n")),
        // Said already, but for the key.
        (
            Some("IdentitiesOnly yes\nHost web\n Port 1\n"),
            "IdentitiesOnly yes\nHost web\n IdentityFile /keys/work\n Port 1\n".to_owned(),
        ),
    ] {
        let (_home, person, config) = with_config(before);
        let fixed = fixed(&for_web(key, true), &person).unwrap();
        assert_eq!(fs::read_to_string(&config).unwrap(), after);
        let told = settings(&config, "web");
        let first = told.lines().find(|line| line.starts_with("identityfile "));
        assert_eq!(first, Some("identityfile /keys/work"), "{after}");
        assert!(told.contains("identitiesonly yes\n"), "{after}");
        assert_eq!(plan_of(&for_web(key, true), &person), FixError::Changed(config.clone()));
        fixed.undo.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(fs::read_to_string(&config).ok().as_deref(), before);
    }
}

#[test]
fn where_nothing_would_come_of_it_nothing_is_changed() {
    let text = "IdentitiesOnly no\nHost db\n Port 1\n";
    let (_home, person, config) = with_config(Some(text));
    let key = Path::new("/keys/work");
    assert_eq!(fixed(&for_web(key, true), &person).unwrap_err(), FixError::ByHand(config.clone()));
    assert_eq!(fs::read_to_string(&config).unwrap(), text);
    for server in ["", "-oProxyCommand=x", "a b", "*.example.org", "web\n", "ann@web", "web,db", "#web"] {
        let fix =
            Fix::KeyForServer { server: Some(server.to_owned()), key: Some(key.to_owned()), only: false };
        let finding = Finding { fix: Some(fix), ..for_web(key, false) };
        assert_eq!(fixed(&finding, &person).unwrap_err(), FixError::NotWritable(key.to_owned()), "{server}");
    }
    assert_eq!(fs::read_to_string(&config).unwrap(), text);
}

#[test]
fn a_key_in_the_home_folder_is_named_as_people_write_it() {
    let (home, person, config) = with_config(Some("Host web\n Port 1\n"));
    let key = home.path().join("keys/of 50%");
    let fixed = fixed(&for_web(&key, true), &person).unwrap();
    let block = "Host web\n IdentityFile \"~/keys/of 50%%\"\n IdentitiesOnly yes\n Port 1\n";
    assert_eq!(fs::read_to_string(&config).unwrap(), block);
    let [Change::Line { under, only_for, .. }, Change::Line { only_for: last, .. }, ..] =
        fixed.changes.as_slice()
    else {
        panic!("{fixed:?}")
    };
    assert_eq!(under, &Some((1, b"Host web".to_vec())));
    let only = OnlyKey { server: "web".to_owned(), agent_too: false };
    assert_eq!((only_for, last), (&None, &Some(only)));
    // One that is written out already is not named twice.
    put(&config, &format!("Host web\n IdentityFile \"{}%\"\n", key.display()));
    self::fixed(&for_web(&key, true), &person).unwrap();
    let text = fs::read_to_string(&config).unwrap();
    assert_eq!(text.matches("IdentityFile").count(), 1, "{text}");
}

#[test]
fn ssh_uses_the_key_whatever_it_is_called() {
    if !are_here(&["ssh", "ssh-keygen", "timeout"]) {
        return;
    }
    for name in ["work", "my key", "50%", "a\"b", "back\\slash", "#1", "it's", "a=b", "100%h"] {
        let (home, person, config) = with_config(Some("Host web\n"));
        // In the home folder it would be written with `~`, which is another folder for this ssh.
        let elsewhere = tempfile::tempdir().unwrap();
        let key = elsewhere.path().join(name);
        output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key));
        fixed(&for_web(&key, false), &person).unwrap();
        finds_its_key(&config, name);
        // The same in place of a file that is not there.
        for line in ["IdentityFile ~/gone", "\tidentityfile=\"~/gone\" # mine", " IdentityFile = '~/gone'\r"]
        {
            put(&config, &format!("Host web\n{line}\nHost db\n"));
            let problem = Problem::IdentityMissing(home.path().join("gone"));
            let fix = Some(Fix::NameFile(key.clone()));
            let finding = Finding { path: config.clone(), line: Some(2), problem, fix };
            let fixed = fixed(&finding, &person).unwrap();
            finds_its_key(&config, name);
            let new = fs::read_to_string(&config).unwrap();
            assert_eq!(new.contains(" # mine"), line.contains(" # mine"), "{new}");
            assert_eq!(plan_of(&finding, &person), FixError::Changed(config.clone()), "it is named now");
            fixed.undo.carry_out(&RealDisk::new()).unwrap();
        }
    }
}

fn plan_of(finding: &Finding, person: &User) -> FixError {
    plan(finding, &RealDisk::new(), person, "2026-11-30").unwrap_err()
}

/// It tells which files it found when something has answered.
fn finds_its_key(config: &Path, name: &str) {
    let mut ssh = command("ssh");
    ssh.arg("-v").arg("-F").arg(config).args(["-o", "ProxyCommand=echo SSH-2.0-x", "web", "true"]);
    let said = String::from_utf8(ssh.output().unwrap().stderr).unwrap();
    let found = said.lines().find_map(|line| line.split("identity file ").nth(1)?.split(" type ").nth(1));
    assert!(found.is_some_and(|kind| kind.trim() != "-1"), "{name}: {said}");
    assert!(!said.contains("no such identity"), "{name}: {said}");
}

#[test]
fn the_servers_of_the_configuration_are_known_by_their_names() {
    let (home, person, _config) =
        with_config(Some("Host web *.example.org !db web\nInclude more\nMatch host x\nHost db\n"));
    put(&home.path().join(".ssh/more"), "Host build\n");
    assert_eq!(configured_servers(&person, &RealDisk::new()), ["web", "build", "db"]);
}
