//! Which texts of private keys ssh reads, and which we say it reads.

use crate::case::{Case, said};
use crate::home::Home;
use crate::programs::{are_here, command};
use base64ct::{Base64, Encoding as _};
use keywright::health::{Finding, Fix, Problem, TextFault};

/// What openssl writes before EC keys.
const PARAMETERS: &str = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

type Damage = fn(&str) -> Vec<u8>;

/// What editors, terminals and mail programs make of a text.
const DAMAGES: [(&str, Damage); 23] = [
    ("as it is", |text| text.into()),
    ("CRLF", |text| text.replace('\n', "\r\n").into()),
    ("CR", |text| text.replace('\n', "\r").into()),
    ("no final newline", |text| text.trim_end().into()),
    ("byte order mark", |text| format!("\u{feff}{text}").into()),
    ("UTF-16", |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("UTF-16 with a mark", |text| {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
    }),
    ("blank line before", |text| format!("\n{text}").into()),
    ("text before", |text| format!("My key:\n{text}").into()),
    ("text after", |text| format!("{text}\nMy key\n").into()),
    ("indented", |text| lines(text, |line| format!("  {line}"))),
    ("first line indented", |text| format!(" {text}").into()),
    ("body indented", |text| {
        lines(text, |line| if line.contains("---") { line.into() } else { format!("\t{line}") })
    }),
    ("spaces behind", |text| lines(text, |line| format!("{line} "))),
    ("spaces behind the body", |text| {
        lines(text, |line| if line.contains("---") { line.into() } else { format!("{line} ") })
    }),
    ("gap", |text| {
        lines(text, |line| {
            if line.starts_with("---") || line.contains(':') || line.is_empty() {
                line.into()
            } else {
                format!("{line}\n")
            }
        })
    }),
    ("blank line after BEGIN", |text| text.replacen("-----\n", "-----\n\n", 1).into()),
    ("two blank lines after BEGIN", |text| text.replacen("-----\n", "-----\n\n\n", 1).into()),
    ("no blank line after the headers", |text| text.replace("\n\n", "\n").into()),
    ("another block before", |text| format!("{PARAMETERS}{text}").into()),
    ("another block before a gap", |text| {
        format!("{PARAMETERS}{}", text.replacen("\n-----END", "\n\n-----END", 1)).into()
    }),
    ("one line", |text| text.replace('\n', "").into()),
    ("escaped", |text| text.trim_end().replace('\n', "\\n").into()),
];

fn lines(text: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    text.lines().map(|line| change(line) + "\n").collect::<String>().into()
}

/// Every damage to every format: a finding exactly where ssh-keygen does not read it.
#[test]
fn ssh_reads_the_texts_that_we_say_it_reads() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    let kinds: [(&str, &[&str]); 6] = [
        ("openssh", &["-t", "ed25519", "-N", ""]),
        ("openssh-locked", &["-t", "ed25519", "-N", "secret"]),
        ("pem", &["-t", "ecdsa", "-m", "PEM", "-N", ""]),
        ("pem-locked", &["-t", "ecdsa", "-m", "PEM", "-N", "secret"]),
        ("pkcs8", &["-t", "ecdsa", "-m", "PKCS8", "-N", ""]),
        ("pkcs8-locked", &["-t", "ecdsa", "-m", "PKCS8", "-N", "secret"]),
    ];
    for (name, arguments) in kinds {
        home.keygen(name, arguments);
        for (damage, change) in DAMAGES {
            home.put(".ssh/id_ed25519", &change(&home.read(name)), 0o600);
            let read = command("ssh-keygen")
                .args(["-y", "-P", "secret", "-f"])
                .arg(home.path(".ssh/id_ed25519"))
                .output();
            let read = read.unwrap();
            let is_told = !home.wrong("key-text").is_empty();
            let answer = String::from_utf8_lossy(&read.stderr).into_owned();
            assert_eq!(is_told, !read.status.success(), "{name}, {damage}: {answer} {:?}", home.findings());
        }
    }
}

