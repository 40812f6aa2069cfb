//! Private keys in what clouds, CI systems, mails and editors put around them.

use crate::support::{SMALL_KINDS, make, opened, same, some_rsa, written};
use base64ct::{Base64, Base64Url, Encoding as _};
use keywright::format::{
    KeyFile, NotRewritten, PrivateFormat, has_private_mark, looks_like_a_key, read, read_all, rewrite,
};
use keywright::key::Key;
use proptest::prelude::*;

const FORMATS: [PrivateFormat; 5] = [
    PrivateFormat::OpenSsh,
    PrivateFormat::Ppk3,
    PrivateFormat::Ppk2,
    PrivateFormat::Pem,
    PrivateFormat::Pkcs8,
];

type Wrapping = (&'static str, fn(&str) -> String);

fn each_line(text: &str, line: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(number, text)| line(number, text) + "\n").collect()
}

/// What is done to any private key file.
const WRAPPINGS: &[Wrapping] = &[
    ("nothing", str::to_owned),
    ("a mail", |key| format!("Hello,\n\nyour key:\n\n{key}\n-- \nAnn\n")),
    ("an answered mail", |key| each_line(key, |_, line| format!("> {line}"))),
    ("a mail answered twice", |key| each_line(key, |_, line| format!("> > {line}"))),
    ("a patch", |key| each_line(key, |_, line| format!("+{line}"))),
    ("a remark", |key| each_line(key, |_, line| format!("# {line}"))),
    ("a remark in a program", |key| each_line(key, |_, line| format!("// {line}"))),
    ("numbered lines", |key| each_line(key, |number, line| format!("{:6}\t{line}", number + 8))),
    ("a search", |key| each_line(key, |number, line| format!("id_rsa:{}:{line}", number + 1))),
    ("a log", |key| {
        each_line(key, |number, line| format!("2026-01-02T03:04:{:02}.000Z {line}", number % 60))
    }),
    ("YAML", |key| format!("key: |\n{}", each_line(key, |_, line| format!("  {line}")))),
    ("a table", |key| format!("Key   Value\nprivate_key  {key}next  1\n")),
    ("an environment file", |key| format!("KEY=\"{}\"\n", key.replace('\n', "\\n"))),
    ("a shell", |key| format!("export KEY='{key}'\n")),
    ("JSON", |key| format!("{{\"a\": 1, \"key\": \"{}\"}}", key.replace('\n', "\\n"))),
    ("JSON of PHP", |key| format!("{{\"key\":\"{}\"}}", key.replace('\n', "\\r\\n").replace('/', "\\/"))),
    ("JSON in JSON", |key| format!("{{\\\"key\\\":\\\"{}\\\"}}", key.replace('\n', "\\\\n"))),
    ("a program", |key| each_line(key, |_, line| format!("    \"{line}\\n\" +"))),
    ("XML", |key| format!("<a><key>{}</key></a>", key.replace('\n', "&#10;").replace('+', "&#43;"))),
    ("a web page", |key| format!("<pre>{}</pre>", key.replace('\n', "<br>\n").replace('/', "&#x2F;"))),
    ("an address", |key| {
        key.replace('%', "%25")
            .replace('+', "%2B")
            .replace(' ', "%20")
            .replace('\n', "%0A")
            .replace('/', "%2F")
    }),
    ("a form", |key| key.replace('+', "%2B").replace(' ', "+").replace('\n', "%0D%0A").replace('=', "%3D")),
    ("quoted-printable", |key| each_line(key, |_, line| quoted_printable(line))),
    ("base64", |key| Base64::encode_string(key.as_bytes())),
    ("Kubernetes", |key| format!("data:\n  ssh-privatekey: {}\n", Base64::encode_string(key.as_bytes()))),
    ("base64 for addresses", |key| format!("key={}\n", Base64Url::encode_string(key.as_bytes()))),
    ("invisible characters", |key| key.replace('\n', "\u{200b}\n")),
    ("spaces that are none", |key| key.replace('\n', "\u{a0}\n")),
    ("blanks", |key| key.replace('\n', "  \n")),
    ("a mark inside", |key| format!("my key\n\u{feff}{key}")),
    ("one line", |key| key.replace('\n', " ")),
    ("Visual Basic", |key| format!("key = {}\n", strings(key, '"', " & vbCrLf & _\n      "))),
    ("C#", |key| format!("var key = {};\n", strings(key, '"', " + Environment.NewLine +\n    "))),
    ("PHP", |key| format!("$key = {};\n", strings(key, '\'', " . PHP_EOL .\n  "))),
    ("SQL", |key| format!("INSERT INTO k VALUES ({});\n", strings(key, '\'', " || chr(10) || "))),
    ("a formula", |key| format!("={}\n", strings(key, '"', "&CHAR(10)&"))),
    ("JavaScript", |key| format!("[{}].join('\\n')\n", strings(key, '\'', ",\n  "))),
    ("an array of JSON", |key| format!("{{\"key\":[{}],\"a\":1}}", strings(key, '"', ","))),
    ("Python", |key| each_line(key, |_, line| format!("key += '{line}\\n'"))),
    ("a shell script", |key| each_line(key, |_, line| format!("echo \"{line}\" >> ~/.ssh/id_rsa"))),
    ("a batch file", |key| {
        let sign = |number| if number == 0 { ">" } else { ">>" };
        each_line(key, |number, line| format!("@echo {line}{} C:\\key", sign(number)))
    }),
    ("a log of JSON", |key| {
        each_line(key, |_, line| format!("{{\"log\":\"{line}\\n\",\"stream\":\"stdout\"}}"))
    }),
    ("JSON three deep", |key| json(&json(&json(key)))),
    ("JSON four deep", |key| json(&json(&json(&json(key))))),
    ("properties", |key| format!("key={}\nother=1\n", key.trim_end().replace('\n', "\\n\\\n    "))),
    ("Terraform", |key| format!("key = <<-EOT\n{}  EOT\n", each_line(key, |_, line| format!("    {line}")))),
    ("YAML, folded", |key| format!("key: >\n{}b: 2\n", each_line(key, |_, line| format!("  {line}\n")))),
    ("a spreadsheet", |key| format!("name,key\n\"ann\",\"{key}\"\n")),
    ("cells", |key| {
        let cells = |number, line: &str| format!("<tr><td>{}</td><td>{line}</td></tr>", number + 1);
        format!("<table>{}</table>", each_line(key, cells))
    }),
    ("lines between their numbers", |key| each_line(key, |number, line| format!("{}\n{line}", number + 1))),
    ("HTML in HTML", |key| key.replace('\n', "&lt;br&gt;")),
    ("an address in an address", |key| percent(&percent(key))),
    ("hexadecimal digits", hex),
    ("hexadecimal digits in lines", |key| {
        key.as_bytes().chunks(30).map(|bytes| hex_of(bytes) + "\n").collect()
    }),
    ("xxd", xxd),
    ("bytes in C", |key| {
        let bytes: Vec<String> = key.bytes().map(|byte| format!("0x{byte:02x}")).collect();
        format!("char key[] = {{{}}};\n", bytes.join(", "))
    }),
    ("decimal bytes", |key| {
        let bytes: Vec<String> = key.bytes().map(|byte| byte.to_string()).collect();
        format!("[{}]", bytes.join(","))
    }),
    ("visible line ends", |key| each_line(key, |_, line| format!("{line}$"))),
    ("visible line ends of Windows", |key| each_line(key, |_, line| format!("{line}^M$"))),
];

