//! The keys in ~/.ssh, above the form: whoever is asked for a public key may have one already.

use crate::app::{Action, KeyAction, OwnKey, OwnKeys};
use crate::i18n::{name, say};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_BODY, T_SECTION, colors, medium, semibold};
use crate::ui::widgets::{caption, card, link, link_to, link_width, wrapped};
use egui::{Align, Id, Label, Layout, RichText, Ui, vec2};

pub(in crate::ui) fn show(ui: &mut Ui, own: &OwnKeys, cx: &mut Cx<'_>) {
    if own.keys.is_empty() {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "own-title", count = own.keys.len());
        wrapped(ui, RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        for key in own.shown() {
            row(ui, key, cx);
        }
        if own.shown().len() < own.keys.len()
            && link(ui, &say!(cx.texts, "own-show-all", count = own.keys.len())).clicked()
        {
            cx.send(KeyAction::ShowAllOwn);
        }
    });
}

fn row(ui: &mut Ui, key: &OwnKey, cx: &mut Cx<'_>) {
    const HEIGHT: f32 = 38.0;
    let file = name(&key.path);
    let (copy, open) = (say!(cx.texts, "own-copy"), say!(cx.texts, "own-open"));
    let mut links = link_width(ui, &open);
    if key.public.is_some() {
        links += link_width(ui, &copy) + S3;
    }
    let id = Id::unique("key in the folder").with(&key.path);
    let all = ui.available_width();
    ui.allocate_ui_with_layout(vec2(all, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = S3;
        ui.allocate_ui_with_layout(vec2(all - links - S3, HEIGHT), Layout::top_down(Align::Min), |ui| {
            ui.set_width(all - links - S3);
            ui.spacing_mut().item_spacing.y = S2 / 4.0;
            let name = RichText::new(&file).font(medium(T_BODY)).color(colors(ui).text);
            ui.add(Label::new(name).truncate());
            caption(ui, &about(key, cx));
        });
        if key.public.is_some() {
            let name = say!(cx.texts, "own-copy-of", name = file.as_str());
            if link_to(ui, id.with("copy"), &copy, &name).clicked() {
                cx.send(KeyAction::CopyOwn(key.path.clone()));
            }
        }
        let name = say!(cx.texts, "own-open-of", name = file.as_str());
        if link_to(ui, id.with("open"), &open, &name).clicked() {
            cx.send(Action::Open(vec![key.path.clone()]));
        }
    });
}

/// Its type, and whose it is.
fn about(key: &OwnKey, cx: &Cx<'_>) -> String {
    let Some(public) = &key.public else { return say!(cx.texts, "badge-locked") };
    let (kind, comment) = (cx.texts.kind(public.kind()), cx.texts.comment(public.comment()));
    match comment.as_str() {
        "" => kind,
        comment => say!(cx.texts, "own-about", kind = kind, comment = comment),
    }
}
