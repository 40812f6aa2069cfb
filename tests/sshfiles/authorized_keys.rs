//! Which keys ssh-keygen finds in a file, and which we do.

use crate::keys;
use crate::programs::{are_here, command, output_of, put};
use keywright::format::{PublicFormat, write_public};
use keywright::key::{Curve, NewKind, PublicKey, RsaBits};
use keywright::sshfiles::{AuthorizedKeys, Content, Ignored};
use std::fs;

/// The fingerprints that ssh-keygen lists, in order. It does not judge the options.
fn listed_by_ssh_keygen(text: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("authorized_keys");
    put(&path, text);
    let output = command("ssh-keygen").arg("-l").arg("-f").arg(&path).output().unwrap();
    // It fails where it finds none.
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().filter_map(|line| line.split(' ').nth(1)).map(str::to_owned).collect()
}

fn found_here(text: &[u8]) -> Vec<String> {
    let key = |content| match content {
        Content::Key(line) => line.is_on.then_some(line.key),
        Content::Ignored(Ignored::Options { key, .. }) => key,
        Content::Ignored(Ignored::Certificate(key)) => Some(key),
        _ => None,
    };
    let contents = AuthorizedKeys::parse(text).unwrap().contents();
    contents.into_iter().filter_map(key).map(|key| key.fingerprint().sha256()).collect()
}

fn variants(key: &PublicKey) -> Vec<Vec<u8>> {
    let line = key.line();
    let (name, rest) = line.split_once(' ').unwrap();
    let base64 = rest.split(' ').next().unwrap();
    let mut texts: Vec<String> = [
        "",
        " ",
        "\t ",
        "#",
        "# ",
        "restrict ",
        "restrict,pty\t",
        "from=\"a,b\" ",
        "command=\"a b\" ",
        "command=\"a # b\" ",
        "command=\"say \\\"hi there\\\"\" ",
        "command=\"open ",
        "nonsense ",
        "no-pty,, ",
        "\u{feff}",
        "ann: ",
        "a \"b\" ",
    ]
    .into_iter()
    .map(|start| format!("{start}{line}"))
    .collect();
    texts.extend([
        format!("{name}  {base64}"),
        format!("{name}\t{base64}\tcomment # more"),
        format!("{name} {base64}\r"),
        format!("{name} {base64}\0 {line}"),
        format!("{name} {base64}= ann"),
        format!("{name} {}", base64.trim_end_matches('=')),
        format!("{name} {}", &base64[..base64.len() - 4]),
        format!("{name} {base64}AAAA"),
        format!("{name} {}", base64.replacen('A', "B", 1)),
        format!("{} {base64}", name.to_uppercase()),
        format!("ssh-dss {base64}"),
        format!("{name} {base64}{line}"),
        format!("{name} {base64} ann{line}"),
        name.to_owned(),
        format!("{name} "),
        base64.to_owned(),
    ]);
    texts.into_iter().map(String::into_bytes).collect()
}

#[test]
fn the_same_keys_are_found_as_by_ssh_keygen() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let kinds = [
        NewKind::Ed25519,
        NewKind::Ecdsa(Curve::P256),
        NewKind::Ecdsa(Curve::P521),
        NewKind::Rsa(RsaBits::new(2048).unwrap()),
    ];
    let mut checked = 0;
    for key in keys(&kinds) {
        for line in variants(&key) {
            // Our own reading ends at a NUL byte as sshd's does.
            for end in [&b"\n"[..], b"\r\n", b""] {
                let text = [&b"# a list\n"[..], &line, end].concat();
                let said = String::from_utf8_lossy(&text).into_owned();
                assert_eq!(found_here(&text), listed_by_ssh_keygen(&text), "{said:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "{checked}");
}

/// rsa-sha2-256 is a name for signatures, yet sshd takes it before a key.
#[test]
fn other_names_of_rsa_keys_are_read_as_by_ssh_keygen() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let key = keys(&[NewKind::Rsa(RsaBits::new(2048).unwrap())]).remove(0);
    for name in ["rsa-sha2-256", "rsa-sha2-512", "ssh-rsa2"] {
        let text = key.line().replace("ssh-rsa", name).into_bytes();
        assert_eq!(found_here(&text), listed_by_ssh_keygen(&text), "{name}");
    }
}

#[test]
fn pasted_blocks_hide_no_key_after_them() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let key = keys(&[NewKind::Ed25519]).remove(0);
    let block = write_public(&key, PublicFormat::Rfc4716);
    for end in ["", "\n\n", "# a comment\n"] {
        let text = [&b"\n"[..], &block, end.as_bytes(), key.line().as_bytes()].concat();
        assert_eq!(found_here(&text), [key.fingerprint().sha256()]);
        assert_eq!(found_here(&text), listed_by_ssh_keygen(&text));
    }
}

/// A certificate in place of a key is told as such.
#[test]
fn a_certificate_is_no_key() {
    if !are_here(&["ssh-keygen", "timeout"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["ca", "id"] {
        output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(name)));
    }
    let mut sign = command("ssh-keygen");
    output_of(sign.args(["-q", "-I", "id", "-s"]).arg(at("ca")).arg(at("id.pub")));
    let text = fs::read(at("id-cert.pub")).unwrap();
    let contents = AuthorizedKeys::parse(&text).unwrap().contents();
    assert!(matches!(&contents[..], [Content::Ignored(Ignored::Certificate(_))]), "{contents:?}");
    assert_eq!(found_here(&text), listed_by_ssh_keygen(&text));
}
