//! A success, said for a moment.

use crate::app::Model;
use crate::ui::Cx;
use crate::ui::theme::{ICON, R_CONTROL, S2, S3, S5, T_BODY, TOAST_SECONDS, colors, icon, medium};
use crate::ui::widgets::icon_at;
use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Context, Frame, Id, Margin, Order, RichText, Sense, Stroke, vec2};
use std::time::Duration;

/// Which toast is shown, and since when.
#[derive(Default)]
pub(in crate::ui) struct Shown {
    number: u64,
    since: f64,
}

pub(in crate::ui) fn show(ctx: &Context, model: &Model, shown: &mut Shown, cx: &Cx<'_>) {
    let Some((number, toast)) = &model.shell.toast else { return };
    let now = ctx.input(|input| input.time);
    if shown.number != *number {
        *shown = Shown { number: *number, since: now };
    }
    let left = TOAST_SECONDS - (now - shown.since);
    if left <= 0.0 {
        return;
    }
    ctx.request_repaint_after(Duration::from_secs_f64(left));
    let text = cx.texts.toast(toast, cx.person);
    let area =
        Area::new(Id::unique("toast")).order(Order::Tooltip).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -S5));
    area.interactable(false).show(ctx, |ui| {
        let c = colors(ui);
        ui.set_max_width(ctx.content_rect().width() - 2.0 * S5);
        let frame = Frame::new()
            .fill(c.card)
            .stroke(Stroke::new(1.0, c.border_strong))
            .corner_radius(R_CONTROL)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::symmetric(14, 9));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = S2;
                let (rect, _) = ui.allocate_exact_size(vec2(ICON, ICON + S3 / 4.0), Sense::hover());
                icon_at(ui.painter(), rect.center(), icon::OK, ICON, c.ok);
                let response = ui.label(RichText::new(&text).font(medium(T_BODY)).color(c.text));
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_role(Role::Status);
                    node.set_label(text);
                    node.set_live(Live::Polite);
                });
            });
        });
    });
}
