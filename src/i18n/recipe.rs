//! Words about services, devices and programs.

use super::{Texts, say};
use crate::format::{Format, PrivateFormat};
use crate::key::{Kind, NewKind, PublicKey};
use crate::recipe::{Fit, Group, NotFilled, Recipe, RsaRange, RsaSizes};

/// The note of those that show the MD5 fingerprint of a key.
const SHOWS_MD5: &str = "shows-md5";

impl Texts {
    /// Where the key is entered, or its file chosen.
    pub fn recipe_place(&self, recipe: &Recipe) -> String {
        self.loader().get(&format!("recipe-{}", recipe.id))
    }

    /// What else should be known, of this key if there is one.
    pub fn recipe_notes(&self, recipe: &Recipe, key: Option<&PublicKey>) -> Vec<String> {
        let note = |note: &String| match key {
            Some(key) if note == SHOWS_MD5 => {
                let md5 = key.fingerprint().md5();
                say!(self, "recipe-md5", md5 = md5.trim_start_matches("MD5:"))
            }
            _ => self.loader().get(&format!("recipe-note-{note}")),
        };
        recipe.notes.iter().map(note).collect()
    }

    /// That it needs the file of the private key, and in which format.
    pub fn recipe_file(&self, recipe: &Recipe, format: PrivateFormat) -> String {
        let format = self.format(format.into());
        match recipe.takes_text() {
            true => say!(self, "recipe-takes-file-too", format = format),
            false => say!(self, "recipe-takes-file", name = recipe.name.as_str(), format = format),
        }
    }

    /// That this file has the format that it needs.
    pub fn recipe_file_ready(&self, recipe: &Recipe, file: &str, format: Format) -> String {
        let (name, format) = (recipe.name.as_str(), self.format(format));
        say!(self, "recipe-file-ready", file = file, name = name, format = format)
    }

    /// Why it does not take a key of this kind; nothing where it does.
    pub fn recipe_refusal(&self, recipe: &Recipe, kind: Kind) -> Option<String> {
        let name = recipe.name.as_str();
        Some(match recipe.fit(kind) {
            Fit::Accepted => return None,
            Fit::Refused => say!(self, "recipe-refused", name = name, kind = self.kind(kind)),
            Fit::TooShort { least } => say!(self, "recipe-too-short", name = name, least = least.to_string()),
            Fit::TooLong { most } => say!(self, "recipe-too-long", name = name, most = most.to_string()),
            Fit::OtherSize => {
                let sizes = recipe.accepted().1.map(|sizes| self.rsa_sizes(sizes)).unwrap_or_default();
                say!(self, "recipe-other-size", name = name, bits = kind.bits().to_string(), sizes = sizes)
            }
        })
    }

    /// The same, and what to do.
    pub fn recipe_unfit(&self, recipe: &Recipe, kind: Kind) -> Option<String> {
        let why = self.recipe_refusal(recipe, kind)?;
        let make = recipe.best().map(|best| match best {
            NewKind::Rsa(bits) => say!(self, "recipe-make-rsa", bits = bits.get().to_string()),
            NewKind::Ed25519 | NewKind::Ecdsa(_) => say!(self, "recipe-make", kind = self.kind(best.into())),
        });
        Some([Some(why), make].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// The types that it takes, and the sizes of RSA keys.
    pub fn recipe_accepted(&self, recipe: &Recipe) -> String {
        let (kinds, rsa) = recipe.accepted();
        let mut types: Vec<String> = kinds.into_iter().map(|kind| self.kind(kind)).collect();
        types.extend(rsa.map(|sizes| self.rsa_sizes(sizes)));
        say!(self, "recipe-accepted", types = types.join(", "))
    }

    fn rsa_sizes(&self, sizes: &RsaSizes) -> String {
        match sizes {
            RsaSizes::Range(RsaRange { least, most: None }) => {
                say!(self, "recipe-rsa-least", least = least.to_string())
            }
            RsaSizes::Range(RsaRange { least, most: Some(most) }) => {
                say!(self, "recipe-rsa-range", least = least.to_string(), most = most.to_string())
            }
            RsaSizes::Only(sizes) => {
                say!(self, "recipe-rsa-only", sizes = self.list(sizes, u32::to_string))
            }
        }
    }

    /// That such a key is generated, for a button.
    pub fn generate_kind(&self, kind: NewKind) -> String {
        match kind {
            NewKind::Rsa(bits) => say!(self, "use-service-make-rsa", bits = bits.get().to_string()),
            NewKind::Ed25519 | NewKind::Ecdsa(_) => {
                say!(self, "use-service-make", kind = self.kind(kind.into()))
            }
        }
    }

    /// `Ed25519`; `RSA with 3072 bits`.
    pub fn new_kind(&self, kind: NewKind) -> String {
        match kind {
            NewKind::Rsa(bits) => say!(self, "kind-rsa-bits", bits = bits.get().to_string()),
            NewKind::Ed25519 | NewKind::Ecdsa(_) => self.kind(kind.into()),
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
            _ => say!(self, "recipe-unchecked"),
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
