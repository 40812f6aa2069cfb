//! `install`, with an ssh that lets in whoever has a password and no key. The journey with the real one is in
//! tests/remote.

use crate::programs::{command, output_of};
use crate::support::*;
use std::os::unix::fs::PermissionsExt as _;

/// What it is asked for: who the server is, a login with a key, or the script.
const SSH: &str = r#"#!/bin/sh
say() { echo "$1" >&2; }
say 'debug1: Remote protocol version 2.0, remote software version OpenSSH_9.9'
case "$*" in
    *PreferredAuthentications=none*) say 'debug1: Authentications that can continue: publickey,password' ;;
    *PreferredAuthentications=publickey*)
        say 'debug1: Authentications that can continue: publickey'
        touch tried
        ;;
    *)
        say 'Authenticated to server ([192.0.2.7]:22) using "password".'
        echo 'keywright: added /home/ann/.ssh/authorized_keys'
        exit 0
        ;;
esac
say 'ann@server: Permission denied (publickey).'
exit 255
"#;

/// Somebody with a key and that ssh.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    std::fs::create_dir(desk.path("bin")).unwrap();
    desk.put("bin/ssh", SSH);
    std::fs::set_permissions(desk.path("bin/ssh"), std::fs::Permissions::from_mode(0o700)).unwrap();
    desk
}

fn install(desk: &Desk, arguments: &[&str]) -> Said {
    let arguments = [&["install"], arguments, &["id", "ann@server"]].concat();
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    Said::of(desk.command(&arguments).env("PATH", path).output().unwrap(), &arguments)
}

#[test]
fn a_key_that_is_refused_may_be_so_because_of_its_addresses() {
    let desk = desk();
    let plain = install(&desk, &[]);
    let refused = "The key is on the server, but the server does not accept it.";
    assert!(plain.status == Some(1) && plain.err.contains(refused), "{plain:?}");
    assert!(!plain.err.contains("restricted the key"), "{plain:?}");
    let limited = install(&desk, &["--from", "192.0.2.1"]);
    assert_eq!(limited.status, Some(1), "{limited:?}");
    let mut lines = limited.err.lines().skip_while(|line| !line.contains(refused));
    let next = lines.nth(1).unwrap();
    assert!(next.starts_with("You restricted the key to certain addresses (from=)."), "{limited:?}");
    assert!(next.ends_with("The address of this computer may not be one of them."), "{limited:?}");
}

#[test]
fn an_authority_is_installed_and_not_tried() {
    let desk = desk();
    let said = install(&desk, &["--cert-authority"]);
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(said.out.contains("The key was added to /home/ann/.ssh/authorized_keys"), "{said:?}");
    assert!(said.err.contains("The key was not tried, because it is an authority"), "{said:?}");
    assert!(!desk.path("tried").exists(), "{said:?}");
}

#[test]
fn the_script_of_a_dry_run_does_it_when_it_is_run() {
    let desk = desk();
    let line = desk.prints(&["show", "--public", "id"]);
    let script = install(&desk, &["--dry-run", "--from", "192.0.2.1"]).well();
    let new = format!("from=\"192.0.2.1\" {}", line.trim_end());
    assert!(script.starts_with(&format!("# {new}\n\n")), "{script}");
    let run = |name: &str, script: &str| {
        desk.put(name, script);
        output_of(command("sh").arg(desk.path(name)).env("HOME", desk.path("")))
    };
    let said = run("add.sh", &script);
    assert!(said.contains("keywright: added"), "{said}");
    assert_eq!(desk.text(".ssh/authorized_keys"), format!("{new}\n"));
    let script = install(&desk, &["--dry-run", "--remove"]).well();
    assert!(!script.contains("192.0.2.1") && !script.contains("\ninstall "), "{script}");
    let said = run("remove.sh", &script);
    assert!(said.contains("keywright: removed"), "{said}");
    assert_eq!(desk.text(".ssh/authorized_keys"), "");
}

#[test]
fn what_means_nothing_for_a_removal_is_refused_with_it() {
    let desk = desk();
    let others: [&[&str]; 12] = [
        &["--from", "192.0.2.1"],
        &["--until", "2099-12-31"],
        &["--restrict"],
        &["--command", "true"],
        &["--forbid", "pty"],
        &["--environment", "A=B"],
        &["--permit-open", "host:22"],
        &["--permit-listen", "8080"],
        &["--tunnel", "0"],
        &["--cert-authority"],
        &["--no-touch-required"],
        &["--no-try"],
    ];
    for other in others {
        install(&desk, &[&["--remove"], other].concat()).fails(2, "cannot be used with");
    }
    assert!(!desk.path("tried").exists());
}
