//! authorized_keys: who can log in, what they may do, and every change shown before it is written.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::NodeT as _;
use keywright::app::Page;
use keywright::format::{PrivateFormat, PublicFormat, write_public};
use keywright::key::{Key as SshKey, NewKind};
use keywright::system::DialogAnswer;
use std::fs;
use std::path::PathBuf;

/// The line of a new key.
pub fn line_of(key: &SshKey) -> String {
    String::from_utf8_lossy(&write_public(key.public(), PublicFormat::Line)).trim_end().to_owned()
}

fn new_line(comment: &str) -> String {
    line_of(&keys::made(NewKind::Ed25519, comment))
}

/// The page, with this in the file.
pub fn page_with(text: &str, look: Look) -> Person {
    let outside = Outside::new();
    keys::put(&outside.path(".ssh"), "authorized_keys", text.as_bytes());
    let mut person = Person::with(outside, look);
    open(&mut person);
    person
}

pub fn open(person: &mut Person) {
    person.click("My keys");
    person.click("authorized_keys");
}

/// The form is in sight to its end.
const TALL: Look = Look { size: [760.0, 1700.0], theme: Theme::Light, scale: 1.0 };

fn with(text: &str) -> Person {
    page_with(text, TALL)
}

fn file(person: &Person) -> String {
    fs::read_to_string(person.outside.dot_ssh("authorized_keys")).expect("the file")
}

/// The files that were there before a change.
fn backups(person: &Person) -> Vec<PathBuf> {
    let entries = fs::read_dir(person.outside.path(".ssh")).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_backup = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        name.starts_with("authorized_keys") && name != "authorized_keys"
    };
    paths.filter(is_backup).collect()
}

fn is_on(person: &Person, switch: &str) -> bool {
    person.button(switch).accesskit_node().toggled() == Some(Toggled::True)
}

/// What a screen reader reads of a row has no gap where something is missing.
fn no_row_has_gaps(person: &Person) {
    let nodes = person.window.root().children_recursive();
    let rows: Vec<_> = nodes
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.contains(", line "))
        .collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains("  ") && row.trim() == row), "{rows:?}");
}

#[test]
fn each_line_says_whose_key_it_is_and_what_it_may_do() {
    let ann = keys::made(NewKind::Ed25519, "ann@desk");
    let outside = Outside::new();
    keys::put(&outside.path(".ssh"), "id_work", &keys::written(&ann, PrivateFormat::OpenSsh, None));
    let text = format!(
        "# a remark\n{}\nfrom=\"192.0.2.0/24,!192.0.2.9\",expiry-time=\"20200101Z\",restrict,command=\"backup\" {}\n\
         #{}\nptyx {}\n\nnonsense\n",
        line_of(&ann),
        new_line("bob"),
        new_line("carol"),
        new_line("dora")
    );
    keys::put(&outside.path(".ssh"), "authorized_keys", text.as_bytes());
    let mut person = Person::with(outside, TALL);
    open(&mut person);
    person.must_see("4 keys, 2 turned on");
    person.must_see("ann@desk, line 2, on. Ed25519 · your key id_work SHA256:");
    person.must_see("Allowed: everything");
    person.must_see(
        "From: 192.0.2.0/24, not 192.0.2.9 · Until: 2020-01-01 00:00:00 UTC (expired) · Command: backup",
    );
    person.must_see("carol, line 4, off");
    no_row_has_gaps(&person);
    person.must_see("dora, line 5, ignored");
    person.must_see("Options: ptyx sshd does not know the option “ptyx”.");
    person.must_see("Line 7, ignored by sshd: nonsense. ");
    assert!(is_on(&person, "Let ann@desk log in, line 2"));
    assert!(!is_on(&person, "Let carol log in, line 4"));
}

