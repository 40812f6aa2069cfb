//! Putting things right: buttons, what changes, what was done, and what went wrong.

use super::command::quoted;
use super::{Texts, path_shown, say};
use crate::format::NotRewritten;
use crate::health::{Allowed, Change, Fix, FixError, OnlyKey};
use crate::save::SaveError;
use crate::sshfiles::{Edit, LineFix, TooLarge};
use crate::system::{FilePermissions, UNIX_SHELL, User};
use std::path::Path;

impl Texts {
    /// The button that leads to the fix, or does it.
    pub fn fix_button(&self, fix: &Fix) -> String {
        match fix {
            Fix::MakePrivate => say!(self, "repair-make-private"),
            Fix::TakeWrite => say!(self, "repair-take-write"),
            Fix::Rewrite => say!(self, "repair-rewrite"),
            Fix::Asked(fix) => self.fix_button(fix),
            Fix::WritePublic => say!(self, "repair-write-public"),
            Fix::Rename(_) => say!(self, "repair-rename"),
            Fix::RepairLine(line_fix) => self.line_fix(*line_fix),
            Fix::SwitchOff => say!(self, "repair-switch-off"),
            Fix::RemoveRepeated | Fix::RemoveHostLine => say!(self, "repair-remove-line"),
            Fix::KeyForServer { .. } => say!(self, "repair-config"),
            Fix::Convert => say!(self, "repair-convert"),
            Fix::SetPassphrase => say!(self, "repair-passphrase"),
            Fix::SaveInDotSsh => say!(self, "repair-save-in-ssh"),
            Fix::Replace => say!(self, "repair-replace"),
            Fix::ChooseFile | Fix::NameFile(_) => say!(self, "repair-choose-file"),
            Fix::AskIssuer => say!(self, "repair-ask-issuer"),
            Fix::TakeOwnership | Fix::MakeReadable => say!(self, "repair-copy-command"),
        }
    }

    fn line_fix(&self, line_fix: LineFix) -> String {
        match line_fix {
            LineFix::RemoveMark => say!(self, "line-fix-mark"),
            LineFix::Split => say!(self, "line-fix-split"),
            LineFix::Convert => say!(self, "line-fix-convert"),
            LineFix::TakePublic => say!(self, "line-fix-public"),
            LineFix::ToUtf8 => say!(self, "line-fix-utf8"),
            LineFix::RemoveSpaces => say!(self, "line-fix-spaces"),
            LineFix::RemoveQuotes => say!(self, "line-fix-quotes"),
            LineFix::WriteOption => say!(self, "line-fix-option"),
            LineFix::Join => say!(self, "line-fix-join"),
        }
    }

    /// What will change.
    pub fn change(&self, change: &Change, person: &User) -> String {
        match change {
            Change::Permissions { path, from, to } => {
                self.permissions_change(&path_shown(person, path), from, *to)
            }
            Change::Line { path, edit, .. } => {
                let (path, line) = (path_shown(person, path), edit.number.to_string());
                match LineChange::of(edit) {
                    LineChange::Off => say!(self, "repair-will-switch-off", line = line, path = path),
                    LineChange::Other => say!(self, "repair-will-change", line = line, path = path),
                    LineChange::New => say!(self, "repair-will-add", line = line, path = path),
                    LineChange::Gone => say!(self, "repair-will-remove", line = line, path = path),
                }
            }
            Change::Rewritten { path, unwrapped, is_only_space, leaves_out, .. } => {
                let path = path_shown(person, path);
                match (self.unwrapped(unwrapped), *leaves_out) {
                    _ if *is_only_space => say!(self, "repair-will-tidy", path = path),
                    (Some(undone), false) => say!(self, "repair-will-rewrite", path = path, undone = undone),
                    (Some(undone), true) => {
                        say!(self, "repair-will-rewrite-and-leave-out", path = path, undone = undone)
                    }
                    (None, true) => say!(self, "repair-will-leave-out", path = path),
                    (None, false) => say!(self, "repair-will-lay-out", path = path),
                }
            }
            Change::Public { of, path } => {
                let of = path_shown(person, of);
                say!(self, "repair-will-write-public", of = of, path = path_shown(person, path))
            }
            Change::Renamed { from, to } => {
                let from = path_shown(person, from);
                say!(self, "repair-will-rename", from = from, to = path_shown(person, to))
            }
            Change::Replaced(replaced) => {
                let backup = path_shown(person, &replaced.backup);
                say!(self, "repair-will-keep", path = path_shown(person, &replaced.path), backup = backup)
            }
        }
    }

