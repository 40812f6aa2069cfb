//! What the list asks of the rest of the window.

use crate::app::shell::{FileRequest, JobProgress, JobSlot};
use crate::app::{App, Event, Job, JobId, Page};

impl App {
    /// Starts work on the list whose last act is to report an event.
    pub(super) fn start(
        &mut self,
        name: &'static str,
        work: impl FnOnce(JobId, &JobProgress) -> Event + Send + 'static,
    ) -> Job {
        self.jobs.start(&*self.desktop.worker, JobSlot::Many, name, work)
    }

    pub(super) fn choose(&mut self, request: FileRequest) {
        self.with(false, |model, cx| model.shell.choose(request, cx));
    }

    pub(super) fn show_list(&mut self) {
        self.model.shell.page = Page::Many;
    }
}
