//! Pictures of the window, drawn on the CPU and compared with those in tests/pictures. With
//! UPDATE_SNAPSHOTS=1 they are drawn anew: look at them before they are committed.

use crate::certificate::{certificate, person_with};
use crate::problem::{CHANGED, exposed, known_hosts};
use crate::servers;
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{HoveredFile, Key, Theme};
use egui_kittest::{SnapshotOptions, SnapshotResults};
use keywright::format::{self, KeyFile};
use keywright::key::{Authority, Certificate, SignatureStatus};
use keywright::system::{DialogAnswer, Drag, DropList, DropProblem};
use std::path::PathBuf;

const KEY: &str = include_str!("../vectors_window/ed25519");

pub fn shot(person: &mut Person, name: &str, results: &mut SnapshotResults) {
    person.window.remove_cursor();
    person.look();
    // Long enough for a toast to be gone.
    person.window.run_steps(20);
    let options = SnapshotOptions::new().output_path("tests/pictures");
    results.add(person.window.try_snapshot_options(name, &options));
}

pub const WIDE: Look = Look { size: [760.0, 560.0], theme: Theme::Light, scale: 1.0 };
pub const NARROW: Look = Look { size: [480.0, 640.0], ..WIDE };

#[test]
fn the_window_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [
        ("light", WIDE),
        ("dark", Look { theme: Theme::Dark, ..WIDE }),
        ("2x", Look { scale: 2.0, ..WIDE }),
        ("narrow", NARROW),
        ("narrow_dark", Look { theme: Theme::Dark, ..NARROW }),
    ] {
        let mut person = Person::with(Outside::new(), look);
        shot(&mut person, &format!("empty_{name}"), &mut results);
        person.paste(KEY);
        shot(&mut person, &format!("key_{name}"), &mut results);
    }
}

#[test]
fn the_states_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let mut person = Person::at_the_window();
    person.click("RSA");
    person.type_into("Passphrase", "correct horse");
    shot(&mut person, "form_rsa_passphrase", &mut results);
    person.outside.worker.hold();
    person.click("Show passphrase");
    person.click("Generate");
    shot(&mut person, "generating", &mut results);
    let mut person = Person::at_the_window();
    person.paste(KEY);
    let held = HoveredFile { path: Some("id.ppk".into()), ..Default::default() };
    person.window.input_mut().hovered_files.push(held);
    shot(&mut person, "drop_overlay", &mut results);
    person.window.input_mut().hovered_files.clear();
    let mut person = Person::with(Outside::new(), Look { size: [316.0, 480.0], ..Look::default() });
    let name = format!("{}-for-the-build-servers.ppk", "a-key-with-a-long-name-".repeat(8));
    person.drags(Drag::Over(DropList { files: vec![name.into()], ..Default::default() }));
    shot(&mut person, "drop_overlay_tile", &mut results);
    let mut person = Person::at_the_window();
    person.paste(KEY);
    let first = "sftp://ann@build.example.org/home/ann/.ssh/id_ed25519".to_owned();
    let problems = vec![DropProblem::Elsewhere { first, count: 3 }];
    person.drags(Drag::Dropped(DropList { problems, ..Default::default() }));
    shot(&mut person, "drop_elsewhere", &mut results);

    let mut person = Person::at_the_window();
    person.drop_files(&[PathBuf::from("/no/such/notes.txt")]);
    shot(&mut person, "notice", &mut results);

    let mut person = Person::at_the_window();
    person.paste(KEY);
    person.click("Save as");
    shot(&mut person, "menu", &mut results);
    person.press(Key::Escape);
    person.click("Set a passphrase…");
    person.type_into("New passphrase", "password1");
    person.type_into("Repeat passphrase", "passwort");
    shot(&mut person, "dialog_passphrase", &mut results);
    person.click("Cancel");
    person.close();
    person.press(Key::Tab);
    shot(&mut person, "dialog_unsaved", &mut results);
    person.click("Go back");
    person.click("Save to ~/.ssh");
    shot(&mut person, "saved", &mut results);
    person.click("Copy");
    person.window.remove_cursor();
    person.look();
    let options = SnapshotOptions::new().output_path("tests/pictures");
    results.add(person.window.try_snapshot_options("toast", &options));
}

#[test]
fn what_comes_by_keyboard_and_a_tile_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let mut person = Person::at_the_window();
    person.press(Key::F1);
    shot(&mut person, "shortcuts", &mut results);
    let mut person = Person::with(Outside::new(), Look { theme: Theme::Dark, ..WIDE });
    for letter in ["s", "E"] {
        person.type_into("Passphrase", letter);
    }
    shot(&mut person, "caps_lock_dark", &mut results);
    person.focus("Comment");
    person.press(Key::Menu);
    shot(&mut person, "field_menu_dark", &mut results);
    let mut person = Person::with(Outside::new(), Look { size: [316.0, 640.0], ..WIDE });
    person.paste(KEY);
    shot(&mut person, "key_tile", &mut results);
}

