//! Libraries that are loaded while a program runs.

/// To be called first of all: from then on none is taken from the folder that a program was started
/// in, or from those on the PATH, where anybody may have put it.
#[cfg(windows)]
pub fn load_libraries_from_the_system_only() {
    super::win32::load_from_system_only();
}

/// Other systems do not look there.
#[cfg(not(windows))]
pub fn load_libraries_from_the_system_only() {}
