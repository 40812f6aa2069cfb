//! Running text in its few sizes, and text that is read out when it appears.

use super::icon_at;
use crate::ui::theme::{ICON, S2, T_LABEL, T_SMALL, colors, medium, regular};
use egui::accesskit::{Live, Role};
use egui::text::LayoutJob;
use egui::text_selection::LabelSelectionState;
use egui::{Color32, Context, FontId, Galley, Id, Label, Response, RichText, Ui, vec2};
use std::sync::Arc;

/// Small and weak, under a field or beside a title.
pub(crate) fn caption(ui: &mut Ui, text: &str) -> Response {
    let color = colors(ui).weak;
    wrapped(ui, RichText::new(text).font(regular(T_SMALL)).color(color))
}

/// The height of a caption that is not there, so that nothing moves when it comes.
pub(crate) fn blank_line(ui: &mut Ui) {
    let height = ui.fonts_mut(|fonts| fonts.row_height(&regular(T_SMALL)));
    ui.add_space(height);
}

/// Text that wraps to the width it has. It can be selected and copied; Tab does not stop at it.
pub(crate) fn wrapped(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).wrap().selectable(true))
}

/// What stands above a part of the page. Screen readers can go from one to the next.
pub(crate) fn heading(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    let response = wrapped(ui, RichText::new(text).font(font).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text.to_owned());
    });
    response
}

/// Once a frame: a field that gets the keyboard ends what is selected in running text, which would be
/// copied together with what is selected in the field.
pub(crate) fn select_in_one_place(ctx: &Context) {
    let id = Id::unique("had the keyboard in the last frame");
    let now = ctx.memory(|memory| memory.focused());
    let before = ctx.data_mut(|data| data.get_temp::<Option<Id>>(id).flatten());
    if now != before {
        ctx.data_mut(|data| data.insert_temp(id, now));
        if ctx.text_edit_focused() {
            ctx.with_plugin(LabelSelectionState::clear_selection);
        }
    }
}

/// A short problem beside its cause, read out at once.
pub(crate) fn alert(ui: &mut Ui, text: &str) -> Response {
    let color = colors(ui).bad;
    let response = wrapped(ui, RichText::new(text).font(medium(T_SMALL)).color(color));
    announce(ui, &response, text, Role::Alert, Live::Assertive);
    response
}

/// Ties a problem to its field, so that it is read out whenever the keyboard comes back there.
pub(crate) fn describes(ui: &Ui, problem: &Response, field: &Response) {
    ui.ctx().accesskit_node_builder(field.id, |node| node.push_described_by(problem.id.accesskit_id()));
}

/// A line with an icon before it, read out when it changes.
pub(crate) fn status(ui: &mut Ui, icon: char, color: Color32, text: &str) -> Response {
    message(ui, icon, color, text, Live::Polite)
}

/// An icon and a text that wraps beside it.
pub(crate) fn message(ui: &mut Ui, icon: char, color: Color32, text: &str, live: Live) -> Response {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let (rect, _) = ui.allocate_exact_size(vec2(ICON, ICON + 1.0), egui::Sense::hover());
        icon_at(ui.painter(), rect.center(), icon, ICON, color);
        let response = wrapped(ui, RichText::new(text).font(medium(T_LABEL)).color(color));
        announce(ui, &response, text, Role::Status, live);
        response
    })
    .inner
}

fn announce(ui: &Ui, response: &Response, text: &str, role: Role, live: Live) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(text.to_owned());
        node.set_live(live);
    });
}

/// In lines of this width. If there may be only so many, what is too long ends in dots.
pub(crate) fn laid_out(ui: &Ui, mut job: LayoutJob, width: f32, lines: Option<usize>) -> Arc<Galley> {
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = lines.unwrap_or(usize::MAX);
    job.wrap.break_anywhere = lines == Some(1);
    ui.painter().layout_job(job)
}
