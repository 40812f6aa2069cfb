//! A text with its names taken out, so that it can be shown to strangers.

mod names;

use names::{ADDRESS, NAMED, OF_ALGORITHMS, PRIVATE_KEYS, is_well_known};
use regex::{Captures, Regex, RegexSet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What stands for a name: the same name has the same stand-in all over a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    User,
    Host,
    Address,
    File,
}

/// Words, with dots, hyphens or spaces between them, in the longest name that is looked for.
const MOST_WORDS: usize = 24;

struct Patterns {
    named: Vec<Regex>,
    any: RegexSet,
    address: Option<Regex>,
    private_keys: Vec<Regex>,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
        named: NAMED.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
        any: RegexSet::new(NAMED).unwrap_or_else(|_| RegexSet::empty()),
        address: Regex::new(ADDRESS).ok(),
        private_keys: PRIVATE_KEYS.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
    });
    &PATTERNS
}

/// Names, where each stands first and what it is.
type Names<'a> = BTreeMap<&'a str, (usize, Sort)>;

/// The text with `USER1`, `HOST1`, `ADDRESS1`, `FILE1.pem` … in place of the user names, hosts, addresses and key files
/// that are found, and without the contents of private keys. Names of algorithms and of public services stay.
pub fn mask(text: &str) -> String {
    let patterns = patterns();
    let text = mask_private_keys(text);
    let mut names = Names::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        for number in &patterns.any.matches(line) {
            let Some(pattern) = patterns.named.get(number) else { continue };
            pattern.captures_iter(line).for_each(|found| learn(&found, at, &mut names));
        }
        at += line.len();
    }
    for found in patterns.address.iter().flat_map(|address| address.find_iter(&text)) {
        if !is_well_known(found.as_str()) {
            // Colons at its ends belong to no word.
            names.insert(found.as_str().trim_matches(':'), (found.start(), Sort::Address));
        }
    }
    replaced(&text, &numbered(&names))
}

/// The text with `…` in place of each line of the private keys that stand between their usual marks. The marks stay.
pub fn mask_private_keys(text: &str) -> String {
    replace_private_keys(text, |found| {
        let mark = |number| found.get(number).map_or("", |mark| mark.as_str());
        let whole = found.get(0).map_or("", |whole| whole.as_str());
        let end = whole.len().saturating_sub(mark(2).len());
        let lines = whole.get(mark(1).len()..end).unwrap_or_default().split('\n');
        let lines: Vec<_> = lines.map(|line| if line.trim().is_empty() { "" } else { "…" }).collect();
        format!("{}{}{}", mark(1), lines.join("\n"), mark(2))
    })
}

/// The text without these private keys and their marks: whatever key is still in it, [`mask`] does not know.
pub fn without_private_keys(text: &str) -> String {
    replace_private_keys(text, |_| "…".to_owned())
}

fn replace_private_keys(text: &str, replacement: impl Fn(&Captures<'_>) -> String) -> String {
    let mut text = Cow::Borrowed(text);
    for pattern in &patterns().private_keys {
        text = Cow::Owned(pattern.replace_all(&text, &replacement).into_owned());
    }
    text.into_owned()
}

fn learn<'a>(found: &Captures<'a>, line: usize, names: &mut Names<'a>) {
    if found.name("host").is_some_and(|host| OF_ALGORITHMS.contains(&trimmed(host.as_str()))) {
        return;
    }
    for (group, sort) in [("user", Sort::User), ("host", Sort::Host), ("file", Sort::File)] {
        if let Some(name) = found.name(group) {
            let trimmed = trimmed(name.as_str());
            if !trimmed.is_empty() && !is_well_known(trimmed) {
                names.entry(trimmed).or_insert((line + name.start(), sort));
            }
        }
    }
}

/// Without the punctuation of the sentence around it.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Stand-ins by name, numbered as the names appear.
fn numbered<'a>(names: &Names<'a>) -> BTreeMap<&'a str, String> {
    let mut in_order: Vec<(usize, &str, Sort)> =
        names.iter().map(|(name, (at, sort))| (*at, *name, *sort)).collect();
    in_order.sort_unstable();
    let (mut users, mut hosts, mut addresses, mut files) = (0, 0, 0, 0);
    let stand_in = |(_, name, sort): (usize, &'a str, Sort)| {
        let (word, count) = match sort {
            Sort::User => ("USER", &mut users),
            Sort::Host => ("HOST", &mut hosts),
            Sort::Address => ("ADDRESS", &mut addresses),
            Sort::File => ("FILE", &mut files),
        };
        *count += 1;
        // What sort of file it is tells nothing about anybody.
        let kind = name.rfind('.').filter(|_| sort == Sort::File).and_then(|dot| name.get(dot..));
        (name, format!("{word}{count}{}", kind.unwrap_or_default()))
    };
    in_order.into_iter().map(stand_in).collect()
}

/// Every name that stands as a whole word, replaced; the longest where several begin alike.
fn replaced(text: &str, stand_ins: &BTreeMap<&str, String>) -> String {
    let first_words: BTreeSet<&str> = stand_ins.keys().map(|name| first_word(name)).collect();
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest.find(is_part).unwrap_or(rest.len());
        let (before, from_word) = rest.split_at(gap);
        masked.push_str(before);
        let word = first_word(from_word);
        let name = if first_words.contains(word) { longest(from_word, stand_ins) } else { None };
        let (length, shown) = name.unwrap_or((word.len(), word));
        masked.push_str(shown);
        rest = from_word.get(length..).unwrap_or_default();
    }
    masked
}

/// The longest name that the text begins with: its length, and what stands for it.
fn longest<'a>(text: &str, stand_ins: &'a BTreeMap<&str, String>) -> Option<(usize, &'a str)> {
    let mut found = None;
    let mut end = 0;
    for _ in 0..MOST_WORDS {
        let rest = text.get(end..)?;
        end += rest.find(is_part).unwrap_or(rest.len());
        end += text.get(end..).map_or(0, |rest| first_word(rest).len());
        if let Some(stand_in) = text.get(..end).and_then(|name| stand_ins.get(name)) {
            found = Some((end, stand_in.as_str()));
        }
        if end == text.len() {
            break;
        }
    }
    found
}

fn first_word(text: &str) -> &str {
    text.get(..text.find(|c| !is_part(c)).unwrap_or(text.len())).unwrap_or_default()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests;
