//! ssh's patterns of host names and addresses (ssh_config's manual, PATTERNS).

/// What a list of patterns says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// A pattern matches.
    Yes,
    /// None does.
    No,
    /// A negated one does, so the others do not matter.
    Negated,
}

/// Whether one pattern matches the whole text: `*` is any number of characters, `?` is one.
pub fn matches(text: &[u8], pattern: &[u8]) -> bool {
    let (mut text_at, mut pattern_at) = (0, 0);
    // Where the last star is, and the text that it has taken in so far.
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(text_at) {
        match pattern.get(pattern_at) {
            Some(b'*') => {
                star = Some((pattern_at, text_at));
                pattern_at += 1;
            }
            Some(one) if *one == b'?' || one == byte => {
                text_at += 1;
                pattern_at += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                (text_at, pattern_at) = (taken + 1, at + 1);
            }
        }
    }
    pattern.get(pattern_at..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

/// What patterns say of a name; `!` negates one.
pub(super) fn match_list<P: AsRef<[u8]>>(name: &[u8], patterns: impl Iterator<Item = P>) -> Match {
    let mut found = Match::No;
    for pattern in patterns {
        let pattern = pattern.as_ref();
        match pattern.strip_prefix(b"!") {
            Some(pattern) if matches(name, pattern) => return Match::Negated,
            None if matches(name, pattern) => found = Match::Yes,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_match_as_for_ssh() {
        for (text, pattern, expected) in [
            ("", "", true),
            ("", "*", true),
            ("a", "", false),
            ("abc", "a?c", true),
            ("ac", "a?c", false),
            ("abcbd", "a*b?", true),
            ("aaaa", "*a*a*", true),
            ("a", "*a*a*", false),
            ("www.example.org", "*.example.org", true),
            ("example.org", "*.example.org", false),
        ] {
            assert_eq!(matches(text.as_bytes(), pattern.as_bytes()), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn a_negated_pattern_counts_more_than_all_others() {
        let of = |name: &str, list: &str| match_list(name.as_bytes(), list.split(','));
        assert_eq!(of("web.lan", "*.lan"), Match::Yes);
        assert_eq!(of("web.lan", "*.lan,!web.*"), Match::Negated);
        assert_eq!(of("web.lan", "!db.lan"), Match::No);
    }

    /// What takes other matchers exponential time.
    #[test]
    fn many_stars_cost_little() {
        assert!(!matches(&[b'a'; 10_000], &[b"*a".repeat(2_000).as_slice(), b"b"].concat()));
    }
}
