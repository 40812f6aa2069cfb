//! The dialogs of zenity, which many desktops have. Run by us: no shell, the folder to start in, names as
//! they are, no question about files that are there already (ours says what happens to them; zenity 4
//! asks all the same), and an end with this program.

use super::SOONER_THAN_A_PERSON;
use super::closing::Closing;
use super::linux::{Answer, Request, Wanted};
use super::parent::Parent;
use crate::system::desktop::DialogAnswer;
use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};
use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const PROGRAM: &str = "zenity";
/// Between two paths. No name holds a slash, so no path holds two in a row.
const SEPARATOR: &str = "//";
/// More than the names of all files that anyone chooses at once.
const LONGEST_OUTPUT: u64 = 64 << 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);
/// As zenity has it unless the environment says otherwise.
const CANCELLED: i32 = 1;

/// Whether it is installed.
pub(super) fn is_here() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(PROGRAM).is_file())
}

/// Shows the dialog and waits for its end.
pub(super) fn ask(request: &Request, parent: &Parent, closing: &Closing) -> Answer {
    let asked = Instant::now();
    match run(request, parent, closing) {
        Ok((status, output)) => answer(status, output, asked.elapsed(), &request.wanted),
        Err(_) => DialogAnswer::Unavailable,
    }
}

fn run(request: &Request, parent: &Parent, closing: &Closing) -> io::Result<(ExitStatus, Vec<u8>)> {
    let mut command = Command::new(PROGRAM);
    command.args(arguments(request, parent)).envs(UTF_8).stdin(Stdio::null()).stderr(Stdio::null());
    for not_for_it in NOT_FOR_IT {
        command.env_remove(not_for_it);
    }
    end_with_this_program(&mut command);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take();
    let child = Arc::new(Mutex::new(child));
    let to_close = Arc::clone(&child);
    closing.by(move || drop(locked(&to_close).kill()));
    let mut said = Vec::new();
    let read = output.map_or(Ok(0), |output| output.take(LONGEST_OUTPUT).read_to_end(&mut said));
    if read.as_ref().is_ok_and(|read| (*read as u64) < LONGEST_OUTPUT) {
        return Ok((wait(&child)?, said));
    }
    // It would wait until what it says is read, which nobody does any more.
    let killed = locked(&child).kill();
    let status = wait(&child)?;
    killed.and(read)?;
    Ok((status, said))
}

/// The characters in which it reads its title and writes the paths, whatever the language: GLib looks
/// here first.
const UTF_8: [(&str, &str); 2] = [("CHARSET", "UTF-8"), ("G_FILENAME_ENCODING", "UTF-8")];
/// Its exit codes, and what tells the desktop that the program has started by now: that is this one.
const NOT_FOR_IT: [&str; 7] = [
    "ZENITY_OK",
    "ZENITY_CANCEL",
    "ZENITY_ESC",
    "ZENITY_EXTRA",
    "ZENITY_ERROR",
    "DESKTOP_STARTUP_ID",
    "XDG_ACTIVATION_TOKEN",
];

fn arguments(request: &Request, parent: &Parent) -> Vec<OsString> {
    let mut arguments: Vec<OsString> =
        vec!["--file-selection".into(), "--modal".into(), format!("--title={}", request.title).into()];
    if let Parent::X11(window) = parent {
        arguments.push(format!("--attach={window}").into());
    }
    // With a slash at its end it is opened, not chosen in the one above.
    let mut start = request.folder.as_ref().map(|folder| folder.join("").into_os_string());
    match &request.wanted {
        Wanted::File => {}
        Wanted::Files => arguments.extend(["--multiple".into(), format!("--separator={SEPARATOR}").into()]),
        Wanted::Folder => arguments.push("--directory".into()),
        Wanted::NewFile(name) => {
            arguments.push("--save".into());
            start.get_or_insert_default().push(name);
        }
    }
    if let Some(start) = start {
        let mut option = OsString::from("--filename=");
        option.push(start);
        arguments.push(option);
    }
    arguments
}

