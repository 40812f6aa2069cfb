//! What an error message of ssh or of a program that uses it means: from a text to its causes, and from a cause to
//! what settles it. Text in, values out. The messages are data: assets/explain.

mod catalog;
mod facts;
mod fix;
mod mask;
mod program;
mod text;

pub use catalog::Look;
pub use facts::Facts;
pub use fix::{Fix, Piece, Template};
pub use mask::{mask, mask_private_keys, without_private_keys};
pub use program::Program;

use catalog::{CauseRow, Message, Sign, catalog};
use facts::collect;
use text::{Line, lines};

/// Bytes of a text that are worth reading: a log of a whole day.
pub const TEXT_BYTES: usize = 8 << 20;

/// A message that is known, and why it may have been printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the message in assets/explain.
    pub id: &'static str,
    /// The programs that print it.
    pub programs: &'static [Program],
    /// The number of the line that explains most, counted from 1.
    pub line: usize,
    /// That line.
    pub text: String,
    /// What the text says about paths, hosts, users and so on.
    pub facts: Facts,
    /// The possible causes, the likeliest first.
    pub causes: Vec<Cause>,
}

/// One possible cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its name in assets/explain.
    pub id: &'static str,
    /// What settles it.
    pub fix: Fix,
    /// What can be seen of it on this computer.
    pub look: Option<Look>,
    /// What in the log speaks for or against it.
    pub hint: Option<Hint>,
}

/// What else a log says about a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The name of the sign in assets/explain.
    pub sign: &'static str,
    /// Whether it makes the cause more likely; otherwise less.
    pub speaks_for: bool,
}

/// The line of a text that says most about what went wrong, and its causes. `None` where no line is known. In a log,
/// the last line counts among those that say equally much.
pub fn explain(text: &str) -> Option<Explanation> {
    let catalog = catalog();
    let lines = lines(text);
    let known = lines.iter().filter_map(|line| Some((line, catalog.best(line)?)));
    let (line, message) = known.max_by_key(|(_, message)| message.rank)?;
    let facts = collect(message, line, &lines, &catalog.facts);
    let mut causes: Vec<Cause> = message
        .causes
        .iter()
        .filter_map(|id| catalog.cause.get_key_value(id))
        .map(|(id, row)| cause(id, row, &lines, &facts))
        .collect();
    // Stable: among equals the order of the data stays.
    causes.sort_by_key(|cause| match cause.hint {
        Some(Hint { speaks_for: true, .. }) => 0,
        None => 1,
        Some(Hint { speaks_for: false, .. }) => 2,
    });
    let text = line.text.trim().to_owned();
    Some(Explanation { id: &message.id, programs: &message.programs, line: line.number, text, facts, causes })
}

/// Every name in assets/explain of a message, a cause or a sign, as its words are called.
pub fn word_ids() -> Vec<String> {
    let catalog = catalog();
    let messages = catalog.message.iter().map(|message| format!("error-{}", message.id));
    let causes = catalog.cause.keys().map(|id| format!("cause-{id}"));
    let signs = catalog.sign.keys().map(|id| format!("sign-{id}"));
    messages.chain(causes).chain(signs).collect()
}

fn cause(id: &'static str, row: &'static CauseRow, lines: &[Line<'_>], facts: &Facts) -> Cause {
    let seen = |signs: &'static [String], speaks_for| {
        let holds = |sign: &&'static String| catalog().sign.get(*sign).is_some_and(|sign| holds(sign, lines));
        signs.iter().find(holds).map(|sign| Hint { sign, speaks_for })
    };
    let hint = seen(&row.likely, true).or_else(|| seen(&row.unlikely, false));
    Cause { id, fix: row.fix.filled(facts), look: row.look, hint }
}

fn holds(sign: &Sign, lines: &[Line<'_>]) -> bool {
    let any = |pattern: &catalog::Pattern| lines.iter().any(|line| pattern.is_match(line.text));
    any(&sign.pattern) && !sign.without.as_ref().is_some_and(any)
}

impl Message {
    /// The lines that it is told by, for tests.
    #[cfg(test)]
    fn examples(&self) -> &[String] {
        &self.examples
    }
}

#[cfg(test)]
mod tests;
