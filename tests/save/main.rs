//! Saving keys on a real disk, and on disks that fail, fill up or are switched off.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

mod accepted_by_ssh;
mod aside;
mod between;
mod certificates;
mod failing_disk;
mod fixes;
mod fixes_fail;
mod in_the_way;
mod killed;
mod looked_at_again;
mod names;
mod new_files;
#[path = "../support/pipe.rs"]
mod pipe;
mod public_only;
mod racing;
mod reading;
mod real_faults;
mod recovery;
mod strict_and_lax_umasks;
mod support;
mod text_files;
mod together;