    fn permissions_change(&self, path: &str, from: &FilePermissions, to: Allowed) -> String {
        match (from, to) {
            (FilePermissions::Mode(mode), Allowed::Owner) => {
                say!(self, "repair-will-protect", path = path, from = octal(*mode), to = octal(to.of(*mode)))
            }
            (FilePermissions::ModeAndAcl(mode), Allowed::Owner) => {
                let (from, to) = (octal(*mode), octal(to.of(*mode)));
                say!(self, "repair-will-protect-listed", path = path, from = from, to = to)
            }
            (FilePermissions::Mode(mode) | FilePermissions::ModeAndAcl(mode), Allowed::OwnerWrites) => {
                let (from, to) = (octal(*mode), octal(to.of(*mode)));
                say!(self, "repair-will-take-write", path = path, from = from, to = to)
            }
            (FilePermissions::Others { names, .. }, Allowed::Owner) => {
                let names = self.list(names, Clone::clone);
                say!(self, "repair-will-protect-named", path = path, names = names)
            }
            (FilePermissions::Others { writers, .. }, Allowed::OwnerWrites) => {
                let names = self.list(writers, Clone::clone);
                say!(self, "repair-will-take-write-named", path = path, names = names)
            }
            (FilePermissions::Hidden, _) => say!(self, "repair-did-protect", path = path),
        }
    }

    /// What was changed, after it was looked at again.
    pub fn changed(&self, change: &Change, person: &User) -> String {
        match change {
            Change::Permissions { path, to: Allowed::Owner, .. } => {
                say!(self, "repair-did-protect", path = path_shown(person, path))
            }
            Change::Permissions { path, to: Allowed::OwnerWrites, .. } => {
                say!(self, "repair-did-take-write", path = path_shown(person, path))
            }
            Change::Line { path, edit, .. } => {
                let (path, line) = (path_shown(person, path), edit.number.to_string());
                match LineChange::of(edit) {
                    LineChange::Off => say!(self, "repair-did-switch-off", line = line, path = path),
                    LineChange::Other => say!(self, "repair-did-change", line = line, path = path),
                    LineChange::New => say!(self, "repair-did-add", line = line, path = path),
                    LineChange::Gone => say!(self, "repair-did-remove", line = line, path = path),
                }
            }
            Change::Rewritten { path, unwrapped, is_only_space, leaves_out, .. } => {
                let path = path_shown(person, path);
                match (self.unwrapped(unwrapped), *leaves_out) {
                    _ if *is_only_space => say!(self, "repair-did-tidy", path = path),
                    (Some(undone), false) => say!(self, "repair-did-rewrite", path = path, undone = undone),
                    (Some(undone), true) => {
                        say!(self, "repair-did-rewrite-and-leave-out", path = path, undone = undone)
                    }
                    (None, true) => say!(self, "repair-did-leave-out", path = path),
                    (None, false) => say!(self, "repair-did-lay-out", path = path),
                }
            }
            Change::Public { of, path } => {
                let of = path_shown(person, of);
                say!(self, "repair-did-write-public", of = of, path = path_shown(person, path))
            }
            Change::Renamed { from, to } => {
                let from = path_shown(person, from);
                say!(self, "repair-did-rename", from = from, to = path_shown(person, to))
            }
            Change::Replaced(replaced) => {
                let backup = path_shown(person, &replaced.backup);
                say!(self, "repair-did-keep", path = path_shown(person, &replaced.path), backup = backup)
            }
        }
    }

