//! Closing the window: not before a key that is not saved was asked about.

use crate::app::{Action, App};
use egui::{Context, ViewportCommand};

pub(in crate::ui) fn ask_first(ctx: &Context, app: &mut App) {
    if !ctx.input(|input| input.viewport().close_requested()) || app.model.shell.leaving {
        return;
    }
    app.act(Action::Close);
    if !app.model.shell.leaving {
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    }
}

/// Once the question was answered.
pub(in crate::ui) fn leave(ctx: &Context, app: &App) {
    if app.model.shell.leaving {
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}