#[test]
fn a_key_is_turned_off_after_the_change_was_shown_and_comes_back_by_undo() {
    let text = format!("{}\n{}\n", new_line("ann"), new_line("bob"));
    let mut person = with(&text);
    person.click("Let bob log in, line 2");
    person.must_see("Turn off the key “bob”?");
    person.must_see("Line 2 is removed: ssh-ed25519");
    person.must_see("Line 2 is added: #ssh-ed25519");
    person.must_see("A backup is kept as ~/.ssh/authorized_keys");
    assert_eq!(file(&person), text, "nothing is written before the answer");
    person.press(Key::Escape);
    person.must_not_see("Turn off the key “bob”?");
    assert_eq!(file(&person), text);
    person.click("Let bob log in, line 2");
    person.click("Save changes");
    person.must_see("Turned off the key “bob”.");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(file(&person), format!("{}\n#{}\n", lines[0], lines[1]));
    assert!(!is_on(&person, "Let bob log in, line 2"));
    let [backup] = backups(&person).try_into().expect("one backup");
    assert_eq!(fs::read_to_string(&backup).expect("the backup"), text);
    person.click("Undo");
    person.must_see("Undone: ~/.ssh/authorized_keys is as it was before.");
    assert_eq!(file(&person), text);
    assert!(is_on(&person, "Let bob log in, line 2"));
    person.must_not_see("Turned off");
}

#[test]
fn who_would_lock_everybody_out_is_asked_by_name() {
    let text = format!("{}\n#{}\n", new_line("ann"), new_line("bob"));
    let mut person = with(&text);
    person.click("Remove ann, line 1");
    person.must_see("After this, no key in this file can log in. The last one that can is ann.");
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "the safe answer");
    person.press(Key::Enter);
    assert_eq!(file(&person), text);
    // A key that is let in by nobody's address locks out as well.
    person.click("Edit ann, line 1");
    person.click("Log in only until a date");
    person.type_into("Until", "2020-01-31");
    person.click("Show changes…");
    person.must_see("no key in this file can log in");
    person.press(Key::Escape);
    assert_eq!(person.value("Until"), "2020-01-31", "back in the form, with what was typed");
    person.click("Cancel");
    person.click("Remove ann, line 1");
    person.click("Remove anyway");
    person.must_see("Removed the key “ann”.");
    person.must_see("0 turned on");
}

#[test]
fn options_are_entered_in_fields_and_the_line_is_shown() {
    let key = new_line("ann");
    let text = format!("# kept\n{key}\nnonsense\n{}", new_line("bob"));
    let mut person = with(&text);
    person.click("Edit ann, line 2");
    person.must_see("Options of ann");
    assert_eq!(person.focused().as_deref(), Some("Log in only from some addresses"));
    person.press(Key::Space);
    person.type_into("Addresses", "192.0.2.7/24");
    person.must_see("whose mask does not fit the address");
    person.retype("Addresses", "192.0.2.0/24 example.org");
    person.must_see("“from” contains the name example.org");
    person.retype("Addresses", "192.0.2.0/24, 2001:db8::1");
    person.click("Also allow these IPv4 addresses in IPv6 form (::ffff:192.0.2.7)");
    person.click("Log in only until a date");
    person.type_into("Until", "soon");
    person.must_see("This is not a date.");
    person.click("Show changes…");
    person.must_see("Correct the fields marked in red.");
    person.retype("Until", "2099-12-31 18:00");
    person.click("UTC");
    person.click("Run one command only");
    person.type_into("Command", "echo \"hello\"");
    person.click("Allow only what is selected below");
    person.click("Open a terminal");
    person.click("More options");
    person.type_into("Forward only to", "db:5432");
    person.type_into("Forward only to 2", "web:http");
    person.must_see("“web:http” names a service.");
    person.retype("Forward only to 2", "[::1]:80");
    person.type_into("Environment", "LANG=C");
    let options = "restrict,pty,from=\"192.0.2.0/24,2001:db8::1,::ffff:192.0.2.0/120\",expiry-time=\"209912311800Z\",\
                   command=\"echo \\\"hello\\\"\",environment=\"LANG=C\",permitopen=\"db:5432\",permitopen=\"[::1]:80\"";
    person.must_see(&format!("{options} ssh-ed25519 "));
    person.click("Show changes…");
    person.must_see("Change the options of “ann”?");
    person.click("Save changes");
    person.must_see("Changed the options of “ann”.");
    person.window.run_steps(20);
    assert_eq!(file(&person), text.replacen(&key, &format!("{options} {key}"), 1));
    assert_eq!(person.focused().as_deref(), Some("Edit ann, line 2"), "back where it came from");
    person.click("Edit ann, line 2");
    assert_eq!(person.value("Addresses"), "192.0.2.0/24,2001:db8::1");
    assert_eq!(person.value("Until"), "2099-12-31 18:00:00");
    assert!(is_on(&person, "Also allow these IPv4 addresses in IPv6 form (::ffff:192.0.2.7)"));
    person.click("Show changes…");
    person.must_see("There is nothing to change.");
}

