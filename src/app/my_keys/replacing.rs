//! Keys that are being replaced: how their rows say so, and how it goes on.

use super::MyKeysPage;
use crate::app::context::{Context, Effect};
use crate::app::{Panel, UseKeyAction, UsedKey};
use crate::health::KeyEntry;
use crate::replace::{Replacement, Step};
use std::path::Path;

impl MyKeysPage {
    /// The replacement of this key, if there is one: with the old key of that file.
    pub fn replacement(&self, entry: &KeyEntry) -> Option<&Replacement> {
        self.replacing.iter().find(|plan| plan.old().file == entry.path)
    }

    /// Those whose old key may go now.
    pub fn due(&self) -> impl Iterator<Item = &Replacement> {
        self.replacing.iter().filter(|plan| plan.step(self.today) == Step::Remove)
    }

    /// Where it was left.
    pub(super) fn continue_replacing(&self, old: &Path, cx: &mut Context<'_>) {
        let Some(plan) = self.replacing.iter().find(|plan| plan.old().file == old) else { return };
        cx.send(Effect::UseKey(Box::new(UsedKey::not_opened(plan.old()))));
        cx.send(Effect::Do(UseKeyAction::Show(Panel::Replace).into()));
    }
}
