//! Where the keyboard goes when the picture changes: to the one thing to do next.

use super::notice_bar::help_id;
use crate::app::{BatchPage, Dialog, KeyFocus, KeyState, Model, Notice, Page, Question, SecretField};
use crate::ui::key::{new_key, save_row};
use crate::ui::widgets::cancel_id;
use crate::ui::{batch as list, key, my_keys, problem, use_key};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id};

/// The picture that was shown last.
#[derive(Default)]
pub(in crate::ui) struct Focus {
    stage: Option<Shown>,
    /// The row of the list whose passphrase field is shown, and how often that was refused.
    field: Option<(u64, u32)>,
    /// How many passphrases were tried on the whole list.
    tries: u32,
    /// Whether a passphrase was being tried on the list.
    trying: bool,
    /// What had the keyboard last, dialogs apart.
    last: Option<Id>,
    /// What had it in the form when the key was asked for.
    in_form: Option<Id>,
    /// What had it last when the key came that is still being prepared.
    came_with: Option<Id>,
    /// What had the keyboard before a dialog took it.
    before: Option<Id>,
    dialog: Option<Question>,
    /// When something was typed last, in seconds of the window.
    typed: Option<f64>,
    /// The number of the question that ssh waits for.
    asked: Option<u32>,
    /// How often something was put right on "My keys".
    fixes: (u32, u32),
    /// Whether a notice offers to take others' permissions to a file away.
    offers: bool,
    /// What shall have it, and how often it was asked to take it.
    wanted: Option<(Id, u32)>,
    refused: u32,
    frames: u32,
}

/// Which page it is, what the keyboard is for there, and of which key.
type Shown = (Page, KeyFocus, u64);

fn shown(model: &Model) -> Shown {
    let (focus, number) = model.key.focus();
    (model.shell.page, focus, number)
}

/// Frames that a new window needs before a field may take the keyboard: asked for in the first
/// one, it repaints for ever on X11 and gets no keys.
const SETTLED: u32 = 3;
/// So long after a letter, in seconds, somebody may still be typing.
const TYPING: f64 = 1.0;
/// Then whatever should have it is not there.
const MOST_TIMES: u32 = 8;

/// The first control of every dialog: the field to fill in, or the safe answer.
pub(in crate::ui) fn dialog_id() -> Id {
    Id::unique("first in the dialog")
}

impl Focus {
    /// Once a frame, before anything is drawn.
    pub(in crate::ui) fn follow(&mut self, ctx: &Context, model: &Model) {
        self.frames = self.frames.saturating_add(1);
        let stage = shown(model);
        let dialog = model.shell.dialog.as_ref().map(Dialog::question);
        let other_dialog = dialog != self.dialog;
        let other_stage = self.stage.map_or(self.frames == 1, |shown| shown != stage);
        let focused = ctx.memory(|memory| memory.focused());
        let is_text = |event: &Event| matches!(event, Event::Text(_));
        let typed = ctx.input(|input| input.events.iter().any(is_text).then_some(input.time));
        self.typed = typed.or(self.typed);
        if dialog.is_none() && self.dialog.is_none() {
            self.last = focused.or(self.last);
        }
        if other_dialog {
            // Questions share the name of their first field: its cursor is for its own text, and what it
            // remembers to undo must not come to hold a passphrase.
            ctx.data_mut(|data| data.remove::<TextEditState>(dialog_id()));
        }
        if other_dialog && dialog.is_some() {
            self.before = self.before.or(focused).or(self.last);
            self.wanted = Some((dialog_id(), 0));
        } else if other_stage {
            (self.before, self.refused) = (None, 0);
            self.wanted = self.next_on_the_page(stage, model).map(|id| (id, 0));
        } else if other_dialog {
            self.wanted = self.before.take().map(|id| (id, 0));
        }
        self.dialog = dialog;
        self.follow_the_offer(ctx, model, stage);
        self.stage = Some(stage);
        self.follow_into_the_list(ctx, model);
        self.follow_the_fix(ctx, model);
        self.follow_the_question(model);
        self.after_a_wrong_passphrase(ctx, model);
        self.ask(ctx);
    }

    /// To the button that makes a file private as soon as it is there, but for those who are typing; then
    /// back to what is next.
    fn follow_the_offer(&mut self, ctx: &Context, model: &Model, stage: Shown) {
        if self.dialog.is_some() {
            return;
        }
        let offers = matches!(model.shell.notice, Some(Notice::PermissionsTooOpen(..)));
        let is_same = self.stage == Some(stage);
        let is_in_text = ctx.text_edit_focused() && (is_same || self.types(ctx));
        let is_typing = stage.1 == KeyFocus::Passphrase || is_in_text;
        let is_nowhere = ctx.memory(|memory| memory.focused()).is_none() || self.last == Some(help_id());
        if offers && !self.offers && !is_typing {
            self.wanted = Some((help_id(), 0));
        } else if self.offers && !offers && is_same && is_nowhere {
            self.wanted = self.next_on_the_page(stage, model).map(|id| (id, 0));
        }
        self.offers = offers;
    }

    /// Whether something was typed a moment ago.
    fn types(&self, ctx: &Context) -> bool {
        let now = ctx.input(|input| input.time);
        self.typed.is_some_and(|typed| now - typed < TYPING)
    }