#[test]
fn keys_are_added_by_drop_and_paste_in_any_format_with_one_set_of_options() {
    let mut person = Person::with(Outside::new(), TALL);
    let [ann, bob, carol] = ["ann", "bob", "carol"].map(|name| keys::made(NewKind::Ed25519, name));
    let folder = person.outside.path("keys");
    let ppk = keys::put(&folder, "ann.ppk", &keys::written(&ann, PrivateFormat::Ppk3, Some("secret")));
    let rfc = write_public(bob.public(), PublicFormat::Rfc4716);
    let rfc = keys::put(&folder, "bob.pub", &rfc);
    let notes = keys::put(&folder, "notes.txt", b"nothing");
    open(&mut person);
    person.must_see("~/.ssh/authorized_keys does not exist yet, so it lets no key in.");
    person.drop_files(&[ppk, rfc, notes]);
    person.must_see("Add 2 keys");
    person.must_see("notes.txt");
    person.paste(&String::from_utf8_lossy(&keys::written(&carol, PrivateFormat::OpenSsh, None)));
    person.must_see("Add 3 keys");
    assert_eq!(person.model().shell.page, Page::Authorized, "a private key is not opened here");
    person.click("Do not add bob");
    person.must_see("Add 2 keys");
    person.click("Log in only from some addresses");
    person.type_into("Addresses", "192.0.2.0/24");
    person.click("Add…");
    person.must_see("~/.ssh/authorized_keys will be created.");
    person.click("Save changes");
    person.must_see("Added 2 keys to ~/.ssh/authorized_keys.");
    let from = "from=\"192.0.2.0/24\" ";
    let expected = [&ann, &carol].map(|key| format!("{from}{}\n", line_of(key))).concat();
    assert_eq!(file(&person), expected);
    assert_eq!(mode(&person.outside.dot_ssh("authorized_keys")), 0o600);
    // Once more: they are there.
    person.paste(&line_of(&ann));
    person.click("Add…");
    person.must_see("The key is already there with other options, in line 1. Edit that line instead.");
    person.click("Log in only from some addresses");
    person.type_into("Addresses", "192.0.2.0/24");
    person.click("Add…");
    person.must_see("The key is already there, in line 1.");
    assert_eq!(file(&person), expected);
}

fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn keys_are_chosen_in_the_file_dialog_and_a_file_without_keys_is_named() {
    let mut person = Person::with(Outside::new(), TALL);
    let folder = person.outside.path("keys");
    let notes = keys::put(&folder, "notes.txt", b"nothing");
    let ann = keys::made(NewKind::Ed25519, "ann");
    let key = keys::put(&folder, "ann", &keys::written(&ann, PrivateFormat::OpenSsh, None));
    open(&mut person);
    let answer = |path: &PathBuf| DialogAnswer::Chosen(vec![path.clone()]);
    person.outside.dialogs.many.lock().expect("dialogs").extend([answer(&key), answer(&notes)]);
    person.click("Add a key…");
    person.must_see("Nothing can be added.");
    person.must_see("notes.txt");
    person.click("Add a key…");
    person.click("Add…");
    person.click("Save changes");
    assert_eq!(file(&person), format!("{}\n", line_of(&ann)));
}

#[test]
fn what_sshd_skips_is_put_right_by_one_button() {
    let (ann, bob, carol) = (new_line("ann"), new_line("bob"), new_line("carol"));
    let text = format!("\u{feff}{ann}\n{bob}{carol}\n{ann}\n");
    let mut person = with(&text);
    person.must_see("The line begins with an invisible byte order mark (BOM).");
    no_row_has_gaps(&person);
    person.click("Remove the mark, line 1");
    person.click("Save changes");
    person.must_see("The same key is in line 1.");
    person.click("Split into two lines, line 2");
    person.click("Save changes");
    assert_eq!(file(&person), format!("{ann}\n{bob}\n{carol}\n{ann}\n"));
    person.click("Remove the line, line 4");
    person.click("Save changes");
    assert_eq!(file(&person), format!("{ann}\n{bob}\n{carol}\n"));
    person.must_see("3 keys, 3 turned on");
}

