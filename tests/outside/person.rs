//! The program, and a person at its window.
#![allow(dead_code, reason = "each test program uses its own part")]

use crate::desktop::{Desktop, PYTHON};
use crate::programs::{Running, output_of, put, wait_for};
use rustix::process::Pid;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Who does all that a person does, and sees what a person sees.
pub struct Person<'a> {
    pub desktop: &'a Desktop,
    pub program: Running,
    pub window: String,
}

impl<'a> Person<'a> {
    pub fn starts(desktop: &'a Desktop, arguments: &[&str]) -> Self {
        let program = desktop.launch(env!("CARGO_BIN_EXE_keywright"), |command| {
            command.args(arguments);
        });
        Self::at(desktop, program)
    }

    /// At the window of a program that was started.
    pub fn at(desktop: &'a Desktop, mut program: Running) -> Self {
        let window = wait_for("the window", || {
            assert!(program.ended().is_none(), "it has ended: {}", desktop.said_by(program.name()));
            let mut search = desktop.tool("xdotool", &["search", "--onlyvisible", "--class", "keywright"]);
            let found = String::from_utf8(search.output().ok()?.stdout).ok()?;
            found.lines().next().map(str::to_owned)
        });
        Self { desktop, program, window }
    }

    #[track_caller]
    pub fn presses(&self, name: &str) {
        self.desktop.accessible(&["press", name]);
    }

    #[track_caller]
    pub fn sees(&self, words: &str) {
        self.desktop.accessible(&["sees", words]);
    }

    /// The text of this field, as a screen reader has it.
    pub fn reads(&self, field: &str) -> String {
        self.desktop.accessible(&["text", field]).trim_end().to_owned()
    }

    #[track_caller]
    pub fn misses(&self, words: &str) {
        self.desktop.accessible(&["misses", words]);
    }

    /// With the keyboard, into what has it.
    #[track_caller]
    pub fn types(&self, text: &str) {
        let desktop = self.desktop;
        output_of(&mut desktop.tool("xdotool", &["windowactivate", "--sync", &self.window]));
        output_of(&mut desktop.tool("xdotool", &["type", "--delay", "30", text]));
    }

    #[track_caller]
    pub fn hits(&self, key: &str) {
        output_of(&mut self.desktop.tool("xdotool", &["key", key]));
    }

    /// Selects a text in another program, which keeps it as long as this lives: `clipboard` for
    /// Ctrl+C, `primary` for marking it with the mouse.
    pub fn copies(&self, selection: &str, text: &str) -> Running {
        self.copies_as(selection, "UTF8_STRING", text)
    }

    /// The same as something of this type, and nothing else.
    pub fn copies_as(&self, selection: &str, of_type: &str, text: &str) -> Running {
        let file = self.desktop.file(selection);
        put(&file, text);
        let selected = ["-selection", selection, "-t", of_type];
        let xclip = self.desktop.launch("xclip", |xclip| {
            xclip.arg("-quiet").args(selected).arg("-i").arg(&file);
        });
        wait_for("the selection", || {
            let output = self.desktop.tool("xclip", &["-o"]).args(selected).output().ok()?;
            (output.status.success() && output.stdout == text.as_bytes()).then_some(())
        });
        xclip
    }

    /// Ctrl+V into a field.
    pub fn pastes_into(&self, field: &str) {
        self.focuses(field);
        self.hits("ctrl+v");
    }

    /// Gives a field or a button the keyboard.
    pub fn focuses(&self, name: &str) {
        output_of(&mut self.desktop.tool("xdotool", &["windowactivate", "--sync", &self.window]));
        self.desktop.accessible(&["focus", name]);
    }

    /// The middle button of the mouse, over a field.
    pub fn middle_clicks(&self, field: &str) {
        let place = self.desktop.accessible(&["place", field]);
        let [x, y]: [&str; 2] =
            place.split_whitespace().collect::<Vec<_>>().try_into().expect("where the field is");
        let mut mouse =
            self.desktop.tool("xdotool", &["mousemove", "--sync", "--window", &self.window, x, y]);
        output_of(mouse.args(["sleep", "0.3", "click", "2"]));
    }

    /// With the cross in the frame of the window.
    #[track_caller]
    pub fn closes_the_window(&self) {
        output_of(&mut self.desktop.tool("wmctrl", &["-i", "-c", &self.window]));
    }

    #[track_caller]
    pub fn drops(&self, file: &Path) {
        self.desktop.script("drop.py", &[&self.window, file.to_str().expect("a name in UTF-8")]);
    }

    /// What another program calls a list of files, which hands it over in its own way.
    #[track_caller]
    pub fn drops_list(&self, list: &[u8], how: &[&str]) {
        let file = self.desktop.file("list");
        put(&file, list);
        let list = format!("--list={}", file.to_str().expect("a name in UTF-8"));
        self.desktop.script("drop.py", &[how, &[&list, &self.window]].concat());
    }

    /// Another program that holds a file over the window until it hears a line.
    pub fn holds(&self, file: &str, how: &str) -> Running {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/drop.py");
        let mut other = self.desktop.launch(PYTHON, |python| {
            python.arg(script).args([how, &self.window, file]).stdin(Stdio::piped()).stdout(Stdio::piped());
        });
        assert_eq!(other.next_line(), "over");
        other
    }

    #[track_caller]
    pub fn photographs(&self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("outside");
        fs::create_dir_all(&folder).expect("target/outside");
        let file = folder.join(name);
        self.desktop.script("picture.py", &[&self.window, file.to_str().expect("a name in UTF-8")]);
    }

    pub fn pid(&self) -> Pid {
        let pid = output_of(&mut self.desktop.tool("xdotool", &["getwindowpid", &self.window]));
        pid.trim().parse().ok().and_then(Pid::from_raw).expect("a number")
    }

    /// How often its threads were given a processor so far.
    pub fn wake_ups(&self) -> u64 {
        let pid = self.pid().as_raw_nonzero();
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).expect("its name");
        assert_eq!(name, "keywright\n");
        self.threads().iter().map(|thread| wake_ups_of(thread)).sum()
    }

    /// The same of the thread of this name.
    #[track_caller]
    pub fn wake_ups_of(&self, name: &str) -> u64 {
        let is_it = |thread: &PathBuf| {
            fs::read_to_string(thread.join("comm")).is_ok_and(|comm| comm.trim_end() == name)
        };
        wake_ups_of(&self.threads().into_iter().find(is_it).expect("a thread of this name"))
    }

    fn threads(&self) -> Vec<PathBuf> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.pid().as_raw_nonzero()));
        tasks.expect("its threads").map(|task| task.expect("a thread").path()).collect()
    }

    /// The same of the thread that draws the window.
    pub fn wake_ups_of_window(&self) -> u64 {
        let pid = self.pid().as_raw_nonzero();
        wake_ups_of(Path::new(&format!("/proc/{pid}/task/{pid}")))
    }

    /// The program has ended by itself, and says that all is well.
    #[track_caller]
    pub fn ends_well(mut self) {
        let status = wait_for("the program to end", || self.program.ended());
        assert!(status.success(), "{status}");
    }
}

fn wake_ups_of(thread: &Path) -> u64 {
    let status = fs::read_to_string(thread.join("status")).expect("its numbers");
    let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
    lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum()
}
