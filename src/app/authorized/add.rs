//! Keys that are dropped or pasted on the page, in any format.

use super::editor::{Editor, EditorTarget};
use super::{AuthorizedPage, Event, Refused};
use crate::app::KeySource;
use crate::app::context::{Context, Effect};
use crate::app::shell::Notice;
use crate::batch::{FoundKey, OpenError, Part, each_key, open_all};
use crate::format::{self, Contents, KeyFile};
use crate::key::{Origin, PublicKey, Weakness, weakness};
use crate::sshfiles::OptionFields;
use crate::system::{Disk, Found, User};
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A key that is to be added.
#[derive(Clone, Debug)]
pub struct KeyToAdd {
    /// Where it is from.
    pub source: KeySource,
    /// The key.
    pub key: PublicKey,
}

/// A key that cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAdded {
    /// It cannot be read.
    Unreadable(KeySource, OpenError),
    /// The file is locked as a whole, also its public key.
    Hidden(KeySource, Option<Part>),
    /// It is a certificate.
    Certificate(KeySource),
}

/// What was in what was dropped or pasted.
pub(in crate::app) struct FoundKeys {
    keys: Vec<KeyToAdd>,
    not_added: Vec<NotAdded>,
}

impl AuthorizedPage {
    pub(in crate::app) fn add_files(&mut self, files: Vec<PathBuf>, cx: &mut Context<'_>) {
        let disk = Arc::clone(&cx.services.disk);
        self.look_for_keys(move || in_files(files, &*disk), cx);
    }

    /// A text may also be the paths of files.
    pub(in crate::app) fn add_text(&mut self, text: Zeroizing<String>, cx: &mut Context<'_>) {
        if text.trim().is_empty() {
            return cx.send(Effect::Notice(Notice::NothingToPaste));
        }
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.look_for_keys(move || in_text(&text, &person, &*disk), cx);
    }

    fn look_for_keys(&mut self, look: impl FnOnce() -> FoundKeys + Send + 'static, cx: &mut Context<'_>) {
        if self.text.is_busy() {
            return;
        }
        if let Some(Editor { target: EditorTarget::Line { name, .. }, .. }) = &self.editor {
            self.refused = Some(Refused::FormOpen(name.clone()));
            return;
        }
        self.refused = None;
        self.text.work("read keys to add", cx, move |_, _, _| Event::Found(look()));
    }

    /// More keys come to those that are being added, with what was entered for them.
    pub(super) fn found(&mut self, found: FoundKeys) {
        self.text.work_is_over();
        let FoundKeys { keys: new, not_added } = found;
        if new.is_empty() {
            self.refused = Some(Refused::NoKeys(not_added));
            return;
        }
        if !matches!(&self.editor, Some(Editor { target: EditorTarget::New { .. }, .. })) {
            let target = EditorTarget::New { keys: Vec::new(), not_added: Vec::new() };
            self.editor = Some(Editor::new(target, OptionFields::default()));
        }
        if let Some(Editor { target: EditorTarget::New { keys, not_added: others }, .. }) = &mut self.editor {
            for one in new {
                if !keys.iter().any(|there| there.key.is_same_key(&one.key)) {
                    keys.push(one);
                }
            }
            *others = not_added;
        }
    }
}

fn in_files(files: Vec<PathBuf>, disk: &dyn Disk) -> FoundKeys {
    let mut all = FoundKeys { keys: Vec::new(), not_added: Vec::new() };
    for path in files {
        let read = open_all(&path, disk);
        all.take(&KeySource::File(path), read);
    }
    all
}

fn in_text(text: &str, person: &User, disk: &dyn Disk) -> FoundKeys {
    let paths = person.paths_in(text);
    let is_there = |path: &PathBuf| disk.look(path).is_ok_and(|found| found != Found::Nothing);
    if !paths.is_empty() && paths.iter().all(is_there) {
        return in_files(paths, disk);
    }
    let mut all = FoundKeys { keys: Vec::new(), not_added: Vec::new() };
    all.take(&KeySource::Pasted, format::read_all(text.as_bytes()).map_err(OpenError::Read));
    all
}

impl FoundKeys {
    fn take(&mut self, source: &KeySource, read: Result<Contents, OpenError>) {
        for FoundKey { part, read, .. } in each_key(read) {
            let source = source.clone();
            match read {
                Err(error) => self.not_added.push(NotAdded::Unreadable(source, error)),
                Ok(KeyFile::Certificate(_)) => self.not_added.push(NotAdded::Certificate(source)),
                Ok(file) => match file.public() {
                    Some(key) => self.keys.push(KeyToAdd { source, key: key.clone() }),
                    None => self.not_added.push(NotAdded::Hidden(source, part)),
                },
            }
        }
    }
}

impl KeyToAdd {
    /// Why it should not be added, if it is weak.
    pub fn weakness(&self) -> Option<Weakness> {
        weakness(self.key.kind(), Origin::Opened)
    }
}

impl NotAdded {
    /// Where it is from.
    pub fn source(&self) -> &KeySource {
        match self {
            Self::Unreadable(source, _) | Self::Hidden(source, _) | Self::Certificate(source) => source,
        }
    }
}
