//! Design tokens: the only place with sizes and colours.

use egui::{Color32, Theme};

pub(crate) const S1: f32 = 4.0;
pub(crate) const S2: f32 = 8.0;
pub(crate) const S3: f32 = 12.0;
pub(crate) const S4: f32 = 16.0;
pub(crate) const S5: f32 = 20.0;

/// Chips, segments, rows of menus.
pub(crate) const R_SMALL: u8 = 6;
/// Buttons and fields.
pub(crate) const R_CONTROL: u8 = 8;
/// Cards, the drop zone, menus, dialogs.
pub(crate) const R_CARD: u8 = 12;

/// Every field, button and segmented control.
pub(crate) const CONTROL_HEIGHT: f32 = 34.0;
/// The one big button.
pub(crate) const PRIMARY_HEIGHT: f32 = 40.0;
/// The navigation at the left.
pub(crate) const NAV_WIDTH: f32 = 172.0;
/// Windows narrower than this have the navigation at the top.
pub(crate) const NARROW: f32 = 620.0;
/// Cards get no wider.
pub(crate) const CONTENT_WIDTH: f32 = 640.0;
/// Dialogs get no wider.
pub(crate) const DIALOG_WIDTH: f32 = 420.0;
/// That of a question with a list in it.
pub(crate) const LIST_WIDTH: f32 = 560.0;
/// The window when it opens, and the smallest one.
pub(crate) const WINDOW: [f32; 2] = [760.0, 620.0];
pub(crate) const SMALLEST_WINDOW: [f32; 2] = [480.0, 340.0];

pub(crate) const T_TITLE: f32 = 19.0;
pub(crate) const T_SECTION: f32 = 15.0;
pub(crate) const T_BODY: f32 = 13.5;
pub(crate) const T_PRIMARY: f32 = 14.5;
pub(crate) const T_LABEL: f32 = 12.5;
pub(crate) const T_SMALL: f32 = 12.0;
/// Eighty columns, as licences are written and devices are configured, fit into a list.
pub(crate) const T_LICENCE: f32 = 10.5;
pub(crate) const T_MONO: f32 = 12.5;
pub(crate) const ICON: f32 = 16.0;

/// Seconds that a change of state takes to show.
pub(crate) const MOTION: f32 = 0.12;
/// Seconds that a toast stays.
pub(crate) const TOAST_SECONDS: f64 = 4.0;

/// The colours of one theme.
#[derive(Clone, Copy)]
pub(crate) struct Colors {
    pub window: Color32,
    pub side: Color32,
    pub card: Color32,
    pub field: Color32,
    pub code: Color32,
    pub border: Color32,
    pub border_strong: Color32,
    /// 3:1 against the card, so that everyone finds the field.
    pub field_border: Color32,
    pub text: Color32,
    pub weak: Color32,
    /// Fills with white text on them.
    pub accent: Color32,
    pub accent_hover: Color32,
    pub accent_press: Color32,
    /// Accent as text or icon on a card.
    pub accent_text: Color32,
    /// A tinted ground.
    pub accent_soft: Color32,
    pub hover: Color32,
    pub press: Color32,
    pub ok: Color32,
    pub ok_soft: Color32,
    pub warn: Color32,
    pub bad: Color32,
    pub bad_soft: Color32,
    /// The darkest cell of a randomart.
    pub art_most: Color32,
    pub shadow: Color32,
    /// Over the window while a question is asked.
    pub veil: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

pub(crate) const ON_ACCENT: Color32 = Color32::WHITE;

const LIGHT: Colors = Colors {
    window: rgb(0xF5F6F8),
    side: rgb(0xEBEDF1),
    card: rgb(0xFFFFFF),
    field: rgb(0xFFFFFF),
    code: rgb(0xF5F6F8),
    border: rgb(0xE1E4EA),
    border_strong: rgb(0xC6CBD4),
    field_border: rgb(0x8D95A3),
    text: rgb(0x1A1E27),
    weak: rgb(0x5A6372),
    accent: rgb(0x2F62E0),
    accent_hover: rgb(0x2857CC),
    accent_press: rgb(0x204AB2),
    accent_text: rgb(0x2857CC),
    accent_soft: rgb(0xE7EEFE),
    hover: rgb(0xF0F2F5),
    press: rgb(0xE5E8ED),
    ok: rgb(0x187546),
    ok_soft: rgb(0xE4F4EB),
    warn: rgb(0xA15C00),
    bad: rgb(0xC62F3A),
    bad_soft: rgb(0xFCE8E9),
    art_most: rgb(0x16378F),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 14),
    veil: Color32::from_rgba_premultiplied(8, 10, 14, 90),
};

const DARK: Colors = Colors {
    window: rgb(0x16181D),
    side: rgb(0x111317),
    card: rgb(0x1E2127),
    field: rgb(0x16181D),
    code: rgb(0x16181D),
    border: rgb(0x2D323B),
    border_strong: rgb(0x464D59),
    field_border: rgb(0x6C7584),
    text: rgb(0xE7EAF0),
    weak: rgb(0x9BA4B3),
    accent: rgb(0x3768E4),
    accent_hover: rgb(0x3C6CE6),
    accent_press: rgb(0x2C59CC),
    accent_text: rgb(0x8FB3FF),
    accent_soft: rgb(0x22304F),
    hover: rgb(0x272B33),
    press: rgb(0x31363F),
    ok: rgb(0x4CC38A),
    ok_soft: rgb(0x18322A),
    warn: rgb(0xF0B24B),
    bad: rgb(0xFF7A80),
    bad_soft: rgb(0x3B2329),
    art_most: rgb(0xA9C6FF),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 70),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 150),
};

/// The colours of a theme.
pub(crate) fn colors_of(theme: Theme) -> &'static Colors {
    match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
    }
}
