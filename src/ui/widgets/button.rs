//! A button with a label, perhaps an icon.

use super::{bring_into_sight, focus_ring, icon_at};
use crate::ui::theme::{
    CONTROL_HEIGHT, Colors, ICON, ON_ACCENT, PRIMARY_HEIGHT, R_CONTROL, T_BODY, T_PRIMARY, colors, medium,
    semibold,
};
use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Galley, Id, Response, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, pos2,
    vec2,
};
use std::sync::Arc;

/// How much a button asks for attention.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// The one thing to do next.
    Primary,
    /// Another thing to do.
    Secondary,
    /// A thing to do that loses something.
    Danger,
    /// A row of the navigation that leads to a page; `true` where that is the page that is shown.
    Tab(bool),
    /// Another row of the navigation.
    Nav,
}

/// See the module.
pub(crate) struct Button<'a> {
    look: Look,
    label: &'a str,
    icon: Option<char>,
    trailing: Option<char>,
    width: Option<f32>,
    enabled: bool,
    tall: bool,
    id: Option<Id>,
    name: Option<&'a str>,
    icon_only: bool,
}

impl<'a> Button<'a> {
    pub(crate) fn new(look: Look, label: &'a str) -> Self {
        Self {
            look,
            label,
            icon: None,
            trailing: None,
            width: None,
            enabled: true,
            tall: false,
            id: None,
            name: None,
            icon_only: false,
        }
    }

    pub(crate) fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the label.
    pub(crate) fn trailing(mut self, icon: char) -> Self {
        self.trailing = Some(icon);
        self
    }

    pub(crate) fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub(crate) fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// A name that focus can be asked for.
    pub(crate) fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// What a screen reader calls it, where the label alone does not say what it is for.
    pub(crate) fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// The label is only said, not shown.
    pub(crate) fn icon_only(mut self) -> Self {
        self.icon_only = true;
        self
    }

    /// The height of the one big button.
    pub(crate) fn tall(mut self) -> Self {
        self.tall = true;
        self
    }

    /// How wide it is: as wide as it was told, else as its label and icons need.
    pub(crate) fn wanted_width(&self, ui: &Ui) -> f32 {
        self.width.unwrap_or_else(|| self.inner_width(&self.galley(ui)) + 2.0 * PADDING)
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let font = match self.look {
            Look::Primary if self.tall => semibold(T_PRIMARY),
            Look::Primary | Look::Danger => semibold(T_BODY),
            _ => medium(T_BODY),
        };
        let shown = if self.icon_only { "" } else { self.label };
        ui.painter().layout_no_wrap(shown.to_owned(), font, Color32::PLACEHOLDER)
    }

    fn inner_width(&self, galley: &Galley) -> f32 {
        let icons = self.icon.iter().chain(&self.trailing).count() as f32;
        galley.size().x + icons * self.beside()
    }

    /// What an icon takes of the width.
    fn beside(&self) -> f32 {
        if self.icon_only { ICON } else { ICON + ICON_GAP }
    }

    fn tell_screen_readers(&self, ui: &Ui, response: &Response) {
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| match self.look {
            Look::Tab(_) => WidgetInfo::labeled(Role::Tab, self.enabled, name),
            _ => WidgetInfo::labeled(Role::Button, self.enabled, name),
        });
        if let Look::Tab(shown) = self.look {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(shown));
        }
    }

    fn colors(&self, c: &Colors, pressed: bool, hovered: bool) -> (Color32, Color32, Color32) {
        let of = |rest, hover, press| {
            if pressed {
                press
            } else if hovered {
                hover
            } else {
                rest
            }
        };
        match self.look {
            Look::Primary => (of(c.accent, c.accent_hover, c.accent_press), Color32::TRANSPARENT, ON_ACCENT),
            Look::Secondary => (of(c.card, c.hover, c.press), c.border_strong, c.text),
            Look::Danger => (of(c.card, c.bad_soft, c.bad_soft), c.bad, c.bad),
            Look::Tab(true) => (c.card, c.border, c.text),
            Look::Tab(false) | Look::Nav => {
                (of(Color32::TRANSPARENT, c.hover, c.press), Color32::TRANSPARENT, c.weak)
            }
        }
    }
}

const ICON_GAP: f32 = 7.0;
const PADDING: f32 = 14.0;

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (galley, beside) = (self.galley(ui), self.beside());
        let inner = self.inner_width(&galley);
        let width = self.width.unwrap_or(inner + 2.0 * PADDING);
        let height = if self.tall { PRIMARY_HEIGHT } else { CONTROL_HEIGHT };
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = match self.id {
            Some(id) => {
                let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
                (rect, ui.interact(rect, id, sense))
            }
            None => ui.allocate_exact_size(vec2(width, height), sense),
        };
        if response.gained_focus() {
            // It may have got the keyboard without being in view.
            response.scroll_to_me(None);
        }
        self.tell_screen_readers(ui, &response);
        if !ui.is_rect_visible(rect) {
            bring_into_sight(ui, &response);
            return response;
        }
        let pressed = response.is_pointer_button_down_on() && self.enabled;
        let (fill, border, text) = self.colors(colors(ui), pressed, response.hovered() && self.enabled);
        let fade = if self.enabled { 1.0 } else { 0.5 };
        let text = text.gamma_multiply(fade);
        ui.painter().rect(
            rect,
            CornerRadius::same(R_CONTROL),
            fill.gamma_multiply(fade),
            Stroke::new(1.0, border.gamma_multiply(fade)),
            StrokeKind::Inside,
        );
        let mut x = match self.look {
            Look::Tab(_) | Look::Nav if self.icon.is_some() && !self.icon_only => rect.left() + S_NAV,
            _ => rect.center().x - inner / 2.0,
        };
        let middle = rect.center().y;
        if let Some(icon) = self.icon {
            let color = if self.look == Look::Tab(true) { colors(ui).accent_text } else { text };
            icon_at(ui.painter(), pos2(x + ICON / 2.0, middle), icon, ICON, color);
            x += beside;
        }
        let label_width = galley.size().x;
        ui.painter().galley(pos2(x, middle - galley.size().y / 2.0), galley, text);
        if let Some(icon) = self.trailing {
            let at = x + label_width + ICON_GAP + ICON / 2.0;
            icon_at(ui.painter(), pos2(at, middle), icon, ICON - 2.0, text);
        }
        focus_ring(ui, &response, rect, R_CONTROL);
        response
    }
}

/// Where the icons of the navigation stand.
const S_NAV: f32 = 12.0;
