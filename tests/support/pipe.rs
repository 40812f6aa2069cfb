//! A file that is none.

use std::path::Path;
use std::process::Command;

/// A named pipe that nobody writes to. By the program: macOS lacks the call that others have.
pub fn put_pipe(path: &Path) {
    let status = Command::new("mkfifo").args(["-m", "600"]).arg(path).status();
    assert!(status.is_ok_and(|status| status.success()), "no pipe at {}", path.display());
}
