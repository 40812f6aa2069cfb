//! The fonts that are drawn with: subsets that came with the program, then the system's for
//! characters that these lack.

use egui::epaint::text::{FallbackRequest, FontProvider as _};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use egui_system_font_provider::SystemFontProvider;
use std::sync::{Arc, OnceLock};

pub(crate) fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("medium".into()))
}

pub(crate) fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

pub(crate) fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

pub(crate) fn mono(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

pub(crate) fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, data: &'static [u8]| {
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(data)));
    };
    add("regular", include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    add("medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf"));
    add("semibold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    add("mono", include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"));
    add("icons", include_bytes!("../../../assets/fonts/lucide.ttf"));
    let mut family = |family: FontFamily, names: &[&str]| {
        fonts.families.insert(family, names.iter().map(|name| (*name).to_owned()).collect());
    };
    family(FontFamily::Proportional, &["regular", "icons"]);
    family(FontFamily::Monospace, &["mono", "regular"]);
    family(FontFamily::Name("medium".into()), &["medium", "regular"]);
    family(FontFamily::Name("semibold".into()), &["semibold", "regular"]);
    family(FontFamily::Name("icons".into()), &["icons", "regular"]);
    ctx.set_fonts(fonts);
}

/// The system's fonts, for characters that our own lack. Where there are many, finding them takes
/// longer than a frame: it is not done before the first picture.
#[derive(Clone, Default)]
pub struct SystemFonts(Arc<OnceLock<SystemFontProvider>>);

impl SystemFonts {
    /// Begins to find them, beside the window.
    pub fn find(&self) {
        self.0.get_or_init(SystemFontProvider::new);
    }

    /// From now on they are asked for what is missing: waited for, if they are not found yet.
    pub fn lend_to(&self, ctx: &Context) {
        let fonts = Arc::clone(&self.0);
        let ask =
            move |missing: &FallbackRequest<'_>| fonts.get_or_init(SystemFontProvider::new).font_for(missing);
        ctx.add_font_provider(Arc::new(ask));
    }
}
