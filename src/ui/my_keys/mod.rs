//! “My keys”: the keys of this computer, and what is wrong in ~/.ssh.

mod empty;
mod finding;
mod keys;
pub(super) mod outcome;
pub(super) mod repair;
mod replacing;
mod row;
pub(super) mod server;
pub(super) mod tabs;

use super::Cx;
use crate::app::{Looked, MyKeysAction, MyKeysPage};
use crate::health::Finding;
use crate::i18n::{path_shown, say};
use crate::ui::theme::{S1, T_SECTION, colors, semibold};
use crate::ui::widgets::{card, work_bar, wrapped};
use egui::{Id, RichText, Ui};
use outcome::Asked;

pub(super) fn show(ui: &mut Ui, page: &mut MyKeysPage, cx: &mut Cx<'_>) {
    match outcome::show(ui, &page.repairs, cx) {
        Some(Asked::Stop) => cx.send(MyKeysAction::StopFixing),
        Some(Asked::Undo) => cx.send(MyKeysAction::Undo),
        Some(Asked::Dismiss) => cx.send(MyKeysAction::DismissOutcome),
        None => {}
    }
    if page.repairs.working().is_none() {
        outcome::offer(ui, page, cx);
    }
    replacing::due(ui, page, cx);
    match &page.looked {
        Looked::NotYet => not_yet(ui, page, cx),
        Looked::NoHome => empty::no_home(ui, cx),
        Looked::Failed(error) => empty::failed(ui, error, cx),
        Looked::Found(survey) if survey.keys.is_empty() => {
            empty::no_keys(ui, survey, page.looking().is_some(), cx);
            folder(ui, page, cx);
        }
        Looked::Found(_) => {
            folder(ui, page, cx);
            keys::show(ui, page, cx);
        }
    }
}

/// Before anything is known.
fn not_yet(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let folder = cx.person.dot_ssh().map(|folder| path_shown(cx.person, &folder)).unwrap_or_default();
    match page.looking() {
        Some(done) => card(ui, |ui| {
            let words = say!(cx.texts, "my-keys-checking-folder", folder = folder);
            if work_bar(ui, done, &words, false, cx) {
                cx.send(MyKeysAction::StopLooking);
            }
        }),
        None => empty::unchecked(ui, &folder, cx),
    }
}

/// What is wrong with the folder and with files that are no keys.
fn folder(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let Some(survey) = page.survey().filter(|_| !page.folder_rows().is_empty()) else { return };
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "my-keys-folder-title", folder = path_shown(cx.person, &survey.folder));
        wrapped(ui, RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        finding::folder_rows(ui, page, cx);
    });
}

/// The button of a finding. It is the same one after the folder was looked at again.
fn fix_id(finding: &Finding) -> Id {
    Id::unique("fix").with(&finding.path).with(finding.line).with(finding.problem.id())
}

fn undo_id() -> Id {
    Id::unique("undo the fix")
}

fn check_id() -> Id {
    Id::unique("check my keys again")
}

/// The filter.
pub(super) fn filter_id() -> Id {
    Id::unique("filter of my keys")
}

/// What the keyboard goes on to after a fix.
pub(super) fn next_id(page: &MyKeysPage) -> Id {
    let next = page.next.and_then(|number| page.survey()?.findings.get(number));
    match next {
        Some(finding) => fix_id(finding),
        None if page.repairs.can_undo() => undo_id(),
        None => check_id(),
    }
}
