//! `agent`, with a real ssh-agent, and ssh-add beside it.

use crate::programs::{are_here, command, output_of, wait_for};
use crate::support::*;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A running ssh-agent, and files.
struct Held {
    desk: Desk,
    agent: Child,
}

impl Held {
    /// `confirms` is what the agent asks instead of a person: a program that says yes or no.
    fn start(confirms: &str) -> Option<Self> {
        if !are_here(&["ssh-agent", "ssh-add", "true", "false"]) {
            return None;
        }
        let desk = Desk::new();
        let mut agent = Command::new("ssh-agent");
        agent.args(["-D", "-a"]).arg(desk.path("socket")).stdin(Stdio::null()).stdout(Stdio::null());
        agent.env("SSH_ASKPASS", confirms).env("SSH_ASKPASS_REQUIRE", "force");
        let agent = agent.spawn().unwrap();
        wait_for("the agent's socket", || desk.path("socket").exists().then_some(()));
        Some(Self { desk, agent })
    }

    fn socket(&self) -> PathBuf {
        self.desk.path("socket")
    }

    fn run(&self, arguments: &[&str]) -> Said {
        let arguments = [&["agent"], arguments].concat();
        let mut command = self.desk.command(&arguments);
        Said::of(command.env("SSH_AUTH_SOCK", self.socket()).output().unwrap(), &arguments)
    }

