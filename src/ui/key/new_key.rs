//! The form for a new key.

use crate::app::{Form, FormProblem, Job, KeyAction, KeyChoice, NewPassphrase};
use crate::i18n::say;
use crate::key::{Comment, Curve, NewKind};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, S4, T_BODY, T_SECTION, colors, icon, mono, semibold};
use crate::ui::widgets::{
    Button, Field, Look, NewFields, alert, caption, card, describes, enter_pressed, field_label, link,
    message, new_passphrase, segmented, work_bar,
};
use egui::accesskit::{Live, Role};
use egui::{Id, Rect, RichText, Sense, Ui, vec2};

/// A key that is being made.
pub(in crate::ui) struct UnderWay<'a> {
    pub job: &'a Job,
    pub kind: NewKind,
}

pub(in crate::ui) fn show(ui: &mut Ui, form: &mut Form, under_way: Option<UnderWay<'_>>, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "nav-new");
        ui.label(RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        caption(ui, &say!(cx.texts, "new-key-intro"));
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
                refused(ui, form, cx);
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
pub(in crate::ui) fn kind(ui: &mut Ui, form: &mut Form, cx: &Cx<'_>) -> bool {
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
        if form.algorithm != KeyChoice::Ed25519 {
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
    let names = KeyChoice::ALL.map(|algorithm| cx.texts.algorithm(algorithm));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let chosen = KeyChoice::ALL.iter().position(|algorithm| *algorithm == form.algorithm);
    let group = say!(cx.texts, "kind-group");
    let clicked = segmented(ui, Id::unique("kind"), &group, &names, chosen, width);
    if let Some(algorithm) = clicked.and_then(|at| KeyChoice::ALL.get(at)) {
        form.algorithm = *algorithm;
    }
}

fn size(ui: &mut Ui, form: &mut Form, width: f32, cx: &Cx<'_>) -> bool {
    match form.algorithm {
        KeyChoice::Ed25519 => false,
        KeyChoice::Ecdsa => {
            let names = Curve::ALL.map(|curve| cx.texts.curve(curve));
            let chosen = Curve::ALL.iter().position(|curve| *curve == form.curve);
            let group = say!(cx.texts, "curve-group");
            let clicked = segmented(ui, Id::unique("curve"), &group, &names, chosen, width);
            if let Some(curve) = clicked.and_then(|at| Curve::ALL.get(at)) {
                form.curve = *curve;
            }
            false
        }
        KeyChoice::Rsa => rsa_size(ui, form, width, cx),
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
        enter_pressed(ui, &response)
    })
    .inner
}

/// The first field to fill in.
pub(in crate::ui) fn first_id() -> Id {
    Id::unique("comment of the new key")
}

/// Whether Enter was pressed in it.
pub(in crate::ui) fn comment(ui: &mut Ui, form: &mut Form, cx: &Cx<'_>) -> bool {
    let label = field_label(ui, &say!(cx.texts, "comment-field"), "");
    let problem = Comment::parse_user_input(&form.comment).err();
    let width = ui.available_width();
    let field =
        Field { id: first_id(), label: &label, width, hint: "", wrong: problem.is_some(), font: None };
    let response = field.show(ui, &mut form.comment);
    let note = match problem {
        Some(problem) => alert(ui, &cx.texts.bad_comment(problem)),
        None => caption(ui, &say!(cx.texts, "comment-help")),
    };
    describes(ui, &note, &response);
    enter_pressed(ui, &response)
}

pub(in crate::ui) fn passphrases(ui: &mut Ui, new: &mut NewPassphrase, tried: bool, cx: &mut Cx<'_>) -> bool {
    let (first, note) = (say!(cx.texts, "passphrase-field"), say!(cx.texts, "passphrase-optional"));
    let ids = [Id::unique("passphrase of the new key"), Id::unique("its repetition")];
    new_passphrase(ui, new, &NewFields { ids, first: &first, note: &note, tried }, cx)
}

/// What somebody came for takes no such key.
fn refused(ui: &mut Ui, form: &Form, cx: &mut Cx<'_>) {
    let Some((recipe, kind)) = form.refused_by() else { return };
    let warn = colors(ui).warn;
    if let Some(words) = cx.texts.recipe_refusal(recipe, kind.into()) {
        message(ui, icon::WARN, warn, &words, Live::Polite);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S4, S2);
        let best = recipe.best().map(|best| say!(cx.texts, "form-take", kind = cx.texts.new_kind(best)));
        if let Some(label) = best
            && ui.add(Button::new(Look::Secondary, &label)).clicked()
        {
            cx.send(KeyAction::TakeFitting);
        }
        if link(ui, &say!(cx.texts, "form-not-for", name = recipe.name.as_str())).clicked() {
            cx.send(KeyAction::MakeFor(None));
        }
    });
    ui.add_space(S2);
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
