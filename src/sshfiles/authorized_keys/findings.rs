//! What people should know about lines that sshd understands.

use super::line::{Content, KeyLine};
use crate::format::{self, KeyFile};
use crate::key::{Origin, Weakness, weakness};
use crate::sshfiles::key_field::{self, skip_blanks, word};
use core::net::IpAddr;
use std::collections::HashMap;

/// Something about the key in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The same key may log in by an earlier line. sshd uses the first line whose conditions are met.
    Repeated {
        /// The number of that line.
        of: usize,
    },
    /// The key is weak.
    Weak(Weakness),
    /// Another key stands in the comment: a line end is missing, and that key cannot log in.
    SecondKey,
    /// What is wrong with `from`.
    From(FromProblem),
    /// `principals` without `cert-authority`: sshd does not let the key in.
    Principals,
    /// A value of `permitopen` or `permitlisten` names a service: sshd ignores the line where it does not know it.
    Service(String),
}

/// A pattern of `from` that does not do what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromProblem {
    /// Nothing is between two commas: sshd refuses everybody.
    Empty,
    /// What stands around a `/` is not an address and the length of a mask that fits it, as in 10.0.0.1/8 or
    /// 10.0.0.0/255.0.0.0: sshd refuses everybody, or takes it for a name that is nobody's.
    Mask(String),
    /// White space, which is in no address: the pattern matches nothing.
    Blank(String),
    /// Every pattern begins with `!`: sshd refuses everybody.
    OnlyNegated,
    /// The name of a computer: without `UseDNS yes`, sshd knows no names, and it matches nothing.
    Name(String),
    /// The same behind `!`, which then excludes nobody.
    NegatedName(String),
}

impl FromProblem {
    /// Whether no line is written with it. A name may be meant for a server that looks names up, and lets in nobody
    /// elsewhere.
    pub(super) const fn is_refused(&self) -> bool {
        !matches!(self, Self::Name(_))
    }
}

/// All remarks on the lines of a file, each with the number of its line.
pub fn remarks(contents: &[Content]) -> Vec<(usize, Remark)> {
    let mut found = Vec::new();
    let mut first: HashMap<&[u8], usize> = HashMap::new();
    for (number, content) in (1..).zip(contents) {
        let Content::Key(line) = content else { continue };
        if line.is_on {
            let of = *first.entry(line.key.blob()).or_insert(number);
            if of != number {
                found.push((number, Remark::Repeated { of }));
            }
        }
        found.extend(of_line(line).into_iter().map(|remark| (number, remark)));
    }
    found
}

/// Whether the keys in the lines with these numbers may do the same.
pub fn have_same_options(contents: &[Content], one: usize, other: usize) -> bool {
    let options = |number: usize| match contents.get(number.checked_sub(1)?)? {
        Content::Key(line) => Some(&line.options),
        _ => None,
    };
    matches!((options(one), options(other)), (Some(one), Some(other)) if one == other)
}

/// Whether a line lets somebody in, as far as the file says, by the time in UTC and here, both written as
/// `2026-12-31 18:00:00`. A name in `from` may be meant for a server that looks names up.
pub(super) fn lets_in(line: &KeyLine, utc: &str, local: &str) -> bool {
    let options = &line.options;
    let is_shut =
        |problem: &FromProblem| problem.is_refused() && !matches!(problem, FromProblem::NegatedName(_));
    line.is_on
        && !options.until.iter().any(|until| until.is_past(utc, local))
        && !options.has_useless_principals()
        && options.named_services().next().is_none()
        && !options.from.as_deref().map(from_problems).unwrap_or_default().iter().any(is_shut)
}

fn of_line(line: &KeyLine) -> Vec<Remark> {
    let weak = weakness(line.key.kind(), Origin::Opened).map(Remark::Weak);
    let second = has_key(&line.key.comment().as_bytes()).then_some(Remark::SecondKey);
    let from = line.options.from.as_deref().map(from_problems).unwrap_or_default();
    let principals = line.options.has_useless_principals().then_some(Remark::Principals);
    let from = from.into_iter().map(Remark::From);
    let services = line.options.named_services().map(|place| Remark::Service(place.to_owned()));
    weak.into_iter().chain(second).chain(principals).chain(from).chain(services).collect()
}

pub(super) fn has_key(comment: &[u8]) -> bool {
    let is_public = || matches!(format::read(comment), Ok(KeyFile::Public(..) | KeyFile::Certificate(_)));
    memchr::memmem::find(comment, b"AAAA").is_some() && (is_public() || begins_key_somewhere(comment))
}

/// Whether a key begins at any word: there may be several.
fn begins_key_somewhere(comment: &[u8]) -> bool {
    let mut rest = skip_blanks(comment);
    while !rest.is_empty() {
        if matches!(key_field::read(rest), Some(Ok(_))) {
            return true;
        }
        rest = skip_blanks(word(rest).1);
    }
    false
}

/// What is wrong with the patterns of `from`, in order (OpenSSH, addrmatch.c, addr_match_list).
pub fn from_problems(from: &str) -> Vec<FromProblem> {
    let only_negated = from.split(',').all(|pattern| pattern.starts_with('!'));
    let only_negated = only_negated.then_some(FromProblem::OnlyNegated);
    from.split(',').filter_map(from_problem).chain(only_negated).collect()
}

fn from_problem(written: &str) -> Option<FromProblem> {
    let pattern = written.strip_prefix('!').unwrap_or(written);
    if pattern.is_empty() {
        return Some(FromProblem::Empty);
    }
    if pattern.contains(char::is_whitespace) {
        return Some(FromProblem::Blank(pattern.to_owned()));
    }
    if let Some((address, mask)) = pattern.split_once('/') {
        return (!is_network(address, mask)).then(|| FromProblem::Mask(pattern.to_owned()));
    }
    let problem = if pattern.len() < written.len() { FromProblem::NegatedName } else { FromProblem::Name };
    is_name(pattern).then(|| problem(pattern.to_owned()))
}

/// Whether the address has no bits after a mask of this length.
fn is_network(address: &str, mask: &str) -> bool {
    let is_number = (1..=3).contains(&mask.len()) && mask.bytes().all(|byte| byte.is_ascii_digit());
    let (Ok(address), Ok(mask)) = (address.parse(), mask.parse::<u32>()) else { return false };
    let (bits, length): (u128, u32) = match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    is_number && length.checked_sub(mask).is_some_and(|host| bits.trailing_zeros() >= host)
}

/// Whether it has letters that are in no address.
fn is_name(pattern: &str) -> bool {
    let is_part_of_address = |c: char| c.is_ascii_hexdigit() || "*?".contains(c);
    let may_be_address =
        pattern.contains(':') || pattern.contains(['*', '?']) && pattern.chars().all(is_part_of_address);
    !may_be_address && pattern.contains(char::is_alphabetic)
}
