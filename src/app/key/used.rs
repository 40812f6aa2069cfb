//! From a key that is safe to what is done with it.

use super::{Content, Event, KeyPage, KeyState, OpenKey, Slot};
use crate::agent::{self, AgentName};
use crate::app::UsedKey;
use crate::app::context::{Context, Effect};
use crate::format::Format;
use crate::health::configured_agents;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

impl KeyPage {
    pub(super) fn use_key(&self, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        let origin = open.private_file();
        let (private, passphrase) = match &open.content {
            Content::Private { key, passphrase, .. } => {
                (Arc::downgrade(key), passphrase.as_ref().map(Arc::downgrade).unwrap_or_default())
            }
            Content::Public | Content::Certificate(_) => (Weak::new(), Weak::new()),
        };
        let key = UsedKey {
            number: open.number,
            public: open.facts.public.clone(),
            file: open.file_for_ssh(),
            private,
            passphrase,
            is_private: open.is_private(),
            origin: origin.map(|(path, format)| (path.to_owned(), format)),
        };
        cx.send(Effect::UseKey(Box::new(key)));
    }

    /// Looks which agent holds the open key.
    pub(in crate::app) fn look_for_agents(&self, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        let (agents, number) = (Arc::clone(&cx.services.agents), open.number);
        let public = open.facts.public.clone();
        // An agent may take its time: nothing waits for it.
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        cx.start_detached(Slot::Agents, "ask agents", move || {
            let named = configured_agents(&person, &*disk);
            Event::Held(number, agent::holder(&agent::all(&*agents, &named), &public))
        });
    }

    pub(super) fn is_held(&mut self, number: u64, by: Option<AgentName>) {
        if let KeyState::Open(open) = &mut self.state
            && open.number == number
        {
            open.held_by = by;
        }
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
