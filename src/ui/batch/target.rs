//! What is to become of the files: format, place, passphrase; what opens the locked ones; and the button.

use super::{convert_id, unlock};
use crate::app::{Action, BatchAction, BatchPage, Counts, Progress, Protection, Target};
use crate::i18n::{path_shown, say};
use crate::save::Output;
use crate::ui::Cx;
use crate::ui::key::save_row::form_row;
use crate::ui::theme::{S1, S2, S3, S5, colors, icon};
use crate::ui::widgets::{
    Button, Look, Menu, alert, caption, card, describes, field_label, link, message, radio_row, status,
};
use crate::ui::widgets::{NewFields, new_passphrase, work_bar};
use egui::accesskit::Live;
use egui::{Id, RectAlign, Response, Ui};

pub(super) fn show(ui: &mut Ui, many: &mut BatchPage, cx: &mut Cx<'_>) {
    let (counts, progress) = (many.counts(), many.progress());
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let mut enter = false;
        ui.add_enabled_ui(progress.is_none(), |ui| {
            choices(ui, &many.target, cx);
            if many.target.is_private() {
                enter = passphrase(ui, &mut many.target, cx);
            }
            ui.add_space(S1);
            plan(ui, &many.target, counts, cx);
        });
        unlock::show(ui, many, cx);
        ui.add_space(S2);
        match progress {
            Some(progress) => running(ui, progress, cx),
            None => {
                enter |= button(ui, many, counts, cx);
                summary(ui, counts, cx);
            }
        }
        if enter && progress.is_none() {
            cx.send(Action::Batch(BatchAction::Convert));
        }
    });
}

/// Side by side; in narrow windows the first above the others.
fn choices(ui: &mut Ui, target: &Target, cx: &mut Cx<'_>) {
    let (all, private) = (ui.available_width(), target.is_private());
    let is_narrow = all < 460.0;
    let beside = match (is_narrow, private) {
        (true, false) => 1.0,
        (true, true) | (false, false) => 2.0,
        (false, true) => 3.0,
    };
    let width = (all - S3 * (beside - 1.0)) / beside;
    // Formats have the longest names.
    let more = if is_narrow { 0.0 } else { S5 };
    let (of_format, width) = (width + more, width - more / (beside - 1.0).max(1.0));
    if is_narrow {
        format(ui, target, all, cx);
        ui.add_space(S1);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        if !is_narrow {
            ui.vertical(|ui| format(ui, target, of_format, cx));
        }
        ui.vertical(|ui| place(ui, target, width, cx));
        if private {
            ui.vertical(|ui| protection(ui, target, width, cx));
        }
    });
}

/// A button under its name, which opens a menu.
fn menu_button(ui: &mut Ui, id: Id, name: &str, chosen: &str, width: f32) -> Response {
    let label = field_label(ui, name, "");
    let button = ui.add(Button::new(Look::Secondary, chosen).trailing(icon::DOWN).width(width).id(id));
    describes(ui, &label, &button);
    button
}

fn format(ui: &mut Ui, target: &Target, width: f32, cx: &mut Cx<'_>) {
    let [name, _] = cx.texts.form_of_saving(target.output);
    let id = Id::unique("format of the list");
    let button = menu_button(ui, id, &say!(cx.texts, "batch-format"), &name, width);
    let menu = Menu {
        id: Id::unique("formats menu"),
        button: &button,
        width: 330.0,
        align: RectAlign::BOTTOM_START,
    };
    let chosen = menu.show(&Output::WRITABLE, |ui, id, what| form_row(ui, id, what, cx));
    if let Some(what) = chosen {
        cx.send(Action::Batch(BatchAction::Write(what)));
    }
}

/// A choice of few, each in a row of a menu; the number of what was chosen.
fn few(ui: &mut Ui, id: Id, name: &str, choices: &[&str], chosen: usize, width: f32) -> Option<usize> {
    let shown = choices.get(chosen).copied().unwrap_or_default();
    let button = menu_button(ui, id, name, shown, width);
    let menu = Menu {
        id: id.with("menu"),
        button: &button,
        width: width.max(170.0),
        align: RectAlign::BOTTOM_START,
    };
    let numbers: Vec<usize> = (0..choices.len()).collect();
    menu.show(&numbers, |ui, id, number| {
        radio_row(ui, id, choices.get(number).copied().unwrap_or_default(), number == chosen)
    })
}

fn place(ui: &mut Ui, target: &Target, width: f32, cx: &mut Cx<'_>) {
    let (beside, folder) = (say!(cx.texts, "batch-beside"), say!(cx.texts, "batch-folder"));
    let (id, name) = (Id::unique("place of the list"), say!(cx.texts, "batch-place"));
    let chosen = usize::from(target.folder.is_some());
    match few(ui, id, &name, &[&beside, &folder], chosen, width) {
        Some(0) => cx.send(Action::Batch(BatchAction::Beside)),
        Some(_) => cx.send(Action::Batch(BatchAction::AskTarget)),
        None => {}
    }
}

