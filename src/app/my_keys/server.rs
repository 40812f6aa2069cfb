//! Which server is to use which key: asked before the change of ssh's configuration can be shown.

use super::{Event, MyKeysPage, Slot};
use crate::app::context::{Context, Effect};
use crate::app::shell::{Dialog, FileRequest};
use crate::health::{Finding, Fix, configured_servers};
use crate::sshfiles::is_server_name;
use crate::system::User;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked, and what is typed.
#[derive(Debug)]
pub struct KeyForServer {
    finding: Finding,
    /// The server.
    pub server: String,
    /// The servers that the configuration has names for.
    pub servers: Vec<String>,
    /// The key, where that is asked as well.
    pub key: Option<String>,
    /// The keys that there are, as they are typed.
    pub keys: Vec<String>,
    /// Whether it was tried to go on with something that cannot be taken.
    pub tried: bool,
}

impl KeyForServer {
    /// Whether the server can be taken.
    pub fn has_server(&self) -> bool {
        is_server_name(self.server.trim())
    }

    /// Whether the key is one of those that there are, or is not asked.
    pub fn has_key(&self) -> bool {
        self.key.as_ref().is_none_or(|typed| self.keys.iter().any(|key| key == typed.trim()))
    }

    /// The finding, with all that its fix needs.
    fn answered(&self, person: &User) -> Option<Finding> {
        let Some(Fix::KeyForServer { key, only, .. }) = &self.finding.fix else { return None };
        let typed = || self.key.as_ref().map(|typed| person.path_of(typed.trim()));
        let (server, key) = (Some(self.server.trim().to_owned()), key.clone().or_else(typed));
        let fix = Some(Fix::KeyForServer { server, key, only: *only });
        (self.has_server() && self.has_key()).then(|| Finding { fix, ..self.finding.clone() })
    }
}

impl MyKeysPage {
    /// Looks which servers and keys there are, and asks.
    pub(super) fn ask_server(&mut self, finding: Finding, cx: &mut Context<'_>) {
        let Some(Fix::KeyForServer { server, key, .. }) = &finding.fix else { return };
        let (server, asks_key) = (server.clone().unwrap_or_default(), key.is_none());
        let paths: Vec<PathBuf> = match self.survey() {
            Some(survey) if asks_key => survey.keys.iter().map(|entry| entry.path.clone()).collect(),
            _ => Vec::new(),
        };
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.asking_server = Some(cx.start(Slot::Servers, "read config", move |_| {
            let servers = configured_servers(&person, &*disk);
            let keys = paths.iter().map(|path| person.shown(path)).collect();
            let key = asks_key.then(String::new);
            Event::AskServer(Box::new(KeyForServer { finding, server, servers, key, keys, tried: false }))
        }));
    }

    pub(super) fn server_asked(&mut self, question: Box<KeyForServer>, cx: &mut Context<'_>) {
        self.asking_server = None;
        cx.send(Effect::Ask(Dialog::KeyForServer(question)));
    }

    /// Takes what was typed out of `shown`, if it can be taken.
    pub(super) fn server_answered(&mut self, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        let Some(Dialog::KeyForServer(question)) = shown else { return };
        match question.answered(&cx.services.person) {
            Some(finding) => {
                *shown = None;
                self.plan(vec![finding], cx);
            }
            None => question.tried = true,
        }
    }

    /// Asks for the file that a setting of ssh's configuration is to name.
    pub(super) fn choose_file(&mut self, finding: Finding, cx: &mut Context<'_>) {
        self.choosing_for = Some(finding);
        cx.send(Effect::Choose(FileRequest::Identity));
    }

    /// Shows what naming this file changes. With a public key, its private one is meant: ssh takes either from there.
    pub(super) fn file_chosen(&mut self, path: PathBuf, cx: &mut Context<'_>) {
        let Some(finding) = self.choosing_for.take() else { return };
        let key = if path.extension() == Some(OsStr::new("pub")) { path.with_extension("") } else { path };
        self.plan(vec![Finding { fix: Some(Fix::NameFile(key)), ..finding }], cx);
    }
}
