//! The lists of “My keys”: keys, authorized_keys and known servers. The window draws it above each of them.

use crate::app::{Action, Page};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::widgets::tab_row;
use egui::Ui;

/// In the order in which they are shown.
const LISTS: [Page; 3] = [Page::MyKeys, Page::Authorized, Page::Servers];

/// Nothing on pages that are none of the lists.
pub(in crate::ui) fn show(ui: &mut Ui, page: Page, cx: &mut Cx<'_>) {
    let Some(chosen) = LISTS.iter().position(|list| *list == page) else { return };
    let labels =
        [say!(cx.texts, "tab-keys"), say!(cx.texts, "tab-authorized"), say!(cx.texts, "tab-servers")];
    let labels = labels.each_ref().map(String::as_str);
    if let Some(page) = tab_row(ui, &labels, chosen).and_then(|number| LISTS.get(number)) {
        cx.send(Action::Show(*page));
    }
}
