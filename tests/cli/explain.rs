//! `keywright-cli explain`: messages as people paste them, and as ssh, ssh-keygen, sshd, plink and openssl print them.

use crate::programs::{are_here, command, output_of, put};
#[cfg(target_os = "linux")]
use crate::server::Server;
use crate::support::*;
use base64ct::{Base64, Encoding as _};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

/// What is said of a text that must be known.
#[track_caller]
fn explained(desk: &Desk, text: &str) -> String {
    let said = desk.run_with(text.as_bytes(), &["explain", "-"]).well();
    assert_clear(&said, text);
    said
}

/// The first cause, and what to do about it.
fn first(said: &str) -> String {
    let causes = said.split_once("\n1. ").unwrap_or_else(|| panic!("{said}")).1;
    causes.split("\n\n").next().unwrap().to_owned()
}

/// What a program prints that fails, in this folder.
#[track_caller]
fn complaint(desk: &Desk, program: &str, arguments: &[&str]) -> String {
    let mut program = command(program);
    let output = in_desk(&mut program, desk).args(arguments).output().unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success() && !text.is_empty(), "{arguments:?}: {text}");
    text
}

fn in_desk<'a>(command: &'a mut Command, desk: &Desk) -> &'a mut Command {
    command.current_dir(desk.path(".")).env("HOME", desk.path(".")).env("LC_ALL", "C")
}

