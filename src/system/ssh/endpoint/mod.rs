//! Where the askpass process finds the program that started ssh: a socket in a folder of its own, on Windows a pipe
//! that only the person may open. Nothing here waits, except what the askpass process does.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{Connection, Endpoint, connect};
#[cfg(windows)]
pub use windows::{Connection, Endpoint, connect};

use rand::TryRng as _;
use rand::rngs::SysRng;
use std::io;

/// What all names begin with.
const NAMES: &str = "keywright-";

/// A name that nothing else has.
fn new_name() -> io::Result<String> {
    let number = SysRng.try_next_u64().map_err(|_| io::ErrorKind::Other)?;
    Ok(format!("{NAMES}{number:016x}"))
}

/// Whether it may be such a name.
#[cfg(unix)]
fn is_name(name: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    name.strip_prefix(NAMES).is_some_and(|number| number.len() == 16 && number.chars().all(is_digit))
}
