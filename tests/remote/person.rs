//! Somebody who is asked by ssh, through the program that ssh starts, and remembers all that was told.

use crate::account::{Account, PASSWORD};
use crate::programs::put;
use keywright::remote::{Asked, Failure, NewKey, Progress, Question, Remote, Removal, Target, View};
use keywright::system::{SshAnswer, SshAsks, SystemSsh};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// ssh with the configuration and the known_hosts of this folder, asking through the real program.
pub fn ssh_in(folder: &Path) -> SystemSsh {
    let config = folder.join("config");
    if !config.exists() {
        let known_hosts = folder.join("known_hosts");
        put(&config, &format!("UserKnownHostsFile {}\n", known_hosts.display()));
    }
    let arguments = vec!["-F".into(), config.into()];
    SystemSsh::default().with_arguments(arguments).asking_through(env!("CARGO_BIN_EXE_keywright").into())
}

pub struct Person {
    /// With their own configuration and known_hosts.
    pub folder: TempDir,
    /// What they answer, in turn; `None` is no answer.
    pub answers: Vec<Option<String>>,
    pub asked: Vec<Question>,
    /// What was shown before each of these.
    pub before: Vec<String>,
    /// Of each, whether a server on the way may have asked it.
    pub on_the_way: Vec<bool>,
    pub seen: Vec<Progress>,
    /// They have enough once this was asked.
    pub stops_at: Option<fn(&Question) -> bool>,
    /// They have enough once so many questions were asked.
    pub stops_after: Option<usize>,
    /// What happens when they are let in.
    pub on_sign_in: Option<Box<dyn Fn() + Send>>,
    /// What happens when so many questions were asked.
    pub on_question: Option<(usize, Box<dyn Fn() + Send>)>,
    pub end: Instant,
    /// Whether they look for the password in what everybody can see of processes, and at how many they have looked.
    pub looks_around: bool,
    pub looked_at: usize,
    waits: bool,
    is_stopped: bool,
}

impl Person {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        ssh_in(folder.path());
        Self {
            folder,
            answers: Vec::new(),
            asked: Vec::new(),
            before: Vec::new(),
            on_the_way: Vec::new(),
            seen: Vec::new(),
            stops_at: None,
            stops_after: None,
            on_sign_in: None,
            on_question: None,
            end: Instant::now() + Duration::from_secs(90),
            looks_around: false,
            looked_at: 0,
            waits: false,
            is_stopped: false,
        }
    }

    /// Somebody who knows the server already.
    pub fn who_knows(account: &Account) -> Self {
        let person = Self::new();
        put(&person.path("known_hosts"), &account.known_as());
        person
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn will_say(&mut self, answers: &[&str]) {
        self.answers.extend(answers.iter().map(|answer| Some((*answer).to_owned())));
    }

    /// From now on ssh tries this key.
    pub fn uses(&self, private: &Path) {
        self.configure(&format!("IdentityFile {}", private.display()));
    }

    /// From now on these lines are in the configuration.
    pub fn configure(&self, lines: &str) {
        let config = self.path("config");
        let before = std::fs::read_to_string(&config).expect("a configuration");
        put(&config, &format!("{before}{lines}\n"));
    }

    pub fn install(&mut self, key: &NewKey, private: &Path, target: &Target) -> Result<(), Failure> {
        let ssh = ssh_in(self.folder.path());
        Remote { ssh: &ssh, target, asks: SshAsks::Us }.install(key, Some(private), self)
    }

    pub fn remove(&mut self, key: &NewKey, target: &Target) -> Result<(), Failure> {
        let ssh = ssh_in(self.folder.path());
        Remote { ssh: &ssh, target, asks: SshAsks::Us }.remove(key, None, Removal::UnlessLast, self)
    }

    /// Only if this key lets them in afterwards.
    pub fn remove_if_stays(
        &mut self,
        key: &NewKey,
        (stays, private): (&NewKey, &Path),
        target: &Target,
    ) -> Result<(), Failure> {
        let ssh = ssh_in(self.folder.path());
        let removal = Removal::IfStays { private, fingerprint: stays.fingerprint() };
        let goes = self.path("id_ed25519");
        Remote { ssh: &ssh, target, asks: SshAsks::Us }.remove(key, Some(&goes), removal, self)
    }
}

impl Person {
    fn look_around(&mut self) {
        let processes =
            std::fs::read_dir("/proc").into_iter().flatten().flatten().filter(|_| self.looks_around);
        for process in processes {
            for name in ["cmdline", "environ"] {
                let Ok(bytes) = std::fs::read(process.path().join(name)) else { continue };
                self.looked_at += 1;
                let text = String::from_utf8_lossy(&bytes);
                assert!(!text.contains(PASSWORD), "{}: {text}", process.path().display());
            }
        }
    }
}

impl View for Person {
    fn progress(&mut self, progress: Progress) {
        self.look_around();
        if let (Progress::SignedIn(_), Some(happens)) = (&progress, &self.on_sign_in) {
            happens();
        }
        self.seen.push(progress);
    }

    fn question(&mut self, asked: Option<Asked>) {
        self.look_around();
        self.waits = asked.is_some();
        if let Some(Asked { question, before, is_on_the_way }) = asked {
            self.before.push(before);
            self.on_the_way.push(is_on_the_way);
            self.is_stopped = self.stops_at.is_some_and(|stops_at| stops_at(&question));
            self.asked.push(question);
            self.is_stopped |= self.stops_after == Some(self.asked.len());
            if let Some((_, happens)) = self.on_question.as_ref().filter(|(of, _)| *of == self.asked.len()) {
                happens();
            }
        }
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        if !self.waits || self.is_stopped {
            return None;
        }
        self.waits = false;
        assert!(!self.answers.is_empty(), "nobody expected {:?}", self.asked.last());
        Some(self.answers.remove(0).map_or(SshAnswer::Refused, |text| SshAnswer::Text(Zeroizing::new(text))))
    }

    fn goes_on(&self) -> bool {
        assert!(Instant::now() < self.end, "it takes too long: {:?} {:?}", self.asked, self.seen);
        !self.is_stopped
    }
}
