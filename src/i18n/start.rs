//! What is said before there is a window, or instead of it.

use super::{Texts, path_shown, say};
use crate::start::{ArgError, OverrideSource, Renderer, RendererOverride, StartError, WindowError};
use crate::system::User;
use std::path::Path;

impl Texts {
    /// The name of the program, over what it has to say.
    pub fn program(&self) -> String {
        say!(self, "window-title")
    }

    /// What `keywright --help` prints.
    pub fn usage(&self) -> String {
        say!(self, "usage", renderers = names())
    }

    /// What is wrong with the command line, and how it should be.
    pub fn wrong_start(&self, wrong: &ArgError) -> String {
        let renderers = names();
        match wrong {
            ArgError::Option(option) => {
                let what = say!(self, "start-wrong-option", option = option.as_str());
                format!("{what}\n\n{}", self.usage())
            }
            ArgError::NoName => say!(self, "start-wrong-no-name", renderers = renderers),
            ArgError::Unknown { name, by: OverrideSource::Switch } => {
                say!(self, "start-wrong-unknown", name = name.as_str(), renderers = renderers)
            }
            ArgError::Unknown { name, by: OverrideSource::Variable } => {
                say!(self, "start-wrong-unknown-variable", name = name.as_str(), renderers = renderers)
            }
            ArgError::NotHere(RendererOverride { renderer, by: OverrideSource::Switch }) => {
                say!(self, "start-not-here", name = renderer.name(), renderers = renderers)
            }
            ArgError::NotHere(RendererOverride { renderer, by: OverrideSource::Variable }) => {
                say!(self, "start-not-here-variable", name = renderer.name(), renderers = renderers)
            }
        }
    }

    /// Why there is no window, and what to do instead.
    pub fn no_window(&self, failure: &StartError, forced: Option<RendererOverride>) -> String {
        let (what, causes) = match failure {
            StartError::NeverSeen(causes) => {
                let causes = causes.iter().map(|(renderer, cause)| self.failed(*renderer, cause));
                (say!(self, "start-no-window"), causes.collect::<Vec<_>>())
            }
            StartError::BrokeOff(renderer, cause) => {
                return format!("{}\n\n{}", say!(self, "start-broke-off"), self.failed(*renderer, cause));
            }
        };
        let mut parts = vec![what, causes.join("\n")];
        parts.extend(forced.map(|forced| match forced.by {
            OverrideSource::Switch => say!(self, "start-forced", name = forced.renderer.name()),
            OverrideSource::Variable => say!(self, "start-forced-variable", name = forced.renderer.name()),
        }));
        parts.push(say!(self, "start-instead"));
        parts.join("\n\n")
    }

    /// Why the session should not end now.
    pub fn unsaved_in_session(&self) -> String {
        say!(self, "session-unsaved")
    }

    /// What became of a key that was not saved when the program was ended: where it is kept, or
    /// nothing where it is lost.
    pub fn rescued(&self, kept: Option<&Path>, person: &User) -> String {
        match kept {
            Some(path) => say!(self, "rescued-kept", path = path_shown(person, path)),
            None => say!(self, "rescued-lost"),
        }
    }

    /// What comes before the place of a fault.
    pub fn fault_at(&self) -> String {
        say!(self, "start-fault-at")
    }

    fn failed(&self, renderer: Renderer, cause: &WindowError) -> String {
        let cause = match cause {
            // It has nothing to do with how it would have been drawn.
            WindowError::NoDesktop(reason) => {
                return say!(self, "start-no-desktop", reason = reason.as_str());
            }
            WindowError::NoOpenGl(None) => say!(self, "start-no-opengl"),
            WindowError::NoOpenGl(Some(reason)) => {
                say!(self, "start-no-opengl-because", reason = reason.as_str())
            }
            WindowError::NoAdapter => say!(self, "start-no-adapter"),
            WindowError::Driver(reason) => say!(self, "start-driver", reason = reason.as_str()),
            WindowError::Fault(place) => say!(self, "start-fault", place = place.to_string()),
            WindowError::Other(reason) => say!(self, "start-other", reason = reason.as_str()),
        };
        let renderer = match renderer {
            Renderer::OpenGl => say!(self, "renderer-opengl"),
            Renderer::Dx12 => say!(self, "renderer-dx12"),
            Renderer::Vulkan => say!(self, "renderer-vulkan"),
        };
        say!(self, "start-cause", renderer = renderer, cause = cause)
    }
}

/// What can be given to `--renderer` here.
fn names() -> String {
    Renderer::here().iter().map(|renderer| renderer.name()).collect::<Vec<_>>().join(", ")
}
