//! The services, devices and programs: a search field, and a row for each.

use crate::app::{ServiceAction, ServicePanel, UsedKey};
use crate::i18n::say;
use crate::recipe::{Fit, Recipe};
use crate::ui::Cx;
use crate::ui::theme::{
    CONTROL_HEIGHT, R_SMALL, S1, S2, S3, S4, T_BODY, T_LABEL, T_SECTION, T_SMALL, colors, icon, medium,
    regular, semibold,
};
use crate::ui::widgets::{
    Field, caption, card, enter_pressed, field_label, focus_ring, heading, laid_out, link, status, tab_stop,
};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{CornerRadius, CursorIcon, Id, Rect, Sense, Stroke, TextFormat, Ui, WidgetInfo, pos2, vec2};

/// The field to search in.
pub(super) fn search_id() -> Id {
    Id::unique("service to find")
}

/// The row of one of them.
pub(super) fn row_id(recipe: &Recipe) -> Id {
    Id::unique("service of the list").with(recipe.id)
}

pub(super) fn show(ui: &mut Ui, panel: &mut ServicePanel, key: &UsedKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "use-service-title"), semibold(T_SECTION), colors(ui).text);
        caption(ui, &say!(cx.texts, "use-service-text"));
        ui.add_space(S1);
        let found = search(ui, panel, cx);
        if found.is_empty() {
            nothing(ui, panel, cx);
        }
        rows(ui, &found, key, cx);
    });
}

/// The field; Enter in it goes to the first one that was found.
fn search(ui: &mut Ui, panel: &mut ServicePanel, cx: &mut Cx<'_>) -> Vec<&'static Recipe> {
    let label = field_label(ui, &say!(cx.texts, "use-service-search"), "");
    let (width, hint) = (ui.available_width(), say!(cx.texts, "use-service-search-hint"));
    let field = Field { id: search_id(), label: &label, width, hint: &hint, wrong: false, font: None };
    let response = field.show(ui, &mut panel.sought);
    let found = panel.found();
    if let Some(first) = found.first().filter(|_| enter_pressed(ui, &response)) {
        cx.send(ServiceAction::Choose(first));
    }
    found
}

fn nothing(ui: &mut Ui, panel: &ServicePanel, cx: &mut Cx<'_>) {
    let weak = colors(ui).weak;
    ui.add_space(S2);
    status(ui, icon::INFO, weak, &say!(cx.texts, "use-service-none", text = cx.texts.cut(&panel.sought)));
    caption(ui, &say!(cx.texts, "use-service-none-help"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S4;
        if let Some(other) = panel.any_other()
            && link(ui, &other.name).clicked()
        {
            cx.send(ServiceAction::Choose(other));
        }
        if link(ui, &say!(cx.texts, "use-service-all")).clicked() {
            cx.send(ServiceAction::ClearSearch);
            ui.memory_mut(|memory| memory.request_focus(search_id()));
        }
    });
}

/// Tab stops at one of them; the arrow keys go from row to row.
fn rows(ui: &mut Ui, found: &[&'static Recipe], key: &UsedKey, cx: &mut Cx<'_>) {
    let id = |at: usize| found.get(at).map(|recipe| row_id(recipe));
    let controls = |at| id(at).into_iter().collect();
    let stop = tab_stop(ui, Id::unique("services"), 0..found.len(), found.len(), controls, id);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut group = None;
    for (at, recipe) in found.iter().enumerate() {
        if group.replace(recipe.group) != Some(recipe.group) {
            ui.add_space(S3);
            heading(ui, &cx.texts.recipe_group(recipe.group), semibold(T_LABEL), colors(ui).weak);
            ui.add_space(S1);
        }
        let sense = if stop == Some(at) { Sense::click() } else { Sense::CLICK };
        row(ui, recipe, key, sense, cx);
    }
}

/// Room for the sign at the right.
const CHEVRON: f32 = 18.0;

/// It leads on.
fn chevron(ui: &Ui, rect: Rect) {
    let (tip, stroke) = (pos2(rect.right() - 2.0, rect.center().y), Stroke::new(1.5, colors(ui).weak));
    for up in [-4.0, 4.0] {
        ui.painter().line_segment([tip + vec2(-4.0, up), tip], stroke);
    }
}

fn row(ui: &mut Ui, recipe: &'static Recipe, key: &UsedKey, sense: Sense, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT), Sense::hover());
    let response = ui.interact(rect, row_id(recipe), sense).on_hover_cursor(CursorIcon::PointingHand);
    let is_taken = recipe.fit(key.public.kind()) == Fit::Accepted;
    response.widget_info(|| {
        let name = match is_taken {
            true => recipe.name.clone(),
            false => say!(cx.texts, "use-service-row-refused", name = recipe.name.as_str()),
        };
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    let ground = rect.expand2(vec2(S2, 0.0));
    if response.hovered() {
        ui.painter().rect_filled(ground, CornerRadius::same(R_SMALL), c.hover);
    }
    let line = |text: String, font, color| LayoutJob::single_section(text, TextFormat::simple(font, color));
    chevron(ui, rect);
    let mut room = rect.width() - CHEVRON;
    if !is_taken {
        let note = line(say!(cx.texts, "use-service-refused"), regular(T_SMALL), c.warn);
        let note = laid_out(ui, note, room * 0.5, Some(1));
        let at = pos2(rect.left() + room - note.size().x, rect.center().y - note.size().y / 2.0);
        room -= note.size().x + S2;
        ui.painter().galley(at, note, c.warn);
    }
    let name = laid_out(ui, line(recipe.name.clone(), medium(T_BODY), c.text), room, Some(1));
    let at = pos2(rect.left(), rect.center().y - name.size().y / 2.0);
    ui.painter().galley(at, name, c.text);
    focus_ring(ui, &response, ground, R_SMALL);
    if response.clicked() {
        cx.send(ServiceAction::Choose(recipe));
    }
}