fn protection(ui: &mut Ui, target: &Target, width: f32, cx: &mut Cx<'_>) {
    let words = Protection::ALL.map(|protection| cx.texts.protection(protection));
    let names = words.each_ref().map(|[name, _]| name.as_str());
    let chosen = Protection::ALL.iter().position(|protection| *protection == target.protection);
    let (id, name) = (Id::unique("passphrase of the list"), say!(cx.texts, "batch-passphrase"));
    let clicked = few(ui, id, &name, &names, chosen.unwrap_or_default(), width);
    if let Some(protection) = clicked.and_then(|at| Protection::ALL.get(at)) {
        cx.send(Action::Batch(BatchAction::Protect(*protection)));
    }
}

/// The fields of the new passphrase for all.
pub(super) fn new_ids() -> [Id; 2] {
    [Id::unique("new passphrase of the list"), Id::unique("its repetition in the list")]
}

/// What follows from the choice of the passphrase; whether Enter was pressed in its fields.
fn passphrase(ui: &mut Ui, target: &mut Target, cx: &mut Cx<'_>) -> bool {
    let mut enter = false;
    if target.asks_passphrase() {
        ui.add_space(S1);
        let first = say!(cx.texts, "passphrase-new");
        let fields = NewFields { ids: new_ids(), first: &first, note: "", tried: target.tried };
        enter = new_passphrase(ui, &mut target.new, &fields, cx);
        if target.tried && target.new.first.is_empty() {
            alert(ui, &say!(cx.texts, "passphrase-missing"));
        }
    } else if target.protection == Protection::Remove {
        let [_, note] = cx.texts.protection(target.protection);
        caption(ui, &note);
    }
    if target.protection != Protection::Remove
        && let Some(words) = cx.texts.weak_form(target.output)
    {
        let warn = colors(ui).warn;
        message(ui, icon::WARN, warn, &words, Live::Polite);
    }
    enter
}

/// What the button will do, said before it is pressed.
fn plan(ui: &mut Ui, target: &Target, counts: Counts, cx: &mut Cx<'_>) {
    match &target.folder {
        None => {
            caption(ui, &say!(cx.texts, "batch-plan-beside"));
        }
        Some(folder) => {
            let (folder, is_new) = (path_shown(cx.person, folder), target.is_new_folder());
            let words = match is_new {
                true => say!(cx.texts, "batch-plan-new-folder", folder = folder),
                false => say!(cx.texts, "batch-plan-folder", folder = folder),
            };
            caption(ui, &words);
            if link(ui, &say!(cx.texts, "batch-change-folder")).clicked() {
                cx.send(Action::Batch(BatchAction::AskTarget));
            }
        }
    }
    if counts.unfit > 0 {
        caption(ui, &say!(cx.texts, "batch-left-unfit", count = counts.unfit));
    }
    if counts.refused > 0 {
        caption(ui, &say!(cx.texts, "batch-left-refused", count = counts.refused));
    }
    if counts.without_certificate > 0 {
        caption(ui, &say!(cx.texts, "batch-without-certificate", count = counts.without_certificate));
    }
}

fn button(ui: &mut Ui, many: &BatchPage, counts: Counts, cx: &Cx<'_>) -> bool {
    let idle = !many.is_trying() && many.reading().is_none();
    let label = match counts {
        Counts { ready: 0, locked: 1.., .. } => {
            say!(cx.texts, "batch-passphrases-first", count = counts.locked)
        }
        Counts { ready: 0, refused: 0, done: 1.., .. } => say!(cx.texts, "batch-all-done"),
        Counts { ready: 0, done: 1.., .. } => say!(cx.texts, "batch-rest-done"),
        _ => say!(cx.texts, "batch-convert", count = counts.ready),
    };
    let button = Button::new(Look::Primary, &label).icon(icon::CONVERT).tall().id(convert_id());
    ui.add(button.width(ui.available_width()).enabled(idle && counts.ready > 0)).clicked()
}

/// In the place of the button.
fn running(ui: &mut Ui, progress: Progress, cx: &mut Cx<'_>) {
    let words = match progress.stopping {
        true => say!(cx.texts, "batch-stopping"),
        false => say!(cx.texts, "batch-running", count = progress.of),
    };
    if work_bar(ui, progress.done, &words, progress.stopping, cx) {
        cx.send(Action::Batch(BatchAction::Stop));
    }
}

fn summary(ui: &mut Ui, counts: Counts, cx: &mut Cx<'_>) {
    let (done, failed) = (counts.done, counts.failed);
    if counts.done + counts.failed == 0 {
        return;
    }
    ui.add_space(S2);
    let c = colors(ui);
    // Whoever deletes the old files now must know that these are nowhere else.
    let left = counts.locked + counts.refused;
    let mut words = vec![match counts.failed {
        0 => say!(cx.texts, "batch-summary", done = done),
        _ => say!(cx.texts, "batch-summary-failed", done = done, failed = failed),
    }];
    if counts.failed > 0 {
        words.push(say!(cx.texts, "batch-try-again"));
    }
    if left > 0 {
        words.push(say!(cx.texts, "batch-summary-left", count = left));
    }
    let (icon, color) = if words.len() > 1 { (icon::WARN, c.warn) } else { (icon::OK, c.ok) };
    status(ui, icon, color, &words.join(" "));
    if counts.done > 0 && link(ui, &say!(cx.texts, "show-in-folder")).clicked() {
        cx.send(Action::Batch(BatchAction::ShowInFolder));
    }
}