#[test]
fn a_locked_key_and_a_long_one_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("dark", Look { theme: Theme::Dark, ..WIDE }), ("narrow", NARROW)] {
        let mut person = Person::with(Outside::new(), look);
        let folder = person.outside.home.path().to_owned();
        let path = keys::put(&folder, "id_rsa", include_bytes!("../vectors_window/rsa4096_locked"));
        person.drop_files(&[path]);
        person.type_into("Passphrase", "hunter1");
        person.press(Key::Enter);
        shot(&mut person, &format!("locked_{name}"), &mut results);
        person.retype("Passphrase", "hunter2");
        person.press(Key::Enter);
        shot(&mut person, &format!("long_key_{name}"), &mut results);
    }
}

/// Rows of every sort, the same keys in each run.
fn mixed(look: Look) -> Person {
    let outside = Outside::new();
    let old = outside.path("old keys");
    keys::put(&old, "backup.ppk", include_bytes!("../vectors_window/cp1252.ppk"));
    keys::put(&old, "id_ed25519", KEY.as_bytes());
    keys::put(&old, "jump-host-in-the-second-data-centre.key", KEY.as_bytes());
    keys::put(&old, "id_rsa", include_bytes!("../vectors_window/rsa4096_locked"));
    keys::put(&old, "shared.pub", include_bytes!("../vectors_window/rsa1024.pub"));
    keys::put(&old, "broken.ppk", b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n");
    keys::put(&old, "notes.txt", b"nothing");
    let mut person = Person::with(outside, look);
    person.drop_files(&[person.outside.path("old keys")]);
    person.click("OpenSSH private key");
    person.click("PKCS#8, .p8, for OpenSSL and Java");
    person.type_into("Passphrase for the locked keys", "hunter2");
    person.click("Unlock");
    person
}

#[test]
fn convert_batch_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 860.0], ..WIDE };
    for (name, look) in [
        ("light", tall),
        ("dark", Look { theme: Theme::Dark, ..tall }),
        ("2x", Look { scale: 2.0, ..WIDE }),
        ("narrow", Look { size: [480.0, 960.0], ..WIDE }),
    ] {
        let mut person = Person::with(Outside::new(), look);
        person.click("Convert keys");
        if name != "2x" {
            shot(&mut person, &format!("batch_empty_{name}"), &mut results);
        }
        let mut person = mixed(look);
        shot(&mut person, &format!("batch_{name}"), &mut results);
    }
    let mut person = mixed(tall);
    person.click("Enter passphrase for backup.ppk");
    person.click("Keep current");
    person.click("Set one for all");
    person.type_into("New passphrase", "correct horse");
    shot(&mut person, "batch_passphrases", &mut results);
    let mut person = mixed(tall);
    person.outside.worker.hold();
    person.click("Convert 3 keys");
    shot(&mut person, "batch_converting", &mut results);
    let mut person = mixed(tall);
    let new = person.outside.path("new");
    std::fs::create_dir(&new).expect("a folder");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(new.clone()));
    person.click("Choose another folder…");
    person.click("Convert 3 keys");
    std::fs::remove_dir_all(&new).expect("gone");
    shot(&mut person, "batch_done", &mut results);
    person.click("PKCS#8");
    person.click("PuTTY key, version 2, .ppk, for older programs");
    person.click("Convert 3 keys");
    shot(&mut person, "batch_failed", &mut results);
}

#[test]
fn a_problem_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [
        ("light", Look { size: [760.0, 780.0], ..WIDE }),
        ("dark", Look { size: [760.0, 780.0], theme: Theme::Dark, ..WIDE }),
        ("2x", Look { scale: 2.0, ..WIDE }),
        ("narrow", Look { size: [480.0, 860.0], ..WIDE }),
    ] {
        let outside = Outside::new();
        exposed(&outside);
        known_hosts(&outside);
        let mut person = Person::with(outside, look);
        person.click("Fix a problem");
        if name == "light" {
            shot(&mut person, "problem_empty", &mut results);
        }
        person.paste(match name {
            "narrow" => CHANGED,
            "2x" => "ann@srv.example.com: Permission denied (publickey).",
            _ => "Permissions 0644 for '~/.ssh/id_work' are too open.\nLoad key \"~/.ssh/id_work\": bad permissions\n",
        });
        shot(&mut person, &format!("problem_{name}"), &mut results);
    }
}

#[test]
fn a_certificate_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 780.0], ..WIDE };
    for (name, signature, look) in [
        ("light", SignatureStatus::Valid, tall),
        ("forged_dark", SignatureStatus::Invalid, Look { theme: Theme::Dark, ..tall }),
        ("narrow", SignatureStatus::Valid, Look { size: [480.0, 860.0], ..WIDE }),
    ] {
        let mut person = person_with(Certificate { signature, ..certificate_of_files() }, 1, look);
        shot(&mut person, &format!("certificate_{name}"), &mut results);
    }
}

/// The same in each run.
fn certificate_of_files() -> Certificate {
    let key = |line: &str| match format::read(line.as_bytes()) {
        Ok(KeyFile::Public(_, key)) => key,
        other => panic!("no public key: {other:?}"),
    };
    Certificate {
        key: key(include_str!("../vectors_window/ed25519.pub")),
        authority: Authority::Known(key(include_str!("../vectors_window/rsa1024.pub"))),
        signature_algorithm: "rsa-sha2-512".to_owned(),
        // Dates are shown in the time zone of whoever looks.
        valid_after: 0,
        valid_before: u64::MAX,
        ..certificate()
    }
}