/// Each line is shown before it changes, and the same button stands on My keys.
#[test]
fn a_line_that_sshd_does_not_read_has_the_same_button_on_both_pages() {
    let line = new_line("ann");
    let (start, end) = line.split_at(50);
    for (broken, button, repaired) in [
        (format!("\"{line}\""), "Remove the quotes", line.clone()),
        (
            format!("no-pty, no-X11-forwarding {line}"),
            "Remove the spaces",
            format!("no-pty,no-X11-forwarding {line}"),
        ),
        (format!("@cert-authority {line}"), "Write it as an option", format!("cert-authority {line}")),
        (format!("{start}\n{end}"), "Join the lines", line.clone()),
        (format!("nonsense {line}"), "Turn off the line", format!("# nonsense {line}")),
    ] {
        let text = format!("{}\n{broken}\n", new_line("bob"));
        let mut person = with(&text);
        person.click(&format!("{button}, line 2"));
        person.must_see(&broken.lines().next().unwrap_or_default()[..40]);
        assert_eq!(file(&person), text, "{button}: nothing is written before it was shown");
        person.click("Save changes");
        assert_eq!(file(&person).lines().skip(1).collect::<Vec<_>>(), [&repaired], "{button}");
        person.must_not_see(&format!("{button}, line 2"));
        person.click("Undo");
        assert_eq!(file(&person), text, "{button}");
        person.click("Keys");
        person.click(&format!("{button}: ~/.ssh/authorized_keys, line 2"));
        person.click("Apply");
        assert_eq!(file(&person).lines().skip(1).collect::<Vec<_>>(), [&repaired], "{button}");
    }
}

#[test]
fn another_program_changes_the_file_meanwhile() {
    let text = format!("{}\n{}\n", new_line("ann"), new_line("bob"));
    let mut person = with(&text);
    person.click("Remove bob, line 2");
    let other = format!("{text}{}\n", new_line("carol"));
    keys::put(&person.outside.path(".ssh"), "authorized_keys", other.as_bytes());
    person.click("Save changes");
    person.must_see("was changed by another program in the meantime.");
    assert_eq!(file(&person), other, "what it wrote is still there");
    person.must_see("carol, line 3, on");
    // The same where it is noticed before anything is shown.
    keys::put(&person.outside.path(".ssh"), "authorized_keys", text.as_bytes());
    person.click("Remove bob, line 2");
    person.must_not_see("Remove the key “bob”?");
    person.must_not_see("carol, line 3, on");
}

#[test]
fn other_files_are_shown_and_one_that_cannot_be_read_is_said() {
    let mut person = with(&format!("{}\n", new_line("ann")));
    keys::put(&person.outside.path(".ssh"), "authorized_keys2", new_line("bob").as_bytes());
    person.click("Choose the file to show; now ~/.ssh/authorized_keys");
    person.click("~/.ssh/authorized_keys2");
    person.must_see("bob, line 1, on");
    person.must_not_see("ann, line 1");
    let other = keys::put(&person.outside.path("etc"), "keys", new_line("carol").as_bytes());
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(other));
    person.click("Choose the file to show; now ~/.ssh/authorized_keys2");
    person.click("Another file…");
    person.must_see("carol, line 1, on");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(person.outside.path("etc")));
    person.click("Choose the file to show; now ~/etc/keys");
    person.click("Another file…");
    person.must_see("Try again");
    person.must_not_see("carol, line 1");
}

#[test]
fn it_is_read_when_the_page_is_shown_and_not_before() {
    let outside = Outside::new();
    outside.worker.hold();
    let mut person = Person::with(outside, Look::default());
    let asked = |person: &Person| {
        let held = person.outside.worker.held.lock().expect("worker");
        held.iter().flatten().any(|(name, _)| *name == "read text file")
    };
    assert!(!asked(&person));
    open(&mut person);
    assert!(asked(&person));
    person.must_see("Reading…");
    person.outside.worker.release();
    person.look();
    person.must_see("does not exist yet");
}