/// However that ends. The signal comes when the thread ends that starts it, which waits for it.
#[expect(unsafe_code, reason = "what is done between fork and exec has to be safe there")]
fn end_with_this_program(command: &mut Command) {
    let ours = getpid();
    let prepare = move || {
        set_parent_process_death_signal(Some(Signal::TERM))?;
        // It may have ended before that.
        if getppid() == Some(ours) { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    };
    // SAFETY: it makes two system calls and allocates nothing.
    unsafe { command.pre_exec(prepare) };
}

/// Without keeping whoever closes the dialog from it.
fn wait(child: &Mutex<Child>) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = locked(child).try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

fn locked(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What it prints is a choice whatever its status is, which differs from version to version.
fn answer(status: ExitStatus, mut output: Vec<u8>, after: Duration, wanted: &Wanted) -> Answer {
    if output.pop_if(|last| *last == b'\n').is_none() {
        let is_cancelled = matches!(status.code(), Some(0 | CANCELLED)) && after >= SOONER_THAN_A_PERSON;
        return if is_cancelled { DialogAnswer::Cancelled } else { DialogAnswer::Unavailable };
    }
    let paths = match wanted {
        Wanted::Files => split(&output),
        Wanted::File | Wanted::Folder | Wanted::NewFile(_) => vec![path(&output)],
    };
    // It writes “(null)” for names that it cannot write.
    if paths.iter().all(|path| path.is_absolute()) {
        DialogAnswer::Chosen(paths)
    } else {
        DialogAnswer::Unavailable
    }
}

/// The path that follows begins with a slash as well: the first two of three are the separator.
fn split(output: &[u8]) -> Vec<PathBuf> {
    let mut begin = 0;
    let mut paths = Vec::new();
    for end in memchr::memmem::find_iter(output, SEPARATOR) {
        paths.extend(output.get(begin..end).map(path));
        begin = end + SEPARATOR.len();
    }
    paths.extend(output.get(begin..).map(path));
    paths
}

fn path(bytes: &[u8]) -> PathBuf {
    OsStr::from_bytes(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::{Parent, Request, SOONER_THAN_A_PERSON, Wanted, answer, arguments};
    use crate::system::desktop::DialogAnswer;
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::process::ExitStatusExt as _;
    use std::path::PathBuf;
    use std::process::ExitStatus;
    use std::time::{Duration, Instant};

    fn answered(code: i32, output: &[u8], wanted: &Wanted) -> super::Answer {
        answer(ExitStatus::from_raw(code << 8), output.to_vec(), SOONER_THAN_A_PERSON, wanted)
    }

    #[test]
    fn names_survive_whatever_they_hold() {
        let names: [&[u8]; 6] = [b"/a/b|c", b"/a/blanks  ", b"/a/\n", b"/x\n/y\t", b"/\xe4\x1f/\xff", b"/z"];
        let paths: Vec<PathBuf> = names.iter().map(|name| OsString::from_vec(name.to_vec()).into()).collect();
        for (name, path) in names.iter().zip(&paths) {
            let output = [name, &b"\n"[..]].concat();
            let chosen = DialogAnswer::Chosen(vec![path.clone()]);
            for wanted in [Wanted::File, Wanted::Files, Wanted::Folder, Wanted::NewFile(String::new())] {
                assert_eq!(answered(0, &output, &wanted), chosen);
            }
        }
        let output = [names.join(&b"//"[..]), b"\n".to_vec()].concat();
        assert_eq!(answered(0, &output, &Wanted::Files), DialogAnswer::Chosen(paths));
    }

    #[test]
    fn as_many_names_as_it_may_print_are_split_in_no_time() {
        let paths = 4 << 20;
        let output = [&b"/a"[..], &b"///a".repeat(paths - 1), b"\n"].concat();
        let begin = Instant::now();
        let DialogAnswer::Chosen(chosen) = answered(0, &output, &Wanted::Files) else { panic!("no choice") };
        assert_eq!(chosen.len(), paths);
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    }

    #[test]
    fn what_is_no_choice_is_not_taken_for_one() {
        assert_eq!(answered(1, b"", &Wanted::File), DialogAnswer::Cancelled);
        assert_eq!(answered(255, b"", &Wanted::File), DialogAnswer::Unavailable);
        assert_eq!(answered(0, b"(null)\n", &Wanted::File), DialogAnswer::Unavailable);
        assert_eq!(answered(0, b"/a///b//(null)\n", &Wanted::Files), DialogAnswer::Unavailable);
        assert_eq!(answered(0, b"/cut off", &Wanted::File), DialogAnswer::Cancelled);
        let at_once = answer(ExitStatus::from_raw(1 << 8), Vec::new(), Duration::ZERO, &Wanted::File);
        assert_eq!(at_once, DialogAnswer::Unavailable, "it has no screen");
        let killed = answer(ExitStatus::from_raw(9), Vec::new(), SOONER_THAN_A_PERSON, &Wanted::File);
        assert_eq!(killed, DialogAnswer::Unavailable);
    }

    #[test]
    fn it_starts_in_the_folder_and_with_the_name() {
        let asked = |folder: Option<&str>, wanted| {
            let request = Request { title: "-T".to_owned(), folder: folder.map(Into::into), wanted };
            let arguments = arguments(&request, &Parent::X11(42)).into_iter();
            arguments.map(|argument| argument.into_string().unwrap()).collect::<Vec<_>>().join(" ")
        };
        let all = "--file-selection --modal --title=-T --attach=42";
        assert_eq!(asked(Some("/h/.ssh"), Wanted::File), format!("{all} --filename=/h/.ssh/"));
        assert_eq!(asked(None, Wanted::File), all);
        assert_eq!(asked(Some("/"), Wanted::File), format!("{all} --filename=/"));
        assert_eq!(
            asked(Some("/h"), Wanted::Files),
            format!("{all} --multiple --separator=// --filename=/h/")
        );
        assert_eq!(asked(Some("/h"), Wanted::Folder), format!("{all} --directory --filename=/h/"));
        let save = || Wanted::NewFile("a|b ".to_owned());
        assert_eq!(asked(Some("/"), save()), format!("{all} --save --filename=/a|b "));
        assert_eq!(asked(Some("/h"), save()), format!("{all} --save --filename=/h/a|b "));
        assert_eq!(asked(None, save()), format!("{all} --save --filename=a|b "));
    }
}
