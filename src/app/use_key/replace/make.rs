//! The new key: made beside the old one, or chosen.

use super::{Event, Kept, ReplacePanel, ReplaceProblem, Slot};
use crate::app::context::Context;
use crate::app::use_key::{Event as UseKeyEvent, Slot as UseKeySlot, UsedKey};
use crate::batch;
use crate::format::{Format, KeyFile};
use crate::key::{self, Comment, Key, Kind, NewKind, Passphrase, Progress, PublicKey};
use crate::replace::{KeyInFile, Replacement};
use crate::save::{KeyMaterial, Output, Request, SaveError, SavePlan, free_name, public_path};
use crate::system::{self, Disk, Entropy, folder_of, on_all_cores_low_priority, with_randomness};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl ReplacePanel {
    pub(super) fn make(&mut self, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        let Some(old) = key.and_then(|key| key.file.clone()).filter(|_| self.kept.is_none()) else { return };
        let Ok(order) = self.form.order() else {
            self.form.tried = true;
            return;
        };
        let (disk, entropy) = (Arc::clone(&cx.services.disk), Arc::clone(&cx.services.entropy));
        let folder = folder_of(&old).to_owned();
        self.making = Some(cx.start(UseKeySlot::Replace(Slot::Make), "make new key", move |progress| {
            let make = NewKey { kind: order.kind, comment: order.comment, passphrase: order.passphrase };
            UseKeyEvent::Replace(Event::Made(make.made(&folder, (&*disk, &*entropy), progress)))
        }));
    }

    pub(super) fn stop_making(&mut self) {
        if let Some(job) = &self.making {
            job.stop();
        }
    }

    pub(super) fn made(
        &mut self,
        made: Result<Option<KeyInFile>, SaveError>,
        key: Option<&UsedKey>,
        cx: &mut Context<'_>,
    ) {
        self.making = None;
        match made {
            Ok(Some(new)) => {
                self.form.passphrase.clear();
                self.begin(new, key, cx);
            }
            Ok(None) => {}
            Err(error) => self.problem = Some(ReplaceProblem::NotSaved(error)),
        }
    }

    pub(super) fn choose(&mut self, path: PathBuf, cx: &mut Context<'_>) {
        let disk = Arc::clone(&cx.services.disk);
        self.making = Some(cx.start(UseKeySlot::Replace(Slot::Choose), "read new key", move |_| {
            let public = public_in(&path, &*disk).map(Box::new);
            UseKeyEvent::Replace(Event::Chosen(path, public))
        }));
    }

    pub(super) fn chosen(
        &mut self,
        path: PathBuf,
        public: Option<Box<PublicKey>>,
        key: Option<&UsedKey>,
        cx: &mut Context<'_>,
    ) {
        self.making = None;
        match public {
            Some(public) => self.begin(KeyInFile { file: path, key: *public }, key, cx),
            None => self.problem = Some(ReplaceProblem::NotUsable(path)),
        }
    }

    /// From here on it is kept. The servers where ssh uses the old key are chosen already.
    fn begin(&mut self, new: KeyInFile, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        let old = key.and_then(|key| Some(KeyInFile { file: key.file.clone()?, key: key.public.clone() }));
        let Some(old) = old.filter(|_| self.kept.is_none()) else { return };
        let Some(folder) = cx.desktop.shutdown.folder() else {
            self.problem = Some(ReplaceProblem::NoPlace);
            return;
        };
        match Replacement::start(old, new) {
            Ok(mut plan) => {
                for row in self.named.iter().filter(|named| named.uses_key) {
                    // What cannot be told to ssh is not chosen.
                    if let Ok(target) = super::servers::target_of(row) {
                        let _ = plan.add(target);
                    }
                }
                self.kept = Some(Kept::new(&folder, plan));
                self.write(cx);
            }
            Err(refused) => self.problem = Some(ReplaceProblem::Refused(refused)),
        }
    }
}

/// A key that is to be made.
struct NewKey {
    kind: NewKind,
    comment: Comment,
    passphrase: Option<Passphrase>,
}

impl NewKey {
    /// Made, saved under the first free name and read back. `None` if it was stopped.
    fn made(
        self,
        folder: &Path,
        (disk, entropy): (&dyn Disk, &dyn Entropy),
        progress: &dyn Progress,
    ) -> Result<Option<KeyInFile>, SaveError> {
        let made = with_randomness(entropy, |rng| {
            let crew = &on_all_cores_low_priority;
            let Ok(key) = key::generate(self.kind, &self.comment, rng, crew, progress) else {
                return Ok(None);
            };
            let passphrase = self.passphrase.map(Arc::new);
            saved(Arc::new(key), passphrase, folder, (disk, rng)).map(Some)
        });
        made.unwrap_or(Err(SaveError::NoEntropy))
    }
}

fn saved(
    key: Arc<Key>,
    passphrase: Option<Arc<Passphrase>>,
    folder: &Path,
    (disk, rng): (&dyn Disk, &mut dyn rand::CryptoRng),
) -> Result<KeyInFile, SaveError> {
    let public = key.public().clone();
    let name = free_name(folder, Kind::file_name(public.kind()), "", disk)?;
    let file = folder.join(name);
    let request = Request {
        content: KeyMaterial::Private { key, passphrase },
        output: Output::PAIR,
        path: file.clone(),
        make_folder: false,
        today: system::today(),
    };
    let plan = SavePlan::new(request, disk, rng)?;
    // The name was free a moment ago: nothing is replaced.
    if let Some(replaced) = plan.replaced().first() {
        return Err(SaveError::Appeared(replaced.path.clone()));
    }
    plan.carry_out(disk)?;
    Ok(KeyInFile { file, key: public })
}

/// The public key of a private one in a file that ssh reads, as far as that is known without its passphrase.
pub(super) fn public_in(path: &Path, disk: &dyn Disk) -> Option<PublicKey> {
    let (inside, format) = match batch::open(path, disk).ok()? {
        KeyFile::Private(format, key) => (Some(key.public().clone()), format),
        KeyFile::Encrypted(key) => (key.claimed_public().cloned(), key.format()),
        KeyFile::Public(..) | KeyFile::Certificate(_) => return None,
    };
    let beside = match batch::open(&public_path(path), disk) {
        Ok(KeyFile::Public(_, key)) => Some(key),
        _ => None,
    };
    let is_for_ssh = matches!(format, Format::OpenSsh | Format::Pem);
    batch::known_public(inside.as_ref(), beside.as_ref()).filter(|_| is_for_ssh).cloned()
}
