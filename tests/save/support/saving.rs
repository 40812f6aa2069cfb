//! Keys, and saving them, the same on every system.

use keywright::format::{self, KeyFile, PublicFormat};
pub use keywright::key::NoProgress;
use keywright::key::{Comment, Curve, Key, NewKind, Passphrase, generate, single_threaded};
use keywright::save::{KeyMaterial, Output, Request, SaveError, SavePlan, Saved};
use keywright::system::{Disk, RealDisk};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const TODAY: &str = "2026-11-21";

/// The disk as it is used here, and as on other systems and file systems.
pub fn all_disks() -> [RealDisk; 3] {
    [RealDisk::new(), RealDisk::with_named_files(), RealDisk::with_plain_renames()]
}

pub fn new_key() -> Arc<Key> {
    let comment = Comment::parse_user_input("me@home").unwrap();
    Arc::new(generate(NewKind::Ed25519, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap())
}

/// One that every format has a form for.
pub fn new_ecdsa_key() -> Arc<Key> {
    let comment = Comment::parse_user_input("me@home").unwrap();
    let kind = NewKind::Ecdsa(Curve::P256);
    Arc::new(generate(kind, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap())
}

pub fn request(key: &Arc<Key>, what: Output, path: impl Into<PathBuf>) -> Request {
    let content = KeyMaterial::Private { key: key.clone(), passphrase: None };
    Request { content, output: what, path: path.into(), make_folder: false, today: TODAY.into() }
}

pub fn under(passphrase: &str, mut request: Request) -> Request {
    if let KeyMaterial::Private { passphrase: under, .. } = &mut request.content {
        *under = Passphrase::new(passphrase).map(Arc::new);
    }
    request
}

pub fn plan(request: Request) -> Result<SavePlan, SaveError> {
    SavePlan::new(request, &RealDisk::new(), &mut rand::rng())
}

pub fn save_on(disk: &dyn Disk, request: Request) -> Result<Saved, SaveError> {
    SavePlan::new(request, disk, &mut rand::rng())?.carry_out(disk)
}

pub fn save(request: Request) -> Result<Saved, SaveError> {
    save_on(&RealDisk::new(), request)
}

pub fn save_pair(key: &Arc<Key>, path: impl Into<PathBuf>) -> Result<Saved, SaveError> {
    save(request(key, Output::PAIR, path))
}

pub fn public_line(key: &Key) -> Vec<u8> {
    format::write_public(key.public(), PublicFormat::Line).to_vec()
}

/// What `path` holds in the clear, as a fingerprint.
pub fn fingerprint(path: &Path) -> String {
    match format::read(&fs::read(path).unwrap()).unwrap() {
        KeyFile::Private(_, key) => key.public().fingerprint().sha256(),
        KeyFile::Public(_, key) => key.fingerprint().sha256(),
        KeyFile::Encrypted(key) => key.claimed_public().unwrap().fingerprint().sha256(),
        KeyFile::Certificate(certificate) => certificate.key.fingerprint().sha256(),
    }
}

/// The names in a folder, sorted.
pub fn names_in(folder: impl AsRef<Path>) -> Vec<String> {
    let entries = fs::read_dir(folder.as_ref()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

pub fn litter_in(folder: &Path) -> Vec<String> {
    names_in(folder).into_iter().filter(|name| name.starts_with(".keywright-")).collect()
}
