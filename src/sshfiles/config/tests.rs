use super::*;
use proptest::prelude::*;

fn config(text: &str) -> Config {
    Config::parse(text.as_bytes()).unwrap()
}

fn value(text: &str, host: &str, keyword: &str) -> Option<String> {
    config(text).values(host, keyword).first().map(|words| words.join(" "))
}

fn block(name: &str, settings: &[(&str, &str)]) -> HostBlock {
    let settings =
        settings.iter().map(|(keyword, value)| ((*keyword).to_owned(), (*value).to_owned())).collect();
    HostBlock { name: name.to_owned(), settings }
}

fn inserted(text: &str, block: &HostBlock) -> (String, Vec<String>) {
    let mut config = config(text);
    let overruled = config.insert_host(block).unwrap().overruled;
    (String::from_utf8(config.bytes()).unwrap(), overruled)
}

#[test]
fn the_first_value_that_counts_is_the_one() {
    let text = "User top\nHost web *.lan !db.lan\n  HostName=%h.example.org\n  Port = 2222\n\
                match host web.example.org\n  IdentityFile \"~/my keys/web\"\n\
                Match exec true\n Port 1\nHost *\n  Port 22 # all\n  user other\n  IdentityFile ~/.ssh/id\n";
    let of = |host, keyword| value(text, host, keyword);
    assert_eq!(of("web", "user").as_deref(), Some("top"));
    assert_eq!(of("web", "Port").as_deref(), Some("2222"));
    assert_eq!(of("db.lan", "port").as_deref(), Some("22"));
    assert_eq!(of("a.lan", "port").as_deref(), Some("2222"));
    let files = config(text).values("web", "identityfile");
    assert_eq!(files, [["~/my keys/web"], ["~/.ssh/id"]]);
    assert_eq!(of("web", "proxyjump"), None);
}

