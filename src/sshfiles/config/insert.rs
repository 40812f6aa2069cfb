//! Puts a block for a server where ssh finds it first.

use super::{Config, Counts, line};
use crate::sshfiles::lines::{Edit, Lines, TooLarge};

/// Settings for one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostBlock {
    /// The name for ssh's command line.
    pub name: String,
    /// Keywords with one value each, such as HostName, User, Port and IdentityFile.
    pub settings: Vec<(String, String)>,
}

/// A block that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// The new lines.
    pub edits: Vec<Edit>,
    /// Keywords that have a value for this server already, further up: that one counts.
    pub overruled: Vec<String>,
}

/// Why a block cannot be put in. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadBlock {
    /// A name or value that no line can hold as it is, or a name that is a pattern.
    Value(String),
    /// No block begins where the setting was to stand.
    NoBlock,
    /// The file would be too large.
    TooLarge(TooLarge),
}

impl Config {
    /// Puts a block in front of the first one that may count for the same server, otherwise at the end: of several
    /// values the first counts. Settings before all blocks stay before it.
    ///
    /// # Errors
    /// See [`BadBlock`].
    pub fn insert_host(&mut self, block: &HostBlock) -> Result<Inserted, BadBlock> {
        let texts = texts(block)?;
        let overruled = self.overruled(block);
        let mut lines = self.lines.clone();
        let place = self.place(&block.name);
        let (mut number, is_last) = (place.unwrap_or(lines.len() + 1), place.is_none());
        let mut edits = Vec::new();
        let mut put = |text: &str| {
            edits.push(lines.insert(number, text.as_bytes()).map_err(BadBlock::TooLarge)?);
            number += 1;
            Ok(())
        };
        if is_last && self.ends_in_text() {
            put("")?;
        }
        texts.iter().try_for_each(|text| put(text))?;
        if !is_last {
            put("")?;
        }
        self.lines = lines;
        Ok(Inserted { edits, overruled })
    }

    /// Puts a setting right under the line that begins a block, as deep as the settings that stand there.
    ///
    /// # Errors
    /// See [`BadBlock`]; also that no block begins in this line.
    pub fn insert_setting(&mut self, block: usize, keyword: &str, value: &str) -> Result<Edit, BadBlock> {
        let directives = self.directives();
        let begins = |keyword: &str| matches!(keyword, "host" | "match");
        let at = directives.iter().position(|one| one.line == block && begins(&one.keyword));
        let next = at.ok_or(BadBlock::NoBlock)?.checked_add(1).and_then(|next| directives.get(next));
        let first = next.filter(|next| !begins(&next.keyword)).and_then(|next| self.lines.get(next.line));
        let indent = match first {
            Some(text) => text.iter().copied().take_while(|byte| b" \t".contains(byte)).collect(),
            None => b"    ".to_vec(),
        };
        let text = setting(keyword, value)?;
        self.lines.insert(block + 1, &[&indent, text.as_bytes()].concat()).map_err(BadBlock::TooLarge)
    }

    fn overruled(&self, block: &HostBlock) -> Vec<String> {
        let place = self.place(&block.name).unwrap_or(usize::MAX);
        let mut before = self.matched(&block.name);
        before.retain(|one| one.counts == Counts::Yes && !one.begins_block && one.directive.line < place);
        let keywords = block.settings.iter().map(|(keyword, _)| keyword);
        let is_before =
            |keyword: &&String| before.iter().any(|one| keyword.eq_ignore_ascii_case(&one.directive.keyword));
        keywords.filter(is_before).cloned().collect()
    }

    /// The line of the first block that may count for this server, or of the comment right above it.
    fn place(&self, host: &str) -> Option<usize> {
        let matched = self.matched(host);
        let first = matched.iter().find(|one| one.begins_block && one.counts != Counts::No)?.directive.line;
        let is_comment = |number: &usize| {
            self.lines.get(*number).is_some_and(|text| text.trim_ascii_start().starts_with(b"#"))
        };
        Some((1..first).rev().take_while(is_comment).last().unwrap_or(first))
    }

    fn ends_in_text(&self) -> bool {
        let lines: &Lines = &self.lines;
        lines.get(lines.len()).is_some_and(|last| !last.trim_ascii().is_empty())
    }
}

fn texts(block: &HostBlock) -> Result<Vec<String>, BadBlock> {
    let bad = |text: &str| BadBlock::Value(text.to_owned());
    let is_pattern =
        block.name.is_empty() || block.name.contains(['*', '?', '!', ' ', '"', '\'', '\\', '#', '=', ',']);
    let name = line::written(&block.name).filter(|_| !is_pattern).ok_or_else(|| bad(&block.name))?;
    let mut texts = vec![format!("Host {name}")];
    for (keyword, value) in &block.settings {
        texts.push(format!("    {}", setting(keyword, value)?));
    }
    Ok(texts)
}

fn setting(keyword: &str, value: &str) -> Result<String, BadBlock> {
    let is_keyword = !keyword.is_empty() && keyword.chars().all(|c| c.is_ascii_alphanumeric());
    let written = line::written(value).filter(|_| is_keyword);
    let written = written.ok_or_else(|| BadBlock::Value(value.to_owned()))?;
    Ok(format!("{keyword} {written}"))
}
