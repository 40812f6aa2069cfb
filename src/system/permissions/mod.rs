//! Who may read and write a file, in the terms of the operating system.

#[cfg(any(windows, test))]
mod descriptor;
#[cfg(any(windows, test))]
mod judge;
#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(any(target_os = "linux", test))]
mod mounts;
#[cfg(test)]
mod tests;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

#[cfg(windows)]
pub(super) use system::is_trusted_pipe;
#[cfg(all(windows, feature = "window"))]
pub(super) use system::private_descriptor;
pub(super) use system::{
    Prior, copy_acl, create_in, give_back_in, give_to, identity, identity_in, keeps, leads_to_special, look,
    look_in, make_folder, open_in, open_without_waiting, owner_in, remove_in, restrict_to_owner_in,
    restrict_writing_in, set, status,
};
