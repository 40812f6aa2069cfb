//! What is around the pages: navigation, questions, notices, keys that work everywhere.

pub(super) mod change;
pub(super) mod close_guard;
pub(super) mod dialogs;
pub(super) mod drop;
pub(super) mod focus;
pub(super) mod layout;
pub(super) mod licences;
mod nav;
mod notice_bar;
pub(super) mod paste;
pub(super) mod screen_capture;
pub(super) mod shortcuts;
pub(super) mod text_file;
pub(super) mod toast;
