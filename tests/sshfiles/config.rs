//! What `ssh -G` makes of a configuration, and what we do.

use crate::programs::{are_here, command, output_of, put};
use keywright::sshfiles::{Config, HostBlock};
use proptest::prelude::*;
use std::path::Path;

/// The values of a setting, in ssh's words.
fn asked(folder: &Path, text: &[u8], host: &str, keyword: &str) -> Vec<String> {
    let path = folder.join("config");
    put(&path, text);
    let settings = output_of(command("ssh").arg("-G").arg("-F").arg(&path).args(["--", host]));
    let values = settings.lines().filter_map(|line| line.strip_prefix(keyword)?.strip_prefix(' '));
    values.map(str::to_owned).collect()
}

/// Names, numbers and files, in blocks of every kind that we judge.
fn any_config() -> impl Strategy<Value = String> {
    lines_of(any_line())
}

/// The same, and other files that are read in.
fn any_config_with_includes() -> impl Strategy<Value = String> {
    lines_of(prop_oneof![3 => any_line(), 1 => "(Include|  include) INCLUDED".boxed()])
}

fn any_line() -> BoxedStrategy<String> {
    prop_oneof![
        "(Host|host|HOST) (web|db|w\\*|\\*|\\?eb|!web \\*|\"web\"|web db)",
        "Match (all|host web|host real\\*|originalhost w\\*,!web|!host web|HOST db originalhost db)",
        " (User|USER|user)( |=| = |\t)(ann|bob|\"eve\"|'mal' # x)",
        " Port[ =][1-9]{1,4}( #.*)?",
        " HostName (real|%h\\.lan|web)",
        " IdentityFile (/a|\"/b c\"|/d\\\\ e)",
        "# User none",
        "",
    ]
    .boxed()
}

fn lines_of(line: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let end = prop_oneof![Just("\n"), Just("\r\n")];
    proptest::collection::vec((line, end), 0..12)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_same_values_count_as_for_ssh(text in any_config()) {
        if !are_here(&["ssh", "timeout"]) {
            return Ok(());
        }
        let folder = tempfile::tempdir().unwrap();
        let config = Config::parse(text.as_bytes()).unwrap();
        for host in ["web", "db"] {
            let first = |keyword| config.values(host, keyword).into_iter().next().and_then(|words| words.into_iter().next());
            let expected = |keyword, default: &str| first(keyword).unwrap_or_else(|| default.to_owned());
            let said = |keyword| asked(folder.path(), text.as_bytes(), host, keyword).remove(0);
            prop_assert_eq!(said("port"), expected("port", "22"), "{}", text);
            prop_assert_eq!(said("hostname"), expected("hostname", host).replace("%h", host), "{}", text);
            let files = config.values(host, "identityfile");
            if !files.is_empty() {
                let files: Vec<String> = files.into_iter().map(|words| words[0].clone()).collect();
                let mut unique = Vec::new();
                files.into_iter().for_each(|file| if !unique.contains(&file) { unique.push(file) });
                prop_assert_eq!(asked(folder.path(), text.as_bytes(), host, "identityfile"), unique, "{}", text);
            }
        }
    }

    #[test]
    fn a_block_that_was_put_in_counts_for_ssh_unless_it_says_it_is_overruled(
        text in any_config_with_includes(),
    ) {
        if !are_here(&["ssh", "timeout"]) {
            return Ok(());
        }
        let folder = tempfile::tempdir().unwrap();
        let included = folder.path().join("included");
        put(&included, "Port 99\nHost web\n  HostName other.example.org\nHost other\n  User eve\n");
        let text = text.replace("INCLUDED", &included.display().to_string());
        let mut config = Config::parse(text.as_bytes()).unwrap();
        let of_other = |text: &[u8]| ["port", "user", "hostname"].map(|one| asked(folder.path(), text, "other", one));
        let before = of_other(text.as_bytes());
        let settings = [("HostName", "new.example.org"), ("Port", "7"), ("IdentityFile", "/my keys/#1")];
        let settings = settings.map(|(keyword, value)| (keyword.to_owned(), value.to_owned())).to_vec();
        let inserted = config.insert_host(&HostBlock { name: "web".to_owned(), settings }).unwrap();
        let text = config.bytes();
        let shown = String::from_utf8_lossy(&text).into_owned();
        if !inserted.overruled.contains(&"Port".to_owned()) {
            prop_assert_eq!(asked(folder.path(), &text, "web", "port"), ["7"], "{}", shown);
        }
        if !inserted.overruled.contains(&"HostName".to_owned()) {
            prop_assert_eq!(asked(folder.path(), &text, "web", "hostname"), ["new.example.org"], "{}", shown);
        }
        let files = asked(folder.path(), &text, "web", "identityfile");
        prop_assert!(files.contains(&"/my keys/#1".to_owned()), "{} {:?}", shown, files);
        prop_assert_eq!(of_other(&text), before, "{}", shown);
    }
}
