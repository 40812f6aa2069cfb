//! Words for when there is no window of ours.

use std::io::{self, IsTerminal, Write};

/// What is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// The answer to a question: for standard output.
    Answer,
    /// A failure: for standard error.
    Failure,
}

/// Says it where somebody is likely to read it: in the terminal, or in the file or pipe that stands
/// in for it. Started from a desktop, programs on Windows and macOS have none of these, and it is
/// said in a box. So a script that looks at the output never has to close one.
pub fn show_message_box(title: &str, words: &str, message: Message) {
    // A closed pipe is no reason to complain.
    match message {
        Message::Answer if is_read(&io::stdout()) => drop(writeln!(io::stdout(), "{words}")),
        Message::Failure if is_read(&io::stderr()) => drop(writeln!(io::stderr(), "{words}")),
        _ => show(title, words, message),
    }
}

#[cfg(windows)]
fn is_read(stream: &(impl IsTerminal + std::os::windows::io::AsRawHandle)) -> bool {
    stream.is_terminal() || super::win32::is_file_or_pipe(stream.as_raw_handle())
}

/// The Finder starts programs with `/dev/null`.
#[cfg(target_os = "macos")]
fn is_read(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> bool {
    use rustix::fs::{FileType, fstat};
    let kind = fstat(stream).map(|found| FileType::from_raw_mode(found.st_mode));
    stream.is_terminal() || kind.is_ok_and(|kind| kind != FileType::CharacterDevice)
}

/// Desktops keep it in their log.
#[cfg(not(any(windows, target_os = "macos")))]
fn is_read(_: &impl IsTerminal) -> bool {
    true
}

#[cfg(any(windows, target_os = "macos"))]
fn show(title: &str, words: &str, message: Message) {
    let level = match message {
        Message::Answer => rfd::MessageLevel::Info,
        Message::Failure => rfd::MessageLevel::Error,
    };
    rfd::MessageDialog::new().set_title(title).set_description(words).set_level(level).show();
}

#[cfg(not(any(windows, target_os = "macos")))]
fn show(_: &str, _: &str, _: Message) {}
