//! The form for the options of one key, or of all keys that are being added.

use super::add::{KeyToAdd, NotAdded};
use super::list::{LineAbout, LineRow, key_name};
use super::request::Request;
use super::{AuthorizedAction, AuthorizedPage, Refused};
use crate::app::context::{Context, Effect};
use crate::app::shell::Blocker;
use crate::sshfiles::{
    AuthorizedKeys, BadValue, Capability, FieldProblem, Ignored, OptionField, OptionFields,
};
use std::collections::HashMap;

/// What is being entered.
#[derive(Debug)]
pub struct Editor {
    /// For what.
    pub target: EditorTarget,
    /// As typed.
    pub fields: OptionFields,
    /// Whether it was tried to go on with something that cannot be used.
    pub tried: bool,
    /// Whether the options that few need are shown.
    pub shows_more: bool,
    /// What the fields held when the form was opened.
    unchanged: OptionFields,
    /// What was in fields whose box is not ticked any more.
    kept: HashMap<OptionField, String>,
    /// What is allowed if it is restricted, or if it is not: the one that does not count now.
    otherwise_allowed: Vec<Capability>,
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
        let default = OptionFields::default();
        let shows_more = fields.environment != default.environment
            || fields.permit_open != default.permit_open
            || fields.permit_listen != default.permit_listen
            || fields.tunnel.is_some()
            || fields.cert_authority
            || !fields.touch_required
            || fields.verify_required;
        let otherwise_allowed = if fields.restrict { Capability::ALL.to_vec() } else { Vec::new() };
        let (unchanged, kept) = (fields.clone(), HashMap::new());
        Self { target, fields, tried: false, shows_more, unchanged, kept, otherwise_allowed }
    }

    /// Whether something was entered that would be lost with the form.
    pub fn is_changed(&self) -> bool {
        self.fields.options() != self.unchanged.options()
    }

    /// Whether it was tried to go on although something that is entered cannot be used.
    pub fn must_be_corrected(&self) -> bool {
        self.tried && !self.fields.problems().is_empty()
    }

    /// What is entered in a field for several values, and an empty one for the next.
    pub fn values_mut(&mut self, field: OptionField) -> Option<&mut Vec<String>> {
        let values = match field {
            OptionField::Environment(_) => &mut self.fields.environment,
            OptionField::PermitOpen(_) => &mut self.fields.permit_open,
            OptionField::PermitListen(_) => &mut self.fields.permit_listen,
            OptionField::From | OptionField::Until | OptionField::Command => return None,
            OptionField::Tunnel | OptionField::Principals => return None,
        };
        if values.last().is_none_or(|last| !last.trim().is_empty()) {
            values.push(String::new());
        }
        Some(values)
    }

    /// What is entered in a field that has a box.
    pub fn value_mut(&mut self, field: OptionField) -> Option<&mut Option<String>> {
        match field {
            OptionField::From => Some(&mut self.fields.from),
            OptionField::Until => Some(&mut self.fields.until),
            OptionField::Command => Some(&mut self.fields.command),
            OptionField::Tunnel => Some(&mut self.fields.tunnel),
            OptionField::Principals => Some(&mut self.fields.principals),
            OptionField::Environment(_) | OptionField::PermitOpen(_) | OptionField::PermitListen(_) => None,
        }
    }

    /// The box of a field is ticked, or is not any more: what was entered comes back with it.
    pub fn tick(&mut self, field: OptionField, is_on: bool) {
        let kept = self.kept.remove(&field).unwrap_or_default();
        let Some(value) = self.value_mut(field) else { return };
        let before = std::mem::replace(value, is_on.then_some(kept));
        if let Some(text) = before {
            self.kept.insert(field, text);
        }
    }

    /// Whether everything is forbidden that is not allowed by name.
    pub fn restrict(&mut self, is_on: bool) {
        if self.fields.restrict != is_on {
            self.fields.restrict = is_on;
            std::mem::swap(&mut self.fields.allowed, &mut self.otherwise_allowed);
        }
    }

    /// Whether the key may do this.
    pub fn allow(&mut self, capability: Capability, is_allowed: bool) {
        self.fields.allowed.retain(|other| *other != capability);
        self.fields.allowed.extend(is_allowed.then_some(capability));
    }

    /// What is wrong with this field, as far as that is said: nothing is missing before it was tried to go on.
    pub fn problem(&self, field: OptionField) -> Option<FieldProblem> {
        let found = self.fields.problems().into_iter().find(|(other, _)| *other == field)?.1;
        (self.tried || found != FieldProblem::Empty).then_some(found)
    }

    /// The line as it would be written; of several keys, that of the first.
    pub fn line(&self) -> Option<Result<Vec<u8>, BadValue>> {
        let options = self.fields.options().ok()?;
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
        (self.editor, self.refused) = (Some(Editor::new(target, fields)), None);
    }

    /// Shows what the form would change.
    pub(super) fn apply(&mut self, cx: &mut Context<'_>) {
        let Some(editor) = &mut self.editor else { return };
        editor.tried = true;
        let Ok(options) = editor.fields.options() else { return };
        if !editor.fields.problems().is_empty() {
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
            Some(editor) if editor.is_changed() => {
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
