//! An entry: whose key it is, which one, and what can be done.

use crate::app::{ServerHosts, ServerRow, ServersAction, ServersPage};
use crate::i18n::say;
use crate::sshfiles::Marker;
use crate::ui::Cx;
use crate::ui::theme::{ICON, S2, S3, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{
    ICON_BUTTON, RowList, RowPlace, icon_at, icon_button_at, laid_out, link_in, link_width,
};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Galley, Id, Rect, Sense, TextFormat, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// How high most rows are.
pub(super) const USUAL: f32 = 56.0;
/// Where the words begin.
const BESIDE: f32 = ICON + S3;
/// Above the first line and below the last one.
const PAD: f32 = 10.0;
/// Between lines.
const GAP: f32 = 3.0;
/// The height of the first line.
const FIRST: f32 = 20.0;

/// The list that the widget draws.
pub(super) struct ServerRows<'a, 'b> {
    pub page: &'a ServersPage,
    pub cx: &'a mut Cx<'b>,
}

/// The button that compares a fingerprint.
pub(super) fn compare_id(number: usize) -> Id {
    Id::unique("compare the entry").with(number)
}

fn remove_id(number: usize) -> Id {
    Id::unique("remove the entry").with(number)
}

impl ServerRows<'_, '_> {
    fn row(&self, at: usize) -> Option<&ServerRow> {
        self.page.shown_row(at)
    }

    fn words(&self, ui: &Ui, row: &ServerRow, width: f32) -> Vec<Arc<Galley>> {
        let (c, texts) = (colors(ui), self.cx.texts);
        let links = ICON_BUTTON + S2 + S3 + link_width(ui, &say!(texts, "servers-compare"));
        let mut title = LayoutJob::default();
        let name = texts.server_name(row, self.page);
        title.append(&name, 0.0, TextFormat::simple(medium(T_BODY), c.text));
        title.append(&texts.server_kind(row), S2, TextFormat::simple(regular(T_SMALL), c.weak));
        let width = width - BESIDE;
        let mut words = vec![laid_out(ui, title, width - links, None)];
        let is_bad = row.is_unreadable();
        for (at, text) in texts.server_about(row).into_iter().enumerate() {
            let is_note = at > 0 || is_bad;
            let color = match (is_bad, is_note, row.marker) {
                (true, ..) => c.bad,
                (_, true, Some(Marker::Revoked)) => c.warn,
                _ => c.weak,
            };
            let format = TextFormat::simple(regular(T_SMALL), color);
            words.push(laid_out(ui, LayoutJob::single_section(text, format), width, None));
        }
        words
    }
}

impl RowList for ServerRows<'_, '_> {
    fn height(&self, ui: &Ui, at: usize, width: f32) -> f32 {
        let Some(row) = self.row(at) else { return USUAL };
        let words = self.words(ui, row, width);
        let first = words.first().map_or(FIRST, |galley| galley.size().y.max(FIRST));
        let below: f32 = words.iter().skip(1).map(|galley| galley.size().y + GAP).sum();
        2.0 * PAD + first + below
    }

    fn controls(&self, at: usize) -> Vec<Id> {
        let Some(row) = self.row(at) else { return Vec::new() };
        let compare = row.readable_key().map(|_| compare_id(row.number));
        compare.into_iter().chain([remove_id(row.number)]).collect()
    }

    fn draw(&mut self, ui: &mut Ui, place: &RowPlace) {
        let (page, rect, sense) = (self.page, place.rect, place.sense);
        let Some(row) = page.shown_row(place.at) else { return };
        let response = ui.interact(rect, Id::unique("entry of the file").with(row.number), Sense::hover());
        let said = self.cx.texts.server_row(row, page);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
        let c = colors(ui);
        let middle = rect.top() + PAD + FIRST / 2.0;
        let (sign, color) = match (row.is_unreadable(), row.marker) {
            (true, _) => (icon::ERROR, c.bad),
            (_, Some(Marker::Revoked)) => (icon::WARN, c.warn),
            _ => (icon::MONITOR, c.weak),
        };
        icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, middle), sign, ICON, color);
        let mut top = rect.top() + PAD;
        for (number, galley) in self.words(ui, row, rect.width()).into_iter().enumerate() {
            let height = galley.size().y;
            let down = if number == 0 { (FIRST - height).max(0.0) / 2.0 } else { GAP };
            ui.painter().galley(pos2(rect.left() + BESIDE, top + down), galley, c.text);
            top += if number == 0 { height.max(FIRST) } else { height + GAP };
        }
        let builder = UiBuilder::new().max_rect(rect).id_salt(row.number);
        ui.scope_builder(builder, |ui| {
            if page.text.is_busy() {
                ui.disable();
            }
            self.buttons(ui, row, rect, middle, sense);
        });
    }
}

impl ServerRows<'_, '_> {
    fn buttons(&mut self, ui: &mut Ui, row: &ServerRow, rect: Rect, middle: f32, sense: Sense) {
        let (texts, number) = (self.cx.texts, row.number.to_string());
        let name = texts.server_name(row, self.page);
        if row.readable_key().is_some() {
            let label = say!(texts, "servers-compare");
            let said = say!(texts, "servers-compare-name", name = name.as_str(), number = number.as_str());
            let size = vec2(link_width(ui, &label), FIRST);
            let right = rect.right() - ICON_BUTTON - S2;
            let place = Rect::from_min_size(pos2(right - size.x, middle - FIRST / 2.0), size);
            if link_in(ui, place, compare_id(row.number), [&label, &said], sense) {
                self.cx.send(ServersAction::Compare(row.number));
            }
        }
        let said = match &row.hosts {
            ServerHosts::Unreadable(_) => say!(texts, "key-row-remove-line", number = number.as_str()),
            _ => say!(texts, "key-row-remove-name", name = name.as_str(), number = number.as_str()),
        };
        let place = Rect::from_center_size(
            pos2(rect.right() - ICON_BUTTON / 2.0, middle),
            vec2(ICON_BUTTON, ICON_BUTTON),
        );
        if icon_button_at(ui, place, remove_id(row.number), sense, icon::CLOSE, &said).clicked() {
            self.cx.send(ServersAction::Remove(row.number));
        }
    }
}
