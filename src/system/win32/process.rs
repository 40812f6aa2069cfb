//! Who may look into this process, and what is reported of it when it crashes.

use super::security::{Descriptor, set_rights_of_process};
use windows_sys::Win32::System::Diagnostics::Debug::{
    GetErrorMode, SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode,
};
use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
use windows_sys::Win32::System::Threading::{
    PROCESS_ALL_ACCESS, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_SYNCHRONIZE, PROCESS_TERMINATE,
};

/// Programs of the same user may see that it is there, wait for it and end it, not open it to read its
/// memory nor give themselves the right to; what was opened before stays open. A crash is not reported,
/// or at least without what is on the heap.
///
/// Where a screen reader says that it is on, the rights of a program with a window stay what they are:
/// it may need them to read the window aloud.
pub fn keep_process_private(has_window: bool) {
    // SAFETY: they take and give numbers only.
    unsafe {
        SetErrorMode(GetErrorMode() | SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
        WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
    }
    if has_window && is_read_aloud() {
        return;
    }
    if let Ok(rights) = Descriptor::of_text(&rights()) {
        let _ = set_rights_of_process(&rights);
    }
}

#[cfg(feature = "window")]
fn is_read_aloud() -> bool {
    use windows_sys::Win32::UI::WindowsAndMessaging::{SPI_GETSCREENREADER, SystemParametersInfoW};
    let mut is_on: windows_sys::core::BOOL = 0;
    // SAFETY: for this question the pointer is to one BOOL, which outlives the call.
    let check_bool = unsafe { SystemParametersInfoW(SPI_GETSCREENREADER, 0, (&raw mut is_on).cast(), 0) };
    check_bool != 0 && is_on != 0
}

/// There is no window.
#[cfg(not(feature = "window"))]
fn is_read_aloud() -> bool {
    false
}

/// The system may do everything. Everybody else here is the owner, who without an entry of their own
/// could always change this list.
fn rights() -> String {
    let few = PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SYNCHRONIZE | PROCESS_TERMINATE;
    format!("D:P(A;;{PROCESS_ALL_ACCESS:#x};;;SY)(A;;{few:#x};;;OW)")
}
