//! `authorized`: the keys that may log in, listed, added, turned off and on, and removed.

use crate::programs::{are_here, command, output_of};
use crate::support::*;
use std::os::unix::fs::symlink;

fn public(name: &str) -> String {
    vector_text(&format!("public/{name}.pub")).trim_end().to_owned()
}

/// Type and base64.
fn bare(name: &str) -> String {
    without_comment(&public(name))
}

fn fingerprint(desk: &Desk, file: &str) -> String {
    desk.prints(&["show", "--fingerprint", "sha256", file]).trim_end().to_owned()
}

#[test]
fn the_list_says_whose_key_it_is_and_what_it_may_do() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    let text = format!(
        "# the team\n\nrestrict,pty,from=\"10.0.0.0/8,!10.1.2.3\",expiry-time=\"20200101Z\",command=\"say \\\"hi\\\" #1\" {}\n#{}\n",
        public("ed25519"),
        bare("p256")
    );
    desk.put("authorized_keys", &text);
    let print = output_of(command("ssh-keygen").args(["-l", "-f"]).arg(vector("public/ed25519.pub")));
    let print = print.split(' ').nth(1).unwrap().to_owned();
    let told = desk.prints(&["authorized", "list", "authorized_keys"]);
    let comment = public("ed25519").splitn(3, ' ').nth(2).unwrap().to_owned();
    let expected = format!(
        "Line         3, on\nType         Ed25519, 256 bits\nComment      {comment}\nFingerprint  {print}\n\
         From         10.0.0.0/8, not 10.1.2.3\nUntil        2020-01-01 00:00:00 UTC (expired)\n\
         Command      say \"hi\" #1\nAllowed      running commands, terminal\n\n\
         Line         4, off\nType         ECDSA, 256 bits\n"
    );
    assert!(told.starts_with(&expected), "{told}");
    assert!(told.ends_with("Allowed      everything\n"), "{told}");
}

#[test]
fn the_list_says_which_lines_sshd_ignores_and_why() {
    let desk = Desk::new();
    let (key, other) = (public("ed25519"), public("p256"));
    let text = format!(
        "\u{feff}{key}\nno-ptty {key}\n{key}\n{}{other}\n{other}\n{other}\n{}notes\nfrom=\"10.0.0.1/8\" {}\n",
        bare("p384"),
        vector_text("public/rsa2048.rfc4716"),
        public("rsa1024"),
    );
    desk.put("authorized_keys", &text);
    let told = desk.prints(&["authorized", "list", "authorized_keys"]);
    for words in [
        "Line         1, ignored by sshd",
        "byte order mark (BOM)",
        "Line         2, ignored by sshd",
        "Options      no-ptty",
        "sshd does not know the option “no-ptty”.",
        "Two keys are in one line.",
        "The same key is in line 5.",
        "This is a key in another format.",
        "There is no key in this line.",
        "“from” contains 10.0.0.1/8, whose mask does not fit the address.",
        "1024 bits",
    ] {
        assert!(told.contains(words), "“{words}” is not in\n{told}");
    }
    // A private key has no business there.
    desk.take("openssh/ed25519", "authorized_keys");
    assert!(desk.prints(&["authorized", "list", "authorized_keys"]).contains("This is a private key."));
    desk.put("authorized_keys", "# nobody\n");
    assert_eq!(desk.prints(&["authorized", "list", "authorized_keys"]), "There are no keys in the file.\n");
}

