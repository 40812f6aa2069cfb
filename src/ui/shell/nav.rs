//! The navigation: at the left, or at the top of a narrow window.

use super::shortcuts::Command;
use crate::app::{Action, KeyAction, KeyState, Model, Page};
use crate::i18n::say;
use crate::system::ThemeChoice;
use crate::ui::Cx;
use crate::ui::theme::{NAV_WIDTH, ON_ACCENT, R_SMALL, S1, S2, S3, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, Menu, icon_at, icon_button, labelled_row, radio_row, tab_list,
};
use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Panel, Rect, RectAlign, Response, RichText, Sense,
    Stroke, Ui, pos2, vec2,
};

pub(in crate::ui) fn show(ui: &mut Ui, model: &Model, narrow: bool, cx: &mut Cx<'_>) {
    let side = Frame::new().fill(colors(ui).side);
    if narrow {
        let frame = side.inner_margin(Margin::symmetric(S3 as i8, S2 as i8));
        Panel::top("navigation").frame(frame).show_separator_line(false).show(ui, |ui| {
            ui.horizontal(|ui| {
                let room = room_in_the_bar(ui, cx);
                ui.spacing_mut().item_spacing.x = room.gap();
                tab_list(ui, |ui| places(ui, model, room, cx));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| themes(ui, model, true, cx));
            });
        });
    } else {
        let frame = side.inner_margin(Margin::symmetric(10, 14));
        let panel = Panel::left("navigation").frame(frame).exact_size(NAV_WIDTH).resizable(false);
        panel.show_separator_line(false).show(ui, |ui| {
            // In the lowest window there is room for all entries.
            ui.spacing_mut().item_spacing.y = S1;
            brand(ui, cx);
            ui.add_space(S2);
            tab_list(ui, |ui| places(ui, model, Room::Row, cx));
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

/// The width of an entry that is only an icon.
const ICON_ENTRY: f32 = 30.0;
/// By how much an entry of words alone is narrower than other buttons: so they fit into the smallest window.
const WORDS_NARROWER: f32 = 18.0;

/// How much room an entry has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A row of its own at the left.
    Row,
    /// A part of the bar at the top.
    Part,
    /// The words alone, in the bar of a narrower window.
    Words,
    /// An icon in the bar of a very narrow window.
    Icon,
}

impl Room {
    fn gap(self) -> f32 {
        if self == Self::Part { S2 } else { S1 }
    }

    fn button<'a>(self, ui: &Ui, button: Button<'a>, icon: char) -> Button<'a> {
        match self {
            Self::Row => button.icon(icon).width(ui.available_width()),
            Self::Part => button.icon(icon),
            Self::Words => {
                let width = button.wanted_width(ui) - WORDS_NARROWER;
                button.width(width)
            }
            Self::Icon => button.icon(icon).icon_only().width(ICON_ENTRY),
        }
    }
}

/// As much as there is for all entries, with the one that leads back to a key: nothing moves when that comes.
fn room_in_the_bar(ui: &Ui, cx: &Cx<'_>) -> Room {
    let labels = [
        say!(cx.texts, "nav-new"),
        say!(cx.texts, "nav-open"),
        say!(cx.texts, "nav-many"),
        say!(cx.texts, "nav-my-keys"),
        say!(cx.texts, "nav-problem"),
    ];
    let fits = |room: Room| {
        let each = |label: &String| {
            room.button(ui, Button::new(Look::Nav, label), icon::KEY).wanted_width(ui) + room.gap()
        };
        let entries: f32 = labels.iter().map(each).sum();
        entries + ICON_ENTRY + room.gap() + ICON_BUTTON <= ui.available_width()
    };
    [Room::Part, Room::Words].into_iter().find(|room| fits(*room)).unwrap_or(Room::Icon)
}

