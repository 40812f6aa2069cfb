//! The window: keys are made, opened, saved and let go, as by a person.

use crate::desktop::Desktop;
use crate::memory::{BECOME, Memory, Secret};
use crate::person::Person;
use crate::programs::{output_of, put};
use crate::{is_gone, is_there, secrets};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const OF_THE_NEW: &str = "marked 7c1f40a9d35e26b8 for the new key";
const OF_THE_OLD: &str = "another 905be71c64fa2d38 for the old one";
const CHANGED_MIND: &str = "seen 3a84e6d2f09b571c and not used after all";

/// The window, its memory, and what must be forgotten in the end.
struct Watched<'a> {
    person: Person<'a>,
    memory: Memory,
    over: Vec<Secret>,
}

#[test]
fn the_window_forgets_what_is_over() {
    let Some(desktop) = Desktop::start() else { return };
    let mut program = desktop.launch("sh", |shell| {
        shell.args(["-c", BECOME, "sh", env!("CARGO_BIN_EXE_keywright")]);
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    });
    let memory = Memory::of(&mut program);
    memory.let_go();
    let mut watched = Watched { person: Person::at(&desktop, program), memory, over: Vec::new() };
    watched.changes_the_mind();
    watched.makes("id_ed25519");
    watched.person.presses("RSA");
    watched.person.presses("2048");
    watched.makes("id_rsa");
    let (ppk, openssh) = (old_ppk(&desktop), old_openssh(&desktop));
    watched.opens(&ppk, "Convert and save to ~/.ssh", "old");
    watched.opens(&openssh, "Save a copy to ~/.ssh", "old_rsa");
    watched.person.closes_the_window();
    watched.person.ends_well();
}

impl Watched<'_> {
    /// Typed, looked at, and taken back.
    fn changes_the_mind(&mut self) {
        let typed = secrets::text("what was taken back", CHANGED_MIND);
        self.person.presses("Show passphrase");
        self.person.desktop.accessible(&["focus", "Passphrase"]);
        self.person.types(CHANGED_MIND);
        is_there(&mut self.memory, "a passphrase that is seen", &typed);
        self.person.hits("ctrl+a");
        self.person.hits("BackSpace");
        self.person.presses("Hide passphrase");
        self.person.sees("Without a passphrase, anyone who has the file can use the key.");
        self.is_over("a passphrase was taken back", typed);
    }

    /// A new key under a passphrase, saved and let go.
    fn makes(&mut self, name: &str) {
        let typed = secrets::text("the passphrase", OF_THE_NEW);
        self.person.desktop.accessible(&["focus", "Passphrase"]);
        self.person.types(OF_THE_NEW);
        is_there(&mut self.memory, "a passphrase that is typed", &typed);
        self.person.desktop.accessible(&["focus", "Repeat passphrase"]);
        self.person.types(OF_THE_NEW);
        self.person.presses("Generate");
        self.person.sees("Passphrase set");
        self.saves_and_lets_go("Save to ~/.ssh", name, OF_THE_NEW, typed);
    }

    /// An old key, dropped, saved in OpenSSH's form and let go.
    fn opens(&mut self, file: &Path, button: &str, name: &str) {
        let typed = secrets::text("the old passphrase", OF_THE_OLD);
        self.person.drops(file);
        self.person.sees("is locked with a passphrase.");
        self.person.types(OF_THE_OLD);
        is_there(&mut self.memory, "a passphrase that is typed", &typed);
        self.person.hits("Return");
        self.person.sees("Passphrase set");
        self.over.extend(secrets::of_file("the old file", file, OF_THE_OLD));
        self.saves_and_lets_go(button, name, OF_THE_OLD, typed);
    }

    fn saves_and_lets_go(&mut self, button: &str, name: &str, passphrase: &str, typed: Vec<Secret>) {
        self.person.presses(button);
        self.person.sees("Only you can read the private key.");
        let of_key = secrets::of_file(name, &self.person.desktop.home().join(".ssh").join(name), passphrase);
        is_there(&mut self.memory, &format!("{name}, which is open"), &of_key);
        self.person.presses("New key");
        self.person.misses(button);
        self.is_over(&format!("{name} was let go"), [typed, of_key].concat());
    }

    /// Nobody waits for it: a few frames later all of it is gone.
    fn is_over(&mut self, what: &str, secrets: Vec<Secret>) {
        self.over.extend(secrets);
        std::thread::sleep(Duration::from_millis(300));
        is_gone(&mut self.memory, what, &self.over);
    }
}

/// Ed25519 of PuTTY, locked with Argon2.
fn old_ppk(desktop: &Desktop) -> PathBuf {
    let (file, passphrase) = (desktop.file("old.ppk"), desktop.file("passphrase"));
    put(&passphrase, OF_THE_OLD);
    let mut puttygen = desktop.tool("puttygen", &["-q", "-t", "ed25519", "-C", "old"]);
    puttygen.args(["--random-device", "/dev/urandom", "--new-passphrase"]).arg(&passphrase);
    output_of(puttygen.arg("-o").arg(&file));
    file
}

/// RSA of OpenSSH, locked with bcrypt.
fn old_openssh(desktop: &Desktop) -> PathBuf {
    let file = desktop.file("old_rsa");
    let mut keygen = desktop.tool("ssh-keygen", &["-q", "-t", "rsa", "-b", "2048", "-N", OF_THE_OLD, "-f"]);
    output_of(keygen.arg(&file));
    file
}
