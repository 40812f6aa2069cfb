//! What the script on the server has printed: lines that begin with `keywright: `. All else is what the server prints
//! whenever somebody logs in.

const PREFIX: &str = "keywright: ";

/// The keys that may log in to an account, after they were to be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What has become of the key.
    pub outcome: Outcome,
    /// The file, by its path on the server.
    pub file: String,
    /// The copy of what it was before.
    pub backup: Option<String>,
    /// Files and folders that others could change, which sshd does not trust: no longer.
    pub closed: Vec<String>,
    /// The same, but the account may not change that.
    pub open: Vec<String>,
    /// Another file that holds the removed key.
    pub left: Option<String>,
    /// The line of sshd's configuration that says which files it reads, if it has one.
    pub setting: Option<String>,
}

/// What has become of the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// It may log in now.
    #[default]
    Added,
    /// It could log in before, with the same options. Nothing was changed.
    Present,
    /// It could log in before, with other options. Nothing was changed.
    OtherOptions,
    /// It may not log in any more.
    Removed,
    /// It could not log in before.
    Absent,
}

/// Why the server could not do it. Unless it is damaged, the file is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The account has no home folder.
    NoHome,
    /// The folder cannot be made.
    Folder(String),
    /// A program that every server should have is missing: its name.
    NoTool(String),
    /// It is no text file.
    NoFile(String),
    /// It cannot be read.
    Unreadable(String),
    /// It cannot be written, or not read back as it was written.
    Unwritable(String),
    /// There is no room for a copy of it.
    NoRoom(String),
    /// Another program was changing it.
    Busy(String),
    /// It could not be written, and not be put back either: this is the copy of what it was.
    Damaged(String),
    /// The rights to it cannot be changed.
    Rights(String),
    /// The key was removed from it and could not be put back: this is the copy of what it was.
    NotPutBack(String),
}

/// What the script on the server has come to.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// The keys that may log in are as they shall be.
    Done(Account),
    /// A key was removed and put back: the file is what it was.
    PutBack,
    /// It could not be done.
    Refused(Refusal),
}

/// What was printed, if it was the script that did.
pub fn read(output: &[u8]) -> Option<Reply> {
    let output = String::from_utf8_lossy(output);
    let (mut account, mut is_done) = (Account::default(), false);
    for line in output.lines().filter_map(|line| line.trim_end().strip_prefix(PREFIX)) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let text = rest.to_owned();
        let outcome = match word {
            "added" => Some(Outcome::Added),
            "present" => Some(Outcome::Present),
            "other" => Some(Outcome::OtherOptions),
            "removed" => Some(Outcome::Removed),
            "absent" => Some(Outcome::Absent),
            _ => None,
        };
        match (outcome, word) {
            (Some(outcome), _) => {
                (account.outcome, account.file, is_done) = (outcome, text, true);
            }
            (None, "backup") => account.backup = Some(text),
            (None, "closed") => account.closed.push(text),
            (None, "open") => account.open.push(text),
            (None, "left") => account.left = Some(text),
            (None, "setting") => account.setting = Some(text.trim().to_owned()),
            (None, "restored") => return Some(Reply::PutBack),
            (None, "failed") => return Some(Reply::Refused(refusal(rest)?)),
            _ => {}
        }
    }
    is_done.then_some(Reply::Done(account))
}

/// Whether the script has changed the file, and waits for a word whether that is kept.
pub fn waits(output: &[u8]) -> bool {
    String::from_utf8_lossy(output)
        .lines()
        .any(|line| line.trim_end().strip_prefix(PREFIX) == Some("waiting"))
}

fn refusal(text: &str) -> Option<Refusal> {
    let (word, path) = text.split_once(' ').unwrap_or((text, ""));
    let path = path.to_owned();
    Some(match word {
        "home" => Refusal::NoHome,
        "tool" => Refusal::NoTool(path),
        "busy" => Refusal::Busy(path),
        "damaged" => Refusal::Damaged(path),
        "folder" => Refusal::Folder(path),
        "kind" => Refusal::NoFile(path),
        "read" => Refusal::Unreadable(path),
        "write" => Refusal::Unwritable(path),
        "room" => Refusal::NoRoom(path),
        "rights" => Refusal::Rights(path),
        "unrestored" => Refusal::NotPutBack(path),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_script_says_counts() {
        let read = |text: &str| read(text.as_bytes());
        let added = read(
            "Welcome!\nkeywright: added /home/ann/.ssh/authorized_keys\r\nkeywright: closed /home/ann\n",
        );
        let Some(Reply::Done(added)) = added else { panic!("{added:?}") };
        assert_eq!((added.outcome, added.file.as_str()), (Outcome::Added, "/home/ann/.ssh/authorized_keys"));
        assert_eq!(added.closed, ["/home/ann"]);
        let failed = read("keywright: failed write /home/a b/x\n").unwrap();
        assert_eq!(failed, Reply::Refused(Refusal::Unwritable("/home/a b/x".to_owned())));
        for none in ["", "This service allows sftp connections only.\n", "keywright: closed /x\n", "added\n"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