#[test]
fn all_of_it_works_with_the_keyboard_alone() {
    let text = format!("{}\n{}\n", new_line("ann"), new_line("bob"));
    let mut person = with(&text);
    person.tabs_to("Let ann log in, line 1");
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("Let bob log in, line 2"));
    person.press(Key::Space);
    assert_eq!(person.focused().as_deref(), Some("Save changes"));
    person.press(Key::Enter);
    person.must_see("Turned off the key “bob”.");
    person.tabs_to("Edit bob, line 2");
    person.press(Key::Enter);
    person.must_see("Options of bob");
    person.press(Key::Escape);
    person.must_not_see("Options of bob");
    assert_eq!(person.focused().as_deref(), Some("Edit bob, line 2"));
    person.keys(Modifiers::SHIFT, Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Let bob log in, line 2"));
}

/// What a frame takes depends on the machine: it is printed.
#[test]
#[expect(clippy::print_stdout, reason = "a figure for whoever wants to know")]
fn thousands_of_lines_do_not_slow_a_frame() {
    let line = new_line("k");
    let text: String = (0..5000).map(|number| format!("{line}-{number}\n")).collect();
    let mut person = page_with(&text, Look::default());
    person.must_see("5000 keys, 5000 turned on");
    let from = std::time::Instant::now();
    person.window.run_steps(60);
    println!("a frame with 5,000 lines, with all that the test adds: {:?}", from.elapsed() / 60);
    let rows = person.window.root().children_recursive();
    let rows = rows.filter(|node| node.accesskit_node().role() == Role::ListItem);
    assert!(rows.count() < 20, "only those in sight are drawn");
}

#[test]
fn who_would_lock_themselves_out_is_asked_also_by_undo() {
    let outside = Outside::new();
    let mine = keys::made(NewKind::Ed25519, "ann@desk");
    keys::put(&outside.path(".ssh"), "id_work", &keys::written(&mine, PrivateFormat::OpenSsh, None));
    let text = format!("{}\n#{}\n", new_line("bob"), line_of(&mine));
    keys::put(&outside.path(".ssh"), "authorized_keys", text.as_bytes());
    let mut person = Person::with(outside, TALL);
    open(&mut person);
    person.click("Let ann@desk log in, line 2");
    person.must_not_see("None of your own keys");
    person.click("Save changes");
    let on = file(&person);
    let asked =
        "None of your own keys on this computer will be able to log in after this. The last one is ann@desk.";
    person.click("Undo");
    person.must_see("Undo the last change?");
    person.must_see(asked);
    person.must_see("Line 2 is removed: ssh-ed25519");
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "the safe answer");
    person.press(Key::Escape);
    assert_eq!(file(&person), on);
    person.click("Undo");
    person.click("Change anyway");
    assert_eq!(file(&person), text);
    person.must_not_see("Change anyway");
    // A key of somebody else is none of this.
    person.click("Let ann@desk log in, line 2");
    person.click("Save changes");
    person.click("Let bob log in, line 1");
    person.must_not_see("None of your own keys");
    person.press(Key::Escape);
    person.click("Remove ann@desk, line 2");
    person.must_see(asked);
}

#[test]
fn the_options_of_one_key_never_go_to_another() {
    let [ann, bob, carol] = ["ann", "bob", "carol"].map(new_line);
    let mut person = with(&format!("{ann}\n{bob}\n{carol}\n"));
    person.click("Edit bob, line 2");
    person.click("Log in only from some addresses");
    person.type_into("Addresses", "192.0.2.7");
    let now = format!("{bob}\n{carol}\n");
    keys::put(&person.outside.path(".ssh"), "authorized_keys", now.as_bytes());
    person.click("Known servers");
    person.click("authorized_keys");
    assert_eq!(person.value("Addresses"), "192.0.2.7");
    person.click("Show changes…");
    person.must_see("was changed by another program in the meantime.");
    person.must_not_see("Change the options of “bob”?");
    assert_eq!(file(&person), now);
    person.click("Cancel");
    person.click("Edit bob, line 1");
    person.must_not_see("192.0.2.7");
}

