//! A line: whose key it is, what it may do, what is wrong with it, and what can be done.

use crate::app::{AuthorizedAction, AuthorizedPage, LineAbout, LineRow};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{Colors, ICON, S2, S3, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{
    ICON_BUTTON, RowList, RowPlace, SWITCH, icon_at, icon_button_at, laid_out, link_in, link_width, switch_at,
};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Color32, Galley, Id, Rect, Sense, TextFormat, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// How high most rows are.
pub(super) const USUAL: f32 = 70.0;
/// Where the words begin.
const BESIDE: f32 = SWITCH[0] + S3;
/// Above the first line and below the last one.
const PAD: f32 = 10.0;
/// Between lines.
const GAP: f32 = 3.0;
/// Of the link that puts a line right.
const LINK: f32 = 20.0;

/// The list that the widget draws.
pub(super) struct KeyRows<'a, 'b> {
    pub page: &'a AuthorizedPage,
    pub cx: &'a mut Cx<'b>,
}

/// The words of a row, laid out.
struct Words {
    title: Arc<Galley>,
    about: Arc<Galley>,
    options: Option<Arc<Galley>>,
    findings: Vec<Arc<Galley>>,
    line_fix: Option<String>,
}

/// The switch of a line, the button that edits it, the one that removes it, and the one that puts it right.
pub(super) fn edit_id(number: usize) -> Id {
    Id::unique("edit the line").with(number)
}

fn switch_id(number: usize) -> Id {
    Id::unique("switch of the line").with(number)
}

fn remove_id(number: usize) -> Id {
    Id::unique("remove the line").with(number)
}

fn line_fix_id(number: usize) -> Id {
    Id::unique("put the line right").with(number)
}

impl RowList for KeyRows<'_, '_> {
    fn height(&self, ui: &Ui, at: usize, width: f32) -> f32 {
        self.page.rows.get(at).map_or(USUAL, |row| self.words(ui, row, width).height())
    }

    fn controls(&self, at: usize) -> Vec<Id> {
        let Some(row) = self.page.rows.get(at) else { return Vec::new() };
        [
            row.can_be_switched().then(|| switch_id(row.number)),
            row.can_be_edited().then(|| edit_id(row.number)),
            Some(remove_id(row.number)),
            row.fix.as_ref().map(|_| line_fix_id(row.number)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn draw(&mut self, ui: &mut Ui, place: &RowPlace) {
        let Some(row) = self.page.rows.get(place.at) else { return };
        let (rect, sense) = (place.rect, place.sense);
        let words = self.words(ui, row, rect.width());
        let response = ui.interact(rect, Id::unique("line of the file").with(row.number), Sense::hover());
        let said = self.cx.texts.key_row(row, &self.page.now);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
        // Made in the order of Tab.
        let builder = UiBuilder::new().max_rect(rect).id_salt(row.number);
        ui.scope_builder(builder, |ui| {
            if self.page.text.is_busy() {
                ui.disable();
            }
            self.sign_or_switch(ui, row, rect, sense);
            self.buttons(ui, row, rect, sense);
            let bottom = words.draw(ui, rect);
            if let Some(line_fix) = &words.line_fix {
                let at = pos2(rect.left() + BESIDE + ICON + S2, bottom + GAP);
                self.line_fix(ui, row, line_fix, at, sense);
            }
        });
    }
}

impl KeyRows<'_, '_> {
    fn sign_or_switch(&mut self, ui: &Ui, row: &LineRow, rect: Rect, sense: Sense) {
        let at = rect.min + vec2(0.0, PAD);
        if !row.can_be_switched() {
            let middle = at + vec2(SWITCH[0] / 2.0, SWITCH[1] / 2.0);
            icon_at(ui.painter(), middle, icon::ERROR, ICON, colors(ui).bad);
            return;
        }
        let (texts, number) = (self.cx.texts, row.number.to_string());
        let name = say!(texts, "key-row-switch", name = texts.key_row_name(row), number = number);
        let place = Rect::from_min_size(at, SWITCH.into());
        if switch_at(ui, place, switch_id(row.number), sense, row.is_on(), &name).clicked() {
            self.cx.send(AuthorizedAction::Switch(row.number));
        }
    }

    fn buttons(&mut self, ui: &mut Ui, row: &LineRow, rect: Rect, sense: Sense) {
        let (texts, number) = (self.cx.texts, row.number.to_string());
        let middle = rect.top() + PAD + SWITCH[1] / 2.0;
        if row.can_be_edited() {
            let label = say!(texts, "key-row-edit");
            let width = link_width(ui, &label);
            let right = rect.right() - ICON_BUTTON - S2;
            let place =
                Rect::from_min_max(pos2(right - width, middle - LINK / 2.0), pos2(right, rect.bottom()));
            let name =
                say!(texts, "key-row-edit-name", name = texts.key_row_name(row), number = number.as_str());
            if link_in(ui, place, edit_id(row.number), [&label, &name], sense) {
                self.cx.send(AuthorizedAction::Edit(row.number));
            }
        }
        let name = match row.key() {
            Some(_) => {
                say!(texts, "key-row-remove-name", name = texts.key_row_name(row), number = number.as_str())
            }
            None => say!(texts, "key-row-remove-line", number = number.as_str()),
        };
        let place = pos2(rect.right() - ICON_BUTTON / 2.0, middle);
        let place = Rect::from_center_size(place, vec2(ICON_BUTTON, ICON_BUTTON));
        if icon_button_at(ui, place, remove_id(row.number), sense, icon::CLOSE, &name).clicked() {
            self.cx.send(AuthorizedAction::Remove(row.number));
        }
    }

    fn line_fix(&mut self, ui: &mut Ui, row: &LineRow, label: &str, at: egui::Pos2, sense: Sense) {
        let name = say!(self.cx.texts, "line-fix-name", button = label, number = row.number.to_string());
        let place = Rect::from_min_size(at, vec2(link_width(ui, label), LINK));
        if link_in(ui, place, line_fix_id(row.number), [label, &name], sense) {
            self.cx.send(AuthorizedAction::PutRight(row.number));
        }
    }

    fn words(&self, ui: &Ui, row: &LineRow, width: f32) -> Words {
        let (c, texts) = (colors(ui), self.cx.texts);
        let width = width - BESIDE;
        let buttons = ICON_BUTTON + S2 + S3 + link_width(ui, &say!(texts, "key-row-edit"));
        let is_off = matches!(&row.about, LineAbout::Key(line) if !line.is_on);
        let color = if is_off { c.weak } else { c.text };
        let small = |text: &str, color, width| {
            let format = TextFormat::simple(regular(T_SMALL), color);
            laid_out(ui, LayoutJob::single_section(text.to_owned(), format), width, None)
        };
        let options = texts.key_row_options(row, &self.page.now);
        Words {
            title: title(ui, row, color, width - buttons, self.cx),
            about: small(&texts.key_row_about(row), c.weak, width),
            options: (!options.is_empty()).then(|| small(&options, c.weak, width)),
            findings: findings(row, c, self.cx)
                .into_iter()
                .map(|(text, color)| small(&text, color, width - ICON - S2))
                .collect(),
            line_fix: texts.line_fix_button(row),
        }
    }
}

/// Whose key it is, and beside it, where there is room, what it is.
fn title(ui: &Ui, row: &LineRow, color: Color32, width: f32, cx: &Cx<'_>) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.append(&cx.texts.key_row_name(row), 0.0, TextFormat::simple(medium(T_BODY), color));
    let kind = TextFormat::simple(regular(T_SMALL), colors(ui).weak);
    job.append(&cx.texts.key_row_kind(row), S2, kind);
    laid_out(ui, job, width, None)
}

fn findings(row: &LineRow, c: &Colors, cx: &Cx<'_>) -> Vec<(String, Color32)> {
    let color = if matches!(row.about, LineAbout::Ignored(..)) { c.bad } else { c.warn };
    cx.texts.key_row_findings(row).into_iter().map(|text| (text, color)).collect()
}

impl Words {
    fn height(&self) -> f32 {
        let blocks = [Some(&self.about), self.options.as_ref()].into_iter().flatten().chain(&self.findings);
        let words: f32 = blocks.map(|galley| galley.size().y + GAP).sum();
        let line_fix = if self.line_fix.is_some() { LINK + GAP } else { 0.0 };
        2.0 * PAD + self.title.size().y.max(SWITCH[1]) + words + line_fix
    }

    /// Where the words end.
    fn draw(&self, ui: &Ui, rect: Rect) -> f32 {
        let c = colors(ui);
        let left = rect.left() + BESIDE;
        let first = self.title.size().y.max(SWITCH[1]);
        let mut top = rect.top() + PAD;
        let at = pos2(left, top + (first - self.title.size().y) / 2.0);
        ui.painter().galley(at, Arc::clone(&self.title), c.text);
        top += first;
        for galley in [Some(&self.about), self.options.as_ref()].into_iter().flatten() {
            ui.painter().galley(pos2(left, top + GAP), Arc::clone(galley), c.text);
            top += galley.size().y + GAP;
        }
        for galley in &self.findings {
            let color = galley.job.sections.first().map_or(c.warn, |section| section.format.color);
            icon_at(ui.painter(), pos2(left + ICON / 2.0, top + GAP + S2), icon::WARN, ICON - 2.0, color);
            ui.painter().galley(pos2(left + ICON + S2, top + GAP), Arc::clone(galley), c.text);
            top += galley.size().y + GAP;
        }
        top
    }
}
