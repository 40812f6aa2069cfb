//! What is put right without a question: nothing that other programs, or other users, may rely on.

use crate::home::Home;
use keywright::health::{Change, Finding, Fix, FixError, Severity, plan, survey};
use keywright::key::NoProgress;
use keywright::system::{RealDisk, now};
use std::os::unix::fs::symlink;

/// Everything that is safe is done, and nothing else.
fn fix_all(findings: &[Finding], home: &Home) {
    let (disk, person) = (RealDisk::new(), home.person());
    for finding in findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(Fix::is_safe)) {
        plan(finding, &disk, &person, "2026-11-30").unwrap().carry_out(&disk).unwrap();
    }
}

/// Of a folder in the home folder.
fn found_in(home: &Home, folder: &str) -> Vec<Finding> {
    survey(&home.path(folder), &home.person(), &RealDisk::new(), now(), &NoProgress).unwrap().findings
}

/// Texts in which a key is only a part.
fn with_a_key_in_it(key: &str) -> [(&'static str, String); 5] {
    let quoted = key.replace('\n', "\\n");
    let indented = key.replace('\n', "\n    ");
    [
        ("gcp.json", format!("{{\"client_id\": \"1\", \"private_key\": \"{quoted}\"}}\n")),
        ("vault.yml", format!("password: secret\nkey: |\n    {indented}\nuser: ann\n")),
        (".env", format!("TOKEN=secret\nKEY=\"{quoted}\"\n")),
        ("app.conf", format!("user = ann\n{key}password = secret\n")),
        ("test.py", format!("TOKEN = 'secret'\nKEY = '''\n{key}'''\n")),
    ]
}

#[test]
fn files_that_merely_contain_a_key_are_never_rewritten_without_asking() {
    let home = Home::new();
    home.keygen("key", &["-t", "ecdsa", "-m", "PKCS8", "-N", "secret"]);
    home.keygen("own", &["-t", "ed25519", "-N", "secret"]);
    for folder in [".ssh", "Downloads"] {
        for key in ["key", "own"] {
            for (name, text) in with_a_key_in_it(&home.read(key)) {
                let name = format!("{folder}/{name}");
                home.put(&name, &text, 0o600);
                let findings = found_in(&home, folder);
                let is_told = findings.iter().any(|finding| finding.problem.id() == "key-text");
                fix_all(&findings, &home);
                assert_eq!((home.read(&name), is_told), (text, false), "{name}");
                home.remove(&name);
            }
        }
    }
}

#[test]
fn a_key_with_notes_is_told_and_rewritten_only_after_a_question_that_says_what_is_left_out() {
    let home = Home::new();
    home.key(".ssh/id_ed25519");
    let key = home.read(".ssh/id_ed25519");
    for (how, text) in [
        ("notes before", format!("My key, the PIN is 1234\n{key}")),
        ("escaped, with notes", format!("PIN=1234\nKEY=\"{}\"\n", key.replace('\n', "\\n"))),
    ] {
        home.put(".ssh/id_ed25519", &text, 0o600);
        let found = home.wrong("key-text");
        assert_eq!(found[0].fix, Some(Fix::Asked(Box::new(Fix::Rewrite))), "{how}");
        assert!(found.len() == 1 && !found[0].fix.as_ref().unwrap().is_safe());
        let asked = plan(&found[0], &RealDisk::new(), &home.person(), "2026-11-30").unwrap();
        let says_so = |change: &Change| {
            matches!(change, Change::Rewritten { leaves_out: true, is_only_space: false, .. })
        };
        assert!(asked.changes().iter().any(says_so), "{how}: {:?}", asked.changes());
        // What was safe when it was found and is not by now.
        let stale = Finding { fix: Some(Fix::Rewrite), ..found[0].clone() };
        let refused = plan(&stale, &RealDisk::new(), &home.person(), "2026-11-30").unwrap_err();
        assert_eq!(refused, FixError::Changed(home.path(".ssh/id_ed25519")), "{how}");
        asked.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(home.read(".ssh/id_ed25519"), key, "{how}");
    }
    home.put(".ssh/id_ed25519", &key.replace('\n', "\r\n"), 0o600);
    assert_eq!(home.wrong("key-text")[0].fix, Some(Fix::Rewrite));
}

#[test]
fn what_a_link_leads_to_and_what_is_elsewhere_keeps_its_permissions_unless_asked() {
    let home = Home::new();
    home.keygen("etc/tls.key", &["-t", "ecdsa", "-m", "PKCS8", "-N", ""]);
    home.set_mode("etc/tls.key", 0o640);
    symlink(home.path("etc/tls.key"), home.path(".ssh/web.key")).unwrap();
    symlink(home.path("etc"), home.path(".ssh/linked")).unwrap();
    let asked = Some(Fix::Asked(Box::new(Fix::MakePrivate)));
    let identities = "IdentityFile ~/etc/tls.key\nIdentityFile ~/.ssh/linked/tls.key\n";
    home.put(".ssh/config", identities, 0o600);
    let found = home.wrong("private-key-open");
    assert_eq!(found.len(), 3, "{:?}", home.findings());
    assert!(found.iter().all(|finding| finding.fix == asked), "{found:?}");
    fix_all(&home.survey().findings, &home);
    assert_eq!(home.mode("etc/tls.key"), 0o640);
    // Elsewhere ssh does not look for it.
    let found = found_in(&home, "etc");
    let of_key = found.iter().find(|finding| finding.problem.id() == "outside-open").unwrap();
    assert_eq!((of_key.problem.severity(), &of_key.fix), (Severity::Warning, &asked));
    fix_all(&found, &home);
    assert_eq!(home.mode("etc/tls.key"), 0o640);
    // Asked, the question names the file itself.
    let link = home.wrong("private-key-open").into_iter().find(|finding| finding.path.ends_with("web.key"));
    let plan = plan(&link.unwrap(), &RealDisk::new(), &home.person(), "2026-11-30").unwrap();
    let real = home.path("etc/tls.key").canonicalize().unwrap();
    assert!(matches!(plan.changes(), [Change::Permissions { path, .. }] if *path == real), "{plan:?}");
    plan.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(home.mode("etc/tls.key"), 0o600);
}

#[test]
fn plain_files_of_ones_own_in_dot_ssh_need_no_question() {
    let home = Home::new();
    home.key(".ssh/id_ed25519");
    home.set_mode(".ssh/id_ed25519", 0o644);
    home.put(".ssh/config", "Host web\n", 0o666);
    home.set_mode(".ssh", 0o777);
    fix_all(&home.survey().findings, &home);
    let modes = [".ssh/id_ed25519", ".ssh/config", ".ssh"].map(|name| home.mode(name));
    assert_eq!(modes, [0o600, 0o644, 0o755]);
    symlink(home.path("config"), home.path(".ssh/more")).unwrap();
    home.put("config", "Host db\n", 0o666);
    home.put(".ssh/config", "Include more\n", 0o600);
    let found = home.wrong("writable-by-others");
    assert_eq!(found[0].fix, Some(Fix::Asked(Box::new(Fix::TakeWrite))), "{found:?}");
}
