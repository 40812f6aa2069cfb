//! Folders that are large, or that somebody made to do harm.

use crate::home::Home;
use crate::programs::are_here;
use crate::said::vector;
use keywright::health::survey;
use keywright::key::{NoProgress, Progress};
use keywright::system::RealDisk;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

#[test]
fn five_thousand_files_are_looked_at() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.key("one");
    let (locked, public) = (home.read("one"), home.read("one.pub"));
    for number in 0..2500 {
        home.put(&format!(".ssh/key{number}"), &locked, 0o600);
        home.put(&format!(".ssh/key{number}.pub"), &public, 0o644);
    }
    let hosts: String = (0..2500).map(|n| format!("Host h{n}\n IdentityFile ~/.ssh/key{n}\n")).collect();
    home.put(".ssh/config", &hosts, 0o600);
    let from = Instant::now();
    let survey = home.survey();
    eprintln!("5,000 files and as many lines of config: {:?}", from.elapsed());
    assert_eq!((survey.keys.len(), survey.left_out), (2500, 0));
    assert_eq!(survey.keys[7].hosts, ["h1003"]);
    assert!(survey.findings.is_empty(), "{:?}", survey.findings.first());
}

#[test]
fn what_is_too_much_is_left_out_and_counted() {
    let home = Home::new();
    let folder = home.path(".ssh/many");
    fs::create_dir(&folder).unwrap();
    for number in 0..20_100 {
        fs::File::create(folder.join(format!("{number:05}"))).unwrap();
    }
    assert_eq!(home.survey().left_out, 100);
}

#[test]
fn files_over_a_mebibyte_and_what_is_no_file_are_not_opened() {
    if !are_here(&["mkfifo"]) {
        return;
    }
    let home = Home::new();
    let key = fs::read(vector("openssh/ed25519")).unwrap();
    let mut large = key.clone();
    large.resize((1 << 20) + 1, b'\n');
    home.put(".ssh/large", &large, 0o644);
    for name in ["fifo", "authorized_keys", "known_hosts", "id_rsa.pub"] {
        assert!(
            crate::programs::command("mkfifo").arg(home.path(".ssh").join(name)).status().unwrap().success()
        );
    }
    std::os::unix::fs::symlink("/dev/zero", home.path(".ssh/id_rsa")).unwrap();
    std::os::unix::fs::symlink("loop", home.path(".ssh/loop")).unwrap();
    std::os::unix::fs::symlink(home.path(""), home.path(".ssh/home")).unwrap();
    home.put(".ssh/agent/key", &key, 0o644);
    let not_checked = [".ssh/authorized_keys not-checked", ".ssh/known_hosts not-checked"];
    assert_eq!(home.findings(), not_checked);
    for name in [".ssh/authorized_keys", ".ssh/known_hosts"] {
        home.remove(name);
    }
    large.truncate(1 << 20);
    home.put(".ssh/large", &large, 0o644);
    assert_eq!(home.findings(), [".ssh/large private-key-open", ".ssh/large not-tried"]);
    large.push(b'\n');
    home.put(".ssh/authorized_keys", &large, 0o600);
    fs::create_dir(home.path(".ssh/known_hosts")).unwrap();
    assert_eq!(home.findings()[1..3], not_checked);
}

/// Files that include themselves and each other, for ever if nobody stopped it.
#[test]
fn a_config_that_never_ends_is_cut_and_claims_nothing() {
    let home = Home::new();
    home.put(".ssh/config", "Include ~/.ssh/conf.d/*\n", 0o600);
    for number in 0..40 {
        let text = format!("Include conf.d/* conf.d/*\nIdentityFile ~/.ssh/gone{number}\n");
        home.put(&format!(".ssh/conf.d/{number}"), &text, 0o600);
    }
    home.put(".ssh/key", &fs::read(vector("openssh/ed25519-enc")).unwrap(), 0o600);
    let findings = home.survey().findings;
    assert!(findings.len() < 20_000);
    // It may be named in what was not read.
    assert!(home.wrong("not-tried").is_empty());
}

#[test]
fn a_survey_can_be_cancelled() {
    struct AfterOne(AtomicUsize);
    impl Progress for AfterOne {
        fn report(&self, done: f32) {
            assert!((0.0..=1.0).contains(&done));
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        fn cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed) > 0
        }
    }
    let home = Home::new();
    for number in 0..500 {
        home.put(&format!(".ssh/{number}"), "no key", 0o600);
    }
    let progress = AfterOne(AtomicUsize::new(0));
    let survey = survey(&home.path(".ssh"), &home.person(), &RealDisk::new(), 0, &progress).unwrap();
    assert!(survey.findings.is_empty());
    assert!(progress.0.into_inner() < 50);
    assert!(of_missing(&home).is_err());
}

/// A folder that is not there.
fn of_missing(home: &Home) -> Result<keywright::health::Survey, keywright::system::DiskError> {
    survey(&home.path("missing"), &home.person(), &RealDisk::new(), 0, &NoProgress)
}
