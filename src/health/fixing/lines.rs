//! What becomes of the line of a finding. That it is still the line that was found is looked at first.

use super::FixError;
use super::texts::Edited;
use crate::health::{Finding, Fix};
use crate::sshfiles::{
    AuthorizedKeys, BadBlock, Config, Edit, KnownHosts, Remark, TooLarge, have_same_options, remarks,
};
use std::path::Path;

fn changed(finding: &Finding) -> FixError {
    FixError::Changed(finding.path.clone())
}

fn by_hand(finding: &Finding) -> FixError {
    FixError::ByHand(finding.path.clone())
}

fn too_large(finding: &Finding) -> impl FnOnce(TooLarge) -> FixError {
    |limit| FixError::TooLarge(finding.path.clone(), limit)
}

pub fn authorized(finding: &Finding, bytes: &[u8]) -> Result<Edited, FixError> {
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
    let mut file = KnownHosts::parse(bytes).map_err(too_large(finding))?;
    if !file.is_unreadable(number) {
        return Err(changed(finding));
    }
    let edit = file.remove(number).ok_or_else(|| changed(finding))?;
    Ok(Edited { bytes: file.bytes(), edits: vec![edit] })
}

pub fn config(finding: &Finding, bytes: &[u8]) -> Result<Edited, FixError> {
    let number = finding.line.ok_or_else(|| by_hand(finding))?;
    let mut file = Config::parse(bytes).map_err(too_large(finding))?;
    let edit = match &finding.fix {
        Some(Fix::OnlyItsKeys) => file.insert_setting(number, "IdentitiesOnly", "yes"),
        Some(Fix::UseKey(key)) => {
            let path = as_identity(key).ok_or_else(|| FixError::NotWritable(key.clone()))?;
            file.insert_setting(number, "IdentityFile", &path)
        }
        _ => return Err(by_hand(finding)),
    };
    let edit = edit.map_err(|error| match error {
        BadBlock::NoBlock => changed(finding),
        BadBlock::TooLarge(limit) => FixError::TooLarge(finding.path.clone(), limit),
        BadBlock::Value(value) => FixError::NotWritable(value.into()),
    })?;
    Ok(Edited { bytes: file.bytes(), edits: vec![edit] })
}

/// As ssh reads it: `%` begins something else there, and so does `${`.
fn as_identity(key: &Path) -> Option<String> {
    let path = key.to_str()?;
    (!path.contains("${")).then(|| path.replace('%', "%%"))
}
