//! A key of the list: what it is, what can be done with it, and what is wrong with it.

use super::finding::{self, BESIDE, RowStyle};
use crate::app::{Action, MyKeysAction, MyKeysPage};
use crate::health::{Finding, KeyEntry};
use crate::i18n::{name, path_shown, say};
use crate::system::folder_of;
use crate::ui::Cx;
use crate::ui::theme::{ICON, S1, S2, S3, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{RowPlace, icon_at, link_width, link_with};
use egui::accesskit::Role;
use egui::{Align, Id, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Narrower than this, what can be done stands in a line of its own.
const NARROW: f32 = 470.0;
/// Name and what it is.
pub(super) const LINES: f32 = 52.0;
const LINKS: f32 = 24.0;

fn entry(page: &MyKeysPage, at: usize) -> Option<&KeyEntry> {
    page.survey()?.keys.get(page.key_row(at)?.key)
}

/// What is wrong with it.
fn findings(page: &MyKeysPage, at: usize) -> impl Iterator<Item = &Finding> {
    let numbers = page.key_row(at).map(|row| row.findings.as_slice()).unwrap_or_default();
    numbers.iter().filter_map(|number| page.survey()?.findings.get(*number))
}

/// Thousands of rows need not be drawn to know where they are.
pub(super) fn height(ui: &Ui, page: &MyKeysPage, (at, width): (usize, f32), cx: &Cx<'_>) -> f32 {
    let head = if width < NARROW { LINES + LINKS } else { LINES };
    let height = |finding| finding::height(ui, finding, (width - BESIDE, false), cx);
    head + findings(page, at).map(height).sum::<f32>()
}

/// What can be done with a key.
#[derive(Clone, Copy)]
enum Offer {
    Continue,
    Copy,
    Open,
    Show,
}

impl Offer {
    const ALL: [Self; 4] = [Self::Continue, Self::Copy, Self::Open, Self::Show];

    fn id(self, entry: &KeyEntry) -> Id {
        Id::unique("what can be done with a key").with(&entry.path).with(self as u8)
    }

    fn applies(self, entry: &KeyEntry, page: &MyKeysPage) -> bool {
        match self {
            Self::Continue => page.replacement(entry).is_some(),
            Self::Copy => entry.public.is_some(),
            Self::Open | Self::Show => true,
        }
    }

    fn label(self, cx: &Cx<'_>) -> String {
        match self {
            Self::Continue => say!(cx.texts, "replacement-continue"),
            Self::Copy => say!(cx.texts, "own-copy"),
            Self::Open => say!(cx.texts, "own-open"),
            Self::Show => say!(cx.texts, "show-in-folder"),
        }
    }

    fn name(self, file: &str, cx: &Cx<'_>) -> String {
        match self {
            Self::Continue => say!(cx.texts, "replacement-continue-of", name = file),
            Self::Copy => say!(cx.texts, "own-copy-of", name = file),
            Self::Open => say!(cx.texts, "own-open-of", name = file),
            Self::Show => say!(cx.texts, "my-keys-show-of", name = file),
        }
    }

    fn action(self, entry: &KeyEntry) -> Action {
        let path = entry.path.clone();
        match self {
            Self::Continue => MyKeysAction::ContinueReplacing(path).into(),
            Self::Copy => MyKeysAction::CopyPublic(path).into(),
            Self::Open => Action::Open(vec![path]),
            Self::Show => MyKeysAction::ShowInFolder(path).into(),
        }
    }
}

/// What the keyboard can come to: first what is wrong, last what every key has.
pub(super) fn controls(page: &MyKeysPage, at: usize, cx: &Cx<'_>) -> Vec<Id> {
    let Some(entry) = entry(page, at) else { return Vec::new() };
    let offers = Offer::ALL.into_iter().filter(|offer| offer.applies(entry, page));
    let offers = offers.map(|offer| offer.id(entry));
    let fixes = findings(page, at).filter_map(|found| finding::control(found, cx));
    let mut all: Vec<Id> = offers.collect();
    let last = all.pop();
    all.extend(fixes);
    all.extend(last);
    all
}

pub(super) fn show(ui: &mut Ui, page: &MyKeysPage, place: &RowPlace, cx: &mut Cx<'_>) {
    let (rect, sense) = (place.rect, place.sense);
    let Some(entry) = entry(page, place.at) else { return };
    let c = colors(ui);
    let file = name(&entry.path);
    let new = page.replacement(entry).map(|plan| name(&plan.new_key().file));
    let about = cx.texts.key_about(entry, (page.is_held(entry), new.as_deref()), page.looked_at);
    let said = say!(cx.texts, "my-key-row", name = file.as_str(), about = about.as_str());
    let row = ui.interact(rect, Id::unique("key of the list").with(&entry.path), Sense::hover());
    row.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    row.on_hover_text(path_shown(cx.person, &entry.path));
    let is_narrow = rect.width() < NARROW;
    let links = offers_width(ui, page, entry, cx);
    let right = if is_narrow { rect.right() } else { rect.right() - links - S3 };
    let sign = if entry.is_locked == Some(true) { icon::LOCK } else { icon::KEY };
    icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, rect.top() + 19.0), sign, ICON, c.weak);
    let left = rect.left() + BESIDE;
    let words = Rect::from_min_max(pos2(left, rect.top() + S2 + 1.0), pos2(right, rect.top() + 29.0));
    named(ui, entry, &file, words, cx);
    let second = Rect::from_min_max(pos2(left, rect.top() + 29.0), pos2(rect.right(), rect.top() + LINES));
    line(ui, second, &about);
    let offers = match is_narrow {
        true => Rect::from_min_max(
            pos2(left, rect.top() + LINES - S1),
            pos2(rect.right(), rect.top() + LINES + LINKS),
        ),
        false => Rect::from_min_max(
            pos2(right + S3, rect.top() + S2 + 2.0),
            pos2(rect.right() + 1.0, rect.top() + 30.0),
        ),
    };
    offered(ui, (page, entry), &file, (offers, sense), cx);
    let mut top = rect.top() + if is_narrow { LINES + LINKS } else { LINES };
    let is_idle = page.repairs.working().is_none();
    for found in findings(page, place.at) {
        let height = finding::height(ui, found, (rect.right() - left, false), cx);
        let place = Rect::from_min_max(pos2(left, top), pos2(rect.right(), top + height));
        finding::show(ui, found, place, RowStyle { names_file: false, sense, is_idle }, cx);
        top += height;
    }
}

