//! The form for a new key.

use super::Cx;
use super::theme::{
    PRIMARY_HEIGHT, R_CONTROL, S1, S2, S3, S4, T_BODY, T_PRIMARY, T_SECTION, colors, icon, mono, semibold,
};
use super::widgets::{
    Button, Field, Look, PassphraseField, alert, blank_line, caption, card, describes, field_label,
    segmented, strength_meter,
};
use crate::app::{
    Action, Algorithm, BadPassphrase, Form, FormProblem, Job, KeyAction, NewPassphrase, SecretField,
};
use crate::i18n::say;
use crate::key::{Comment, Curve, NewKind};
use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Id, Key, Rect, Response, RichText, Sense, Ui, pos2, vec2};

/// A key that is being made.
pub(super) struct UnderWay<'a> {
    pub job: &'a Job,
    pub kind: NewKind,
}

pub(super) fn show(ui: &mut Ui, form: &mut Form, under_way: Option<UnderWay<'_>>, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "nav-new");
        ui.label(RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        ui.add_space(S1);
        let idle = under_way.is_none();
        let mut enter = false;
        ui.add_enabled_ui(idle, |ui| {
            enter |= kind(ui, form, cx);
            ui.add_space(S2);
            enter |= comment(ui, form, cx);
            ui.add_space(S2);
            enter |= passphrases(ui, &mut form.passphrase, form.tried, cx);
        });
        ui.add_space(S3);
        match under_way {
            Some(under_way) => progress(ui, &under_way, cx),
            None => {
                let label = say!(cx.texts, "generate");
                let button = Button::new(Look::Primary, &label).icon(icon::SPARKLES).tall();
                enter |= ui.add(button.width(ui.available_width())).clicked();
            }
        }
        if enter && idle {
            cx.send(KeyAction::Generate);
        }
    });
}

/// The kinds at the left and their sizes at the right; one above the other in narrow windows.
/// Whether Enter was pressed in it.
fn kind(ui: &mut Ui, form: &mut Form, cx: &Cx<'_>) -> bool {
    let mut enter = false;
    let all = ui.available_width();
    let wide = all >= 460.0;
    let ours = if wide { (all - S4) * 0.54 } else { all };
    let sizes = |ui: &mut Ui, form: &mut Form| size(ui, form, if wide { all - S4 - ours } else { all }, cx);
    if wide {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = S4;
            algorithms(ui, form, ours, cx);
            enter = sizes(ui, form);
        });
    } else {
        algorithms(ui, form, ours, cx);
        if form.algorithm != Algorithm::Ed25519 {
            ui.add_space(S1);
            enter = sizes(ui, form);
        }
    }
    ui.add_space(2.0);
    caption(ui, &cx.texts.when_to_take(form.algorithm));
    if form.kind().is_none() && (form.tried || !form.rsa_bits.trim().is_empty()) {
        alert(ui, &cx.texts.form_problem(FormProblem::RsaBits));
    }
    enter
}

fn algorithms(ui: &mut Ui, form: &mut Form, width: f32, cx: &Cx<'_>) {
    let names = Algorithm::ALL.map(|algorithm| cx.texts.algorithm(algorithm));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let chosen = Algorithm::ALL.iter().position(|algorithm| *algorithm == form.algorithm);
    let group = say!(cx.texts, "kind-group");
    let clicked = segmented(ui, Id::unique("kind"), &group, &names, chosen, width);
    if let Some(algorithm) = clicked.and_then(|at| Algorithm::ALL.get(at)) {
        form.algorithm = *algorithm;
    }
}

fn size(ui: &mut Ui, form: &mut Form, width: f32, cx: &Cx<'_>) -> bool {
    match form.algorithm {
        Algorithm::Ed25519 => false,
        Algorithm::Ecdsa => {
            let names = Curve::ALL.map(|curve| cx.texts.curve(curve));
            let chosen = Curve::ALL.iter().position(|curve| *curve == form.curve);
            let group = say!(cx.texts, "curve-group");
            let clicked = segmented(ui, Id::unique("curve"), &group, &names, chosen, width);
            if let Some(curve) = clicked.and_then(|at| Curve::ALL.get(at)) {
                form.curve = *curve;
            }
            false
        }
        Algorithm::Rsa => rsa_size(ui, form, width, cx),
    }
}

