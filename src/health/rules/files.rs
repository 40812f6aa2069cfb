//! Who may read and write what (OpenSSH: authfile.c, sshkey_perm_ok; misc.c, safe_path; readconf.c).

use super::{of_file, of_seen};
use crate::health::survey::{Role, Scene, SeenFile};
use crate::health::{Finding, Fix, Place, Problem, Writers};
use crate::system::{FilePermissions, FileStatus, Found, is_administrators_list};
use std::path::Path;

const OWNER_READS: u32 = 0o400;
const OWNER_ENTERS: u32 = 0o100;
const OTHERS_ENTER: u32 = 0o011;
const OTHERS_READ: u32 = 0o044;
const GROUP_WRITES: u32 = 0o020;
const EVERYONE_WRITES: u32 = 0o002;

/// Private keys that others can read: ssh ignores them. It does not look at copies, which are keys all the same.
pub(super) fn read_by_others(scene: &Scene<'_>) -> Vec<Finding> {
    let open = |file: &SeenFile| {
        let status = file.status.as_ref().filter(|_| file.is_private)?;
        let is_open = match status.owner {
            // ssh looks at the files of whoever runs it only, who is not the administrator that looks now.
            Some(_) if scene.is_dot_ssh => {
                let access = &status.access;
                is_of_folder(scene, status)
                    && (access.permissions.has_lax_mode() || access.is_accessible_to_others())
            }
            _ => status.access.is_accessible_to_others(),
        };
        let permissions = is_open.then(|| status.access.permissions.clone())?;
        let problem = match file.role {
            Role::Key if file.is_for_ssh && !scene.disk.keeps_permissions(&file.path) => {
                return Some(of_seen(file, Problem::NoPermissionsKept, Some(Fix::SaveInDotSsh)));
            }
            Role::Key if file.is_for_ssh && (scene.is_within(&file.path) || scene.is_used(&file.path)) => {
                Problem::PrivateKeyOpen(permissions)
            }
            // PuTTY does not mind, and the passphrase stands before it.
            Role::Key if is_locked_ppk(file) => return None,
            Role::Key if file.is_for_ssh => Problem::OutsideOpen(permissions),
            _ => Problem::CopyOpen(permissions),
        };
        Some(of_seen(file, problem, Some(asked_unless_plain(Fix::MakePrivate, &file.path, status, scene))))
    };
    scene.files.iter().filter_map(open).collect()
}

fn is_locked_ppk(file: &SeenFile) -> bool {
    file.private().is_some_and(|key| key.format.is_ppk() && key.locked == Some(true))
}

/// Private keys that their owner cannot read, or that belong to somebody else and are closed to all others.
pub(super) fn not_readable(scene: &Scene<'_>) -> Vec<Finding> {
    let check = |file: &SeenFile| {
        let status = file.status.as_ref()?;
        let mode = mode(status)?;
        let (problem, fix) = match !is_of_folder(scene, status) {
            true if mode & OTHERS_READ == 0 => (Problem::OtherOwner(Place::PrivateKey), Fix::TakeOwnership),
            false if mode & OWNER_READS == 0 => (Problem::NotReadable(Place::PrivateKey), Fix::MakeReadable),
            _ => return None,
        };
        Some(of_seen(file, problem, Some(fix)))
    };
    scene.private_keys().filter_map(check).collect()
}

/// The folders on the way to the files of ssh and sshd, and these files.
pub(super) fn folders(scene: &Scene<'_>) -> Vec<Finding> {
    let has_list =
        || scene.lists.iter().any(|list| place(list) == Some(Place::AuthorizedKeys) && is_there(list, scene));
    // Only sshd looks at the home folder, and only on the way to such a list.
    let home = scene.folder.parent().filter(|_| scene.is_dot_ssh && has_list());
    let home = home.and_then(|home| checked(home, Place::Home, scene));
    let folder = scene.is_dot_ssh.then(|| checked(scene.folder, Place::Folder, scene)).flatten();
    let lists = scene.lists.iter().filter_map(|list| checked(list, place(list)?, scene));
    home.into_iter().chain(folder).chain(lists).collect()
}

fn is_there(path: &Path, scene: &Scene<'_>) -> bool {
    scene.disk.access(path).is_some()
}

/// What is not one of the lists was named by Include.
fn place(list: &Path) -> Option<Place> {
    match Role::of(list) {
        Role::AuthorizedKeys => Some(Place::AuthorizedKeys),
        Role::KnownHosts => Some(Place::KnownHosts),
        _ => Some(Place::Config),
    }
}

