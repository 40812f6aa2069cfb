//! A umask is one for the whole process, so each has its own.

use crate::support::*;
use keywright::save::Output;
use keywright::system::RealDisk;
use std::path::Path;

const CHILD: &str = "strict_and_lax_umasks::the_child_with_a_umask";

/// Does nothing unless another test asks for it.
#[test]
fn the_child_with_a_umask() {
    let Some((task, home)) = task() else { return };
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(u32::from_str_radix(&task, 8).unwrap() as _));
    for (name, disk) in [("nameless", RealDisk::new()), ("named", RealDisk::with_named_files())] {
        let mut request = request(&new_key(), Output::PAIR, home.join(name).join("id"));
        request.make_folder = true;
        save_on(&disk, request.clone()).unwrap();
        save_on(&disk, request).unwrap();
    }
}

#[test]
fn whatever_the_umask_private_is_private_and_public_is_public() {
    for umask in ["000", "022", "077", "777"] {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(run_child(CHILD, umask, home.path()), Ended::Well);
        for name in ["nameless", "named"] {
            let folder = home.path().join(name);
            let found = |name: &str| mode(Path::new(&folder).join(name));
            assert_eq!(mode(&folder), 0o700, "umask {umask}");
            assert_eq!(found("id"), 0o600, "umask {umask}");
            assert_eq!(found("id.2026-11-21.bak"), 0o600, "umask {umask}");
            assert_eq!(found("id.pub"), 0o644, "umask {umask}");
        }
    }
}
