use super::*;
use crate::explain::{explain, word_ids};
use std::path::Path;

/// Every line that assets/explain has as an example.
fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explain");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut examples = Vec::new();
    for file in files {
        let data: toml::Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let messages = data.get("message").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        for line in messages.iter().flat_map(|message| message["examples"].as_array().unwrap()) {
            examples.push(line.as_str().unwrap().to_owned());
        }
    }
    assert!(examples.len() > 100, "{}", examples.len());
    examples
}

#[test]
fn every_name_in_the_data_has_words() {
    let texts = Texts::english();
    let without: Vec<_> = word_ids().into_iter().filter(|id| !texts.loader().has(id)).collect();
    assert!(without.is_empty(), "no words for {without:?}");
}

/// Whatever a person would read of it, with the values of the line in it and no hole left.
#[test]
fn every_example_reads_well() {
    let texts = Texts::english();
    for example in examples() {
        let told = explain(&example).unwrap_or_else(|| panic!("{example}"));
        let mut words = vec![texts.meaning(&told)];
        for cause in &told.causes {
            words.extend([texts.cause(cause), texts.fix(&cause.fix)]);
            words.extend(cause.hint.map(|hint| texts.hint(hint)));
        }
        for sentence in words {
            let is_whole =
                sentence.ends_with(['.', ':']) && sentence.starts_with(|c: char| c.is_alphanumeric());
            assert!(is_whole && !sentence.contains(['{', '}', '$']), "{example}\n{sentence}");
            assert!(sentence.chars().count() < 400, "{sentence}");
        }
        for cause in &told.causes {
            let copied = to_copy(&cause.fix).unwrap_or_default();
            assert!(!copied.contains(['{', '}']) || copied.contains("eval"), "{copied}");
            // A sentence that ends in a colon announces what follows it.
            assert_eq!(texts.fix(&cause.fix).ends_with(':'), !copied.is_empty(), "{:?}\n{copied}", cause.fix);
        }
    }
}

#[test]
fn what_a_hostile_message_names_stays_one_word_of_a_command() {
    if !UNIX_SHELL {
        return;
    }
    let copied = |line: &str| {
        let told = explain(line).unwrap_or_else(|| panic!("{line}"));
        to_copy(&told.causes.first().unwrap().fix).unwrap()
    };
    let line = "Permissions 0644 for '/tmp/$(reboot); x y' are too open.";
    assert_eq!(copied(line), "chmod 600 '/tmp/$(reboot); x y'");
    assert_eq!(copied("Permissions 0644 for '-rf' are too open."), "chmod 600 ./-rf");
    assert_eq!(
        copied("Permissions 0644 for '~/.ssh/$(reboot)' are too open."),
        "chmod 600 ~/'.ssh/$(reboot)'"
    );
    let line = "Host key for $(reboot) has changed and you have requested strict checking.";
    assert_eq!(copied(line), "ssh-keygen -R HOST");
    assert_eq!(
        copied("-oProxyCommand=x@-oy: Permission denied (publickey)."),
        "ssh-copy-id -i FILE.pub USER@HOST"
    );
}

#[test]
fn the_port_of_the_message_is_in_the_command() {
    let told = explain(
        "debug1: Authenticating to srv.example.com:2222 as 'ann'\n\
        debug1: Offering public key: /home/ann/.ssh/id_rsa RSA SHA256:abc\n\
        ann@srv.example.com: Permission denied (publickey).\n",
    )
    .unwrap();
    let copied = to_copy(&told.causes.first().unwrap().fix).unwrap();
    if UNIX_SHELL {
        assert_eq!(copied, "ssh-copy-id -i /home/ann/.ssh/id_rsa.pub -p 2222 ann@srv.example.com");
    }
}
