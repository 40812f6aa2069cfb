//! Options as people enter them: in the fields of a form, or as arguments.

use super::findings::{FromProblem, from_problems};
use super::options::{Capability, KeyOptions};
use super::write::{BadValue, checked_options};
use super::{ExpiryTime, line::KeyLine};
use core::net::Ipv4Addr;
use std::collections::BTreeSet;

/// What IPv4 addresses begin with where they are written as IPv6.
const MAPPED: &str = "::ffff:";
/// The bits of that beginning.
const MAPPED_BITS: u32 = 96;

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

/// The same pattern for an address that is written as IPv6: `!192.0.2.0/24` and `!::ffff:192.0.2.0/120`. `None` for
/// what is no IPv4 address, network or pattern.
fn mapped(pattern: &str) -> Option<String> {
    let (sign, bare) = match pattern.strip_prefix('!') {
        Some(bare) => ("!", bare),
        None => ("", pattern),
    };
    if let Some((address, bits)) = bare.split_once('/') {
        address.parse::<Ipv4Addr>().ok()?;
        let bits: u32 = bits.parse().ok().filter(|bits| *bits <= 32)?;
        return Some(format!("{sign}{MAPPED}{address}/{}", bits + MAPPED_BITS));
    }
    let parts: Vec<&str> = bare.split('.').collect();
    let is_part =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || "*?".contains(c));
    let is_pattern = parts.len() > 1 && parts.len() <= 4 && parts.iter().all(is_part);
    (bare.parse::<Ipv4Addr>().is_ok() || is_pattern && bare.contains(['*', '?']))
        .then(|| format!("{sign}{MAPPED}{bare}"))
}

/// The patterns without those that only repeat another one as IPv6, where all that can be are repeated.
fn without_mapped(from: &str) -> (String, bool) {
    let all: BTreeSet<&str> = from.split(',').collect();
    let twins: BTreeSet<String> = from.split(',').filter_map(mapped).collect();
    if twins.is_empty() || !twins.iter().all(|twin| all.contains(twin.as_str())) {
        return (from.to_owned(), false);
    }
    let rest: Vec<&str> = from.split(',').filter(|pattern| !twins.contains(*pattern)).collect();
    (rest.join(","), true)
}

impl KeyLine {
    /// What would have to be entered for its options.
    pub fn fields(&self) -> OptionFields {
        OptionFields::of(&self.options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn from(text: &str) -> OptionFields {
        OptionFields { from: Some(text.to_owned()), ..OptionFields::default() }
    }

    fn written(fields: &OptionFields) -> String {
        checked_options(&fields.options().unwrap()).unwrap()
    }

    #[test]
    fn what_is_entered_becomes_the_options_that_are_meant() {
        let fields = OptionFields {
            until: Some("2026-12-31".to_owned()),
            is_utc: true,
            command: Some("echo \"a\"".to_owned()),
            environment: vec!["A=b c".to_owned(), " ".to_owned()],
            permit_open: vec![" db:5432 ".to_owned()],
            ..from("192.0.2.7, !10.0.0.0/8\n*.example.org")
        };
        assert_eq!(
            written(&fields),
            "from=\"192.0.2.7,!10.0.0.0/8,*.example.org\",expiry-time=\"20261231235959Z\",\
             command=\"echo \\\"a\\\"\",environment=\"A=b c\",permitopen=\"db:5432\""
        );
        assert_eq!(fields.names(), [FromProblem::Name("*.example.org".to_owned())]);
        let principals = OptionFields { principals: Some("ann".to_owned()), ..OptionFields::default() };
        assert_eq!(written(&principals), "", "they are only for an authority");
    }

    #[test]
    fn ipv4_addresses_also_count_where_they_are_written_as_ipv6() {
        let fields =
            OptionFields { with_mapped: true, ..from("192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host") };
        let expected = "from=\"192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host,::ffff:192.0.2.7,\
                        ::ffff:192.0.2.0/120,!::ffff:10.1.*\"";
        assert_eq!(written(&fields), expected);
        let read = KeyOptions::parse(expected.as_bytes()).unwrap();
        let back = OptionFields::of(&read);
        assert_eq!(
            (back.from.as_deref(), back.with_mapped),
            (Some("192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host"), true)
        );
        assert_eq!(back.options().unwrap(), read);
        // Of some of them only: they stay as they are.
        let some = KeyOptions::parse(b"from=\"192.0.2.7,192.0.2.8,::ffff:192.0.2.7\"").unwrap();
        assert!(!OptionFields::of(&some).with_mapped);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let fields = OptionFields {
            until: Some("tomorrow".to_owned()),
            command: Some("a\\".to_owned()),
            environment: vec!["A=b".to_owned(), "A-B=c".to_owned()],
            permit_open: vec!["db".to_owned()],
            permit_listen: vec!["8080".to_owned(), "x:y:z".to_owned()],
            tunnel: Some(String::new()),
            cert_authority: true,
            principals: Some(" ".to_owned()),
            ..from("192.0.2.7/24")
        };
        let fields: Vec<OptionField> = fields.problems().into_iter().map(|(field, _)| field).collect();
        let expected = [
            OptionField::Tunnel,
            OptionField::Principals,
            OptionField::Until,
            OptionField::From,
            OptionField::Command,
            OptionField::Environment(1),
            OptionField::PermitOpen(0),
            OptionField::PermitListen(1),
        ];
        assert_eq!(fields, expected);
        assert!(OptionFields::default().problems().is_empty());
        assert_eq!(from(" ").problems(), [(OptionField::From, FieldProblem::Empty)]);
        let service = OptionFields { permit_open: vec!["db:https".to_owned()], ..OptionFields::default() };
        let problem = FieldProblem::Value(BadValue::Service("db:https".to_owned()));
        assert_eq!(service.problems(), [(OptionField::PermitOpen(0), problem)]);
    }

    /// An edit changes what is changed in it, and nothing else.
    #[test]
    fn times_of_both_clocks_stay() {
        let options =
            KeyOptions::parse(b"expiry-time=\"20300101\",expiry-time=\"20290101\",expiry-time=\"20280101Z\"")
                .unwrap();
        let fields = OptionFields::of(&options);
        assert_eq!(fields.until.as_deref(), Some("2029-01-01 00:00:00"));
        assert_eq!(written(&fields), "expiry-time=\"20290101\",expiry-time=\"20280101Z\"");
    }

    proptest! {
        #[test]
        fn options_come_back_from_their_fields(
            restrict: bool,
            some in proptest::sample::subsequence(Capability::ALL.to_vec(), 0..5),
            from in proptest::option::of("(!?[0-9.*]{1,6},){0,2}[0-9a-z.:/*]{1,9}"),
            command in proptest::option::of("[ -~]{0,9}[a-z]"),
            until in proptest::option::of(1970u32..2200),
            cert_authority: bool,
        ) {
            let until = until.and_then(|year| ExpiryTime::parse(&format!("{year}0704Z")));
            let mut options = KeyOptions {
                restrict, from, command, cert_authority, allowed: Vec::new(),
                until: until.into_iter().collect(), ..KeyOptions::default()
            };
            some.iter().for_each(|capability| options.set(*capability, true));
            prop_assert_eq!(OptionFields::of(&options).options(), Ok(options));
        }
    }
}
