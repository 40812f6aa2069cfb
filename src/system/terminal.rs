//! The terminal, and what is piped into the program.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal as _, Read as _};
use zeroize::Zeroizing;

/// Asks on the terminal, wherever standard input and output go, and does not show the answer,
/// which is what was typed before Enter. Ctrl-C ends the program, as it does elsewhere.
///
/// # Errors
/// `Interrupted` for Ctrl-D, and for Ctrl-C where that does not end the program; anything else
/// means that there is no terminal.
pub fn ask_hidden(question: &str) -> io::Result<Zeroizing<Vec<u8>>> {
    #[cfg(unix)]
    return super::password_prompt::ask(question);
    #[cfg(windows)]
    match rpassword::prompt_password(question) {
        Ok(answer) => Ok(Zeroizing::new(answer.into_bytes())),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(ErrorKind::Interrupted.into()),
        Err(error) => Err(error),
    }
}

/// The next line of standard input without its end, which is a line feed; the carriage return
/// before that goes with it. Nothing behind it is taken, and no copy of it is left in a buffer.
///
/// # Errors
/// `FileTooLarge` over so many bytes; `NotConnected` where a person would have to type it for all
/// to see; as the system says.
pub fn piped_line(at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    if io::stdin().is_terminal() {
        return Err(ErrorKind::NotConnected.into());
    }
    let mut input = standard_input()?;
    // Never grows: that would leave copies.
    let mut line = Zeroizing::new(Vec::with_capacity(at_most));
    let mut byte = Zeroizing::new([0]);
    loop {
        match input.read(&mut *byte) {
            Ok(0) => return Ok(line),
            Ok(_) if *byte == *b"\n" => {
                line.pop_if(|last| *last == b'\r');
                return Ok(line);
            }
            Ok(_) if line.len() == at_most => return Err(ErrorKind::FileTooLarge.into()),
            Ok(_) => line.extend_from_slice(&*byte),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Without the buffer that `std` puts before it.
#[cfg(unix)]
pub(super) fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

/// Without the buffer that `std` puts before it.
#[cfg(windows)]
pub(super) fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}