/// Lines of every sort, the same keys in each run.
fn authorized(look: Look) -> Person {
    let outside = Outside::new();
    let (ed, rsa) =
        (include_str!("../vectors_window/ed25519.pub"), include_str!("../vectors_window/rsa1024.pub"));
    let line = |text: &str| text.trim_end().to_owned();
    let ecdsa = line(include_str!("../vectors/public/p256.pub"));
    let text = format!(
        "{}\nfrom=\"192.0.2.0/24,!192.0.2.9\",expiry-time=\"20991231Z\",restrict,command=\"backup --all\" {ecdsa}\n\
         #{}\nptyx {}\n",
        line(ed),
        line(rsa),
        line(include_str!("../vectors/public/p384.pub")),
    );
    keys::put(&outside.path(".ssh"), "id_ed25519", KEY.as_bytes());
    keys::put(&outside.path(".ssh"), "authorized_keys", text.as_bytes());
    let mut person = Person::with(outside, look);
    person.click("My keys");
    person.click("authorized_keys");
    person
}

#[test]
fn authorized_keys_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 700.0], ..WIDE };
    for (name, look) in [
        ("light", tall),
        ("dark", Look { theme: Theme::Dark, ..tall }),
        ("narrow", Look { size: [480.0, 860.0], ..WIDE }),
    ] {
        let mut person = authorized(look);
        shot(&mut person, &format!("authorized_{name}"), &mut results);
    }
    let mut person = authorized(Look { size: [760.0, 900.0], ..WIDE });
    person.click("Edit p256 by ssh-keygen, line 2");
    person.retype("Addresses", "192.0.2.7/24");
    shot(&mut person, "authorized_form", &mut results);
    // Of a new file: the name of a backup has the date in it.
    let mut person = Person::with(Outside::new(), tall);
    person.click("My keys");
    person.click("authorized_keys");
    person.paste(include_str!("../vectors_window/ed25519.pub"));
    person.click("Add…");
    shot(&mut person, "authorized_change", &mut results);
}

#[test]
fn the_forms_and_questions_of_authorized_keys_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 900.0], ..WIDE };
    let mut person = authorized(tall);
    person.paste(include_str!("../vectors_window/dsa.pub"));
    person.paste(include_str!("../vectors_window/rsa4096_locked.pub"));
    shot(&mut person, "authorized_add", &mut results);
    person.click("Run one command only");
    person.press(Key::Escape);
    shot(&mut person, "authorized_discard", &mut results);
    let mut person = authorized(Look { size: [480.0, 1350.0], theme: Theme::Dark, ..WIDE });
    person.click("Edit p256 by ssh-keygen, line 2");
    person.click("More options");
    shot(&mut person, "authorized_form_narrow", &mut results);
    // Of a file that was created: the name of a backup has the date in it.
    let mut person = Person::with(Outside::new(), Look { theme: Theme::Dark, ..tall });
    person.click("My keys");
    person.click("authorized_keys");
    person.paste(include_str!("../vectors_window/ed25519.pub"));
    person.click("Add…");
    person.click("Save changes");
    person.click("Undo");
    shot(&mut person, "authorized_lock_out", &mut results);
}

/// Entries of every sort, the same keys in each run.
fn servers_of_every_sort() -> String {
    let line = include_str!("../vectors_window/ed25519.pub").replace(" ann@desk", "");
    let line = line.trim_end();
    let hashed = format!("{}AAAAAAAAAAAAAAAAAAAAAAAAAAA=", servers::HASHED);
    format!(
        "web.example.org,192.0.2.1 {line}\n[db.example.org]:2222 {line}\n{hashed} {line}\n\
         @revoked old.example.org {line}\n@cert-authority *.example.org {line}\nlost ssh-ed25519 AAAA\n"
    )
}

#[test]
fn known_servers_look_as_they_did_in_the_dark_and_enlarged() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 700.0], ..WIDE };
    for (name, look) in [("dark", Look { theme: Theme::Dark, ..tall }), ("2x", Look { scale: 2.0, ..tall })] {
        shot(
            &mut servers::page_with(&servers_of_every_sort(), look),
            &format!("servers_{name}"),
            &mut results,
        );
    }
}

#[test]
fn known_servers_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let text = servers_of_every_sort();
    let narrow = Look { size: [480.0, 860.0], theme: Theme::Dark, ..WIDE };
    shot(&mut servers::page_with(&text, narrow), "servers_narrow", &mut results);
    let mut person = servers::page_with(&text, Look { size: [760.0, 700.0], ..WIDE });
    shot(&mut person, "servers_light", &mut results);
    person.click("Compare the fingerprint of [db.example.org]:2222, line 2");
    person.type_into("Fingerprint that you were given", "SHA256:JhKCfr+1mwW02//kLSc787didQWXuZN7CapSsOHrNL8");
    shot(&mut person, "servers_compare", &mut results);
}