/// The usual sizes, and a field for all others.
fn rsa_size(ui: &mut Ui, form: &mut Form, width: f32, cx: &Cx<'_>) -> bool {
    const USUAL: [&str; 3] = ["2048", "3072", "4096"];
    const FIELD: f32 = 74.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let chosen = USUAL.iter().position(|bits| *bits == form.rsa_bits.trim());
        let group = say!(cx.texts, "rsa-size-group");
        let clicked = segmented(ui, Id::unique("size"), &group, &USUAL, chosen, width - FIELD - S2);
        if let Some(bits) = clicked.and_then(|at| USUAL.get(at)) {
            form.rsa_bits = (*bits).to_owned();
        }
        // Its label is beside it only for screen readers: the number speaks for itself.
        let name = say!(cx.texts, "rsa-size-field");
        let label = ui.interact(Rect::NOTHING, Id::unique("size label"), Sense::hover());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Label);
            node.set_label(name.clone());
            node.set_value(name);
        });
        let wrong = form.kind().is_none();
        let id = Id::unique("size field");
        let field = Field { id, label: &label, width: FIELD, hint: "", wrong, font: Some(mono(T_BODY)) };
        let response = field.show(ui, &mut form.rsa_bits);
        entered(ui, &response)
    })
    .inner
}

/// Whether Enter was pressed in it.
fn comment(ui: &mut Ui, form: &mut Form, cx: &Cx<'_>) -> bool {
    let label = field_label(ui, &say!(cx.texts, "comment-field"), "");
    let problem = Comment::from_person(&form.comment).err();
    let width = ui.available_width();
    let id = Id::unique("comment of the new key");
    let field = Field { id, label: &label, width, hint: "", wrong: problem.is_some(), font: None };
    let response = field.show(ui, &mut form.comment);
    let note = match problem {
        Some(problem) => alert(ui, &cx.texts.bad_comment(problem)),
        None => caption(ui, &say!(cx.texts, "comment-help")),
    };
    describes(ui, &note, &response);
    entered(ui, &response)
}

fn passphrases(ui: &mut Ui, new: &mut NewPassphrase, tried: bool, cx: &mut Cx<'_>) -> bool {
    let (first, note) = (say!(cx.texts, "passphrase-field"), say!(cx.texts, "passphrase-optional"));
    let ids = [Id::unique("passphrase of the new key"), Id::unique("its repetition")];
    new_passphrase(ui, new, &NewFields { ids, first: &first, note: &note, tried }, cx)
}

/// The two fields of a new passphrase.
pub(super) struct NewFields<'a> {
    pub ids: [Id; 2],
    /// What the first field is called.
    pub first: &'a str,
    /// Weak words beside that name.
    pub note: &'a str,
    /// It was tried to go on while something was missing.
    pub tried: bool,
}

/// Side by side; one above the other in narrow windows. Whether Enter was pressed in one.
pub(super) fn new_passphrase(
    ui: &mut Ui,
    new: &mut NewPassphrase,
    fields: &NewFields<'_>,
    cx: &mut Cx<'_>,
) -> bool {
    let all = ui.available_width();
    let NewFields { ids, first, note, tried } = *fields;
    let names = Names { first: first.to_owned(), note: note.to_owned() };
    if all < 400.0 {
        let first = first_passphrase(ui, ids, new, &names, all, cx);
        ui.add_space(S2);
        return repetition(ui, ids, new, tried, all, cx) | first;
    }
    let width = (all - S4) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S4;
        let first = ui.vertical(|ui| {
            ui.set_width(width);
            first_passphrase(ui, ids, new, &names, width, cx)
        });
        let again = ui.vertical(|ui| {
            ui.set_width(width);
            repetition(ui, ids, new, tried, width, cx)
        });
        first.inner | again.inner
    })
    .inner
}

/// What the first field is called.
pub(super) struct Names {
    pub first: String,
    pub note: String,
}

pub(super) fn first_passphrase(
    ui: &mut Ui,
    [id, _]: [Id; 2],
    new: &mut NewPassphrase,
    names: &Names,
    width: f32,
    cx: &mut Cx<'_>,
) -> bool {
    let label = field_label(ui, &names.first, &names.note);
    let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
    let reveal = Some([eye[0].as_str(), eye[1].as_str()]);
    let field = PassphraseField { id, label: &label, width, wrong: false, enabled: true, reveal };
    let response = field.show(ui, &mut new.first);
    if response.changed() {
        cx.send(Action::PassphraseEdited);
    }
    under_first(ui, &response, new, !names.note.is_empty(), cx);
    entered(ui, &response)
}

