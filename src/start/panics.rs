//! Faults of the program itself: caught where another renderer may do better, and told by their
//! place alone. What a fault says could quote a key.

use super::cause::{Cause, Place, one_line};
use std::cell::{Cell, RefCell};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

thread_local! {
    /// Whether whoever started the work is told what happens to it.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Cause>> = const { RefCell::new(None) };
}

/// From now on a fault is told by `words` and its place, on standard error. One that [`caught`]
/// meets is left to its caller.
pub fn tell_places_only(words: String) {
    std::panic::set_hook(Box::new(move |fault| {
        let cause = cause(fault);
        let watched = WATCHED.try_with(Cell::get).unwrap_or(false);
        if watched {
            let _ = LAST.try_with(|last| last.try_borrow_mut().map(|mut last| *last = Some(cause)));
        } else if let Cause::Fault(place, _) = cause {
            let _ = writeln!(std::io::stderr(), "{words} {place}");
        }
    }));
}

fn cause(fault: &PanicHookInfo<'_>) -> Cause {
    let place = fault.location().map_or_else(|| Place::new("", 0), |at| Place::new(at.file(), at.line()));
    let words = fault.payload_as_str().filter(|_| place.draws()).map(one_line);
    Cause::Fault(place, words)
}

/// Does the work; a fault in it is its result.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, Cause>) -> Result<T, Cause> {
    WATCHED.set(true);
    // Whatever the work was about is dropped with it.
    let result = catch_unwind(AssertUnwindSafe(work));
    WATCHED.set(false);
    let last = LAST.take();
    result.unwrap_or_else(|_| Err(last.unwrap_or_else(|| Cause::Fault(Place::new("", 0), None))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "what this is about")]

    use super::{Cause, caught, tell_places_only};

    #[test]
    fn a_fault_is_a_result_and_says_where_but_not_what() {
        let before = std::panic::take_hook();
        tell_places_only(String::new());
        let fault = caught::<()>(|| panic!("the passphrase is quite secret 42"));
        std::panic::set_hook(before);
        let Err(Cause::Fault(place, None)) = fault else { panic!("{fault:?}") };
        assert!(place.to_string().starts_with("src/start/panics.rs:"), "{place}");
    }

    #[test]
    fn what_goes_well_or_fails_is_passed_on() {
        assert_eq!(caught(|| Ok(7)), Ok(7));
        assert_eq!(caught::<()>(|| Err(Cause::NoAdapter)), Err(Cause::NoAdapter));
    }
}
