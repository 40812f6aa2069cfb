//! Fixes that no rule offers by itself, since the person has to say for which server: what ssh makes of them.

use crate::programs::{are_here, command, output_of, put};
use keywright::health::{Finding, Fix, Problem, plan};
use keywright::system::{RealDisk, User};
use std::fs;
use std::path::Path;

fn fixed(config: &Path, line: usize, fix: Fix) -> keywright::health::Fixed {
    let (path, line, fix) = (config.to_owned(), Some(line), Some(fix));
    let finding = Finding { path, line, problem: Problem::NotTried, fix };
    let disk = RealDisk::new();
    plan(&finding, &disk, &User::default(), "2026-11-30").unwrap().carry_out(&disk).unwrap()
}

fn settings(config: &Path, host: &str) -> String {
    output_of(command("ssh").arg("-G").arg("-F").arg(config).args(["--", host]))
}

#[test]
fn ssh_offers_a_block_no_keys_but_its_own() {
    if !are_here(&["ssh", "timeout"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    let text = "User ann\nHost web\n\tPort 22\nHost *\n\tPort 23\n";
    put(&config, text);
    assert!(settings(&config, "web").contains("identitiesonly no\n"));
    let fixed = fixed(&config, 2, Fix::OnlyItsKeys);
    assert!(settings(&config, "web").contains("identitiesonly yes\n"));
    assert!(settings(&config, "other").contains("identitiesonly no\n"));
    fixed.undo.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(fs::read_to_string(&config).unwrap(), text);
}

#[test]
fn ssh_uses_the_key_whatever_it_is_called() {
    if !are_here(&["ssh", "ssh-keygen", "timeout"]) {
        return;
    }
    for name in ["work", "my key", "50%", "a\"b", "back\\slash", "#1", "it's", "a=b", "100%h"] {
        let folder = tempfile::tempdir().unwrap();
        let (config, key) = (folder.path().join("config"), folder.path().join(name));
        output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key));
        put(&config, "Host web\n");
        fixed(&config, 1, Fix::UseKey(key.clone()));
        // It tells which files it found when something has answered.
        let mut ssh = command("ssh");
        ssh.arg("-v").arg("-F").arg(&config).args(["-o", "ProxyCommand=echo SSH-2.0-x", "web", "true"]);
        let said = String::from_utf8(ssh.output().unwrap().stderr).unwrap();
        let found = said.lines().find_map(|line| line.split("identity file ").nth(1)?.split(" type ").nth(1));
        assert!(found.is_some_and(|kind| kind.trim() != "-1"), "{name}: {said}");
        assert!(said.contains("identity file") && !said.contains("no such identity"), "{name}: {said}");
    }
}
