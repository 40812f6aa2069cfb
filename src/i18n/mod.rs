//! What the program says. Words come from assets/i18n only; ids and arguments are checked when
//! the program is compiled.

mod agent;
mod authorized;
#[cfg(feature = "window")]
mod authorized_page;
#[cfg(feature = "window")]
mod batch;
mod certificate;
#[cfg(feature = "window")]
mod choice;
mod command;
mod cut;
mod explain;
#[cfg(any(feature = "cli", feature = "window"))]
mod explanation;
#[cfg(any(feature = "cli", feature = "window"))]
mod fix;
mod foreign;
mod health;
mod my_keys;
mod names;
#[cfg(feature = "cli")]
mod next_step;
#[cfg(feature = "window")]
mod problem;
mod recipe;
mod remote;
#[cfg(feature = "window")]
mod replace;
mod security_key;
#[cfg(feature = "window")]
mod servers;
#[cfg(feature = "window")]
mod start;
#[cfg(feature = "window")]
mod text_change;
#[cfg(feature = "window")]
mod use_key;
#[cfg(feature = "window")]
mod window;

pub use certificate::Line;
#[cfg(feature = "window")]
pub(crate) use command::identity;
#[cfg(feature = "cli")]
pub(crate) use command::quoted;
#[cfg(any(feature = "cli", feature = "window"))]
pub use explanation::to_copy;
#[cfg(any(feature = "cli", feature = "window"))]
pub use fix::fix_command;
#[cfg(feature = "window")]
pub use use_key::agent_command;
#[cfg(feature = "window")]
pub(crate) use window::name;

#[cfg(feature = "window")]
pub(crate) use cut::name_cut;
pub(crate) use cut::one_path;
pub(crate) use cut::path_shown;

use i18n_embed::LanguageLoader as _;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/i18n"]
struct Assets;

/// The words of one language.
pub struct Texts {
    loader: FluentLanguageLoader,
}

impl Texts {
    /// English, the language that every other falls back to.
    pub fn english() -> Self {
        let loader = fluent_language_loader!();
        // The words are inside the program; that they load is checked by a test.
        loader.load_fallback_language(&Assets).unwrap_or_default();
        // Marks around arguments are for mixed reading directions, which egui does not draw.
        loader.set_use_isolating(false);
        Self { loader }
    }

    pub(crate) fn loader(&self) -> &FluentLanguageLoader {
        &self.loader
    }
}

/// The words for an id: `say!(texts, "copy")`, `say!(texts, "key-bits", bits = 256)`.
macro_rules! say {
    ($texts:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        i18n_embed_fl::fl!($texts.loader(), $id $(, $name = $value)*)
    };
}
pub(crate) use say;
