//! “Use this key”, “Replace it”: the whole way, with the program closed and opened again between the steps. The servers
//! are played by a stand-in for ssh that keeps to what it is told; the journey with real ones is in tests/remote.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use egui_kittest::{SnapshotResults, kittest::Queryable as _};
use keywright::app::{Action, Page};
use keywright::format::{self, KeyFile, PrivateFormat};
use keywright::key::{Kind, NewKind, PublicKey};
use keywright::sshfiles::Config;
use keywright::system::{Ssh, SshCall, SshEnd, SshError, SshTalk};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

const KEY: &str = include_str!("../vectors_window/ed25519");
const TALL: Look = Look { size: [760.0, 2000.0], ..WIDE };

/// Servers and the keys that they let in, by their lines without comments.
#[derive(Default)]
struct Servers {
    home: PathBuf,
    keys: Mutex<HashMap<String, Vec<String>>>,
    /// Those that do not answer.
    down: Mutex<Vec<String>>,
    /// They let nobody in with this key, whatever they were told.
    refused: Mutex<Vec<String>>,
}

impl Servers {
    fn let_in(&self, host: &str) -> Vec<String> {
        self.keys.lock().expect("servers").get(host).cloned().unwrap_or_default()
    }

    fn set_down(&self, host: &str, is_down: bool) {
        let mut down = self.down.lock().expect("servers");
        down.retain(|other| other != host);
        if is_down {
            down.push(host.to_owned());
        }
    }

    fn accepts(&self, host: &str, file: &Path) -> Option<PublicKey> {
        let public = public_of(file)?;
        let line = bare(&public.line());
        let is_in =
            self.let_in(host).contains(&line) && !self.refused.lock().expect("servers").contains(&line);
        is_in.then_some(public)
    }

    /// The keys that ssh would offer by its configuration.
    fn configured(&self, host: &str) -> Vec<PathBuf> {
        let config = std::fs::read(self.home.join(".ssh/config")).unwrap_or_default();
        let values = Config::parse(&config).expect("a configuration").values(host, "IdentityFile");
        let of_home = |value: &String| match value.strip_prefix("~/") {
            Some(rest) => self.home.join(rest),
            None => PathBuf::from(value),
        };
        values.iter().flatten().map(of_home).collect()
    }

    fn log_in(&self, host: &str, offered: &[PathBuf], talk: &mut dyn SshTalk) -> bool {
        talk.line("debug1: Authentications that can continue: publickey");
        let Some(key) = offered.iter().find_map(|file| self.accepts(host, file)) else {
            talk.line("ann@web: Permission denied (publickey).");
            return false;
        };
        let fingerprint = key.fingerprint().sha256();
        talk.line(&format!("debug1: Server accepts key: k ED25519 {fingerprint} explicit"));
        talk.line(&format!("Authenticated to {host} ([192.0.2.7]:22) using \"publickey\"."));
        true
    }

    /// What the script on the server would do, by its last line.
    fn run(&self, host: &str, talk: &mut dyn SshTalk) -> String {
        let input = talk.input(b"").expect("a script").bytes;
        let script = String::from_utf8(input).expect("text");
        let call = script.lines().last().expect("a call");
        let line = call.split('\'').find(|word| word.starts_with("ssh-")).expect("a key").to_owned();
        let mut keys = self.keys.lock().expect("servers").get(host).cloned().unwrap_or_default();
        let is_in = keys.contains(&line);
        let said = match (call.starts_with("install"), is_in) {
            (true, true) => "present",
            (true, false) => "added",
            (false, true) => "removed",
            (false, false) => "absent",
        };
        let before = keys.clone();
        keys.retain(|other| *other != line);
        if call.starts_with("install") {
            keys.push(line);
        }
        self.keys.lock().expect("servers").insert(host.to_owned(), keys);
        if call.starts_with("remove") && is_in {
            assert!(call.contains(" wait "), "the other login is kept open: {call}");
            let word = talk.input(b"keywright: waiting\n").expect("a word").bytes;
            if word != b"keep\n" {
                self.keys.lock().expect("servers").insert(host.to_owned(), before);
                return "keywright: restored /home/ann/.ssh/authorized_keys\n".to_owned();
            }
        }
        format!("keywright: {said} /home/ann/.ssh/authorized_keys\n")
    }
}

impl Ssh for Servers {
    fn program(&self) -> Option<PathBuf> {
        Some("/usr/bin/ssh".into())
    }

