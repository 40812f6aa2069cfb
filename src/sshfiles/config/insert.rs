//! Puts a block for a server where ssh finds it first.

use super::{Config, Counts, Directive, Matched, line};
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
    /// No block begins, or no such setting stands, where something was to change.
    NoSetting,
    /// The file would be too large.
    TooLarge(TooLarge),
}

impl Config {
    /// Puts a block in front of the first one, or the first included file, that may count for the same server, otherwise
    /// at the end: of several values the first counts. Settings before all of those stay before it.
    ///
    /// # Errors
    /// See [`BadBlock`].
    pub fn insert_host(&mut self, block: &HostBlock) -> Result<Inserted, BadBlock> {
        let texts = texts(block)?;
        let overruled = self.overruled(block);
        let mut lines = self.lines.clone();
        let place = self.place(&block.name);
        let mut number = place.as_ref().map_or(lines.len() + 1, |place| place.line);
        let mut edits = Vec::new();
        let mut put = |text: &str| {
            edits.push(lines.insert(number, text.as_bytes()).map_err(BadBlock::TooLarge)?);
            number += 1;
            Ok(())
        };
        if place.is_none() && self.ends_in_text() {
            put("")?;
        }
        texts.iter().try_for_each(|text| put(text))?;
        if let Some(place) = place {
            put("")?;
            if place.is_outside {
                put("Match all")?;
            }
        }
        self.lines = lines;
        Ok(Inserted { edits, overruled })
    }

    /// The same, but where the first block that may count for this server is for it alone, the settings are put right
    /// under the line that begins it. What is said already, and first, is not said twice. `first`: no other value of a
    /// keyword stands in the same block, so that all of those come after it.
    ///
    /// # Errors
    /// See [`BadBlock`].
    pub fn add_to_host(&mut self, block: &HostBlock, first: bool) -> Result<Inserted, BadBlock> {
        let is_said = |(keyword, value): &&(String, String)| {
            self.values(&block.name, keyword)
                .first()
                .is_some_and(|first| first.as_slice() == [value.as_str()])
        };
        let settings: Vec<_> = block.settings.iter().filter(|setting| !is_said(setting)).cloned().collect();
        let block = HostBlock { name: block.name.clone(), settings };
        texts(&block)?;
        if block.settings.is_empty() {
            return Ok(Inserted { edits: Vec::new(), overruled: Vec::new() });
        }
        let Some(own) = self.own_block(&block, first) else { return self.insert_host(&block) };
        let overruled = self.said_before(own, &block);
        let (mut file, mut edits) = (self.clone(), Vec::new());
        for (keyword, value) in block.settings.iter().rev() {
            edits.insert(0, file.insert_setting(own, keyword, value)?);
        }
        for (number, edit) in (own + 1..).zip(&mut edits) {
            edit.number = number;
        }
        *self = file;
        Ok(Inserted { edits, overruled })
    }

    /// Gives the setting in this line another value. How it is written around that stays, with its comment.
    ///
    /// # Errors
    /// See [`BadBlock`]; also that this setting does not stand there.
    pub fn set_value(&mut self, number: usize, keyword: &str, value: &str) -> Result<Edit, BadBlock> {
        let written = line::written(value).ok_or_else(|| BadBlock::Value(value.to_owned()))?;
        let text = self.lines.get(number).ok_or(BadBlock::NoSetting)?;
        let is_this = |directive: &Directive| directive.keyword.eq_ignore_ascii_case(keyword);
        Directive::read(number, text).filter(is_this).ok_or(BadBlock::NoSetting)?;
        let (before, after) = line::around_first_argument(text).ok_or(BadBlock::NoSetting)?;
        let new = [before, written.as_bytes(), after].concat();
        self.lines.replace(number, new).ok_or(BadBlock::NoSetting)
    }

    /// The line that begins the first block that may count for this server, if that is for it alone and, where that
    /// is asked, has none of these settings.
    fn own_block(&self, block: &HostBlock, without: bool) -> Option<usize> {
        let matched = self.matched(&block.name);
        let at = matched.iter().position(|one| one.begins_block && one.counts != Counts::No)?;
        let [begin, inside @ ..] = matched.get(at..)? else { return None };
        let is_own = begin.directive.keyword == "host"
            && begin.directive.arguments.as_slice() == [block.name.as_str()];
        let is_set = |one: &Matched| {
            block.settings.iter().any(|(keyword, _)| keyword.eq_ignore_ascii_case(&one.directive.keyword))
        };
        let has_some = inside.iter().take_while(|one| !one.begins_block).any(is_set);
        (is_own && !(without && has_some)).then_some(begin.directive.line)
    }

    /// Puts a setting right under the line that begins a block, as deep as the settings that stand there.
    pub(super) fn insert_setting(
        &mut self,
        block: usize,
        keyword: &str,
        value: &str,
    ) -> Result<Edit, BadBlock> {
        let directives = self.directives();
        let begins = |keyword: &str| matches!(keyword, "host" | "match");
        let at = directives.iter().position(|one| one.line == block && begins(&one.keyword));
        let next = at.ok_or(BadBlock::NoSetting)?.checked_add(1).and_then(|next| directives.get(next));
        let first = next.filter(|next| !begins(&next.keyword)).and_then(|next| self.lines.get(next.line));
        let indent = match first {
            Some(text) => text.iter().copied().take_while(|byte| b" \t".contains(byte)).collect(),
            None => b"    ".to_vec(),
        };
        let text = setting(keyword, value)?;
        self.lines.insert(block + 1, &[&indent, text.as_bytes()].concat()).map_err(BadBlock::TooLarge)
    }

    /// In front of the first block or included file that may count for this server, and of the comment right above it.
    pub(super) fn place(&self, host: &str) -> Option<Place> {
        let comes_first = |one: &&Matched| one.begins_block || one.directive.keyword == "include";
        let matched = self.matched(host);
        let first = matched.iter().find(|one| comes_first(one) && one.counts != Counts::No)?;
        let number = first.directive.line;
        let is_comment = |number: &usize| {
            self.lines.get(*number).is_some_and(|text| text.trim_ascii_start().starts_with(b"#"))
        };
        let line = (1..number).rev().take_while(is_comment).last().unwrap_or(number);
        Some(Place { line, is_outside: !first.begins_block })
    }

    fn ends_in_text(&self) -> bool {
        let lines: &Lines = &self.lines;
        lines.get(lines.len()).is_some_and(|last| !last.trim_ascii().is_empty())
    }
}

/// Where a new block comes.
pub(super) struct Place {
    /// What is in this line comes after it.
    pub line: usize,
    /// That is in no block, and counts for every server: it must not come into the new one.
    is_outside: bool,
}

/// Whether it can be the name of one server in the configuration, and on ssh's command line.
pub fn is_server_name(name: &str) -> bool {
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || "*?!\"'\\#=,@/".contains(c);
    !name.is_empty() && !name.starts_with('-') && !name.contains(is_odd)
}

impl HostBlock {
    /// The lines that it has in the configuration.
    ///
    /// # Errors
    /// [`BadBlock::Value`]
    pub fn lines(&self) -> Result<Vec<String>, BadBlock> {
        texts(self)
    }
}

pub(super) fn texts(block: &HostBlock) -> Result<Vec<String>, BadBlock> {
    let bad = |text: &str| BadBlock::Value(text.to_owned());
    let name = line::written(&block.name).filter(|_| is_server_name(&block.name));
    let name = name.ok_or_else(|| bad(&block.name))?;
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
