//! A key in an app or service: what that takes, the exact text, and the right file.

use super::UsedKey;
use crate::app::context::{Context, Effect};
use crate::app::{Copyable, KeyAction};
use crate::format::{PrivateFormat, PublicFormat};
use crate::key::Comment;
use crate::recipe::{Fit, NotFilled, Recipe, recipe, recipes};
use crate::save::Output;
use std::path::{Path, PathBuf};

/// What a person can ask for there.
#[derive(Debug)]
pub enum ServiceAction {
    /// Show all of them.
    ClearSearch,
    /// Show what this one wants.
    Choose(&'static Recipe),
    /// Go back to the list.
    Back,
    /// The name of the account was changed.
    UserEdited,
    /// Put the text on the clipboard.
    Copy,
    /// Choose a place for a file like this.
    Save(Output),
    /// Make a new key that is taken there.
    MakeFitting,
}

/// Everything that is shown of it.
#[derive(Debug, Default)]
pub struct ServicePanel {
    /// What is typed to find a service.
    pub sought: String,
    /// The service that is shown instead of the list.
    pub shown: Option<ShownService>,
    /// The name of the account there.
    pub user: String,
}

/// What a service wants of the key.
#[derive(Debug)]
pub struct ShownService {
    /// The service.
    pub recipe: &'static Recipe,
    /// What is pasted there, or why that is nothing.
    pub text: Result<ServiceText, NotFilled>,
    /// The text was asked for: now it is said that the name of the account is missing.
    pub is_asked: bool,
    /// What was saved for it since it is shown.
    pub saved: Option<PathBuf>,
}

/// A text that is pasted, as it is shown. What is copied is whole.
#[derive(Debug, PartialEq, Eq)]
pub struct ServiceText {
    /// The text.
    pub shown: String,
    /// How many characters of a long comment that leaves out.
    pub more: usize,
}

impl ServicePanel {
    /// Those that are meant by what is typed, group by group, in each the most common ones first.
    pub fn found(&self) -> Vec<&'static Recipe> {
        let mut found: Vec<&Recipe> =
            recipes().iter().filter(|recipe| recipe.is_meant_by(&self.sought)).collect();
        found.sort_by_key(|recipe| recipe.group);
        found
    }

    /// The one for whatever is not in the list.
    pub fn any_other(&self) -> Option<&'static Recipe> {
        recipe("other")
    }

    pub(super) fn update(&mut self, action: ServiceAction, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        let Some(key) = key else { return };
        match action {
            ServiceAction::ClearSearch => self.sought.clear(),
            ServiceAction::Choose(recipe) => {
                self.show(recipe, key);
                cx.send(Effect::Do(KeyAction::MakeFor(Some(recipe)).into()));
            }
            ServiceAction::Back => {
                self.shown = None;
                cx.send(Effect::Do(KeyAction::MakeFor(None).into()));
            }
            ServiceAction::UserEdited => self.refill(key),
            ServiceAction::Copy => self.copy(key, cx),
            ServiceAction::Save(what) => cx.send(Effect::Do(KeyAction::SaveAs(what).into())),
            ServiceAction::MakeFitting => {
                if let Some(shown) = &self.shown {
                    cx.send(Effect::Do(KeyAction::MakeFor(Some(shown.recipe)).into()));
                    cx.send(Effect::Do(KeyAction::NewFitting.into()));
                }
            }
        }
    }

    /// The page shows this key now.
    pub(super) fn use_key(&mut self, key: &UsedKey) {
        if let Some(shown) = &self.shown {
            self.show(shown.recipe, key);
        }
    }

    fn show(&mut self, recipe: &'static Recipe, key: &UsedKey) {
        let text = ServiceText::new(recipe, key, &self.user);
        self.shown = Some(ShownService { recipe, text, is_asked: false, saved: None });
    }

    fn refill(&mut self, key: &UsedKey) {
        if let Some(shown) = &mut self.shown {
            shown.text = ServiceText::new(shown.recipe, key, &self.user);
        }
    }

    fn copy(&mut self, key: &UsedKey, cx: &mut Context<'_>) {
        let Some(shown) = &mut self.shown else { return };
        shown.is_asked = true;
        if let Ok(text) = shown.recipe.filled(&key.public, user(&self.user)) {
            cx.send(Effect::Copy(Copyable::ServiceText, text));
        }
    }

    /// Something was saved while it was shown.
    pub(super) fn saved(&mut self, file: &Path) {
        if let Some(shown) = &mut self.shown {
            shown.saved = Some(file.to_owned());
        }
    }
}

impl ShownService {
    /// Whether such a key is taken there.
    pub fn takes(&self, key: &UsedKey) -> bool {
        self.recipe.fit(key.public.kind()) == Fit::Accepted
    }

    /// The files that can be saved for it, the right one first. None where it takes no file, or where it takes the
    /// private key and only the public one is here.
    pub fn outputs(&self, key: &UsedKey) -> Vec<Output> {
        if self.recipe.public_file {
            return vec![Output::Public(PublicFormat::Line)];
        }
        let Some(format) = self.recipe.file_of(key.public.kind()).filter(|_| key.is_private) else {
            return Vec::new();
        };
        let is_for_it = |what: &Output| match what.private_format() {
            // For older versions.
            Some(PrivateFormat::Ppk2) => format == PrivateFormat::Ppk3,
            other => other == Some(format),
        };
        Output::WRITABLE.into_iter().filter(is_for_it).collect()
    }

    /// The file of the key, if that is in the right format already.
    pub fn file_there<'a>(&self, key: &'a UsedKey) -> Option<&'a Path> {
        let (path, format) = key.origin.as_ref()?;
        self.recipe.reads(key.public.kind(), *format).then_some(path)
    }
}

impl ServiceText {
    fn new(recipe: &Recipe, key: &UsedKey, typed: &str) -> Result<Self, NotFilled> {
        let comment = key.public.comment().shown();
        let dots = if comment.more > 0 { "…" } else { "" };
        let comment_shown = Comment::from_bytes_lossy(format!("{}{dots}", comment.text).as_bytes());
        let public = key.public.clone().with_comment(comment_shown);
        let shown = recipe.filled(&public, user(typed))?;
        let more = if shown.contains(&comment.text) { comment.more } else { 0 };
        Ok(Self { shown, more })
    }
}

fn user(typed: &str) -> Option<&str> {
    Some(typed.trim()).filter(|name| !name.is_empty())
}
