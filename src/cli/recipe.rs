//! `keywright-cli recipe`: the text or file that a service needs.

use super::args::path;
use super::json::{Object, list, quoted};
use super::keys::NamedKey;
use super::report::Table;
use super::{Cli, CliError};
use crate::key::{PublicKey, escape_control_chars};
use crate::recipe::{Fit, NotFilled, Recipe, recipe, recipes};
use clap::Args;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct RecipeArgs {
    /// Name of the account there, for those that need it
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Print everything as JSON, in one line
    #[arg(long)]
    pub json: bool,
    /// The service, device or program, such as github or cisco [default: list all]
    pub name: Option<String>,
    /// The key, in any format [default: only print which keys are accepted]
    #[arg(value_name = "KEY-FILE", value_parser = path())]
    pub key: Option<PathBuf>,
}

pub(super) const NOTES: &str = "\
Prints the public key on standard output, exactly as the service, device or program needs it, ready
to paste. Where to paste it, and what else to know, goes to standard error. If standard output is not
a terminal, no line end follows the text, because some services refuse a key with one.

Programs that take the file of the private key have no text to paste. For them, nothing is printed on
standard output; standard error says which format they need, or that the file already has it.

If the key type or size is not accepted, the reason is printed on standard error.

Exit status: 0 if the text was printed or the file can be used as it is, 1 if not, 2 for a usage error.

Examples:
  keywright-cli recipe
  keywright-cli recipe github ~/.ssh/id_ed25519
  keywright-cli recipe azure-devops work.ppk | clip
  keywright-cli recipe cisco --user admin ~/.ssh/id_rsa.pub";

impl Cli {
    /// The exit status.
    pub(super) fn recipe(&self, arguments: &RecipeArgs) -> Result<u8, CliError> {
        let Some(name) = &arguments.name else { return self.recipe_list(arguments.json) };
        let Some(recipe) = recipe(name) else {
            let meant: Vec<&Recipe> = recipes().iter().filter(|recipe| recipe.is_meant_by(name)).collect();
            return Err(CliError::NoSuchRecipe {
                name: name.clone(),
                meant: meant.iter().map(|recipe| recipe.id).collect(),
            });
        };
        match &arguments.key {
            Some(key) => self.recipe_for(recipe, key.clone(), arguments),
            None => self.recipe_alone(recipe, arguments.json),
        }
    }

    fn recipe_list(&self, as_json: bool) -> Result<u8, CliError> {
        if as_json {
            let lines = recipes().iter().map(|recipe| format!("{}\n", self.recipe_json(recipe, None).end()));
            return self.print(&lines.collect::<String>()).map(|()| 0);
        }
        let mut table = Table::default();
        recipes().iter().for_each(|recipe| table.row(recipe.id, &recipe.name));
        self.print(&table.text()).map(|()| 0)
    }

    fn recipe_alone(&self, recipe: &Recipe, as_json: bool) -> Result<u8, CliError> {
        if as_json {
            return self.print(&format!("{}\n", self.recipe_json(recipe, None).end())).map(|()| 0);
        }
        self.print_line(&self.texts.recipe_accepted(recipe))?;
        self.print_line(&self.texts.recipe_place(recipe))?;
        if let Some(format) = recipe.file() {
            self.print_line(&self.texts.recipe_file(recipe, format))?;
        }
        self.background(recipe, None).iter().try_for_each(|words| self.print_line(words)).map(|()| 0)
    }

    /// What else should be known, and where all is from.
    fn background(&self, recipe: &Recipe, key: Option<&PublicKey>) -> Vec<String> {
        let mut words = self.texts.recipe_notes(recipe, key);
        words.push(self.texts.recipe_source(recipe));
        words
    }

    /// Where this key is entered or its file chosen, what else should be known, and where that is from.
    fn advice(&self, recipe: &Recipe, key: &NamedKey) -> Vec<String> {
        let mut words = vec![self.texts.recipe_place(recipe)];
        words.extend(self.recipe_file(recipe, key));
        words.extend(self.background(recipe, Some(&key.key)));
        words
    }

    /// Which file it takes, or that this is such a file.
    fn recipe_file(&self, recipe: &Recipe, named: &NamedKey) -> Option<String> {
        let (kind, format) = (named.key.kind(), named.format);
        match recipe.reads(kind, format) {
            true => Some(self.texts.recipe_file_ready(recipe, &self.at(&named.at), format)),
            false => recipe.file_of(kind).map(|format| self.texts.recipe_file(recipe, format)),
        }
    }

    fn recipe_for(&self, recipe: &Recipe, key: PathBuf, arguments: &RecipeArgs) -> Result<u8, CliError> {
        let named = self.only_public_key(key)?;
        let user = arguments.user.as_deref();
        let kind = named.key.kind();
        let filled = recipe.filled(&named.key, user);
        let words = |why| match why {
            NotFilled::TakesAFile => self.recipe_file(recipe, &named).unwrap_or_default(),
            why => self.texts.recipe_not_filled(recipe, kind, user.unwrap_or_default(), why),
        };
        let is_ready = filled == Err(NotFilled::TakesAFile) && recipe.reads(kind, named.format);
        let status = u8::from(filled.is_err() && !is_ready);
        if arguments.json {
            let mut object = self.recipe_json(recipe, Some(&named.key));
            object.raw("accepted", if recipe.fit(kind) == Fit::Accepted { "true" } else { "false" });
            match filled {
                Ok(text) => object.text("text", &text),
                Err(why) => object.text("reason", &words(why)),
            }
            return self.print(&format!("{}\n", object.end())).map(|()| status);
        }
        match filled {
            Ok(text) => {
                self.advice(recipe, &named).iter().for_each(|words| self.remark(words));
                self.recipe_text(&text).map(|()| 0)
            }
            Err(NotFilled::TakesAFile) => {
                self.advice(recipe, &named).iter().for_each(|words| self.remark(words));
                Ok(status)
            }
            Err(why) => Err(CliError::NoRecipeText { at: named.at.clone(), words: words(why) }),
        }
    }

    fn recipe_text(&self, text: &str) -> Result<(), CliError> {
        if io::stdout().is_terminal() {
            let lines = text.lines().map(escape_control_chars).collect::<Vec<_>>().join("\n");
            return self.print(&format!("{lines}\n"));
        }
        self.print(text)
    }

    fn recipe_json(&self, recipe: &Recipe, key: Option<&PublicKey>) -> Object {
        let texts = &self.texts;
        let mut object = Object::default();
        object.text("id", recipe.id);
        object.text("name", &recipe.name);
        object.text("group", &texts.recipe_group(recipe.group));
        object.text("where", &texts.recipe_place(recipe));
        object.raw("notes", &list(texts.recipe_notes(recipe, key).iter().map(|note| quoted(note))));
        let file = key.map_or_else(|| recipe.file(), |key| recipe.file_of(key.kind()));
        if let Some(format) = file {
            object.text("file", crate::format::Format::from(format).id());
        }
        object.text("source", &texts.recipe_source(recipe));
        object
    }
}
