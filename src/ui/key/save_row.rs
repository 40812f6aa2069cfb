//! Where the key goes: what a save will do, the buttons, and what it did.

use crate::app::{Content, FileName, KeyAction, KeyFocus, OpenKey, SaveDestination, Unsaved};
use crate::format::{Format, PrivateFormat};
use crate::i18n::{name, path_shown, say};
use crate::save::{Output, Saved, certificate_path, public_path};
use crate::system::folder_of;
use crate::ui::Cx;
use crate::ui::theme::{ICON, S1, S2, S4, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{
    Button, Field, Look, Menu, alert, caption, describes, enter_pressed, field_label, icon_at, link,
    menu_row, message, status,
};
use egui::accesskit::{Live, Role};
use egui::{Color32, Id, Layout, RectAlign, Response, RichText, Sense, Ui, WidgetInfo, vec2};
use std::path::Path;

/// The menu of forms, for its shortcut.
pub(in crate::ui) fn menu_id() -> Id {
    Id::unique("save as menu")
}

/// The button that saves in ~/.ssh.
pub(in crate::ui) fn save_id() -> Id {
    menu_id().with("save")
}

/// The button that opens the menu.
pub(in crate::ui) fn save_as_id() -> Id {
    menu_id().with("button")
}

pub(in crate::ui) fn show(ui: &mut Ui, ready: &OpenKey, cx: &mut Cx<'_>) {
    let saving = ready.saving.is_some();
    // What is wrong with the comment is said beside it.
    let blocked = saving || ready.comment_problem.is_some();
    if ready.is_private() {
        file_name(ui, ready, cx);
        plan(ui, ready, cx);
    }
    let below = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        buttons(ui, ready, blocked, cx);
        let words = state(ready, cx).filter(|_| !saving)?;
        let galley = ui.painter().layout_no_wrap(words.clone(), medium(T_SMALL), Color32::PLACEHOLDER);
        if ui.available_size_before_wrap().x < galley.size().x + S2 + ICON {
            return Some(words);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| show_state(ui, &words));
        None
    });
    below.inner.map(|words| message(ui, icon::WARN, colors(ui).warn, &words, Live::Off));
    if let Some((what, saved)) = &ready.saved {
        ui.add_space(S2);
        report(ui, ready, *what, saved, cx);
    }
}

/// Of a new file in ~/.ssh, until it is there.
fn file_name(ui: &mut Ui, ready: &OpenKey, cx: &mut Cx<'_>) {
    const WIDTH: f32 = 300.0;
    let SaveDestination::New(path) = &ready.place else { return };
    let folder = path_shown(cx.person, folder_of(path));
    let label = field_label(ui, &say!(cx.texts, "file-name-field", folder = folder), "");
    let FileName { text, problem, .. } = &ready.file_name;
    let mut typed = text.clone();
    // Of this key: undo must not bring back the name of another.
    let id = Id::unique("name of the new file").with(ready.number);
    let width = ui.available_width().min(WIDTH);
    let wrong = ready.has_unusable_name();
    let field = Field { id, label: &label, width, hint: "", wrong, font: None };
    // It is saved under the name of before.
    let is_free = ready.saving.is_none();
    let response = ui.add_enabled_ui(is_free, |ui| field.show(ui, &mut typed)).inner;
    if response.changed() {
        cx.send(KeyAction::EditFileName(typed));
    }
    if enter_pressed(ui, &response) {
        cx.send(KeyAction::Save);
    }
    let note = match problem {
        None => return,
        Some(problem) if problem.blocks() => {
            let note = alert(ui, &cx.texts.file_name_problem(problem));
            ui.add_space(S2);
            note
        }
        Some(problem) => caption(ui, &cx.texts.file_name_problem(problem)),
    };
    describes(ui, &note, &response);
}

