//! What people should know about lines that sshd understands.

use super::line::{Content, KeyLine};
use crate::format::{self, KeyFile};
use crate::key::{Origin, Weakness, weakness};
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
}

/// A pattern of `from` that does not do what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromProblem {
    /// Nothing is between two commas: sshd refuses everybody.
    Empty,
    /// An address with a mask of which it has more bits, such as 10.0.0.1/8, or a mask that is too long: sshd
    /// refuses everybody.
    Mask(String),
    /// White space, which is in no address: the pattern matches nothing.
    Blank(String),
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

fn of_line(line: &KeyLine) -> Vec<Remark> {
    let weak = weakness(line.key.kind(), Origin::Opened).map(Remark::Weak);
    let second = has_key(&line.key.comment().as_bytes()).then_some(Remark::SecondKey);
    let from = line.options.from.as_deref().map(from_problems).unwrap_or_default();
    let principals = line.options.has_useless_principals().then_some(Remark::Principals);
    let from = from.into_iter().map(Remark::From);
    weak.into_iter().chain(second).chain(principals).chain(from).collect()
}

fn has_key(comment: &[u8]) -> bool {
    memchr::memmem::find(comment, b"AAAA").is_some()
        && matches!(format::read(comment), Ok(KeyFile::Public(..) | KeyFile::Certificate(_)))
}

/// What is wrong with the patterns of `from`, in order (OpenSSH, addrmatch.c, addr_match_list).
pub fn from_problems(from: &str) -> Vec<FromProblem> {
    from.split(',').filter_map(|pattern| from_problem(pattern.strip_prefix('!').unwrap_or(pattern))).collect()
}

fn from_problem(pattern: &str) -> Option<FromProblem> {
    if pattern.is_empty() {
        return Some(FromProblem::Empty);
    }
    if pattern.contains(char::is_whitespace) {
        return Some(FromProblem::Blank(pattern.to_owned()));
    }
    let (address, mask) = pattern.split_once('/')?;
    let (address, mask): (IpAddr, u32) =
        (address.parse().ok()?, mask.parse().ok().filter(|mask| *mask <= 128)?);
    let (bits, length): (u128, u32) = match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    // The bits after the mask are zero.
    let is_right = length.checked_sub(mask).is_some_and(|host| bits.trailing_zeros() >= host);
    (!is_right).then(|| FromProblem::Mask(pattern.to_owned()))
}