#[test]
fn a_text_that_ssh_does_not_read_is_put_right() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    for (damage, fault) in [
        ("CRLF", TextFault::LineEnds),
        ("no final newline", TextFault::NoFinalNewline),
        ("byte order mark", TextFault::ByteOrderMark),
        ("UTF-16", TextFault::Utf16),
        ("blank line before", TextFault::LeadingText),
        ("indented", TextFault::Spaces),
        ("escaped", TextFault::Other),
    ] {
        let home = Home::new();
        home.key(".ssh/id_ed25519");
        let text = home.read(".ssh/id_ed25519");
        let change = DAMAGES.iter().find(|(name, _)| *name == damage).unwrap().1;
        home.put(".ssh/id_ed25519", &change(&text), 0o600);
        let found = home.wrong("key-text");
        assert_eq!(found[0].problem, Problem::KeyText(fault));
        Case {
            rule: "key-text",
            how: damage,
            says: &|| {
                said(
                    command("ssh-keygen")
                        .args(["-y", "-P", "secret", "-f"])
                        .arg(home.path(".ssh/id_ed25519")),
                )
            },
            wrong: "error in libcrypto",
            right: "ssh-ed25519 AAAA",
            by_hand: &|| home.put(".ssh/id_ed25519", &text, 0o600),
        }
        .check(&home);
    }
}

/// A damaged key whose file holds nothing else is one, whatever its name; other files that hold one are not.
#[test]
fn a_damaged_key_is_told_under_any_name() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.key("key");
    let key = home.read("key");
    let damages: [(&str, String); 6] = [
        ("base64", Base64::encode_string(key.as_bytes())),
        ("dashes", key.replace("-----", "\u{2013}\u{2013}\u{2013}")),
        ("quotes", format!("\"{}\"\n", key.trim_end())),
        ("mail", String::from_utf8(lines(&key, |line| format!("> {line}"))).unwrap()),
        ("markdown", format!("```\n{key}```\n")),
        ("one-line", key.replace('\n', "")),
    ];
    for (name, text) in damages {
        let file = format!(".ssh/{name}");
        home.put(&file, &text, 0o600);
        assert_eq!(home.findings(), [format!("{file} key-text")], "{name}");
        let found = home.wrong("key-text");
        // Safe only where nothing but white space changes.
        assert_eq!(matches!(found[0].fix, Some(Fix::Asked(_))), name != "one-line", "{found:?}");
        home.remove(&file);
    }
    // Notes that also hold a key are no key file, unless they are asked about.
    for name in [".ssh/notes", ".ssh/notes.txt", "notes"] {
        home.put(name, &format!("My password is on the other sheet.\n{key}"), 0o600);
        assert!(home.wrong("key-text").is_empty(), "{name}");
        let found = home.findings_of(name);
        assert!(
            matches!(&found[..], [Finding { problem: Problem::KeyText(_), fix: Some(Fix::Asked(_)), .. }]),
            "{name}: {found:?}"
        );
        home.remove(name);
    }
    home.put("key.bak", &key.replace('\n', "\r\n"), 0o600);
    assert_eq!(home.findings_of("key.bak").len(), 1);
}

/// The same key by a link or as a copy that ssh tries.
#[test]
fn a_key_that_is_tried_under_another_name_needs_nothing() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.key(".ssh/work");
    assert_eq!(home.wrong("not-tried").len(), 1);
    std::os::unix::fs::symlink("work", home.path(".ssh/id_ed25519")).unwrap();
    assert!(home.wrong("not-tried").is_empty());
    home.remove(".ssh/id_ed25519");
    home.put(".ssh/id_ed25519", &home.read(".ssh/work"), 0o600);
    assert!(home.wrong("not-tried").is_empty());
}

/// ssh-keygen reads no key whose headers run together.
#[test]
fn headers_in_one_line_are_told_and_put_right() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.keygen(".ssh/id_ecdsa", &["-t", "ecdsa", "-m", "PEM", "-N", "secret"]);
    let text = home.read(".ssh/id_ecdsa");
    home.put(".ssh/id_ecdsa", &text.replace("ENCRYPTED\n", "ENCRYPTED "), 0o600);
    Case {
        rule: "key-text",
        how: "headers in one line",
        says: &|| {
            said(command("ssh-keygen").args(["-y", "-P", "secret", "-f"]).arg(home.path(".ssh/id_ecdsa")))
        },
        wrong: "invalid format",
        right: "ecdsa-sha2-nistp256 AAAA",
        by_hand: &|| home.put(".ssh/id_ecdsa", &text, 0o600),
    }
    .check(&home);
}
