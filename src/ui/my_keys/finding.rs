//! What is wrong, in one sentence, and the button that puts it right.

use super::fix_id;
use crate::app::{MyKeysAction, MyKeysPage};
use crate::health::{Finding, Fix, FixKind, Severity, Survey};
use crate::i18n::fix_command;
use crate::ui::Cx;
use crate::ui::theme::{ICON, S1, S2, S3, T_LABEL, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{RowList, RowPlace, Rows, icon_at, link_width, link_with, wrapped};
use egui::{Align, Color32, Id, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, pos2, vec2};

/// Narrower than this, the button stands below its sentence.
pub(super) const NARROW: f32 = 420.0;
/// A line of words, and the button below them.
const LINE: f32 = 22.0;
/// The place of a finding about no key, over its sentence.
const PLACE: f32 = 20.0;
/// Where the words begin.
pub(super) const BESIDE: f32 = ICON + S3;

/// How a finding is shown in a list.
#[derive(Clone, Copy)]
pub(super) struct RowStyle {
    /// Whether its file is named over it.
    pub names_file: bool,
    /// Whether Tab stops at its button.
    pub sense: Sense,
    /// Whether fixes can be asked for now.
    pub is_idle: bool,
}

/// A button, if there is something that it could do.
fn button<'a>(finding: &'a Finding, cx: &Cx<'_>) -> Option<(&'a Fix, String)> {
    let fix = finding.fix.as_ref()?;
    let does = match fix.kind() {
        FixKind::Advice => false,
        FixKind::Command => fix_command(fix, &finding.path).is_some(),
        FixKind::Safe | FixKind::Shown | FixKind::Ask | FixKind::Choose => true,
        FixKind::Open | FixKind::Generate => true,
    };
    does.then(|| (fix, cx.texts.fix_button(fix)))
}

/// What the keyboard can come to in it.
pub(super) fn control(finding: &Finding, cx: &Cx<'_>) -> Option<Id> {
    button(finding, cx).map(|_| fix_id(finding))
}

/// The room that its sentence has beside its button.
fn room(ui: &Ui, width: f32, button: Option<&str>) -> f32 {
    match button {
        Some(label) if width >= NARROW => width - BESIDE - link_width(ui, label) - S3,
        _ => width - BESIDE,
    }
}

/// In this width, with its file named over it or not.
pub(super) fn height(ui: &Ui, finding: &Finding, (width, names_file): (f32, bool), cx: &Cx<'_>) -> f32 {
    let place = if names_file { PLACE } else { 0.0 };
    let label = button(finding, cx).map(|(_, label)| label);
    let text = cx.texts.finding(finding, cx.person);
    let room = room(ui, width, label.as_deref());
    let galley = ui.painter().layout(text, regular(T_SMALL), Color32::PLACEHOLDER, room);
    let below = if label.is_some() && width < NARROW { LINE } else { 0.0 };
    place + (galley.size().y + below).max(LINE) + S2
}

/// In this place.
pub(super) fn show(ui: &mut Ui, finding: &Finding, rect: Rect, style: RowStyle, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let (sign, color) = match finding.problem.severity() {
        Severity::Problem => (icon::ERROR, c.bad),
        Severity::Warning => (icon::WARN, c.warn),
        Severity::Hint => (icon::INFO, c.weak),
    };
    icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, rect.top() + 9.0), sign, ICON - 1.0, color);
    let button = button(finding, cx);
    let room = room(ui, rect.width(), button.as_ref().map(|(_, label)| label.as_str()));
    let left = rect.left() + BESIDE;
    let at = Rect::from_min_size(pos2(left, rect.top()), vec2(room, rect.height()));
    let layout = Layout::top_down(Align::Min);
    let builder = UiBuilder::new().max_rect(at).layout(layout).id_salt(fix_id(finding).with("words"));
    let words = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = S1 / 2.0;
        if style.names_file {
            let place = cx.texts.finding_place(finding, cx.person);
            let place = RichText::new(place).font(medium(T_LABEL)).color(c.text);
            ui.add(Label::new(place).truncate());
        }
        let sentence = cx.texts.finding(finding, cx.person);
        let said = cx.texts.finding_said(finding.problem.severity(), &sentence);
        let label = wrapped(
            ui,
            RichText::new(sentence).font(regular(T_SMALL)).color(if style.names_file {
                c.weak
            } else {
                c.text
            }),
        );
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_value(said));
    });
    let Some((fix, label)) = button else { return };
    let at = match rect.width() < NARROW {
        true => pos2(left, words.response.rect.bottom()),
        false => pos2(rect.right() - link_width(ui, &label), rect.top() - 4.0),
    };
    let at = Rect::from_min_size(at, vec2(rect.right() - at.x + 1.0, LINE));
    let name = cx.texts.fix_of(fix, finding, cx.person);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(at).layout(Layout::left_to_right(Align::Center)));
    if !style.is_idle {
        ui.disable();
    }
    let response = link_with(&mut ui, fix_id(finding), &label, &name, style.sense);
    if response.clicked() {
        cx.send(match fix_command(fix, &finding.path) {
            Some(command) => MyKeysAction::CopyCommand(command),
            None => MyKeysAction::Fix(Box::new(finding.clone())),
        });
    }
}

/// The findings about no key.
struct FindingRows<'a, 'b> {
    page: &'a MyKeysPage,
    survey: &'a Survey,
    cx: &'a mut Cx<'b>,
}

impl<'a> FindingRows<'a, '_> {
    fn finding(&self, at: usize) -> Option<&'a Finding> {
        self.survey.findings.get(*self.page.folder_rows().get(at)?)
    }
}

impl RowList for FindingRows<'_, '_> {
    fn height(&self, ui: &Ui, at: usize, width: f32) -> f32 {
        S1 + self.finding(at).map_or(0.0, |finding| height(ui, finding, (width, true), self.cx))
    }

    fn controls(&self, at: usize) -> Vec<Id> {
        self.finding(at).and_then(|finding| control(finding, self.cx)).into_iter().collect()
    }

    fn draw(&mut self, ui: &mut Ui, place: &RowPlace) {
        let Some(finding) = self.finding(place.at) else { return };
        let mut rect = place.rect;
        rect.min.y += S1 + 2.0;
        let is_idle = self.page.repairs.working().is_none();
        show(ui, finding, rect, RowStyle { names_file: true, sense: place.sense, is_idle }, self.cx);
    }
}

pub(super) fn folder_rows(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let Some(survey) = page.survey() else { return };
    let rows = Rows {
        id: Id::unique("findings of the folder"),
        stamp: page.generation(),
        count: page.folder_rows().len(),
        guess: PLACE + LINE + S2,
        next: page.next.and_then(|next| page.folder_rows().iter().position(|number| *number == next)),
    };
    rows.show(ui, &mut FindingRows { page, survey, cx });
}
