//! The window that dialogs belong to, as other programs are told.
#![expect(unsafe_code, reason = "a window on Wayland is known by pointers of libwayland")]

use raw_window_handle::{HasDisplayHandle, HasWindowHandle, RawDisplayHandle, RawWindowHandle};
use std::ffi::c_void;
use std::ptr::NonNull;
use wayland_backend::client::{Backend, ObjectId};
use wayland_client::globals::{GlobalListContents, registry_queue_init};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_surface::WlSurface;
use wayland_client::{Connection, Dispatch, Proxy as _, QueueHandle, delegate_noop};
use wayland_protocols::xdg::foreign::zv2::client::zxdg_exported_v2::{self, ZxdgExportedV2};
use wayland_protocols::xdg::foreign::zv2::client::zxdg_exporter_v2::ZxdgExporterV2;

/// The window.
#[derive(Clone, Copy)]
pub(super) enum Parent {
    /// Its number on an X server.
    X11(u64),
    Wayland(WaylandWindow),
    Unknown,
}

#[derive(Clone, Copy)]
pub(super) struct WaylandWindow {
    surface: NonNull<c_void>,
    display: NonNull<c_void>,
}

// SAFETY: libwayland lets any thread use its objects.
unsafe impl Send for WaylandWindow {}
// SAFETY: as above.
unsafe impl Sync for WaylandWindow {}

impl Parent {
    /// The window has to be there for as long as dialogs are shown.
    pub(super) fn of(window: &(impl HasWindowHandle + HasDisplayHandle)) -> Self {
        let handles = (window.window_handle(), window.display_handle());
        let (Ok(window), Ok(display)) = handles else { return Self::Unknown };
        match (window.as_raw(), display.as_raw()) {
            (RawWindowHandle::Xlib(window), _) => Self::X11(window.window),
            (RawWindowHandle::Xcb(window), _) => Self::X11(window.window.get().into()),
            (RawWindowHandle::Wayland(window), RawDisplayHandle::Wayland(display)) => {
                Self::Wayland(WaylandWindow { surface: window.surface, display: display.display })
            }
            _ => Self::Unknown,
        }
    }

    /// The name by which portals know it. Asks the compositor for it on Wayland.
    pub(super) fn name(self) -> ParentName {
        match self {
            Self::X11(window) => ParentName { name: format!("x11:{window:x}"), exported: None },
            Self::Wayland(window) => export(window).unwrap_or_default(),
            Self::Unknown => ParentName::default(),
        }
    }
}

/// The name of a window, which holds as long as this lives; empty where it has none.
#[derive(Default)]
pub(super) struct ParentName {
    pub(super) name: String,
    exported: Option<ZxdgExportedV2>,
}

impl Drop for ParentName {
    fn drop(&mut self) {
        if let Some(exported) = &self.exported {
            exported.destroy();
        }
    }
}

#[derive(Default)]
struct Export {
    handle: Option<String>,
}

/// With xdg-foreign. Other events of the connection stay with those who wait for them.
fn export(window: WaylandWindow) -> Option<ParentName> {
    // SAFETY: the window's thread has the display open for as long as the window is there.
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
    Some(ParentName { name: name.unwrap_or_default(), exported: Some(exported) })
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
