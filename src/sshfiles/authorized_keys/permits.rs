//! The values of `permitopen`, `permitlisten` and `tunnel` (OpenSSH, auth-options.c: handle_permit; misc.c:
//! hpdelim2, a2port, a2tun).

use std::borrow::Cow;

/// Longest name of a host (NI_MAXHOST), in bytes.
const LONGEST_HOST: usize = 1024;
/// The largest number of a tunnel (SSH_TUNID_MAX).
const MOST_TUNNELS: i64 = 0x7fff_fffd;

/// Whether it is a host and a port: `host:port`, `[host]:port`, `host/port`. The port may be `*`.
pub(super) fn is_permit(text: &str) -> bool {
    let Some((host, port)) = split(text) else { return false };
    host.len() <= LONGEST_HOST && (port == "*" || is_port(port))
}

/// Whether the port of such a text is the name of a service.
pub(super) fn names_service(text: &str) -> bool {
    text.rsplit([':', '/']).next().is_some_and(|port| port != "*" && number(port).is_none())
}

/// What a port alone stands for in `permitlisten`.
pub(super) fn without_host(text: &str) -> Cow<'_, str> {
    if text.contains(':') { Cow::Borrowed(text) } else { Cow::Owned(format!("*:{text}")) }
}

/// Whether it is `any` or the number of a device.
pub(super) fn is_tunnel(text: &str) -> bool {
    text.eq_ignore_ascii_case("any")
        || number(text).is_some_and(|number| (0..=MOST_TUNNELS).contains(&number))
}

fn split(text: &str) -> Option<(&str, &str)> {
    let end = if text.starts_with('[') { text.find(']')? + 1 } else { text.find([':', '/'])? };
    let (host, rest) = text.split_at_checked(end)?;
    Some((host, rest.strip_prefix([':', '/'])?))
}

/// A number, or the name of a service, of which each server has its own list. `none` is a word of sshd_config, but
/// means nothing here.
fn is_port(text: &str) -> bool {
    let is_name = text.contains(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-+._".contains(c));
    match number(text) {
        Some(number) => (1..=65535).contains(&number),
        None => is_name && !text.eq_ignore_ascii_case("none"),
    }
}

/// As strtonum reads it: white space and a sign may come first.
fn number(text: &str) -> Option<i64> {
    text.trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permit_is_a_host_and_a_port() {
        for right in ["db:5432", "*:80", "localhost:*", "[::1]:22", "db/22", "web:https", ":22", "db:+22"] {
            assert!(is_permit(right), "{right}");
        }
        for wrong in [
            "", "db", "db:", "db:0", "db:65536", "[::1:22", "[::1]22", "db:-1", "::1:22", "db:22 ", "db:none",
        ] {
            assert!(!is_permit(wrong), "{wrong}");
        }
        assert!(["db:https", "ssh"].into_iter().all(names_service));
        assert!(!["db:22", "db:*", "22", "[::1]:22", "db/22"].into_iter().any(names_service));
        assert!(is_permit(&without_host("8080")) && !is_permit("8080"));
        assert!(is_permit(&format!("{}:1", "h".repeat(LONGEST_HOST))));
        assert!(!is_permit(&format!("{}:1", "h".repeat(LONGEST_HOST + 1))));
    }

    #[test]
    fn a_tunnel_is_any_or_a_number() {
        assert!(["any", "ANY", "0", "7", "2147483645"].into_iter().all(is_tunnel));
        assert!(!["", "-1", "2147483646", "tun0", "0x7"].into_iter().any(is_tunnel));
    }
}
