//! The command line of the window.

use super::Renderer;
use std::ffi::{OsStr, OsString};

/// The environment variable that forces one renderer.
pub const VARIABLE: &str = "KEYWRIGHT_RENDERER";

/// What the program is started for.
#[derive(Debug, PartialEq, Eq)]
pub enum StartupArgs {
    /// Only to say how it is used.
    Help,
    /// Only to say which version it is.
    Version,
    /// To open its window.
    Window {
        /// The files to open in it, as they were given.
        files: Vec<OsString>,
        /// What it shall be drawn with, and nothing else.
        forced: Option<RendererOverride>,
    },
}

/// A renderer that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RendererOverride {
    /// Which.
    pub renderer: Renderer,
    /// How.
    pub by: OverrideSource,
}

/// How a renderer was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverrideSource {
    /// By `--renderer`.
    Switch,
    /// By the environment.
    Variable,
}

/// What is wrong with the command line or the environment.
#[derive(Debug, PartialEq, Eq)]
pub enum ArgError {
    /// There is no such option.
    Option(String),
    /// `--renderer` is last.
    NoName,
    /// No renderer is called so anywhere.
    Unknown {
        /// The name.
        name: String,
        /// Where it was given.
        by: OverrideSource,
    },
    /// This program does not have it.
    NotHere(RendererOverride),
}

/// What is asked by the arguments, without the program's own name, and by [`VARIABLE`]. The switch
/// counts more than the variable. After `--` everything is a file.
///
/// # Errors
/// Anything that cannot be done as it was asked.
pub fn asked(
    arguments: impl IntoIterator<Item = OsString>,
    variable: Option<OsString>,
) -> Result<StartupArgs, ArgError> {
    let mut arguments = arguments.into_iter();
    let (mut files, mut switch) = (Vec::new(), None);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--") => files.extend(arguments.by_ref()),
            Some("--help" | "-h") => return Ok(StartupArgs::Help),
            Some("--version" | "-V") => return Ok(StartupArgs::Version),
            Some("--renderer") => switch = Some(arguments.next().ok_or(ArgError::NoName)?),
            Some(text) if text.starts_with("--") => match text.strip_prefix("--renderer=") {
                Some(name) => switch = Some(name.into()),
                None => return Err(ArgError::Option(text.to_owned())),
            },
            _ => files.push(argument),
        }
    }
    let forced = match (switch, variable) {
        (Some(name), _) => Some(forced(&name, OverrideSource::Switch)?),
        // Empty is how some systems unset a variable.
        (None, Some(name)) if !name.is_empty() => Some(forced(&name, OverrideSource::Variable)?),
        _ => None,
    };
    Ok(StartupArgs::Window { files, forced })
}

fn forced(name: &OsStr, by: OverrideSource) -> Result<RendererOverride, ArgError> {
    let Some(renderer) = name.to_str().and_then(Renderer::named) else {
        return Err(ArgError::Unknown { name: name.to_string_lossy().into_owned(), by });
    };
    let forced = RendererOverride { renderer, by };
    if Renderer::here().contains(&renderer) { Ok(forced) } else { Err(ArgError::NotHere(forced)) }
}

#[cfg(test)]
#[path = "arguments_tests.rs"]
mod tests;
