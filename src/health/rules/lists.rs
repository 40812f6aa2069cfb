//! The lines of authorized_keys and known_hosts.

use super::of_file;
use crate::format::FILE_BYTES;
use crate::health::survey::{Role, Scene};
use crate::health::{Finding, Fix, KnownHostFault, Problem};
use crate::key::{Kind, Origin, Weakness, weakness};
use crate::sshfiles::{
    AuthorizedKeys, Content, HostLine, Hosts, Ignored, KeyDamage, KeyLine, KnownHosts, LineFix, Marker,
    PastedBlock, Remark, have_same_options, remarks,
};
use crate::system::utc_and_local;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Lines that do not do what they seem to do.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Finding> {
    let lines = |path: &PathBuf| {
        if !matches!(Role::of(path), Role::AuthorizedKeys | Role::KnownHosts | Role::Config) {
            return Vec::new();
        }
        match scene.disk.read(path, FILE_BYTES) {
            Ok(bytes) => in_text(path, &bytes),
            // It need not be there; permissions have a rule of their own.
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
                Vec::new()
            }
            Err(error) => vec![of_file(path, Problem::NotChecked(error), None)],
        }
    };
    scene.lists.iter().flat_map(lines).collect()
}

/// The lines of one list that do not do what they seem to do.
pub(in crate::health) fn in_text(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    match Role::of(path) {
        Role::AuthorizedKeys => authorized(path, bytes),
        Role::KnownHosts => known_hosts(path, bytes),
        _ => Vec::new(),
    }
}

fn at(path: &Path, line: usize, problem: Problem) -> Finding {
    let fix = fix(&problem);
    Finding { path: path.to_owned(), line: Some(line), problem, fix }
}

fn fix(problem: &Problem) -> Option<Fix> {
    match problem {
        Problem::AuthorizedExpired => Some(Fix::SwitchOff),
        // The type may be a new one, and what was meant by a marker only its writer knows.
        Problem::KnownHostIgnored(
            KnownHostFault::Marker | KnownHostFault::Key(KeyDamage::Unsupported(_)),
        ) => None,
        Problem::KnownHostIgnored(_) => Some(Fix::RemoveHostLine),
        _ => None,
    }
}

/// What is done about a line of authorized_keys that sshd ignores. `line_fix` is what puts it right.
pub fn fix_of_ignored(why: &Ignored, line_fix: Option<LineFix>) -> Option<Fix> {
    match (line_fix, why) {
        (Some(line_fix), _) => Some(Fix::RepairLine(line_fix)),
        // UTF-16 is all of the file, and a private key must not stay in a comment.
        (None, Ignored::Utf16 | Ignored::Pasted(PastedBlock::PrivateKey) | Ignored::InPasted) => None,
        (None, _) => Some(Fix::SwitchOff),
    }
}

/// What is done about a line of authorized_keys that does not do what it seems to do.
pub fn fix_of_remark(
    remark: &Remark,
    (contents, number): (&[Content], usize),
    line_fix: Option<LineFix>,
) -> Option<Fix> {
    match remark {
        Remark::SecondKey => line_fix.map(Fix::RepairLine),
        Remark::Weak(_) => Some(Fix::SwitchOff),
        // With other options, the line may let in what the earlier one does not: a person has to choose.
        Remark::Repeated { of } => have_same_options(contents, *of, number).then_some(Fix::RemoveRepeated),
        Remark::From(_) | Remark::Service(_) | Remark::Principals => None,
    }
}

/// What sshd makes of each line.
fn authorized(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    let Ok(file) = AuthorizedKeys::parse(bytes) else { return Vec::new() };
    let contents = file.contents();
    let line_fix = |line: usize| file.line_fix(line, &contents);
    let ignored = (1..).zip(&contents).filter_map(|(line, content)| match content {
        // Said where the block begins.
        Content::Ignored(Ignored::InPasted) => None,
        Content::Ignored(why) => {
            let found = at(path, line, Problem::AuthorizedIgnored(Box::new(why.clone())));
            Some(Finding { fix: fix_of_ignored(why, line_fix(line)), ..found })
        }
        Content::Blank | Content::Comment | Content::Key(_) => None,
    });
    let remarks = remarks(&contents).into_iter();
    let is_on = |line: usize| matches!(contents.get(line - 1), Some(Content::Key(key)) if key.is_on);
    let remarks = remarks.filter(|(line, _)| is_on(*line));
    let remarks = remarks.map(|(line, remark)| {
        let fix = fix_of_remark(&remark, (&contents, line), line_fix(line));
        Finding { fix, ..at(path, line, Problem::AuthorizedRemark(remark)) }
    });
    let [utc, local] = utc_and_local();
    let is_past =
        |key: &KeyLine| key.is_on && key.options.until.iter().any(|until| until.is_past(&utc, &local));
    let expired = (1..).zip(&contents).filter_map(|(line, content)| match content {
        Content::Key(key) if is_past(key) => Some(at(path, line, Problem::AuthorizedExpired)),
        _ => None,
    });
    ignored.chain(remarks).chain(expired).collect()
}

/// What ssh makes of each line.
fn known_hosts(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    let Ok(file) = KnownHosts::parse(bytes) else { return Vec::new() };
    let hosts = file.hosts();
    let understood: BTreeSet<usize> = hosts.iter().map(|(line, _)| *line).collect();
    let is_other = |line: &usize| !understood.contains(line) && file.is_unreadable(*line);
    let marked = (1..=file.count()).filter(is_other);
    let marked = marked.map(|line| at(path, line, Problem::KnownHostIgnored(KnownHostFault::Marker)));
    let hosts = hosts.into_iter().filter_map(|(line, host)| Some(at(path, line, of_host(host)?)));
    hosts.chain(marked).collect()
}

fn of_host(host: HostLine) -> Option<Problem> {
    let is_revoked = host.marker == Some(Marker::Revoked);
    match (host.key, host.hosts) {
        (_, Hosts::BadHash) => Some(Problem::KnownHostIgnored(KnownHostFault::Hash)),
        (None, _) => Some(Problem::KnownHostIgnored(KnownHostFault::NoKey)),
        (Some(Err(damage)), _) => Some(Problem::KnownHostIgnored(KnownHostFault::Key(damage))),
        (Some(Ok(key)), _) => weak(key.kind()).filter(|_| !is_revoked).map(Problem::WeakHostKey),
    }
}

/// No server has its key from PuTTY.
fn weak(kind: Kind) -> Option<Weakness> {
    weakness(kind, Origin::Made)
}
