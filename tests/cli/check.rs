//! `check`: what is wrong in ~/.ssh?

use crate::support::*;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

/// A folder in which nothing is wrong.
fn folder() -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.path(".ssh")).unwrap();
    chmod(&desk, ".ssh", 0o700);
    desk.take("openssh/ed25519-enc", ".ssh/id_ed25519");
    desk.take("public/ed25519.pub", ".ssh/id_ed25519.pub");
    // As ssh-keygen would encrypt it.
    desk.run(&[
        "convert",
        "--to",
        "openssh",
        "--replace",
        "--passphrase-file",
        "pass",
        "--new-passphrase-file",
        "new",
        ".ssh/id_ed25519",
    ]);
    for name in desk.names() {
        if name.ends_with(".bak") {
            fs::remove_file(desk.path(&name)).unwrap();
        }
    }
    desk.put(".ssh/config", "Host web\n  User ann\n");
    desk
}

fn chmod(desk: &Desk, name: &str, mode: u32) {
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn nothing_is_said_where_nothing_is_wrong() {
    let desk = folder();
    assert_eq!(desk.prints(&["check"]), "");
    assert_eq!(desk.prints(&["check", ".ssh", ".ssh/id_ed25519"]), "");
    let json = desk.prints(&["check", "--json"]);
    assert_eq!(
        json,
        "{\"problems\":0,\"warnings\":0,\"hints\":0,\"findings\":[],\"left_out\":0,\"failed\":[]}\n"
    );
}

#[test]
fn each_finding_is_a_line_with_its_file_first_and_nothing_is_changed() {
    let desk = folder();
    chmod(&desk, ".ssh/id_ed25519", 0o644);
    desk.put(".ssh/config", "Host web\n  IdentityFile ~/.ssh/gone\n");
    desk.take("openssh/p256", ".ssh/work");
    let before = desk.names();
    let json = desk.run(&["check", "--json", ".ssh/work"]).out;
    let config =
        format!("\"config\":[\"Host SERVER\",\"    IdentityFile {}\"]", desk.path(".ssh/work").display());
    assert!(json.contains(&config), "{json}");
    let said = desk.run(&["check", ".ssh"]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    // What could be added to the configuration stands below.
    let identity = format!("        IdentityFile {}", desk.path(".ssh/work").display());
    assert_eq!(
        lines,
        [
            ".ssh/id_ed25519: problem: Other users of this computer can read this private key, so ssh does not use it.",
            "    keywright-cli check --fix .ssh",
            ".ssh/config:2: warning: IdentityFile names ~/.ssh/gone, which does not exist, so ssh goes on without it.",
            "    Correct the name in line 2, or remove the line.",
            ".ssh/work: hint: ssh does not try this key on its own. Use ssh -i ~/.ssh/work, or add it to ~/.ssh/config.",
            "    Host SERVER",
            &identity,
        ]
    );
    assert_eq!((desk.names(), desk.mode(".ssh/id_ed25519")), (before, 0o644));
    // The same of one file, and of the folder by its whole name.
    let said = desk.run(&["check", ".ssh/id_ed25519"]);
    assert_eq!((said.status, said.out.lines().count()), (Some(1), 2), "{said:?}");
    let whole = desk.path(".ssh/config");
    let said = desk.run(&["check"]);
    assert!(said.out.contains(&format!("{}:2: warning: ", whole.display())), "{said:?}");
}

/// What people read below a finding, programs read beside it.
#[test]
fn json_says_what_puts_each_finding_right_and_whether_fix_does_it() {
    let desk = folder();
    chmod(&desk, ".ssh/id_ed25519", 0o644);
    desk.put(".ssh/config", "Host web\n  IdentityFile ~/.ssh/gone\n");
    desk.take("openssh/p256", ".ssh/work");
    let glued = vector_text("public/ed25519.pub").replace('\n', "") + &vector_text("public/p256.pub");
    desk.put(".ssh/authorized_keys", &format!("{glued}no key\n"));
    let json = desk.run(&["check", "--json", ".ssh"]).out;
    for (rule, fix) in [
        ("private-key-open", r#"{"id":"make-private","safe":true,"next":"keywright-cli check --fix .ssh"}"#),
        (
            "identity-missing",
            r#"{"id":"choose-file","safe":false,"next":"Correct the name in line 2, or remove the line."}"#,
        ),
        ("not-tried", r#"{"id":"add-to-config","safe":false}"#),
        (
            "authorized-remark",
            r#"{"id":"repair-line","safe":false,"next":"Correct line 1 in a text editor, or in the Keywright window."}"#,
        ),
    ] {
        let finding =
            json.split("{\"file\":").find(|finding| finding.contains(&format!("\"rule\":\"{rule}\"")));
        let finding = finding.unwrap_or_else(|| panic!("{rule}: {json}"));
        assert!(finding.contains(&format!("\"fix\":{fix}")), "{rule}: {finding}");
    }
    let said = desk.run(&["check", ".ssh"]).out;
    for step in json.split("\"next\":\"").skip(1).filter_map(|rest| rest.split("\"}").next()) {
        assert!(said.contains(&format!("\n    {step}\n")), "{step}: {said}");
    }
}

/// The lists count there too, and files are called as they were typed.
#[test]
fn a_link_to_the_folder_is_the_folder() {
    let desk = folder();
    desk.put(".ssh/authorized_keys", "no key\n");
    std::os::unix::fs::symlink(desk.path(".ssh"), desk.path("keys")).unwrap();
    for (typed, first) in
        [("keys", "keys/authorized_keys:1: problem: "), ("keys/authorized_keys", "keys/authorized_keys:1: ")]
    {
        let said = desk.run(&["check", typed]);
        assert!(said.status == Some(1) && said.out.starts_with(first), "{typed}: {said:?}");
    }
}

#[test]
fn hints_alone_are_nothing_wrong() {
    let desk = folder();
    desk.take("openssh/p256", ".ssh/id_ecdsa");
    let said = desk.run(&["check", "--json", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
    assert_eq!(
        said.out,
        "{\"problems\":0,\"warnings\":0,\"hints\":2,\"findings\":[\
         {\"file\":\".ssh/id_ecdsa\",\"rule\":\"no-public\",\"severity\":\"hint\",\"words\":\"The file with the public \
         key is missing. Programs that pass it on, such as ssh-copy-id, need it.\",\"fix\":{\"id\":\"write-public\",\
         \"safe\":false,\"next\":\"keywright-cli convert --to public --replace --output .ssh/id_ecdsa.pub .ssh/id_ecdsa\"}},\
         {\"file\":\".ssh/id_ecdsa\",\"rule\":\"no-passphrase\",\"severity\":\"hint\",\"words\":\"This private key has \
         no passphrase. Anyone who has the file can use the key.\",\"fix\":{\"id\":\"set-passphrase\",\"safe\":false,\
         \"next\":\"ssh-keygen -p -f .ssh/id_ecdsa\"}}],\"left_out\":0,\"failed\":[]}\n"
    );
}

#[test]
fn lists_are_checked_by_name_wherever_they_are() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("etc/keys")).unwrap();
    desk.put("etc/keys/authorized_keys", "no key\n");
    desk.put("etc/known_hosts", "web\n");
    let said = desk.run(&["check", "--json", "etc/keys/authorized_keys", "etc/known_hosts"]);
    assert_eq!(said.status, Some(1));
    for part in [
        "{\"file\":\"etc/keys/authorized_keys\",\"line\":1,\"rule\":\"authorized-ignored\",\"severity\":\"problem\"",
        "{\"file\":\"etc/known_hosts\",\"line\":1,\"rule\":\"known-host-ignored\",\"severity\":\"warning\"",
    ] {
        assert!(said.out.contains(part), "{said:?}");
    }
}

#[test]
fn in_other_folders_only_keys_are_checked() {
    let desk = Desk::new();
    fs::create_dir(desk.path("Downloads")).unwrap();
    desk.put("Downloads/config", "Host *\n  IdentityFile ~/gone\n");
    desk.take("openssh/p256", "Downloads/deploy.pem");
    desk.take("ppk/ed25519-3-enc.ppk", "Downloads/work.ppk");
    desk.put("Downloads/authorized_keys", "no key\n");
    assert_eq!(desk.run(&["check", "Downloads"]).status, Some(0));
    chmod(&desk, "Downloads/deploy.pem", 0o644);
    let said = desk.run(&["check", "Downloads"]);
    assert!(said.out.starts_with("Downloads/deploy.pem: warning: Other users"), "{said:?}");
    assert_eq!(said.status, Some(1));
}

#[test]
fn what_cannot_be_checked_is_an_error() {
    let desk = folder();
    let said = desk.run(&["check", "missing", ".ssh"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{said:?}");
    assert!(said.err.contains("missing"), "{said:?}");
    desk.run(&["check", "--unknown"]).fails(2, "see keywright-cli --help");
    fs::remove_dir_all(desk.path(".ssh")).unwrap();
    desk.run(&["check"]).fails(1, ".ssh");
}

#[test]
fn a_name_that_is_no_text_is_told_in_hexadecimal_digits() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let desk = folder();
    let name = desk.path(".ssh").join(OsStr::from_bytes(b"k\xe4y\x1b[2J"));
    fs::copy(desk.path(".ssh/id_ed25519"), &name).unwrap();
    fs::set_permissions(&name, fs::Permissions::from_mode(0o644)).unwrap();
    let json = desk.run(&["check", "--json", ".ssh"]).out;
    assert!(json.contains("\"file_bytes\":\"2e7373682f6be4791b5b324a\""), "{json}");
    let said = desk.run(&["check", ".ssh"]).out;
    assert!(!said.contains('\u{1b}') && said.contains("private key"), "{said:?}");
}

/// Each finding is followed by what puts it right.
#[test]
fn every_finding_says_what_to_do() {
    let desk = folder();
    desk.take("openssh/p256", ".ssh/key with space");
    desk.put(".ssh/id_ed25519.pub", &desk.prints(&["show", "--public", ".ssh/key with space"]));
    desk.take("openssh/p256", "elsewhere");
    desk.put("elsewhere", &desk.text("elsewhere").replace('\n', "\r\n"));
    std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path(".ssh/id_ecdsa")).unwrap();
    let key = vector_text("public/ed25519.pub");
    let other = vector_text("public/p256.pub");
    let glued = key.trim_end().to_owned() + &key;
    desk.put(".ssh/authorized_keys", &format!("{glued}no-such-option {key}expiry-time=\"20010101\" {other}"));
    let said = desk.run(&["check", ".ssh"]).out;
    let target = fs::canonicalize(desk.path("elsewhere")).unwrap();
    for (finding, step) in [
        (
            ".ssh/id_ed25519: problem: ",
            "    keywright-cli convert --to public --replace --output .ssh/id_ed25519.pub .ssh/id_ed25519",
        ),
        (".ssh/id_ecdsa: problem: ", &format!("    keywright-cli repair {}", target.display())),
        (".ssh/authorized_keys:1: problem: ", "    Correct line 1 in a text editor"),
        (
            ".ssh/authorized_keys:2: problem: ",
            "    Correct line 2 in a text editor, or in the Keywright window.",
        ),
        (".ssh/authorized_keys:3: hint: ", "    keywright-cli authorized off .ssh/authorized_keys 3"),
    ] {
        let mut lines = said.lines().skip_while(|line| !line.starts_with(finding));
        assert!(lines.next().is_some(), "{finding}: {said}");
        assert!(lines.next().is_some_and(|line| line.starts_with(step)), "{step}: {said}");
    }
    assert!(said.contains("Use ssh -i ~/'.ssh/key with space',"), "{said}");
    // What was advised for the link is right.
    desk.run(&["repair", &target.display().to_string()]);
    assert!(!desk.run(&["check", ".ssh"]).out.contains(".ssh/id_ecdsa: problem: "));
}

#[test]
fn a_file_in_place_of_the_folder_is_a_problem() {
    let desk = Desk::new();
    desk.put(".ssh", "");
    let said = desk.run(&["check"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(said.out.contains("ssh needs a folder with this name"), "{said:?}");
}

#[test]
fn what_is_no_file_is_no_pipe_to_read_either_and_json_says_what_failed() {
    let desk = folder();
    crate::pipe::put_pipe(&desk.path("fifo"));
    for arguments in [&["check", "fifo"][..], &["find", ".ssh/id_ed25519.pub", "fifo"]] {
        let said = desk.run(arguments);
        assert!(said.status == Some(1) && said.err.contains("Name a file or a folder"), "{said:?}");
    }
    let said = desk.run(&["check", "--json", "fifo"]);
    assert!(said.out.contains("\"failed\":[\"fifo is not a regular file."), "{said:?}");
}
