//! Faults of the program itself: caught where another renderer may do better, and told by their
//! place alone. What a fault says could quote a key.

use super::window_error::{PanicLocation, WindowError, single_line};
use std::cell::{Cell, RefCell};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether whoever started the work is told what happens to it.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<WindowError>> = const { RefCell::new(None) };
}

/// From now on a fault is told by `words` and its place, on standard error. One in a try
/// is left to whoever tries, but for a fault in a fault, which may end the program at once.
pub fn tell_places_only(words: String) {
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault
            .location()
            .map_or_else(PanicLocation::unknown, |at| PanicLocation::new(at.file(), at.line()));
        let watched = WATCHED.try_with(Cell::get).unwrap_or(false);
        let first = watched && keep(window_error(place.clone(), fault.payload_as_str()));
        if !first {
            let _ = writeln!(std::io::stderr(), "{words} {place}");
        }
    }));
}

/// Whether it is the first, which is what counts.
fn keep(cause: WindowError) -> bool {
    let keep = |last: &RefCell<Option<WindowError>>| match last.try_borrow_mut() {
        Ok(mut last) if last.is_none() => last.replace(cause).is_none(),
        _ => false,
    };
    LAST.try_with(keep).unwrap_or(false)
}

fn window_error(place: PanicLocation, words: Option<&str>) -> WindowError {
    match words {
        // Graphics libraries tell in this way what a driver does wrong.
        Some(words) if place.draws() => WindowError::Driver(single_line(words)),
        _ => WindowError::Fault(place),
    }
}

/// Does the work; a fault in it is its result.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, WindowError>) -> Result<T, WindowError> {
    WATCHED.set(true);
    // Whatever the work was about is dropped with it.
    let result = catch_unwind(AssertUnwindSafe(work));
    WATCHED.set(false);
    let last = LAST.take();
    result.unwrap_or_else(|_| Err(last.unwrap_or_else(|| WindowError::Fault(PanicLocation::unknown()))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "what this is about")]

    use super::{PanicLocation, WindowError, caught, tell_places_only, window_error};

    #[test]
    fn a_fault_is_a_result_and_says_where_but_not_what() {
        let before = std::panic::take_hook();
        tell_places_only(String::new());
        let fault = caught::<()>(|| panic!("the passphrase is quite secret 42"));
        std::panic::set_hook(before);
        let Err(WindowError::Fault(place)) = fault else { panic!("{fault:?}") };
        assert!(place.to_string().starts_with("src/start/panics.rs:"), "{place}");
    }

    #[test]
    fn only_graphics_libraries_are_quoted() {
        let place = |krate: &str| PanicLocation::new(&format!("/r/registry/src/i/{krate}/src/lib.rs"), 1);
        let lost = WindowError::Driver("device lost".to_owned());
        assert_eq!(window_error(place("wgpu-30.0.1"), Some("device\nlost")), lost);
        assert_eq!(window_error(place("wgpu-30.0.1"), None), WindowError::Fault(place("wgpu-30.0.1")));
        assert_eq!(
            window_error(place("ssh-key-0.7.0"), Some("secret")),
            WindowError::Fault(place("ssh-key-0.7.0"))
        );
    }

    #[test]
    fn what_goes_well_or_fails_is_passed_on() {
        assert_eq!(caught(|| Ok(7)), Ok(7));
        assert_eq!(caught::<()>(|| Err(WindowError::NoAdapter)), Err(WindowError::NoAdapter));
    }
}
