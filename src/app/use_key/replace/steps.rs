//! Each step is written down as soon as it is taken.

use super::{Event, ReplacePanel, ReplaceProblem, Slot, kept};
use crate::app::context::{Context, Effect};
use crate::app::use_key::{Event as UseKeyEvent, Slot as UseKeySlot, UsedKey};
use crate::replace::{Refused, Replacement};
use crate::save::{SaveError, remove_state};
use jiff::civil::Date;
use std::sync::Arc;

impl ReplacePanel {
    /// Takes a step, and writes it down.
    pub(super) fn change(
        &mut self,
        cx: &mut Context<'_>,
        step: impl FnOnce(&mut Replacement, Date) -> Result<(), Refused>,
    ) {
        let Some(kept) = &mut self.kept else { return };
        let mut plan = kept.plan.clone();
        match step(&mut plan, self.today) {
            Ok(()) => {
                kept.plan = plan;
                // What a look finds now is older.
                self.looking = None;
                self.write(cx);
            }
            Err(refused) => self.problem = Some(ReplaceProblem::Refused(refused)),
        }
    }

    /// One after the other: what is done meanwhile is written after it.
    pub(super) fn write(&mut self, cx: &mut Context<'_>) {
        self.show_date();
        let Some(kept) = self.kept.as_ref().filter(|_| !self.is_writing) else { return };
        let Some(new) = kept.unwritten() else { return };
        let (path, old, disk) = (kept.path.clone(), kept.bytes.clone(), Arc::clone(&cx.services.disk));
        self.is_writing = true;
        cx.start_detached(UseKeySlot::Replace(Slot::Write), "write replacement", move || {
            UseKeyEvent::Replace(Event::Written(kept::write(&path, old.as_deref(), new, &*disk)))
        });
    }

    pub(super) fn written(
        &mut self,
        written: Result<Vec<u8>, SaveError>,
        key: Option<&UsedKey>,
        cx: &mut Context<'_>,
    ) {
        self.is_writing = false;
        match (written, &mut self.kept) {
            (Ok(bytes), Some(kept)) => {
                kept.bytes = Some(bytes);
                self.write(cx);
            }
            (Ok(_), None) => {}
            (Err(error), _) => {
                self.problem = Some(ReplaceProblem::NotKept(error));
                // What is on the disk counts. The window stays open for whoever is to read that.
                self.look(key, cx);
                cx.send(Effect::CancelDeferred);
            }
        }
        if !self.is_writing {
            cx.send(Effect::DoDeferred);
        }
    }

    /// No longer remembers the replacement. What was done stays done.
    pub(super) fn end(&mut self, cx: &mut Context<'_>) {
        let Some((path, Some(bytes))) =
            self.kept.as_ref().map(|kept| (kept.path.clone(), kept.bytes.clone()))
        else {
            return;
        };
        let disk = Arc::clone(&cx.services.disk);
        self.is_writing = true;
        cx.start_detached(UseKeySlot::Replace(Slot::Write), "end replacement", move || {
            UseKeyEvent::Replace(Event::Removed(remove_state(&path, &bytes, &*disk)))
        });
    }

    pub(super) fn removed(
        &mut self,
        removed: Result<(), SaveError>,
        key: Option<&UsedKey>,
        cx: &mut Context<'_>,
    ) {
        self.is_writing = false;
        match removed {
            Ok(()) => {
                (self.kept, self.at) = (None, None);
                self.date.clear();
                self.run.forget_result();
            }
            Err(error) => self.problem = Some(ReplaceProblem::NotKept(error)),
        }
        self.look(key, cx);
        cx.send(Effect::DoDeferred);
    }
}
