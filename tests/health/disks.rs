//! Disks that keep no permissions: a stick, or the disk of another system.

use crate::case::{Case, said};
use crate::home::Home;
use crate::programs::{are_here, command, output_of, put, skip};
use std::path::{Path, PathBuf};

/// A disk with NTFS, mounted as file managers do it: every change of a mode is forgotten. Its image and the place where
/// it is mounted are in one folder.
struct Stick {
    folder: tempfile::TempDir,
    device: String,
    is_mounted: bool,
}

impl Stick {
    /// `None`, with the reason printed, where this may not be done.
    fn new() -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            skip("only root can mount disks");
            return None;
        }
        if !are_here(&["ntfs-3g", "mkntfs", "losetup", "umount"]) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let image = folder.path().join("image");
        std::fs::File::create(&image).unwrap().set_len(8 << 20).unwrap();
        output_of(command("mkntfs").args(["-F", "-q"]).arg(&image));
        let output = command("losetup").args(["-f", "--show"]).arg(&image).output().unwrap();
        let device = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        if device.is_empty() {
            // Not every kernel can: nothing that could be installed.
            eprintln!("skipped: no file can be made a disk here");
            return None;
        }
        let mut stick = Self { folder, device, is_mounted: false };
        std::fs::create_dir(stick.path("")).unwrap();
        let mounted = command("ntfs-3g").arg(&stick.device).arg(stick.path("")).output().unwrap();
        if !mounted.status.success() {
            eprintln!("skipped: no disk can be mounted here");
            return None;
        }
        stick.is_mounted = true;
        Some(stick)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("mounted").join(name)
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        for (program, what) in [("umount", self.path("").as_path()), ("losetup", Path::new(&self.device))] {
            if program == "umount" && !self.is_mounted {
                continue;
            }
            let mut command = command(program);
            if program == "losetup" {
                command.arg("-d");
            }
            assert!(command.arg(what).status().unwrap().success(), "{program} {}", what.display());
        }
    }
}

#[test]
fn a_key_on_a_disk_without_permissions_has_to_be_saved_elsewhere() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let Some(stick) = Stick::new() else { return };
    let home = Home::new();
    home.key("key");
    let (on_stick, in_home) = (stick.path("key"), home.path(".ssh/key"));
    put(&on_stick, &home.bytes("key"));
    home.put(".ssh/config", &format!("IdentityFile {}\n", on_stick.display()), 0o600);
    // As people try first.
    output_of(command("chmod").arg("600").arg(&on_stick));
    let says = || {
        let key = if in_home.exists() { &in_home } else { &on_stick };
        said(command("ssh-keygen").args(["-y", "-P", "secret", "-f"]).arg(key))
    };
    Case {
        rule: "no-permissions-kept",
        how: "a key on a disk with NTFS",
        says: &says,
        wrong: "are too open",
        right: "ssh-ed25519 AAAA",
        by_hand: &|| {
            home.put(".ssh/key", &std::fs::read(&on_stick).unwrap(), 0o600);
            home.put(".ssh/config", "IdentityFile ~/.ssh/key\n", 0o600);
        },
    }
    .check(&home);
}
