//! Which keys ssh finds: by their names, and by IdentityFile.

use super::files::is_text_for_ssh;
use super::of_seen;
use crate::format::Format;
use crate::health::survey::{Role, Scene, SeenFile, Setting};
use crate::health::{Finding, Fix, Problem};
use crate::save::public_path;
use crate::sshfiles::{Directive, is_server_name};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Keys that a server lets somebody try before it ends the connection (sshd's MaxAuthTries), less one.
const MOST_OFFERED: usize = 5;
/// The most servers that are looked at.
const MOST_HOSTS: usize = 200;

/// What is named and not there, there and not named, and too much for one server.
pub(super) fn identities(scene: &Scene<'_>) -> Vec<Finding> {
    let missing = scene.client.settings.iter().flat_map(|setting| missing(setting, scene));
    let is_read = |file: &&SeenFile| file.text.is_none() && scene.is_used(&file.path);
    let used: Vec<&SeenFile> = scene.private_keys().filter(is_read).collect();
    let not_tried = scene.private_keys().filter_map(|file| not_tried(file, &used, scene));
    missing.chain(not_tried).chain(too_many(scene)).collect()
}

fn missing(setting: &Setting, scene: &Scene<'_>) -> Vec<Finding> {
    let is_there = |path: &Path| scene.disk.status(path).is_some();
    // An agent or a security key may have the private key: the public one is enough then. Where the folder cannot be
    // looked into, nothing can be said.
    let is_missing = |path: &&PathBuf| {
        !is_there(path)
            && !is_there(&public_path(path))
            && path.parent().is_some_and(|folder| scene.disk.list(folder).is_ok() || !is_there(folder))
    };
    let finding = |path: &PathBuf| Finding {
        path: setting.file.clone(),
        line: Some(setting.directive.line),
        problem: Problem::IdentityMissing(path.clone()),
        // What is named by the server is not to be named for all of them.
        fix: setting.is_for_one_file().then_some(Fix::ChooseFile),
    };
    setting.identities().filter(is_missing).map(finding).collect()
}

/// Whether ssh tries the same key under another name, such as by a link or as a copy.
fn is_tried_elsewhere(file: &SeenFile, used: &[&SeenFile], scene: &Scene<'_>) -> bool {
    let real = |file: &SeenFile| scene.disk.resolved(&file.path);
    match blob(file) {
        Some(own) => used.iter().any(|other| blob(other) == Some(own)),
        // Of a locked key in PEM, only the file can be compared.
        None => used.iter().any(|other| real(other) == real(file)),
    }
}

fn blob(file: &SeenFile) -> Option<&[u8]> {
    Some(file.private()?.public.as_ref()?.blob())
}

fn not_tried(file: &SeenFile, used: &[&SeenFile], scene: &Scene<'_>) -> Option<Finding> {
    let format = file.private()?.format;
    let is_for_ssh = matches!(format, Format::OpenSsh | Format::Pem | Format::Pkcs8);
    let may_be_named_elsewhere = scene.client.is_cut || !scene.is_dot_ssh;
    let is_left_alone = is_for_ssh
        && file.role == Role::Key
        && !may_be_named_elsewhere
        && !scene.is_used(&file.path)
        // First its text must be put right.
        && file.text.as_ref().is_none_or(|_| !is_text_for_ssh(file, scene))
        && !is_tried_elsewhere(file, used, scene);
    let key = Some(file.path.clone());
    let fix = Fix::KeyForServer { server: None, key, only: false };
    is_left_alone.then(|| of_seen(file, Problem::NotTried, Some(fix)))
}

fn too_many(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_default = |file: &&SeenFile| scene.is_tried(&file.path);
    let by_default = scene.private_keys().filter(is_default).count();
    if by_default > MOST_OFFERED && !scene.client.settings.iter().any(Setting::is_for_all) {
        let problem = Problem::TooManyKeys { host: None, count: by_default };
        let fix = Some(Fix::KeyForServer { server: None, key: None, only: true });
        findings.push(Finding { path: scene.folder.to_owned(), line: None, problem, fix });
    }
    for (host, first) in hosts(scene) {
        let offered: BTreeSet<&Path> = scene
            .client
            .settings
            .iter()
            .filter(|setting| setting.is_for(&host))
            .filter_map(|setting| setting.identity_for(&host))
            .filter(|path| scene.at(path).is_some())
            .collect();
        if offered.len() > MOST_OFFERED && !begins_with_its_own(&host, scene) {
            let server = is_server_name(&host).then(|| host.clone());
            findings.push(Finding {
                path: first.file.clone(),
                line: Some(first.directive.line),
                problem: Problem::TooManyKeys { host: Some(host), count: offered.len() },
                fix: Some(Fix::KeyForServer { server, key: None, only: true }),
            });
        }
    }
    findings
}

/// Whether the only key in a block for this server alone is offered before all others: then their number does no harm.
fn begins_with_its_own(host: &str, scene: &Scene<'_>) -> bool {
    let all = &scene.client.settings;
    let Some(first) = all.iter().find(|setting| setting.is_for(host)) else { return false };
    let same_block = |other: &&Setting| Arc::ptr_eq(&other.blocks, &first.blocks);
    let is_own = |block: &Directive| block.keyword == "host" && block.arguments.as_slice() == [host];
    first.blocks.last().is_some_and(is_own) && all.iter().filter(same_block).count() == 1
}

/// The servers that have keys of their own, each with the first setting that names one.
fn hosts<'a>(scene: &'a Scene<'_>) -> Vec<(String, &'a Setting)> {
    let mut hosts: Vec<(String, &Setting)> = Vec::new();
    for setting in &scene.client.settings {
        for host in setting.hosts() {
            let is_name = !host.contains(['*', '?']) || host == "*";
            if is_name && hosts.len() < MOST_HOSTS && !hosts.iter().any(|(known, _)| *known == host) {
                hosts.push((host, setting));
            }
        }
    }
    hosts
}
