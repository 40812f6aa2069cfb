//! Who may read and write a file, in the terms of the operating system.

#[cfg(any(windows, test))]
mod descriptor;
#[cfg(any(windows, test))]
mod judge;
#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(test)]
mod tests;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{
    create, identity, identity_at, keep_to_owner, look, make_folder, open_without_waiting, set,
};
#[cfg(windows)]
pub(super) use windows::{
    create, identity, identity_at, keep_to_owner, look, make_folder, open_without_waiting, set,
};

use std::path::Path;

/// Whether both names are of one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    let id = identity_at(one).ok();
    id.is_some() && id == identity_at(other).ok()
}
