use super::catalog::{Rank, catalog, read};
use super::*;
use std::collections::BTreeSet;

#[test]
fn the_data_can_be_read_and_every_name_in_it_stands_for_something() {
    let catalog = read().unwrap_or_else(|error| panic!("{error}"));
    let mut causes = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for message in &catalog.message {
        assert!(ids.insert(&message.id), "{} is there twice", message.id);
        assert!(!message.programs.is_empty() && !message.causes.is_empty(), "{}", message.id);
        let distinct: BTreeSet<_> = message.causes.iter().collect();
        assert_eq!(distinct.len(), message.causes.len(), "{} has a cause twice", message.id);
        causes.extend(&message.causes);
    }
    assert_eq!(
        causes,
        catalog.cause.keys().collect(),
        "causes that messages have, and causes that there are"
    );
    let named = catalog.cause.values().flat_map(|cause| cause.likely.iter().chain(&cause.unlikely));
    assert_eq!(named.collect::<BTreeSet<_>>(), catalog.sign.keys().collect(), "signs");
    let programs: BTreeSet<_> = catalog.message.iter().flat_map(|message| &message.programs).collect();
    assert!(catalog.message.len() >= 60 && programs.len() >= 10, "{} of {programs:?}", catalog.message.len());
}

#[test]
fn every_example_is_explained_by_its_own_message() {
    let mut wrong = Vec::new();
    for message in &catalog().message {
        assert!(!message.examples().is_empty(), "{} has no example", message.id);
        for example in message.examples() {
            let id = explain(example).map(|explanation| explanation.id);
            if id != Some(message.id.as_str()) {
                wrong.push(format!("{example}\n  is {}, not {id:?}", message.id));
            }
            // Neither a time before it nor a carriage return behind it is in the way.
            let in_log = format!("line before\n{example}\r\nline behind");
            let id = explain(&in_log).map(|explanation| (explanation.id, explanation.line));
            if id != Some((message.id.as_str(), 2)) {
                wrong.push(format!("{example}\n  in a log is {id:?}, not {}", message.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A command with a name that no pattern has would show that name to people for ever.
#[test]
fn every_value_of_a_fix_is_told_by_some_message() {
    let mut told: BTreeSet<String> = ["program"].map(str::to_owned).into();
    for message in &catalog().message {
        let patterns = message.also.iter().chain([&message.pattern]);
        told.extend(patterns.flat_map(|pattern| pattern.capture_names().flatten().map(str::to_owned)));
    }
    for (id, cause) in &catalog().cause {
        for (_, template) in cause.fix.data() {
            for piece in template.pieces() {
                if let Piece::Missing(name) = piece {
                    assert!(told.contains(name), "{id}: no message tells “{name}”");
                }
            }
        }
    }
}

#[test]
fn in_a_log_the_line_that_gives_a_reason_counts_and_among_equals_the_last() {
    let log = "debug1: Reading configuration data /etc/ssh/ssh_config\n\
        Permissions 0644 for '/home/ann/.ssh/id_rsa' are too open.\n\
        Load key \"/home/ann/.ssh/id_rsa\": bad permissions\n\
        git@github.com: Permission denied (publickey).\n\
        fatal: Could not read from remote repository.\n";
    let told = explain(log).map(|told| (told.id, told.line));
    assert_eq!(told, Some(("key-bad-permissions", 3)));
    let without = log.lines().filter(|line| !line.contains("ermissions")).collect::<Vec<_>>().join("\n");
    assert_eq!(explain(&without).map(|told| told.id), Some("service-permission-denied"));
    assert_eq!(
        explain("fatal: Could not read from remote repository.").map(|told| told.id),
        Some("git-could-not-read")
    );
    assert!(Rank::Consequence < Rank::Symptom && Rank::Symptom < Rank::Reason);
}

fn first(log: &str) -> (&'static str, Option<Hint>) {
    let told = explain(log).unwrap_or_else(|| panic!("{log}"));
    let cause = &told.causes[0];
    (cause.id, cause.hint)
}

#[test]
fn what_ssh_offered_ranks_the_causes() {
    let end = "debug1: Authentications that can continue: publickey,password\n\
        ann@srv.example.com: Permission denied (publickey,password).\n";
    let offered = format!("debug1: Offering public key: /home/ann/.ssh/id_rsa RSA SHA256:abc agent\n{end}");
    assert_eq!(first(&offered), ("not-installed", Some(Hint { sign: "key-offered", speaks_for: true })));
    assert_eq!(first(end), ("key-not-offered", Some(Hint { sign: "no-key-offered", speaks_for: true })));
    // Nothing is known of what was offered.
    let bare = end.lines().nth(1).unwrap_or_default();
    assert_eq!(first(bare), ("not-installed", None));
    let told = explain(&offered).unwrap();
    let ruled_out = told.causes.iter().find(|cause| cause.id == "key-not-offered").unwrap();
    assert_eq!(ruled_out.hint, Some(Hint { sign: "key-offered", speaks_for: false }));
}

#[test]
fn an_old_server_and_an_old_client_are_told_apart_by_the_offer() {
    let start =
        "Unable to negotiate with 192.0.2.7 port 22: no matching key exchange method found. Their offer: ";
    assert_eq!(first(&format!("{start}diffie-hellman-group14-sha1")).0, "old-server-exchange");
    assert_eq!(first(&format!("{start}mlkem768x25519-sha256,sntrup761x25519-sha512")).0, "old-client");
}

#[test]
fn what_a_changed_host_key_is_about_is_gathered_from_several_lines() {
    let told = explain(
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n\
        IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\n\
        Add correct host key in /home/ann/.ssh/known_hosts to get rid of this message.\n\
        Offending ED25519 key in /home/ann/.ssh/known_hosts:12\n\
        Host key for [srv.example.com]:2222 has changed and you have requested strict checking.\n\
        Host key verification failed.\n",
    )
    .unwrap();
    let fact = |name| told.facts.get(name).unwrap_or_default();
    assert_eq!((told.id, told.causes[0].id), ("host-key-offending", "host-key-replaced"));
    assert_eq!((fact("host"), fact("line")), ("[srv.example.com]:2222", "12"));
    assert_eq!(fact("known_hosts"), "/home/ann/.ssh/known_hosts");
    let Fix::RemoveHostKey { line, .. } = &told.causes[0].fix else { panic!("{told:?}") };
    assert_eq!(line.known().as_deref(), Some("12"));
}

#[test]
fn what_is_not_known_is_not_guessed() {
    for text in [
        "",
        "\n\n",
        "hello",
        "Segmentation fault (core dumped)",
        "debug1: Permission denied (x)",
        "Permission",
    ] {
        assert_eq!(explain(text), None, "{text}");
    }
}

/// Whatever the text is, there is an answer soon.
#[test]
fn a_large_or_strange_text_takes_no_time_to_speak_of() {
    let hostile = [
        "Load key \"".repeat(200_000),
        "Permission denied (".repeat(100_000),
        "é@é:".repeat(500_000),
        "a".repeat(4 << 20),
        "\n".repeat(4 << 20),
        "a@b.c 1.2.3.4 ::1 {}\\r\\n".repeat(50_000),
        "debug1: Offering public key: x\nPermission denied (publickey).\n".repeat(20_000),
        "\u{0}\u{202e}\u{feff}".repeat(1000),
    ];
    for text in hostile {
        let from = std::time::Instant::now();
        let told = explain(&text);
        let masked = mask(&text);
        assert!(
            from.elapsed().as_secs() < 20,
            "{:?} {} {:?}",
            told.map(|told| told.id),
            masked.len(),
            from.elapsed()
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in ".{0,200}", at in 0_usize..200, other in "\\PC{0,40}") {
        let lines: Vec<_> = catalog().message.iter().flat_map(|message| message.examples()).collect();
        let example = lines[at % lines.len()];
        for text in [format!("{other}{example}{text}"), format!("{text}\n{example}\n{other}"), text] {
            if let Some(told) = explain(&text) {
                assert!(!told.causes.is_empty() && told.line >= 1);
            }
            mask(&text);
        }
    }
}
