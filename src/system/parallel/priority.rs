//! Which threads may wait for others.

/// See [`super::lower_thread_priority`]. On macOS the thread of the window goes first anyway.
#[cfg(target_os = "linux")]
pub(super) fn lower_thread_priority() {
    use rustix::process::{getpriority_process, setpriority_process};
    const LESS: i32 = 10;
    // On Linux "this process" is this thread. If it cannot be, nothing is lost but a smooth window.
    if let Ok(now) = getpriority_process(None) {
        let _ = setpriority_process(None, now.max(LESS));
    }
}

/// Gives the calling thread less of the processor than the window has.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system")]
pub(super) fn lower_thread_priority() {
    use windows_sys::Win32::System::Threading::{
        GetCurrentThread, SetThreadPriority, THREAD_PRIORITY_BELOW_NORMAL,
    };
    // SAFETY: the handle stands for the calling thread and is always valid.
    unsafe { SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL) };
}

/// Does nothing: other systems have no priority for a single thread that is worth setting.
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) fn lower_thread_priority() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::getpriority_process;

    #[test]
    fn only_the_thread_that_stands_back_does() {
        let here = getpriority_process(None).unwrap();
        let there = std::thread::scope(|scope| {
            let back = scope.spawn(|| {
                super::lower_thread_priority();
                getpriority_process(None).unwrap()
            });
            back.join().unwrap()
        });
        assert_eq!(there, here.max(10));
        assert_eq!(getpriority_process(None).unwrap(), here);
    }
}
