//! The form for the options of one key, or of all keys that are being added.

use super::add::{KeyToAdd, NotAdded};
use super::list::{LineAbout, LineRow, key_name};
use super::request::Request;
use super::{AuthorizedAction, AuthorizedPage, Refused};
use crate::app::OptionsForm;
use crate::app::context::{Context, Effect};
use crate::app::shell::Blocker;
use crate::sshfiles::{AuthorizedKeys, BadValue, Ignored, OptionFields};

/// What is being entered.
#[derive(Debug)]
pub struct Editor {
    /// For what.
    pub target: EditorTarget,
    /// The options.
    pub form: OptionsForm,
    /// What the line has for options, if none of them are in the form because sshd does not understand them.
    pub dropped: Option<String>,
}

/// What the options are for.
#[derive(Debug)]
pub enum EditorTarget {
    /// The key in a line.
    Line {
        /// The number of the line.
        number: usize,
        /// What the key is called.
        name: String,
        /// The line as it stands.
        old: Vec<u8>,
    },
    /// New keys.
    New {
        /// The keys.
        keys: Vec<KeyToAdd>,
        /// What was dropped and is not added.
        not_added: Vec<NotAdded>,
    },
}

impl Editor {
    pub(super) fn new(target: EditorTarget, fields: OptionFields) -> Self {
        Self { target, form: OptionsForm::new(fields), dropped: None }
    }

    /// The line as it would be written; of several keys, that of the first.
    pub fn line(&self) -> Option<Result<Vec<u8>, BadValue>> {
        let options = self.form.fields.options().ok()?;
        match &self.target {
            EditorTarget::Line { old, .. } => {
                let mut file = AuthorizedKeys::parse(old).ok()?;
                let edit = file.set_options(1, &options);
                Some(edit.map(|edit| edit.and_then(|edit| edit.new).unwrap_or_else(|| old.clone())))
            }
            EditorTarget::New { keys, .. } => {
                let mut file = AuthorizedKeys::parse(b"").ok()?;
                let edit = file.add(&keys.first()?.key, &options);
                Some(edit.map(|edit| edit.new.unwrap_or_default()))
            }
        }
    }
}

impl AuthorizedPage {
    /// Shows the form for the key in this line.
    pub(super) fn edit(&mut self, number: usize) {
        if self.text.is_busy() {
            return;
        }
        let (Some(row), Some(old)) = (self.row(number), self.line(number)) else { return };
        let Some(key) = row.key().filter(|_| row.can_be_edited()) else { return };
        let fields = match &row.about {
            LineAbout::Key(line) => line.fields(),
            // What sshd did not understand may have been a restriction.
            LineAbout::Ignored(..) => {
                OptionFields { restrict: true, allowed: Vec::new(), ..OptionFields::default() }
            }
        };
        let target = EditorTarget::Line { number, name: key_name(key), old };
        let dropped = row.written_options().map(str::to_owned);
        (self.editor, self.refused) = (Some(Editor { dropped, ..Editor::new(target, fields) }), None);
    }

    /// Shows what the form would change.
    pub(super) fn apply(&mut self, cx: &mut Context<'_>) {
        let Some(editor) = &mut self.editor else { return };
        editor.form.tried = true;
        let Ok(options) = editor.form.fields.options() else { return };
        if !editor.form.fields.problems().is_empty() {
            return;
        }
        let request = match &editor.target {
            EditorTarget::Line { number, name, old } => {
                Request::Edit { number: *number, old: old.clone(), options, name: name.clone() }
            }
            EditorTarget::New { keys, .. } => {
                Request::Add(keys.iter().map(|one| one.key.clone()).collect(), options)
            }
        };
        self.request(request, cx);
    }

    pub(super) fn leave_editor(&mut self, cx: &mut Context<'_>) {
        match &self.editor {
            Some(editor) if editor.form.is_changed() => {
                cx.send(Effect::Guard(AuthorizedAction::CloseEditor.into(), Blocker::Form));
            }
            _ => self.close_editor(),
        }
    }

    /// What was entered is not wanted any more.
    pub(in crate::app) fn close_editor(&mut self) {
        (self.editor, self.refused) = (None, None);
        self.text.work_is_over();
    }

    /// Without the last key, there is nothing to add.
    pub(super) fn leave_out(&mut self, at: usize, cx: &mut Context<'_>) {
        let Some(Editor { target: EditorTarget::New { keys, .. }, .. }) = &mut self.editor else { return };
        if at == 0 && keys.len() == 1 {
            return self.leave_editor(cx);
        }
        if at < keys.len() {
            keys.remove(at);
        }
        self.refused.take_if(|refused| !matches!(refused, Refused::NoKeys(_)));
    }
}

impl LineRow {
    /// The options of a line that sshd ignores because of them.
    pub fn written_options(&self) -> Option<&str> {
        match &self.about {
            LineAbout::Ignored(why, _) => match &**why {
                Ignored::Options { written, .. } => Some(written),
                _ => None,
            },
            LineAbout::Key(_) => None,
        }
    }

    /// Whether its options can be entered.
    pub fn can_be_edited(&self) -> bool {
        match &self.about {
            LineAbout::Key(_) => true,
            LineAbout::Ignored(why, _) => {
                matches!(**why, Ignored::Options { key: Some(_), .. })
            }
        }
    }
}