    fn run(&self, call: &SshCall, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        let arguments: Vec<&str> = call.arguments.iter().filter_map(|text| text.to_str()).collect();
        let at = arguments.iter().position(|text| *text == "--").expect("a server");
        let host = arguments[at + 1];
        let ends = |status, output: String| Ok(SshEnd { status: Some(status), output: output.into_bytes() });
        if arguments[0] == "-G" {
            let files = self.configured(host);
            let lines = files.iter().map(|file| format!("identityfile {}\n", file.display()));
            return ends(0, lines.collect());
        }
        if self.down.lock().expect("servers").iter().any(|down| down == host) {
            talk.line(&format!("ssh: connect to host {host} port 22: Connection refused"));
            return ends(255, String::new());
        }
        talk.line("debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1");
        let named = |text: &&str| {
            text.strip_prefix("IdentityFile=").map(|path| PathBuf::from(path.trim_matches('"')))
        };
        let mut offered: Vec<PathBuf> = arguments.iter().filter_map(named).collect();
        if arguments.contains(&"PreferredAuthentications=none") {
            offered.clear();
            self.log_in(host, &[], talk);
            return ends(255, String::new());
        }
        if !arguments.contains(&"IdentitiesOnly=yes") {
            offered.extend(self.configured(host));
        }
        if !self.log_in(host, &offered, talk) {
            return ends(255, String::new());
        }
        let output = match arguments.last() {
            Some(&"sh") => self.run(host, talk),
            command => command.and_then(|text| text.strip_prefix("echo ")).unwrap_or_default().to_owned(),
        };
        ends(0, output)
    }
}

fn public_of(file: &Path) -> Option<PublicKey> {
    match format::read(&std::fs::read(file).ok()?).ok()? {
        KeyFile::Private(_, key) => Some(key.public().clone()),
        _ => None,
    }
}

fn bare(line: &str) -> String {
    line.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// Two servers that the old key is for, one of them by its name alone.
fn outside() -> (Outside, Arc<Servers>) {
    let mut outside = Outside::new();
    keys::put(&outside.dot_ssh(""), "work", KEY.as_bytes());
    let config = "Host web\n    HostName web.example.org\n    IdentityFile ~/.ssh/work # mine\n\n\
                  Host db\n    IdentityFile ~/.ssh/work\n\nHost other\n    IdentityFile ~/.ssh/other\n";
    keys::put(&outside.dot_ssh(""), "config", config.as_bytes());
    let line = bare(&public_of(&outside.dot_ssh("work")).expect("a key").line());
    let servers = Servers { home: outside.home.path().to_owned(), ..Servers::default() };
    for host in ["web", "db"] {
        servers.keys.lock().expect("servers").insert(host.to_owned(), vec![line.clone()]);
    }
    let servers = Arc::new(servers);
    outside.ssh = servers.clone();
    (outside, servers)
}

/// Somebody who has opened the key and chosen to replace it.
fn begins(outside: &Outside) -> Person {
    begins_with(outside, TALL)
}

fn begins_with(outside: &Outside, look: Look) -> Person {
    let mut person = Person::with(outside.clone(), look);
    person.asks(Action::Open(vec![outside.dot_ssh("work")]));
    person.click("Use this key…");
    person.click("Replace it");
    person
}

/// The program was closed; it is opened again, and somebody goes on.
fn goes_on(outside: &Outside) -> Person {
    let mut person = Person::with(outside.clone(), TALL);
    person.asks(Action::Show(Page::MyKeys));
    person.must_see("being replaced by id_ed25519");
    continues(&mut person);
    person.must_see("is replaced by");
    person
}

/// The row of the key offers it, and so does the card that says that the day has come.
fn continues(person: &mut Person) {
    person.window.query_all_by_label("Continue replacing work").next().expect("an offer").click();
    person.look();
}

fn kept(outside: &Outside) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(outside.path("state/keywright")).map(|entries| {
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.to_string_lossy().contains("replace-")).collect::<Vec<_>>()
    });
    folder.unwrap_or_default()
}

