//! Drops of all sorts: by file managers that write addresses in their own way, of files that are elsewhere,
//! and by programs that break off.

use crate::desktop::Desktop;
use crate::person::Person;
use crate::programs::{output_of, put, wait_for};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// A key without a passphrase in a file of this name.
fn key_in(desktop: &Desktop, name: &OsStr, comment: &str) -> PathBuf {
    let (made, path) = (desktop.key_file("made", comment), desktop.file("files").with_file_name(name));
    std::fs::remove_file(made.with_extension("pub")).expect("its public key");
    std::fs::rename(&made, &path).expect("its name");
    path
}

fn uri(before: &str, path: &Path) -> Vec<u8> {
    [before.as_bytes(), path.as_os_str().as_bytes()].concat()
}

#[test]
fn what_is_good_in_a_drop_opens_and_what_is_not_is_named() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let named = |name: &str| key_in(&desktop, OsStr::new(name), name);

    let key = named("by.localhost");
    person.drops_list(&[&uri("file://localhost", &key)[..], b"\r\n"].concat(), &[]);
    person.sees("by.localhost");
    let key = named("by.host");
    let host = output_of(&mut desktop.tool("uname", &["-n"]));
    person.drops_list(&[&uri(&format!("file://{}", host.trim()), &key)[..], b"\r\n"].concat(), &[]);
    person.sees("by.host");
    let key = named("by.parts");
    person.drops_list(&uri("file:", &key), &["--parts"]);
    person.sees("by.parts");
    let key = named("asked.late");
    person.drops_list(&[&uri("file://", &key)[..], b"\n"].concat(), &["--late"]);
    person.sees("asked.late");

    // A name of the days before UTF-8; the comment tells which key is shown.
    key_in(&desktop, OsStr::from_bytes(b"latin\xE4"), "in latin-1");
    person.drops_list(&uri("file://", &desktop.file("latin%E4")), &[]);
    person.sees("in latin-1");

    person.drops_list(b"sftp://server/home/ann/key.ppk\r\n", &[]);
    person.sees("sftp://server/home/ann/key.ppk cannot be opened where it is. Copy it to a folder");
    person.photographs("elsewhere.png");
    person.sees("in latin-1");
    person.presses("Close message about dropped files");
    person.misses("sftp://server");

    let key = named("near.by");
    let list = [b"https://example.org/key.pem\nsmb://nas/key\n", &uri("file://", &key)[..], b"\n"].concat();
    person.drops_list(&list, &[]);
    person.sees("near.by");
    person
        .sees("2 of the dropped files cannot be opened where they are, such as https://example.org/key.pem.");

    let (good, gone) = (named("good"), desktop.file("gone"));
    person.drops_list(&[uri("file://", &good), uri("\r\nfile://", &gone)].concat(), &[]);
    person.sees("good, OpenSSH");
    person.sees("gone does not exist");
    person.misses("https://example.org/key.pem");
    person.photographs("one_gone.png");
    person.closes_the_window();
    person.ends_well();
}

/// A window asks for each list at a place of its own, and only what comes there is the list.
#[test]
fn however_a_list_is_sent_all_of_it_comes_and_nothing_else() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let comment = format!("# {}\n", "-".repeat(200));
    let ways: [&[&str]; 6] = [
        &["--many"],
        &["--parts", "--append"],
        &["--again"],
        &["--again", "--parts"],
        &["--busy"],
        &["--busy", "--parts"],
    ];
    for how in ways {
        let name = how.concat();
        let key = key_in(&desktop, OsStr::new(&name), &name);
        person.drops_list(&[comment.as_bytes(), &uri("file://", &key), b"\r\n"].concat(), how);
        person.sees(&name);
    }
    person.misses("older");
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn nobody_is_watched_after_a_drop() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let before = person.wake_ups_of("drops");
    person.drops_list(b"sftp://server/key.ppk\r\n", &["--fidgets"]);
    let more = person.wake_ups_of("drops") - before;
    person.sees("sftp://server/key.ppk cannot be opened");
    assert!(more < 50, "{more}");
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn files_held_over_the_window_are_named_there_until_they_are_gone() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    for how in ["--leaves", "--ends"] {
        let mut other = person.holds("/home/ann/id_ann", how);
        person.sees("Drop to open id_ann");
        person.photographs("held.png");
        other.hear("go");
        person.misses("Drop to open id_ann");
        wait_for("the other program to end", || other.ended());
    }
    person.drops_list(&b"file:///home/ann/id_ann\r\n".repeat(200_000), &["--parts", "--refused"]);
    person.sees("Too many files were dropped at once. Drop the folder that contains them instead.");
    for how in ["--silent", "--forgets"] {
        person.drops_list(b"file:///home/ann/id_ann", &[how, "--refused"]);
        person.misses("Too many files");
        person.sees("The other program did not say which files were dropped.");
        person.presses("Close message about dropped files");
    }
    person.misses("Drop to open");
    person.closes_the_window();
    person.ends_well();
}

/// The library that draws the window reads those, as it can.
#[test]
fn a_program_that_knows_no_proxies_drops_as_well() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let key = key_in(&desktop, OsStr::new("by.itself"), "by itself");
    person.drops_list(&[&uri("file://", &key)[..], b"\r\n"].concat(), &["--plain"]);
    person.sees("by.itself");
    let broken = desktop.file("broken");
    put(&broken, "no key");
    person.drops_list(&[&uri("file://", &broken)[..], b"\r\n"].concat(), &["--plain"]);
    person.sees("broken is not a key that Keywright can read.");
    person.closes_the_window();
    person.ends_well();
}

/// Desktops tell programs from each other by them.
#[test]
fn the_window_has_both_names_that_desktops_ask_for() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    for (what, name) in [("--class", "^org.example.keywright$"), ("--classname", "^keywright$")] {
        let window = wait_for(name, || {
            let mut search = desktop.tool("xdotool", &["search", "--onlyvisible", what, name]);
            let found = String::from_utf8(search.output().ok()?.stdout).ok()?;
            found.lines().next().map(str::to_owned)
        });
        assert_eq!(window, person.window);
    }
    person.closes_the_window();
    person.ends_well();
}