/// What the button will do, said before it is pressed.
fn plan(ui: &mut Ui, ready: &OpenKey, cx: &mut Cx<'_>) {
    let locked = ready.has_passphrase() == Some(true);
    let words = match &ready.place {
        _ if ready.unsaved.is_none() && ready.saved.is_some() => None,
        SaveDestination::New(_) if ready.has_unusable_name() => None,
        SaveDestination::Looking => Some(say!(cx.texts, "save-looking")),
        SaveDestination::New(path) => {
            let [private, public] = [name(path), name(&public_path(path))];
            let certificate = ready.attached.as_ref().map(|_| name(&certificate_path(path)));
            Some(plan_of_new(cx, locked, private, public, certificate))
        }
        SaveDestination::Same(_) if ready.is_as_in_file() => None,
        SaveDestination::Same(path) => {
            let path = path_shown(cx.person, path);
            Some(match locked {
                true => say!(cx.texts, "save-plan-same-passphrase", path = path),
                false => say!(cx.texts, "save-plan-same-clear", path = path),
            })
        }
        SaveDestination::Blocked(error) => Some(cx.texts.folder_blocked(error, cx.person)),
        SaveDestination::NoHome => Some(say!(cx.texts, "save-no-home")),
    };
    if let Some(words) = words {
        caption(ui, &words);
        ui.add_space(S2);
    }
}

fn plan_of_new(
    cx: &Cx<'_>,
    locked: bool,
    private: String,
    public: String,
    certificate: Option<String>,
) -> String {
    match (certificate, locked) {
        (None, true) => say!(cx.texts, "save-plan-passphrase", private = private, public = public),
        (None, false) => say!(cx.texts, "save-plan-clear", private = private, public = public),
        (Some(certificate), true) => say!(
            cx.texts,
            "save-plan-certificate-passphrase",
            private = private,
            public = public,
            certificate = certificate
        ),
        (Some(certificate), false) => say!(
            cx.texts,
            "save-plan-certificate-clear",
            private = private,
            public = public,
            certificate = certificate
        ),
    }
}

fn buttons(ui: &mut Ui, ready: &OpenKey, blocked: bool, cx: &mut Cx<'_>) {
    let primary = |is: bool| if is { Look::Primary } else { Look::Secondary };
    // Without changes there is nothing that it could save.
    let unchanged =
        matches!(ready.place, SaveDestination::Same(_)) && ready.is_saved() && ready.is_as_in_file();
    let has_place = !matches!(ready.place, SaveDestination::Blocked(_) | SaveDestination::NoHome);
    if ready.is_private() && has_place && (!unchanged || ready.saving.is_some()) {
        let folder = cx.person.dot_ssh().map(|folder| path_shown(cx.person, &folder)).unwrap_or_default();
        let (label, enabled) = match &ready.place {
            _ if ready.saving.is_some() => (say!(cx.texts, "saving"), false),
            SaveDestination::New(_) => (save_new(ready, folder, cx), true),
            SaveDestination::Same(_) if ready.unsaved.is_none() => (say!(cx.texts, "repair-rewrite"), true),
            SaveDestination::Same(_) => (say!(cx.texts, "save-changes"), true),
            SaveDestination::Looking | SaveDestination::Blocked(_) | SaveDestination::NoHome => {
                (save_new(ready, folder, cx), false)
            }
        };
        let look = primary(matches!(ready.next(), KeyFocus::Save | KeyFocus::Wait));
        let button = Button::new(look, &label).icon(icon::SAVE);
        let button = button.enabled(enabled && !blocked && !ready.has_unusable_name());
        // With names of their own they keep the keyboard when the lines above them change.
        let button = button.id(save_id());
        if ui.add(button).clicked() {
            cx.send(KeyAction::Save);
        }
    }
    let label = say!(cx.texts, "save-as");
    let look = primary(ready.next() == KeyFocus::SaveAs);
    let button = Button::new(look, &label).trailing(icon::DOWN).enabled(!blocked);
    let button = ui.add(button.id(save_as_id()));
    menu(&button, ready, cx);
}