#[test]
fn what_is_entered_stays_when_a_box_is_cleared_or_keys_are_dropped() {
    let mut person = with(&format!("{}\n{}\n", new_line("ann"), new_line("bob")));
    person.click("Let bob log in, line 2");
    person.click("Save changes");
    person.click("Edit ann, line 1");
    person.click("Run one command only");
    person.type_into("Command", "backup --all");
    person.click("Run one command only");
    person.must_not_see("backup --all");
    person.click("Run one command only");
    assert_eq!(person.value("Command"), "backup --all");
    person.click("X11 forwarding");
    person.click("Allow only what is selected below");
    assert!(!is_on(&person, "Open a terminal"));
    person.click("Open a terminal");
    person.click("Allow only what is selected below");
    assert!(is_on(&person, "Open a terminal") && is_on(&person, "Port forwarding"));
    assert!(!is_on(&person, "X11 forwarding"), "as it was before");
    person.click("Allow only what is selected below");
    assert!(is_on(&person, "Open a terminal") && !is_on(&person, "Port forwarding"));
    person.paste(&new_line("carol"));
    person.must_see("Finish or cancel the options of ann first.");
    assert_eq!(person.value("Command"), "backup --all");
    person.click("Undo");
    person.must_see("Undone:");
    assert_eq!(person.value("Command"), "backup --all", "not part of what was taken back");
    person.click("Show changes…");
    person.must_see("restrict,pty,command=\"backup --all\"");
}

#[test]
fn the_first_key_can_be_taken_back() {
    let mut person = Person::with(Outside::new(), TALL);
    open(&mut person);
    person.paste(&new_line("ann"));
    person.click("Add…");
    person.click("Save changes");
    person.window.run_steps(20);
    assert_eq!(person.focused().as_deref(), Some("Undo"), "where the form was before");
    person.click("Undo");
    person.must_see("~/.ssh/authorized_keys did not exist before that change. It will be removed.");
    person.click("Change anyway");
    person.must_see("does not exist yet");
    assert!(!person.outside.dot_ssh("authorized_keys").exists());
    person.window.run_steps(20);
    assert_eq!(person.focused().as_deref(), Some("Choose the file to show; now ~/.ssh/authorized_keys"));
}

fn another_program_writes(person: &Person, text: &str) {
    keys::put(&person.outside.path(".ssh"), "authorized_keys", text.as_bytes());
}

#[test]
fn undo_leaves_what_another_program_wrote_meanwhile() {
    let mut person = Person::with(Outside::new(), TALL);
    open(&mut person);
    person.paste(&new_line("ann"));
    person.click("Add…");
    person.click("Save changes");
    let bob = format!("{}\n", new_line("bob"));
    another_program_writes(&person, &format!("{}{bob}", file(&person)));
    person.click("Undo");
    person
        .must_see("Undone. What another program changed in ~/.ssh/authorized_keys meanwhile is still there.");
    assert_eq!(file(&person), bob);
    person.must_see("bob, line 1, on");
    assert!(!person.can_click("Undo"));
    // The same after an option was changed, and with a line before it.
    person.click("Let bob log in, line 1");
    person.click("Change anyway");
    let carol = format!("{}\n", new_line("carol"));
    another_program_writes(&person, &format!("{carol}{}", file(&person)));
    person.click("Undo");
    assert_eq!(file(&person), format!("{carol}{bob}"));
}

#[test]
fn undo_is_withdrawn_where_another_program_changed_the_same_line() {
    let (ann, bob) = (new_line("ann"), new_line("bob"));
    let mut person = with(&format!("{ann}\n{bob}\n"));
    person.click("Let bob log in, line 2");
    person.click("Save changes");
    let now = format!("{ann}\nrestrict {bob}\n");
    another_program_writes(&person, &now);
    person.click("Undo");
    person.must_see("cannot be undone: another program has changed the same lines since.");
    let [backup] = backups(&person).try_into().expect("one backup");
    person.must_see(&format!("the backup ~/.ssh/{}", backup.file_name().expect("a name").to_string_lossy()));
    assert!(!person.can_click("Undo"));
    assert_eq!(file(&person), now);
    person.must_see("bob, line 2, on");
}

#[test]
fn options_that_sshd_does_not_know_are_named_before_they_are_removed() {
    let ann = new_line("ann");
    let mut person = with(&format!("{}\nnopty,no-such {ann}\n", new_line("bob")));
    person.click("Edit ann, line 2");
    person.must_see("These options are removed: nopty,no-such.");
    assert!(is_on(&person, "Allow only what is selected below"), "one of them may have been a restriction");
    person.click("Show changes…");
    person.click("Save changes");
    assert!(file(&person).ends_with(&format!("\nrestrict {ann}\n")));
    person.click("Edit bob, line 1");
    person.must_not_see("These options are removed");
}

