//! Who may look into this process, and what is reported of it when it crashes.

use super::security::{Descriptor, set_rights_of_process};
use windows_sys::Win32::System::Diagnostics::Debug::{
    GetErrorMode, SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode,
};
use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
use windows_sys::Win32::System::Threading::{
    PROCESS_ALL_ACCESS, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_SYNCHRONIZE, PROCESS_TERMINATE,
};

/// Programs of the same user may see that it is there, wait for it and end it, not read its memory
/// nor give themselves the right to. A crash is not reported, or at least without what is on the
/// heap.
pub fn keep_process_private() {
    // SAFETY: they take and give numbers only.
    unsafe {
        SetErrorMode(GetErrorMode() | SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
        WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
    }
    if let Ok(rights) = Descriptor::of_text(&rights()) {
        let _ = set_rights_of_process(&rights);
    }
}

/// The system may do everything. Everybody else here is the owner, who without an entry of their own
/// could always change this list.
fn rights() -> String {
    let few = PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SYNCHRONIZE | PROCESS_TERMINATE;
    format!("D:P(A;;{PROCESS_ALL_ACCESS:#x};;;SY)(A;;{few:#x};;;OW)")
}