fn mode(desk: &Desk, name: &str, mode: u32) {
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_message_is_explained_wherever_it_comes_from() {
    let desk = Desk::new();
    let message = "ssh: connect to host 192.0.2.7 port 22: No route to host";
    let piped = explained(&desk, message);
    assert!(piped.starts_with("The server cannot be reached"), "{piped}");
    assert!(piped.contains(&format!("Line 1, from OpenSSH: {message}\n")), "{piped}");
    assert!(piped.contains("Possible causes, most likely first:\n\n1. "), "{piped}");
    assert_eq!(desk.prints(&["explain", message]), piped);
    // Unquoted, and without an argument.
    assert_eq!(desk.prints(&[&["explain"], &*message.split(' ').collect::<Vec<_>>()].concat()), piped);
    assert_eq!(desk.run_with(message.as_bytes(), &["explain"]).well(), piped);
    // As PowerShell saves it.
    let utf16: Vec<u8> = format!("\u{feff}{message}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(desk.run_with(&utf16, &["explain", "-"]).well(), piped);
}

#[test]
fn what_is_not_known_is_said_and_not_guessed() {
    let desk = Desk::new();
    desk.run(&["explain", "the cat sat on the mat"]).fails(1, "Nothing is guessed");
    desk.run(&["explain", "--json", "the cat sat on the mat"]).fails(1, "ssh -v");
    for nothing in ["", " \n"] {
        desk.run_with(nothing.as_bytes(), &["explain", "-"]).fails(2, "no text");
    }
    desk.run(&["explain", "--no-such-option", "x"]).fails(2, "--no-such-option");
    desk.run_with(&vec![b'x'; 9 << 20], &["explain", "-"]).fails(1, "8 MiB");
}

#[test]
fn a_terminal_is_not_led_astray_by_the_text() {
    let desk = Desk::new();
    let said = explained(&desk, "\u{1b}[31mPermissions 0644 for '/a\u{1b}]0;x\u{7}b' are too open\u{202e}");
    assert!(said.contains(r"\u{1b}") && said.contains(r"\u{202e}"), "{said}");
}

#[test]
fn masked_text_names_nobody() {
    let desk = Desk::new();
    let log = "debug1: Connecting to srv.example.com [192.0.2.7] port 22.\n\
        debug1: Authenticating to srv.example.com:22 as 'ann'\n\
        debug1: Offering public key: /home/ann/.ssh/id_rsa RSA SHA256:abc\n\
        debug1: Authentications that can continue: publickey\n\
        ann@srv.example.com: Permission denied (publickey).\n";
    let said = desk.run_with(log.as_bytes(), &["explain", "--mask", "-"]).well();
    assert!(said.contains("ssh-copy-id -i /home/USER1/.ssh/id_rsa.pub USER1@HOST1\n"), "{said}");
    assert!(said.ends_with(
        "debug1: Authentications that can continue: publickey\nUSER1@HOST1: Permission denied (publickey).\n"
    ));
    let json = desk.run_with(log.as_bytes(), &["explain", "--mask", "--json", "-"]).well();
    for text in [said, json] {
        assert!(!text.contains("ann") && !text.contains("example") && !text.contains("192.0"), "{text}");
    }
    // What is not known can be shown to others all the same.
    let said = desk.run_with(b"ann@srv.example.com: what is this\n", &["explain", "--mask", "-"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), "USER1@HOST1: what is this\n"));
    assert!(said.err.contains("not known"), "{said:?}");
}

/// However it was damaged on its way here.
#[test]
fn nothing_of_a_private_key_is_printed() {
    let desk = Desk::new();
    let key = vector_text("openssh/ed25519");
    let once = Base64::encode_string(key.as_bytes());
    let texts = [
        key.clone(),
        key.replace("-----", "\u{2013}\u{2013}\u{2013}"),
        key.lines().filter(|line| !line.contains("---")).collect::<Vec<_>>().join("\n"),
        key.replace("-----BEGIN", "-----begin").replace("-----END", "-----end"),
        key.replace("-----", "- - - - -"),
        key.replace('\n', "%0A")
            .replace('+', "%2B")
            .replace('=', "%3D")
            .replace('/', "%2F")
            .replace(' ', "%20"),
        Base64::encode_string(once.as_bytes()),
        once,
        format!("What is this?\n{key}"),
        format!("Permission denied (publickey).\n{}", key.replace("-----", "\u{2014}")),
    ];
    let secret = key.lines().nth(3).unwrap();
    for text in &texts {
        for options in
            [&["explain", "-"][..], &["explain", "--mask", "-"], &["explain", "--mask", "--json", "-"]]
        {
            let said = desk.run_with(text.as_bytes(), options);
            assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{text}");
            assert!(said.err.contains("This is a private key, not an error message."), "{said:?}");
            assert!(!said.err.contains(secret) && said.err.lines().count() == 1, "{said:?}");
        }
    }
}

#[test]
fn a_log_around_a_private_key_is_explained_without_the_key() {
    let desk = Desk::new();
    let key = vector_text("openssh/ed25519");
    let log = format!("$ cat id\n{key}$ ssh srv\nann@srv.example.com: Permission denied (publickey).\n");
    let secrets: Vec<_> = key.lines().filter(|line| !line.contains("---")).collect();
    let number = log.lines().count();
    for options in [&["explain", "-"][..], &["explain", "--mask", "-"], &["explain", "--json", "-"]] {
        let said = desk.run_with(log.as_bytes(), options).well();
        assert!(!secrets.iter().any(|secret| said.contains(secret)), "{said}");
        assert!(
            said.contains(&format!("ine {number}, ")) || said.contains(&format!("\"line\":{number},")),
            "{said}"
        );
    }
    let said = desk.run_with(log.as_bytes(), &["explain", "--mask", "-"]).well();
    assert!(said.contains("USER1@HOST1: Permission denied") && !said.contains("example"), "{said}");
    // A key in place of the name of its file.
    let line = format!(
        "Warning: Identity file {} not accessible: No such file or directory.",
        key.replace('\n', " ")
    );
    let said = desk.run_with(line.as_bytes(), &["explain", "-"]);
    assert!(!said.out.contains(secrets[1]) && !said.err.contains(secrets[1]), "{said:?}");
}

#[test]
fn json_tells_the_same_in_one_line() {
    let desk = Desk::new();
    desk.put("id", &vector_text("openssh/ed25519"));
    mode(&desk, "id", 0o644);
    let file = desk.path("id").display().to_string();
    let text = format!("Permissions 0644 for '{file}' are too open.");
    let json = desk.prints(&["explain", "--json", &text]);
    assert_eq!(json.lines().count(), 1);
    let start = format!(
        "{{\"message\":\"key-exposed\",\"programs\":[\"OpenSSH\"],\"line\":1,\"text\":\"{text}\",\"meaning\":\"ssh does not use"
    );
    assert!(json.starts_with(&start), "{json}");
    for part in [
        &format!("\"facts\":{{\"file\":\"{file}\",\"mode\":\"0644\",\"program\":\"OpenSSH\"}}"),
        "\"causes\":[{\"cause\":\"key-exposed\",\"words\":\"The permissions",
        "\"verdict\":\"this-is-it\",\"fix\":{\"action\":\"protect\",\"words\":",
        &format!("\"copy\":\"chmod 600 {file}\",\"file\":\"{file}\"}}}}"),
    ] {
        assert!(json.contains(part), "{part}\n{json}");
    }
}

/// Each file as ssh-keygen complains of it, and again after the fix that was printed was run.
#[test]
fn what_ssh_keygen_says_of_a_file_is_explained_and_the_fix_helps() {
    if !are_here(&["ssh-keygen", "sh"]) {
        return;
    }
    let desk = Desk::new();
    let key = vector_text("openssh/ed25519");
    desk.put("open", &key);
    let public = desk.prints(&["show", "--public", "open"]);
    desk.prints(&["convert", "--to", "ppk", "--output", "work.ppk", "open"]);
    mode(&desk, "open", 0o644);
    desk.put("dos", &key.replace('\n', "\r\n"));
    desk.put("short line", key.trim_end());
    desk.put("bom", &format!("\u{feff}{key}"));
    desk.put("public", &public);
    desk.put("cut", key.lines().take(4).collect::<Vec<_>>().join("\n").as_str());
    let cases = [
        ("open", "The permissions of the file"),
        ("dos", "The text was changed when it was copied"),
        ("short line", "The text was changed when it was copied"),
        ("bom", "The text was changed when it was copied"),
        ("work.ppk", "It is a PuTTY key (.ppk)"),
        ("public", "The file holds the public key"),
        ("cut", "Part of the text is missing"),
    ];
    for (name, cause) in cases {
        let complaint = complaint(&desk, "ssh-keygen", &["-y", "-f", name]);
        let said = explained(&desk, &complaint);
        assert!(first(&said).starts_with(&format!("This is it. {cause}")), "{complaint}\n{said}");
        // Every other cause that can be looked at is ruled out.
        assert_eq!(said.matches("This is it.").count(), 1, "{complaint}\n{said}");
        if ["public", "cut"].contains(&name) {
            continue;
        }
        let fix = first(&said).lines().last().unwrap().trim().replace("keywright-cli", PROGRAM);
        output_of(in_desk(&mut command("sh"), &desk).args(["-c", &fix]));
        let fixed = if name == "work.ppk" { "work" } else { name };
        let read = output_of(in_desk(&mut command("ssh-keygen"), &desk).args(["-y", "-f", fixed]));
        assert_eq!(without_comment(&read), without_comment(&public), "{name}: {fix}");
    }
}

#[test]
fn what_ssh_says_before_it_reaches_a_server_is_explained() {
    if !are_here(&["ssh", "ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    put(&desk.path("config"), "Host x\n  UseKeychain yes\n");
    put(&desk.path("config2"), "KexAlgorithms nonsense\n");
    desk.take("openssh/ed25519", "there");
    let gone = desk.path("gone").display().to_string();
    let closed = ["-F", "none", "-o", "BatchMode=yes", "-p", "1", "127.0.0.1"];
    let cases: [(&[&str], &str, &str); 5] = [
        (&closed, "127.0.0.1 was reached", "No SSH server is running"),
        (&["-F", "none", "nosuch.invalid"], "", "misspelled"),
        (
            &["-F", "config", "x"],
            "ssh does not know the option usekeychain in line 2 of config",
            "IgnoreUnknown usekeychain",
        ),
        (&["-F", "config2", "x"], "ssh cannot use what line 1 of config2 says", "line has a typo"),
        (&[&["-i", &gone][..], &closed].concat(), "127.0.0.1 was reached", "No SSH server is running"),
    ];
    for (arguments, meaning, cause) in cases {
        let complaint = complaint(&desk, "ssh", arguments);
        let said = explained(&desk, &complaint);
        assert!(said.contains(meaning) && said.contains(cause), "{complaint}\n{said}");
    }
    // Only the warning, as where another key logs in.
    let said = explained(
        &desk,
        &format!("Warning: Identity file {gone} not accessible: No such file or directory."),
    );
    assert!(first(&said).starts_with("This is it. There is no file with this name"), "{said}");
    put(&desk.path("gone"), "");
    let said = explained(
        &desk,
        &format!("Warning: Identity file {gone} not accessible: No such file or directory."),
    );
    assert!(said.contains("Not this. There is no file with this name"), "{said}");
}

/// Of each file, the cause that is there and one that is not.
#[test]
fn what_is_in_a_file_decides_between_the_causes() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    desk.prints(&["convert", "--to", "ppk", "--output", "v3.ppk", "--no-passphrase", "id"]);
    desk.prints(&["convert", "--to", "ppk2", "--output", "v2.ppk", "--no-passphrase", "id"]);
    desk.prints(&["convert", "--to", "pkcs8", "--output", "p8", "--no-passphrase", "id"]);
    desk.take("openssh/rsa2048", "other");
    desk.put("id.pub", &desk.prints(&["show", "--public", "other"]));
    let refused = |file: &str| {
        format!(
            "debug1: Offering public key: {} RSA SHA256:abc\nann@srv: Permission denied (publickey).",
            desk.path(file).display()
        )
    };
    let named = |start: &str, file: &str, end: &str| format!("{start}{}{end}", desk.path(file).display());
    let too_new = |file: &str| named("Unable to use key file \"", file, "\" (PuTTY key format too new)");
    let not_ppk =
        |file: &str| named("Unable to use key file \"", file, "\" (OpenSSH SSH-2 private key (new format))");
    let invalid = |file: &str| named("Load key \"", file, "\": invalid format");
    let cases = [
        (refused("id"), "This is it. The .pub file next to the key belongs to another key"),
        (refused("other"), "1. The public key is not in authorized_keys"),
        (too_new("v3.ppk"), "1. This is it. The file is a .ppk of version 3."),
        (too_new("v2.ppk"), "Not this. The file is a .ppk of version 3."),
        (not_ppk("id"), "1. This is it. The key must be converted to a .ppk file."),
        (not_ppk("v2.ppk"), "Not this. The key must be converted to a .ppk file."),
        (invalid("p8"), "1. This is it. The key is in a format that this version of ssh does not read"),
        (invalid("id"), "Not this. The key is in a format that this version of ssh does not read"),
        (
            named("Could not add identity \"", "id", "\": agent refused operation"),
            "Not this. The permissions of the file",
        ),
        (
            named("The file '", "id.pub", "' could not be loaded or does not contain a private key."),
            "1. This is it. The file holds the public key.",
        ),
        (named("Load key \"", "not there", "\": invalid format"), "1. It is a PuTTY key (.ppk)"),
    ];
    for (text, words) in cases {
        let said = explained(&desk, &text);
        assert!(said.contains(words), "{text}\n{words}\n{said}");
    }
}

#[test]
fn a_config_that_others_may_change_is_seen() {
    let desk = Desk::new();
    desk.put("config", "Host x\n");
    let text = format!("Bad owner or permissions on {}", desk.path("config").display());
    let said = explained(&desk, &text);
    assert!(said.contains("Not this. The permissions of the file let other users change it."), "{said}");
    mode(&desk, "config", 0o664);
    let said = explained(&desk, &text);
    let change = format!("chmod go-w {}", desk.path("config").display());
    assert!(
        first(&said).starts_with("This is it. The permissions") && first(&said).ends_with(&change),
        "{said}"
    );
}

#[test]
fn what_plink_and_openssl_say_is_explained() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    if are_here(&["plink"]) {
        for (host, meaning) in
            [("127.0.0.1", "nothing accepts connections"), ("nosuch.invalid", "could not be found")]
        {
            let complaint = complaint(&desk, "plink", &["-batch", "-P", "1", host]);
            let said = explained(&desk, &complaint);
            assert!(said.contains(meaning) && said.contains("from PuTTY"), "{complaint}\n{said}");
        }
    }
    if are_here(&["openssl"]) {
        let complaint = complaint(&desk, "openssl", &["pkey", "-noout", "-in", "id"]);
        let said = explained(&desk, &complaint);
        assert!(
            said.contains("OpenSSL found no key") && said.contains("--to pkcs8 id\n"),
            "{complaint}\n{said}"
        );
    }
}

/// A real server: a key that it does not know, one that it knows, a host key that has changed, and the server's own log.
#[cfg(target_os = "linux")]
#[test]
fn what_ssh_and_sshd_say_of_a_login_is_explained() {
    let Some(server) = Server::start() else { return };
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let key = desk.path("id");
    let user = whoami::username().unwrap();

    let refused = server.ssh_says(&key, &["-vvv"]);
    let said = explained(&desk, &refused);
    assert!(
        said.starts_with("The server did not let you log in. It accepts: publickey."),
        "{refused}\n{said}"
    );
    assert!(first(&said).starts_with("The public key is not in authorized_keys"), "{said}");
    assert!(first(&said).contains("The text points to this: ssh offered a key to the server."), "{said}");
    let install = format!(
        "ssh-copy-id -i {}.pub -p {} {user}@127.0.0.1",
        key.display(),
        server.known_as().rsplit(':').next().unwrap()
    );
    assert!(first(&said).ends_with(&install), "{said}");
    let masked = desk.run_with(refused.as_bytes(), &["explain", "--mask", "-"]).well();
    assert!(user == "root" || !masked.contains(&user), "{masked}");

    let without = server.ssh_says(&desk.path("none"), &["-v"]);
    let said = explained(&desk, &without);
    assert!(
        said.contains("not accessible") && first(&said).starts_with("This is it. There is no file"),
        "{said}"
    );

    let line = desk.prints(&["show", "--public", "id"]);
    server.authorise(line.trim_end());
    server.expose_authorised_keys();
    server.ssh_says(&key, &[]);
    let said = explained(&desk, &server.log());
    assert!(said.starts_with("The server did not use authorized_keys"), "{}\n{said}", server.log());

    let known = format!("# comment\n{} {}\n", server.known_as(), without_comment(&line));
    put(&desk.path("known_hosts"), &known);
    let option = format!("UserKnownHostsFile={}", desk.path("known_hosts").display());
    let changed = server.ssh_says(&key, &["-o", "StrictHostKeyChecking=yes", "-o", &option]);
    let said = explained(&desk, &changed);
    assert!(
        first(&said).starts_with("known_hosts still has an earlier key") && !said.contains("This is it"),
        "{changed}\n{said}"
    );
    assert!(said.contains("remove the old keys of the server, including the one in line 2 of"), "{said}");
    let fix = first(&said).lines().last().unwrap().trim().to_owned();
    output_of(in_desk(&mut command("sh"), &desk).args(["-c", &fix]));
    assert!(!desk.text("known_hosts").contains(&server.known_as()), "{fix}");
    let said = explained(&desk, &changed);
    assert!(said.contains("Not this. known_hosts still has"), "{said}");
    put(&desk.path("known_hosts"), &format!("{} {}", server.known_as(), server.host_key()));
    let welcome = server.ssh_says(&key, &["-o", "StrictHostKeyChecking=yes", "-o", &option]);
    assert!(!welcome.contains("IDENTIFICATION"), "{welcome}");
}

#[test]
fn short_messages_are_known_too() {
    let desk = Desk::new();
    for (text, words) in [
        ("Permission denied", "The login was not permitted"),
        ("Permission denied (tried all)", "The login was not permitted"),
        ("Bad configuration option: foo", "does not know the option foo"),
        ("terminating, 1 bad configuration options", "does not understand its configuration"),
        ("scp: /x: Permission denied", "scp is not allowed to read or write /x."),
        ("key_load_public: invalid format", "cannot read the file of a public key"),
        ("The authenticity of host 'srv (192.0.2.7)' can't be established.", "has never connected to srv"),
    ] {
        let said = explained(&desk, text);
        assert!(
            said.starts_with(said.lines().find(|line| line.contains(words)).unwrap_or("-")),
            "{text}: {said}"
        );
    }
}
