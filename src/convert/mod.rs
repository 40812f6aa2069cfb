//! From key files to key files: what the command line and "Convert many" do with each file.

mod apart;
mod find;
mod names;

pub use apart::{answer_derivation, derive_apart};
pub use find::{Candidate, candidates};
pub use names::file_name;

use crate::format::{self, Contents, FILE_BYTES, Format, KeyFile, ReadError, Unsupported};
use crate::key::{Comment, Passphrase};
use crate::save::{Content, Request, SaveError, SavePlan, Saved, What, carry_out_together};
use crate::system::{Disk, DiskError, FoundAccess, Rights};
use rand::CryptoRng;
use std::collections::HashSet;
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

/// Whether a file that was only found in a folder is of no interest: nothing in it looks like an SSH
/// key. One that was named itself is always reported.
pub fn is_no_key(error: &OpenError) -> bool {
    match error {
        // Devices and the like, and links that lead to folders or to nothing.
        OpenError::Disk(error) => {
            matches!(error.kind, ErrorKind::InvalidInput | ErrorKind::IsADirectory | ErrorKind::NotFound)
        }
        OpenError::Read(error) => match error {
            ReadError::TooLarge { .. }
            | ReadError::Empty
            | ReadError::NotAKey
            | ReadError::SeveralKeys { .. }
            | ReadError::Unsupported(Unsupported::Pem(_) | Unsupported::CertificateType(_)) => true,
            ReadError::Foreign(foreign) => !foreign.holds_private_key(),
            _ => false,
        },
    }
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
    let mut plans = Vec::new();
    let mut plan = |(content, path): &(&Content, &Path)| {
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
