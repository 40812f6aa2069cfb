//! Options as people enter them: in the fields of a form, or as arguments.

use super::findings::{FromProblem, from_problems};
use super::mapped::{mapped, without_mapped};
use super::options::{Capability, KeyOptions};
use super::write::{BadValue, checked_options};
use super::{ExpiryTime, line::KeyLine};

/// What is entered for a key. `None` is what was not asked for at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionFields {
    /// Addresses, networks and names, with commas or blanks between them.
    pub from: Option<String>,
    /// Whether each IPv4 address also counts where it is written as IPv6, as `::ffff:192.0.2.1`.
    pub with_mapped: bool,
    /// Until when: see [`ExpiryTime::parse_user_input`].
    pub until: Option<String>,
    /// Whether that is UTC although no Z says so.
    pub is_utc: bool,
    /// Times of another clock that count, too.
    pub more_until: Vec<ExpiryTime>,
    /// The only command.
    pub command: Option<String>,
    /// Forbid everything that is not allowed by name.
    pub restrict: bool,
    /// What the key may do.
    pub allowed: Vec<Capability>,
    /// `NAME=value` each. Empty ones do not count, here and in the next two.
    pub environment: Vec<String>,
    /// `host:port` each.
    pub permit_open: Vec<String>,
    /// `host:port` or `port` each.
    pub permit_listen: Vec<String>,
    /// The device of a tunnel.
    pub tunnel: Option<String>,
    /// The key signs certificates.
    pub cert_authority: bool,
    /// Names of which its certificates must have one.
    pub principals: Option<String>,
    /// A security key must be touched.
    pub touch_required: bool,
    /// A security key must verify the person.
    pub verify_required: bool,
}

/// A field with something that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OptionField {
    /// [`OptionFields::from`]
    From,
    /// [`OptionFields::until`]
    Until,
    /// [`OptionFields::command`]
    Command,
    /// [`OptionFields::environment`], by its place there
    Environment(usize),
    /// [`OptionFields::permit_open`]
    PermitOpen(usize),
    /// [`OptionFields::permit_listen`]
    PermitListen(usize),
    /// [`OptionFields::tunnel`]
    Tunnel,
    /// [`OptionFields::principals`]
    Principals,
}

/// Why what is entered cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// Nothing is entered where something was asked for.
    Empty,
    /// It is not a date.
    Date(String),
    /// No line can hold it, or sshd would let nobody in.
    Value(BadValue),
}

impl Default for OptionFields {
    fn default() -> Self {
        Self::of(&KeyOptions::default())
    }
}

impl OptionFields {
    /// What would have to be entered for these options.
    pub fn of(options: &KeyOptions) -> Self {
        let (from, with_mapped) = match options.from.as_deref().map(without_mapped) {
            Some((from, with_mapped)) => (Some(from), with_mapped),
            None => (None, false),
        };
        let (until, more_until) = first_time(&options.until);
        Self {
            from,
            with_mapped,
            until: until.as_ref().map(ExpiryTime::shown),
            is_utc: until.is_some_and(|until| until.is_utc()),
            more_until,
            command: options.command.clone(),
            restrict: options.restrict,
            allowed: options.allowed.clone(),
            environment: options.environment.clone(),
            permit_open: options.permit_open.clone(),
            permit_listen: options.permit_listen.clone(),
            tunnel: options.tunnel.clone(),
            cert_authority: options.cert_authority,
            principals: options.principals.clone(),
            touch_required: options.touch_required,
            verify_required: options.verify_required,
        }
    }

    /// The options that are meant.
    ///
    /// # Errors
    /// Only for a date that is none, with its text: [`Self::problems`] says what else is wrong.
    pub fn options(&self) -> Result<KeyOptions, String> {
        let mut until = Vec::new();
        if let Some(text) = &self.until {
            until.push(self.time(text).ok_or_else(|| text.clone())?);
            until.extend_from_slice(&self.more_until);
        }
        let entered = |values: &[String]| {
            values.iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
        };
        let mut options = KeyOptions {
            restrict: self.restrict,
            allowed: Vec::new(),
            command: self.command.clone(),
            from: self.from.as_deref().map(|from| self.patterns(from)),
            until,
            environment: entered(&self.environment),
            permit_open: entered(&self.permit_open),
            permit_listen: entered(&self.permit_listen),
            tunnel: self.tunnel.as_deref().map(|device| device.trim().to_owned()),
            cert_authority: self.cert_authority,
            principals: self.principals.clone().filter(|_| self.cert_authority),
            touch_required: self.touch_required,
            verify_required: self.verify_required,
        };
        self.allowed.iter().for_each(|capability| options.set(*capability, true));
        Ok(options)
    }

