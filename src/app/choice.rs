//! A file or a pasted text with several keys: the person chooses one.

use super::model::Source;
use super::{Action, App, Dialog, Failure, Place, Stage};
use crate::batch::{About, OpenError, Part};
use crate::format::{Contents, Found, KeyFile, ReadError, Wrapping};

/// Keys to choose from.
#[derive(Debug)]
pub struct Choice {
    /// Where they come from.
    pub source: Source,
    /// In their order.
    pub keys: Vec<Choosable>,
    /// What was undone to read them.
    pub unwrapped: Vec<Wrapping>,
    /// The person gave the unsaved key up for one of them.
    pub(super) may_replace: bool,
}

/// One of several keys.
#[derive(Debug)]
pub struct Choosable {
    /// Which one.
    pub part: Part,
    /// What is known of it without its passphrase.
    pub about: About,
    /// Its comment, as far as that is known.
    pub comment: String,
    /// The key, or why it cannot be chosen.
    pub(super) key: Result<KeyFile, ReadError>,
}

impl Choosable {
    /// Why it cannot be chosen.
    pub fn problem(&self) -> Option<&ReadError> {
        self.key.as_ref().err()
    }
}

/// A key on its way in.
#[derive(Debug)]
pub struct Chosen {
    pub(super) key: KeyFile,
    pub(super) from: Provenance,
}

/// Where a key comes from.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The file, or the clipboard.
    pub source: Source,
    /// Which key of it, where it holds several.
    pub part: Option<Part>,
    /// What was undone to read it.
    pub unwrapped: Vec<Wrapping>,
}

impl App {
    /// Shows the only key, or asks which of several is wanted.
    pub(super) fn found(&mut self, contents: Contents, source: Source, may_replace: bool) {
        let Contents { mut keys, unwrapped, .. } = contents;
        if keys.len() > 1 {
            return self.ask_about(Dialog::Choose(choice(keys, source, unwrapped, may_replace)));
        }
        match keys.pop().map_or(Err(ReadError::NotAKey), |found| found.key) {
            Ok(key) => self.show_found(Chosen { key, from: Provenance { source, part: None, unwrapped } }),
            Err(error) => self.fail(Failure::Open(source, OpenError::Read(error))),
        }
    }

    /// The key at this place of the list was chosen.
    pub(super) fn choose(&mut self, at: usize) {
        let is_there = |dialog: &mut Dialog| match dialog {
            Dialog::Choose(choice) => choice.keys.get(at).is_some_and(|one| one.key.is_ok()),
            _ => false,
        };
        let Some(Dialog::Choose(mut choice)) = self.model.dialog.take_if(is_there) else { return };
        let Choosable { part, key: Ok(key), .. } = choice.keys.swap_remove(at) else { return };
        let from = Provenance { source: choice.source, part: Some(part), unwrapped: choice.unwrapped };
        let action = Action::OpenChosen(Box::new(Chosen { key, from }));
        let is_saving = matches!(&self.model.stage, Stage::Ready(ready) if ready.saving.is_some());
        if choice.may_replace && !is_saving { self.carry_on(action) } else { self.act(action) }
    }

    /// All of them go to the list.
    pub(super) fn convert_all(&mut self) {
        let is_of_file = |dialog: &mut Dialog| matches!(dialog, Dialog::Choose(choice) if matches!(choice.source, Source::File(_)));
        let Some(Dialog::Choose(choice)) = self.model.dialog.take_if(is_of_file) else { return };
        if let Source::File(path) = choice.source {
            self.add_to_many(vec![path]);
        }
    }

    pub(super) fn show_found(&mut self, chosen: Chosen) {
        self.go_to(Place::Key);
        self.no_longer_offer(&chosen.from.source);
        self.show_key(chosen);
    }
}

fn choice(keys: Vec<Found>, source: Source, unwrapped: Vec<Wrapping>, may_replace: bool) -> Choice {
    let of = keys.len();
    let choosable = |(found, number): (Found, usize)| {
        let about = found.key.as_ref().map(About::of_file).unwrap_or_default();
        let comment = found.public().map(|key| key.comment().shown().text).unwrap_or_default();
        Choosable { part: Part { number, of }, about, comment, key: found.key }
    };
    let keys = keys.into_iter().zip(1..).map(choosable).collect();
    Choice { source, keys, unwrapped, may_replace }
}
