//! ssh's `config` (ssh_config's manual; OpenSSH, readconf.c).

mod insert;
mod line;
mod server;

pub use insert::{BadBlock, HostBlock, Inserted, is_server_name};
pub use line::{Directive, written as config_value};
pub use server::ServerSettings;
pub(crate) use server::as_identity;

use super::lines::{Lines, TooLarge};
use super::patterns::{Match, match_list};

/// The file, with its lines numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    lines: Lines,
}

/// Whether the settings of a block count for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// They do.
    Yes,
    /// They do not.
    No,
    /// A condition that only ssh can decide, such as a command.
    Perhaps,
}

impl Config {
    /// Reads any bytes.
    ///
    /// # Errors
    /// Only for what is too large.
    pub fn parse(bytes: &[u8]) -> Result<Self, TooLarge> {
        Ok(Self { lines: Lines::parse(bytes)? })
    }

    /// The file as it is written.
    pub fn bytes(&self) -> Vec<u8> {
        self.lines.bytes()
    }

    /// All settings, in order. Blank lines, comments and lines that ssh refuses are left out.
    pub fn directives(&self) -> Vec<Directive> {
        self.lines.iter().filter_map(|(number, text)| Directive::read(number, text)).collect()
    }

    /// The files that are to be read in, as they are named, whatever the conditions.
    pub fn includes(&self) -> Vec<String> {
        let mut directives = self.directives();
        directives.retain(|directive| directive.keyword == "include");
        directives.into_iter().flat_map(|directive| directive.arguments).collect()
    }

    /// What this file says of a setting for a server called like this on ssh's command line, in order. The first
    /// counts, except for settings such as IdentityFile, of which all do. `Match` is decided by `all`, `host` and
    /// `originalhost`; blocks with other conditions are left out, and so is what is included.
    pub fn values(&self, host: &str, keyword: &str) -> Vec<Vec<String>> {
        let is_asked = |matched: &Matched| {
            matched.counts == Counts::Yes
                && !matched.begins_block
                && matched.directive.keyword.eq_ignore_ascii_case(keyword)
        };
        self.matched(host).into_iter().filter(is_asked).map(|matched| matched.directive.arguments).collect()
    }

    /// All settings, and whether they count for this server.
    fn matched(&self, host: &str) -> Vec<Matched> {
        let (mut host_name, mut counts) = (None, Counts::Yes);
        let decide = |directive: Directive| {
            let block = directive.counts_for(host, host_name.as_deref());
            counts = block.unwrap_or(counts);
            if counts == Counts::Yes && directive.keyword == "hostname" && host_name.is_none() {
                host_name = directive.arguments.first().map(|name| name.replace("%h", host));
            }
            Matched { directive, counts, begins_block: block.is_some() }
        };
        self.directives().into_iter().map(decide).collect()
    }
}

/// A setting or the beginning of a block, and whether it counts for a server.
struct Matched {
    directive: Directive,
    counts: Counts,
    begins_block: bool,
}

impl Directive {
    /// Whether the block that begins here counts for a server called like this on ssh's command line; `None` where
    /// none begins. `host_name` is what `HostName` said.
    pub fn counts_for(&self, host: &str, host_name: Option<&str>) -> Option<Counts> {
        let counts = |is_match| if is_match { Counts::Yes } else { Counts::No };
        match self.keyword.as_str() {
            "host" => {
                let patterns = self.arguments.iter();
                Some(counts(match_list(host.as_bytes(), patterns) == Match::Yes))
            }
            "match" => Some(conditions(&self.arguments, host, host_name.unwrap_or(host))),
            _ => None,
        }
    }
}

fn conditions(arguments: &[String], host: &str, host_name: &str) -> Counts {
    let (mut rest, mut is_known) = (arguments, true);
    while let [attribute, after @ ..] = rest {
        let (is_negated, attribute) = match attribute.strip_prefix('!') {
            Some(attribute) => (true, attribute.to_ascii_lowercase()),
            None => (false, attribute.to_ascii_lowercase()),
        };
        rest = after;
        let name = match attribute.as_str() {
            "all" => continue,
            "host" => host_name,
            "originalhost" => host,
            _ => {
                is_known = false;
                continue;
            }
        };
        let [patterns, after @ ..] = rest else { return Counts::Perhaps };
        rest = after;
        if (match_list(name.as_bytes(), patterns.split(',')) == Match::Yes) == is_negated {
            return Counts::No;
        }
    }
    if is_known { Counts::Yes } else { Counts::Perhaps }
}

#[cfg(test)]
mod tests;