fn checked(path: &Path, place: Place, scene: &Scene<'_>) -> Option<Finding> {
    let status = scene.disk.status(path)?;
    if let FilePermissions::Others { names, writers } = &status.access.permissions {
        return checked_by_acl(path, place, (names, writers), &status, scene);
    }
    let mode = mode(&status)?;
    let is_trusted = status.owner.is_some_and(crate::system::Owner::is_root);
    let is_own = status.access.mine || is_of_folder(scene, &status) || is_trusted;
    // What is in known_hosts counts, whoever owns it.
    if !is_own && place != Place::KnownHosts {
        return Some(of_file(path, Problem::OtherOwner(place), Some(Fix::TakeOwnership)));
    }
    // As what was made with sudo: ssh runs as the person.
    let has_no_list = matches!(status.access.permissions, FilePermissions::Mode(_));
    let is_closed_by_root =
        is_trusted && has_no_list && scene.owner.is_some() && !is_of_folder(scene, &status);
    if is_closed_by_root && mode & others_need(place) == 0 {
        return Some(of_file(path, Problem::NotReadable(place), Some(Fix::TakeOwnership)));
    }
    let by = match mode {
        mode if mode & EVERYONE_WRITES != 0 => Writers::Everyone,
        mode if mode & GROUP_WRITES != 0 => Writers::Group,
        mode if mode & owner_needs(place) == 0 => {
            return Some(of_file(path, Problem::NotReadable(place), Some(Fix::MakeReadable)));
        }
        _ => return None,
    };
    let fix = asked_unless_plain(Fix::TakeWrite, path, &status, scene);
    Some(of_file(path, Problem::Writable(place, by), Some(fix)))
}

/// Windows' ssh and sshd take an owner whom they do not trust for somebody who may change the file
/// (w32-sshfileperm.c, check_secure_file_permission).
fn checked_by_acl(
    path: &Path,
    place: Place,
    (names, writers): (&[String], &[String]),
    status: &FileStatus,
    scene: &Scene<'_>,
) -> Option<Finding> {
    let (place, others, fix) = match place {
        Place::AuthorizedKeys if is_administrators_list(path) => {
            (Place::Administrators, names, Fix::MakePrivate)
        }
        _ => (place, writers, Fix::TakeWrite),
    };
    let fix = match status.access.mine {
        true => asked_unless_plain(fix, path, status, scene),
        false => Fix::TakeOwnership,
    };
    let problem = || Problem::Writable(place, Writers::Named(others.to_vec()));
    (!others.is_empty()).then(|| of_file(path, problem(), Some(fix)))
}

/// What is in a folder is found without listing it.
const fn owner_needs(place: Place) -> u32 {
    if matches!(place, Place::Home | Place::Folder) { OWNER_ENTERS } else { OWNER_READS }
}

const fn others_need(place: Place) -> u32 {
    if matches!(place, Place::Home | Place::Folder) { OTHERS_ENTER } else { OTHERS_READ }
}

/// Whether it belongs to whoever the folder belongs to.
fn is_of_folder(scene: &Scene<'_>, status: &FileStatus) -> bool {
    matches!((scene.owner, status.owner), (Some(one), Some(other)) if one.is_same_user(other))
}

fn mode(status: &FileStatus) -> Option<u32> {
    match status.access.permissions {
        FilePermissions::Mode(mode) | FilePermissions::ModeAndAcl(mode) => Some(mode),
        FilePermissions::Others { .. } | FilePermissions::Hidden => None,
    }
}

/// Keys whose text ssh does not read as it stands. Of files that merely contain a key somewhere, only those are meant
/// for ssh that it looks for, that the configuration names, or that are asked about.
pub(super) fn texts(scene: &Scene<'_>) -> Vec<Finding> {
    let check = |file: &SeenFile| {
        let text = file.text.as_ref()?;
        let is_for_ssh = is_text_for_ssh(file, scene);
        let fix = match text.is_only_space {
            Some(true) => asked_unless_plain(Fix::Rewrite, &file.path, file.status.as_ref()?, scene),
            Some(false) => Fix::Asked(Box::new(Fix::Rewrite)),
            None => Fix::Convert,
        };
        is_for_ssh.then(|| of_seen(file, Problem::KeyText(text.fault), Some(fix)))
    };
    scene.private_keys().filter_map(check).collect()
}

/// Whether ssh is to read the text of this key.
pub(super) fn is_text_for_ssh(file: &SeenFile, scene: &Scene<'_>) -> bool {
    let is_asked = scene.is_named(&file.path) || scene.is_used(&file.path);
    let is_key_file = file.text.as_ref().is_some_and(|text| text.is_key_file);
    is_asked || is_key_file && scene.is_within(&file.path)
}

/// What somebody else may rely on is not changed without asking: what a link leads to, what is not in ~/.ssh.
pub(super) fn asked_unless_plain(fix: Fix, path: &Path, status: &FileStatus, scene: &Scene<'_>) -> Fix {
    let is_plain = match scene.disk.look(path) {
        Ok(Found::File(_)) => scene.is_within(path),
        // The home folder and ~/.ssh.
        Ok(Found::Folder) => true,
        _ => false,
    };
    if is_plain && status.access.mine { fix } else { Fix::Asked(Box::new(fix)) }
}
