//! `keywright-cli recipe`: what a service wants of a key.

use super::args::path;
use super::json::{Object, list, quoted};
use super::keys::NamedKey;
use super::report::Table;
use super::{Cli, CliError};
use crate::key::escape_control_chars;
use crate::recipe::{Fit, Recipe, recipe, recipes};
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
    /// The key, in any format; without it, only what is accepted is said
    #[arg(value_name = "KEY-FILE", value_parser = path())]
    pub key: Option<PathBuf>,
}

pub(super) const NOTES: &str = "\
Prints the text that a service, device or program wants of a key on standard output, exactly as it
must be pasted, and on standard error where to paste it and what to mind. If standard output is not
a terminal, there is no line end after the text, because some services refuse a key with one.

If the key is of a type that is not accepted, or if the program takes a file instead of a text,
nothing is printed on standard output, and the reason on standard error.

Exit status: 0 on success, 1 if there is no text for this key, 2 for a usage error.

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
            let lines = recipes().iter().map(|recipe| format!("{}\n", self.recipe_json(recipe).end()));
            return self.print(&lines.collect::<String>()).map(|()| 0);
        }
        let mut table = Table::default();
        recipes().iter().for_each(|recipe| table.row(recipe.id, &recipe.name));
        self.print(&table.text()).map(|()| 0)
    }

    fn recipe_alone(&self, recipe: &Recipe, as_json: bool) -> Result<u8, CliError> {
        if as_json {
            return self.print(&format!("{}\n", self.recipe_json(recipe).end())).map(|()| 0);
        }
        self.print_line(&self.texts.recipe_accepted(recipe))?;
        for words in self.advice(recipe) {
            self.print_line(&words)?;
        }
        Ok(0)
    }

    /// Where the key is entered, what else should be known, and where that is from.
    fn advice(&self, recipe: &Recipe) -> Vec<String> {
        let texts = &self.texts;
        let mut words = vec![texts.recipe_place(recipe)];
        words.extend(recipe.file().map(|format| texts.recipe_file(recipe, format)));
        words.extend(texts.recipe_notes(recipe));
        words.push(texts.recipe_source(recipe));
        words
    }

    fn recipe_for(&self, recipe: &Recipe, key: PathBuf, arguments: &RecipeArgs) -> Result<u8, CliError> {
        let NamedKey { key, at, .. } = self.only_public_key(key)?;
        let user = arguments.user.as_deref();
        let filled = recipe.filled(&key, user);
        let kind = key.kind();
        if arguments.json {
            let mut object = self.recipe_json(recipe);
            object.raw("accepted", if recipe.fit(kind) == Fit::Accepted { "true" } else { "false" });
            let status = u8::from(filled.is_err());
            match filled {
                Ok(text) => object.text("text", &text),
                Err(why) => {
                    let user = user.unwrap_or_default();
                    object.text("reason", &self.texts.recipe_not_filled(recipe, kind, user, why));
                }
            }
            return self.print(&format!("{}\n", object.end())).map(|()| status);
        }
        let text = filled.map_err(|why| {
            let user = user.unwrap_or_default();
            let words = self.texts.recipe_not_filled(recipe, kind, user, why);
            CliError::NoRecipeText { at, words }
        })?;
        self.advice(recipe).iter().for_each(|words| self.remark(words));
        if io::stdout().is_terminal() {
            let lines = text.lines().map(escape_control_chars).collect::<Vec<_>>().join("\n");
            return self.print(&format!("{lines}\n")).map(|()| 0);
        }
        self.print(&text).map(|()| 0)
    }

    fn recipe_json(&self, recipe: &Recipe) -> Object {
        let texts = &self.texts;
        let mut object = Object::default();
        object.text("id", recipe.id);
        object.text("name", &recipe.name);
        object.text("group", &texts.recipe_group(recipe.group));
        object.text("where", &texts.recipe_place(recipe));
        object.raw("notes", &list(texts.recipe_notes(recipe).iter().map(|note| quoted(note))));
        if let Some(format) = recipe.file() {
            object.text("file", crate::format::Format::from(format).id());
        }
        object.text("source", &texts.recipe_source(recipe));
        object
    }
}
