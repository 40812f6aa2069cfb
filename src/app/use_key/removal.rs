//! A key is taken from a server: what is filled in, and asked before.

use super::UsedKey;
use super::attempt::Aim;
use super::install::InstallPanel;
use crate::app::context::{Context, Effect};
use crate::app::key::own_keys;
use crate::app::shell::Dialog;
use crate::key::{Progress, PublicKey};
use crate::remote::{NewKey, Removal, Target};
use crate::sshfiles::KeyOptions;
use crate::system::{Disk, User};
use std::path::PathBuf;

/// A private key of the person that could let them in to a server.
#[derive(Clone, Debug)]
pub struct StayingKey {
    /// Its file.
    pub path: PathBuf,
    /// The same as it is typed.
    pub shown: String,
    fingerprint: String,
}

/// What is filled in to take the key from a server.
#[derive(Debug, Default)]
pub struct RemovalForm {
    /// The file of the key that stays, as it is typed. Empty: something else lets the person in.
    pub stays: String,
    /// Whether it was tried to go on with a file that is none of theirs.
    pub is_wrong: bool,
}

/// What is asked before a key is taken from a server.
#[derive(Debug)]
pub struct RemovalQuestion {
    /// The key.
    pub key: PublicKey,
    /// Where it lets the person in.
    pub target: Target,
    /// The key that is tried before and after.
    pub stays: Option<StayingKey>,
    line: NewKey,
    /// The file of its private key.
    file: Option<PathBuf>,
}

/// The keys in ~/.ssh that say which key they are.
pub(super) fn staying_keys(person: &User, disk: &dyn Disk, progress: &dyn Progress) -> Vec<StayingKey> {
    let Some(folder) = person.dot_ssh() else { return Vec::new() };
    let (keys, _) = own_keys(&folder, disk, progress);
    let staying = |path: PathBuf, public: PublicKey| StayingKey {
        shown: person.shown(&path),
        fingerprint: public.fingerprint().sha256(),
        path,
    };
    keys.into_iter().filter_map(|key| Some(staying(key.path, key.public?))).collect()
}

impl StayingKey {
    /// Whether it is another key than this one.
    pub fn is_other_than(&self, key: &PublicKey) -> bool {
        self.fingerprint != key.fingerprint().sha256()
    }
}

impl InstallPanel {
    /// Shows the form to remove the key, or to install it again.
    pub(super) fn toggle_removal(&mut self, key: &UsedKey, keys: &[StayingKey]) {
        let form = || RemovalForm {
            stays: keys
                .iter()
                .find(|other| other.is_other_than(&key.public))
                .map_or_else(String::new, |key| key.shown.clone()),
            is_wrong: false,
        };
        self.removal = if self.removal.is_some() { None } else { Some(form()) };
        self.forget_result();
    }

    /// Asks, by name, if the fields can be taken.
    pub(super) fn ask_removal(&mut self, key: &UsedKey, keys: &[StayingKey], cx: &mut Context<'_>) {
        let target = self.target();
        let Some(form) = &mut self.removal else { return };
        let typed = form.stays.trim();
        let stays = keys.iter().find(|other| other.shown == typed && other.is_other_than(&key.public));
        form.is_wrong = stays.is_none() && !typed.is_empty();
        let line = NewKey::new(&key.public, &KeyOptions::default());
        match (target, line) {
            (Ok(target), Ok(line)) if !form.is_wrong => {
                let question = RemovalQuestion {
                    key: key.public.clone(),
                    target,
                    stays: stays.cloned(),
                    line,
                    file: key.file.clone(),
                };
                cx.send(Effect::Ask(Dialog::RemoveFromServer(Box::new(question))));
            }
            (target, line) => (self.problem, self.bad_line) = (target.err(), line.err()),
        }
    }

    /// Removes the key, as it was asked.
    pub(super) fn remove(&mut self, question: RemovalQuestion, cx: &mut Context<'_>) {
        let RemovalQuestion { target, stays, line, file, .. } = question;
        let aim = Aim::Remove { tries_other: stays.is_some() };
        self.run(target, aim, KeyOptions::default(), cx, move |remote, view| {
            let removal = match &stays {
                Some(stays) => Removal::IfStays { private: &stays.path, fingerprint: &stays.fingerprint },
                None => Removal::UnlessLast,
            };
            remote.remove(&line, file.as_deref(), removal, view)
        });
    }
}

/// Takes the answer to the question out of `shown`.
pub(super) fn answered(shown: &mut Option<Dialog>) -> Option<RemovalQuestion> {
    match shown.take_if(|dialog| matches!(dialog, Dialog::RemoveFromServer(_)))? {
        Dialog::RemoveFromServer(question) => Some(*question),
        _ => None,
    }
}
