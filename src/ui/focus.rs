//! Where the keyboard goes when the picture changes: to the one thing to do next.

use super::many;
use crate::app::{Dialog, Model, Place, Stage};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Id};
use std::mem::{Discriminant, discriminant};

/// The picture that was shown last.
#[derive(Default)]
pub(super) struct Focus {
    stage: Option<Shown>,
    /// The row of the list whose passphrase field is shown.
    field: Option<u64>,
    /// What had the keyboard before a dialog took it.
    before: Option<Id>,
    dialog: Option<Discriminant<Dialog>>,
    /// What shall have it, and how often it was asked to take it.
    wanted: Option<(Id, u32)>,
    refused: u32,
    frames: u32,
}

/// Which place it is, what kind of picture, and of which key.
type Shown = (Place, Discriminant<Stage>, u64);

fn shown(model: &Model) -> Shown {
    let number = match &model.stage {
        Stage::Encrypted(encrypted) => encrypted.number,
        Stage::Ready(ready) => ready.number,
        Stage::Empty | Stage::Generating { .. } => 0,
    };
    (model.place, discriminant(&model.stage), number)
}

/// Frames that a new window needs before a field may take the keyboard: asked for in the first
/// one, it repaints for ever on X11 and gets no keys.
const SETTLED: u32 = 3;
/// Then whatever should have it is not there.
const MOST_TIMES: u32 = 8;

pub(super) fn passphrase_id() -> Id {
    Id::unique("passphrase of the locked key")
}

/// The new passphrase for the whole list.
pub(super) fn new_for_many_id() -> Id {
    Id::unique("new passphrase of the list")
}

pub(super) fn copy_id() -> Id {
    Id::unique("copy the public key")
}

/// The first control of every dialog: the field to fill in, or the safe answer.
pub(super) fn dialog_id() -> Id {
    Id::unique("first in the dialog")
}

impl Focus {
    /// Once a frame, before anything is drawn.
    pub(super) fn follow(&mut self, ctx: &Context, model: &Model) {
        self.frames = self.frames.saturating_add(1);
        let stage = shown(model);
        let dialog = model.dialog.as_ref().map(discriminant);
        let other_dialog = dialog != self.dialog;
        let other_stage = self.stage.map_or(self.frames == 1, |shown| shown != stage);
        if other_dialog && dialog.is_some() {
            self.before = self.before.or(ctx.memory(|memory| memory.focused()));
            self.wanted = Some((dialog_id(), 0));
        } else if other_stage {
            (self.before, self.refused) = (None, 0);
            self.wanted = match (model.place, &model.stage) {
                (Place::Key, Stage::Encrypted(_)) => Some((passphrase_id(), 0)),
                (Place::Key, Stage::Ready(_)) => Some((copy_id(), 0)),
                (Place::Many, _) | (_, Stage::Empty | Stage::Generating { .. }) => None,
            };
        } else if other_dialog {
            self.wanted = self.before.take().map(|id| (id, 0));
        }
        self.dialog = dialog;
        self.stage = Some(stage);
        self.follow_into_the_list(model);
        self.after_a_wrong_passphrase(ctx, model);
        self.ask(ctx);
    }

    /// To the passphrase field of a row; once that is gone, to the next thing to do.
    fn follow_into_the_list(&mut self, model: &Model) {
        let field = model.many.field.as_ref().map(|field| field.row);
        if model.place == Place::Many && field != self.field {
            self.wanted = Some((field.map_or_else(many::convert_id, many::field_id), 0));
        }
        self.field = field;
    }

    /// A dialog takes no focus in its first frame, in which egui only measures it: ask again
    /// until it has it.
    fn ask(&mut self, ctx: &Context) {
        let Some((id, asked)) = self.wanted else { return };
        if asked > 0 && (ctx.memory(|memory| memory.has_focus(id)) || asked > MOST_TIMES) {
            self.wanted = None;
            return;
        }
        let settled = self.frames > SETTLED && ctx.input(|input| input.focused);
        if settled {
            ctx.memory_mut(|memory| memory.request_focus(id));
            self.wanted = Some((id, asked + 1));
        }
        // A window that has no keyboard itself is drawn again when it gets it.
        if settled || self.frames <= SETTLED {
            ctx.request_repaint();
        }
    }

    /// Back into the field, with all of it selected: the next thing typed is the next try.
    fn after_a_wrong_passphrase(&mut self, ctx: &Context, model: &Model) {
        let Stage::Encrypted(encrypted) = &model.stage else {
            self.refused = 0;
            return;
        };
        let refused = encrypted.refused.as_ref().map_or(0, |(_, tries)| *tries);
        if refused > self.refused && encrypted.trying.is_none() {
            let mut state = TextEditState::load(ctx, passphrase_id()).unwrap_or_default();
            let end = CCursor::new(encrypted.passphrase.chars());
            state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
            state.store(ctx, passphrase_id());
            self.wanted = Some((passphrase_id(), 0));
            self.refused = refused;
        }
    }
}
