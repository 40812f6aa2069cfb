//! What becomes of the line of a finding. That the same is still wrong with it is looked at first: another program may
//! have added or removed lines before it.

use super::texts::Edited;
use super::{FixError, OnlyKey};
use crate::health::rules::findings_in_list;
use crate::health::survey::identity;
use crate::health::{Finding, Fix, Problem};
use crate::sshfiles::{
    AuthorizedKeys, BadBlock, Config, Directive, Edit, HostBlock, KnownHosts, Remark, ServerSettings,
    TooLarge, as_identity, have_same_options, remarks,
};
use crate::system::User;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

const IDENTITY_FILE: &str = "IdentityFile";
const IDENTITIES_ONLY: &str = "IdentitiesOnly";

fn changed(finding: &Finding) -> FixError {
    FixError::Changed(finding.path.clone())
}

fn by_hand(finding: &Finding) -> FixError {
    FixError::ByHand(finding.path.clone())
}

fn too_large(finding: &Finding) -> impl FnOnce(TooLarge) -> FixError {
    |limit| FixError::TooLarge(finding.path.clone(), limit)
}

/// An error unless the rules find this very same now.
fn refuse_what_changed(finding: &Finding, bytes: &[u8]) -> Result<(), FixError> {
    let is_still_so = findings_in_list(&finding.path, bytes).contains(finding);
    if is_still_so { Ok(()) } else { Err(changed(finding)) }
}

pub fn authorized(finding: &Finding, bytes: &[u8]) -> Result<Edited, FixError> {
    refuse_what_changed(finding, bytes)?;
    let number = finding.line.ok_or_else(|| by_hand(finding))?;
    let mut file = AuthorizedKeys::parse(bytes).map_err(too_large(finding))?;
    let edits = match finding.fix {
        Some(Fix::RepairLine(_)) => Some(file.put_right(number)).filter(|edits| !edits.is_empty()),
        Some(Fix::SwitchOff) => switch_off(&mut file, number),
        Some(Fix::RemoveRepeated) => remove_repeated(&mut file, number),
        _ => return Err(by_hand(finding)),
    };
    let edits = edits.ok_or_else(|| changed(finding))?;
    Ok(Edited::new(file.bytes(), edits))
}

fn switch_off(file: &mut AuthorizedKeys, number: usize) -> Option<Vec<Edit>> {
    match file.switch_off(number) {
        Some(edit) => Some(vec![edit]),
        None => file.comment_out(number),
    }
}

/// Only a line that changes nothing: what the key may do is the same in the earlier one.
fn remove_repeated(file: &mut AuthorizedKeys, number: usize) -> Option<Vec<Edit>> {
    let contents = file.contents();
    let is_this = |(line, remark): (usize, Remark)| match remark {
        Remark::Repeated { of } if line == number => Some(of),
        _ => None,
    };
    let of = remarks(&contents).into_iter().find_map(is_this)?;
    let is_superfluous = have_same_options(&contents, of, number);
    Some(vec![file.remove(number).filter(|_| is_superfluous)?])
}

pub fn known_hosts(finding: &Finding, bytes: &[u8]) -> Result<Edited, FixError> {
    let number = finding.line.ok_or_else(|| by_hand(finding))?;
    refuse_what_changed(finding, bytes)?;
    let mut file = KnownHosts::parse(bytes).map_err(too_large(finding))?;
    let edit = file.remove(number).ok_or_else(|| changed(finding))?;
    Ok(Edited::new(file.bytes(), vec![edit]))
}

/// The lines of ssh's configuration by which a server uses this key. `None` where no line can hold them.
pub fn host_block(server: &str, key: &Path, only: bool) -> Option<HostBlock> {
    ServerSettings::of_key(server, key, only).block()
}

/// What is asked for: that this server uses this key.
pub struct KeyWanted<'a> {
    pub server: &'a str,
    pub key: &'a Path,
    /// And no key of an agent.
    pub only: bool,
}

