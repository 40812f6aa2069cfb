//! The window that dialogs belong to, as other programs are told.
#![expect(unsafe_code, reason = "a window on Wayland is known by pointers of libwayland")]

use raw_window_handle::{HasDisplayHandle, HasWindowHandle, RawDisplayHandle, RawWindowHandle};
use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wayland_backend::client::{Backend, ObjectId};
use wayland_client::globals::{GlobalListContents, registry_queue_init};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, Proxy as _, QueueHandle, delegate_noop};
use wayland_protocols::xdg::foreign::zv2::client::zxdg_exported_v2::{self, ZxdgExportedV2};
use wayland_protocols::xdg::foreign::zv2::client::zxdg_exporter_v2::ZxdgExporterV2;

/// The window.
#[derive(Clone)]
pub(super) enum Parent {
    /// Its number on an X server.
    X11(u64),
    Wayland(WaylandWindow),
    Unknown,
}

/// Shared by the window, which may end at any time, and the threads that show its dialogs. None of these
/// uses what belongs to libwayland but while they hold the lock, and find that the window is still there.
#[derive(Clone)]
pub(super) struct WaylandWindow(Arc<Mutex<Option<Pointers>>>);

#[derive(Clone, Copy)]
struct Pointers {
    surface: NonNull<c_void>,
    display: NonNull<c_void>,
}

// SAFETY: libwayland lets any thread use its objects.
unsafe impl Send for Pointers {}

impl WaylandWindow {
    fn new(surface: NonNull<c_void>, display: NonNull<c_void>) -> Self {
        Self(Arc::new(Mutex::new(Some(Pointers { surface, display }))))
    }

    fn locked(&self) -> MutexGuard<'_, Option<Pointers>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Parent {
    /// Nobody may ask for its name after the window has ended: see [`Self::ends`].
    pub(super) fn of(window: &(impl HasWindowHandle + HasDisplayHandle)) -> Self {
        let handles = (window.window_handle(), window.display_handle());
        let (Ok(window), Ok(display)) = handles else { return Self::Unknown };
        match (window.as_raw(), display.as_raw()) {
            (RawWindowHandle::Xlib(window), _) => Self::X11(window.window),
            (RawWindowHandle::Xcb(window), _) => Self::X11(window.window.get().into()),
            (RawWindowHandle::Wayland(window), RawDisplayHandle::Wayland(display)) => {
                Self::Wayland(WaylandWindow::new(window.surface, display.display))
            }
            _ => Self::Unknown,
        }
    }

    /// The name by which portals know it. Asks the compositor for it on Wayland.
    pub(super) fn name(&self) -> ParentName {
        match self {
            Self::X11(window) => ParentName { name: format!("x11:{window:x}"), exported: None },
            Self::Wayland(window) => name_on_wayland(window).unwrap_or_default(),
            Self::Unknown => ParentName::default(),
        }
    }

    /// The window is about to end, and must not be used from now on.
    pub(super) fn ends(&self) {
        if let Self::Wayland(window) = self {
            window.locked().take();
        }
    }
}

/// The name of a window, which holds as long as this lives; empty where it has none.
#[derive(Default)]
pub(super) struct ParentName {
    pub(super) name: String,
    exported: Option<(WaylandWindow, Exported)>,
}

/// What the compositor was told, and the connection: without that it cannot be told that it is over.
struct Exported {
    connection: Connection,
    window: ZxdgExportedV2,
}

impl Drop for ParentName {
    fn drop(&mut self) {
        let Some((window, exported)) = self.exported.take() else { return };
        let is_here = window.locked();
        if is_here.is_none() {
            // It ended with the window, and its memory is no longer ours.
            std::mem::forget(exported);
            return;
        }
        exported.window.destroy();
        let _ = exported.connection.flush();
        drop(exported);
    }
}

fn name_on_wayland(window: &WaylandWindow) -> Option<ParentName> {
    let pointers = window.locked();
    let (name, exported) = export((*pointers)?)?;
    Some(ParentName { name, exported: Some((window.clone(), exported)) })
}

#[derive(Default)]
struct Export {
    handle: Option<String>,
}

/// With xdg-foreign. Other events of the connection stay with those who wait for them.
fn export(window: Pointers) -> Option<(String, Exported)> {
    // SAFETY: the window is there for as long as its pointers are locked, and so is its display.
    let backend = unsafe { Backend::from_foreign_display(window.display.as_ptr().cast()) };
    let connection = Connection::from_backend(backend);
    // SAFETY: it is the window's surface, which is there.
    let surface = unsafe { ObjectId::from_ptr(WlSurface::interface(), window.surface.as_ptr().cast()) };
    let surface = WlSurface::from_id(&connection, surface.ok()?).ok()?;
    let (globals, mut queue) = registry_queue_init::<Export>(&connection).ok()?;
    let handle = queue.handle();
    let exporter: ZxdgExporterV2 = globals.bind(&handle, 1..=1, ()).ok()?;
    let exported = exporter.export_toplevel(&surface, &handle, ());
    exporter.destroy();
    let mut export = Export::default();
    let answered = queue.roundtrip(&mut export);
    let name = export.handle.filter(|_| answered.is_ok()).map(|handle| format!("wayland:{handle}"));
    // What is exported ends with this, named or not.
    Some((name.unwrap_or_default(), Exported { connection, window: exported }))
}

impl Dispatch<ZxdgExportedV2, ()> for Export {
    fn event(
        export: &mut Self,
        _: &ZxdgExportedV2,
        event: zxdg_exported_v2::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        if let zxdg_exported_v2::Event::Handle { handle } = event {
            export.handle = Some(handle);
        }
    }
}

impl Dispatch<WlRegistry, GlobalListContents> for Export {
    fn event(
        _: &mut Self,
        _: &WlRegistry,
        _: wl_registry::Event,
        _: &GlobalListContents,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
    }
}

delegate_noop!(Export: ZxdgExporterV2);

#[cfg(test)]
mod tests {
    use super::{Parent, WaylandWindow};
    use std::ptr::NonNull;

    #[test]
    fn a_window_that_has_ended_is_not_touched() {
        let parent = Parent::Wayland(WaylandWindow::new(NonNull::dangling(), NonNull::dangling()));
        let of_a_thread = parent.clone();
        parent.ends();
        assert_eq!(of_a_thread.name().name, "");
    }
}
