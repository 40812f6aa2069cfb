//! Stand-ins for the clipboard, dialogs, threads, file manager and settings. The disk is a real
//! one in a temporary folder: what the window saves is looked at as ssh would.

use keywright::system::{
    Agent, AgentKind, Agents, Clipboard, ClipboardContents, ClipboardError, Desktop, DialogAnswer, Dialogs,
    Disk, Drag, Drops, Entropy, NoEntropy, Patience, RealDisk, Reply, Rescue, Selection, Services, Settings,
    SettingsStore, Shell, Shutdown, Ssh, SshCall, SshEnd, SshError, SshQuestion, SshTalk, SshWants,
    SystemEntropy, TellDrag, User, Worker,
};
use rand::CryptoRng;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// What the tests look at and change while the window runs.
#[derive(Clone)]
pub struct Outside {
    pub home: Arc<TempDir>,
    pub clipboard: Arc<FakeClipboard>,
    pub dialogs: Arc<FakeDialogs>,
    pub drops: FakeDrops,
    pub worker: FakeWorker,
    pub shell: Arc<FakeShell>,
    pub settings: Arc<FakeSettings>,
    pub entropy: Arc<FakeEntropy>,
    pub shutdown: Arc<FakeShutdown>,
    pub person: User,
    pub disk: Arc<dyn Disk>,
    pub agents: Arc<FakeAgents>,
    pub ssh: Arc<dyn Ssh>,
}

impl Outside {
    pub fn new() -> Self {
        let home = TempDir::new().expect("a temporary home");
        let person = User {
            home: Some(home.path().to_owned()),
            user_at_host: "ann@desk".to_owned(),
            code_page: None,
            drops: true,
        };
        let shutdown = FakeShutdown { folder: home.path().join("state/keywright"), ..Default::default() };
        Self {
            home: Arc::new(home),
            clipboard: Arc::default(),
            dialogs: Arc::default(),
            drops: FakeDrops::default(),
            worker: FakeWorker::default(),
            shell: Arc::default(),
            settings: Arc::default(),
            entropy: Arc::default(),
            shutdown: Arc::new(shutdown),
            person,
            disk: Arc::new(RealDisk::new()),
            agents: Arc::default(),
            ssh: Arc::new(NoSsh),
        }
    }

    pub fn services(&self) -> Services {
        Services {
            disk: Arc::clone(&self.disk),
            entropy: self.entropy.clone(),
            agents: self.agents.clone(),
            ssh: Arc::clone(&self.ssh),
            person: self.person.clone(),
        }
    }

