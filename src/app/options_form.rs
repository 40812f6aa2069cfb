//! The form for the options of a key in authorized_keys, here or on a server.

use crate::sshfiles::{Capability, FieldProblem, OptionField, OptionFields};
use std::collections::HashMap;

/// What is entered.
#[derive(Debug)]
pub struct OptionsForm {
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

impl Default for OptionsForm {
    /// For a key that may do everything.
    fn default() -> Self {
        Self::new(OptionFields::default())
    }
}

impl OptionsForm {
    pub(super) fn new(fields: OptionFields) -> Self {
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
        Self { fields, tried: false, shows_more, unchanged, kept, otherwise_allowed }
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
}