#[test]
fn words_are_split_as_ssh_does() {
    let words = |text: &str| config(text).directives().pop().map(|directive| directive.arguments);
    let is = |list: &[&str]| Some(list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    assert_eq!(words(r#"x a"b c"d 'e "f' g\ h "\"i\\" \j"#), is(&["ab cd", "e \"f", "g h", "\"i\\", "\\j"]));
    assert_eq!(words("x a#b #c"), is(&["a#b"]));
    assert_eq!(words("\tX=\"\"\r"), is(&[""]));
    for none in ["x", "x =", "x \"a", "# x y", "", "=a"] {
        assert_eq!(words(none), None, "{none}");
    }
    assert_eq!(config("Include a \"b c\"\nHost x\n include d\n").includes(), ["a", "b c", "d"]);
}

#[test]
fn a_new_block_comes_before_the_first_that_would_count() {
    let new = block("web", &[("HostName", "web.example.org"), ("IdentityFile", "~/my keys/web")]);
    let lines = "Host web\n    HostName web.example.org\n    IdentityFile \"~/my keys/web\"\n";
    assert_eq!(inserted("", &new).0, lines);
    assert_eq!(inserted("Host db\n  Port 1", &new).0, format!("Host db\n  Port 1\n\n{lines}"));
    assert_eq!(
        inserted("Port 7\n\nHost db\n# all\n# others\nHost *\n", &new).0,
        format!("Port 7\n\nHost db\n{lines}\n# all\n# others\nHost *\n")
    );
    assert_eq!(
        inserted("Match user bob\r\n", &new).0,
        format!("{lines}\nMatch user bob\n").replace('\n', "\r\n")
    );
    assert_eq!(inserted("HostName x\nHost w*\n", &new).1, ["HostName"]);
    // What is included counts before what comes after it, and belongs to the block in which it stands.
    let included = "User bob\n# ours\nInclude conf.d/*\nPort 7\n\nHost *\n";
    let (text, overruled) = inserted(included, &new);
    assert_eq!(text, included.replace("# ours", &format!("{lines}\nMatch all\n# ours")));
    assert!(overruled.is_empty(), "{overruled:?}");
    assert_eq!(inserted(&text, &block("db", &[])).0, text.replace("Match all", "Host db\n\nMatch all"));
    let of_others = "Host db\n  Include conf.d/*\n";
    assert_eq!(inserted(of_others, &new).0, format!("{of_others}\n{lines}"));
    assert_eq!(inserted("Host *\n  include x\n", &new).0, format!("{lines}\nHost *\n  include x\n"));
    for wrong in [
        block("*", &[]),
        block("a b", &[]),
        block("", &[]),
        block("a", &[("User", "b\nc")]),
        block("a", &[("Us er", "b")]),
    ] {
        let mut config = config("Host *\n");
        assert!(matches!(config.insert_host(&wrong), Err(BadBlock::Value(_))), "{wrong:?}");
        assert_eq!(config.bytes(), b"Host *\n");
    }
}

proptest! {
    #[test]
    fn any_bytes_come_back_as_they_were(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let config = Config::parse(&bytes).unwrap();
        prop_assert_eq!(config.bytes(), bytes);
        config.values("web", "port");
    }

    /// What was there is still there, in order, and the new settings count.
    #[test]
    fn a_new_block_changes_nothing_else(
        lines in proptest::collection::vec("(Host |Match all|#|Match exec |Include |\tUser )[ -~\r]{0,8}", 0..6),
        end in "(\n|\r\n)?",
        value in "[ -~ä]{1,9}",
    ) {
        let text = lines.join("\n") + &end;
        let mut config = config(&text);
        let Inserted { edits, overruled } = config.insert_host(&block("web", &[("User", &value)])).unwrap();
        let mut after: Vec<Vec<u8>> = config.bytes().split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        for edit in edits.iter().rev() {
            after.remove(edit.number - 1);
        }
        let after = after.concat();
        // A last line without a line end gets one.
        let added = after.strip_prefix(text.as_bytes());
        prop_assert!(added.is_some_and(|end| [&b""[..], b"\n", b"\r\n"].contains(&end)), "{after:?}");
        if overruled.is_empty() {
            let values = config.values("web", "user");
            prop_assert_eq!(values.first(), Some(&vec![value]));
        }
    }
}

fn settings<'a>(name: &'a str, key: &'a str) -> ServerSettings<'a> {
    ServerSettings::of_key(name, std::path::Path::new(key), true)
}

#[test]
fn a_server_has_all_that_is_known_of_it_written_as_ssh_reads_it() {
    let all = ServerSettings {
        host: Some("fe80::1%eth0"),
        user: Some("ann"),
        port: Some(2222),
        jump: Some("gate,ann@other:22"),
        adds_to_agent: true,
        in_keychain: true,
        ..settings("web", "/home/ann/my keys/50%")
    };
    let lines = "Host web\n    HostName fe80::1%%eth0\n    User ann\n    Port 2222\n    ProxyJump gate,ann@other:22\n    \
                 IdentityFile \"/home/ann/my keys/50%%\"\n    IdentitiesOnly yes\n    AddKeysToAgent yes\n    \
                 IgnoreUnknown UseKeychain\n    UseKeychain yes";
    assert_eq!(all.block().unwrap().lines().unwrap().join("\n"), lines);
    for unwritable in ["/home/${USER}/k", "/home/a\nProxyCommand x"] {
        assert_eq!(settings("web", unwritable).block(), None, "{unwritable}");
    }
}

#[test]
fn of_what_counts_before_a_block_that_is_there_nothing_is_forgotten() {
    let mut file = config("Include x\nIdentitiesOnly no\nHost web\n  User ann\n");
    let added = file.add_to_host(&settings("web", "/k").block().unwrap(), false).unwrap();
    assert_eq!(added.overruled, ["IdentitiesOnly"]);
}

#[test]
fn in_a_block_that_is_there_only_the_settings_that_differ_change() {
    let changed = |text: &str| {
        let mut config = config(text);
        let inserted = config.set_in_host(&settings("web", "/k").block().unwrap()).unwrap()?;
        Some((String::from_utf8(config.bytes()).unwrap(), inserted))
    };
    let (text, inserted) = changed(
        "Host *\n  IdentitiesOnly no\nHost db\n  Port 1\nHost web # mine\n  Port 7\n  IdentityFile=\"/a b\" # old\n\
         \tidentityfile /b\nHost db\n",
    )
    .unwrap();
    assert_eq!(
        text,
        "Host *\n  IdentitiesOnly no\nHost db\n  Port 1\nHost web # mine\n  IdentitiesOnly yes\n  Port 7\n  \
         IdentityFile=/k # old\n\tidentityfile /b\nHost db\n"
    );
    let numbers: Vec<_> = inserted.edits.iter().map(|edit| edit.number).collect();
    assert_eq!((numbers, inserted.overruled), (vec![6, 7], vec!["IdentitiesOnly".to_owned()]));
    let there = "Host web\n  IdentityFile /b\n  IdentityFile /k\n  IdentitiesOnly yes\n";
    let (text, inserted) = changed(there).unwrap();
    assert_eq!((text.as_str(), inserted.edits.len()), (there, 0));
    for other in ["", "Host web db\n", "Host w*\n", "Match host web\n"] {
        assert_eq!(changed(other), None, "{other}");
    }
}
