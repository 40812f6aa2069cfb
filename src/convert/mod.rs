//! From key files to key files: what the command line and "Convert many" do with each file.

mod apart;
mod find;
mod keys;
mod names;
mod verdict;

pub use apart::{answer_derivation, derive_apart};
pub use find::{Candidate, candidates};
pub use keys::{FoundKey, KeyPlace, Part, each_key};
pub use names::{new_path, new_paths};
pub use verdict::{Protection, Skip, Sort, Traits, Verdict, Wanted, has_form, known_public, skip_unopened};

use crate::format::{self, Contents, FILE_BYTES, Format, KeyFile, ReadError};
use crate::key::{Comment, Passphrase, PublicKey};
use crate::save::{Content, Request, SaveError, SavePlan, Saved, What, carry_out_together};
use crate::system::{Disk, DiskError, FoundAccess, Rights};
use rand::CryptoRng;
use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The disk.
    Disk(DiskError),
    /// What is in it.
    Read(ReadError),
}

/// Reads every key in a file.
///
/// # Errors
/// See [`OpenError`].
pub fn open_all(path: &Path, disk: &dyn Disk) -> Result<Contents, OpenError> {
    match disk.read(path, FILE_BYTES) {
        Ok(bytes) => format::read_all(&bytes).map_err(OpenError::Read),
        Err(DiskError { kind: ErrorKind::FileTooLarge, .. }) => {
            Err(OpenError::Read(ReadError::TooLarge { limit: FILE_BYTES }))
        }
        Err(error) => Err(OpenError::Disk(error)),
    }
}

/// Reads the only key in a file.
///
/// # Errors
/// See [`OpenError`].
pub fn open(path: &Path, disk: &dyn Disk) -> Result<KeyFile, OpenError> {
    open_all(path, disk)?.only().map_err(OpenError::Read)
}

/// Who else has access to a file that holds a private key, readable or not, which ssh might use: it
/// refuses it then. `None` where nobody has, and for files of PuTTY and ssh.com, whose programs do not
/// mind.
pub fn others_rights(path: &Path, read: &Result<Contents, OpenError>, disk: &dyn Disk) -> Option<Rights> {
    let is_of_other_programs =
        |format| matches!(format, Format::Ppk1 | Format::Ppk2 | Format::Ppk3 | Format::SshCom);
    let is_for_ssh = match read {
        Ok(contents) => {
            contents.has_private_mark
                && !contents.keys.iter().all(|found| match &found.key {
                    Ok(KeyFile::Private(format, _)) => is_of_other_programs(*format),
                    Ok(KeyFile::Encrypted(key)) => is_of_other_programs(key.format()),
                    _ => false,
                })
        }
        Err(OpenError::Read(error)) => {
            let format = match error.reason() {
                ReadError::Damaged { format, .. } => Some(*format),
                _ => None,
            };
            error.is_of_private_key() && !format.is_some_and(is_of_other_programs)
        }
        Err(OpenError::Disk(_)) => false,
    };
    if !is_for_ssh {
        return None;
    }
    disk.access(path).filter(FoundAccess::is_others_too).map(|access| access.rights)
}

/// What is to be made of keys.
#[derive(Clone, Debug)]
pub struct Order {
    /// The format.
    pub what: What,
    /// What private formats are written under.
    pub passphrase: NewPassphrase,
    /// Another comment.
    pub comment: Option<Comment>,
    /// What to do where there is a file of that name.
    pub taken: Taken,
    /// The date for the names of backups, such as `2026-11-21`.
    pub today: String,
}

/// The passphrase of the new file.
#[derive(Clone, Debug)]
pub enum NewPassphrase {
    /// That of the old one, or none where it had none.
    Keep,
    /// This one.
    Set(Arc<Passphrase>),
    /// None.
    Remove,
}

/// What to do where there is a file of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Leave it alone and write nothing.
    Refuse,
    /// Take the next free name: `id_rsa_2`.
    Number,
    /// Replace it; the old file is kept as a backup.
    Replace,
}

/// Why a key was not converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// There is a file of that name.
    Taken(PathBuf),
    /// The file of that name is this public key already.
    AlreadyThere(PathBuf),
    /// It could not be saved.
    Save(SaveError),
}