/// What saving in this folder does to the key.
fn save_new(ready: &OpenKey, folder: String, cx: &Cx<'_>) -> String {
    match &ready.origin {
        Some(origin) if origin.format != Format::OpenSsh => {
            say!(cx.texts, "save-convert-to-ssh", folder = folder)
        }
        Some(origin) if origin.source.file().is_some() && ready.recovered_from.is_none() => {
            say!(cx.texts, "save-copy-to-ssh", folder = folder)
        }
        _ => say!(cx.texts, "save-to-ssh", folder = folder),
    }
}

fn menu(button: &Response, ready: &OpenKey, cx: &mut Cx<'_>) {
    let kind = ready.facts.kind();
    let can_be_saved =
        |what: &Output| what.can_hold(kind) && (ready.is_private() || what.private_format().is_none());
    let forms: Vec<Output> = Output::WRITABLE.into_iter().filter(can_be_saved).collect();
    let menu = Menu { id: menu_id(), button, width: 350.0, align: RectAlign::TOP_START };
    let chosen = menu.show(&forms, |ui, id, what| form_row(ui, id, what, cx));
    if let Some(what) = chosen {
        cx.send(KeyAction::SaveAs(what));
    }
}

/// A form to write keys in, as a row of a menu.
pub(in crate::ui) fn form_row(ui: &mut Ui, id: Id, what: Output, cx: &Cx<'_>) -> Response {
    let c = colors(ui);
    let [name, note] = cx.texts.form_of_saving(what);
    let response = menu_row(ui, id, WidgetInfo::labeled(Role::MenuItem, true, format!("{name}, {note}")));
    let rect = response.rect.shrink2(vec2(10.0, 0.0));
    let put = |text: &str, font, color: Color32, right: bool| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
        let x = if right { rect.right() - galley.size().x } else { rect.left() };
        ui.painter().galley(egui::pos2(x, rect.center().y - galley.size().y / 2.0), galley, color);
    };
    put(&name, medium(T_BODY), c.text, false);
    put(&note, regular(T_SMALL), c.weak, true);
    response
}

/// What would be lost.
fn state(ready: &OpenKey, cx: &Cx<'_>) -> Option<String> {
    Some(match ready.unsaved {
        Some(Unsaved::Made) => say!(cx.texts, "state-made"),
        Some(Unsaved::Pasted) => say!(cx.texts, "state-pasted"),
        Some(Unsaved::Changed) => say!(cx.texts, "state-changed"),
        None if ready.recovered_from.is_some() => say!(cx.texts, "state-recovered"),
        None => return None,
    })
}

fn show_state(ui: &mut Ui, words: &str) {
    let color = colors(ui).warn;
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.label(RichText::new(words).font(medium(T_SMALL)).color(color));
    let (rect, _) = ui.allocate_exact_size(vec2(ICON, ICON), Sense::hover());
    icon_at(ui.painter(), rect.center(), icon::WARN, ICON, color);
}

/// Where the files are, who can read them, and what next.
fn report(ui: &mut Ui, ready: &OpenKey, what: Output, saved: &Saved, cx: &mut Cx<'_>) {
    let Some(first) = saved.files.first() else { return };
    let folder = first.path.parent().map(|folder| path_shown(cx.person, folder)).unwrap_or_default();
    let words = saved_words(what, saved, name(&first.path), folder.clone(), cx);
    let ok = colors(ui).ok;
    status(ui, icon::OK, ok, &words);
    ui.spacing_mut().item_spacing.y = S1;
    details(ui, ready, what, saved, &folder, cx);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S4, S1);
        if let Some(command) = next_step(ready, what, &first.path, cx)
            && link(ui, &say!(cx.texts, "copy-command")).clicked()
        {
            cx.send(KeyAction::CopyCommand(command));
        }
        if link(ui, &say!(cx.texts, "show-in-folder")).clicked() {
            cx.send(KeyAction::ShowInFolder);
        }
    });
}

