//! The memory of a program: held from its first moment on, so that it can be read whatever the
//! program does against that, and searched.

use crate::programs::Running;
use nix::sys::ptrace::{self, Event, Options};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

/// For `sh -c`, with the program and its arguments after it: it says its number, waits for a word,
/// and becomes the program.
pub const BECOME: &str = "echo $$; read -r go; exec \"$@\"";
const AT_ONCE: usize = 1 << 20;

/// Something that must not be found.
#[derive(Clone)]
pub struct Secret {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The memory of a running program.
pub struct Memory {
    pid: Pid,
    bytes: File,
    map: File,
}

impl Memory {
    /// Of what was started with [`BECOME`] and has not become it yet.
    pub fn of(program: &mut Running) -> Self {
        let pid = Pid::from_raw(program.next_line().parse().expect("a number"));
        let events = Options::PTRACE_O_TRACEEXEC | Options::PTRACE_O_TRACECLONE | Options::PTRACE_O_TRACEEXIT;
        ptrace::seize(pid, events).expect("the right to look at what the test has started");
        program.hear("go");
        until(pid, &[Event::PTRACE_EVENT_EXEC]);
        // What is open stays open when the program lets nobody look any more.
        let open = |name| File::open(format!("/proc/{pid}/{name}")).expect("its memory");
        Self { pid, bytes: open("mem"), map: open("maps") }
    }

    /// Of a process that runs, by its folder in /proc. It takes root where the process lets nobody look.
    pub fn at(process: &Path) -> std::io::Result<Self> {
        let number = process.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
        let open = |name| File::open(process.join(name));
        Ok(Self { pid: Pid::from_raw(number.expect("a number")), bytes: open("mem")?, map: open("maps")? })
    }

    /// From now on the program runs as if nobody looked.
    pub fn let_go(&self) {
        ptrace::detach(self.pid, None).expect("a program that waits");
    }

    /// From now on it runs; see [`Self::runs_to_its_end`].
    pub fn goes_on(&self) {
        ptrace::cont(self.pid, None).expect("a program that waits");
    }

    /// Looks whenever it starts a thread, until it is about to end: then everything is over, and its
    /// memory is still there.
    pub fn runs_to_its_end(&mut self, mut look: impl FnMut(&mut Self)) {
        while until(self.pid, &[Event::PTRACE_EVENT_CLONE, Event::PTRACE_EVENT_EXIT])
            == Event::PTRACE_EVENT_CLONE
        {
            look(self);
            let thread = ptrace::getevent(self.pid).expect("a thread");
            let thread = Pid::from_raw(i32::try_from(thread).expect("its number"));
            until(thread, &[Event::PTRACE_EVENT_STOP]);
            ptrace::detach(thread, None).expect("a thread that waits");
            self.goes_on();
        }
    }

    /// Lets it end; its exit status.
    pub fn ended(&self) -> i32 {
        self.goes_on();
        match waitpid(self.pid, Some(WaitPidFlag::__WALL)) {
            Ok(WaitStatus::Exited(_, status)) => status,
            other => panic!("{other:?}"),
        }
    }

    /// How often each secret is there, and a list of where.
    pub fn search(&mut self, secrets: &[Secret]) -> (Vec<usize>, String) {
        let mut map = String::new();
        self.map.rewind().and_then(|()| self.map.read_to_string(&mut map)).expect("the map of its memory");
        assert!(map.contains("[stack]"), "no memory:\n{map}");
        let search = Search::new(secrets);
        let mut found = (vec![0; secrets.len()], String::new());
        for line in map.lines() {
            let mut fields = line.split_whitespace();
            let (Some(range), Some(rights)) = (fields.next(), fields.next()) else { continue };
            let Some((from, to)) = range.split_once('-') else { continue };
            let number = |text| u64::from_str_radix(text, 16).expect("an address");
            if rights.starts_with('r') {
                let name = fields.nth(3).unwrap_or("nameless");
                self.search_region(number(from)..number(to), name, &search, &mut found);
            }
        }
        found
    }

    fn search_region(
        &self,
        region: std::ops::Range<u64>,
        name: &str,
        search: &Search<'_>,
        (counts, places): &mut (Vec<usize>, String),
    ) {
        let mut buffer = vec![0; AT_ONCE + search.longest];
        let mut from = region.start;
        while from < region.end {
            let size = usize::try_from(region.end - from).map_or(buffer.len(), |left| left.min(buffer.len()));
            // Pages of devices cannot be read, nor those that have gone meanwhile.
            let read = self.bytes.read_at(&mut buffer[..size], from).unwrap_or(0);
            for (at, secret) in search.hits(&buffer[..read]) {
                // What begins in the part that is read twice is found the second time.
                if at < AT_ONCE {
                    counts[secret] += 1;
                    let place = from + at as u64;
                    let _ = writeln!(places, "  {} at {place:#x} in {name}", search.secrets[secret].name);
                }
            }
            from += AT_ONCE as u64;
        }
    }
}

/// Lets it go on until one of these happens.
fn until(pid: Pid, events: &[Event]) -> Event {
    loop {
        let status = waitpid(pid, Some(WaitPidFlag::__WALL)).expect("a program that is looked at");
        let signal = match status {
            WaitStatus::PtraceEvent(_, _, number) => {
                if let Some(event) = events.iter().find(|event| **event as i32 == number) {
                    return *event;
                }
                None
            }
            WaitStatus::Stopped(_, signal) => Some(signal),
            other => panic!("{other:?}"),
        };
        ptrace::cont(pid, signal).expect("a program that waits");
    }
}

/// All secrets at once: by the two bytes that they begin with.
struct Search<'a> {
    secrets: &'a [Secret],
    beginnings: Vec<Vec<usize>>,
    longest: usize,
}

impl<'a> Search<'a> {
    fn new(secrets: &'a [Secret]) -> Self {
        let mut beginnings = vec![Vec::new(); 1 << 16];
        for (number, secret) in secrets.iter().enumerate() {
            beginnings[usize::from(u16::from_le_bytes([secret.bytes[0], secret.bytes[1]]))].push(number);
        }
        let longest = secrets.iter().map(|secret| secret.bytes.len()).max().unwrap_or_default();
        Self { secrets, beginnings, longest }
    }

    fn hits(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut hits = Vec::new();
        for (at, pair) in bytes.windows(2).enumerate() {
            for number in &self.beginnings[usize::from(u16::from_le_bytes([pair[0], pair[1]]))] {
                if bytes[at..].starts_with(&self.secrets[*number].bytes) {
                    hits.push((at, *number));
                }
            }
        }
        hits
    }
}
