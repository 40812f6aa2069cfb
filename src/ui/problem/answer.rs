//! What the text is: a message with its causes, or something else.

use super::{ROWS, cause};
use crate::app::{
    KeySource, Masked, ProblemAction, ProblemAnswer, ProblemPage, Remedy, ShownCause, less_likely,
};
use crate::explain::{Explanation, Fix};
use crate::i18n::{name, say, to_copy};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_LABEL, T_SECTION, colors, icon, medium, regular, semibold};
use crate::ui::widgets::{Button, Look, TextArea, caption, card, heading, link, link_to, wrapped};
use egui::accesskit::Live;
use egui::{Id, RichText, Ui};

pub(super) fn show(ui: &mut Ui, page: &ProblemPage, cx: &mut Cx<'_>) {
    let Some(answer) = &page.answer else { return };
    let is_private = page.aside.as_ref().is_some_and(|aside| aside.is_private);
    match answer {
        ProblemAnswer::Explained(explanation, causes) => {
            if is_private {
                private_key(ui, cx);
            }
            explained(ui, explanation, (causes, page.shows_others), cx);
        }
        ProblemAnswer::Key(None) if is_private => private_key(ui, cx),
        ProblemAnswer::Key(None) => {
            let words = [say!(cx.texts, "problem-public-key"), say!(cx.texts, "problem-public-key-help")];
            let open = say!(cx.texts, "problem-open-key");
            instead(ui, &words, Some((&open, ProblemAction::OpenKey)), cx);
        }
        ProblemAnswer::Key(Some(error)) => {
            let title = match is_private {
                true => say!(cx.texts, "problem-private-key"),
                false => say!(cx.texts, "problem-no-message"),
            };
            let what = cx.texts.source(&KeySource::Pasted);
            instead(ui, &[title, cx.texts.read_error(&what, error)], None, cx);
        }
        ProblemAnswer::Path(path) => {
            let words = [say!(cx.texts, "problem-path"), say!(cx.texts, "problem-path-help")];
            let open = say!(cx.texts, "remedy-open", name = name(path));
            instead(ui, &words, Some((&open, ProblemAction::Read(path.clone()))), cx);
        }
        ProblemAnswer::Fingerprint => {
            let words = [say!(cx.texts, "problem-fingerprint"), say!(cx.texts, "problem-fingerprint-help")];
            let find = say!(cx.texts, "problem-find-key");
            instead(ui, &words, Some((&find, ProblemAction::FindKey)), cx);
        }
        ProblemAnswer::Unknown => unknown(ui, cx),
    }
}

fn explained(
    ui: &mut Ui,
    explanation: &Explanation,
    (causes, shows_others): (&[ShownCause], bool),
    cx: &mut Cx<'_>,
) {
    let c = colors(ui);
    announced(ui, &cx.texts.meaning(explanation));
    caption(ui, &cx.texts.explained_line(explanation));
    ui.add_space(S1);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        let first = causes.first().and_then(|first| first.checked.verdict);
        let above = cx.texts.causes_heading(causes.len(), first);
        wrapped(ui, RichText::new(above).font(medium(T_LABEL)).color(c.text));
        let can_change = causes.iter().any(|shown| shown.checked.verdict.is_some());
        let again = say!(cx.texts, "problem-check-again");
        if can_change && link_to(ui, cause::check_again_id(), &again, &again).clicked() {
            cx.send(ProblemAction::Look);
        }
    });
    let others = less_likely(causes);
    for (at, shown) in causes.iter().enumerate() {
        if others.first() == Some(&at) {
            fold(ui, others.len(), shows_others, cx);
        }
        if shows_others || !others.contains(&at) {
            cause::show(ui, shown, cx);
        }
    }
}

/// The link that shows less likely causes, or hides them. The keyboard stays at it.
fn fold(ui: &mut Ui, count: usize, shows: bool, cx: &mut Cx<'_>) {
    let label = match shows {
        true => say!(cx.texts, "problem-hide-others"),
        false => say!(cx.texts, "problem-others", count = count),
    };
    let link = link_to(ui, Id::unique("other causes"), &label, &label);
    ui.ctx().accesskit_node_builder(link.id, |node| node.set_expanded(shows));
    if link.clicked() {
        cx.send(ProblemAction::ShowOthers(!shows));
    }
}

fn private_key(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = [say!(cx.texts, "problem-private-key"), say!(cx.texts, "problem-private-key-help")];
    let open = say!(cx.texts, "problem-open-key");
    instead(ui, &words, Some((&open, ProblemAction::OpenKey)), cx);
}

/// What was pasted instead of a message, and where it belongs.
fn instead(
    ui: &mut Ui,
    [title, help]: &[String; 2],
    button: Option<(&String, ProblemAction)>,
    cx: &mut Cx<'_>,
) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        title_and_help(ui, title, help);
        if let Some((label, action)) = button {
            ui.add_space(S2);
            if ui.add(Button::new(Look::Primary, label).id(Id::unique("open what is no message"))).clicked() {
                cx.send(action);
            }
        }
    });
}

/// What the text is, read out when that is known.
fn announced(ui: &mut Ui, title: &str) {
    let color = colors(ui).text;
    let response = heading(ui, title, semibold(T_SECTION), color);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

fn title_and_help(ui: &mut Ui, title: &str, help: &str) {
    let c = colors(ui);
    announced(ui, title);
    wrapped(ui, RichText::new(help).font(regular(T_LABEL)).color(c.text));
}

/// Nothing is guessed.
fn unknown(ui: &mut Ui, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        title_and_help(ui, &say!(cx.texts, "problem-unknown"), &say!(cx.texts, "problem-unknown-help"));
        ui.add_space(S1);
        if let Some(command) = to_copy(&Fix::log_of_any_host()) {
            cause::command(ui, &command, cx);
        }
        ui.add_space(S2);
        let ask = say!(cx.texts, "problem-unknown-ask");
        wrapped(ui, RichText::new(ask).font(regular(T_LABEL)).color(colors(ui).text));
        if link(ui, &say!(cx.texts, "remedy-copy-masked")).clicked() {
            cx.send(ProblemAction::Do(Remedy::CopyMasked));
        }
    });
}

/// The text without names, to be checked and copied.
pub(super) fn masked(ui: &mut Ui, masked: &Masked, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S2;
        let color = colors(ui).text;
        let words = RichText::new(say!(cx.texts, "explain-masked")).font(medium(T_LABEL)).color(color);
        let label = wrapped(ui, words);
        let area = TextArea { id: Id::unique("masked text"), label: &label, hint: "", rows: ROWS };
        area.show(ui, &mut masked.shown.as_str());
        if masked.is_cut {
            caption(ui, &say!(cx.texts, "problem-masked-cut"));
        }
        let copy = say!(cx.texts, "remedy-copy-masked");
        let button = Button::new(Look::Secondary, &copy).icon(icon::COPY).id(Id::unique("copy masked text"));
        if ui.add(button).clicked() {
            cx.send(ProblemAction::Do(Remedy::CopyMasked));
        }
    });
}
