//! Words about services, devices and programs.

use super::{Texts, say};
use crate::format::PrivateFormat;
use crate::key::{Kind, NewKind};
use crate::recipe::{Fit, Group, NotFilled, Recipe, RsaRange};

impl Texts {
    /// Where the key is entered, or its file chosen.
    pub fn recipe_place(&self, recipe: &Recipe) -> String {
        self.loader().get(&format!("recipe-{}", recipe.id))
    }

    /// What else should be known.
    pub fn recipe_notes(&self, recipe: &Recipe) -> Vec<String> {
        recipe.notes.iter().map(|note| self.loader().get(&format!("recipe-note-{note}"))).collect()
    }

    /// That it needs the file of the private key, and in which format.
    pub fn recipe_file(&self, recipe: &Recipe, format: PrivateFormat) -> String {
        let format = self.format(format.into());
        match recipe.takes_text() {
            true => say!(self, "recipe-takes-file-too", format = format),
            false => say!(self, "recipe-takes-file", name = recipe.name.as_str(), format = format),
        }
    }

    /// Why it does not take a key of this kind; nothing where it does.
    pub fn recipe_refusal(&self, recipe: &Recipe, kind: Kind) -> Option<String> {
        let name = recipe.name.as_str();
        Some(match recipe.fit(kind) {
            Fit::Accepted => return None,
            Fit::Refused => say!(self, "recipe-refused", name = name, kind = self.kind(kind)),
            Fit::TooShort { least } => say!(self, "recipe-too-short", name = name, least = least.to_string()),
            Fit::TooLong { most } => say!(self, "recipe-too-long", name = name, most = most.to_string()),
        })
    }

    /// The same, and what to do.
    pub fn recipe_unfit(&self, recipe: &Recipe, kind: Kind) -> Option<String> {
        let why = self.recipe_refusal(recipe, kind)?;
        let make = recipe.best().map(|best| say!(self, "recipe-make", kind = self.new_kind(best)));
        Some([Some(why), make].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// The types that it takes, and the sizes of RSA keys.
    pub fn recipe_accepted(&self, recipe: &Recipe) -> String {
        let (kinds, rsa) = recipe.accepted();
        let mut types: Vec<String> = kinds.into_iter().map(|kind| self.kind(kind)).collect();
        types.extend(rsa.map(|RsaRange { least, most }| match most {
            None => say!(self, "recipe-rsa-least", least = least.to_string()),
            Some(most) => {
                say!(self, "recipe-rsa-range", least = least.to_string(), most = most.to_string())
            }
        }));
        say!(self, "recipe-accepted", types = types.join(", "))
    }

    /// `Ed25519`; `RSA, 3072 bits`.
    pub fn new_kind(&self, kind: NewKind) -> String {
        let kind = Kind::from(kind);
        match kind {
            Kind::Rsa(bits) => {
                let bits = say!(self, "key-bits", bits = bits.to_string());
                format!("{}, {bits}", self.kind(kind))
            }
            _ => self.kind(kind),
        }
    }

    /// Why there is no text to paste.
    pub fn recipe_not_filled(&self, recipe: &Recipe, kind: Kind, user: &str, why: NotFilled) -> String {
        match why {
            NotFilled::TakesAFile => {
                recipe.file_of(kind).map(|format| self.recipe_file(recipe, format)).unwrap_or_default()
            }
            NotFilled::Unfit(_) => self.recipe_unfit(recipe, kind).unwrap_or_default(),
            NotFilled::NoUser => say!(self, "recipe-no-user", name = recipe.name.as_str()),
            NotFilled::BadUser => say!(self, "recipe-bad-user", user = self.cut(user)),
        }
    }

    /// Where all this is from.
    pub fn recipe_source(&self, recipe: &Recipe) -> String {
        let source = &recipe.source;
        match &source.place {
            Some(place) if source.checked => {
                say!(self, "recipe-source", place = place.as_str(), date = source.date.as_str())
            }
            _ => say!(self, "recipe-unchecked", name = recipe.name.as_str()),
        }
    }

    /// What it is.
    pub fn recipe_group(&self, group: Group) -> String {
        match group {
            Group::Code => say!(self, "recipe-group-code"),
            Group::Cloud => say!(self, "recipe-group-cloud"),
            Group::Server => say!(self, "recipe-group-server"),
            Group::Device => say!(self, "recipe-group-device"),
            Group::Program => say!(self, "recipe-group-program"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;
    use crate::recipe::recipes;

    #[test]
    fn every_recipe_and_every_note_has_words() {
        let texts = Texts::english();
        for recipe in recipes() {
            let ids = recipe.notes.iter().map(|note| format!("recipe-note-{note}"));
            for id in ids.chain([format!("recipe-{}", recipe.id)]) {
                assert!(texts.loader().has(&id), "{id}");
            }
            assert!(texts.recipe_place(recipe).ends_with(['.', ')']), "{}", recipe.id);
        }
    }
}