    /// What ssh-add says, and whether it went well.
    fn ssh_add(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = command("ssh-add");
        let output = command
            .args(arguments)
            .env("SSH_AUTH_SOCK", self.socket())
            .env("SSH_ASKPASS", "true")
            .current_dir(self.desk.path(""))
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether the agent signs with the key of this file, and the signature is right.
    fn signs(&self, public: &str) -> bool {
        self.ssh_add(&["-T", public]).0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.agent.kill();
        let _ = self.agent.wait();
    }
}

#[test]
fn keys_of_every_type_and_format_sign_once_they_are_added() {
    let Some(held) = Held::start("true") else { return };
    let files = [
        "openssh/ed25519",
        "openssh/p256-enc",
        "ppk/p384-3.ppk",
        "ppk/p521-2-enc.ppk",
        "openssh/rsa2048",
        "ppk/rsa3072-3.ppk",
        "openssh/dsa1024",
    ];
    for (number, vector) in files.iter().enumerate() {
        let (file, public) = (format!("key{number}"), format!("key{number}.pub"));
        held.desk.take(vector, &file);
        let line = held.desk.prints(&["show", "--public", "--passphrase-file", "pass", &file]);
        held.desk.put(&public, &line);
        let said = held.run(&["add", "--passphrase-file", "pass", &file]).well();
        assert!(said.starts_with(&format!("{file} is now held by the SSH agent")), "{said}");
        let (_, listed) = held.ssh_add(&["-L"]);
        assert!(listed.lines().any(|other| other == line.trim_end()), "{vector}: {line}{listed}");
        assert!(held.signs(&public), "{vector}");
        std::fs::remove_file(held.desk.path(&file)).unwrap();
        assert!(held.signs(&public), "{vector}, without its file");
    }
    let listed = held.run(&["list"]).well();
    let first = listed.lines().next().unwrap();
    assert!(first.starts_with("ssh is /") && first.contains("and uses the SSH agent (ssh-agent)"), "{first}");
    let fingerprints = listed.lines().filter(|line| line.starts_with("Fingerprint")).count();
    assert_eq!(fingerprints, files.len(), "{listed}");
    assert!(listed.contains("Ed25519, 256 bits") && listed.contains("RSA, 3072 bits"), "{listed}");
    let json = held.run(&["list", "--json"]).well();
    assert_eq!(json.lines().count(), files.len());
    assert!(json.starts_with("{\"agent\":\"openssh\",") && json.contains("\"sha256\":\"SHA256:"), "{json}");
}

#[test]
fn a_certificate_in_the_file_is_added_with_its_key() {
    let Some(held) = Held::start("true") else { return };
    for kind in ["ed25519", "ecdsa", "rsa"] {
        held.desk.take(&format!("newest/{kind}-cert-v3-plain.ppk"), "work.ppk");
        let certificate = held.desk.prints(&["show", "--certificate", "work.ppk"]);
        let said = held.run(&["add", "work.ppk"]).well();
        assert!(said.contains("is now held"), "{said}");
        let (_, listed) = held.ssh_add(&["-L"]);
        assert_eq!(listed.lines().count(), 2, "{kind}: {listed}");
        assert!(listed.contains(&without_comment(&certificate)), "{kind}: {listed}");
        held.desk.put("cert.pub", &certificate);
        assert!(held.signs("cert.pub"), "{kind}");
        assert!(held.run(&["list"]).well().contains("OpenSSH certificate"), "{kind}");
        held.run(&["remove", "cert.pub"]).well();
        let (_, listed) = held.ssh_add(&["-L"]);
        assert!(listed.lines().count() == 1 && !listed.contains("cert-v01"), "{kind}: {listed}");
        held.run(&["add", "work.ppk"]).well();
        // Key and certificate.
        held.run(&["remove", "work.ppk"]).well();
        held.run(&["list"]).fails(1, "The agent holds no keys.");
    }
}

#[test]
fn limits_are_kept() {
    let Some(held) = Held::start("false") else { return };
    held.desk.take("openssh/ed25519", "id");
    held.desk.put("id.pub", &held.desk.prints(&["show", "--public", "id"]));
    held.run(&["add", "--confirm", "id"]).well();
    assert!(!held.signs("id.pub"), "the person said no");
    held.run(&["remove", "--all"]).well();
    held.run(&["add", "--lifetime", "1s", "id"]).well();
    wait_for("the agent to forget the key", || {
        held.ssh_add(&["-L"]).1.lines().all(|line| !line.starts_with("ssh-")).then_some(())
    });
    held.run(&["add", "--lifetime", "never", "id"]).fails(2, "8h, 30m or 1h30m");
}

#[test]
fn a_locked_agent_is_the_first_reason_why_it_refuses_limits() {
    let Some(held) = Held::start("true") else { return };
    held.desk.take("openssh/ed25519", "id");
    held.desk.put("word.sh", "#!/bin/sh\necho word\n");
    std::fs::set_permissions(held.desk.path("word.sh"), std::fs::Permissions::from_mode(0o700)).unwrap();
    let mut lock = command("ssh-add");
    lock.arg("-x").env("SSH_AUTH_SOCK", held.socket()).env("SSH_ASKPASS", held.desk.path("word.sh"));
    output_of(lock.env("SSH_ASKPASS_REQUIRE", "force"));
    let refused = held.run(&["add", "--confirm", "id"]);
    refused.fails(1, "It may be locked (unlock it with ssh-add -X), or it may not support a lifetime");
}

#[test]
fn keys_are_removed_by_file_and_by_fingerprint_and_others_stay() {
    let Some(held) = Held::start("true") else { return };
    for (vector, file) in [("openssh/ed25519", "one"), ("openssh/p256", "two"), ("openssh/p384", "three")] {
        held.desk.take(vector, file);
        held.run(&["add", file]).well();
    }
    let fingerprint = held.desk.prints(&["show", "--fingerprint", "sha256", "two"]);
    held.run(&["remove", "one", fingerprint.trim_end()]).well();
    let left = held.run(&["list"]).well();
    assert!(left.contains("384 bits") && !left.contains("Ed25519") && !left.contains("256 bits"), "{left}");
    held.run(&["remove", "one"]).fails(1, "The agent does not hold the key one.");
    assert_eq!(held.run(&["remove", "--all"]).well(), "The agent no longer holds any keys.\n");
    assert_eq!(held.ssh_add(&["-L"]).1.trim(), "The agent has no identities.");
}

#[test]
fn an_agent_that_refuses_is_not_running_or_does_not_answer_is_said() {
    let Some(held) = Held::start("true") else { return };
    held.desk.take("openssh/ed25519", "id");
    held.desk.put("id.pub", &held.desk.prints(&["show", "--public", "id"]));
    held.run(&["add", "id.pub"]).fails(1, "There is only a public key in id.pub.");
    held.desk.take("openssh/ed448-putty", "ed448");
    held.run(&["add", "ed448"]).fails(1, "The request was refused by the SSH agent");
    held.run(&["add", "nowhere"]).fails(1, "nowhere");
    held.desk.take("openssh/ed25519-enc", "locked");
    held.run(&["add", "--passphrase-file", "wrong", "locked"]).fails(1, "does not unlock locked");

    let none = held.desk.run(&["agent", "list"]);
    none.fails(1, "No SSH agent is running.");
    let mut elsewhere = held.desk.command(&["agent", "list"]);
    let elsewhere = elsewhere.env("SSH_AUTH_SOCK", held.desk.path("id")).output().unwrap();
    Said::of(elsewhere, &["list"]).fails(1, "No SSH agent is running.");
    for action in [&["list"][..], &["add", "id"], &["remove", "--all"]] {
        let pageant = held.run(&[action, &["--agent", "pageant"]].concat());
        pageant.fails(1, "Pageant is used on Windows only. Leave out --agent pageant");
        assert!(!pageant.err.contains("No SSH agent"), "{pageant:?}");
    }
    held.desk.run(&["agent"]).fails(2, "Say what to do: list, add or remove");
}
