//! Files for both systems, and the program of each for them.

use crate::programs;
pub use crate::said::{PASSPHRASE, Said, vector, without_comment};
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A program for Windows, as tests/windows has built it.
pub fn windows_program(name: &str) -> PathBuf {
    let folder = std::env::var_os("KEYWRIGHT_WINDOWS_PROGRAMS").expect("started by tests/windows");
    let program = Path::new(&folder).join(name);
    assert!(program.is_file(), "there is no {}", program.display());
    program
}

/// A path of Unix as wine sees it.
pub fn in_wine(path: &Path) -> String {
    format!("Z:{}", path.to_str().expect("a name in UTF-8").replace('/', "\\"))
}

/// Wine sets USERPROFILE anew whenever it starts something: this does after it. Characters that are
/// not ASCII come from wine itself.
const AT_HOME: &str = "@set USERPROFILE=%CD%\r\n@\"%KEYWRIGHT_PROGRAM%\" %*\r\n";

/// A folder for files, which relative paths start from, so that both programs are told the same
/// names. It may be the home folder too.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self::named("home")
    }

    /// Whose home folder is called like this.
    pub fn named(name: &str) -> Self {
        let folder = tempfile::Builder::new().prefix(&format!("{name} ")).tempdir().unwrap();
        let desk = Self(folder);
        desk.put("pass", format!("{PASSPHRASE}\n").as_bytes());
        desk.put("new", "ein Schlüssel 🔑\n".as_bytes());
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file that nobody else may read.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let mut file = fs::File::create(self.path(name)).unwrap();
        file.set_permissions(fs::Permissions::from_mode(0o600)).unwrap();
        file.write_all(bytes).unwrap();
    }

    /// A file of tests/vectors under a name.
    pub fn take(&self, from: &str, name: &str) {
        self.put(name, &fs::read(vector(from)).unwrap_or_else(|error| panic!("{from}: {error}")));
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// Wine makes modes of the rights: those of the Administrators become those of the group.
    #[track_caller]
    pub fn assert_private(&self, name: &str) {
        let mode = fs::metadata(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}")).mode();
        assert_eq!(mode & 0o007, 0, "{name}: {mode:o}");
    }

    #[track_caller]
    pub fn assert_public(&self, name: &str) {
        let mode = fs::metadata(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}")).mode();
        assert_ne!(mode & 0o004, 0, "{name}: {mode:o}");
    }

    /// The names in a folder of it, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).current_dir(self.0.path());
        // Both then see one clock.
        command.env("TZ", "UTC0");
        command
    }

    pub fn windows(&self, arguments: &[&str]) -> Said {
        self.windows_with(b"", arguments)
    }

    /// In the home folder of the person.
    pub fn windows_at_home(&self, arguments: &[&str]) -> Said {
        let prepare = |wine: &mut Command| self.bring_home(wine, "keywright-cli.exe");
        self.by_wine(prepare, b"", arguments)
    }

    /// Has wine start a program in the home folder of the person.
    pub fn bring_home(&self, wine: &mut Command, program: &str) {
        self.put("home.bat", AT_HOME.as_bytes());
        wine.env("KEYWRIGHT_PROGRAM", in_wine(&windows_program(program)));
        wine.args(["cmd", "/c", "home.bat"]).current_dir(self.0.path());
    }

    /// Types a line at the command prompt.
    pub fn types_at_the_prompt(&self, line: &str) {
        let prompt = |wine: &mut Command| {
            wine.env("KEYWRIGHT_PROGRAM", in_wine(&windows_program("keywright-cli.exe")));
            wine.arg("cmd");
        };
        let said = self.by_wine(prompt, format!("{line}\r\nexit\r\n").as_bytes(), &[]);
        assert_eq!(said.status, Some(0), "{said:?}");
    }

    /// With this on standard input.
    pub fn windows_with(&self, input: &[u8], arguments: &[&str]) -> Said {
        let program = |wine: &mut Command| {
            wine.arg(windows_program("keywright-cli.exe"));
        };
        self.by_wine(program, input, arguments)
    }

    /// `start` says what wine is to start.
    fn by_wine(&self, start: impl Fn(&mut Command), input: &[u8], arguments: &[&str]) -> Said {
        let said = || {
            let mut wine = programs::command("wine");
            start(&mut wine);
            wine.env_remove("DISPLAY");
            Said::of(output_of(&mut self.command(wine, arguments), input), arguments)
        };
        let first = said();
        // Our programs never fail without a word. On a busy computer wine does, rarely, before it has
        // started anything; had the program done something, the second try would tell.
        if (first.status, first.out.as_str(), first.err.as_str()) == (Some(1), "", "") {
            eprintln!("once more, as wine ended without a word: {first:?}");
            return said();
        }
        first
    }

    pub fn linux(&self, arguments: &[&str]) -> Said {
        let mut timeout = programs::command("setsid");
        timeout.args(["--wait", env!("CARGO_BIN_EXE_keywright-cli")]).env("HOME", self.0.path());
        Said::of(output_of(&mut self.command(timeout, arguments), b""), arguments)
    }

    /// The public key that ssh-keygen finds in an OpenSSH or PEM file.
    pub fn by_ssh_keygen(&self, name: &str, passphrase: &str) -> String {
        // It minds the group.
        self.put("for ssh-keygen", &self.bytes(name));
        let mut keygen = programs::command("ssh-keygen");
        keygen.args(["-y", "-P", passphrase, "-f"]).arg(self.path("for ssh-keygen"));
        without_comment(&programs::output_of(&mut keygen))
    }

    /// The public key that PuTTYgen finds in a file; `passphrase` names a file, empty or not.
    pub fn by_puttygen(&self, name: &str, passphrase: &str) -> String {
        let mut puttygen = programs::command("puttygen");
        puttygen.arg(self.path(name)).args(["-L", "--old-passphrase"]).arg(self.path(passphrase));
        without_comment(&programs::output_of(&mut puttygen))
    }
}

/// Through files: a pipe stays open as long as wine's server, which outlives the program.
fn output_of(command: &mut Command, input: &[u8]) -> Output {
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdin(Stdio::piped()).stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    // It need not take all of it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let status = child.wait().unwrap();
    let bytes = |file: &mut fs::File| {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    };
    Output { status, stdout: bytes(&mut out), stderr: bytes(&mut err) }
}