    /// What cannot be used, in the order of the fields.
    pub fn problems(&self) -> Vec<(OptionField, FieldProblem)> {
        let mut found = Vec::new();
        let mut empty = |field, entered: Option<&String>| {
            let is_empty = entered.is_some_and(|text| text.trim().is_empty());
            found.extend(is_empty.then_some((field, FieldProblem::Empty)));
        };
        empty(OptionField::From, self.from.as_ref());
        empty(OptionField::Until, self.until.as_ref());
        empty(OptionField::Tunnel, self.tunnel.as_ref());
        empty(OptionField::Principals, self.principals.as_ref().filter(|_| self.cert_authority));
        if let Some(text) = self.until.as_ref().filter(|text| !text.trim().is_empty())
            && self.time(text).is_none()
        {
            found.push((OptionField::Until, FieldProblem::Date(text.clone())));
        }
        for (field, options) in self.each_alone() {
            if !found.iter().any(|(other, _)| *other == field)
                && let Err(problem) = checked_options(&options)
            {
                found.push((field, FieldProblem::Value(problem)));
            }
        }
        found
    }

    /// Names in `from`, which count only where the server looks names up.
    pub fn names(&self) -> Vec<FromProblem> {
        let from = self.from.as_deref().map(|from| from_problems(&self.patterns(from)));
        from.into_iter().flatten().filter(|problem| !problem.is_refused()).collect()
    }

    fn time(&self, text: &str) -> Option<ExpiryTime> {
        let text = text.trim();
        let has_zone = text.ends_with(['Z', 'z']);
        if self.is_utc && !has_zone {
            return ExpiryTime::parse_user_input(&format!("{text}Z"));
        }
        ExpiryTime::parse_user_input(text)
    }

    /// The patterns as they are written.
    fn patterns(&self, from: &str) -> String {
        let entered: Vec<&str> =
            from.split(|c: char| c == ',' || c.is_whitespace()).filter(|one| !one.is_empty()).collect();
        let mut all: Vec<String> = entered.iter().map(|one| (*one).to_owned()).collect();
        let missing = entered.iter().filter_map(|one| mapped(one)).filter(|one| !all.contains(one));
        let missing: Vec<String> = if self.with_mapped { missing.collect() } else { Vec::new() };
        all.extend(missing);
        all.join(",")
    }

    /// The options of each field, without those of the others.
    fn each_alone(&self) -> Vec<(OptionField, KeyOptions)> {
        let of = |set: &dyn Fn(&mut KeyOptions)| {
            let mut options = KeyOptions::default();
            set(&mut options);
            options
        };
        let mut all = Vec::new();
        if let Some(from) = &self.from {
            all.push((OptionField::From, of(&|options| options.from = Some(self.patterns(from)))));
        }
        if let Some(command) = &self.command {
            all.push((OptionField::Command, of(&|options| options.command = Some(command.clone()))));
        }
        let each = |values: &[String], field: fn(usize) -> OptionField, set: fn(&mut KeyOptions, String)| {
            let entered = values.iter().enumerate().map(|(at, value)| (at, value.trim().to_owned()));
            let entered = entered.filter(|(_, value)| !value.is_empty());
            entered
                .map(|(at, value)| (field(at), of(&|options| set(options, value.clone()))))
                .collect::<Vec<_>>()
        };
        all.extend(each(&self.environment, OptionField::Environment, |options, value| {
            options.environment.push(value);
        }));
        all.extend(each(&self.permit_open, OptionField::PermitOpen, |options, value| {
            options.permit_open.push(value);
        }));
        all.extend(each(&self.permit_listen, OptionField::PermitListen, |options, value| {
            options.permit_listen.push(value);
        }));
        if let Some(device) = &self.tunnel {
            all.push((OptionField::Tunnel, of(&|options| options.tunnel = Some(device.trim().to_owned()))));
        }
        if let Some(names) = self.principals.as_ref().filter(|_| self.cert_authority) {
            all.push((
                OptionField::Principals,
                of(&|options| (options.cert_authority, options.principals) = (true, Some(names.clone()))),
            ));
        }
        all
    }
}

/// The time that counts, and those of the other clock.
fn first_time(times: &[ExpiryTime]) -> (Option<ExpiryTime>, Vec<ExpiryTime>) {
    let Some(first) = times.first() else { return (None, Vec::new()) };
    let (same, others): (Vec<ExpiryTime>, Vec<ExpiryTime>) =
        times.iter().partition(|time| time.is_utc() == first.is_utc());
    (same.into_iter().min(), others)
}

impl KeyLine {
    /// What would have to be entered for its options.
    pub fn fields(&self) -> OptionFields {
        OptionFields::of(&self.options)
    }
}

#[cfg(test)]
mod tests;