/// Each line as a string of a program.
fn strings(key: &str, quote: char, between: &str) -> String {
    key.lines().map(|line| format!("{quote}{line}{quote}")).collect::<Vec<_>>().join(between)
}

/// A text as JSON.
fn json(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn percent(text: &str) -> String {
    encoded(text, '%', |byte| byte.is_ascii_alphanumeric())
}

fn hex(text: &str) -> String {
    hex_of(text.as_bytes())
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As `xxd` shows it.
fn xxd(key: &str) -> String {
    let line = |(number, bytes): (usize, &[u8])| {
        let words: Vec<String> = bytes.chunks(2).map(hex_of).collect();
        let shown = |byte: &u8| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' };
        let text: String = bytes.iter().map(shown).collect();
        format!("{:08x}: {:39}  {text}\n", number * 16, words.join(" "))
    };
    key.as_bytes().chunks(16).enumerate().map(line).collect()
}

/// What is done to the marks of PEM.
const MARKS: &[Wrapping] = &[
    ("three dashes", |key| key.replace("-----", "---")),
    ("one long dash", |key| key.replace("-----", "\u{2014}")),
    ("no END and a greeting", |key| {
        format!("{}Best regards,\nAnn Smith\n", key.rsplit_once("-----END").unwrap().0)
    }),
    ("four dashes", |key| key.replace("-----", "----")),
    ("six dashes", |key| key.replace("-----", "------")),
    ("typographic dashes", |key| key.replace("-----", "\u{2014}\u{2013}")),
    ("small letters", |key| key.replace("PRIVATE KEY", "private key")),
    ("spaces", |key| key.replace("-----BEGIN", "----- BEGIN").replace("KEY-----", "KEY -----")),
    ("no END", |key| key.rsplit_once("-----END").unwrap().0.to_owned()),
    ("no BEGIN", |key| key.split_once('\n').unwrap().1.to_owned()),
    ("another label", |key| key.replace("PRIVATE KEY", "DSA PRIVATE KEY")),
];

fn keys(format: PrivateFormat) -> Vec<Key> {
    let is_pem = format == PrivateFormat::Pem;
    let kinds = SMALL_KINDS.into_iter().skip(usize::from(is_pem));
    let comment =
        |format| if matches!(format, PrivateFormat::Pem | PrivateFormat::Pkcs8) { "" } else { "a key" };
    let mut keys: Vec<Key> = kinds.map(|kind| make(kind, comment(format), 5)).collect();
    keys.push(some_rsa().with_comment(crate::support::comment(comment(format))));
    keys
}

#[test]
fn a_private_key_comes_out_of_every_wrapping() {
    let mut wrong = Vec::new();
    for format in FORMATS {
        let is_pem = !matches!(format, PrivateFormat::Ppk2 | PrivateFormat::Ppk3);
        for key in keys(format) {
            for passphrase in [None, Some("tide & tile")] {
                let text = String::from_utf8(written(&key, format, passphrase, 1)).unwrap();
                for (name, wrap) in WRAPPINGS.iter().chain(MARKS.iter().filter(|_| is_pem)) {
                    let wrapped = wrap(&text);
                    let what = format!("{:?} {format:?} {passphrase:?} in {name}", key.kind());
                    assert!(has_private_mark(wrapped.as_bytes()) && looks_like_a_key(&wrapped), "{what}");
                    match read(wrapped.as_bytes()) {
                        Ok(KeyFile::Private(..)) if passphrase.is_none() => {}
                        Ok(KeyFile::Encrypted(_)) if passphrase.is_some() => {}
                        other => {
                            wrong.push(format!("{what}: {other:?}"));
                            continue;
                        }
                    }
                    // Deriving is slow: one kind of each format is enough.
                    if passphrase.is_none() || key.kind() == keys(format)[0].kind() {
                        match opened(wrapped.as_bytes(), passphrase) {
                            Ok((_, again)) if same(&key, &again) => {}
                            other => wrong.push(format!("{what}: {:?}", other.map(|_| "another key"))),
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// What changes the comment of a .ppk.
const COMMENT_CHANGED: [&str; 4] = ["invisible characters", "spaces that are none", "blanks", "JavaScript"];

/// Byte for byte what it was before, also without its passphrase. Of PEM under a passphrase nothing but the label tells
/// what it is, and of a locked .ppk nothing but the check value what the comment was: they are refused then.
#[test]
fn a_key_is_written_anew_as_it_was_before_it_was_wrapped() {
    let mut wrong = Vec::new();
    for format in FORMATS {
        let is_pem = !matches!(format, PrivateFormat::Ppk2 | PrivateFormat::Ppk3);
        for key in keys(format) {
            for passphrase in [None, Some("tide & tile")] {
                let text = String::from_utf8(written(&key, format, passphrase, 1)).unwrap();
                for (name, wrap) in WRAPPINGS.iter().chain(MARKS.iter().filter(|_| is_pem)) {
                    let what = format!("{:?} {format:?} {passphrase:?} in {name}", key.kind());
                    let is_lost = passphrase.is_some()
                        && if is_pem {
                            format == PrivateFormat::Pem && *name == "another label"
                        } else {
                            COMMENT_CHANGED.contains(name)
                        };
                    match rewrite(wrap(&text).as_bytes()) {
                        Ok(again) if again.bytes.as_slice() == text.as_bytes() => {
                            let is_said = again.is_only_space || !again.unwrapped.is_empty();
                            if *name == "nothing" || !is_said && !again.leaves_out {
                                wrong.push(format!("{what}: nothing is said of it"));
                            }
                        }
                        Err(NotRewritten::NeedsPassphrase) if is_lost => {}
                        Err(NotRewritten::NotNeeded) if *name == "nothing" => {}
                        Ok(again) => wrong.push(format!("{what}: {}", String::from_utf8_lossy(&again.bytes))),
                        Err(error) => wrong.push(format!("{what}: {error:?}")),
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_cannot_be_written_anew_is_refused_by_name() {
    let [one, other] = [1, 2].map(|seed| make(SMALL_KINDS[0], "ann", seed));
    let private = |key: &Key| String::from_utf8(written(key, PrivateFormat::OpenSsh, None, 1)).unwrap();
    let refused = |text: String| rewrite(text.as_bytes()).unwrap_err();
    assert_eq!(refused(format!("{}{}", private(&one), private(&other))), NotRewritten::Several { count: 2 });
    let cut = private(&one).replace("\n-----END", "").replacen('b', "", 1);
    assert!(matches!(refused(cut), NotRewritten::Read(_)));
    assert!(matches!(refused("nothing".to_owned()), NotRewritten::Read(_)));
}

/// Each byte that is not to stand for itself as a sign and two digits.
fn encoded(text: &str, sign: char, is_itself: fn(u8) -> bool) -> String {
    let byte = |byte: u8| if is_itself(byte) { char::from(byte).into() } else { format!("{sign}{byte:02X}") };
    text.bytes().map(byte).collect()
}

/// Lines of at most 60 characters, so that those of every key are broken; mails have up to 76.
fn quoted_printable(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for character in line.chars() {
        let is_itself = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'=';
        let character = encoded(character.encode_utf8(&mut [0; 4]), '=', is_itself);
        if length + character.len() > 59 {
            out.push_str("=\n");
            length = 0;
        }
        length += character.len();
        out.push_str(&character);
    }
    out
}

fn references(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The check value covers the comment, and under a passphrase only the passphrase could tell that it is
/// not the right one: it would be called wrong.
#[test]
fn the_comment_of_a_ppk_is_unwrapped_as_well() {
    let wrappings: [Wrapping; 7] = [
        ("a web page", |key| format!("<pre>{}</pre>", references(key).replace('\n', "<br>\n"))),
        ("a web page with line ends", |key| format!("<pre>{}</pre>", references(key))),
        ("an address", |key| {
            encoded(key, '%', |byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        }),
        ("a form", |key| {
            let is_itself = |byte: u8| byte.is_ascii_alphanumeric() || b" -_.*".contains(&byte);
            encoded(key, '%', is_itself).replace(' ', "+")
        }),
        ("quoted-printable", |key| each_line(key, |_, line| quoted_printable(line))),
        ("JSON", |key| format!("\"{}\"", key.replace('\n', "\\n").replace('\u{e9}', "\\u00e9"))),
        ("spaces that are none", |key| key.replace('\n', "\u{200b} \u{a0}\n")),
    ];
    let comment = "Ann's key: 100% <a@b> & co = 1+1, \u{e9}, long enough that mails break the line: 2=2";
    let mut wrong = Vec::new();
    for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2] {
        for passphrase in [None, Some("tide")] {
            let key = make(SMALL_KINDS[0], comment, 7);
            let text = String::from_utf8(written(&key, format, passphrase, 1)).unwrap();
            for (name, wrap) in wrappings {
                match opened(wrap(&text).as_bytes(), passphrase) {
                    Ok((_, again)) if same(&key, &again) => {}
                    other => wrong.push(format!("{format:?} {passphrase:?} in {name}: {:?}", other.err())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Else its right passphrase would be called wrong.
#[test]
fn a_locked_ppk_that_lost_a_line_is_damaged() {
    for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2] {
        for key in
            [make(SMALL_KINDS[0], "a key", 7), some_rsa().with_comment(crate::support::comment("a key"))]
        {
            let text = String::from_utf8(written(&key, format, Some("tide"), 1)).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for lost in 1..lines.len() {
                let rest = [&lines[..lost], &lines[lost + 1..]].concat().join("\n");
                for text in [each_line(&rest, |_, line| format!("> {line}")), rest] {
                    let found = read(text.as_bytes());
                    assert!(found.is_err(), "without {:?}: {found:?}", lines[lost]);
                }
            }
            for cut in 1..20 {
                let found = read(&text.trim_end().as_bytes()[..text.trim_end().len() - cut]);
                assert!(found.is_err(), "{cut} digits of the check value lost: {found:?}");
            }
        }
    }
}

#[test]
fn a_private_key_with_its_public_key_is_one_and_others_are_listed() {
    let [one, other] = [1, 2].map(|seed| make(SMALL_KINDS[0], "ann", seed));
    let private = |key: &Key| String::from_utf8(written(key, PrivateFormat::OpenSsh, None, 1)).unwrap();
    let count = |text: String| read_all(text.as_bytes()).unwrap().keys.len();
    assert_eq!(count(format!("{}\n{}", one.public().line(), private(&one))), 1);
    assert_eq!(count(format!("{}{}", private(&one), private(&one))), 1);
    assert_eq!(count(format!("{}{}", private(&one), private(&other))), 2);
    assert_eq!(count(format!("{}{}\n", private(&one), other.public().line())), 2);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: crate::support::cases(300), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn garbage_in_a_wrapping_never_makes_another_key(
        format in proptest::sample::select(&FORMATS[..]),
        wrapping in 0..WRAPPINGS.len(),
        changes in proptest::collection::vec(crate::mutation::mutation(), 1..3),
    ) {
        // With both halves in it.
        let key = some_rsa();
        let text = String::from_utf8(written(key, format, None, 1)).unwrap();
        let wrapped = WRAPPINGS[wrapping].1(&text).into_bytes();
        let changed = changes.iter().fold(wrapped, |bytes, change| crate::mutation::mutated(&bytes, change));
        if let Ok(KeyFile::Private(_, found)) = read(&changed) {
            prop_assert!(found.public().is_same_key(key.public()));
        }
    }
}
