//! The navigation: at the left, or at the top of a narrow window.

use super::shortcuts;
use crate::app::{Action, KeyAction, KeyState, Model, Page};
use crate::i18n::say;
use crate::system::ThemeChoice;
use crate::ui::Cx;
use crate::ui::theme::{
    NAV_WIDTH, ON_ACCENT, R_SMALL, S2, S3, T_BODY, T_SECTION, colors, icon, medium, semibold,
};
use crate::ui::widgets::{Button, Look, Menu, icon_at, icon_button, menu_row};
use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Panel, RectAlign, Response, RichText, Sense, Ui,
    WidgetInfo, vec2,
};

pub(in crate::ui) fn show(ui: &mut Ui, model: &Model, narrow: bool, cx: &mut Cx<'_>) {
    let side = Frame::new().fill(colors(ui).side);
    if narrow {
        let frame = side.inner_margin(Margin::symmetric(S3 as i8, S2 as i8));
        Panel::top("navigation").frame(frame).show_separator_line(false).show(ui, |ui| {
            ui.horizontal(|ui| {
                places(ui, model, false, cx);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| themes(ui, model, true, cx));
            });
        });
    } else {
        let frame = side.inner_margin(Margin::symmetric(10, 14));
        let panel = Panel::left("navigation").frame(frame).exact_size(NAV_WIDTH).resizable(false);
        panel.show_separator_line(false).show(ui, |ui| {
            brand(ui, cx);
            ui.add_space(S3);
            places(ui, model, true, cx);
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| themes(ui, model, false, cx));
        });
    }
}

fn brand(ui: &mut Ui, cx: &Cx<'_>) {
    let c = colors(ui);
    ui.horizontal(|ui| {
        ui.add_space(S2);
        let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(R_SMALL), c.accent);
        icon_at(ui.painter(), rect.center(), icon::KEY, 15.0, ON_ACCENT);
        ui.label(RichText::new(say!(cx.texts, "window-title")).font(semibold(T_SECTION)).color(c.text));
    });
}

fn places(ui: &mut Ui, model: &Model, wide: bool, cx: &mut Cx<'_>) {
    let in_the_list = model.shell.page == Page::Batch;
    let no_key = matches!(model.key.state, KeyState::None | KeyState::Generating { .. });
    let making = no_key && !in_the_list;
    if place(ui, wide, making, icon::PLUS, &say!(cx.texts, "nav-new"), &shortcuts::NEW).clicked() {
        cx.send(KeyAction::New);
    }
    if place(ui, wide, false, icon::FOLDER_OPEN, &say!(cx.texts, "nav-open"), &shortcuts::OPEN).clicked() {
        cx.send(Action::AskOpen);
    }
    let many = say!(cx.texts, "nav-many");
    if place(ui, wide, in_the_list, icon::CONVERT, &many, &shortcuts::MANY).clicked() {
        cx.send(Action::Show(Page::Batch));
    }
    // There is a key to go back to.
    if in_the_list && !no_key {
        let back = say!(cx.texts, "nav-back");
        let button = Button::new(Look::Nav(false), &back).icon(icon::KEY);
        let clicked = match wide {
            true => ui.add(button.width(ui.available_width())).clicked(),
            false => icon_button(ui, icon::KEY, &back).clicked(),
        };
        if clicked {
            cx.send(Action::Show(Page::Key));
        }
    }
}

fn place(
    ui: &mut Ui,
    wide: bool,
    shown: bool,
    icon: char,
    label: &str,
    shortcut: &egui::KeyboardShortcut,
) -> Response {
    let mut button = Button::new(Look::Nav(shown), label).icon(icon);
    if wide {
        button = button.width(ui.available_width());
    }
    let keys = shortcuts::words(ui.ctx(), shortcut);
    ui.add(button).on_hover_text(keys)
}

/// Opens a menu of the three choices.
fn themes(ui: &mut Ui, model: &Model, small: bool, cx: &mut Cx<'_>) {
    let shown = match model.shell.settings.theme {
        ThemeChoice::System => icon::MONITOR,
        ThemeChoice::Light => icon::SUN,
        ThemeChoice::Dark => icon::MOON,
    };
    let name = say!(cx.texts, "nav-theme");
    let button = if small {
        icon_button(ui, shown, &name)
    } else {
        ui.add(Button::new(Look::Nav(false), &name).icon(shown).width(ui.available_width()))
    };
    let align = if small { RectAlign::BOTTOM_END } else { RectAlign::TOP_START };
    let menu = Menu { id: Id::unique("colours menu"), button: &button, width: NAV_WIDTH - 2.0 * S3, align };
    let themes = [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark];
    // `None` is what stands under them.
    let choices: Vec<Option<ThemeChoice>> = themes.into_iter().map(Some).chain([None]).collect();
    let chosen = menu.show(&choices, |ui, id, choice| match choice {
        Some(theme) => theme_row(ui, id, &cx.texts.theme(theme), model.shell.settings.theme == theme),
        None => {
            let label = say!(cx.texts, "nav-about");
            let response = menu_row(ui, id, WidgetInfo::labeled(Role::MenuItem, true, &label));
            words_of_row(ui, &response, &label);
            response
        }
    });
    match chosen {
        Some(Some(theme)) => cx.send(Action::SetTheme(theme)),
        Some(None) => cx.send(Action::ShowAbout),
        None => {}
    }
}

fn theme_row(ui: &mut Ui, id: Id, label: &str, chosen: bool) -> Response {
    let c = colors(ui);
    let response = menu_row(ui, id, WidgetInfo::selected(Role::MenuItemRadio, true, chosen, label));
    let left = response.rect.left_center();
    if chosen {
        icon_at(ui.painter(), left + vec2(14.0, 0.0), icon::CHECK, 14.0, c.accent_text);
    }
    words_of_row(ui, &response, label);
    response
}

fn words_of_row(ui: &Ui, row: &Response, label: &str) {
    let color = colors(ui).text;
    let galley = ui.painter().layout_no_wrap(label.to_owned(), medium(T_BODY), color);
    ui.painter().galley(row.rect.left_center() + vec2(30.0, -galley.size().y / 2.0), galley, color);
}