#[test]
fn a_weak_key_is_added_with_a_warning() {
    let mut person = Person::with(Outside::new(), TALL);
    open(&mut person);
    person.paste(include_str!("../vectors/public/rsa2048.pub"));
    person.must_not_see("no longer secure");
    person.paste(include_str!("../vectors/public/dsa1024.pub"));
    person.must_see("DSA is no longer secure");
    person.paste(include_str!("../vectors/public/rsa1024.pub"));
    person.must_see("RSA with 1024 bits is too short to be secure.");
}

#[test]
fn after_the_last_line_is_removed_the_keyboard_is_at_undo() {
    let mut person = with(&format!("{}\nnonsense\n", new_line("ann")));
    person.click("Remove line 2");
    person.must_see("Remove line 2?");
    person.click("Save changes");
    person.must_see("Removed line 2.");
    person.window.run_steps(20);
    assert_eq!(person.focused().as_deref(), Some("Undo"));
}

#[test]
fn a_long_name_is_shown_to_its_end() {
    let name = format!("{} the end", "a key with a long name".repeat(8));
    let narrow = page_with(&new_line(&name), Look { size: [480.0, 640.0], ..Look::default() });
    let wide = page_with(&new_line("ann"), Look { size: [480.0, 640.0], ..Look::default() });
    let height = |person: &Person| {
        let nodes = person.window.root().children_recursive();
        let mut rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListItem);
        rows.next().expect("a row").rect().height()
    };
    assert!(height(&narrow) > height(&wide), "in several lines");
}

#[test]
fn what_is_entered_is_not_lost_without_a_question() {
    let mut person = with(&format!("{}\n{}\n", new_line("ann"), new_line("bob")));
    person.click("Edit ann, line 1");
    person.click("More options");
    person.press(Key::Escape);
    person.must_not_see("Options of ann");
    person.click("Edit ann, line 1");
    person.click("Run one command only");
    person.type_into("Command", "backup --all");
    person.press(Key::Escape);
    person.must_see("Discard the options that you entered?");
    assert_eq!(person.focused().as_deref(), Some("Go back"), "the safe answer");
    person.press(Key::Escape);
    assert_eq!(person.value("Command"), "backup --all");
    person.press(Key::Escape);
    person.click("Discard changes");
    person.must_not_see("Options of ann");
    // The same where the last key that would be added is left out.
    person.paste(&new_line("carol"));
    person.click("Do not add carol");
    person.must_see("2 keys, 2 turned on");
    person.paste(&new_line("carol"));
    person.click("Run one command only");
    person.type_into("Command", "backup --all");
    person.click("Do not add carol");
    person.must_see("Discard the options that you entered?");
    person.click("Go back");
    person.must_see("Add a key");
    assert_eq!(person.value("Command"), "backup --all");
    person.click("Do not add carol");
    person.click("Discard changes");
    person.must_see("2 keys, 2 turned on");
}

#[test]
fn a_repeated_key_is_removed_by_one_button_only_where_it_may_do_the_same() {
    let ann = new_line("ann");
    let text = format!("{ann}\nrestrict {ann}\n{ann}\n");
    let mut person = with(&text);
    person.must_see("Remove the line, line 3");
    person.must_not_see("Remove the line, line 2");
    person.click("Remove the line, line 3");
    person.must_see("Remove the key “ann”?");
    person.click("Save changes");
    assert_eq!(file(&person), format!("{ann}\nrestrict {ann}\n"));
}

#[test]
fn the_line_of_a_large_key_is_shown_to_its_end() {
    let line = include_str!("../vectors_window/rsa4096_locked.pub").trim_end();
    let mut person = with(line);
    person.click("Edit ann@desk, line 1");
    person.click("Run one command only");
    person.type_into("Command", "backup");
    let new = format!("command=\"backup\" {line}");
    person.must_see(&new);
    person.click("Show changes…");
    person.must_see(&format!("Line 1 is added: {new}"));
}
