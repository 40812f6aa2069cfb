//! The part of the screen that panels and docks leave.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

/// Its width and height in pixels, on the desktop that is shown; `None` where the window manager does not
/// say.
pub(in crate::system) fn work_area() -> Option<[u32; 2]> {
    let (x, screen) = x11rb::connect(None).ok()?;
    let root = x.setup().roots.get(screen)?.root;
    let desktop = numbers(&x, root, b"_NET_CURRENT_DESKTOP").and_then(|numbers| numbers.first().copied());
    of_desktop(&numbers(&x, root, b"_NET_WORKAREA")?, desktop.unwrap_or_default())
}

/// Left, top, width and height for each desktop; some window managers have one for all of them.
fn of_desktop(areas: &[u32], desktop: u32) -> Option<[u32; 2]> {
    let mut areas = areas.chunks_exact(4);
    let first = areas.next()?;
    let area = usize::try_from(desktop).ok()?.checked_sub(1).and_then(|later| areas.nth(later));
    match area.unwrap_or(first) {
        [_, _, width, height] if *width > 0 && *height > 0 => Some([*width, *height]),
        _ => None,
    }
}

fn numbers(x: &RustConnection, root: Window, name: &[u8]) -> Option<Vec<u32>> {
    /// Enough for more desktops than anyone has.
    const MOST: u32 = 4 * 64;
    let atom = x.intern_atom(true, name).ok()?.reply().ok()?.atom;
    let property = x.get_property(false, root, atom, AtomEnum::CARDINAL, 0, MOST).ok()?.reply().ok()?;
    Some(property.value32()?.collect())
}

#[cfg(test)]
mod tests {
    use super::of_desktop;

    #[test]
    fn the_desktop_that_is_shown_counts() {
        let areas = [0, 0, 1024, 600, 0, 32, 1024, 568];
        assert_eq!(of_desktop(&areas, 0), Some([1024, 600]));
        assert_eq!(of_desktop(&areas, 1), Some([1024, 568]));
        assert_eq!(of_desktop(&areas, 7), Some([1024, 600]), "one for all");
        assert_eq!(of_desktop(&[0, 0, 0, 0], 0), None);
        assert_eq!(of_desktop(&[0, 0, 1024], 0), None);
    }
}
