//! Who may look at the window beside the person.

use egui::{Context, ViewportCommand};

/// While a passphrase can be read in it, the window is in no picture or film of the screen, where the
/// system has a way to keep it out: Windows and macOS have. The request takes effect after the picture
/// that is being drawn: so it lasts from before the first in which something is revealed, to after the
/// last.
#[derive(Default)]
pub(in crate::ui) struct ScreenCapture {
    kept_out: bool,
}

impl ScreenCapture {
    /// `revealed` when the picture began and now that it is drawn.
    pub(in crate::ui) fn keep_out(&mut self, ctx: &Context, revealed: [bool; 2]) {
        let wanted = revealed.contains(&true);
        if self.kept_out != wanted {
            self.kept_out = wanted;
            ctx.send_viewport_cmd(ViewportCommand::ContentProtected(wanted));
        }
        if revealed == [true, false] {
            ctx.request_repaint();
        }
    }
}