/// The name of the file, and its folder where that is not the usual one.
fn named(ui: &mut Ui, entry: &KeyEntry, file: &str, rect: Rect, cx: &Cx<'_>) {
    let c = colors(ui);
    let is_elsewhere = Some(folder_of(&entry.path)) != cx.person.dot_ssh().as_deref();
    let layout = Layout::left_to_right(Align::Center);
    let builder = UiBuilder::new().max_rect(rect).layout(layout).id_salt((&entry.path, "name"));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let width = rect.width();
        ui.scope(|ui| {
            ui.set_max_width(width * 0.65);
            ui.add(Label::new(RichText::new(file).font(medium(T_BODY)).color(c.text)).truncate());
        });
        let comment = entry.public.as_ref().map(|public| cx.texts.comment(public.comment()));
        let folder = is_elsewhere.then(|| path_shown(cx.person, folder_of(&entry.path)));
        let beside = folder.into_iter().chain(comment).filter(|text| !text.is_empty());
        let beside = beside.collect::<Vec<_>>().join(" · ");
        ui.add(Label::new(RichText::new(beside).font(regular(T_SMALL)).color(c.weak)).truncate());
    });
}

fn line(ui: &mut Ui, rect: Rect, words: &str) {
    let color = colors(ui).weak;
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, |ui| {
        ui.add(Label::new(RichText::new(words).font(regular(T_SMALL)).color(color)).truncate());
    });
}

fn offers_width(ui: &Ui, page: &MyKeysPage, entry: &KeyEntry, cx: &Cx<'_>) -> f32 {
    let offers = Offer::ALL.into_iter().filter(|offer| offer.applies(entry, page));
    let widths: Vec<f32> = offers.map(|offer| link_width(ui, &offer.label(cx))).collect();
    widths.iter().sum::<f32>() + S3 * widths.len().saturating_sub(1) as f32
}

fn offered(
    ui: &mut Ui,
    (page, entry): (&MyKeysPage, &KeyEntry),
    file: &str,
    (rect, sense): (Rect, Sense),
    cx: &mut Cx<'_>,
) {
    let layout = Layout::left_to_right(Align::Min);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    ui.spacing_mut().item_spacing = vec2(S3, 0.0);
    for offer in Offer::ALL.into_iter().filter(|offer| offer.applies(entry, page)) {
        let (label, name) = (offer.label(cx), offer.name(file, cx));
        if link_with(&mut ui, offer.id(entry), &label, &name, sense).clicked() {
            cx.send(offer.action(entry));
        }
    }
}
