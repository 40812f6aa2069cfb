//! The private keys in ~/.ssh, for those who have one already: nobody needs a file dialog for them, and
//! nobody makes a second key where the first one would do.

use super::{Event, KeyPage, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{AppError, Copyable, KeySource};
use crate::batch::{self, OpenError};
use crate::format::KeyFile;
use crate::key::{Progress, PublicKey};
use crate::save;
use crate::system::Disk;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many are listed. A folder with more than that is not for a list on the first page.
const MOST: usize = 100;
/// How many files are looked at to find them.
const MOST_FILES: usize = 1000;

/// A private key in ~/.ssh.
#[derive(Clone, Debug)]
pub struct OwnKey {
    /// Its file.
    pub path: PathBuf,
    /// Its public key, where that can be read without a passphrase.
    pub public: Option<PublicKey>,
    /// Whether only the file beside it says that: nothing in its own file shows that they belong together.
    pub is_from_pub_file: bool,
}

/// The private keys in ~/.ssh.
#[derive(Clone, Debug, Default)]
pub struct OwnKeys {
    /// Those that ssh uses by default, then the others; both by name.
    pub keys: Vec<OwnKey>,
    /// How many there are that are not listed.
    pub more: usize,
    /// Whether all of them are shown, not only the first.
    pub all_shown: bool,
}

impl OwnKeys {
    /// So many are shown in any case.
    const FEW: usize = 3;
    /// How many are shown of more than that, before the person asks for all.
    const FIRST: usize = 2;

    /// Those that are shown.
    pub fn shown(&self) -> &[OwnKey] {
        match self.keys.get(..Self::FIRST) {
            Some(first) if !self.all_shown && self.keys.len() > Self::FEW => first,
            _ => &self.keys,
        }
    }
}

impl KeyPage {
    /// Looks which keys there are, unless a look is under way.
    pub(super) fn look_for_own_once(&mut self, cx: &mut Context<'_>) {
        if self.looking_for_own.is_none() {
            self.look_for_own(cx);
        }
    }

    /// Looks which keys there are now, on a worker.
    pub(in crate::app) fn look_for_own(&mut self, cx: &mut Context<'_>) {
        let Some(folder) = cx.services.person.dot_ssh() else { return };
        let disk = Arc::clone(&cx.services.disk);
        let job = cx.start(Slot::Own, "own keys", move |progress| {
            let (keys, more) = own_keys(&folder, &*disk, progress);
            Event::OwnFound(keys, more)
        });
        self.looking_for_own = Some(job);
    }

    pub(super) fn own_found(&mut self, keys: Vec<OwnKey>, more: usize) {
        self.looking_for_own = None;
        (self.own.keys, self.own.more) = (keys, more);
    }

    /// Copies what the file holds now, which may be another key than when the list was made.
    pub(super) fn copy_own(path: PathBuf, cx: &mut Context<'_>) {
        let disk = Arc::clone(&cx.services.disk);
        cx.start_detached(Slot::CopyOwn, "own key", move || {
            let key = own_key(&path, Some(&save::public_path(&path)), &*disk);
            Event::OwnRead(path, Box::new(key))
        });
    }

    pub(super) fn own_read(
        &mut self,
        path: PathBuf,
        read: Result<Option<OwnKey>, OpenError>,
        cx: &mut Context<'_>,
    ) {
        let key = match read {
            Ok(key) => key,
            Err(error) => {
                cx.fail(AppError::Open(KeySource::File(path.clone()), error));
                None
            }
        };
        if let Some(public) = key.as_ref().and_then(|key| key.public.as_ref()) {
            cx.send(Effect::Copy(Copyable::PublicLine, public.line()));
        }
        if let Some(at) = self.own.keys.iter().position(|key| key.path == path) {
            self.own.keys.splice(at..=at, key);
        }
    }
}

/// What cannot be read is left out: this is an offer, and opening it says why.
pub(in crate::app) fn own_keys(
    folder: &Path,
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> (Vec<OwnKey>, usize) {
    let entries = disk.list(folder).unwrap_or_default();
    let files: BTreeSet<PathBuf> =
        entries.into_iter().filter(|entry| !entry.is_folder).map(|entry| entry.path).collect();
    let mut may_be_keys: Vec<&PathBuf> = files.iter().filter(|path| save::may_be_private_key(path)).collect();
    // The files are in the order of their names, and stay in it.
    may_be_keys.sort_by_key(|path| !is_default(path));
    let wanted = may_be_keys.into_iter().take(MOST_FILES).take_while(|_| !progress.cancelled());
    let mut found = wanted.filter_map(|path| {
        let public = Some(save::public_path(path)).filter(|public| files.contains(public));
        own_key(path, public.as_deref(), disk).ok().flatten()
    });
    let listed = found.by_ref().take(MOST).collect();
    (listed, found.count())
}

fn is_default(path: &Path) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(save::is_default_name)
}

/// The comment of an encrypted key is only in the file of its public key.
fn own_key(path: &Path, beside: Option<&Path>, disk: &dyn Disk) -> Result<Option<OwnKey>, OpenError> {
    let inside = match batch::open(path, disk)? {
        KeyFile::Private(_, key) => Some(key.public().clone()),
        KeyFile::Encrypted(key) => key.claimed_public().cloned(),
        KeyFile::Public(..) | KeyFile::Certificate(_) => return Ok(None),
    };
    let beside = beside.and_then(|beside| match batch::open(beside, disk) {
        Ok(KeyFile::Public(_, key)) => Some(key),
        _ => None,
    });
    let is_from_pub_file = inside.is_none() && beside.is_some();
    let public = batch::known_public(inside.as_ref(), beside.as_ref()).cloned();
    Ok(Some(OwnKey { path: path.to_owned(), public, is_from_pub_file }))
}