#[test]
fn the_whole_way_with_the_program_closed_between_all_steps() {
    let (outside, servers) = outside();
    let (old, new) = (outside.dot_ssh("work"), outside.dot_ssh("id_ed25519"));
    let mut person = begins(&outside);
    person.must_see("The new key is installed and tried on your servers before anything else changes");
    person.click("Make the new key");
    person.must_see("~/.ssh/work is replaced by ~/.ssh/id_ed25519.");
    let made = public_of(&new).expect("the new key");
    assert_eq!(
        (made.kind(), made.comment().text()),
        (Kind::Ed25519, public_of(&old).expect("old").comment().text())
    );
    assert!(new.with_extension("pub").exists());
    let [file] = kept(&outside).try_into().expect("one file");
    assert_eq!(keywright_mode(&file), 0o600);

    // Those that config joins with the key are chosen, and nobody else.
    let mut person = goes_on(&outside);
    person.must_see("web: the new key was not tried yet");
    person.must_see("db: the new key was not tried yet");
    person.must_not_see("other: ");
    person.must_see("First try the new key on each server that you have chosen");
    person.click("Install the new key on web and try it");
    person.must_see("The new key lets you in.");
    person.must_see("web: the new key has worked since");
    assert_eq!(servers.let_in("web").len(), 2);

    // One is down: it stays in the list, and nothing else is held up.
    let mut person = goes_on(&outside);
    servers.set_down("db", true);
    person.click("Install the new key on db and try it");
    person.must_see("db: the new key was not tried yet");
    person.must_see("Connection refused");
    servers.set_down("db", false);
    person.click("Install the new key on db and try it");
    person.must_see("db: the new key has worked since");

    let mut person = goes_on(&outside);
    person.click("Show what changes");
    person.must_see("Let ssh use id_ed25519 instead of the old key?");
    person.must_not_see("The new key was not tried for these servers");
    person.click("Save changes");
    person.must_see("ssh uses the new key for every server where it was tried.");
    let config = std::fs::read_to_string(outside.dot_ssh("config")).expect("config");
    assert!(config.contains("    IdentityFile ~/.ssh/id_ed25519 # mine\n"), "{config}");
    assert!(!config.contains("ssh/work") && config.contains("ssh/other"), "{config}");
    goes_until_the_day(&outside);
    goes_to_the_end(&outside, &servers);
}

/// Both keys stay so long, and nothing is offered that would remove one.
fn goes_until_the_day(outside: &Outside) {
    let mut person = goes_on(outside);
    assert!(!person.can_click("Remove the old key from web…"));
    person.must_not_see("can be removed from your servers now");
    person.retype("Keep the old key until", "soon");
    person.click("Save the date");
    person.must_see("This is not a date.");
    person.retype("Keep the old key until", "2000-01-01");
    person.click("Save the date");
    person.must_see("Remove the old key before the day that you chose?");
    person.click("Go back");
    assert!(!person.can_click("Remove the old key from web…"));
    person.retype("Keep the old key until", "2199-12-31");
    person.click("Save the date");
    // As if that day were long over.
    let [file] = kept(outside).try_into().expect("one file");
    let text = std::fs::read_to_string(&file).expect("a file");
    let over = text.replace("2199-12-31", "2000-01-01");
    assert_ne!(over, text);
    keys::put(&outside.path("state/keywright"), &name_of(&file), over.as_bytes());
}

/// The day has come.
fn goes_to_the_end(outside: &Outside, servers: &Servers) {
    let (old, made) = (outside.dot_ssh("work"), public_of(&outside.dot_ssh("id_ed25519")).expect("a key"));
    let mut person = Person::with(outside.clone(), TALL);
    person.asks(Action::Show(Page::MyKeys));
    person.must_see("The old key work can be removed from your servers now.");
    let mut person = goes_on(outside);
    person.click("Remove the old key from web…");
    person.must_see("Remove the old key from web?");
    person.click("Remove the old key");
    person.must_see("The old key was removed from /home/ann/.ssh/authorized_keys on the server.");
    person.must_see("web: the old key was removed on");
    assert_eq!(servers.let_in("web"), [bare(&made.line())]);
    assert!(!person.can_click("Move the files aside…"), "db has the old key");

    let mut person = goes_on(outside);
    person.click("Remove the old key from db…");
    person.click("Remove the old key");
    assert_eq!(servers.let_in("db"), [bare(&made.line())]);

    let mut person = goes_on(outside);
    assert!(old.exists());
    person.click("Move the files aside…");
    person.must_see("Move the files of the old key aside?");
    person.click("Move them aside");
    person.must_see("The key was replaced.");
    assert!(!old.exists());
    person.click("Put them back");
    assert!(old.exists());
    person.click("Move the files aside…");
    person.click("Move them aside");
    assert!(!old.exists());
    person.click("Finish");
    assert!(kept(outside).is_empty());
    let asides = std::fs::read_dir(outside.dot_ssh("")).expect("a folder");
    let names: Vec<String> =
        asides.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.starts_with("work.") && name.ends_with(".bak")), "{names:?}");
}

fn name_of(file: &Path) -> String {
    file.file_name().expect("a name").to_string_lossy().into_owned()
}

