//! The words for changes of ssh's text files.

use super::{Texts, path_shown, say};
use crate::app::{ChangeKind, Risk, TextChange, TextProblem, Written};
use crate::key::{Comment, Shown, beginning};
use crate::sshfiles::{Edit, LineFix};
use crate::system::User;

/// Bytes that are shown of a line: more than one with an RSA key of 16,384 bits has.
const SHOWN: usize = 4000;

impl Texts {
    /// The question.
    pub fn change_title(&self, change: &TextChange) -> String {
        match &change.kind {
            ChangeKind::Add { count, .. } => say!(self, "change-title-add", count = count),
            ChangeKind::Edit(name) => say!(self, "change-title-edit", name = name.as_str()),
            ChangeKind::Off(name) => say!(self, "change-title-off", name = name.as_str()),
            ChangeKind::OffLine(number) => say!(self, "change-title-off-line", number = number.to_string()),
            ChangeKind::On(name) => say!(self, "change-title-on", name = name.as_str()),
            ChangeKind::Remove(name) => say!(self, "change-title-remove", name = name.as_str()),
            ChangeKind::RemoveLine(number) => {
                say!(self, "change-title-remove-line", number = number.to_string())
            }
            ChangeKind::PutRight(LineFix::ToUtf8, _) => say!(self, "change-title-utf8"),
            ChangeKind::PutRight(_, number) => say!(self, "change-title-right", number = number.to_string()),
            ChangeKind::Forget { name, count } => {
                say!(self, "change-title-forget", name = name.as_str(), count = count)
            }
            ChangeKind::ForgetLine(number) => {
                say!(self, "change-title-forget-line", number = number.to_string())
            }
            ChangeKind::AddServer { name, .. } => say!(self, "change-title-server", name = name.as_str()),
            ChangeKind::ServerKey(name) => say!(self, "change-title-server-key", name = name.as_str()),
            ChangeKind::NewKey(name) => say!(self, "change-title-new-key", name = name.as_str()),
            ChangeKind::Undo { .. } => say!(self, "change-title-undo"),
        }
    }

    /// Where the old file is kept, or that there is none yet.
    pub fn change_backup(&self, change: &TextChange, person: &User) -> String {
        match &change.backup {
            Some(backup) => say!(self, "change-backup", backup = path_shown(person, backup)),
            None if change.removes_file() => {
                say!(self, "change-file-removed", file = path_shown(person, &change.path))
            }
            None => say!(self, "change-new-file", file = path_shown(person, &change.path)),
        }
    }

    /// What stays as it is: keys that are there already, the lines around a block, the rest of one.
    pub fn change_there(&self, change: &TextChange) -> Option<String> {
        match change.kind {
            ChangeKind::Add { there, .. } if there > 0 => Some(say!(self, "change-there", count = there)),
            ChangeKind::AddServer { line, .. } => {
                Some(say!(self, "change-server-place", number = line.to_string()))
            }
            ChangeKind::ServerKey(_) => Some(say!(self, "change-server-stays")),
            _ => None,
        }
    }

    /// The button that writes it.
    pub fn change_button(&self, change: &TextChange) -> String {
        match &change.risk {
            None => say!(self, "change-save"),
            Some(_)
                if matches!(
                    change.kind,
                    ChangeKind::Remove(_) | ChangeKind::Forget { .. } | ChangeKind::ForgetLine(_)
                ) =>
            {
                say!(self, "change-remove-anyway")
            }
            Some(_) => say!(self, "change-anyway"),
        }
    }

    /// What should be known before it is written.
    pub fn risk(&self, risk: &Risk) -> String {
        match risk {
            Risk::LocksOut(name) => say!(self, "risk-lock-out", name = name.as_str()),
            Risk::LocksYouOut(name) => say!(self, "risk-lock-you-out", name = name.as_str()),
            Risk::ForgetsServer => say!(self, "risk-forget"),
            Risk::ForgetsRightKey => say!(self, "risk-right-key"),
            Risk::Unrevokes => say!(self, "risk-unrevoke"),
            Risk::NotTried(servers) => say!(self, "risk-not-tried", servers = self.cut(servers)),
            Risk::Overruled(keywords) => say!(self, "risk-overruled", keywords = keywords.as_str()),
        }
    }

    /// The lines that change: the sign, the text, and what a screen reader says.
    pub fn edit_lines(&self, edit: &Edit) -> Vec<(bool, String, String)> {
        let shown = |text: &Vec<u8>| self.line(text);
        let number = edit.number.to_string();
        let old = edit.old.as_ref().map(shown).map(|text| {
            let said = say!(self, "change-removed", number = number.as_str(), text = text.as_str());
            (false, text, said)
        });
        let new = edit.new.as_ref().map(shown).map(|text| {
            let said = say!(self, "change-added", number = number.as_str(), text = text.as_str());
            (true, text, said)
        });
        old.into_iter().chain(new).collect()
    }

    /// A line that stays, and what a screen reader says.
    pub fn kept_line(&self, number: usize, text: &[u8]) -> (String, String) {
        let text = self.line(text);
        let said = say!(self, "change-kept", number = number.to_string(), text = text.as_str());
        (text, said)
    }

    fn line(&self, text: &[u8]) -> String {
        let more = beginning(&String::from_utf8_lossy(text), SHOWN).more;
        self.in_words(Shown { text: Comment::from_bytes_lossy(text).text_up_to(SHOWN), more })
    }

    /// What was done.
    pub fn done(&self, written: &Written, person: &User) -> String {
        let file = path_shown(person, &written.path);
        match &written.kind {
            ChangeKind::Add { count, .. } => say!(self, "done-add", count = count, file = file),
            ChangeKind::Edit(name) => say!(self, "done-edit", name = name.as_str()),
            ChangeKind::Off(name) => say!(self, "done-off", name = name.as_str()),
            ChangeKind::OffLine(number) => say!(self, "done-off-line", number = number.to_string()),
            ChangeKind::On(name) => say!(self, "done-on", name = name.as_str()),
            ChangeKind::Remove(name) => say!(self, "done-remove", name = name.as_str()),
            ChangeKind::RemoveLine(number) => say!(self, "done-remove-line", number = number.to_string()),
            ChangeKind::ForgetLine(number) => say!(self, "done-forget-line", number = number.to_string()),
            ChangeKind::PutRight(_, number) => say!(self, "done-right", number = number.to_string()),
            ChangeKind::Forget { name, count } => {
                say!(self, "done-forget", name = name.as_str(), count = count)
            }
            ChangeKind::AddServer { name, .. } => {
                say!(self, "done-server", name = name.as_str(), file = file)
            }
            ChangeKind::ServerKey(name) => say!(self, "done-server-key", name = name.as_str(), file = file),
            ChangeKind::NewKey(name) => say!(self, "done-new-key", name = name.as_str(), file = file),
            ChangeKind::Undo { keeps: false } => say!(self, "done-undo", file = file),
            ChangeKind::Undo { keeps: true } => say!(self, "done-undo-keeps", file = file),
        }
    }

    /// Why a file is not shown.
    pub fn text_problem(&self, problem: &TextProblem, person: &User) -> String {
        match problem {
            TextProblem::Save(error) => self.save_error(error, person),
            TextProblem::TooLarge(limit) => self.text_too_large(*limit),
            TextProblem::BadLine => say!(self, "text-bad-line"),
        }
    }
}
