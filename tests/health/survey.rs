//! What there is.

use crate::home::Home;
use crate::programs::are_here;
use keywright::health::Fix;
use std::os::unix::net::UnixListener;

#[test]
fn a_repeated_line_is_to_be_removed_only_if_it_may_do_the_same() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.keygen("key", &["-t", "ed25519", "-N", "secret"]);
    let line = home.read("key.pub");
    home.put(".ssh/authorized_keys", &format!("no-pty {line}{line}no-pty {line}"), 0o600);
    let survey = home.survey();
    let found: Vec<_> = survey.findings.iter().map(|found| (found.line, found.fix.clone())).collect();
    assert_eq!(found, [(Some(2), None), (Some(3), Some(Fix::RemoveRepeated))]);
}

/// As people do who keep their settings in another folder, or whose home folder is elsewhere.
#[test]
fn a_link_on_either_side_of_dot_ssh_changes_nothing_in_what_is_found() {
    use keywright::health::survey;
    use keywright::key::NoProgress;
    use keywright::system::RealDisk;
    use std::os::unix::fs::symlink;
    let home = Home::new();
    let of = |path: &str| {
        let survey = survey(&home.path(path), &home.person(), &RealDisk::new(), 0, &NoProgress).unwrap();
        survey.findings.into_iter().map(|found| (found.problem.id(), found.path)).collect::<Vec<_>>()
    };
    home.put(".ssh/authorized_keys", "no key\n", 0o600);
    home.put(".ssh/config", "IdentityFile ~/.ssh/gone\n", 0o600);
    symlink(home.path(".ssh"), home.path("link")).unwrap();
    let found = |name: &str| {
        let at = |file: &str| home.path(name).join(file);
        vec![("authorized-ignored", at("authorized_keys")), ("identity-missing", at("config"))]
    };
    assert_eq!((of(".ssh"), of("link")), (found(".ssh"), found(".ssh")));
    assert_eq!(of("link/config"), &found(".ssh")[1..]);
    // ~/.ssh is the link.
    std::fs::rename(home.path(".ssh"), home.path("dotfiles")).unwrap();
    symlink(home.path("dotfiles"), home.path(".ssh")).unwrap();
    for path in [".ssh", "dotfiles", "link"] {
        assert_eq!(of(path), found(".ssh"), "{path}");
    }
    assert_eq!(of("dotfiles/authorized_keys"), &found(".ssh")[..1]);
    std::fs::create_dir(home.path("other")).unwrap();
    home.put("other/authorized_keys", "no key\n", 0o600);
    assert_eq!(of("other"), []);
}

#[test]
fn a_healthy_folder_has_no_findings_and_its_keys_are_known() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.keygen(".ssh/id_ed25519", &["-t", "ed25519", "-N", "secret"]);
    home.keygen(".ssh/work/key", &["-t", "ecdsa", "-N", "secret"]);
    home.keygen("elsewhere", &["-t", "ed25519", "-N", "secret"]);
    let config = "Host web *.lan !db.lan\n IdentityFile ~/.ssh/work/key\nInclude conf.d/*\n";
    home.put(".ssh/config", config, 0o644);
    home.put(".ssh/conf.d/more", "Host *\nIdentityFile \"%d/elsewhere\"\n", 0o600);
    home.put(".ssh/authorized_keys", &home.read(".ssh/id_ed25519.pub"), 0o600);
    home.put(".ssh/known_hosts", &format!("web {}", home.read("elsewhere.pub")), 0o644);
    // Nobody answers there.
    std::fs::create_dir(home.path(".ssh/agent")).unwrap();
    let _agent = UnixListener::bind(home.path(".ssh/agent/s.1")).unwrap();
    let _other = UnixListener::bind(home.path(".ssh/socket")).unwrap();
    assert_eq!(home.findings(), [""; 0]);
    let survey = home.survey();
    let keys: Vec<_> = survey
        .keys
        .iter()
        .map(|key| {
            let path = key.path.strip_prefix(home.path("")).unwrap().to_str().unwrap().to_owned();
            (path, key.hosts.join(" "), key.is_locked, key.is_used, key.public_file.is_some())
        })
        .collect();
    let key = |path: &str, hosts: &str| (path.to_owned(), hosts.to_owned(), Some(true), true, true);
    assert_eq!(keys, [key(".ssh/id_ed25519", ""), key(".ssh/work/key", "web *.lan"), key("elsewhere", "*"),]);
    assert!(survey.keys.iter().all(|key| key.public.is_some() && key.modified.is_some()));
}

#[test]
fn a_sick_folder_is_told_file_by_file() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.keygen(".ssh/id_ed25519", &["-t", "ed25519", "-N", ""]);
    home.keygen(".ssh/id_rsa", &["-t", "rsa", "-b", "1024", "-N", "secret", "-m", "PEM"]);
    home.set_mode(".ssh/id_rsa", 0o640);
    home.remove(".ssh/id_rsa.pub");
    home.keygen(".ssh/other", &["-t", "ed25519", "-N", "secret"]);
    home.put(".ssh/id_ed25519.pub", &home.read(".ssh/other.pub"), 0o644);
    home.put(".ssh/id_ed25519.bak", &home.read(".ssh/id_ed25519"), 0o644);
    home.put(".ssh/id_ecdsa", &home.read(".ssh/other").replace('\n', "\r\n"), 0o600);
    home.put(".ssh/config", "Host other\n IdentityFile ~/.ssh/gone\n", 0o666);
    home.put(".ssh/authorized_keys", "ssh-ed25519 AAAA\n", 0o600);
    home.put(".ssh/known_hosts", "web\n", 0o600);
    home.set_mode(".ssh", 0o777);
    assert_eq!(
        home.findings(),
        [
            ".ssh writable-by-others",
            ".ssh/authorized_keys:1 authorized-ignored",
            ".ssh/config writable-by-others",
            ".ssh/id_ecdsa key-text",
            ".ssh/id_ed25519 wrong-public",
            ".ssh/id_rsa private-key-open",
            ".ssh/config:2 identity-missing",
            ".ssh/id_ed25519.bak copy-open",
            ".ssh/id_rsa weak-encryption",
            ".ssh/known_hosts:1 known-host-ignored",
            ".ssh/id_ecdsa no-public",
            ".ssh/id_ed25519 no-passphrase",
            ".ssh/id_rsa no-public",
            ".ssh/other not-tried",
        ]
    );
}
