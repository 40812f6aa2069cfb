//! What lines of authorized_keys mean.

use super::{Texts, say};
use crate::sshfiles::{
    BadOption, BadValue, Capability, ExpiryTime, FromProblem, Ignored, KeyDamage, KeyOptions, LineFault,
    PastedBlock, Remark, TooLarge,
};

impl Texts {
    /// What the options of a key allow, each with its label. Who needs no telling is left out: a key without options
    /// has one row. The time is that in UTC and here, both as `2026-12-31 18:00:00`.
    pub fn key_options(&self, options: &KeyOptions, utc: &str, local: &str) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        if let Some(from) = &options.from {
            rows.push((say!(self, "auth-from"), self.addresses(from)));
        }
        for until in &options.until {
            rows.push((say!(self, "auth-until"), self.until(until, until.is_past(utc, local))));
        }
        if options.cert_authority {
            rows.push((say!(self, "auth-authority"), say!(self, "auth-authority-yes")));
        }
        let text = |label: String, values: &[String]| {
            values.iter().map(|value| (label.clone(), value.clone())).collect::<Vec<_>>()
        };
        rows.extend(text(say!(self, "auth-principals"), options.principals.as_slice()));
        rows.extend(text(say!(self, "auth-command"), options.command.as_slice()));
        rows.push((say!(self, "auth-allowed"), self.allowed(options)));
        rows.extend(text(say!(self, "auth-environment"), &options.environment));
        rows.extend(text(say!(self, "auth-permit-open"), &options.permit_open));
        rows.extend(text(say!(self, "auth-permit-listen"), &options.permit_listen));
        rows.extend(text(say!(self, "auth-tunnel"), options.tunnel.as_slice()));
        if !options.touch_required {
            rows.push((say!(self, "auth-security-key"), say!(self, "auth-no-touch")));
        }
        if options.verify_required {
            rows.push((say!(self, "auth-security-key"), say!(self, "auth-verify")));
        }
        rows
    }

    fn addresses(&self, from: &str) -> String {
        let pattern = |pattern: &str| match pattern.strip_prefix('!') {
            Some(pattern) => say!(self, "auth-from-not", pattern = pattern),
            None => pattern.to_owned(),
        };
        from.split(',').map(pattern).collect::<Vec<_>>().join(", ")
    }

    fn until(&self, until: &ExpiryTime, is_past: bool) -> String {
        let time = until.shown();
        match (until.is_utc(), is_past) {
            (true, false) => say!(self, "auth-until-utc", time = time),
            (true, true) => say!(self, "auth-until-utc-past", time = time),
            (false, false) => say!(self, "auth-until-local", time = time),
            (false, true) => say!(self, "auth-until-local-past", time = time),
        }
    }

    fn allowed(&self, options: &KeyOptions) -> String {
        let names = options.allowed.iter().map(|capability| self.capability(*capability));
        let names = names.collect::<Vec<_>>().join(", ");
        match (options.restrict, options.allowed.len()) {
            (false, all) if all == Capability::ALL.len() => say!(self, "auth-allowed-all"),
            (_, 0) => say!(self, "auth-allowed-none"),
            _ => say!(self, "auth-allowed-some", names = names),
        }
    }

    fn capability(&self, capability: Capability) -> String {
        match capability {
            Capability::Pty => say!(self, "auth-pty"),
            Capability::PortForwarding => say!(self, "auth-ports"),
            Capability::AgentForwarding => say!(self, "auth-agent"),
            Capability::X11Forwarding => say!(self, "auth-x11"),
            Capability::UserRc => say!(self, "auth-rc"),
        }
    }

    /// What is odd about a line.
    pub fn authorized_remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::Repeated { of } => say!(self, "auth-repeated", line = of.to_string()),
            Remark::Weak(weakness) => self.weakness(*weakness),
            Remark::SecondKey => say!(self, "auth-second-key"),
            Remark::From(problem) => self.problem_of_from(problem),
            Remark::Principals => say!(self, "auth-principals-alone"),
            Remark::Service(value) => say!(self, "auth-permit-service", value = value.as_str()),
        }
    }

    fn problem_of_from(&self, problem: &FromProblem) -> String {
        match problem {
            FromProblem::Empty => say!(self, "auth-from-empty"),
            FromProblem::Mask(pattern) => say!(self, "auth-from-mask", pattern = pattern.as_str()),
            FromProblem::Blank(pattern) => say!(self, "auth-from-blank", pattern = pattern.as_str()),
            FromProblem::OnlyNegated => say!(self, "auth-from-only-not"),
            FromProblem::Name(pattern) => say!(self, "auth-from-name", pattern = pattern.as_str()),
            FromProblem::NegatedName(pattern) => say!(self, "auth-from-not-name", pattern = pattern.as_str()),
        }
    }

    /// Why sshd ignores a line.
    pub fn authorized_ignored(&self, why: &Ignored) -> String {
        match why {
            Ignored::Options { problem, .. } => self.bad_option(problem),
            Ignored::Damaged(damage) => self.key_damage(damage),
            Ignored::Glued => say!(self, "auth-glued"),
            Ignored::Certificate(_) => say!(self, "auth-certificate"),
            Ignored::ByteOrderMark(_) => say!(self, "auth-bom"),
            Ignored::Utf16 => say!(self, "auth-utf16"),
            Ignored::Pasted(PastedBlock::PrivateKey) => say!(self, "auth-private"),
            Ignored::Pasted(PastedBlock::PublicKey) => say!(self, "auth-other-format"),
            Ignored::InPasted => say!(self, "auth-in-block"),
            Ignored::Misplaced(LineFault::Spaces, _) => say!(self, "auth-space-in-options"),
            Ignored::Misplaced(LineFault::Quotes, _) => say!(self, "auth-quotes"),
            Ignored::Misplaced(LineFault::Marker, _) => say!(self, "auth-marker"),
            Ignored::Misplaced(LineFault::Wrapped, _) => say!(self, "auth-wrapped"),
            Ignored::NotAKey => say!(self, "auth-no-key"),
        }
    }

    fn bad_option(&self, problem: &BadOption) -> String {
        match problem {
            BadOption::Unknown(option) => say!(self, "auth-option-unknown", option = option.as_str()),
            BadOption::NoQuote(option) => say!(self, "auth-option-quote", option = option.to_string()),
            BadOption::OpenQuote => say!(self, "auth-option-open"),
            BadOption::Repeated(option) => say!(self, "auth-option-twice", option = option.to_string()),
            BadOption::Time(value) => say!(self, "auth-option-time", value = value.as_str()),
            BadOption::Environment(value) => say!(self, "auth-option-environment", value = value.as_str()),
            BadOption::Permit { name, value } => {
                say!(self, "auth-option-permit", option = name.to_string(), value = value.as_str())
            }
            BadOption::Tunnel(value) => say!(self, "auth-option-tunnel", value = value.as_str()),
        }
    }

    pub(super) fn key_damage(&self, damage: &KeyDamage) -> String {
        match damage {
            KeyDamage::Missing => say!(self, "auth-key-missing"),
            KeyDamage::NotBase64 => say!(self, "auth-key-base64"),
            KeyDamage::Content => say!(self, "auth-key-damaged"),
            KeyDamage::OtherType { named, found } => {
                say!(self, "auth-key-other", named = named.as_str(), found = found.as_str())
            }
            KeyDamage::Unsupported(name) => say!(self, "auth-key-unsupported", name = name.as_str()),
            KeyDamage::ShortRsa { bits } => say!(self, "auth-key-short", bits = bits.to_string()),
        }
    }

    /// Why a key is not added with such options.
    pub fn bad_value(&self, problem: &BadValue) -> String {
        match problem {
            BadValue::Backslash(value) => say!(self, "auth-value-backslash", value = value.as_str()),
            BadValue::Control(c) => {
                say!(self, "auth-value-control", code = format!("U+{:04X}", u32::from(*c)))
            }
            BadValue::Option(problem) => self.bad_option(problem),
            BadValue::From(problem) => self.problem_of_from(problem),
            BadValue::Service(value) => say!(self, "auth-permit-service", value = value.as_str()),
            BadValue::Principals => say!(self, "auth-principals-alone"),
            BadValue::LineTooLong { limit } => say!(self, "auth-value-long", limit = limit.to_string()),
            BadValue::TooLarge(limit) => self.text_too_large(*limit),
            BadValue::NotReadBack => say!(self, "auth-value-not-read-back"),
        }
    }

    /// Why a text file is not read.
    pub fn text_too_large(&self, limit: TooLarge) -> String {
        match limit {
            TooLarge::Bytes { limit } => say!(self, "auth-large", limit = (limit >> 10).to_string()),
            TooLarge::Lines { limit } => say!(self, "auth-lines", limit = limit.to_string()),
        }
    }
}
