//! On macOS: "Quit", and the end of the session, about which every application is asked through its
//! delegate. winit has one of its own, which does not answer this question: it is taught to.
#![expect(unsafe_code, reason = "classes of Objective-C are changed by pointers")]

use super::unsaved;
use objc2::ffi::class_addMethod;
use objc2::runtime::{AnyClass, AnyObject, Imp, Sel};
use objc2::sel;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// NSApplicationTerminateReply. What is cancelled is the end of the whole session, as for a document
/// that is not saved.
const TERMINATE_CANCEL: usize = 0;
const TERMINATE_NOW: usize = 1;
/// It returns NSUInteger and takes the object, the selector and another object.
const ENCODING: &std::ffi::CStr = c"Q@:@";

type ShouldTerminate = extern "C-unwind" fn(&AnyObject, Sel, *mut AnyObject) -> usize;
type Ask = Box<dyn Fn() + Send + Sync>;
static ASK: OnceLock<Ask> = OnceLock::new();

/// To be called when winit's delegate is there. Where the class is not, or has the method by then, all
/// stays as it is: the session ends, and what is not saved is rescued.
pub(super) fn watch(ask: Ask) {
    let _ = ASK.set(ask);
    let Some(class) = AnyClass::get(c"WinitApplicationDelegate") else { return };
    // SAFETY: a function is kept as one without types until it is called, with those of ENCODING.
    let method = unsafe { std::mem::transmute::<ShouldTerminate, Imp>(should_terminate) };
    let class = std::ptr::from_ref(class).cast_mut();
    // SAFETY: the class is registered, to which methods may be added; the types are those of the method
    // as NSApplicationDelegate has it.
    unsafe { class_addMethod(class, sel!(applicationShouldTerminate:), method, ENCODING.as_ptr()) };
}

extern "C-unwind" fn should_terminate(_: &AnyObject, _: Sel, _: *mut AnyObject) -> usize {
    if unsaved().is_none() {
        return TERMINATE_NOW;
    }
    if let Some(ask) = ASK.get() {
        let _ = catch_unwind(AssertUnwindSafe(ask));
    }
    TERMINATE_CANCEL
}
