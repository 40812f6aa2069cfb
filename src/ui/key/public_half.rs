//! What is public of a key: fingerprint, picture, the line. Shared by open and locked keys.

use crate::app::{Action, Copyable, KeyAction, KeyText, PublicInfo};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{
    R_CARD, R_CONTROL, S1, S2, S3, S4, T_LABEL, T_MONO, T_SECTION, T_SMALL, colors, icon, medium, mono,
    regular, semibold,
};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, RANDOMART_WIDTH, caption, field_label, icon_button, link, message, randomart,
    tell_text, wrapped,
};
use egui::accesskit::Live;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Color32, FontId, Frame, Id, Layout, Margin, RichText, ScrollArea, Stroke, TextBuffer, TextEdit,
    Ui, vec2,
};

/// In less room than this beside it, words stand above the picture.
const LEAST_BESIDE: f32 = 130.0;

/// A small tinted word beside a title.
pub(in crate::ui) struct Badge {
    pub icon: char,
    pub words: String,
    pub good: bool,
    /// What changes it.
    pub link: Option<(String, Action)>,
}

/// Title, size, where the key is, and badge at the left, what `add` puts under them; the
/// picture at the right, or below.
pub(in crate::ui) fn head(
    ui: &mut Ui,
    facts: &PublicInfo,
    [title, origin]: [&str; 2],
    mut badge: Badge,
    cx: &mut Cx<'_>,
    add: impl FnOnce(&mut Ui, &mut Cx<'_>),
) {
    let beside = ui.available_width() - RANDOMART_WIDTH - S4;
    let is_narrow = beside < LEAST_BESIDE;
    let (layout, width) = match is_narrow {
        true => (Layout::top_down(Align::Min), ui.available_width()),
        false => (Layout::left_to_right(Align::Min), beside),
    };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing = if is_narrow { vec2(S2, S2) } else { vec2(S4, S1) };
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = S1;
            self::title(ui, title, Some(facts.kind().bits()), cx);
            if !origin.is_empty() {
                caption(ui, origin);
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(S3, S1);
                show_badge(ui, &badge);
                if let Some((words, action)) = badge.link.take()
                    && link(ui, &words).clicked()
                {
                    cx.send(action);
                }
            });
            add(ui, cx);
        });
        randomart(ui, &facts.art, &say!(cx.texts, "randomart"), &say!(cx.texts, "randomart-help"));
    });
}

/// What it is, and its size where that is known.
pub(in crate::ui) fn title(ui: &mut Ui, title: &str, bits: Option<u32>, cx: &Cx<'_>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.label(RichText::new(title).font(semibold(T_SECTION + 1.0)).color(c.text));
        if let Some(bits) = bits {
            let bits = say!(cx.texts, "key-bits", bits = bits);
            ui.label(RichText::new(bits).font(regular(T_LABEL)).color(c.weak));
        }
    });
}

pub(in crate::ui) fn show_badge(ui: &mut Ui, badge: &Badge) {
    let c = colors(ui);
    let (color, ground) = if badge.good { (c.ok, c.ok_soft) } else { (c.weak, c.hover) };
    let frame = Frame::new().fill(ground).corner_radius(R_CARD).inner_margin(Margin::symmetric(9, 3));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().interact_size.y = 0.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), egui::Sense::hover());
            crate::ui::widgets::icon_at(ui.painter(), rect.center(), badge.icon, 12.0, color);
            ui.label(RichText::new(&badge.words).font(medium(T_SMALL)).color(color));
        });
    });
}

/// SHA-256, and MD5 where it was asked for.
pub(in crate::ui) fn fingerprints(ui: &mut Ui, facts: &PublicInfo, md5: bool, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        field_label(ui, &say!(cx.texts, "fingerprint"), "");
        let toggle = if md5 { say!(cx.texts, "md5-hide") } else { say!(cx.texts, "md5-show") };
        ui.add_space(S1);
        if link(ui, &toggle).clicked() {
            cx.send(KeyAction::ShowMd5(!md5));
        }
    });
    let name = say!(cx.texts, "fingerprint-copy");
    fingerprint(ui, &facts.fingerprint.sha256(), &name, Copyable::Sha256, cx);
    if md5 {
        let name = say!(cx.texts, "fingerprint-md5-copy");
        fingerprint(ui, &facts.fingerprint.md5(), &name, Copyable::Md5, cx);
    }
}

fn fingerprint(ui: &mut Ui, value: &str, copy: &str, what: Copyable, cx: &mut Cx<'_>) {
    // As high as the button from the start: text and button then share a middle.
    let size = vec2(ui.available_width(), ICON_BUTTON);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let room = ui.available_width() - ICON_BUTTON - S2;
        ui.scope(|ui| {
            ui.set_max_width(room);
            wrapped(ui, RichText::new(value).font(mono(T_SMALL)).color(colors(ui).text));
        });
        if icon_button(ui, icon::COPY, copy).clicked() {
            cx.send(KeyAction::Copy(what));
        }
    });
}

