//! A process and all that it starts, ended together.

use super::check_bool;
use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::process::Child;
use std::ptr::null;
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
};

/// When the last handle to it is closed, as when this process is killed, all processes in it are ended.
pub fn job_of(child: &Child) -> io::Result<OwnedHandle> {
    // SAFETY: without attributes and a name; the handle is checked before it is used.
    let handle = unsafe { CreateJobObjectW(null(), null()) };
    if handle.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is open and nobody else has it.
    let job = unsafe { OwnedHandle::from_raw_handle(handle) };
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    let size = u32::try_from(size_of_val(&limits)).map_err(|_| io::ErrorKind::InvalidInput)?;
    // SAFETY: the structure is that of this class, has this size, and outlives the call.
    check_bool(unsafe {
        SetInformationJobObject(
            job.as_raw_handle(),
            JobObjectExtendedLimitInformation,
            (&raw const limits).cast(),
            size,
        )
    })?;
    // SAFETY: both handles are open.
    check_bool(unsafe { AssignProcessToJobObject(job.as_raw_handle(), child.as_raw_handle()) })?;
    Ok(job)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn what_a_process_has_started_ends_with_the_job() {
        let mut command = Command::new("cmd");
        // The inner one waits for a key; both have the same output.
        command.args(["/c", "cmd /c pause"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let job = job_of(&child).unwrap();
        let mut output = child.stdout.take().unwrap();
        let _input = child.stdin.take().unwrap();
        let (says, said) = mpsc::channel();
        let reader = std::thread::Builder::new().spawn(move || {
            // Its first letter: it runs.
            says.send(output.read(&mut [0]).is_ok()).unwrap();
            let _ = output.read_to_end(&mut Vec::new());
            says.send(true).unwrap();
        });
        assert!(said.recv_timeout(Duration::from_secs(60)).unwrap());
        child.kill().unwrap();
        child.wait().unwrap();
        drop(job);
        assert!(said.recv_timeout(Duration::from_secs(60)).unwrap(), "the inner one still runs");
        reader.unwrap().join().unwrap();
    }
}
