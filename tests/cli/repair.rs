//! `repair`: damaged key texts, which ssh-keygen refuses before and reads afterwards.

use crate::programs;
use crate::support::*;
use base64ct::{Base64, Encoding as _};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

type Damage = (&'static str, fn(&str) -> Vec<u8>, &'static str);

fn each_line(text: &str, line: impl Fn(&str) -> String) -> Vec<u8> {
    text.lines().map(|text| line(text) + "\n").collect::<String>().into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// What programs do to the text of a key, and what is said of it.
const DAMAGES: [Damage; 21] = [
    ("line breaks of Windows", |key| key.replace('\n', "\r\n").into(), "Only line breaks, spaces"),
    ("a byte order mark", |key| format!("\u{feff}{key}").into(), "Only line breaks, spaces"),
    ("UTF-16", utf16, "Only line breaks, spaces"),
    ("spaces in front", |key| each_line(key, |line| format!("    {line}")), "Only line breaks, spaces"),
    ("a blank line first", |key| format!("\n{key}").into(), "Only line breaks, spaces"),
    ("no last line break", |key| key.trim_end().into(), "Only line breaks, spaces"),
    ("one line", |key| key.replace('\n', " ").into(), "Only line breaks, spaces"),
    ("written out line breaks", |key| key.replace('\n', "\\n").into(), "Escape sequences"),
    ("JSON", |key| format!("{{\"key\":\"{}\"}}", key.replace('\n', "\\n")).into(), "Escape sequences"),
    ("a mail", |key| each_line(key, |line| format!("> {line}")), "Extra characters around the lines"),
    ("quotes", |key| each_line(key, |line| format!("\"{line}\",")), "Extra characters around the lines"),
    ("base64", |key| Base64::encode_string(key.as_bytes()).into(), "another layer of base64"),
    (
        "base64 twice",
        |key| Base64::encode_string(Base64::encode_string(key.as_bytes()).as_bytes()).into(),
        "another layer of base64",
    ),
    (
        "typographic dashes",
        |key| key.replace("-----", "\u{2014}\u{2013}").into(),
        "line was missing or damaged",
    ),
    ("spaces that are none", |key| key.replace('\n', "\u{a0}\n").into(), "Extra characters around the lines"),
    ("four dashes", |key| key.replace("-----", "----").into(), "BEGIN or END line was missing or damaged"),
    ("no END", |key| key.rsplit_once("-----END").unwrap().0.into(), "BEGIN or END line was missing"),
    ("no BEGIN", |key| key.split_once('\n').unwrap().1.into(), "BEGIN or END line was missing"),
    ("a web page", |key| format!("<pre>{}</pre>", key.replace('\n', "<br>\n")).into(), "HTML tags"),
    ("an address", |key| key.replace('\n', "%0A").replace(' ', "%20").into(), "percent-encoded"),
    (
        "text around it",
        |key| format!("Hello,\n\n{key}\nAnn\n").into(),
        "The other text in the file was left out",
    ),
];

/// Those with words around the key.
const HAVE_TEXT: [&str; 2] = ["JSON", "text around it"];

const KEYS: [(&str, &str); 6] = [
    ("openssh/ed25519", ""),
    ("openssh/ed25519-enc", PASSPHRASE),
    ("openssh/p256-enc", PASSPHRASE),
    ("pem/rsa.pem", ""),
    ("pem/rsa-aes256.pem", PASSPHRASE),
    ("pem/p256.p8", ""),
];

/// What ssh-keygen makes of a private key.
fn public(desk: &Desk, name: &str, passphrase: &str) -> Option<String> {
    let mut command = programs::command("ssh-keygen");
    let output = command.args(["-y", "-P", passphrase, "-f"]).arg(desk.path(name)).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn put(desk: &Desk, name: &str, bytes: &[u8], mode: u32) {
    programs::put(&desk.path(name), bytes);
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn ssh_keygen_reads_what_was_damaged_and_the_old_text_is_kept() {
    if !programs::are_here(&["ssh-keygen"]) {
        return;
    }
    for (vector, passphrase) in KEYS {
        let (desk, text) = (Desk::new(), vector_text(vector));
        put(&desk, "whole", text.as_bytes(), 0o600);
        let expected = public(&desk, "whole", passphrase).unwrap();
        for (number, (what, damage, said)) in DAMAGES.iter().enumerate() {
            let (name, damaged) = (format!("key{number}"), damage(&text));
            put(&desk, &name, &damaged, 0o600);
            let what = format!("{vector}: {what}");
            assert!(public(&desk, &name, passphrase).is_none() || !vector.starts_with("openssh"), "{what}");
            let mut arguments = vec!["repair", &name];
            if HAVE_TEXT.iter().any(|one| what.ends_with(one)) {
                desk.run(&arguments).fails(1, "add --leave-out-text");
                assert!(fs::read(desk.path(&name)).unwrap() == damaged, "{what}");
                arguments.push("--leave-out-text");
            }
            let printed = desk.prints(&arguments);
            assert!(printed.contains(said), "{what}: {printed}");
            let is_told = printed.contains("The other text in the file was left out.");
            assert_eq!(is_told, arguments.len() > 2, "{what}: {printed}");
            assert_eq!(public(&desk, &name, passphrase).as_ref(), Some(&expected), "{what}");
            let kept = printed.lines().last().and_then(|line| line.split("was kept as ").nth(1)).unwrap();
            assert!(fs::read(desk.path(kept.trim_end_matches('.'))).unwrap() == damaged, "{what}");
            let again = desk.prints(&["repair", &name]);
            assert_eq!(again, format!("{name} is written as it should be. Nothing was changed.\n"), "{what}");
        }
    }
}

#[test]
fn a_dry_run_and_json_tell_the_same_and_only_one_changes_anything() {
    let (desk, damaged) = (Desk::new(), vector_text("openssh/ed25519").replace('\n', "\\n"));
    desk.put("key", &damaged);
    let dry = |arguments: &[&str]| {
        let run = desk.run(&[&["repair", "--dry-run"], arguments].concat());
        assert_eq!(run.status, Some(1), "it is not as it should be yet");
        run.out
    };
    let said = dry(&["key"]);
    assert!(said.starts_with("key is written again as ssh reads it;"), "{said}");
    let json = dry(&["--json", "key"]);
    assert_eq!((desk.text("key"), desk.names()), (damaged, vec!["key".to_owned()]));
    assert_eq!(desk.prints(&["repair", "--json", "key"]), json);
    assert!(json.contains(r#""changed":true,"format":"openssh","unwrapped":["escapes"]"#), "{json}");
    assert!(desk.prints(&["repair", "--dry-run", "key"]).contains("is written as it should be"));
    let nothing = desk.prints(&["repair", "--json", "key"]);
    assert!(nothing.starts_with("{\"file\":\"key\",\"changed\":false,\"format\":\"openssh\""), "{nothing}");
}

#[test]
fn show_says_what_keeps_ssh_from_reading_a_file_and_the_command_that_helps() {
    let (desk, text) = (Desk::new(), vector_text("openssh/ed25519-enc"));
    desk.put("key", &text.replace('\n', "\r\n"));
    let shown = desk.prints(&["show", "key"]);
    assert!(shown.contains("The line breaks of this private key are not those that ssh reads."), "{shown}");
    assert!(shown.contains("keywright-cli repair key\n"), "{shown}");
    desk.prints(&["repair", "key"]);
    assert!(!desk.prints(&["show", "key"]).contains("repair"));
    assert!(!desk.run_with(text.trim_end().as_bytes(), &["show", "-"]).well().contains("repair"));
}

#[test]
fn a_private_key_is_its_owners_alone_afterwards() {
    let desk = Desk::new();
    put(&desk, "key", vector_text("openssh/ed25519").replace('\n', "\r\n").as_bytes(), 0o644);
    let said = desk.prints(&["repair", "key"]);
    assert!(said.contains("Only you can read and change key now."), "{said}");
    assert_eq!(desk.mode("key"), 0o600);
}

#[test]
fn public_keys_are_repaired_too_and_printed_out_of_a_pipe() {
    let (desk, line) = (Desk::new(), vector_text("public/ed25519.pub"));
    let (half, other) = line.split_at(40);
    desk.put("key.pub", &format!("{half}\r\n{other}"));
    desk.prints(&["repair", "key.pub"]);
    assert_eq!(desk.text("key.pub"), line);
    assert_eq!(desk.run_with(format!("\"{}\"", line.trim_end()).as_bytes(), &["repair", "-"]).well(), line);
    assert_eq!(desk.run_with(line.as_bytes(), &["repair", "-"]).well(), line);
    let private = vector_text("openssh/ed25519");
    desk.run_with(private.as_bytes(), &["repair", "-"]).fails(2, "Private keys are not printed");
}

#[test]
fn what_cannot_be_repaired_is_refused_by_name_and_left_as_it_is() {
    let (desk, key) = (Desk::new(), vector_text("openssh/ed25519"));
    let lost =
        key.lines().enumerate().filter(|(number, _)| *number != 2).map(|(_, line)| format!("{line}\n"));
    let label = |text: &str| text.replace("RSA PRIVATE KEY", "PRIVATE KEY");
    for (text, words) in [
        (lost.collect(), "Look for another copy"),
        (format!("{key}{}", vector_text("openssh/p256")), "contains 2 keys"),
        (vector_text("pem/dsa.sshcom"), "never written"),
        (label(&vector_text("pem/rsa-aes256.pem")), "only the passphrase can tell"),
        ("no key\n".to_owned(), "is not a key"),
    ] {
        desk.put("key", &text);
        desk.run(&["repair", "key"]).fails(1, words);
        assert_eq!((desk.text("key"), desk.names()), (text, vec!["key".to_owned()]));
    }
    symlink(desk.path("key"), desk.path("link")).unwrap();
    desk.put("key", &key.replace('\n', "\r\n"));
    desk.run(&["repair", "link"]).fails(1, "is a link");
    desk.run(&["repair", "nothing"]).fails(1, "nothing does not exist");
    desk.run(&["repair"]).fails(2, "FILE");
}

/// What stands before or around a public key says what the key may do, and whose it is.
#[test]
fn text_beside_a_public_key_is_never_lost() {
    let (desk, key) = (Desk::new(), vector_text("public/ed25519.pub"));
    let key = key.trim_end();
    for text in [
        format!("from=\"10.0.0.1\",command=\"echo limited\",restrict {key}\n"),
        format!("restrict {key}\r\n"),
        format!("\"restrict {key}\"\n"),
        format!("@cert-authority * {key}\n"),
        format!("@revoked * {key}\n"),
        format!("* {key}\n"),
        format!("web.example.org,192.0.2.1 {key}\r\n"),
        format!("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= {key}\n"),
        format!("command=\"ssh-ed25519\" {key}\n"),
        format!("# The laptop\n{key}\n"),
        format!("{key}\nthe laptop\n"),
        format!("&lt;web&gt; {key}\n"),
    ] {
        desk.run_with(text.as_bytes(), &["repair", "-"]).fails(1, "other text beside the public key");
        desk.put("key.pub", &text);
        for arguments in [&["repair", "key.pub"][..], &["repair", "--leave-out-text", "key.pub"]] {
            desk.run(arguments).fails(1, "other text beside the public key");
            assert_eq!((desk.text("key.pub"), desk.names()), (text.clone(), vec!["key.pub".to_owned()]));
        }
    }
    // A line that is turned off stays off.
    for text in [format!("# {key}\n"), format!("#{key}\r\n")] {
        desk.run_with(text.as_bytes(), &["repair", "-"]).fails(1, "is not a key");
    }
}

#[test]
fn the_lists_of_ssh_are_no_files_of_one_key() {
    let (desk, key) = (Desk::new(), vector_text("public/ed25519.pub").replace('\n', "\r\n"));
    for name in ["authorized_keys", "authorized_keys2", "authorized_keys.bak", "known_hosts", "config"] {
        desk.put(name, &key);
        desk.run(&["repair", name]).fails(1, "other text counts as much as the keys");
        assert_eq!(desk.text(name), key);
    }
    assert_eq!(desk.names().len(), 5);
}

#[test]
fn programs_notes_and_settings_that_contain_a_key_stay_as_they_are() {
    let (desk, key) = (Desk::new(), vector_text("openssh/ed25519"));
    let joined = key.trim_end().replace('\n', "\\n");
    for text in [
        format!("{{\"type\": \"service_account\", \"private_key\": \"{joined}\", \"client\": \"web\"}}\n"),
        format!("PASSWORD=hunter2\nKEY=\"{joined}\"\n"),
        format!("#!/bin/sh\ncat > key <<E\n{key}E\nssh web\n"),
        format!("The key of the web server\n\n{key}"),
        format!("{key}\nBackup of May\n"),
    ] {
        desk.put("file", &text);
        for arguments in [&["repair", "file"][..], &["repair", "--dry-run", "file"]] {
            desk.run(arguments).fails(1, "contains other text beside the key");
            assert_eq!((desk.text("file"), desk.names()), (text.clone(), vec!["file".to_owned()]));
        }
    }
}

#[test]
fn quotes_and_fences_are_said() {
    let desk = Desk::new();
    let key = vector_text("openssh/ed25519");
    for (text, id, words) in [
        (format!("\"{}\"\n", key.trim_end()), "quotes", "Quotes around the key were removed."),
        (format!("'{}'", key.trim_end()), "quotes", "Quotes around the key were removed."),
        (format!("```\n{key}```\n"), "fence", "The code fence (```) around the key was removed."),
    ] {
        put(&desk, "key", text.as_bytes(), 0o600);
        let shown = desk.prints(&["show", "key"]);
        assert!(shown.contains(words) && !shown.contains("blank line or other text"), "{shown}");
        let json = desk.prints(&["show", "--json", "key"]);
        assert!(json.contains(&format!("\"unwrapped\":[\"{id}\"]")), "{json}");
        let printed = desk.prints(&["repair", "key"]);
        assert!(printed.contains(words), "{printed}");
        assert_eq!(desk.text("key"), key);
    }
    let line = vector_text("public/ed25519.pub");
    for (text, id, words) in [
        (format!("\"{}\"\n", line.trim_end()), "quotes", "Quotes around the key were removed."),
        (format!("\u{201c}{}\u{201d}\n", line.trim_end()), "quotes", "Quotes around the key were removed."),
        (format!("```\n{line}```\n"), "fence", "The code fence (```) around the key was removed."),
        (
            format!("<p>{}</p>\n", line.trim_end()),
            "html",
            "HTML tags and character references around the key",
        ),
        (format!("> {line}"), "lines", "Extra characters around the lines of the key were ignored."),
    ] {
        desk.put("key.pub", &text);
        assert!(desk.prints(&["show", "key.pub"]).contains(words), "{text}");
        let json = desk.prints(&["show", "--json", "key.pub"]);
        assert!(json.contains(&format!("\"unwrapped\":[\"{id}\"]")), "{json}");
        let told = format!("key.pub: {words}");
        let converted = desk.prints(&["convert", "--to", "rfc4716", "--output", "other", "key.pub"]);
        assert!(converted.contains(&told), "{converted}");
        fs::remove_file(desk.path("other")).unwrap();
        let said = desk.run(&["convert", "--to", "public", "--output", "-", "key.pub"]);
        assert_eq!((said.status, said.out.as_str()), (Some(0), line.as_str()), "{said:?}");
        assert!(said.err.contains(&told), "{said:?}");
        // In a folder too it is not what is asked for yet.
        fs::create_dir(desk.path("folder")).unwrap();
        desk.put("folder/key.pub", &text);
        let converted = desk.prints(&["convert", "--to", "public", "--replace", "folder"]);
        assert!(converted.contains(words), "{converted}");
        assert_eq!(desk.text("folder/key.pub"), line);
        fs::remove_dir_all(desk.path("folder")).unwrap();
        let printed = desk.prints(&["repair", "key.pub"]);
        assert!(printed.contains(words), "{printed}");
        assert_eq!(desk.text("key.pub"), line);
        assert!(!desk.prints(&["show", "--json", "key.pub"]).contains("unwrapped"));
    }
    let json = desk.prints(&["repair", "--json", "key"]);
    assert_eq!(
        json,
        "{\"file\":\"key\",\"changed\":false,\"format\":\"openssh\",\"unwrapped\":[],\"only_space\":false,\"left_out\":false,\"backup\":null}\n"
    );
}