/// Where something else counts already, nothing would come of it.
pub fn key_for_server(
    config: &Path,
    KeyWanted { server, key, only }: &KeyWanted<'_>,
    person: &User,
    bytes: &[u8],
) -> Result<Edited, FixError> {
    let too_large = |limit| FixError::TooLarge(config.to_owned(), limit);
    let mut file = Config::parse(bytes).map_err(too_large)?;
    let named = file.values(server, IDENTITY_FILE);
    let is_written_out =
        as_identity(key).is_some_and(|path| named.iter().any(|one| one.as_slice() == [path.as_str()]));
    let written = if is_written_out { (*key).to_owned() } else { below_home(key, person) };
    let block =
        host_block(server, &written, *only).ok_or_else(|| FixError::NotWritable((*key).to_owned()))?;
    // What is in other files is not looked at here.
    let is_first = named.is_empty() && file.includes().is_empty();
    let inserted = file.add_to_host(&block, *only).map_err(|error| bad_block(config, error))?;
    if inserted.overruled.iter().any(|keyword| keyword == IDENTITIES_ONLY) {
        return Err(FixError::ByHand(config.to_owned()));
    }
    let first = inserted.edits.first().ok_or_else(|| FixError::Changed(config.to_owned()))?;
    let under = line_above(&file, first.number);
    let only_for = is_first.then(|| OnlyKey { server: (*server).to_owned(), agent_too: !only });
    Ok(Edited { under, only_for, ..Edited::new(file.bytes(), inserted.edits) })
}

/// The line that begins the block in which this one stands, if it is another one.
fn line_above(file: &Config, number: usize) -> Option<(usize, Vec<u8>)> {
    let directives = file.directives();
    let begins = |directive: &&Directive| matches!(directive.keyword.as_str(), "host" | "match");
    let is_setting = directives.iter().any(|one| one.line == number && !begins(&one));
    let above = directives.iter().filter(begins).rfind(|one| one.line < number).filter(|_| is_setting)?;
    let text =
        file.bytes().split(|byte| *byte == b'\n').nth(above.line.checked_sub(1)?)?.trim_ascii_end().to_vec();
    Some((above.line, text))
}

/// Only where it still names the file that is not there.
pub fn name_file(finding: &Finding, key: &Path, person: &User, bytes: &[u8]) -> Result<Edited, FixError> {
    let number = finding.line.ok_or_else(|| by_hand(finding))?;
    let Problem::IdentityMissing(missing) = &finding.problem else { return Err(by_hand(finding)) };
    let mut file = Config::parse(bytes).map_err(too_large(finding))?;
    let is_named = file.directives().iter().any(|directive| {
        let named = directive.arguments.first().and_then(|written| identity(written, person, None));
        directive.line == number && named.as_ref() == Some(missing)
    });
    let path = as_identity(&below_home(key, person)).ok_or_else(|| FixError::NotWritable(key.to_owned()))?;
    if !is_named {
        return Err(changed(finding));
    }
    let edit = file.set_value(number, IDENTITY_FILE, &path);
    let edit = edit.map_err(|error| bad_block(&finding.path, error))?;
    Ok(Edited::new(file.bytes(), vec![edit]))
}

pub(in crate::health) fn bad_block(config: &Path, error: BadBlock) -> FixError {
    match error {
        BadBlock::NoSetting => FixError::Changed(config.to_owned()),
        BadBlock::TooLarge(limit) => FixError::TooLarge(config.to_owned(), limit),
        BadBlock::Value(value) => FixError::NotWritable(value.into()),
    }
}

/// As people write it there: ssh puts the home folder in the place of `~`.
pub(in crate::health) fn below_home(key: &Path, person: &User) -> PathBuf {
    let rest = person.home.as_ref().and_then(|home| key.strip_prefix(home).ok()?.to_str());
    rest.map_or_else(|| key.to_owned(), |rest| format!("~/{}", rest.replace(MAIN_SEPARATOR, "/")).into())
}