/// Writes several keys, each under the path beside it, and flushes them together: where no KDF is
/// paid for, that is most of the time.
pub fn convert_together(
    pieces: &[(&Content, &Path)],
    order: &Order,
    disk: &dyn Disk,
    rng: &mut dyn CryptoRng,
) -> Vec<Result<Saved, ConvertError>> {
    let mut reserved = HashSet::new();
    let mut public = HashMap::new();
    let mut plans = Vec::new();
    let mut plan = |(content, path): &(&Content, &Path)| {
        if order.what.private_format().is_none() {
            // Both files of a pair give the same public key.
            let fingerprint = content.public().fingerprint();
            if public.get(*path) == Some(&fingerprint) {
                return Err(ConvertError::AlreadyThere((*path).to_owned()));
            }
            public.entry((*path).to_owned()).or_insert(fingerprint);
        }
        let plan = plan_beside(content, path, order, &reserved, disk, rng)?;
        reserved.extend(plan.paths().map(Path::to_owned));
        plans.push(plan);
        Ok(())
    };
    let planned: Vec<Result<(), ConvertError>> = pieces.iter().map(&mut plan).collect();
    let mut saved = carry_out_together(&plans, disk).into_iter();
    let outcome = |planned: Result<(), ConvertError>| {
        planned?;
        // There is one for each plan.
        saved.next().unwrap_or(Err(SaveError::Encoding)).map_err(ConvertError::Save)
    };
    planned.into_iter().map(outcome).collect()
}

/// What it takes to write one key, of which `content` holds what opened it, into a file of this path.
/// Nothing is written yet.
///
/// # Errors
/// See [`ConvertError`].
pub fn plan(
    content: &Content,
    path: &Path,
    order: &Order,
    disk: &dyn Disk,
    rng: &mut dyn CryptoRng,
) -> Result<SavePlan, ConvertError> {
    plan_beside(content, path, order, &HashSet::new(), disk, rng)
}

/// `reserved` are paths that are about to be taken.
fn plan_beside(
    content: &Content,
    path: &Path,
    order: &Order,
    reserved: &HashSet<PathBuf>,
    disk: &dyn Disk,
    rng: &mut dyn CryptoRng,
) -> Result<SavePlan, ConvertError> {
    let path = match order.taken {
        Taken::Number if is_there(path, content.public(), order, disk) => {
            return Err(ConvertError::AlreadyThere(path.to_owned()));
        }
        Taken::Number => {
            let free = names::free(path, content, order.what, reserved, disk);
            free.map_err(|error| ConvertError::Save(error.into()))?
        }
        Taken::Refuse | Taken::Replace => path.to_owned(),
    };
    let today = order.today.clone();
    let content = changed(content, order);
    let request = Request { content, what: order.what, path, make_folder: false, today };
    if order.taken != Taken::Replace {
        // Before the KDF is paid for.
        names::refuse_taken(&request.path, &request.content, order.what, reserved, disk)?;
    }
    let plan = SavePlan::new(request, disk, rng).map_err(ConvertError::Save)?;
    match plan.replaced().first() {
        Some(taken) if order.taken != Taken::Replace => Err(ConvertError::Taken(taken.path.clone())),
        _ => Ok(plan),
    }
}

/// Whether the file at `path` is this public key, in the format that is asked for.
pub fn is_there(path: &Path, key: &PublicKey, order: &Order, disk: &dyn Disk) -> bool {
    if order.what.private_format().is_some() || order.comment.is_some() {
        return false;
    }
    match open(path, disk) {
        Ok(KeyFile::Public(format, there)) => {
            format == verdict::format_of(order.what) && there.fingerprint() == key.fingerprint()
        }
        _ => false,
    }
}

fn changed(content: &Content, order: &Order) -> Content {
    match content {
        Content::Private { key, passphrase } => Content::Private {
            key: match &order.comment {
                Some(comment) => Arc::new(key.with_comment(comment.clone())),
                None => Arc::clone(key),
            },
            passphrase: match &order.passphrase {
                NewPassphrase::Keep => passphrase.clone(),
                NewPassphrase::Set(passphrase) => Some(Arc::clone(passphrase)),
                NewPassphrase::Remove => None,
            },
        },
        Content::Public(key) => Content::Public(match &order.comment {
            Some(comment) => key.clone().with_comment(comment.clone()),
            None => key.clone(),
        }),
    }
}