fn places(ui: &mut Ui, model: &Model, room: Room, cx: &mut Cx<'_>) {
    let page = model.shell.page;
    let no_key = matches!(model.key.state, KeyState::None | KeyState::Generating { .. });
    let making = no_key && page == Page::Key;
    let new = say!(cx.texts, "nav-new");
    if entry(ui, room, Look::Tab(making), icon::PLUS, &new, Some(Command::New), cx).clicked() {
        cx.send(KeyAction::New);
    }
    let open = say!(cx.texts, "nav-open");
    if entry(ui, room, Look::Nav, icon::FOLDER_OPEN, &open, Some(Command::Open), cx).clicked() {
        cx.send(Action::AskOpen);
    }
    let many = say!(cx.texts, "nav-many");
    let look = Look::Tab(page == Page::Batch);
    if entry(ui, room, look, icon::CONVERT, &many, Some(Command::Convert), cx).clicked() {
        cx.send(Action::Show(Page::Batch));
    }
    let my_keys = say!(cx.texts, "nav-my-keys");
    let look = Look::Tab(matches!(page, Page::MyKeys | Page::Authorized | Page::Servers));
    let wrong = model.my_keys.wrong();
    let name = match wrong {
        0 => my_keys.clone(),
        count => say!(cx.texts, "nav-my-keys-wrong", label = my_keys.as_str(), count = count),
    };
    let button = room.button(ui, Button::new(look, &my_keys).name(&name), icon::MY_KEYS);
    let response = with_hint(ui.add(button), room, &name, None, cx);
    badge(ui, response.rect, room, wrong);
    if response.clicked() {
        cx.send(Action::Show(Page::MyKeys));
    }
    let problem = say!(cx.texts, "nav-problem");
    if entry(ui, room, Look::Tab(page == Page::Problem), icon::INFO, &problem, None, cx).clicked() {
        cx.send(Action::Show(Page::Problem));
    }
    // There is a key to go back to.
    if page != Page::Key && !no_key {
        let room = if room == Room::Row { Room::Row } else { Room::Icon };
        let back = say!(cx.texts, "nav-back");
        if entry(ui, room, Look::Tab(false), icon::KEY, &back, None, cx).clicked() {
            cx.send(Action::Show(Page::Key));
        }
    }
}

fn entry(
    ui: &mut Ui,
    room: Room,
    look: Look,
    icon: char,
    label: &str,
    command: Option<Command>,
    cx: &Cx<'_>,
) -> Response {
    let response = ui.add(room.button(ui, Button::new(look, label), icon));
    let keys = command.map(|command| command.written(ui.ctx()));
    with_hint(response, room, label, keys, cx)
}

fn with_hint(response: Response, room: Room, label: &str, keys: Option<String>, cx: &Cx<'_>) -> Response {
    match (keys, room) {
        (Some(keys), Room::Icon) => {
            response.on_hover_text(say!(cx.texts, "nav-with-keys", label = label, keys = keys))
        }
        (Some(keys), _) => response.on_hover_text(keys),
        (None, Room::Icon) => response.on_hover_text(label),
        (None, _) => response,
    }
}

/// How much is wrong: the number where there is room for it, else a dot.
fn badge(ui: &Ui, rect: Rect, room: Room, count: usize) {
    const MOST: usize = 99;
    const DOT: f32 = 3.5;
    let c = colors(ui);
    if count == 0 {
        return;
    }
    if room != Room::Row {
        let at = rect.right_top() + vec2(-DOT - 1.0, DOT + 4.0);
        ui.painter().circle(at, DOT, c.warn, Stroke::new(1.0, c.side));
        return;
    }
    let text = if count > MOST { format!("{MOST}+") } else { count.to_string() };
    let galley = ui.painter().layout_no_wrap(text, semibold(T_BADGE), c.card);
    let size = vec2((galley.size().x + 2.0 * S1 + 2.0).max(BADGE), BADGE);
    let pill = Rect::from_center_size(pos2(rect.right() - S2 - size.x / 2.0, rect.center().y), size);
    ui.painter().rect_filled(pill, CornerRadius::same(BADGE as u8 / 2), c.warn);
    ui.painter().galley(pill.center() - galley.size() / 2.0, galley, c.card);
}

/// The height of the number, and of its letters.
const BADGE: f32 = 18.0;
const T_BADGE: f32 = 11.0;

/// What the menu at the end of the navigation offers.
#[derive(Clone, Copy)]
enum Offer {
    Theme(ThemeChoice),
    Shortcuts,
    About,
}

/// Opens a menu: the three themes, and what is about the program.
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
        ui.add(Button::new(Look::Nav, &name).icon(shown).width(ui.available_width()))
    };
    let align = if small { RectAlign::BOTTOM_END } else { RectAlign::TOP_START };
    let menu = Menu { id: Id::unique("colours menu"), button: &button, width: NAV_WIDTH + 4.0 * S3, align };
    let offers = [
        Offer::Theme(ThemeChoice::System),
        Offer::Theme(ThemeChoice::Light),
        Offer::Theme(ThemeChoice::Dark),
        Offer::Shortcuts,
        Offer::About,
    ];
    let chosen = menu.show(&offers, |ui, id, offer| match offer {
        Offer::Theme(theme) => radio_row(ui, id, &cx.texts.theme(theme), model.shell.settings.theme == theme),
        Offer::Shortcuts => labelled_row(ui, id, &say!(cx.texts, "shortcuts-title")),
        Offer::About => labelled_row(ui, id, &say!(cx.texts, "nav-about")),
    });
    match chosen {
        Some(Offer::Theme(theme)) => cx.send(Action::SetTheme(theme)),
        Some(Offer::Shortcuts) => cx.send(Action::ShowShortcuts),
        Some(Offer::About) => cx.send(Action::ShowAbout),
        None => {}
    }
}
