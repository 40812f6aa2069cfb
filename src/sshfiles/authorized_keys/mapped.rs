//! IPv4 addresses in patterns of `from`, also as sshd may see them: written as IPv6.

use core::net::Ipv4Addr;
use std::collections::BTreeSet;

/// What IPv4 addresses begin with where they are written as IPv6.
const MAPPED: &str = "::ffff:";
/// The bits of that beginning.
const MAPPED_BITS: u32 = 96;

/// The same pattern for an address that is written as IPv6: `!192.0.2.0/24` and `!::ffff:192.0.2.0/120`. `None` for
/// what is no IPv4 address, network or pattern.
pub(super) fn mapped(pattern: &str) -> Option<String> {
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
pub(super) fn without_mapped(from: &str) -> (String, bool) {
    let all: BTreeSet<&str> = from.split(',').collect();
    let twins: BTreeSet<String> = from.split(',').filter_map(mapped).collect();
    if twins.is_empty() || !twins.iter().all(|twin| all.contains(twin.as_str())) {
        return (from.to_owned(), false);
    }
    let rest: Vec<&str> = from.split(',').filter(|pattern| !twins.contains(*pattern)).collect();
    (rest.join(","), true)
}
