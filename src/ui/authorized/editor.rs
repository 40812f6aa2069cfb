//! The form for the options of a key, or of all keys that are being added.

use super::options;
use super::{new_keys, refused, row};
use crate::app::{AuthorizedAction, AuthorizedPage, Editor, EditorTarget};
use crate::i18n::say;
use crate::key::Comment;
use crate::ui::Cx;
use crate::ui::shell::change;
use crate::ui::theme::{R_SMALL, S1, S2, T_LABEL, T_SECTION, T_SMALL, colors, icon, medium, mono, semibold};
use crate::ui::widgets::{Button, Look, alert, caption, card, message, wrapped};
use egui::accesskit::Live;
use egui::{Frame, Id, Label, Margin, RichText, Ui, vec2};

/// The first control.
pub(super) fn first_id() -> Id {
    Id::unique("only from some addresses")
}

/// Where the keyboard was before.
pub(super) fn came_from(editor: &Editor) -> Id {
    match &editor.target {
        EditorTarget::Line { number, .. } => row::edit_id(*number),
        EditorTarget::New { .. } => change::undo_id(),
    }
}

pub(super) fn show(ui: &mut Ui, page: &mut AuthorizedPage, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let is_busy = page.text.is_busy();
        let Some(editor) = &mut page.editor else { return };
        head(ui, editor, cx);
        ui.add_space(S2);
        ui.add_enabled_ui(!is_busy, |ui| {
            options::show(ui, &mut editor.form, cx);
        });
        ui.add_space(S2);
        line(ui, editor, cx);
        if editor.form.must_be_corrected() {
            alert(ui, &say!(cx.texts, "editor-wrong"));
        }
        refused(ui, page, cx);
        ui.add_space(S2);
        buttons(ui, page, is_busy, cx);
    });
}

fn head(ui: &mut Ui, editor: &Editor, cx: &mut Cx<'_>) {
    let (title, words) = match &editor.target {
        EditorTarget::Line { name, .. } => (say!(cx.texts, "editor-title", name = name.as_str()), None),
        EditorTarget::New { keys, .. } => (
            say!(cx.texts, "editor-title-new", count = keys.len()),
            Some(say!(cx.texts, "editor-text-new", count = keys.len())),
        ),
    };
    wrapped(ui, RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
    if let Some(words) = words {
        caption(ui, &words);
    }
    if let Some(dropped) = &editor.dropped {
        let words = say!(cx.texts, "editor-dropped", options = cx.texts.cut(dropped));
        message(ui, icon::WARN, colors(ui).warn, &words, Live::Polite);
    }
    if let EditorTarget::New { keys, not_added } = &editor.target {
        new_keys::show(ui, keys, not_added, cx);
    }
}

/// The line as it would be written.
fn line(ui: &mut Ui, editor: &Editor, cx: &Cx<'_>) {
    let several = matches!(&editor.target, EditorTarget::New { keys, .. } if keys.len() > 1);
    let title = match several {
        true => say!(cx.texts, "editor-lines"),
        false => say!(cx.texts, "editor-line"),
    };
    let c = colors(ui);
    let label = ui.label(RichText::new(title).font(medium(T_LABEL)).color(c.text));
    let Some(line) = editor.line() else { return };
    let frame = Frame::new().fill(c.code).corner_radius(R_SMALL).inner_margin(Margin::same(S2 as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        match line {
            Ok(line) => {
                let text = Comment::from_bytes_lossy(&line).text_up_to(SHOWN);
                let text = RichText::new(text).font(mono(T_SMALL)).color(c.text);
                let shown = ui.add(Label::new(text).wrap().selectable(true));
                let labelled = label.id.accesskit_id();
                ui.ctx().accesskit_node_builder(shown.id, |node| node.push_labelled_by(labelled));
            }
            Err(problem) => {
                alert(ui, &cx.texts.bad_value(&problem));
            }
        }
    });
}

/// Bytes that are shown of the line: more than one with an RSA key of 16,384 bits has.
const SHOWN: usize = 4000;

fn buttons(ui: &mut Ui, page: &AuthorizedPage, is_busy: bool, cx: &mut Cx<'_>) {
    let is_new = matches!(&page.editor, Some(Editor { target: EditorTarget::New { .. }, .. }));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        let apply = match is_new {
            true => say!(cx.texts, "editor-apply-new"),
            false => say!(cx.texts, "editor-apply"),
        };
        if ui.add(Button::new(Look::Primary, &apply).enabled(!is_busy)).clicked() {
            cx.send(AuthorizedAction::Apply);
        }
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
            cx.send(AuthorizedAction::CloseEditor);
        }
        if is_new && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "editor-more-keys"))).clicked() {
            cx.send(AuthorizedAction::AskKeys);
        }
    });
}
