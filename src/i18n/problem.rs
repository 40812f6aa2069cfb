//! What only the page “Fix a problem” says.

use super::window::name;
use super::{Texts, path_shown, say};
use crate::app::{Remedy, ShownCause, TextAside, TextSource};
use crate::explain::Fix;
use crate::system::User;

impl Texts {
    /// The button that settles a cause.
    pub fn remedy(&self, remedy: &Remedy) -> String {
        match remedy {
            Remedy::MakePrivate(_) => say!(self, "keep-to-me"),
            Remedy::Open(path) => say!(self, "remedy-open", name = name(path)),
            Remedy::ChooseKey => say!(self, "drop-choose"),
            Remedy::Servers { host: Some(host), .. } => {
                say!(self, "remedy-show-server", host = self.cut(host))
            }
            Remedy::Servers { host: None, .. } => say!(self, "remedy-show-servers"),
            Remedy::Authorized(_) => say!(self, "remedy-show-authorized"),
            Remedy::MyKeys => say!(self, "remedy-show-my-keys"),
            Remedy::NewKey => say!(self, "nav-new"),
            Remedy::Clear => say!(self, "remedy-clear"),
            Remedy::ShowInFolder(_) => say!(self, "show-in-folder"),
            Remedy::CopyMasked => say!(self, "remedy-copy-masked"),
        }
    }

    /// What to do about a cause here.
    pub fn what_to_do(&self, cause: &ShownCause, person: &User) -> String {
        let fix = &cause.checked.cause.fix;
        match &cause.remedies.first {
            // On Windows too, as there is a button for it.
            Some(Remedy::MakePrivate(path)) => {
                say!(self, "fix-protect", file = path_shown(person, path))
            }
            // There is a button below, and no command.
            Some(Remedy::Servers { .. }) if matches!(fix, Fix::RemoveHostKey { .. }) => {
                say!(self, "fix-remove-host-here")
            }
            _ => self.fix(fix),
        }
    }

    /// What a text is that is not in the field.
    pub fn text_aside(&self, aside: &TextAside) -> String {
        let lines = aside.lines;
        match &aside.source {
            TextSource::File(path) => say!(self, "problem-aside-file", name = name(path), lines = lines),
            TextSource::Pasted => say!(self, "problem-aside-pasted", lines = lines),
        }
    }
}
