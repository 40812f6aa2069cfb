//! Who may read and write a file, in the terms of the operating system.

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub(super) use unix::{
    create, found, identity, is_same_file, keep_to_owner, make_folder, mode, open_without_waiting, set,
};