    pub fn desktop(&self) -> Desktop {
        Desktop {
            clipboard: self.clipboard.clone(),
            dialogs: Box::new(SharedDialogs(Arc::clone(&self.dialogs))),
            drops: Box::new(self.drops.clone()),
            worker: Box::new(self.worker.clone()),
            shell: self.shell.clone(),
            settings: self.settings.clone(),
            shutdown: self.shutdown.clone(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn dot_ssh(&self, name: &str) -> PathBuf {
        self.home.path().join(".ssh").join(name)
    }

    pub fn copied(&self) -> Vec<String> {
        self.clipboard.texts.lock().expect("clipboard").clone()
    }
}

/// A computer without ssh.
pub struct NoSsh;

impl Ssh for NoSsh {
    fn program(&self) -> Option<PathBuf> {
        None
    }

    fn run(&self, _call: &SshCall, _talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        Err(SshError::NoProgram)
    }
}

/// An ssh that says and asks what it was told to, one call after the other; with work on real threads.
#[derive(Default)]
pub struct ScriptedSsh(pub Mutex<Vec<SshScript>>);

/// What it does when it is called.
#[derive(Clone, Default)]
pub struct SshScript {
    pub lines: Vec<&'static str>,
    pub asks: Vec<&'static str>,
    /// After the questions.
    pub then: Vec<&'static str>,
    pub output: &'static str,
    pub status: i32,
}

impl Ssh for ScriptedSsh {
    fn program(&self) -> Option<PathBuf> {
        Some("/usr/bin/ssh".into())
    }

    fn run(&self, call: &SshCall, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        // It has no settings of its own.
        if call.arguments.first().is_some_and(|first| first == "-G") {
            return Ok(SshEnd { status: Some(0), ..SshEnd::default() });
        }
        let script = self.0.lock().expect("ssh").remove(0);
        script.lines.iter().for_each(|line| talk.line(line));
        for text in script.asks {
            talk.question(Some(SshQuestion { text: text.to_owned(), wants: SshWants::Text }));
            while talk.answer().is_none() {
                if !talk.goes_on() {
                    return Err(SshError::Stopped);
                }
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
        script.then.iter().for_each(|line| talk.line(line));
        while talk.input(script.output.as_bytes()).is_some() {}
        Ok(SshEnd { status: Some(script.status), output: script.output.as_bytes().to_vec() })
    }
}

/// What was copied in the window, and what another program has copied.
#[derive(Default)]
pub struct FakeClipboard {
    pub texts: Mutex<Vec<String>>,
    /// What was only selected.
    pub selected: Mutex<Vec<String>>,
    pub fails: Mutex<Option<ClipboardError>>,
    holds: Mutex<Option<Arc<Contents>>>,
}

type Contents = dyn Fn(Selection) -> Result<ClipboardContents, ClipboardError> + Send + Sync;

impl FakeClipboard {
    /// From now on.
    pub fn holds(
        &self,
        contents: impl Fn(Selection) -> Result<ClipboardContents, ClipboardError> + Send + Sync + 'static,
    ) {
        *self.holds.lock().expect("clipboard") = Some(Arc::new(contents));
    }

    /// The same with a text, in the clipboard alone or in the primary selection alone.
    pub fn holds_text(&self, selection: Selection, text: &str) {
        let text = text.to_owned();
        self.holds(move |of| {
            let is_here = of == selection && !text.is_empty();
            let contents = is_here.then(|| ClipboardContents::Text(Zeroizing::new(text.clone())));
            Ok(contents.unwrap_or(ClipboardContents::Neither))
        });
    }

    /// The same with files that were copied in a file manager.
    pub fn holds_files(&self, paths: &[PathBuf]) {
        let paths = paths.to_vec();
        self.holds(move |of| {
            Ok(match of {
                Selection::Clipboard => ClipboardContents::Files(paths.clone()),
                Selection::Primary => ClipboardContents::Neither,
            })
        });
    }
}

impl Clipboard for FakeClipboard {
    fn copy(&self, to: Selection, text: &str) -> Result<(), ClipboardError> {
        if let Some(error) = self.fails.lock().expect("clipboard").clone() {
            return Err(error);
        }
        let texts = match to {
            Selection::Clipboard => &self.texts,
            Selection::Primary => &self.selected,
        };
        texts.lock().expect("clipboard").push(text.to_owned());
        Ok(())
    }

    fn read(&self, of: Selection) -> Result<ClipboardContents, ClipboardError> {
        let contents = self.holds.lock().expect("clipboard").clone();
        match contents {
            Some(contents) => contents(of),
            None => Ok(ClipboardContents::Neither),
        }
    }
}

/// Another program that drags and drops.
#[derive(Clone, Default)]
pub struct FakeDrops(Arc<Mutex<Option<TellDrag>>>);

impl FakeDrops {
    pub fn tell(&self, drag: Drag) {
        self.0.lock().expect("drops").as_ref().expect("a window that listens")(drag);
    }
}

impl Drops for FakeDrops {
    fn watch(&self, tell: TellDrag) {
        *self.0.lock().expect("drops") = Some(tell);
    }
}

/// Answers with what was put in, or as a person who closes the dialog.
#[derive(Default)]
pub struct FakeDialogs {
    pub answers: Mutex<Vec<DialogAnswer>>,
    /// Where many files are asked for.
    pub many: Mutex<Vec<DialogAnswer<Vec<PathBuf>>>>,
    /// What was suggested for saving.
    pub suggested: Mutex<Vec<(Option<PathBuf>, String)>>,
    /// Dialogs stay open, for the test to answer.
    pub stay_open: Mutex<bool>,
    pub open: Mutex<Vec<Reply<DialogAnswer>>>,
    /// How often the one that is open was closed for the person.
    pub closed: Mutex<usize>,
}

impl FakeDialogs {
    pub fn will_answer(&self, answer: DialogAnswer) {
        self.answers.lock().expect("dialogs").insert(0, answer);
    }

    fn answer(&self, reply: Reply<DialogAnswer>) {
        if *self.stay_open.lock().expect("dialogs") {
            return self.open.lock().expect("dialogs").push(reply);
        }
        let answer = self.answers.lock().expect("dialogs").pop();
        reply(answer.unwrap_or(DialogAnswer::Cancelled));
    }
}

struct SharedDialogs(Arc<FakeDialogs>);

impl Dialogs for SharedDialogs {
    fn open(&self, _title: String, _folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        self.0.answer(reply);
    }

    fn open_many(&self, _title: String, _folder: Option<PathBuf>, reply: Reply<DialogAnswer<Vec<PathBuf>>>) {
        let answer = self.0.many.lock().expect("dialogs").pop();
        reply(answer.unwrap_or(DialogAnswer::Cancelled));
    }

    fn folder(&self, _title: String, _folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        self.0.answer(reply);
    }

    fn save(&self, _title: String, folder: Option<PathBuf>, name: String, reply: Reply<DialogAnswer>) {
        self.0.suggested.lock().expect("dialogs").push((folder, name));
        self.0.answer(reply);
    }

    fn close(&self) {
        *self.0.closed.lock().expect("dialogs") += 1;
    }
}

/// Does the work at once, or keeps it until it is told to.
#[derive(Clone, Default)]
pub struct FakeWorker {
    pub held: Arc<Mutex<Option<Vec<Held>>>>,
}

pub type Held = (&'static str, Box<dyn FnOnce() + Send>);

impl FakeWorker {
    /// From now on work waits.
    pub fn hold(&self) {
        *self.held.lock().expect("worker") = Some(Vec::new());
    }

    /// Does the one that has waited longest; whether there was one. The others go on waiting.
    pub fn release_one(&self) -> bool {
        let take_next = |held: &mut Vec<Held>| (!held.is_empty()).then(|| held.remove(0));
        let next = self.held.lock().expect("worker").as_mut().and_then(take_next);
        let Some((_, work)) = next else { return false };
        work();
        true
    }

    /// Does what waited, in order, and from now on work at once.
    pub fn release(&self) {
        let held = self.held.lock().expect("worker").take();
        for (_, work) in held.into_iter().flatten() {
            work();
        }
    }
}

impl Worker for FakeWorker {
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>) {
        let mut held = self.held.lock().expect("worker");
        match &mut *held {
            Some(waiting) => waiting.push((name, work)),
            None => {
                drop(held);
                work();
            }
        }
    }
}

#[derive(Default)]
pub struct FakeShell {
    pub shown: Mutex<Vec<PathBuf>>,
    pub broken: Mutex<bool>,
}

impl Shell for FakeShell {
    fn show_in_folder(&self, file: &Path) -> bool {
        self.shown.lock().expect("shell").push(file.to_owned());
        !*self.broken.lock().expect("shell")
    }
}

#[derive(Default)]
pub struct FakeSettings(pub Mutex<Settings>);

impl SettingsStore for FakeSettings {
    fn load(&self) -> Settings {
        *self.0.lock().expect("settings")
    }

    fn save(&self, settings: &Settings) {
        *self.0.lock().expect("settings") = *settings;
    }
}

/// The end comes when a test says so.
#[derive(Default)]
pub struct FakeShutdown {
    pub folder: PathBuf,
    /// What is done then.
    pub rescue: Mutex<Option<Rescue>>,
}

impl FakeShutdown {
    pub fn would_lose_something(&self) -> bool {
        self.rescue.lock().expect("shutdown").is_some()
    }

    /// What was rescued; `None` where that failed, or nothing was to be rescued.
    pub fn end(&self) -> Option<PathBuf> {
        let rescue = self.rescue.lock().expect("shutdown").take();
        rescue?()
    }
}

impl Shutdown for FakeShutdown {
    fn folder(&self) -> Option<PathBuf> {
        Some(self.folder.clone())
    }

    fn on_shutdown(&self, rescue: Option<Rescue>) {
        *self.rescue.lock().expect("shutdown") = rescue;
    }
}

/// The system's own randomness, or none.
#[derive(Default)]
pub struct FakeEntropy {
    pub none: Mutex<bool>,
}

impl Entropy for FakeEntropy {
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy> {
        if *self.none.lock().expect("entropy") { Err(NoEntropy) } else { SystemEntropy.rng() }
    }
}

/// OpenSSH's agent as far as it lists, adds and removes keys. It does not run before a test gives it keys.
#[derive(Clone, Default)]
pub struct FakeAgents(Arc<Mutex<FakeAgent>>);

/// What it holds, and how it is.
#[derive(Default)]
pub struct FakeAgent {
    /// The keys, by their blobs. `None` where it does not run.
    pub held: Option<Vec<Vec<u8>>>,
    pub program: Option<&'static str>,
    /// It has no lifetime and no confirmation.
    pub refuses_limits: bool,
    /// It refuses everything that changes what it holds.
    pub is_locked: bool,
    /// What it answers when it is asked for its extensions.
    pub extensions: Option<Vec<&'static str>>,
    /// What it was asked.
    pub asked: Vec<Vec<u8>>,
    /// Where it listens, if that is not where ssh looks without being told.
    pub named: Option<String>,
    /// A real one, which is asked instead.
    pub socket: Option<PathBuf>,
}

impl FakeAgents {
    /// The agent runs and holds these keys, by their blobs.
    pub fn hold(&self, blobs: Vec<Vec<u8>>) {
        self.change(|agent| agent.held = Some(blobs));
    }

    pub fn change<R>(&self, change: impl FnOnce(&mut FakeAgent) -> R) -> R {
        change(&mut self.0.lock().expect("agent"))
    }

    /// Whether it was asked for this, by the number of the message.
    pub fn was_asked(&self, number: u8) -> bool {
        self.change(|agent| agent.asked.iter().any(|message| message.first() == Some(&number)))
    }
}

impl Agents for FakeAgents {
    fn all(&self) -> Vec<Box<dyn Agent>> {
        match self.change(|agent| agent.named.is_some()) {
            true => Vec::new(),
            false => vec![Box::new(self.clone())],
        }
    }

    fn at(&self, socket: &str) -> Option<Box<dyn Agent>> {
        let is_named = self.change(|agent| agent.named.as_deref() == Some(socket));
        is_named.then(|| Box::new(self.clone()) as Box<dyn Agent>)
    }
}

impl Agent for FakeAgents {
    fn kind(&self) -> AgentKind {
        AgentKind::OpenSsh
    }

    fn program(&self) -> Option<String> {
        self.change(|agent| agent.program.map(str::to_owned))
    }

    fn ask(&self, message: &[u8], _: Patience) -> std::io::Result<Zeroizing<Vec<u8>>> {
        self.change(|agent| agent.answer(message)).map(Zeroizing::new)
    }
}

fn text(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap_or(0).to_be_bytes(), bytes].concat()
}

impl FakeAgent {
    fn answer(&mut self, message: &[u8]) -> std::io::Result<Vec<u8>> {
        if let Some(socket) = &self.socket {
            return ask_real(socket, message);
        }
        let keys = self.held.as_mut().ok_or(std::io::ErrorKind::NotFound)?;
        self.asked.push(message.to_vec());
        Ok(match message.first() {
            Some(11) => {
                let mut answer = [&[12][..], &u32::try_from(keys.len()).unwrap_or(0).to_be_bytes()].concat();
                keys.iter().for_each(|key| answer.extend([text(key), text(b"held")].concat()));
                answer
            }
            Some(27) => match &self.extensions {
                Some(names) => [&[29][..], &text(b"query")]
                    .into_iter()
                    .map(<[u8]>::to_vec)
                    .chain(names.iter().map(|name| text(name.as_bytes())))
                    .collect::<Vec<_>>()
                    .concat(),
                None => vec![5],
            },
            Some(17..=19 | 25) if self.is_locked => vec![5],
            Some(25) if self.refuses_limits => vec![5],
            Some(17 | 25) => {
                // Of Ed25519, the first two texts are the public key.
                let blob = message.get(1..1 + 4 + 11 + 4 + 32).expect("an Ed25519 key").to_vec();
                if !keys.contains(&blob) {
                    keys.push(blob);
                }
                vec![6]
            }
            Some(18) if keys.iter().any(|key| message.ends_with(key)) => {
                keys.retain(|key| !message.ends_with(key));
                vec![6]
            }
            Some(19) => {
                keys.clear();
                vec![6]
            }
            _ => vec![5],
        })
    }
}

#[cfg(unix)]
fn ask_real(socket: &Path, message: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::{Read as _, Write as _};
    let mut stream = std::os::unix::net::UnixStream::connect(socket)?;
    stream.write_all(&text(message))?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut answer = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut answer)?;
    Ok(answer)
}

#[cfg(not(unix))]
fn ask_real(_: &Path, _: &[u8]) -> std::io::Result<Vec<u8>> {
    Err(std::io::ErrorKind::Unsupported.into())
}
