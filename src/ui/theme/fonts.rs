//! The fonts that are drawn with: subsets that came with the program, then the system's for
//! characters that these lack.

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

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
