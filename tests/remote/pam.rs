//! What PAM asks for an account: its password, then a one-time code. It takes a service of our own in /etc/pam.d, which
//! is gone with the account.

use crate::account::Account;
use crate::programs::{are_here, command, find, output_of, put, skip};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// What is said before anything is asked, with an order to a terminal and one that turns text round.
const BANNER: &str = "Private. Keep out.\n\u{1b}[31m red \u{202e} over\n";
/// In hexadecimal digits.
const SECRET: &str = "3132333435363738393031323334353637383930";

/// A service of PAM. Dropped, it is gone.
pub struct Pam(PathBuf);

impl Pam {
    /// With the name of the account: each has its own.
    pub fn new(name: &str, folder: &Path, says: &str) -> Self {
        let [said, done, codes] = ["said", "done", "codes"].map(|name| folder.join(name));
        put(&said, says);
        put(&done, "All steps are done.\n");
        put(&codes, &format!("HOTP {name} - {SECRET}\n"));
        let service = Self(Path::new("/etc/pam.d").join(name));
        put(
            &service.0,
            &format!(
                "auth optional pam_echo.so file={}\nauth required pam_unix.so\n\
                 auth required pam_oath.so usersfile={} window=5 digits=6\n\
                 auth optional pam_echo.so file={}\naccount required pam_permit.so\nsession required pam_permit.so\n",
                said.display(),
                codes.display(),
                done.display()
            ),
        );
        service
    }

    /// Which sshd is started, and with which settings, so that it uses the service and greets people. Before OpenSSH 9.8 the service is called as sshd was.
    pub fn sshd(&self, folder: &Path) -> (PathBuf, String) {
        let name = self.0.file_name().expect("a name").to_string_lossy();
        let banner = folder.join("banner");
        put(&banner, BANNER);
        let banner = format!("Banner \"{}\"\n", banner.display());
        let setting = format!("PAMServiceName {name}\n");
        let probe = folder.join("probe");
        put(&probe, &setting);
        let mut tests = command("sshd");
        tests.arg("-t").arg("-f").arg(probe).arg("-h").arg(folder.join("host_key"));
        let sshd = find("sshd").expect("sshd");
        if tests.output().is_ok_and(|output| output.status.success()) {
            return (sshd, banner + &setting);
        }
        let link = folder.join(&*name);
        symlink(sshd, &link).expect("a link to sshd");
        (link, banner)
    }
}

impl Drop for Pam {
    fn drop(&mut self) {
        let removed = fs::remove_file(&self.0);
        if !std::thread::panicking() {
            removed.expect("the service is removed");
        }
    }
}

impl Account {
    /// An account that PAM asks for its password and then for a code, after it has said this. `None`, with the reason
    /// printed, where none can be made.
    pub fn with_codes(says: &str) -> Option<Self> {
        if !are_here(&["oathtool"]) {
            return None;
        }
        let modules = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"].map(Path::new);
        let is_here = |folder: &Path| folder.join("security/pam_oath.so").is_file();
        let below = |folder: &Path| {
            fs::read_dir(folder).into_iter().flatten().flatten().any(|at| is_here(&at.path()))
        };
        if !modules.iter().any(|folder| is_here(folder) || below(folder)) {
            skip("there is no pam_oath");
            return None;
        }
        let settings = "UsePAM yes\nKbdInteractiveAuthentication yes\nPasswordAuthentication no\n";
        Self::made("/bin/sh", settings, Some(says))
    }
}

/// One of the codes of such an account; each is good once.
pub fn code(number: u32) -> String {
    output_of(command("oathtool").args(["--counter", &number.to_string(), SECRET])).trim().to_owned()
}
