//! What a text says about paths, hosts, users and so on: the named groups of patterns.

use super::catalog::{Message, Pattern};
use super::text::Line;
use std::collections::BTreeMap;

/// Values by name: `file`, `host`, `user`, `line` …
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, String>);

impl Facts {
    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Adds what a pattern finds in a line; what is known stays.
    fn learn(&mut self, pattern: &Pattern, line: &str) {
        let Some(found) = pattern.captures(line) else { return };
        for name in pattern.capture_names().flatten() {
            if let Some(value) =
                found.name(name).map(|value| value.as_str().trim()).filter(|value| !value.is_empty())
            {
                self.0.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            }
        }
    }
}

/// What the line of a message says, then what other lines say about the same, then what any log may say. The last
/// line that says something counts.
pub(super) fn collect(message: &Message, line: &Line<'_>, lines: &[Line<'_>], general: &[Pattern]) -> Facts {
    let mut facts = Facts::default();
    facts.learn(&message.pattern, line.text);
    for pattern in message.also.iter().chain(general) {
        lines.iter().rev().for_each(|line| facts.learn(pattern, line.text));
    }
    // Of several, nobody knows which it was.
    if let [program] = message.programs.as_slice()
        && program.is_client()
    {
        facts.0.entry("program".to_owned()).or_insert_with(|| program.name().to_owned());
    }
    facts
}
