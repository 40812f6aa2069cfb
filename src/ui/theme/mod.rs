//! How everything looks. No other folder names a colour, a size or a font.

mod fonts;
pub(crate) mod icon;
mod tokens;

pub use fonts::SystemFonts;
pub(crate) use fonts::{icons, medium, mono, regular, semibold};
pub(crate) use tokens::*;

use egui::{
    Color32, Context, CornerRadius, Margin, Stroke, Style, TextStyle, Theme, Ui, epaint, style, vec2,
};

/// Fonts and both themes. Which of them is shown is the person's choice.
pub(crate) fn install(ctx: &Context) {
    fonts::install(ctx);
    // Where the system does not say: light, as most are.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| apply(style, theme));
    }
}

/// The colours of the theme that is shown.
pub(crate) fn colors(ui: &Ui) -> &'static Colors {
    colors_of(if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light })
}

fn apply(s: &mut Style, theme: Theme) {
    let c = colors_of(theme);
    s.text_styles = [
        (TextStyle::Heading, semibold(T_TITLE)),
        (TextStyle::Body, regular(T_BODY)),
        (TextStyle::Button, medium(T_BODY)),
        (TextStyle::Small, regular(T_SMALL)),
        (TextStyle::Monospace, mono(T_MONO)),
    ]
    .into();
    s.animation_time = MOTION;
    s.spacing.item_spacing = vec2(S2, S2);
    s.spacing.button_padding = vec2(S3, 6.0);
    // Rows are as high as what is in them; controls bring their own height.
    s.spacing.interact_size = vec2(CONTROL_HEIGHT, 18.0);
    s.spacing.menu_margin = Margin::same(6);
    s.spacing.menu_spacing = 2.0;
    s.spacing.scroll = style::ScrollStyle::floating();
    s.spacing.scroll.bar_width = 8.0;
    s.spacing.tooltip_width = 320.0;
    s.interaction.selectable_labels = false;
    s.interaction.tooltip_delay = 0.4;
    visuals(&mut s.visuals, c, theme);
}

fn visuals(v: &mut egui::Visuals, c: &Colors, theme: Theme) {
    v.dark_mode = theme == Theme::Dark;
    v.panel_fill = c.window;
    v.window_fill = c.card;
    v.window_stroke = Stroke::new(1.0, c.border);
    v.window_corner_radius = CornerRadius::same(R_CARD);
    v.menu_corner_radius = CornerRadius::same(10);
    v.popup_shadow = epaint::Shadow { offset: [0, 6], blur: 20, spread: 0, color: c.shadow };
    v.window_shadow = v.popup_shadow;
    v.extreme_bg_color = c.field;
    v.text_edit_bg_color = Some(c.field);
    v.faint_bg_color = c.hover;
    v.code_bg_color = c.code;
    v.override_text_color = None;
    v.weak_text_color = Some(c.weak);
    v.hyperlink_color = c.accent_text;
    v.warn_fg_color = c.warn;
    v.error_fg_color = c.bad;
    v.selection.bg_fill = c.accent.gamma_multiply(if v.dark_mode { 0.55 } else { 0.28 });
    v.selection.stroke = Stroke::new(1.5, c.accent);
    v.text_cursor.stroke = Stroke::new(1.5, c.accent_text);
    // A blinking cursor would wake the program twice a second for as long as it is open.
    v.text_cursor.blink = false;
    v.striped = false;
    v.indent_has_left_vline = false;
    v.disabled_alpha = 0.45;
    v.interact_cursor = None;
    let w = &mut v.widgets;
    widget(&mut w.noninteractive, c.card, c.border, c.text);
    widget(&mut w.inactive, c.card, c.field_border, c.text);
    widget(&mut w.hovered, c.hover, c.field_border, c.text);
    widget(&mut w.active, c.press, c.border_strong, c.text);
    widget(&mut w.open, c.press, c.border_strong, c.text);
}

fn widget(w: &mut style::WidgetVisuals, ground: Color32, border: Color32, text: Color32) {
    w.bg_fill = ground;
    w.weak_bg_fill = ground;
    w.bg_stroke = Stroke::new(1.0, border);
    w.fg_stroke = Stroke::new(1.0, text);
    w.corner_radius = CornerRadius::same(R_CONTROL);
    w.expansion = 0.0;
}
