//! A desktop of our own: a screen that nobody sees, a session bus, a window manager, and the bus
//! that screen readers use. All of it ends with the test.

#![allow(dead_code, reason = "each test program uses its own part")]

use crate::programs::{Running, are_here, command, find, output_of, skip, wait_for};
use rustix::process::Signal;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Debian's own python, which has the modules of Debian's packages.
pub const PYTHON: &str = "/usr/bin/python3";

pub struct Desktop {
    // In the order in which they are ended: what uses the screen before the screen.
    running: Vec<Running>,
    display: String,
    bus: String,
    folder: TempDir,
}

impl Desktop {
    /// `None`, with the reason printed, where something that it needs is missing.
    pub fn start() -> Option<Self> {
        let needed = [
            "timeout",
            "Xvfb",
            "dbus-daemon",
            "openbox",
            "at-spi-bus-launcher",
            "xdotool",
            "wmctrl",
            "xclip",
            "ssh-keygen",
            "puttygen",
        ];
        if !are_here(&needed) {
            return None;
        }
        // What the program loads only when it opens its window.
        let libraries =
            ["libEGL.so.1", "libX11-xcb.so.1", "libXcursor.so.1", "libXi.so.6", "libxkbcommon-x11.so.0"];
        let known = find("ldconfig").map(|_| output_of(command("ldconfig").arg("-p"))).unwrap_or_default();
        if let Some(missing) = libraries.iter().find(|library| !known.contains(**library)) {
            skip(&format!("there is no {missing}"));
            return None;
        }
        let modules = "import gi, Xlib; gi.require_version('Atspi', '2.0')";
        let python = Command::new(PYTHON).args(["-c", modules]).stderr(Stdio::null()).status();
        if !python.is_ok_and(|status| status.success()) {
            skip("python has no gi with Atspi, or no Xlib");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["home", "config", "runtime", "files"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
            let mine = fs::Permissions::from_mode(0o700);
            fs::set_permissions(folder.path().join(name), mine).expect("its mode");
        }
        let mut desktop = Self { running: Vec::new(), display: String::new(), bus: String::new(), folder };
        desktop.start_all();
        Some(desktop)
    }

    fn start_all(&mut self) {
        // It chooses a free number by itself and tells it once it is ready.
        let mut screen = self.launch("Xvfb", |xvfb| {
            xvfb.args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp", "-noreset"]);
            xvfb.stdout(Stdio::piped());
        });
        self.display = format!(":{}", screen.next_line());
        let mut bus = self.launch("dbus-daemon", |bus| {
            bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]).stdout(Stdio::piped());
        });
        self.bus = bus.next_line();
        let manager = self.launch("openbox", |_| {});
        let readers = self.launch("at-spi-bus-launcher", |launcher| {
            launcher.arg("--launch-immediately");
        });
        self.running = vec![manager, readers, bus, screen];
        // Openbox says in a property of the screen that it is there.
        wait_for("the window manager", || {
            self.tool("wmctrl", &["-m"]).output().ok()?.status.success().then_some(())
        });
        self.accessible(&["on"]);
    }

    /// As when the X server is ended, or the connection to it.
    pub fn loses_its_screen(&mut self) {
        self.running.pop();
    }

    /// After that.
    pub fn gets_another_screen(&mut self) {
        self.running.clear();
        self.start_all();
    }

    /// From now on it answers nobody, or again.
    pub fn screen_hangs(&self, hangs: bool) {
        self.running.last().expect("a screen").signal(if hangs { Signal::STOP } else { Signal::CONT });
    }

    /// A program on this desktop, its output kept in a file.
    pub fn launch(&self, program: &str, prepare: impl FnOnce(&mut Command)) -> Running {
        let log =
            self.folder.path().join(Path::new(program).file_name().expect("a name")).with_extension("log");
        Running::start(program, |command| {
            let log = File::create(&log).expect("a log");
            command.stdout(log.try_clone().expect("a log")).stderr(log);
            self.lend(command);
            prepare(command);
        })
    }

    /// What a program launched here has said.
    pub fn said_by(&self, program: &str) -> String {
        fs::read_to_string(self.folder.path().join(program).with_extension("log")).unwrap_or_default()
    }

    /// The surroundings of a person who is logged in here.
    fn lend(&self, command: &mut Command) {
        let unset =
            ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XAUTHORITY", "SSH_AUTH_SOCK", "DISPLAY", "XDG_STATE_HOME"];
        for name in unset {
            command.env_remove(name);
        }
        command.env("HOME", self.home()).env("XDG_CONFIG_HOME", self.folder.path().join("config"));
        command.env("XDG_RUNTIME_DIR", self.folder.path().join("runtime"));
        command.env("LANG", "C.UTF-8").env("LIBGL_ALWAYS_SOFTWARE", "1").env("GDK_BACKEND", "x11");
        if !self.display.is_empty() {
            command.env("DISPLAY", &self.display);
        }
        if !self.bus.is_empty() {
            command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// All that is made for it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where programs put sockets and the like.
    pub fn runtime(&self) -> PathBuf {
        self.folder.path().join("runtime")
    }

    /// A place for files that are not the person's keys yet.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("files").join(name)
    }

    /// A key without a passphrase and with this comment, and its public key beside it.
    pub fn key_file(&self, name: &str, comment: &str) -> PathBuf {
        let path = self.file(name);
        let mut keygen = self.tool("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f"]);
        output_of(keygen.arg(&path));
        path
    }

    /// A program that does one thing and ends.
    pub fn tool(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = command(program);
        self.lend(&mut command);
        command.args(arguments);
        command
    }

    /// One of our own scripts beside this file.
    #[track_caller]
    pub fn script(&self, name: &str, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside").join(name);
        let mut python = command(PYTHON);
        self.lend(&mut python);
        output_of(python.arg(script).args(arguments))
    }

    /// What desktops have to keep the clipboard of programs that end.
    pub fn clipboard_manager(&self) -> Running {
        self.stand_in(PYTHON, &[], "clipboard_manager.py", &[])
    }

    /// A program that owns the clipboard and answers nobody.
    pub fn silent_owner(&self) -> Running {
        self.stand_in(PYTHON, &[], "silent_owner.py", &[])
    }

    /// What keeps a part of the screen for itself, so many pixels high.
    pub fn panel(&self, height: &str) -> Running {
        self.stand_in(PYTHON, &[], "panel.py", &[height])
    }

    /// What desktops have to be asked not to end the session.
    pub fn portal(&self) -> Running {
        self.stand_in(PYTHON, &[], "portal.py", &[])
    }

    /// The same with file dialogs of this version, which are answered once the file `uris` is there;
    /// started by `starter`.
    pub fn portal_with_dialogs(&self, version: &str, starter: (&str, &[&str])) -> Running {
        let answer = self.file("uris");
        let arguments = [version, answer.to_str().expect("a name in UTF-8")];
        self.stand_in(starter.0, &[starter.1, &[PYTHON]].concat(), "portal.py", &arguments)
    }

    fn stand_in(&self, program: &str, before: &[&str], name: &str, arguments: &[&str]) -> Running {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside").join(name);
        let mut program = self.launch(program, |python| {
            python.args(before).arg(script).args(arguments).stdout(Stdio::piped());
        });
        assert_eq!(program.next_line(), "ready");
        program
    }

    #[track_caller]
    pub fn accessible(&self, arguments: &[&str]) -> String {
        self.script("accessible.py", arguments)
    }

    /// What is on the clipboard, once something is.
    pub fn clipboard(&self) -> String {
        wait_for("the clipboard", || {
            let output = self.tool("xclip", &["-o", "-selection", "clipboard"]).output().ok()?;
            output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        })
    }
}
