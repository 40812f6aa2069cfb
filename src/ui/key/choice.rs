//! A file or a pasted text with several keys: a list to choose one from.

use crate::app::{Answer, Choice, Choosable};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::batch::row_text::{put, simple};
use crate::ui::shell::focus::dialog_id;
use crate::ui::theme::{ICON, S1, S2, S3, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{Button, Look, icon_at};
use egui::accesskit::Role;
use egui::style::ScrollAnimation;
use egui::text::LayoutJob;
use egui::{Align, Id, Layout, Rect, ScrollArea, Sense, Stroke, TextFormat, Ui, UiBuilder, pos2, vec2};

/// The height of a row: a title and two lines.
const ROW: f32 = 60.0;
/// The width of the button in each.
const OPEN: f32 = 72.0;
/// Room around the list: title, sentences and buttons.
const AROUND: f32 = 270.0;

pub(in crate::ui) fn show(ui: &mut Ui, choice: &Choice, cx: &mut Cx<'_>) {
    let most = (ui.ctx().content_rect().height() - AROUND).max(2.0 * ROW);
    let first = choice.keys.iter().position(|one| one.problem().is_none());
    let area =
        ScrollArea::vertical().id_salt("keys to choose from").max_height(most).auto_shrink([false, true]);
    area.show_viewport(ui, |ui, seen| {
        let height = ROW * choice.keys.len() as f32;
        let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        // And one more at each end: there the keyboard finds what to go on to.
        let from = ((seen.min.y / ROW) as usize).saturating_sub(1);
        let rows = choice.keys.iter().enumerate().skip(from).take((seen.height() / ROW) as usize + 4);
        for (at, one) in rows {
            let top = all.top() + ROW * at as f32;
            let rect = Rect::from_min_max(pos2(all.left(), top), pos2(all.right(), top + ROW));
            row(ui, choice, (at, one), rect, first == Some(at), cx);
        }
    });
}

fn row(
    ui: &mut Ui,
    choice: &Choice,
    (at, one): (usize, &Choosable),
    rect: Rect,
    is_first: bool,
    cx: &mut Cx<'_>,
) {
    let c = colors(ui);
    let id = Id::unique("key to choose").with(at);
    let [title, about] = cx.texts.choosable(&choice.source, one);
    let response = ui.interact(rect, id, Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ListItem);
        node.set_label(say!(
            cx.texts,
            "choice-row",
            title = title.as_str(),
            comment = one.comment.as_str(),
            about = about.as_str()
        ));
    });
    if at > 0 {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, c.border));
    }
    let (sign, color) = match (one.problem(), one.about.locked) {
        (Some(_), _) => (icon::ERROR, c.bad),
        (None, Some(true)) => (icon::LOCK, c.weak),
        (None, Some(false)) => (icon::KEY, c.weak),
        (None, None) => (icon::INFO, c.weak),
    };
    icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, rect.top() + 17.0), sign, ICON, color);
    let left = rect.left() + ICON + S3;
    let right = if one.problem().is_some() { rect.right() } else { rect.right() - OPEN - S3 };
    let mut job = LayoutJob::default();
    job.append(&title, 0.0, TextFormat::simple(medium(T_BODY), c.text));
    job.append(&one.comment, S2, TextFormat::simple(regular(T_SMALL), c.weak));
    put(ui, job, pos2(left, rect.top() + S2), right - left, Some(1));
    put(ui, simple(&about, c.weak), pos2(left, rect.top() + 27.0), right - left, Some(2));
    if one.problem().is_some() {
        response.on_hover_text(about);
        return;
    }
    let place = Rect::from_min_max(pos2(rect.right() - OPEN - S1, rect.top() + S3), rect.max);
    let builder = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)).id_salt(id);
    let label = say!(cx.texts, "choice-open");
    let name = say!(cx.texts, "choice-open-of", title = title.as_str(), comment = one.comment.as_str());
    let button_id = if is_first { dialog_id() } else { id.with("open") };
    let button = Button::new(Look::Secondary, &label).name(&name).width(OPEN).id(button_id);
    let button = ui.scope_builder(builder, |ui| ui.add(button)).inner;
    if button.gained_focus() {
        // At once: what is out of sight takes no keys.
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
    }
    if button.clicked() {
        cx.send(Answer::Choose(at));
    }
}
