//! Which lines ssh-keygen finds for a server, and which we do.

use crate::keys;
use crate::programs::{are_here, command, output_of, put};
use keywright::key::NewKind;
use keywright::sshfiles::{KnownHosts, ServerName};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The numbers of the lines that `ssh-keygen -F` shows.
fn found_by_ssh_keygen(path: &Path, name: &str) -> Vec<usize> {
    let output = command("ssh-keygen").args(["-F", name, "-f"]).arg(path).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = text.lines().filter(|line| line.starts_with("# Host "));
    numbers.filter_map(|line| line.split("line ").nth(1)?.split(' ').next()?.parse().ok()).collect()
}

fn found_here(path: &Path, host: &str, port: u16) -> Vec<usize> {
    let file = KnownHosts::parse(&fs::read(path).unwrap()).unwrap();
    let mut found = file.find(host, port);
    // ssh-keygen passes over what has no type of key; it does not look at the key itself.
    found.retain(|(_, line)| line.key.is_some());
    found.into_iter().map(|(number, _)| number).collect()
}

#[test]
fn the_same_lines_are_found_as_by_ssh_keygen_also_after_hashing() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let key = keys(&[NewKind::Ed25519]).remove(0).line();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known_hosts");
    let text = [
        "web.example.org,192.0.2.1",
        "[web.example.org]:2222",
        "WEB.example.org",
        "*.example.org,!db.example.org",
        "?eb.*",
        "@revoked web.example.org",
        "@cert-authority *.example.org",
        "@odd web.example.org",
        "@revoked @revoked web.example.org",
        "[2001:db8::1]:2222",
        "2001:db8::1",
        "#web.example.org",
        " \tweb.example.org",
        "!web.example.org,*",
        "",
    ]
    .map(|hosts| format!("{hosts} {key}\n"))
    .concat();
    put(&path, &(text + "web.example.org ssh-ed25519 AAAA\nweb.example.org\n"));
    let servers = [
        ("web.example.org", 22),
        ("web.example.org", 2222),
        ("db.example.org", 22),
        ("192.0.2.1", 22),
        ("2001:db8::1", 2222),
        ("2001:db8::1", 22),
        ("other", 22),
    ];
    let same = |at: &Path| {
        servers.map(|(host, port)| {
            let name = if port == 22 { host.to_owned() } else { format!("[{host}]:{port}") };
            let found = found_here(at, host, port);
            assert_eq!(found, found_by_ssh_keygen(at, &name), "{name}");
            found.len()
        })
    };
    let before = same(&path);
    assert!(before[0] >= 5 && before[6] == 1, "{before:?}");
    // It hashes nothing in a file with lines that it cannot read.
    let text = fs::read_to_string(&path).unwrap();
    let readable = KnownHosts::parse(text.as_bytes()).unwrap().hosts();
    let is_readable = |number: &usize| {
        readable.iter().any(|(other, line)| other == number && line.readable_key().is_some())
    };
    let lines = (1..).zip(text.split_inclusive('\n')).filter(|(number, _)| is_readable(number));
    put(&path, &lines.map(|(_, line)| line).collect::<String>());
    output_of(command("ssh-keygen").args(["-q", "-H", "-f"]).arg(&path));
    let hashed = fs::read_to_string(&path).unwrap();
    assert!(hashed.matches("|1|").count() >= 5, "{hashed}");
    same(&path);
}

/// All entries of a server go, but what is revoked or signs certificates stays.
#[test]
fn a_server_is_removed_as_ssh_keygen_does_it() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let key = keys(&[NewKind::Ed25519]).remove(0).line();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known_hosts");
    let text =
        ["web,192.0.2.1", "# web", "@revoked web", "[web]:2222", "WEB", "@cert-authority web", "db", "web"]
            .map(|hosts| format!("{hosts} {key}\n"))
            .concat();
    for typed in ["web", "ann@web:2222", "192.0.2.1", "db"] {
        let server = ServerName::parse_user_input(typed).unwrap();
        let mut file = KnownHosts::parse(text.as_bytes()).unwrap();
        let found = file.find(&server.host, server.port);
        let plain: BTreeSet<usize> =
            found.iter().filter(|(_, line)| line.marker.is_none()).map(|(number, _)| *number).collect();
        assert_eq!(file.remove_each(&plain).len(), plain.len());
        put(&path, &text);
        output_of(command("ssh-keygen").args(["-R", &server.written(), "-f"]).arg(&path));
        assert_eq!(String::from_utf8(file.bytes()).unwrap(), fs::read_to_string(&path).unwrap(), "{typed}");
    }
}

#[test]
fn what_is_removed_is_found_by_nobody() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let key = keys(&[NewKind::Ed25519]).remove(0).line();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known_hosts");
    put(&path, &format!("a {key}\r\nb {key}\nc {key}"));
    let mut file = KnownHosts::parse(&fs::read(&path).unwrap()).unwrap();
    file.remove(2).unwrap();
    put(&path, &file.bytes());
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("a {key}\r\nc {key}"));
    assert_eq!(found_by_ssh_keygen(&path, "b"), []);
    assert_eq!(found_by_ssh_keygen(&path, "c"), [2]);
}
