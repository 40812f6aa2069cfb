//! Asking on a Unix terminal without showing the answer.
//!
//! Not with rpassword, as on Windows: on Unix it takes every byte that is not UTF-8 for U+FFFD (7.5.4), so
//! that another passphrase is used than was typed on a terminal with another character set; it edits lines
//! itself, where people know the terminal's own keys; and its answers have no limit.

use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Write as _};
use zeroize::Zeroizing;

/// Longest answer, in bytes. Systems end lines before that.
const MOST: usize = 8 * 1024;

pub fn ask(question: &str) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::options().read(true).write(true).open("/dev/tty")?;
    let silent = Silent::new(&file)?;
    let mut terminal = &file;
    let typed = terminal.write_all(question.as_bytes()).and_then(|()| silent.line());
    // What ended the answer was not shown either.
    let _ = terminal.write_all(b"\n");
    drop(silent);
    if let Ok(Typed::CtrlC) = typed {
        // Only now: a signal that ends the program leaves the terminal as it is.
        kill_process(getpid(), Signal::INT)?;
    }
    match typed? {
        Typed::Line(line) => Ok(line),
        Typed::CtrlC | Typed::CtrlD => Err(ErrorKind::Interrupted.into()),
    }
}

enum Typed {
    Line(Zeroizing<Vec<u8>>),
    CtrlC,
    CtrlD,
}

/// A terminal that shows nothing, until this is dropped.
struct Silent<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Silent<'a> {
    /// Lines can be edited as ever. Ctrl-C ends a line instead of the program, which would leave
    /// the terminal silent.
    fn new(terminal: &'a File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut modes = before.clone();
        modes.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ISIG);
        modes.local_modes.insert(LocalModes::ICANON);
        modes.special_codes[SpecialCodeIndex::VEOL] = before.special_codes[SpecialCodeIndex::VINTR];
        let silent = Self { terminal, before };
        tcsetattr(terminal, OptionalActions::Now, &modes)?;
        Ok(silent)
    }

    fn line(&self) -> io::Result<Typed> {
        let ctrl_c = self.before.special_codes[SpecialCodeIndex::VINTR];
        // Never grows: that would leave copies.
        let mut line = Zeroizing::new(Vec::with_capacity(MOST));
        let mut byte = Zeroizing::new([0]);
        let mut terminal = self.terminal;
        loop {
            match terminal.read(&mut *byte) {
                Ok(0) => return Ok(Typed::CtrlD),
                Ok(_) if *byte == *b"\n" => return Ok(Typed::Line(line)),
                // A terminal without that key has 0 there.
                Ok(_) if *byte == [ctrl_c] && ctrl_c != 0 => return Ok(Typed::CtrlC),
                Ok(_) if line.len() == MOST => return Err(ErrorKind::FileTooLarge.into()),
                Ok(_) => line.extend_from_slice(&*byte),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Silent<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
}
