//! Taking others' permissions to the file of a private key away.

use super::{Event, Notice, Page, Shell, Slot, Toast};
use crate::app::context::{Context, Effect};
use crate::app::{AppError, KeySource, ProblemAction};
use crate::batch::OpenError;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn fix(path: PathBuf, cx: &mut Context<'_>) {
    let disk = Arc::clone(&cx.services.disk);
    cx.start_detached(Slot::Permissions, "permissions", move || {
        // Looked at again: some file systems only seem to obey.
        let is_done = disk.restrict_to_owner(&path).is_ok()
            && disk.access(&path).is_some_and(|access| !access.is_accessible_to_others());
        Event::PermissionsFixed(path, is_done)
    });
}

impl Shell {
    pub(super) fn permissions_fixed(&mut self, path: PathBuf, is_done: bool, cx: &mut Context<'_>) {
        if self.page == Page::Problem {
            cx.send(Effect::Do(ProblemAction::Look.into()));
        }
        if !is_done {
            return self.fail(AppError::FixPermissions(path));
        }
        match &self.notice {
            Some(Notice::PermissionsTooOpen(of, _)) if *of == path => {
                self.notice = Some(Notice::MadePrivate(path));
            }
            Some(Notice::Failed(AppError::OpenExposed(of, error, _))) if *of == path => {
                // Only that it cannot be opened is left.
                let error = OpenError::Read(error.clone());
                self.notice = Some(Notice::Failed(AppError::Open(KeySource::File(path), error)));
                self.show_toast(Toast::KeptToOwner);
            }
            _ => self.show_toast(Toast::KeptToOwner),
        }
    }
}