fn saved_words(what: Output, saved: &Saved, private: String, folder: String, cx: &Cx<'_>) -> String {
    let [public, certificate] =
        [saved.public(), saved.certificate()].map(|file| file.map(|file| name(&file.path)));
    match (what, public, certificate) {
        (Output::Public(_), ..) => say!(cx.texts, "saved-public", public = private, folder = folder),
        (_, Some(public), Some(certificate)) => say!(
            cx.texts,
            "saved-with-certificate",
            private = private,
            public = public,
            certificate = certificate,
            folder = folder
        ),
        (_, Some(other), None) | (_, None, Some(other)) => {
            say!(cx.texts, "saved-pair", private = private, public = other, folder = folder)
        }
        (_, None, None) => say!(cx.texts, "saved-private", private = private, folder = folder),
    }
}

fn details(ui: &mut Ui, ready: &OpenKey, what: Output, saved: &Saved, folder: &str, cx: &Cx<'_>) {
    if saved.made_folder.is_some() {
        caption(ui, &say!(cx.texts, "saved-made-folder", folder = folder));
    }
    let weak = colors(ui).weak;
    match saved.backups.as_slice() {
        [] => {}
        [one] => {
            message(ui, icon::INFO, weak, &say!(cx.texts, "saved-backup", backup = name(one)), Live::Polite);
        }
        [first, second] => {
            let words = say!(cx.texts, "saved-backups", first = name(first), second = name(second));
            message(ui, icon::INFO, weak, &words, Live::Polite);
        }
        [first, second, third, ..] => {
            let [first, second, third] = [first, second, third].map(|path| name(path));
            let words = say!(cx.texts, "saved-backups-three", first = first, second = second, third = third);
            message(ui, icon::INFO, weak, &words, Live::Polite);
        }
    }
    let Some(file) = saved.files.first() else { return };
    let private = name(&file.path);
    match (what, saved.public()) {
        (Output::Public(_), _) => return,
        (_, Some(public)) => {
            caption(ui, &say!(cx.texts, "saved-share", public = name(&public.path), private = private))
        }
        (_, None) => caption(ui, &say!(cx.texts, "saved-share-private", private = private)),
    };
    about_the_form(ui, ready, what, cx);
    if let Some(command) = next_step(ready, what, &file.path, cx) {
        caption(ui, &say!(cx.texts, "saved-next", command = command));
    }
}

/// What a passphrase is worth in files of this form.
fn about_the_form(ui: &mut Ui, ready: &OpenKey, what: Output, cx: &Cx<'_>) {
    let Content::Private { passphrase: Some(passphrase), .. } = &ready.content else { return };
    let warn = colors(ui).warn;
    if let Some(words) = cx.texts.weak_form(what) {
        message(ui, icon::WARN, warn, &words, Live::Polite);
    }
    if matches!(what.private_format(), Some(PrivateFormat::Ppk2 | PrivateFormat::Ppk3))
        && !passphrase.expose().is_ascii()
    {
        message(ui, icon::WARN, warn, &say!(cx.texts, "saved-ppk-letters"), Live::Polite);
    }
}

/// The command that logs in with the key; nothing for types that ssh refuses, and for formats that it
/// does not read, or seldom.
fn next_step(ready: &OpenKey, what: Output, path: &Path, cx: &Cx<'_>) -> Option<String> {
    let kind = ready.facts.kind();
    let is_read = matches!(what.private_format(), Some(PrivateFormat::OpenSsh | PrivateFormat::Pem));
    if kind.is_refused_by_ssh() || !is_read {
        return None;
    }
    let found = path.parent() == cx.person.dot_ssh().as_deref() && name(path) == kind.file_name();
    if found {
        return Some(say!(cx.texts, "login-command-default"));
    }
    cx.texts.login_command(path, cx.person)
}