    /// That ssh tries no other key for a server.
    pub fn only_key(&self, only: &OnlyKey) -> String {
        let server = only.server.as_str();
        match only.agent_too {
            true => say!(self, "repair-only-key-and-agent", server = server),
            false => say!(self, "repair-only-key", server = server),
        }
    }

    /// Why something was not put right, or not undone.
    pub fn fix_error(&self, error: &FixError, person: &User) -> String {
        let shown = |path: &Path| path_shown(person, path);
        match error {
            FixError::Disk(error) => self.change_error(error, person),
            FixError::Save(SaveError::Disk(error)) => self.change_error(error, person),
            FixError::Save(error) => self.save_error(error, person),
            FixError::ByHand(path) => say!(self, "repair-by-hand", path = path_shown(person, path)),
            FixError::Changed(path) => say!(self, "repair-changed", path = shown(path)),
            FixError::NotMine(path) => say!(self, "repair-not-mine", path = shown(path)),
            FixError::Hidden(path) => say!(self, "repair-hidden", path = shown(path)),
            FixError::NotKept(path) => say!(self, "repair-not-kept", path = shown(path)),
            FixError::TooLarge(path, TooLarge::Bytes { limit } | TooLarge::Lines { limit }) => {
                say!(self, "repair-too-large", path = shown(path), limit = limit.to_string())
            }
            FixError::NotRewritten(path, why) => self.not_rewritten(&shown(path), why),
            FixError::IsList(path) => say!(self, "repair-is-list", path = shown(path)),
            FixError::Locked(path) => say!(self, "repair-locked", path = shown(path)),
            FixError::Taken(path) => say!(self, "repair-taken", path = shown(path)),
            FixError::NotWritable(path) => say!(self, "repair-not-writable", path = shown(path)),
            FixError::ChangedSince(path) => say!(self, "repair-changed-since", path = shown(path)),
            FixError::NotUndone { why, left } => {
                let (why, left) = (self.fix_error(why, person), self.fix_error(left, person));
                say!(self, "repair-not-undone", why = why, left = left)
            }
        }
    }
}

impl Texts {
    /// Why the text of a key is not written anew.
    pub fn not_rewritten(&self, what: &str, why: &NotRewritten) -> String {
        match why {
            NotRewritten::Read(error) => self.read_error(what, error),
            NotRewritten::Several { count } => {
                let count = *count;
                say!(self, "repair-several", what = what, count = count)
            }
            NotRewritten::Format(format) => {
                say!(self, "repair-other-format", what = what, format = self.format(*format))
            }
            NotRewritten::NeedsPassphrase => say!(self, "repair-needs-passphrase", what = what),
            NotRewritten::OtherText => say!(self, "repair-other-text", what = what),
            NotRewritten::NotNeeded => say!(self, "repair-not-needed", what = what),
            NotRewritten::NotReadBack => say!(self, "repair-not-read-back", what = what),
        }
    }
}

/// What a change of a line is to the person.
enum LineChange {
    /// It becomes a comment.
    Off,
    Other,
    New,
    Gone,
}

impl LineChange {
    fn of(edit: &Edit) -> Self {
        let is_comment = |text: &[u8]| text.trim_ascii_start().starts_with(b"#");
        match (&edit.old, &edit.new) {
            (Some(old), Some(new)) if is_comment(new) && !is_comment(old) => Self::Off,
            (Some(_), Some(_)) | (None, None) => Self::Other,
            (None, Some(_)) => Self::New,
            (Some(_), None) => Self::Gone,
        }
    }
}

/// As chmod takes it.
fn octal(mode: u32) -> String {
    format!("{mode:04o}")
}

/// The command that a person runs for a fix that this program may not carry out.
pub fn fix_command(fix: &Fix, path: &Path) -> Option<String> {
    match fix {
        // As an administrator.
        Fix::TakeOwnership if !UNIX_SHELL => Some(format!("takeown /F {}", quoted(path))),
        Fix::MakeReadable if !UNIX_SHELL => None,
        Fix::TakeOwnership => Some(format!("sudo chown \"$(id -un)\" {}", quoted(path))),
        Fix::MakeReadable => Some(format!("chmod u+rX {}", quoted(path))),
        _ => None,
    }
}
