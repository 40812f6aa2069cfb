//! The one connection to the desktop's portals (XDG Desktop Portal). They look into a program when it
//! first asks on a connection, which opens its memory to others: so there is no second one.

use super::memory::OpenToPortals;
use std::sync::OnceLock;
use zbus::blocking::{Connection, connection};

pub const NAME: &str = "org.freedesktop.portal.Desktop";
pub const PATH: &str = "/org/freedesktop/portal/desktop";

static CONNECTION: OnceLock<Option<Connection>> = OnceLock::new();

/// Connects, does what is to be done first, and keeps the connection. Not where a portal does not respond
/// at all; one that responds with an error lacks this and may have the rest.
pub fn connect<T>(first: impl FnOnce(&Connection) -> zbus::Result<T>) -> zbus::Result<T> {
    let made = {
        let _open = OpenToPortals::new();
        try_to_connect(first)
    };
    let (connection, done) = made.inspect_err(|_| drop(CONNECTION.set(None)))?;
    let responds = !matches!(done, Err(zbus::Error::InputOutput(_)));
    let _ = CONNECTION.set(Some(connection).filter(|_| responds));
    done
}

fn try_to_connect<T>(
    first: impl FnOnce(&Connection) -> zbus::Result<T>,
) -> zbus::Result<(Connection, zbus::Result<T>)> {
    let connection = connection::Builder::session()?.method_timeout(OpenToPortals::LONGEST).build()?;
    let done = first(&connection);
    Ok((connection, done))
}

/// The connection, once it is known whether there is one.
pub fn connection() -> Option<&'static Connection> {
    CONNECTION.wait().as_ref()
}