    fn next_on_the_page(&mut self, (page, focus, number): Shown, model: &Model) -> Option<Id> {
        let before = self.stage.filter(|(before, ..)| *before == page);
        let was = before.filter(|(.., before)| *before == number).map(|(_, focus, _)| focus);
        let buttons = [save_row::save_id(), save_row::save_as_id(), key::copy_id(), help_id()];
        if was.is_none() {
            self.came_with = self.last;
        }
        // A new key shows its buttons before it is known which of them is next: until somebody has gone
        // elsewhere, the keyboard is still at what brought the key.
        let is_new = match focus {
            KeyFocus::Wait => was.is_none(),
            _ => self.came_with.take().is_some_and(|came_with| self.last == Some(came_with)),
        };
        match (page, focus) {
            (Page::Batch | Page::MyKeys | Page::Authorized | Page::Servers, _)
            | (Page::Key, KeyFocus::Wait) => None,
            (Page::Problem | Page::UseKey, _) if before.is_some() => None,
            (Page::UseKey, _) => Some(use_key::first_id(&model.use_key)),
            (Page::Problem, _) => Some(problem::field_id()),
            (Page::Key, KeyFocus::Passphrase) => Some(key::passphrase_id()),
            (Page::Key, KeyFocus::Cancel) => {
                self.in_form = self.last;
                Some(cancel_id())
            }
            (Page::Key, KeyFocus::Form) => {
                let there = self.in_form.take().filter(|_| was == Some(KeyFocus::Cancel));
                Some(there.unwrap_or_else(new_key::first_id))
            }
            // Of the same key, from button to button: whoever types goes on typing.
            _ if was.is_some() && !is_new && self.last.is_some_and(|last| !buttons.contains(&last)) => None,
            (Page::Key, KeyFocus::Save) => Some(save_row::save_id()),
            (Page::Key, KeyFocus::SaveAs) => Some(save_row::save_as_id()),
            (Page::Key, KeyFocus::Copy) => Some(key::copy_id()),
        }
    }

    /// To the passphrase field that is to be filled in; once it has done its work, to what comes
    /// next.
    fn follow_into_the_list(&mut self, ctx: &Context, model: &Model) {
        let many = &model.batch;
        let field = many.field.as_ref().map(|field| (field.row, field.refused));
        if model.shell.page == Page::Batch {
            self.wanted = self.next_in_the_list(ctx, many, field).map(|id| (id, 0)).or(self.wanted);
        }
        (self.field, self.tries, self.trying) = (field, many.tries, many.is_trying());
    }

    /// To the answer that ssh waits for: nothing goes on without it.
    fn follow_the_question(&mut self, model: &Model) {
        let asked = model.use_key.waiting().map(|waiting| waiting.number);
        if asked != self.asked && model.shell.page == Page::UseKey && self.dialog.is_none() {
            self.wanted = asked.map(|number| (use_key::question_id(number), 0)).or(self.wanted);
        }
        self.asked = asked;
    }

    /// To what comes after something was put right, but for those who are typing.
    fn follow_the_fix(&mut self, ctx: &Context, model: &Model) {
        let fixes = (model.my_keys.fixes, model.problem.repairs.count);
        let before = std::mem::replace(&mut self.fixes, fixes);
        let next = match model.shell.page {
            Page::MyKeys if before.0 != fixes.0 => my_keys::next_id(&model.my_keys),
            Page::Problem if before.1 != fixes.1 => problem::check_again_id(),
            _ => return,
        };
        if self.dialog.is_none() && !ctx.text_edit_focused() {
            self.wanted = Some((next, 0));
        }
    }

    fn next_in_the_list(&self, ctx: &Context, many: &BatchPage, field: Option<(u64, u32)>) -> Option<Id> {
        if many.tries != self.tries {
            let opened = many.tried.is_some_and(|(opened, _)| opened > 0);
            return Some(if opened {
                list::convert_id()
            } else {
                select_all(ctx, list::for_all_id(), &many.passphrase)
            });
        }
        match (self.field, field) {
            (Some((before, refused)), Some((row, now))) if before == row => match &many.field {
                Some(field) if now > refused => Some(select_all(ctx, list::field_id(row), &field.passphrase)),
                // While it was tried, nothing could be typed there.
                _ => (self.trying && !many.is_trying()).then(|| list::field_id(row)),
            },
            (_, Some((row, _))) => Some(list::field_id(row)),
            // It was removed: what does that says what comes next.
            (Some((row, _)), None) if many.rows.iter().all(|other| other.number != row) => None,
            (Some((row, _)), None) => Some(match many.asks_passphrase(row) {
                true => list::link_id(row),
                false => list::convert_id(),
            }),
            (None, None) => (self.trying && !many.is_trying()).then(list::for_all_id),
        }
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

    /// Back into the field.
    fn after_a_wrong_passphrase(&mut self, ctx: &Context, model: &Model) {
        let KeyState::Locked(encrypted) = &model.key.state else {
            self.refused = 0;
            return;
        };
        let refused = encrypted.refused.as_ref().map_or(0, |(_, tries)| *tries);
        if refused > self.refused && encrypted.trying.is_none() {
            select_all(ctx, key::passphrase_id(), &encrypted.passphrase);
            self.wanted = Some((key::passphrase_id(), 0));
            self.refused = refused;
        }
    }
}

/// All of the field is selected: the next thing typed is the next try.
fn select_all(ctx: &Context, id: Id, typed: &SecretField) -> Id {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let end = CCursor::new(typed.chars());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(ctx, id);
    id
}
