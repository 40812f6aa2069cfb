//! The keys in ~/.ssh, above the form: whoever is asked for a public key may have one already.

use crate::app::{Action, KeyAction, OwnKey, OwnKeys};
use crate::i18n::{name, say};
use crate::save::public_path;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_BODY, T_SECTION, T_SMALL, colors, medium, regular, semibold};
use crate::ui::widgets::{caption, card, link, link_to, link_width, wrapped};
use egui::{Align, Id, Label, Layout, RichText, Ui, vec2};

pub(in crate::ui) fn show(ui: &mut Ui, own: &OwnKeys, cx: &mut Cx<'_>) {
    if own.keys.is_empty() {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let count = own.keys.len() + own.more;
        let title = say!(cx.texts, "own-title", count = count);
        wrapped(ui, RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        for key in own.shown() {
            row(ui, key, cx);
        }
        let show = match own.more {
            0 => say!(cx.texts, "own-show-all", count = own.keys.len()),
            _ => say!(cx.texts, "own-show-first", count = own.keys.len()),
        };
        if own.shown().len() < own.keys.len() && link(ui, &show).clicked() {
            cx.send(KeyAction::ShowAllOwn);
        }
        if own.more > 0 && own.shown().len() == own.keys.len() {
            caption(ui, &say!(cx.texts, "own-more", count = own.more));
        }
    });
}

fn row(ui: &mut Ui, key: &OwnKey, cx: &mut Cx<'_>) {
    // Low, so that Generate stays in view below the list.
    const HEIGHT: f32 = 26.0;
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
        let room = vec2(all - links - S3, HEIGHT);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(room.x);
            ui.spacing_mut().item_spacing.x = S2;
            let c = colors(ui);
            ui.scope(|ui| {
                ui.set_max_width(room.x * 0.6);
                ui.add(Label::new(RichText::new(&file).font(medium(T_BODY)).color(c.text)).truncate());
            });
            let about = RichText::new(about(key, cx)).font(regular(T_SMALL)).color(c.weak);
            ui.add(Label::new(about).truncate());
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
    let file = key.is_from_pub_file.then(|| name(&public_path(&key.path)));
    match (comment.as_str(), file) {
        ("", None) => kind,
        ("", Some(file)) => say!(cx.texts, "own-about-file", kind = kind, file = file),
        (comment, None) => say!(cx.texts, "own-about", kind = kind, comment = comment),
        (comment, Some(file)) => {
            say!(cx.texts, "own-about-comment-file", kind = kind, comment = comment, file = file)
        }
    }
}
