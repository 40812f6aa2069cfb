//! The keys: a filter, and a row for each, of which only those in sight are drawn.

use super::{check_id, filter_id, row};
use crate::app::{MyKeysAction, MyKeysPage};
use crate::health::Sought;
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_LABEL, T_SECTION, colors, icon, medium, semibold};
use crate::ui::widgets::{
    Field, RowList, RowPlace, Rows, caption, card, field_label, link, link_to, link_width, status,
};
use egui::{Id, RichText, Ui, vec2};

pub(super) fn show(ui: &mut Ui, page: &mut MyKeysPage, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        head(ui, page, cx);
        ui.add_space(S2);
        filter(ui, page, cx);
        found(ui, page, cx);
        ui.add_space(S2);
        rows(ui, page, cx);
        let left_out = page.survey().map_or(0, |survey| survey.left_out);
        if left_out > 0 {
            caption(ui, &say!(cx.texts, "my-keys-left-out", count = left_out));
        }
    });
}

fn head(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let Some(survey) = page.survey() else { return };
    let title = cx.texts.keys_title(survey, page.shown_keys());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S1);
        ui.label(RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        if page.wrong() == 0 && survey.findings.is_empty() {
            let color = colors(ui).ok;
            ui.label(RichText::new(say!(cx.texts, "my-keys-fine")).font(medium(T_LABEL)).color(color));
        }
        let width = match page.looking() {
            Some(_) => {
                let words = [say!(cx.texts, "my-keys-checking"), say!(cx.texts, "cancel")];
                S3 + words.iter().map(|words| link_width(ui, words)).sum::<f32>()
            }
            None => link_width(ui, &say!(cx.texts, "my-keys-check")),
        };
        ui.add_space((ui.available_size_before_wrap().x - width).max(0.0));
        check_again(ui, page.looking().is_some(), cx);
    });
}

/// Or that it is under way, and Cancel.
pub(super) fn check_again(ui: &mut Ui, is_looking: bool, cx: &mut Cx<'_>) {
    if is_looking {
        let words = say!(cx.texts, "my-keys-checking");
        ui.label(RichText::new(words).font(medium(T_LABEL)).color(colors(ui).weak));
        if link(ui, &say!(cx.texts, "cancel")).clicked() {
            cx.send(MyKeysAction::StopLooking);
        }
    } else {
        let label = say!(cx.texts, "my-keys-check");
        if link_to(ui, check_id(), &label, &label).clicked() {
            cx.send(MyKeysAction::Look);
        }
    }
}

fn filter(ui: &mut Ui, page: &mut MyKeysPage, cx: &mut Cx<'_>) {
    let label = field_label(ui, &say!(cx.texts, "my-keys-filter"), "");
    let hint = say!(cx.texts, "my-keys-filter-hint");
    let width = ui.available_width();
    let field = Field { id: filter_id(), label: &label, width, hint: &hint, wrong: false, font: None };
    if field.show(ui, &mut page.filter).changed() {
        cx.send(MyKeysAction::FilterEdited);
    }
}

/// Places that are named.
const NAMED: usize = 5;

/// What came of searching, apart from the rows.
fn found(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let (Some(survey), true) = (page.survey(), page.is_filtered()) else { return };
    let weak = colors(ui).weak;
    if let Some(search) = &page.key_search {
        let others: Vec<_> = search.places().iter().filter(|(path, _)| !search.is_key(path)).collect();
        for (path, line) in others.iter().take(NAMED) {
            caption(ui, &cx.texts.also_in(path, *line, cx.person));
        }
        if let Some(more) = others.len().checked_sub(NAMED).filter(|more| *more > 0) {
            caption(ui, &say!(cx.texts, "my-keys-also-more", count = more));
        }
        if search.is_searching() {
            caption(ui, &say!(cx.texts, "my-keys-searching"));
        }
    }
    if page.is_nowhere() {
        let folder = path_shown(cx.person, &survey.folder);
        let words = match page.key_search.as_ref().map(|search| &search.sought) {
            None => say!(cx.texts, "my-keys-none"),
            Some(_) => say!(cx.texts, "my-keys-nowhere", folder = folder),
        };
        status(ui, icon::INFO, weak, &words);
        if matches!(page.key_search.as_ref().map(|search| &search.sought), Some(Sought::Sha1(_))) {
            caption(ui, &say!(cx.texts, "my-keys-nowhere-locked"));
        }
    }
    if page.shown_keys() < survey.keys.len() && link(ui, &say!(cx.texts, "my-keys-show-all")).clicked() {
        cx.send(MyKeysAction::ClearFilter);
    }
}

/// The keys that are shown.
struct KeyRows<'a, 'b> {
    page: &'a MyKeysPage,
    cx: &'a mut Cx<'b>,
}

impl RowList for KeyRows<'_, '_> {
    fn height(&self, ui: &Ui, at: usize, width: f32) -> f32 {
        row::height(ui, self.page, (at, width), self.cx)
    }

    fn controls(&self, at: usize) -> Vec<Id> {
        row::controls(self.page, at, self.cx)
    }

    fn draw(&mut self, ui: &mut Ui, place: &RowPlace) {
        row::show(ui, self.page, place, self.cx);
    }
}

fn rows(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let holds_next =
        |at: &usize| page.key_row(*at).zip(page.next).is_some_and(|(row, next)| row.findings.contains(&next));
    let rows = Rows {
        id: Id::unique("keys of the folder"),
        stamp: page.generation(),
        count: page.shown_keys(),
        guess: row::LINES,
        next: page.next.and_then(|_| (0..page.shown_keys()).find(holds_next)),
    };
    rows.show(ui, &mut KeyRows { page, cx });
}
