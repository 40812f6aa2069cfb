//! How a text comes in: typed, pasted or from a file; and what is on the page then.

use super::answer::{Answer, Inspected, is_binary_key, text_of};
use super::{Event, FIELD_BYTES, ProblemPage, Slot, TextAside, TextSource};
use crate::app::context::{Context, Effect};
use crate::app::shell::Notice;
use crate::explain::TEXT_BYTES;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// So many bytes at once are pasted, not typed.
const PASTED: usize = 8;

impl ProblemPage {
    pub(super) fn edited(&mut self, cx: &mut Context<'_>) {
        let length = std::mem::replace(&mut self.length, self.text.len());
        (self.masked, self.masking, self.shows_others) = (None, None, false);
        if self.text.trim().is_empty() {
            (self.answer, self.explaining) = (None, None);
        } else if self.text.len() > FIELD_BYTES {
            let text = Zeroizing::new(std::mem::take(&mut self.text));
            self.paste(text, cx);
        } else {
            self.asked = self.text.len() > length + PASTED;
            self.explain(cx);
        }
    }

    pub(super) fn paste(&mut self, text: Zeroizing<String>, cx: &mut Context<'_>) {
        if text.trim().is_empty() {
            return cx.send(Effect::Notice(Notice::NothingToPaste));
        }
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.explaining = Some(cx.start(Slot::Explain, "explain", move |_| {
            let inspected = Inspected::of(&text, &*disk, &person);
            Event::TakenIn(TextSource::Pasted, text, inspected)
        }));
    }

    pub(super) fn read(&mut self, path: PathBuf, cx: &mut Context<'_>) {
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.explaining = Some(cx.start(Slot::Explain, "explain", move |_| {
            let bytes = match disk.read(&path, TEXT_BYTES) {
                Ok(bytes) => bytes,
                Err(error) if error.kind == ErrorKind::IsADirectory => return Event::NoText(path),
                Err(error) => return Event::Unreadable(path, error),
            };
            let text = Zeroizing::new(text_of(&bytes));
            let inspected = Inspected::of(&text, &*disk, &person);
            match inspected.is_key() || is_binary_key(&bytes) {
                true => Event::NoText(path),
                false => Event::TakenIn(TextSource::File(path), text, inspected),
            }
        }));
    }

    /// What is on the page. Of two in a row, the later one counts.
    pub(super) fn explain(&mut self, cx: &mut Context<'_>) {
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        let text = self.whole_text();
        self.explaining = Some(cx.start(Slot::Explain, "explain", move |_| {
            Event::Explained(Inspected::of(&text, &*disk, &person))
        }));
    }

    pub(super) fn whole_text(&self) -> Arc<Zeroizing<String>> {
        match &self.aside {
            Some(aside) => Arc::clone(&aside.text),
            None => Arc::new(Zeroizing::new(self.text.clone())),
        }
    }

    pub(super) fn explained(&mut self, inspected: Inspected) {
        self.explaining = None;
        if inspected.is_private && self.aside.is_none() {
            // Typed by a program, or put together piece by piece: it leaves the field at once.
            let text = Zeroizing::new(std::mem::take(&mut self.text));
            return self.taken_in(TextSource::Pasted, text, inspected);
        }
        let is_said = self.asked || !matches!(inspected.answer, Answer::Unknown);
        self.answer = is_said.then_some(inspected.answer);
    }

    pub(super) fn taken_in(&mut self, source: TextSource, text: Zeroizing<String>, inspected: Inspected) {
        self.clear();
        self.asked = true;
        let Inspected { is_private, lines, answer } = inspected;
        self.answer = Some(answer);
        if is_private || text.len() > FIELD_BYTES {
            self.aside = Some(TextAside { source, lines, is_private, text: Arc::new(text) });
        } else {
            self.text.push_str(&text);
            self.length = self.text.len();
        }
    }
}
