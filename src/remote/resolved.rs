//! What ssh makes of its configuration (`ssh -G`), compared with what is meant.

use super::Target;
use super::call;
use crate::sshfiles::HostBlock;
use crate::system::{Ssh, SshAnswer, SshAsks, SshCall, SshError, SshInput, SshQuestion, SshTalk};
use std::ffi::OsString;
use std::path::Path;

/// The settings that are compared: those without which the login does not work as meant.
const COMPARED: [&str; 7] =
    ["HostName", "User", "Port", "ProxyJump", "IdentityFile", "IdentitiesOnly", "AddKeysToAgent"];

/// A setting of which ssh takes another value than is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its keyword.
    pub keyword: String,
    /// What is meant.
    pub meant: String,
    /// What ssh takes. `None` if nothing.
    pub taken: Option<String>,
}

/// Why nobody knows what ssh takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotResolved {
    /// ssh could not be run, or was stopped.
    Ssh(SshError),
    /// ssh refuses the configuration. What it said, without the rest of its log.
    Refused(String),
}

/// Asks ssh what it takes from this configuration for the server of a block. Nothing is connected.
///
/// # Errors
/// See [`NotResolved`].
pub fn differences(
    ssh: &dyn Ssh,
    (config, block): (&Path, &HostBlock),
    asks: SshAsks,
    goes_on: &dyn Fn() -> bool,
) -> Result<Vec<Difference>, NotResolved> {
    let arguments = ["-G".into(), "-F".into(), config.into(), "--".into(), block.name.as_str().into()];
    let output = resolved(ssh, arguments.into(), asks, goes_on)?;
    let compared = block.settings.iter().filter(|(keyword, _)| is_compared(keyword));
    Ok(compared.filter_map(|(keyword, meant)| difference(&output, keyword, meant)).collect())
}

/// Asks ssh which files of keys it takes for a server, by this configuration or, without one, by its own: as they are
/// written there. Nothing is connected.
///
/// # Errors
/// See [`NotResolved`].
pub fn identity_files(
    ssh: &dyn Ssh,
    (config, target): (Option<&Path>, &Target),
    asks: SshAsks,
    goes_on: &dyn Fn() -> bool,
) -> Result<Vec<String>, NotResolved> {
    let SshCall { arguments, asks } = call::show_settings(target, config, asks);
    let output = resolved(ssh, arguments, asks, goes_on)?;
    Ok(values(&output, "IdentityFile").map(str::to_owned).collect())
}

/// What ssh prints.
pub(super) fn resolved(
    ssh: &dyn Ssh,
    arguments: Vec<OsString>,
    asks: SshAsks,
    goes_on: &dyn Fn() -> bool,
) -> Result<String, NotResolved> {
    let call = SshCall { arguments, asks };
    let mut talk = Listener { lines: Vec::new(), goes_on };
    let end = ssh.run(&call, &mut talk).map_err(NotResolved::Ssh)?;
    if end.status != Some(0) {
        // The last line only says that ssh ends.
        let said = talk.lines.iter().rev().find(|line| !line.contains("terminating,"));
        return Err(NotResolved::Refused(said.or(talk.lines.last()).cloned().unwrap_or_default()));
    }
    Ok(String::from_utf8_lossy(&end.output).into_owned())
}

/// All values of a setting.
pub(super) fn values<'a>(output: &'a str, keyword: &'a str) -> impl Iterator<Item = &'a str> + Clone {
    output.lines().filter_map(move |line| {
        let (name, value) = line.trim_end_matches('\r').split_once(' ')?;
        name.eq_ignore_ascii_case(keyword).then_some(value)
    })
}

/// What a configuration has that decides how ssh is started here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Only servers that are known already are connected to (`StrictHostKeyChecking yes`).
    pub is_strict: bool,
    /// `StdinNull yes`: the server would get no script.
    takes_no_input: bool,
    /// `SessionType`: no command would run.
    runs_nothing: bool,
    /// `ForkAfterAuthentication yes`: it would seem to have ended.
    forks: bool,
}

impl Own {
    /// What ssh says of the configuration for this server; nothing where it does not say it.
    pub fn of(ssh: &dyn Ssh, target: &Target, asks: SshAsks, goes_on: &dyn Fn() -> bool) -> Self {
        let mut talk = Listener { lines: Vec::new(), goes_on };
        let end = ssh.run(&call::show_settings(target, None, asks), &mut talk).unwrap_or_default();
        let output = String::from_utf8_lossy(&end.output);
        let has = |setting: &str| output.lines().any(|line| line.trim_end() == setting);
        Self {
            is_strict: has("stricthostkeychecking true") || has("stricthostkeychecking yes"),
            takes_no_input: has("stdinnull yes"),
            runs_nothing: has("sessiontype none") || has("sessiontype subsystem"),
            forks: has("forkafterauthentication yes"),
        }
    }

    /// Options against these. Versions of ssh that do not know them, before 8.7, do not say that they have them.
    pub fn undone(&self) -> impl Iterator<Item = &str> {
        let options = [
            (self.takes_no_input, "StdinNull=no"),
            (self.runs_nothing, "SessionType=default"),
            (self.forks, "ForkAfterAuthentication=no"),
        ];
        options.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, option)| option)
    }
}

fn is_compared(keyword: &str) -> bool {
    COMPARED.iter().any(|compared| compared.eq_ignore_ascii_case(keyword))
}

/// Of a setting that has several values, such as IdentityFile, all count.
fn difference(output: &str, keyword: &str, meant: &str) -> Option<Difference> {
    let mut taken = values(output, keyword).map(|value| match (keyword, value) {
        // It can be asked, too, and ssh prints the rest in other words than all else.
        ("AddKeysToAgent", "true") => "yes",
        ("AddKeysToAgent", "false") => "no",
        _ => value,
    });
    let meant = if keyword == "HostName" { meant.replace("%%", "%") } else { meant.to_owned() };
    let is_meant = |value: &str| match keyword {
        // ssh writes it in small letters.
        "HostName" => value.eq_ignore_ascii_case(&meant),
        _ => value == meant,
    };
    let first = taken.clone().next().map(str::to_owned);
    (!taken.any(is_meant)).then(|| Difference { keyword: keyword.to_owned(), meant, taken: first })
}

/// Remembers what ssh says. With `-G` it asks nothing.
struct Listener<'a> {
    lines: Vec<String>,
    goes_on: &'a dyn Fn() -> bool,
}

impl SshTalk for Listener<'_> {
    fn line(&mut self, text: &str) {
        self.lines.push(text.to_owned());
    }

    fn input(&mut self, _output: &[u8]) -> Option<SshInput> {
        None
    }

    fn question(&mut self, _question: Option<SshQuestion>) {}

    fn answer(&mut self) -> Option<SshAnswer> {
        Some(SshAnswer::Refused)
    }

    fn goes_on(&self) -> bool {
        (self.goes_on)()
    }
}
