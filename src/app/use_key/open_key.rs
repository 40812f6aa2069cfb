//! Answers for a key that is open: whoever has just unlocked or made it is not asked for its passphrase again.

use super::UsedKey;
use crate::key::Passphrase;
use crate::remote::{Asked, Progress, Question, View};
use crate::system::SshAnswer;
use std::path::{Path, PathBuf};
use std::sync::Weak;
use zeroize::Zeroizing;

/// The file of the key, and its passphrase for as long as the page of the key keeps it.
#[derive(Debug)]
pub struct OpenKey {
    file: PathBuf,
    passphrase: Weak<Passphrase>,
}

impl OpenKey {
    /// `None` where ssh reads no file of it.
    pub(super) fn of(key: &UsedKey) -> Option<Self> {
        Some(Self { file: key.file.clone()?, passphrase: Weak::clone(&key.passphrase) })
    }
}

/// Looks on for somebody who is asked everything else.
pub struct WithOpenKey<'a> {
    view: &'a mut dyn View,
    key: OpenKey,
    answer: Option<SshAnswer>,
    /// It was said to the ssh that runs.
    is_said: bool,
}

impl<'a> WithOpenKey<'a> {
    pub fn new(view: &'a mut dyn View, key: OpenKey) -> Self {
        Self { view, key, answer: None, is_said: false }
    }

    /// What ssh asks for once more was refused: from then on the person is asked. Behind a jump host, it may be another
    /// server that asks.
    fn answer_to(&mut self, asked: &Asked) -> Option<SshAnswer> {
        let is_of_key =
            matches!(&asked.question, Question::Passphrase(path) if Path::new(path) == self.key.file);
        if !is_of_key || asked.is_on_the_way {
            return None;
        }
        if std::mem::replace(&mut self.is_said, true) {
            self.key.passphrase = Weak::new();
        }
        let passphrase = self.key.passphrase.upgrade()?;
        Some(SshAnswer::Text(Zeroizing::new(passphrase.text()?.to_owned())))
    }
}

impl View for WithOpenKey<'_> {
    fn progress(&mut self, progress: Progress) {
        self.is_said = false;
        self.view.progress(progress);
    }

    fn question(&mut self, asked: Option<Asked>) {
        self.answer = asked.as_ref().and_then(|asked| self.answer_to(asked));
        if self.answer.is_none() {
            self.view.question(asked);
        }
    }

    fn shown(&mut self, line: &str) {
        self.view.shown(line);
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        self.answer.take().or_else(|| self.view.answer())
    }

    fn goes_on(&self) -> bool {
        self.view.goes_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// Remembers what a person would be asked.
    #[derive(Default)]
    struct Asks(Vec<Question>);

    impl View for Asks {
        fn progress(&mut self, _progress: Progress) {}

        fn question(&mut self, asked: Option<Asked>) {
            self.0.extend(asked.map(|asked| asked.question));
        }

        fn answer(&mut self) -> Option<SshAnswer> {
            None
        }

        fn goes_on(&self) -> bool {
            true
        }
    }

    fn asked(path: &str, is_on_the_way: bool) -> Asked {
        Asked { question: Question::Passphrase(path.to_owned()), before: String::new(), is_on_the_way }
    }

    /// What is said to each of these questions in turn, and what the person is asked.
    fn said(questions: Vec<Asked>, passphrase: &Weak<Passphrase>) -> (Vec<bool>, usize) {
        let mut person = Asks::default();
        let key = OpenKey { file: "/k".into(), passphrase: Weak::clone(passphrase) };
        let mut view = WithOpenKey::new(&mut person, key);
        let mut said = Vec::new();
        for question in questions {
            view.question(Some(question));
            let answer = view.answer();
            said.push(matches!(answer, Some(SshAnswer::Text(text)) if *text == "a phrase"));
        }
        (said, person.0.len())
    }

    #[test]
    fn only_ssh_here_gets_the_passphrase_and_only_of_this_file() {
        let passphrase = Passphrase::new("a phrase").map(Arc::new).unwrap();
        let weak = Arc::downgrade(&passphrase);
        let of_others = vec![asked("/other", false), asked("/k", true)];
        assert_eq!(said(of_others, &weak), (vec![false, false], 2));
        let again = vec![asked("/k", false), asked("/k", false), asked("/k", false)];
        assert_eq!(said(again, &weak), (vec![true, false, false], 2), "it was refused");
        drop(passphrase);
        assert_eq!(said(vec![asked("/k", false)], &weak), (vec![false], 1), "the key was closed");
    }

    /// To sign in, and to try it.
    #[test]
    fn each_ssh_is_told_once() {
        let passphrase = Passphrase::new("a phrase").map(Arc::new).unwrap();
        let mut person = Asks::default();
        let key = OpenKey { file: "/k".into(), passphrase: Arc::downgrade(&passphrase) };
        let mut view = WithOpenKey::new(&mut person, key);
        for _ in 0..2 {
            view.question(Some(asked("/k", false)));
            assert!(view.answer().is_some() && view.answer().is_none());
            view.progress(Progress::Connected(crate::remote::Connected::default()));
        }
        assert!(person.0.is_empty());
    }
}
