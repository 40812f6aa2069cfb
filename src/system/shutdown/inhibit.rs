//! On Linux: asking the desktop not to end the session without a question (XDG Desktop Portal,
//! org.freedesktop.portal.Inhibit). Desktops that know no such thing end it all the same.

use super::WORDS;
use crate::system::{portal, worker};
use std::collections::HashMap;
use std::sync::{OnceLock, mpsc};
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, Value};

/// Flags: 1 logout, 2 user switch, 4 suspend, 8 idle.
const LOGOUT: u32 = 1;

/// From now on it is asked for, or no longer. The portal may take its time: nobody waits for it.
pub(super) fn set_inhibited(is_unsaved: bool) {
    static WISHES: OnceLock<mpsc::Sender<bool>> = OnceLock::new();
    let wishes = WISHES.get_or_init(|| {
        let (sender, wishes) = mpsc::channel();
        let _ = worker::start("session", move || run_inhibitor(&wishes));
        sender
    });
    let _ = wishes.send(is_unsaved);
}

fn run_inhibitor(wishes: &mpsc::Receiver<bool>) {
    let Some(connection) = portal::connection() else { return };
    let mut held: Option<OwnedObjectPath> = None;
    while let Ok(mut is_unsaved) = wishes.recv() {
        // What was wished for in the meantime counts.
        while let Ok(newer) = wishes.try_recv() {
            is_unsaved = newer;
        }
        match (is_unsaved, held.take()) {
            (true, None) => held = hold(connection).ok(),
            (true, still) => held = still,
            (false, Some(request)) => drop(release(connection, &request)),
            (false, None) => {}
        }
    }
}

fn hold(connection: &Connection) -> zbus::Result<OwnedObjectPath> {
    let inhibit = Proxy::new(connection, portal::NAME, portal::PATH, "org.freedesktop.portal.Inhibit")?;
    let reason = WORDS.get().map(|words| words.unsaved.as_str()).unwrap_or_default();
    let options = HashMap::from([("reason", Value::from(reason))]);
    // Without a window: it is named by its program.
    inhibit.call("Inhibit", &("", LOGOUT, options))
}

fn release(connection: &Connection, request: &OwnedObjectPath) -> zbus::Result<()> {
    Proxy::new(connection, portal::NAME, request, "org.freedesktop.portal.Request")?.call("Close", &())
}
