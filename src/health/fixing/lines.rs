//! What becomes of the line of a finding. That the same is still wrong with it is looked at first: another program may
//! have added or removed lines before it.

use super::FixError;
use super::texts::Edited;
use crate::health::rules::findings_in_list;
use crate::health::survey::identity;
use crate::health::{Finding, Fix, Problem};
use crate::sshfiles::{
    AuthorizedKeys, BadBlock, Config, Edit, HostBlock, KnownHosts, Remark, ServerSettings, TooLarge,
    as_identity, have_same_options, remarks,
};
use crate::system::User;
use std::path::Path;

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
        Some(Fix::RepairLine) => file.repair(number),
        Some(Fix::SwitchOff) => switch_off(&mut file, number),
        Some(Fix::RemoveRepeated) => remove_repeated(&mut file, number),
        _ => return Err(by_hand(finding)),
    };
    let edits = edits.ok_or_else(|| changed(finding))?;
    Ok(Edited { bytes: file.bytes(), edits })
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
    Ok(Edited { bytes: file.bytes(), edits: vec![edit] })
}

/// The lines of ssh's configuration by which a server uses this key. `None` where no line can hold them.
pub fn host_block(server: &str, key: &Path, only: bool) -> Option<HostBlock> {
    ServerSettings::of_key(server, key, only).block()
}

/// Where something else counts already, nothing would come of it.
pub fn key_for_server(
    config: &Path,
    (block, only): (&HostBlock, bool),
    bytes: &[u8],
) -> Result<Edited, FixError> {
    let too_large = |limit| FixError::TooLarge(config.to_owned(), limit);
    let mut file = Config::parse(bytes).map_err(too_large)?;
    let inserted = file.add_to_host(block, only).map_err(|error| bad_block(config, error))?;
    if inserted.overruled.iter().any(|keyword| keyword == IDENTITIES_ONLY) {
        return Err(FixError::ByHand(config.to_owned()));
    }
    if inserted.edits.is_empty() {
        return Err(FixError::Changed(config.to_owned()));
    }
    Ok(Edited { bytes: file.bytes(), edits: inserted.edits })
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
    let path = as_identity(key).ok_or_else(|| FixError::NotWritable(key.to_owned()))?;
    if !is_named {
        return Err(changed(finding));
    }
    let edit = file.set_value(number, "IdentityFile", &path);
    let edit = edit.map_err(|error| bad_block(&finding.path, error))?;
    Ok(Edited { bytes: file.bytes(), edits: vec![edit] })
}

fn bad_block(config: &Path, error: BadBlock) -> FixError {
    match error {
        BadBlock::NoSetting => FixError::Changed(config.to_owned()),
        BadBlock::TooLarge(limit) => FixError::TooLarge(config.to_owned(), limit),
        BadBlock::Value(value) => FixError::NotWritable(value.into()),
    }
}
