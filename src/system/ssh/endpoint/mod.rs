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

/// A name that nothing else has.
fn new_name() -> io::Result<String> {
    let number = SysRng.try_next_u64().map_err(|_| io::ErrorKind::Other)?;
    Ok(format!("keywright-{number:016x}"))
}