/// What the text of the key was like.
pub(in crate::ui) fn text(ui: &mut Ui, text: &KeyText, is_locked: bool, cx: &Cx<'_>) {
    if let Some(words) = cx.texts.text_of_key(text, is_locked) {
        let color = colors(ui).weak;
        message(ui, icon::INFO, color, &words, Live::Polite);
    }
}

/// A reason to replace the key.
pub(in crate::ui) fn weakness(ui: &mut Ui, facts: &PublicInfo, cx: &Cx<'_>) {
    if let Some(weakness) = facts.weakness {
        let color = colors(ui).warn;
        message(ui, icon::WARN, color, &cx.texts.weakness(weakness), Live::Polite);
    }
}

/// What the line of a public key is called, and what it is for.
pub(in crate::ui) fn words_of_line(cx: &Cx<'_>) -> [String; 2] {
    [say!(cx.texts, "public-line"), say!(cx.texts, "public-line-help")]
}

/// The line in full, and Copy.
pub(in crate::ui) fn line(
    ui: &mut Ui,
    facts: &PublicInfo,
    [name, help]: &[String; 2],
    copy: Look,
    cx: &mut Cx<'_>,
) {
    let c = colors(ui);
    let label = field_label(ui, name, help);
    let frame = Frame::new()
        .fill(c.code)
        .stroke(Stroke::new(1.0, c.border))
        .corner_radius(R_CONTROL)
        .inner_margin(Margin { left: 12, right: 9, top: 8, bottom: 8 });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S2);
        let all = ui.available_width();
        const COPY: f32 = 104.0;
        if all < 440.0 {
            line_text(ui, facts, all, &label);
            copy_button(ui, copy, all, cx);
        } else {
            ui.horizontal(|ui| {
                line_text(ui, facts, all - COPY - S3, &label);
                copy_button(ui, copy, COPY, cx);
            });
        }
    });
    note_of_the_rest(ui, facts, cx);
}

/// Of a line of which only the beginning is shown.
fn note_of_the_rest(ui: &mut Ui, facts: &PublicInfo, cx: &Cx<'_>) {
    if facts.line_more > 0 {
        caption(ui, &say!(cx.texts, "public-line-cut", count = facts.line_more));
    }
}

pub(in crate::ui) fn line_id() -> Id {
    Id::unique("public line")
}

/// Selectable, scrolling where it is long, so that Copy and Save stay in view.
fn line_text(ui: &mut Ui, facts: &PublicInfo, width: f32, label: &egui::Response) {
    const ROWS: f32 = 4.0;
    let c = colors(ui);
    let row = ui.fonts_mut(|fonts| fonts.row_height(&mono(T_MONO)));
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let job = line_job(text.as_str(), width, [c.accent_text, c.text, c.weak]);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let area =
        ScrollArea::vertical().id_salt("public line").max_height(ROWS * row + S1).auto_shrink([false, true]);
    ui.vertical(|ui| {
        ui.set_width(width);
        area.show(ui, |ui| {
            let mut text = facts.line.as_str();
            let edit = TextEdit::multiline(&mut text)
                .id(line_id())
                // The scroll bar beside the text would look like a cursor in it.
                .desired_width(width - S2)
                .desired_rows(1)
                .frame(Frame::NONE)
                .margin(Margin::ZERO)
                .layouter(&mut layouter);
            let shown = edit.show(ui);
            tell_text(ui.ctx(), shown.response.response.id, &shown.galley);
            shown.response.response.labelled_by(label.id);
        });
    });
}

/// Type, base64 and comment each in a colour of its own; broken anywhere, as it has no spaces.
fn line_job(line: &str, width: f32, [kind, base64, comment]: [Color32; 3]) -> LayoutJob {
    let font: FontId = mono(T_MONO);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.wrap.break_anywhere = true;
    let mut rest = line;
    for color in [kind, base64] {
        let end = rest.find(' ').map_or(rest.len(), |at| at + 1);
        let (part, after) = rest.split_at(end);
        job.append(part, 0.0, TextFormat::simple(font.clone(), color));
        rest = after;
    }
    job.append(rest, 0.0, TextFormat::simple(font, comment));
    job
}

fn copy_button(ui: &mut Ui, look: Look, width: f32, cx: &mut Cx<'_>) {
    let label = say!(cx.texts, "copy");
    // The keyboard comes here when a key is safe.
    let button = Button::new(look, &label).icon(icon::COPY).width(width).id(super::copy_id());
    if ui.add(button).clicked() {
        cx.send(KeyAction::Copy(Copyable::PublicLine));
    }
}