/// What is wrong with what was pasted, else how strong the passphrase is, else what follows without
/// one where that may be.
fn under_first(ui: &mut Ui, field: &Response, new: &NewPassphrase, optional: bool, cx: &Cx<'_>) {
    if refused_text(ui, field, &new.first, cx) {
        return;
    }
    let hint = cx.texts.edge_space_of(&new.first);
    let note = match new.strength {
        Some(strength) if !new.first.is_empty() => {
            let words = cx.texts.strength(strength);
            let shown = strength_meter(ui, strength, &say!(cx.texts, "strength"), &words, hint.as_deref());
            hint.map(|_| shown)
        }
        _ if new.first.is_empty() && optional => Some(caption(ui, &say!(cx.texts, "passphrase-none"))),
        _ => match hint {
            Some(hint) => Some(caption(ui, &hint)),
            None => {
                blank_line(ui);
                None
            }
        },
    };
    if let Some(note) = note {
        describes(ui, &note, field);
    }
}

/// Why the text that was pasted is not in the field; whether there is anything to say.
pub(super) fn refused_text(ui: &mut Ui, field: &Response, typed: &SecretField, cx: &Cx<'_>) -> bool {
    let Some(problem) = typed.problem() else { return false };
    let problem = alert(ui, &cx.texts.bad_passphrase_text(problem));
    describes(ui, &problem, field);
    true
}

pub(super) fn repetition(
    ui: &mut Ui,
    [_, id]: [Id; 2],
    new: &mut NewPassphrase,
    tried: bool,
    width: f32,
    cx: &Cx<'_>,
) -> bool {
    let label = field_label(ui, &say!(cx.texts, "passphrase-again"), "");
    let wanted = new.must_repeat();
    let problem = new.problem().filter(|problem| {
        // While it is still being typed, only a slip is worth a word.
        tried || (*problem == BadPassphrase::Differs && new.has_slipped())
    });
    let wrong = problem.is_some();
    let field = PassphraseField { id, label: &label, width, wrong, enabled: wanted, reveal: None };
    let response = field.show(ui, &mut new.again);
    match problem {
        _ if refused_text(ui, &response, &new.again, cx) => {}
        Some(problem) => {
            let problem = alert(ui, &cx.texts.bad_passphrase(problem));
            describes(ui, &problem, &response);
        }
        None if new.first.revealed && !new.first.is_empty() => {
            caption(ui, &say!(cx.texts, "passphrase-again-unneeded"));
        }
        None => blank_line(ui),
    }
    entered(ui, &response)
}

/// Whether Enter was pressed in a field.
pub(super) fn entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// In the place of the button: how far it is, and Cancel.
fn progress(ui: &mut Ui, under_way: &UnderWay<'_>, cx: &mut Cx<'_>) {
    let words = match under_way.kind {
        NewKind::Rsa(_) => say!(cx.texts, "generating-rsa"),
        NewKind::Ed25519 | NewKind::Ecdsa(_) => say!(cx.texts, "generating"),
    };
    if work_bar(ui, under_way.job.done(), &words, false, cx) {
        cx.send(KeyAction::Cancel);
    }
}

/// How far work is, from 0 to 1, and Cancel; whether that was clicked.
pub(super) fn work_bar(ui: &mut Ui, done: f32, words: &str, stopping: bool, cx: &Cx<'_>) -> bool {
    const CANCEL: f32 = 96.0;
    let c = colors(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let size = vec2(ui.available_width() - CANCEL - S2, PRIMARY_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let done = done.clamp(0.0, 1.0);
        let radius = CornerRadius::same(R_CONTROL);
        ui.painter().rect_filled(rect, radius, c.accent_soft);
        let full = Rect::from_min_max(rect.min, pos2(rect.left() + rect.width() * done, rect.bottom()));
        let fill = c.accent_soft.lerp_to_gamma(c.accent, 0.35);
        ui.painter().with_clip_rect(full.intersect(ui.clip_rect())).rect_filled(rect, radius, fill);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, semibold(T_PRIMARY), c.text);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::ProgressIndicator);
            node.set_label(words.to_owned());
            node.set_numeric_value(f64::from(done) * 100.0);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
        let label = say!(cx.texts, "cancel");
        ui.add(Button::new(Look::Secondary, &label).width(CANCEL).tall().enabled(!stopping)).clicked()
    })
    .inner
}
