//! The screen.

use std::ptr::from_mut;
use windows_sys::Win32::Foundation::RECT;
use windows_sys::Win32::UI::WindowsAndMessaging::{SPI_GETWORKAREA, SystemParametersInfoW};

/// The width and height in pixels that the taskbar leaves of the first screen. `None` where Windows
/// does not say.
pub fn work_area() -> Option<[u32; 2]> {
    let mut area = RECT { left: 0, top: 0, right: 0, bottom: 0 };
    // SAFETY: this asks for a RECT, which is there to be written to.
    let is_known = unsafe { SystemParametersInfoW(SPI_GETWORKAREA, 0, from_mut(&mut area).cast(), 0) } != 0;
    let length = |from: i32, to: i32| u32::try_from(to.checked_sub(from)?).ok().filter(|length| *length > 0);
    if !is_known {
        return None;
    }
    Some([length(area.left, area.right)?, length(area.top, area.bottom)?])
}

#[cfg(test)]
mod tests {
    use super::work_area;

    #[test]
    fn there_is_room_for_windows() {
        let [width, height] = work_area().expect("Windows knows it");
        assert!(width >= 320 && height >= 240, "{width} x {height}");
    }
}
