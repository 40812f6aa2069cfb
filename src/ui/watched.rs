//! Who may look at the window beside the person.

use crate::app::Model;
use egui::{Context, ViewportCommand};

/// While a passphrase can be read in it, the window is in no picture or film of the screen, where the
/// system has a way to keep it out: Windows and macOS have. `kept_out` is how it was left.
pub(super) fn keep_out(ctx: &Context, model: &Model, kept_out: &mut bool) {
    let wanted = model.reveals_a_passphrase();
    if *kept_out != wanted {
        *kept_out = wanted;
        ctx.send_viewport_cmd(ViewportCommand::ContentProtected(wanted));
    }
}