fn keywright_mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

/// With a new key, both servers done and ssh configured.
fn configured(outside: &Outside) -> Person {
    let mut person = begins(outside);
    person.click("Make the new key");
    for host in ["web", "db"] {
        person.click(&format!("Install the new key on {host} and try it"));
    }
    person.click("Show what changes");
    person.click("Save changes");
    person.must_see("ssh uses the new key for every server where it was tried.");
    person
}

#[test]
fn the_old_key_stays_where_the_new_one_lets_nobody_in_any_more() {
    let (outside, servers) = outside();
    let mut person = configured(&outside);
    person.click("Remove the old key now…");
    person.must_see("Go on only if you are sure");
    person.click("Do not wait");
    let new = bare(&public_of(&outside.dot_ssh("id_ed25519")).expect("the new key").line());
    servers.refused.lock().expect("servers").push(new);
    let before = servers.let_in("web");
    person.click("Remove the old key from web…");
    person.click("Remove the old key");
    assert_eq!(servers.let_in("web"), before, "nothing was removed");
    person.must_see("web: the new key has worked since");
    person.must_not_see("web: the old key was removed");
    servers.refused.lock().expect("servers").clear();
    person.click("Remove the old key from web…");
    person.click("Remove the old key");
    person.must_see("web: the old key was removed on");
}

#[test]
fn a_server_that_is_gone_is_skipped_by_the_person() {
    let (outside, servers) = outside();
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.click("Install the new key on web and try it");
    servers.set_down("db", true);
    person.click("Skip db…");
    person.must_see("Do this if the server no longer exists");
    person.click("Skip the server");
    person.must_see("db: skipped");
    // Its line in config changes as well: that is said before.
    person.click("Show what changes");
    person.must_see("The new key was not tried for these servers: db.");
    person.click("Change anyway");
    person.must_see("ssh uses the new key for every server where it was tried.");
    person.click("Undo");
    person.must_not_see("ssh uses the new key for every server where it was tried.");
    person.click("Do not skip db");
    person.must_see("db: the new key was not tried yet");
    person.must_see("First try the new key on each server that you have chosen");
}

#[test]
fn replacing_can_be_stopped_and_what_was_done_stays() {
    let (outside, servers) = outside();
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.click("Install the new key on web and try it");
    person.click("Stop replacing…");
    person.must_see("Only the list of what was done is forgotten.");
    person.click("Stop replacing");
    assert!(kept(&outside).is_empty());
    assert_eq!(servers.let_in("web").len(), 2);
    assert!(outside.dot_ssh("work").exists() && outside.dot_ssh("id_ed25519").exists());
    // Begun again, with the key that is there.
    person.click("Use id_ed25519");
    person.must_see("~/.ssh/work is replaced by ~/.ssh/id_ed25519.");
    person.click("Only try the new key on web");
    person.must_see("web: the new key has worked since");
    person.click("Only try the new key on db");
    person.must_see("db: the new key was not tried yet");
    person.must_see("The server does not accept the new key.");
}

#[test]
fn the_new_key_shows_the_same_replacement() {
    let (outside, _) = outside();
    begins(&outside).click("Make the new key");
    let mut person = Person::with(outside.clone(), TALL);
    person.asks(Action::Open(vec![outside.dot_ssh("id_ed25519")]));
    person.click("Use this key…");
    person.click("Replace it");
    person.must_see("~/.ssh/work is replaced by ~/.ssh/id_ed25519.");
}

#[test]
fn a_second_window_does_not_undo_what_the_first_has_done() {
    let (outside, _) = outside();
    let mut first = begins(&outside);
    first.click("Make the new key");
    let mut second = goes_on(&outside);
    first.click("Install the new key on web and try it");
    second.type_into("Another server", "ann@late:2222");
    second.click("Add server");
    second.must_see("Another window of Keywright went on with this replacement.");
    second.must_see("web: the new key has worked since");
    second.must_not_see("ann@late, port 2222: ");
    second.type_into("Another server", "ann@late:2222");
    second.click("Add server");
    second.must_see("ann@late, port 2222: the new key was not tried yet");
    goes_on(&outside).must_see("ann@late, port 2222: the new key was not tried yet");
}

#[test]
fn a_damaged_file_is_said_and_stays_as_it_is() {
    let (outside, _) = outside();
    begins(&outside).click("Make the new key");
    let [file] = kept(&outside).try_into().expect("one file");
    keys::put(&outside.path("state/keywright"), &name_of(&file), b"version = 1\n");
    let mut person = begins(&outside);
    person.must_see("records the progress of a replacement but is damaged.");
    person.click("Use id_ed25519");
    person.must_see("nothing was overwritten");
    assert_eq!(std::fs::read(&file).expect("a file"), b"version = 1\n");
}

