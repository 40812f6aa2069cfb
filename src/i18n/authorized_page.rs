//! The words of the page authorized_keys.

use super::{Texts, say};
use crate::app::{LineAbout, LineRow, NotAdded, Refused};
use crate::sshfiles::{Capability, FieldProblem, OptionField};
use crate::system::User;

impl Texts {
    /// Whose key it is, or what the line is.
    pub fn key_row_name(&self, row: &LineRow) -> String {
        match row.key() {
            Some(key) if !key.comment().is_empty() => self.comment(key.comment()),
            Some(_) => say!(self, "key-row-no-comment"),
            None => say!(self, "key-row-ignored", number = row.number.to_string()),
        }
    }

    /// Its type, and whether it is one of the person's own.
    pub fn key_row_kind(&self, row: &LineRow) -> String {
        let own = row.own.as_ref().map(|file| say!(self, "key-row-own", file = file.as_str()));
        let kind = row.key().map(|key| self.kind(key.kind()));
        kind.into_iter().chain(own).collect::<Vec<_>>().join(" · ")
    }

    /// Its fingerprint; of a line without a key, its beginning.
    pub fn key_row_about(&self, row: &LineRow) -> String {
        match (row.key(), &row.about) {
            (Some(key), _) => key.fingerprint().sha256(),
            (None, LineAbout::Ignored(_, text)) => text.clone(),
            (None, LineAbout::Key(_)) => String::new(),
        }
    }

    /// What the key may do, from where and until when.
    pub fn key_row_options(&self, row: &LineRow, [utc, local]: &[String; 2]) -> String {
        let options = match &row.about {
            LineAbout::Key(line) => &line.options,
            LineAbout::Ignored(..) => {
                let written = row.written_options();
                return written
                    .map(|options| say!(self, "key-row-written", options = options))
                    .unwrap_or_default();
            }
        };
        let rows = self.key_options(options, utc, local);
        let words = rows
            .into_iter()
            .map(|(label, value)| say!(self, "key-row-option", label = label, value = value))
            .collect::<Vec<_>>();
        words.join(" · ")
    }

    /// Each thing that is wrong or odd, in a sentence.
    pub fn key_row_findings(&self, row: &LineRow) -> Vec<String> {
        let why = match &row.about {
            LineAbout::Ignored(why, _) => Some(self.authorized_ignored(why)),
            LineAbout::Key(_) => None,
        };
        why.into_iter().chain(row.remarks.iter().map(|remark| self.authorized_remark(remark))).collect()
    }

    /// All of it, for screen readers.
    pub fn key_row(&self, row: &LineRow, now: &[String; 2]) -> String {
        let state = match &row.about {
            LineAbout::Key(line) if line.is_on => say!(self, "key-row-on"),
            LineAbout::Key(_) => say!(self, "key-row-off"),
            LineAbout::Ignored(..) if row.key().is_some() => say!(self, "key-row-skipped"),
            LineAbout::Ignored(..) => {
                return say!(
                    self,
                    "key-row-line",
                    name = self.key_row_name(row),
                    about = self.key_row_about(row),
                    findings = self.key_row_findings(row).join(" ")
                );
            }
        };
        let about = say!(self, "key-row-key", kind = self.key_row_kind(row), about = self.key_row_about(row));
        let texts = [about, self.key_row_options(row, now)].into_iter().chain(self.key_row_findings(row));
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        say!(
            self,
            "key-row-all",
            name = self.key_row_name(row),
            number = row.number.to_string(),
            state = state,
            about = texts.join(" ")
        )
    }

    /// The button that puts a line right.
    pub fn line_fix_button(&self, row: &LineRow) -> Option<String> {
        row.fix.as_ref().map(|fix| self.fix_button(fix))
    }

    /// Something that a key can be allowed.
    pub fn allow(&self, capability: Capability) -> String {
        match capability {
            Capability::Pty => say!(self, "editor-allow-pty"),
            Capability::PortForwarding => say!(self, "editor-allow-ports"),
            Capability::AgentForwarding => say!(self, "editor-allow-agent"),
            Capability::X11Forwarding => say!(self, "editor-allow-x11"),
            Capability::UserRc => say!(self, "editor-allow-rc"),
        }
    }

    /// Why what is entered in a field cannot be used.
    pub fn field_problem(&self, field: OptionField, problem: &FieldProblem) -> String {
        match (problem, field) {
            (FieldProblem::Value(problem), _) => self.bad_value(problem),
            (FieldProblem::Date(_), _) => say!(self, "editor-bad-date"),
            (FieldProblem::Empty, OptionField::Until) => say!(self, "editor-empty-until"),
            (FieldProblem::Empty, OptionField::Tunnel) => say!(self, "editor-empty-tunnel"),
            (FieldProblem::Empty, OptionField::Principals) => say!(self, "editor-empty-principals"),
            (FieldProblem::Empty, _) => say!(self, "editor-empty-from"),
        }
    }

    /// Why nothing is changed.
    pub fn refused(&self, refused: &Refused, person: &User) -> Vec<String> {
        let words = match refused {
            Refused::AllThere(number) => say!(self, "refused-all-there", number = number.to_string()),
            Refused::Otherwise(number) => say!(self, "refused-otherwise", number = number.to_string()),
            Refused::Same => say!(self, "refused-same"),
            Refused::FormOpen(name) => say!(self, "refused-form-open", name = name.as_str()),
            Refused::Value(problem) => self.bad_value(problem),
            Refused::NoKeys(which) => {
                let first = say!(self, "refused-no-keys", count = which.len());
                let each = which.iter().take(NAMED).map(|one| self.not_added(one, person));
                return std::iter::once(first).chain(each).collect();
            }
        };
        vec![words]
    }

    /// Why a key is not added.
    pub fn not_added(&self, one: &NotAdded, person: &User) -> String {
        let what = self.source(one.source());
        match one {
            NotAdded::Unreadable(source, error) => self.open_error(source, error, person),
            NotAdded::Hidden(_, part) => {
                say!(self, "not-added-hidden", what = self.key_of_file(&what, *part))
            }
            NotAdded::Certificate(_) => say!(self, "not-added-certificate", what = what),
        }
    }
}

/// Keys that are named where several cannot be added.
const NAMED: usize = 3;
