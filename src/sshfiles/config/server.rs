//! What ssh is to know of a server, and how a block that is there already comes to say it.

use super::insert::texts;
use super::{BadBlock, Config, Counts, HostBlock, Inserted};
use std::path::Path;

/// What a block says of a server. What is `None` or `false` is not said.
#[derive(Clone, Copy, Debug)]
pub struct ServerSettings<'a> {
    /// The name for ssh's command line.
    pub name: &'a str,
    /// The name or address that ssh connects to.
    pub host: Option<&'a str>,
    /// The name of the account.
    pub user: Option<&'a str>,
    /// The port.
    pub port: Option<u16>,
    /// The servers on the way.
    pub jump: Option<&'a str>,
    /// The file of the private key.
    pub key: &'a Path,
    /// Whether no other key is offered.
    pub only: bool,
    /// Whether the key goes to the agent once it was unlocked.
    pub adds_to_agent: bool,
    /// Whether its passphrase goes to the keychain of macOS.
    pub in_keychain: bool,
}

impl<'a> ServerSettings<'a> {
    /// Only the key, for this server.
    pub const fn of_key(name: &'a str, key: &'a Path, only: bool) -> Self {
        let (host, user, port, jump) = (None, None, None, None);
        Self { name, host, user, port, jump, key, only, adds_to_agent: false, in_keychain: false }
    }

    /// The block. `None` where no line can hold the path of the key.
    pub fn block(&self) -> Option<HostBlock> {
        let key = as_identity(self.key)?;
        let host = self.host.map(|host| host.replace('%', "%%"));
        let port = self.port.map(|port| port.to_string());
        let yes = |is_so: bool| is_so.then(|| "yes".to_owned());
        let ignored = self.in_keychain.then(|| "UseKeychain".to_owned());
        let settings = [
            ("HostName", host),
            ("User", self.user.map(str::to_owned)),
            ("Port", port),
            ("ProxyJump", self.jump.map(str::to_owned)),
            ("IdentityFile", Some(key)),
            ("IdentitiesOnly", yes(self.only)),
            ("AddKeysToAgent", yes(self.adds_to_agent)),
            // Only the ssh of macOS knows the next one.
            ("IgnoreUnknown", ignored),
            ("UseKeychain", yes(self.in_keychain)),
        ];
        let said = settings.into_iter().filter_map(|(keyword, value)| Some((keyword.to_owned(), value?)));
        let block = HostBlock { name: self.name.to_owned(), settings: said.collect() };
        block.lines().is_ok().then_some(block)
    }
}

/// As ssh reads it: `%` begins something else there, and so does `${`.
pub(crate) fn as_identity(key: &Path) -> Option<String> {
    let path = key.to_str()?;
    (!path.contains("${")).then(|| path.replace('%', "%%"))
}

impl Config {
    /// Gives these settings of the first block that is for this server alone other values: where a setting stands, in
    /// its place, otherwise right under the line that begins the block. Everything else stays. `None` where there is
    /// no such block.
    ///
    /// # Errors
    /// See [`BadBlock`].
    pub fn set_in_host(&mut self, block: &HostBlock) -> Result<Option<Inserted>, BadBlock> {
        texts(block)?;
        let directives = self.directives();
        let is_begin = |keyword: &str| matches!(keyword, "host" | "match");
        let is_own = |arguments: &[String]| arguments == [block.name.as_str()];
        let own = directives.iter().position(|one| one.keyword == "host" && is_own(&one.arguments));
        let Some((begin, inside)) = own.and_then(|at| directives.get(at..)?.split_first()) else {
            return Ok(None);
        };
        let inside: Vec<_> = inside.iter().take_while(|one| !is_begin(&one.keyword)).collect();
        let (mut file, mut changed, mut missing) = (self.clone(), Vec::new(), Vec::new());
        for (keyword, value) in &block.settings {
            let mut there = inside.iter().filter(|one| one.keyword.eq_ignore_ascii_case(keyword));
            match (there.clone().next(), there.any(|one| is_value(&one.arguments, value))) {
                (Some(_), true) => {}
                (Some(first), false) => changed.push(file.set_value(first.line, keyword, value)?),
                (None, _) => missing.push((keyword, value)),
            }
        }
        let mut edits = Vec::new();
        for (keyword, value) in missing.into_iter().rev() {
            edits.insert(0, file.insert_setting(begin.line, keyword, value)?);
        }
        for (number, edit) in (begin.line + 1..).zip(&mut edits) {
            edit.number = number;
        }
        edits.extend(changed);
        let overruled = self.said_before(begin.line, block);
        *self = file;
        Ok(Some(Inserted { edits, overruled }))
    }

    /// Keywords of the block that have a value for its server before this line.
    pub(super) fn said_before(&self, line: usize, block: &HostBlock) -> Vec<String> {
        let mut before = self.matched(&block.name);
        before.retain(|one| one.counts == Counts::Yes && !one.begins_block && one.directive.line < line);
        let is_said =
            |keyword: &&String| before.iter().any(|one| keyword.eq_ignore_ascii_case(&one.directive.keyword));
        block.settings.iter().map(|(keyword, _)| keyword).filter(is_said).cloned().collect()
    }

    pub(super) fn overruled(&self, block: &HostBlock) -> Vec<String> {
        self.said_before(self.place(&block.name).map_or(usize::MAX, |place| place.line), block)
    }
}

fn is_value(arguments: &[String], value: &str) -> bool {
    arguments == [value]
}