#[test]
fn what_cannot_be_a_server_is_said_at_its_field() {
    let (outside, _) = outside();
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.type_into("Another server", "-oProxyCommand=x");
    person.click("Add server");
    person.must_see("This is not the name or address of a server.");
    person.retype("Another server", "web");
    person.click("Add server");
    person.must_see("This server is in the list already.");
}

/// Where ssh finds the old key by its name, and no line names it, the new one is named for the servers that have it.
#[test]
fn a_key_that_ssh_finds_by_itself_is_named_from_then_on() {
    let (outside, servers) = outside();
    keys::put(&outside.dot_ssh(""), "config", b"Host web\n    User ann\n");
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.must_see("No server is chosen yet.");
    person.click("web");
    person.click("Install the new key on web and try it");
    person.click("Show what changes");
    person.click("Save changes");
    person.must_see("ssh uses the new key for every server where it was tried.");
    let config = std::fs::read_to_string(outside.dot_ssh("config")).expect("config");
    let new = outside.dot_ssh("id_ed25519");
    assert_eq!(config, format!("Host web\n    IdentityFile {}\n    User ann\n", new.display()));
    assert_eq!(servers.let_in("web").len(), 2);
}

#[test]
fn the_steps_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let (outside, _) = outside();
        // Of a new one, the fingerprint would be another each time.
        keys::put(&outside.dot_ssh(""), "newer", include_bytes!("../vectors_window/rsa4096_locked"));
        keys::put(&outside.dot_ssh(""), "newer.pub", include_bytes!("../vectors_window/rsa4096_locked.pub"));
        let look = Look { size: [look.size[0], 1300.0], ..look };
        let mut person = begins_with(&outside, look);
        shot(&mut person, &format!("replace_begin_{name}"), &mut results);
        person.click("Use newer");
        shot(&mut person, &format!("replace_servers_{name}"), &mut results);
    }
}

/// Where the tab begins, everything that is next is reached in turn.
#[test]
fn the_steps_are_gone_by_keyboard_alone() {
    let (outside, servers) = outside();
    let mut person = begins(&outside);
    person.tabs_to("Make the new key");
    person.press(Key::Enter);
    person.must_see("is replaced by");
    for host in ["web", "db"] {
        person.tabs_to(&format!("Install the new key on {host} and try it"));
        person.press(Key::Enter);
        person.must_see(&format!("{host}: the new key has worked since"));
    }
    person.tabs_to("Show what changes");
    person.press(Key::Space);
    person.must_see("Let ssh use id_ed25519 instead of the old key?");
    person.press(Key::Enter);
    person.must_see("ssh uses the new key for every server where it was tried.");
    person.tabs_to("Remove the old key now…");
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Go back"), "the safe answer has the keyboard");
    person.press(Key::Escape);
    person.must_not_see("Go on only if you are sure");
    assert_eq!(servers.let_in("web").len(), 2);
}

/// The key that was made stays, and can be chosen once there is a place to go on.
#[test]
fn what_cannot_be_noted_down_is_said_and_offered_again() {
    let (outside, servers) = outside();
    let state = keys::put(outside.home.path(), "state", b"in the way of the folder");
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.must_see("could not be noted down, and will be offered again");
    assert!(outside.dot_ssh("id_ed25519").exists());
    person.must_not_see("is replaced by");
    std::fs::remove_file(state).expect("gone");
    person.click("Use id_ed25519");
    person.must_see("~/.ssh/work is replaced by ~/.ssh/id_ed25519.");
    person.click("Install the new key on web and try it");
    assert_eq!(servers.let_in("web").len(), 2);
    assert_eq!(kept(&outside).len(), 1);
}

/// What is at work for one key is not shown as that of another.
#[test]
fn another_key_on_the_page_shows_its_own_replacement() {
    let (outside, _) = outside();
    let other = keys::made(NewKind::Ed25519, "bob@desk");
    keys::put(&outside.dot_ssh(""), "other", &keys::written(&other, PrivateFormat::OpenSsh, None));
    let mut person = begins(&outside);
    person.click("Make the new key");
    person.asks(Action::Open(vec![outside.dot_ssh("other")]));
    person.click("Use this key…");
    person.must_not_see("is replaced by");
    person.must_see("The new key is installed and tried on your servers before anything else changes");
    person.must_see("bob@desk");
}
