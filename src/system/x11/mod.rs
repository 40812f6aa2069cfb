//! A connection of our own to the X server, beside that of the library that draws the window.

mod drop_target;
mod work_area;

pub(super) use work_area::work_area;

use super::desktop::{APP_ID, Drag};
use drop_target::{Atoms, DropTarget};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::errors::{ReplyError, ReplyOrIdError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// The library leaves it empty.
const INSTANCE: &str = "keywright";
/// Of XDND.
const VERSION: u32 = 5;

/// Names the window, and tells what is dragged over it, until the window is gone.
///
/// # Errors
/// If there is no connection, or none any more.
pub(super) fn serve(window: Window, tell: &dyn Fn(Drag)) -> Result<(), ReplyOrIdError> {
    let Ok((x, _)) = x11rb::connect(None) else { return Ok(()) };
    let names = format!("{INSTANCE}\0{APP_ID}\0");
    x.change_property8(PropMode::REPLACE, window, AtomEnum::WM_CLASS, AtomEnum::STRING, names.as_bytes())?;
    x.change_window_attributes(
        window,
        &ChangeWindowAttributesAux::new().event_mask(EventMask::STRUCTURE_NOTIFY),
    )?;
    let atoms = Atoms::new(&x)?.reply()?;
    let proxy = become_proxy(&x, &atoms, window)?;
    let mut target = DropTarget::new(&x, atoms, window, proxy, tell);
    loop {
        // Sending may receive as well: nothing may be sent between the last look and the wait.
        x.flush()?;
        match x.poll_for_event()? {
            Some(Event::DestroyNotify(event)) if event.window == window => return Ok(()),
            Some(event) => target.on_event(event)?,
            None if target.is_overdue(Instant::now()) => target.give_up()?,
            None => wait(&x, target.waits_until())?,
        }
    }
}

/// The library gets what is sent to the window itself, so another window takes in its place what is dragged
/// over it: the `XdndProxy` of the XDND specification. Programs that do not know that still talk to the
/// library.
fn become_proxy(x: &RustConnection, atoms: &Atoms, window: Window) -> Result<Window, ReplyOrIdError> {
    let proxy = x.generate_id()?;
    let root = x.get_geometry(window)?.reply()?.root;
    let looks = CreateWindowAux::new().override_redirect(1);
    let (depth, class, visual) = (0, WindowClass::INPUT_ONLY, x11rb::COPY_FROM_PARENT);
    x.create_window(depth, proxy, root, -1, -1, 1, 1, 0, class, visual, &looks)?;
    let set = |of, property, kind: AtomEnum, value| {
        x.change_property32(PropMode::REPLACE, of, property, kind, &[value])
    };
    set(proxy, atoms.XdndAware, AtomEnum::ATOM, VERSION)?;
    // It says of itself that it is one: so nobody takes a window for one that got its number later.
    set(proxy, atoms.XdndProxy, AtomEnum::WINDOW, proxy)?;
    set(window, atoms.XdndProxy, AtomEnum::WINDOW, proxy)?;
    Ok(proxy)
}

/// Until the server sends something, or this time comes.
fn wait(x: &RustConnection, until: Option<Instant>) -> Result<(), ReplyError> {
    let left = until.map(|until| until.saturating_duration_since(Instant::now()));
    // The time must have come when it returns.
    let left = left.and_then(|left| Timespec::try_from(left + Duration::from_millis(1)).ok());
    match poll(&mut [PollFd::new(x.stream(), PollFlags::IN)], left.as_ref()) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(std::io::Error::from(error).into()),
    }
}
