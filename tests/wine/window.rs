//! The window, by keyboard, mouse and clipboard: wine hands no tree to screen readers.

use crate::desktop::Desktop;
use crate::programs::{Running, find, output_of, skip, wait_for};
use crate::support::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program, and a person at its window.
struct Person<'a> {
    desktop: &'a Desktop,
    program: Running,
    window: String,
}

impl<'a> Person<'a> {
    fn starts(desktop: &'a Desktop, desk: &Desk, arguments: &[&str]) -> Self {
        let from = Instant::now();
        let mut program = desktop.launch("wine", |wine| {
            desk.bring_home(wine, "keywright.exe");
            wine.args(arguments);
        });
        let window = wait_for("the window", || {
            assert!(program.ended().is_none(), "it has ended: {}", desktop.said_by("wine"));
            let mut search =
                desktop.tool("xdotool", &["search", "--onlyvisible", "--class", "keywright.exe"]);
            let found = String::from_utf8(search.output().ok()?.stdout).ok()?;
            found.lines().next().map(str::to_owned)
        });
        let person = Self { desktop, program, window };
        person.photographs("started.png");
        eprintln!("drawn {} ms after the start", from.elapsed().as_millis());
        person.does(&["windowactivate", "--sync", &person.window]);
        person
    }

    #[track_caller]
    fn does(&self, what: &[&str]) {
        output_of(&mut self.desktop.tool("xdotool", what));
    }

    #[track_caller]
    fn hits(&self, key: &str) {
        self.does(&["key", "--clearmodifiers", key]);
    }

    /// Waits until something is drawn.
    fn photographs(&self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("wine");
        let (file, script) = (folder.join(name), Path::new(env!("CARGO_MANIFEST_DIR")));
        let script = script.join("tests/outside/picture.py");
        let arguments = [script.to_str().unwrap(), &self.window, file.to_str().unwrap()];
        wait_for("something to be drawn", || {
            let output = self.desktop.tool("/usr/bin/python3", &arguments).output().ok()?;
            output.status.success().then_some(())
        });
    }

    /// Hits a key again and again until it has done what it should.
    fn hits_until<T>(&self, key: &str, what: &str, mut done: impl FnMut() -> Option<T>) -> T {
        wait_for(what, || {
            self.hits(key);
            let from = Instant::now();
            while from.elapsed() < Duration::from_secs(3) {
                if let Some(answer) = done() {
                    return Some(answer);
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            None
        })
    }

    fn copied_key(&self) -> Option<String> {
        let mut xclip = self.desktop.tool("xclip", &["-o", "-selection", "clipboard", "-t", "UTF8_STRING"]);
        let text = String::from_utf8(xclip.output().ok()?.stdout).ok()?;
        text.starts_with("ssh-").then_some(text)
    }

    /// With the cross in the frame of the window. It ends by itself and says that all is well.
    #[track_caller]
    fn closes_the_window(mut self) {
        output_of(&mut self.desktop.tool("wmctrl", &["-i", "-c", &self.window]));
        let status = wait_for("the program to end", || self.program.ended());
        assert!(status.success(), "{status}: {}", self.desktop.said_by("wine"));
    }
}

/// One at a time: they share wine, which knows one screen.
#[test]
#[ignore = "tests/windows starts it"]
fn keys_are_made_copied_saved_and_opened() {
    if find("wine").is_none() {
        skip("there is no wine");
        return;
    }
    let Some(desktop) = Desktop::start() else { return };
    makes_and_saves(&desktop);
    saves_what_it_was_started_with(&desktop);
    unlocks_what_it_was_started_with(&desktop);
}

fn saved(desk: &Desk, name: &str) -> Option<()> {
    // The public key comes last.
    desk.path(&format!(".ssh/{name}.pub")).exists().then_some(())
}

fn makes_and_saves(desktop: &Desktop) {
    let desk = Desk::named("Ключ");
    let person = Person::starts(desktop, &desk, &[]);
    let title = output_of(&mut desktop.tool("xdotool", &["getwindowname", &person.window]));
    assert_eq!(title.trim_end(), "Keywright");
    // Into the field with the comment, and behind what is there.
    person.does(&["mousemove", "--window", &person.window, "460", "165", "click", "1"]);
    person.hits("End");
    person.does(&["type", "--delay", "40", " at wine"]);
    person.photographs("typed.png");
    person.hits("Return");
    let line = person.hits_until("ctrl+shift+c", "the public key to be copied", || person.copied_key());
    person.photographs("generated.png");
    assert!(
        line.starts_with("ssh-ed25519 AAAA") && line.ends_with(" at wine") && !line.contains('\n'),
        "{line}"
    );
    person.hits_until("ctrl+s", "the key to be saved", || saved(&desk, "id_ed25519"));
    person.photographs("saved.png");
    assert_eq!(desk.text(".ssh/id_ed25519.pub"), format!("{line}\n"));
    assert_eq!(desk.by_ssh_keygen(".ssh/id_ed25519", ""), without_comment(&line));
    desk.assert_private(".ssh");
    desk.assert_private(".ssh/id_ed25519");
    desk.assert_public(".ssh/id_ed25519.pub");
    person.closes_the_window();
}

/// As the menu "Open with" starts it.
fn saves_what_it_was_started_with(desktop: &Desktop) {
    let desk = Desk::new();
    desk.put("empty", b"");
    let ppk = desk.path("мой ключ.ppk");
    let mut puttygen = desktop.tool("puttygen", &["-q", "-t", "ed25519", "-C", "ann@putty", "-o"]);
    puttygen.arg(&ppk).args(["--random-device", "/dev/urandom", "--new-passphrase"]).arg(desk.path("empty"));
    output_of(&mut puttygen);
    let person = Person::starts(desktop, &desk, &["мой ключ.ppk"]);
    // Under the name of its file.
    person.hits_until("ctrl+s", "the key to be saved", || saved(&desk, "мой ключ"));
    person.photographs("opened.png");
    // Back again by PuTTY itself, both keys and the comment must be what they were.
    desk.put("saved", &desk.bytes(".ssh/мой ключ"));
    let mut back = desktop.tool("puttygen", &["-q", "-O", "private", "-o"]);
    back.arg(desk.path("back.ppk")).arg(desk.path("saved"));
    output_of(back.arg("--new-passphrase").arg(desk.path("empty")));
    assert_eq!(desk.text("back.ppk"), desk.text("мой ключ.ppk"));
    person.closes_the_window();
}

fn unlocks_what_it_was_started_with(desktop: &Desktop) {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    let person = Person::starts(desktop, &desk, &["locked.ppk"]);
    person.photographs("locked.png");
    // Where the keyboard is in the field not yet, it is typed again.
    wait_for("the key to be opened and saved", || {
        person.hits("ctrl+a");
        person.does(&["type", "--delay", "40", PASSPHRASE]);
        person.hits("Return");
        (0..10).find_map(|_| {
            person.hits("ctrl+s");
            std::thread::sleep(Duration::from_millis(300));
            saved(&desk, "locked")
        })
    });
    person.photographs("unlocked.png");
    let public = desk.linux(&["show", "--public", "locked.ppk"]).well();
    assert_eq!(desk.by_ssh_keygen(".ssh/locked", PASSPHRASE), without_comment(&public));
    person.closes_the_window();
}
