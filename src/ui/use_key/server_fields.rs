//! The fields that say which account on which server.

use crate::i18n::say;
use crate::remote::{BadTarget, TargetPart};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2};
use crate::ui::widgets::{Field, alert, describes, enter_pressed, field_label, offered};
use egui::{Id, Ui, vec2};

/// See the module.
pub(super) struct ServerFields<'a> {
    /// Of the first field.
    pub id: Id,
    pub host: &'a mut String,
    pub user: &'a mut String,
    pub port: &'a mut String,
    pub jump: &'a mut String,
    pub problem: Option<BadTarget>,
    /// Names that ssh's configuration has.
    pub servers: &'a [String],
}

/// What a person has done in the fields.
#[derive(Clone, Copy, Default)]
pub(super) struct Used {
    pub is_edited: bool,
    /// Enter was pressed.
    pub is_entered: bool,
}

/// A field of the form.
struct Part<'a> {
    part: TargetPart,
    id: Id,
    text: &'a mut String,
    label: String,
    note: &'a str,
    hint: String,
}

/// Narrower than this, the last field has a row of its own.
const NARROW: f32 = 440.0;

impl ServerFields<'_> {
    pub(super) fn show(self, ui: &mut Ui, cx: &Cx<'_>) -> Used {
        let Self { id, host, user, port, jump, problem, servers } = self;
        let mut used = Used::default();
        let label = say!(cx.texts, "use-server-host");
        let hint = say!(cx.texts, "use-server-host-hint");
        let first = Part { part: TargetPart::Host, id, text: &mut *host, label, note: "", hint };
        first.show(ui, problem, &mut used, cx);
        used.is_edited |= offered(ui, id, &say!(cx.texts, "server-offer"), host, servers);
        let note = say!(cx.texts, "use-server-optional");
        let [of_user, of_port, of_jump] = [
            say!(cx.texts, "use-server-user"),
            say!(cx.texts, "use-server-port"),
            say!(cx.texts, "use-server-jump"),
        ];
        let user = (TargetPart::User, user, of_user, String::new());
        let port = (TargetPart::Port, port, of_port, "22".to_owned());
        let jump = (TargetPart::Jump, jump, of_jump, say!(cx.texts, "use-server-jump-hint"));
        let rows = match ui.available_width() < NARROW {
            true => vec![vec![(user, 0.6), (port, 0.4)], vec![(jump, 1.0)]],
            false => vec![vec![(user, 0.36), (port, 0.22), (jump, 0.42)]],
        };
        for row in rows {
            let room = ui.available_width() - S2 * (row.len() - 1) as f32;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing = vec2(S2, S1);
                for ((part, text, label, hint), share) in row {
                    ui.vertical(|ui| {
                        ui.set_width((room * share).floor());
                        let part = Part { part, id: id.with(&label), text, label, note: &note, hint };
                        part.show(ui, problem, &mut used, cx);
                    });
                }
            });
        }
        used
    }
}

impl Part<'_> {
    fn show(self, ui: &mut Ui, problem: Option<BadTarget>, used: &mut Used, cx: &Cx<'_>) {
        let label = field_label(ui, &self.label, self.note);
        let problem = problem.filter(|problem| problem.part() == self.part);
        let (width, wrong) = (ui.available_width(), problem.is_some());
        let field = Field { id: self.id, label: &label, width, hint: &self.hint, wrong, font: None };
        let response = field.show(ui, self.text);
        used.is_edited |= response.changed();
        used.is_entered |= enter_pressed(ui, &response);
        if let Some(problem) = problem {
            let said = alert(ui, &cx.texts.bad_target(problem));
            describes(ui, &said, &response);
        }
    }
}
