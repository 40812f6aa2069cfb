//! From a key that is safe to what is done with it.

use super::{KeyPage, KeyState, OpenKey};
use crate::app::UsedKey;
use crate::app::context::{Context, Effect};
use crate::format::Format;
use std::path::{Path, PathBuf};

impl KeyPage {
    pub(super) fn use_key(&self, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        let origin = open.private_file();
        let key = UsedKey {
            number: open.number,
            public: open.facts.public.clone(),
            file: open.file_for_ssh(),
            is_private: open.is_private(),
            origin: origin.map(|(path, format)| (path.to_owned(), format)),
        };
        cx.send(Effect::UseKey(Box::new(key)));
    }
}

impl OpenKey {
    /// Whether something can be done with it elsewhere: it is no certificate, and is not lost with this window.
    pub fn can_be_used(&self) -> bool {
        self.is_saved() && self.certified().is_none()
    }

    /// The file of the private key, if ssh reads it.
    pub(super) fn file_for_ssh(&self) -> Option<PathBuf> {
        let (path, format) = self.private_file()?;
        matches!(format, Format::OpenSsh | Format::Pem).then(|| path.to_owned())
    }

    /// The file that holds the private key and nothing else, and its format.
    fn private_file(&self) -> Option<(&Path, Format)> {
        let origin = self.origin.as_ref().filter(|origin| origin.part.is_none())?;
        let is_there = self.is_private() && self.is_saved() && self.text.fault.is_none();
        origin.source.file().filter(|_| is_there).map(|path| (path, origin.format))
    }
}
