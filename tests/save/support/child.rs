//! Parts of tests that need a process of their own: to be killed, or for a umask.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

const TASK: &str = "KEYWRIGHT_TEST_TASK";
const FOLDER: &str = "KEYWRIGHT_TEST_FOLDER";

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well,
    Killed,
}

/// In a child: what it is to do, and where.
pub fn task() -> Option<(String, std::path::PathBuf)> {
    Some((std::env::var(TASK).ok()?, std::env::var_os(FOLDER)?.into()))
}

pub fn command(test: &str, task: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(TASK, task).env(FOLDER, folder).stdout(Stdio::null());
    command
}

/// Runs one test of this executable, which finds `task` there.
pub fn run_child(test: &str, task: &str, folder: &Path) -> Ended {
    let status = command(test, task, folder).status().unwrap();
    match status.signal() {
        Some(9) => Ended::Killed,
        _ => {
            assert!(status.success(), "{test} with {task}: {status}");
            Ended::Well
        }
    }
}
