//! Linux: the dialog of the desktop's portal, or that of zenity where there is no portal or the portal
//! cannot start in the folder that is wanted.

use super::closing::Closing;
use super::parent::Parent;
use super::{chooser, nearest_folder, zenity};
use crate::system::desktop::{DialogAnswer, Dialogs, Reply};
use crate::system::worker::{self, Once};
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Dialogs that belong to the window they were made for.
pub struct SystemDialogs {
    parent: Parent,
    /// Of the dialog that was asked for last.
    closing: Mutex<Arc<Closing>>,
}

/// What is asked for.
pub(super) struct Request {
    pub(super) title: String,
    /// Where to start: a folder that is there.
    pub(super) folder: Option<PathBuf>,
    pub(super) wanted: Wanted,
}

/// What the person is to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    File,
    Files,
    Folder,
    /// A place to save to, and the name to begin with.
    NewFile(String),
}

pub(super) type Answer = DialogAnswer<Vec<PathBuf>>;

impl SystemDialogs {
    /// For this window.
    pub fn new(window: &(impl HasWindowHandle + HasDisplayHandle)) -> Self {
        Self { parent: Parent::of(window), closing: Mutex::default() }
    }

    fn ask(&self, title: String, folder: Option<PathBuf>, wanted: Wanted, reply: Reply<Answer>) {
        let closing = Arc::new(Closing::default());
        self.replace_closing(Arc::clone(&closing)).close();
        let parent = self.parent.clone();
        let (of_thread, here) = Once::pair(reply);
        let started = worker::start("file dialog", move || {
            let folder = folder.as_deref().and_then(nearest_folder);
            let answer = answer(&Request { title, folder, wanted }, &parent, &closing);
            of_thread.with(|reply| reply(answer));
        });
        if started.is_err() {
            here.with(|reply| reply(DialogAnswer::Unavailable));
        }
    }

    fn replace_closing(&self, closing: Arc<Closing>) -> Arc<Closing> {
        let mut before = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *before, closing)
    }
}

impl Drop for SystemDialogs {
    /// The window ends, maybe before the threads that show its dialogs.
    fn drop(&mut self) {
        self.close();
        self.parent.ends();
    }
}

impl Dialogs for SystemDialogs {
    fn open(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        self.ask(title, folder, Wanted::File, one(reply));
    }

    fn open_many(&self, title: String, folder: Option<PathBuf>, reply: Reply<Answer>) {
        self.ask(title, folder, Wanted::Files, reply);
    }

    fn folder(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        self.ask(title, folder, Wanted::Folder, one(reply));
    }

    fn save(&self, title: String, folder: Option<PathBuf>, name: String, reply: Reply<DialogAnswer>) {
        self.ask(title, folder, Wanted::NewFile(name), one(reply));
    }

    fn close(&self) {
        self.replace_closing(Arc::default()).close();
    }
}

fn one(reply: Reply<DialogAnswer>) -> Reply<Answer> {
    Box::new(move |answer| {
        reply(answer.and_then(|mut paths| paths.pop().map_or(DialogAnswer::Cancelled, DialogAnswer::Chosen)));
    })
}

/// Something that shows a dialog and waits until it is closed.
type Way = fn(&Request, &Parent, &Closing) -> Answer;

/// Asks in each way until one of them can show a dialog.
fn answer(request: &Request, parent: &Parent, closing: &Closing) -> Answer {
    let has_zenity = zenity::is_here();
    for way in ways(chooser::version(has_zenity), has_zenity, request) {
        let answer =
            if closing.is_closed() { DialogAnswer::Cancelled } else { way(request, parent, closing) };
        if answer != DialogAnswer::Unavailable {
            return answer;
        }
    }
    DialogAnswer::Unavailable
}

/// In the order in which they are tried.
fn ways(portal: Option<u32>, has_zenity: bool, request: &Request) -> Vec<Way> {
    let starts_elsewhere = request.folder.is_some()
        && !matches!(request.wanted, Wanted::NewFile(_))
        && portal.is_some_and(|version| version < chooser::OPENS_IN_A_FOLDER);
    let by_portal = portal.map(|_| chooser::ask as Way);
    let by_zenity = has_zenity.then_some(zenity::ask as Way);
    let order = if starts_elsewhere { [by_zenity, by_portal] } else { [by_portal, by_zenity] };
    order.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{Request, Wanted, ways};

    /// The first letters of the ways, in their order.
    fn order(portal: Option<u32>, has_zenity: bool, folder: Option<&str>, wanted: Wanted) -> String {
        let request = Request { title: String::new(), folder: folder.map(Into::into), wanted };
        let zenity = super::zenity::ask as super::Way;
        let letter = |way: super::Way| if std::ptr::fn_addr_eq(way, zenity) { 'z' } else { 'p' };
        ways(portal, has_zenity, &request).into_iter().map(letter).collect()
    }

    #[test]
    fn an_old_portal_is_asked_only_where_it_starts_in_the_folder() {
        let save = || Wanted::NewFile("id_rsa".to_owned());
        assert_eq!(order(Some(3), true, Some("/h/.ssh"), Wanted::File), "zp");
        assert_eq!(order(Some(3), true, Some("/h"), Wanted::Files), "zp");
        assert_eq!(order(Some(3), true, Some("/h"), Wanted::Folder), "zp");
        assert_eq!(order(Some(3), true, Some("/h/.ssh"), save()), "pz");
        assert_eq!(order(Some(3), true, None, Wanted::File), "pz");
        assert_eq!(order(Some(3), false, Some("/h/.ssh"), Wanted::File), "p");
        assert_eq!(order(Some(4), true, Some("/h/.ssh"), Wanted::File), "pz");
        assert_eq!(order(None, true, Some("/h/.ssh"), save()), "z");
        assert_eq!(order(None, false, None, Wanted::Folder), "");
    }
}