#[test]
fn the_list_for_programs_has_a_line_for_each_key() {
    let desk = Desk::new();
    let text = format!(
        "# x\nfrom=\"10.*,!10.1.*\",command=\"c\" {}\n# {}\nptyx {}\n",
        public("ed25519"),
        public("p256"),
        public("p384")
    );
    desk.put("authorized_keys", &text);
    let told = desk.prints(&["authorized", "list", "--json", "authorized_keys"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].starts_with(r#"{"line":2,"state":"on","type":"ssh-ed25519","bits":256,"#), "{told}");
    for part in
        [r#""from":["10.*","!10.1.*"]"#, r#""command":"c""#, r#""restrict":false"#, r#""findings":[]"#]
    {
        assert!(lines[0].contains(part), "{part} is not in {told}");
    }
    assert!(lines[1].starts_with(r#"{"line":3,"state":"off","#), "{told}");
    let ignored =
        r#"{"line":4,"state":"ignored","because":"option-unknown","option":"ptyx","options":"ptyx","#;
    assert!(lines[2].starts_with(ignored), "{told}");
    let piped = desk.run_with(text.as_bytes(), &["authorized", "list", "--json", "-"]).well();
    assert_eq!(piped, told);
}

#[test]
fn the_list_tells_of_values_that_do_not_do_what_they_say() {
    let desk = Desk::new();
    let key = public("ed25519");
    let text = format!(
        "from=\"*,!localhost\" {key}\nfrom=\"desk.example.org\" {key}\nfrom=\"!10.*\" {key}\n\
         permitopen=\"db:https\" {key}\npermitlisten=\"0\" {key}\n"
    );
    desk.put("authorized_keys", &text);
    let told = desk.prints(&["authorized", "list", "authorized_keys"]);
    let json = desk.prints(&["authorized", "list", "--json", "authorized_keys"]);
    for (words, for_programs) in [
        ("excludes the name localhost", r#""because":"from-negated-name","pattern":"localhost""#),
        ("contains the name desk.example.org", r#""because":"from-name","pattern":"desk.example.org""#),
        ("only says from where not", r#""because":"from-only-negated""#),
        ("“db:https” names a service", r#""because":"permit-service","value":"db:https""#),
        ("“0” of “permitlisten”", r#""because":"option-value","option":"permitlisten""#),
    ] {
        assert!(told.contains(words), "{words}: {told}");
        assert!(json.contains(for_programs), "{for_programs}: {json}");
    }
}

#[test]
fn keys_of_every_format_are_added_at_once_with_the_same_options() {
    let desk = Desk::new();
    // Without a line end: the next key must not be glued to it.
    desk.put("authorized_keys", &public("p521"));
    desk.take("ppk/ed25519-3-enc.ppk", "ann.ppk");
    desk.take("public/rsa3072.rfc4716", "bob.rfc4716");
    desk.take("openssh/p256-enc", "eve");
    desk.take("public/p384.pub", "mal.pub");
    let add = [
        "authorized",
        "add",
        "--restrict",
        "--allow",
        "pty",
        "--from",
        "192.0.2.0/24,!192.0.2.7",
        "--until",
        "2099-12-31",
    ];
    let files = ["authorized_keys", "ann.ppk", "bob.rfc4716", "eve", "mal.pub"];
    let told = desk.prints(&[&add[..], &files].concat());
    let options = "restrict,pty,from=\"192.0.2.0/24,!192.0.2.7\",expiry-time=\"20991231235959\" ";
    let text = desk.text("authorized_keys");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0], text.ends_with('\n')), (5, public("p521").as_str(), true), "{text}");
    for (line, name) in lines[1..].iter().zip(["ed25519-putty", "rsa3072", "p256", "p384"]) {
        assert!(line.starts_with(&format!("{options}{}", bare(name))), "{line}");
    }
    assert!(told.starts_with("2+ restrict,pty,"), "{told}");
    assert!(told.contains("Saved authorized_keys.\n") && told.contains("authorized_keys.20"), "{told}");
    assert_eq!(desk.mode("authorized_keys"), 0o600);
    let again = desk.run(&["authorized", "add", "authorized_keys", "ann.ppk", "mal.pub"]);
    assert_eq!((again.status, again.out.as_str()), (Some(1), ""));
    assert!(
        again.err.starts_with("The key in ann.ppk is already there, with other options, in line 2."),
        "{again:?}"
    );
    assert_eq!(desk.text("authorized_keys"), text);
}

#[test]
fn a_first_key_is_added_where_there_is_no_file_yet() {
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "id.pub");
    desk.prints(&["authorized", "add", ".ssh/authorized_keys", "id.pub"]);
    assert_eq!(desk.text(".ssh/authorized_keys"), vector_text("public/ed25519.pub"));
    assert_eq!((desk.mode(".ssh"), desk.mode(".ssh/authorized_keys")), (0o700, 0o600));
}

#[test]
fn a_key_is_turned_off_and_on_by_number_fingerprint_and_file() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "ann.ppk");
    let text = format!("# team\r\nrestrict {}\r\n{}\n", public("ed25519-putty"), public("p256"));
    desk.put("authorized_keys", &text);
    let off = text.replace("restrict", "#restrict");
    let print = fingerprint(&desk, "ann.ppk");
    for which in ["2", &print, "ann.ppk"] {
        let told = desk.prints(&["authorized", "off", "authorized_keys", which]);
        assert!(
            told.starts_with("2- restrict ssh-ed25519 ") && told.contains("\n2+ #restrict ssh-ed25519 "),
            "{told}"
        );
        assert_eq!(desk.text("authorized_keys"), off);
        let again = desk.run(&["authorized", "off", "authorized_keys", which]);
        assert_eq!(
            (again.status, desk.text("authorized_keys").as_str()),
            (Some(1), off.as_str()),
            "{again:?}"
        );
        desk.prints(&["authorized", "on", "authorized_keys", which]);
        assert_eq!(desk.text("authorized_keys"), text);
    }
}

#[test]
fn lines_are_removed_and_the_rest_stays_as_it_was() {
    let desk = Desk::new();
    let key = public("ed25519");
    desk.put("authorized_keys", &format!("{key}\r\n \tnotes\0\n#{key}\n{}", public("p256")));
    desk.take("public/ed25519.pub", "id.pub");
    let told = desk.prints(&["authorized", "remove", "--dry-run", "authorized_keys", "id.pub"]);
    assert!(told.contains("\n3- #") && told.ends_with("Nothing was changed (--dry-run).\n"), "{told}");
    assert_eq!(desk.names(), ["authorized_keys", "id.pub"]);
    desk.prints(&["authorized", "remove", "authorized_keys", "id.pub", "1"]);
    assert_eq!(desk.text("authorized_keys"), format!(" \tnotes\0\n{}", public("p256")));
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_changed() {
    let desk = Desk::new();
    let text = format!("{}\n# notes\n", public("ed25519"));
    desk.put("authorized_keys", &text);
    desk.take("public/p256.pub", "other.pub");
    desk.take("public/user-ed25519-cert.pub", "cert.pub");
    desk.take("pem/ed25519-aes256-sha256.p8", "locked.p8");
    symlink("authorized_keys", desk.path("link")).unwrap();
    let before = desk.names();
    for (status, words, arguments) in [
        (1, "There is no line 3 in authorized_keys.", ["off", "authorized_keys", "3"]),
        (1, "There is no key in line 2 that could be turned off.", ["off", "authorized_keys", "2"]),
        (1, "There is no key in line 1 that could be turned on.", ["on", "authorized_keys", "1"]),
        (1, "The key other.pub is not in authorized_keys.", ["remove", "authorized_keys", "other.pub"]),
        (1, "missing", ["remove", "authorized_keys", "missing"]),
        (1, "gone", ["off", "gone", "1"]),
        (1, "is a certificate. Add the key of its authority", ["add", "authorized_keys", "cert.pub"]),
        (
            1,
            "is locked with a passphrase, and so is its public key.",
            ["add", "authorized_keys", "locked.p8"],
        ),
        (1, "is a link to another file. Name that file instead", ["add", "link", "other.pub"]),
        (2, "Standard input cannot be changed.", ["off", "-", "1"]),
    ] {
        desk.run(&[&["authorized"], &arguments[..]].concat()).fails(status, words);
    }
    desk.run(&["authorized"]).fails(2, "Say what to do: list, add, off, on or remove");
    assert!(desk.prints(&["man", "authorized", "add"]).contains("\\-\\-restrict"));
    for (words, option) in [
        ("is not a date", ["--until", "tomorrow"]),
        ("ends with a backslash", ["--command", "dir C:\\"]),
        ("contain the control character U+000A", ["--command", "a\nb"]),
        ("whose mask does not fit the address", ["--from", "10.0.0.1/8"]),
        ("is not a variable", ["--environment", "A B=c"]),
        ("whose mask does not fit the address", ["--from", "*,!127.0.0.0/255.0.0.0"]),
        ("only says from where not", ["--from", "!192.0.2.7"]),
        ("excludes the name localhost", ["--from", "*,!localhost"]),
        ("of “permitopen” is not a host and port", ["--permit-open", "8080"]),
        ("of “permitlisten” is not a host and port", ["--permit-listen", "0"]),
        ("“db:https” names a service.", ["--permit-open", "db:https"]),
        ("is not the number of a tunnel device", ["--tunnel", "tun0"]),
    ] {
        let said = desk.run(&["authorized", "add", option[0], option[1], "authorized_keys", "other.pub"]);
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{said:?}");
        assert!(said.err.contains(words), "{words}: {said:?}");
    }
    assert_eq!((desk.text("authorized_keys"), desk.names()), (text, before));
}

#[test]
fn a_key_that_is_there_with_other_options_is_said_to_be_and_fails() {
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "id.pub");
    desk.take("public/p256.pub", "new.pub");
    let restricted = ["authorized", "add", "--restrict", "--allow", "pty", "authorized_keys"];
    desk.prints(&["authorized", "add", "authorized_keys", "id.pub"]);
    let said = desk.run(&[&restricted[..], &["id.pub", "new.pub"]].concat());
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(said.err.contains("is already there, with other options, in line 1."), "{said:?}");
    let expected = format!("{}\nrestrict,pty {}\n", public("ed25519"), public("p256"));
    assert_eq!(desk.text("authorized_keys"), expected);
    desk.take("public/p384.pub", "twice.pub");
    let twice = desk.run(&[&restricted[..], &["twice.pub", "twice.pub"]].concat());
    assert!(twice.err.contains("is already there, in line 3."), "{twice:?}");
    assert_eq!((twice.status, desk.text("authorized_keys").lines().count()), (Some(0), 3));
    let again = desk.run(&[&restricted[..], &["new.pub"]].concat());
    assert!(again.err.contains("is already there, in line 2."), "{again:?}");
}

#[test]
fn which_of_several_lines_of_a_key_is_turned_on_must_be_said() {
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "id.pub");
    let key = public("ed25519");
    for text in [format!("restrict {key}\n# notes\n#{key}\n"), format!("#{key}\n\n#restrict {key}\n")] {
        desk.put("authorized_keys", &text);
        for which in ["id.pub", &fingerprint(&desk, "id.pub")] {
            let said = desk.run(&["authorized", "on", "authorized_keys", which]);
            assert_eq!(said.status, Some(1), "{said:?}");
            assert!(said.err.contains("is in lines 1, 3, which may allow different things."), "{said:?}");
            assert_eq!(desk.text("authorized_keys"), text);
        }
        desk.prints(&["authorized", "on", "authorized_keys", "3"]);
        assert!(
            !desk.text("authorized_keys").contains("\n#restrict") && desk.text("authorized_keys") != text
        );
    }
}

#[test]
fn nothing_is_changed_unless_all_that_is_named_is_there() {
    let desk = Desk::new();
    let text = vector_text("public/ed25519.pub") + &vector_text("public/p256.pub");
    desk.put("authorized_keys", &text);
    let said = desk.run(&["authorized", "remove", "authorized_keys", "1", "2", "9"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{said:?}");
    assert_eq!(desk.text("authorized_keys"), text);
}

#[test]
fn changes_are_told_as_json_too() {
    let desk = Desk::new();
    let key = vector_text("public/ed25519.pub");
    let line = key.trim_end();
    desk.put("key.pub", &key);
    let added = desk.prints(&["authorized", "add", "--json", "authorized_keys", "key.pub"]);
    assert_eq!(
        added,
        format!(
            "{{\"file\":\"authorized_keys\",\"changed\":true,\"edits\":[{{\"line\":1,\"new\":\"{line}\"}}],\"backups\":[]}}\n"
        )
    );
    let dry = desk.prints(&["authorized", "off", "--json", "--dry-run", "authorized_keys", "1"]);
    assert!(dry.contains("\"changed\":false,\"edits\":[{\"line\":1,\"old\":\"ssh-"), "{dry}");
    let off = desk.prints(&["authorized", "off", "--json", "authorized_keys", "1"]);
    assert!(
        off.contains(&format!("\"new\":\"#{line}\"")) && off.contains("\"backups\":[\"authorized_keys."),
        "{off}"
    );
    let again = desk.run(&["authorized", "off", "--json", "authorized_keys", "1"]);
    assert_eq!(again.status, Some(1));
    assert!(again.out.contains("\"changed\":false,\"edits\":[]"), "{again:?}");
}

#[test]
fn a_date_in_the_past_is_refused() {
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "key.pub");
    desk.run(&["authorized", "add", "--until", "2001-01-01", "authorized_keys", "key.pub"])
        .fails(2, "is in the past");
    assert!(!desk.path("authorized_keys").exists());
}
