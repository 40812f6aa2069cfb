//! Other programs in a test: found, started, ended whatever happens, and never waited for without
//! an end.
#![allow(dead_code, reason = "each test program uses its own part")]

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Set by tests/run where everything is there: then nothing may be skipped.
const SKIP_NOTHING: &str = "KEYWRIGHT_TESTS_SKIP_NOTHING";
/// Beside PATH, as these are not on everyone's.
const FOLDERS: [&str; 5] = ["/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/libexec", "/usr/lib/at-spi2-core"];
/// Seconds until a program that runs beside a test is ended, should the test be killed.
const LONGEST: &str = "600";
const PATIENCE: Duration = Duration::from_secs(120);

/// Where a program is.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(FOLDERS.map(PathBuf::from));
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether all are there. If not the reason is printed, for the test to be left out.
pub fn are_here(programs: &[&str]) -> bool {
    let missing: Vec<_> = programs.iter().copied().filter(|program| find(program).is_none()).collect();
    missing.is_empty() || skip(&format!("there is no {}", missing.join(", no ")))
}

/// Prints why a test is left out; `false`.
pub fn skip(reason: &str) -> bool {
    assert!(std::env::var_os(SKIP_NOTHING).is_none(), "nothing may be skipped here, but {reason}");
    eprintln!("skipped: {reason}");
    false
}

/// A command that ends within the patience of a test, with all that it started.
pub fn command(program: &str) -> Command {
    limited(program, "120")
}

fn limited(program: &str, seconds: &str) -> Command {
    let program = find(program).unwrap_or_else(|| panic!("{program} is gone"));
    let mut command = Command::new("timeout");
    command.args(["--kill-after=5", seconds]).arg(program).stdin(Stdio::null());
    command
}

/// What it printed; it must succeed.
#[track_caller]
pub fn output_of(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{errors}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file as another program would leave it.
#[expect(clippy::disallowed_methods, reason = "what other programs leave behind is not written by ours")]
pub fn put(path: &Path, bytes: &(impl AsRef<[u8]> + ?Sized)) {
    std::fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Looks again and again until there is an answer.
#[track_caller]
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let from = Instant::now();
    loop {
        if let Some(answer) = look() {
            return answer;
        }
        assert!(from.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A program that runs beside the test. Dropped, it is ended with all that it started.
pub struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts it, after `prepare` has had its say. Its output goes where that puts it.
    pub fn start(program: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = limited(program, LONGEST);
        prepare(&mut command);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self { name: program.to_owned(), child }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// Waits for its next line, for programs that tell something so, above all that they are ready.
    pub fn next_line(&mut self) -> String {
        let mut out = self.child.stdout.take().unwrap_or_else(|| panic!("{} is not heard", self.name));
        let mut line = Vec::new();
        let mut byte = [0];
        // Ends at the latest when the program is ended.
        while out.read(&mut byte).is_ok_and(|count| count == 1) && byte != *b"\n" {
            line.extend(byte);
        }
        self.child.stdout = Some(out);
        assert!(!line.is_empty(), "{} said nothing", self.name);
        String::from_utf8_lossy(&line).trim().to_owned()
    }

    /// Says a line to it, if its standard input is a pipe.
    pub fn hear(&mut self, line: &str) {
        let told = self.child.stdin.as_mut().map(|input| writeln!(input, "{line}"));
        assert!(matches!(told, Some(Ok(()))), "{} does not hear: {told:?}", self.name);
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// To it and all that it started.
    pub fn signal(&self, signal: Signal) {
        let sent = self.pid().map(|pid| kill_process_group(pid, signal));
        assert!(matches!(sent, Some(Ok(()))), "{}: {sent:?}", self.name);
    }

    fn pid(&self) -> Option<Pid> {
        i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(pid) = self.pid().filter(|_| matches!(self.child.try_wait(), Ok(None))) else { return };
        // `timeout` passes it on to the group that it leads.
        let _ = kill_process(pid, Signal::TERM);
        let from = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if from.elapsed() > Duration::from_secs(10) {
                let _ = kill_process_group(pid, Signal::KILL);
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
