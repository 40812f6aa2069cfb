//! Keys that work everywhere in the window: one table, which is also what the dialog lists.

use crate::app::{
    Action, AgentAction, App, AuthorizedAction, BatchAction, BatchPage, Copyable, Dialog, InstallAction,
    KeyAction, KeyState, MyKeysAction, MyKeysPage, Page, Panel, ProblemAction, ProblemPage, ReplaceAction,
    ServersAction, ServiceAction, UseKeyPage,
};
use crate::i18n::{Texts, say};
use crate::ui::key::save_row;
use crate::ui::widgets::toggle_menu;
use egui::gui_zoom::kb_shortcuts::{ZOOM_IN, ZOOM_IN_SECONDARY, ZOOM_OUT, ZOOM_RESET};
use egui::{Context, Event, Key, KeyboardShortcut, ModifierNames, Modifiers, ViewportCommand};

/// What can be asked for by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Command {
    Convert,
    SaveAs,
    CopyPublic,
    New,
    Open,
    Save,
    LookAgain,
    Close,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Help,
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn with(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const CLOSE: KeyboardShortcut = with(Modifiers::COMMAND, Key::W);

/// In the order of the list that people read. The first keys of each are those that are written on buttons.
pub(in crate::ui) const TABLE: [(Command, &[KeyboardShortcut]); 12] = [
    (Command::New, &[with(Modifiers::COMMAND, Key::N)]),
    (Command::Open, &[with(Modifiers::COMMAND, Key::O)]),
    (Command::Convert, &[with(CTRL_SHIFT, Key::O)]),
    (Command::Save, &[with(Modifiers::COMMAND, Key::S)]),
    (Command::SaveAs, &[with(CTRL_SHIFT, Key::S)]),
    (Command::CopyPublic, &[with(CTRL_SHIFT, Key::C)]),
    (Command::LookAgain, &[with(Modifiers::NONE, Key::F5)]),
    (Command::ZoomIn, &[ZOOM_IN, ZOOM_IN_SECONDARY]),
    (Command::ZoomOut, &[ZOOM_OUT]),
    (Command::ZoomReset, &[ZOOM_RESET]),
    (Command::Close, &[with(Modifiers::COMMAND, Key::Q), CLOSE]),
    (Command::Help, &[with(Modifiers::NONE, Key::F1), with(Modifiers::COMMAND, Key::Slash)]),
];

/// How small and how large everything can be made.
const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

impl Command {
    fn keys(self) -> &'static [KeyboardShortcut] {
        let row = TABLE.iter().find(|(command, _)| *command == self);
        row.map(|(_, keys)| *keys).unwrap_or_default()
    }

    /// What it does, for the list of all of them.
    pub(in crate::ui) fn words(self, texts: &Texts) -> String {
        match self {
            Self::Convert => say!(texts, "nav-many"),
            Self::SaveAs => say!(texts, "shortcut-save-as"),
            Self::CopyPublic => say!(texts, "shortcut-copy"),
            Self::New => say!(texts, "nav-new"),
            Self::Open => say!(texts, "shortcut-open"),
            Self::Save => say!(texts, "shortcut-save"),
            Self::LookAgain => say!(texts, "shortcut-look-again"),
            Self::Close => say!(texts, "shortcut-close"),
            Self::ZoomIn => say!(texts, "shortcut-zoom-in"),
            Self::ZoomOut => say!(texts, "shortcut-zoom-out"),
            Self::ZoomReset => say!(texts, "shortcut-zoom-reset"),
            Self::Help => say!(texts, "shortcuts-title"),
        }
    }

    /// Its keys as this system writes them: `Ctrl+N`, `⌘N`.
    pub(in crate::ui) fn written(self, ctx: &Context) -> String {
        self.keys().first().map(|keys| written(ctx, keys)).unwrap_or_default()
    }

    /// The same with all others that do it.
    pub(in crate::ui) fn all_written(self, ctx: &Context) -> Vec<String> {
        let of_zoom = |keys: &&KeyboardShortcut| **keys != ZOOM_IN_SECONDARY;
        self.keys().iter().filter(of_zoom).map(|keys| written(ctx, keys)).collect()
    }

    /// Whether its keys are for it now. A question must be answered first.
    fn applies(self, app: &App) -> bool {
        let key_is_shown = app.model.shell.page == Page::Key;
        let is_asked = app.model.shell.dialog.is_some();
        match self {
            Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::Close => true,
            Self::SaveAs => !is_asked && key_is_shown && matches!(app.model.key.state, KeyState::Open(_)),
            Self::CopyPublic | Self::Save => !is_asked && key_is_shown,
            Self::LookAgain => !is_asked && look_again(app.model.shell.page).is_some(),
            Self::Convert | Self::New | Self::Open | Self::Help => !is_asked,
        }
    }

    fn run(self, ctx: &Context, app: &mut App) {
        match self {
            Self::Convert => app.act(Action::Show(Page::Batch)),
            Self::SaveAs => toggle_menu(ctx, save_row::menu_id()),
            Self::CopyPublic => app.act(KeyAction::Copy(Copyable::PublicLine)),
            Self::New => app.act(KeyAction::New),
            Self::Open => app.act(Action::AskOpen),
            Self::Save => app.act(KeyAction::Save),
            Self::LookAgain => {
                if let Some(action) = look_again(app.model.shell.page) {
                    app.act(action);
                }
            }
            Self::Help => app.act(Action::ShowShortcuts),
            Self::ZoomIn => zoom(ctx, 1.0),
            Self::ZoomOut => zoom(ctx, -1.0),
            Self::ZoomReset => ctx.set_zoom_factor(1.0),
            // As the cross in the frame of the window does.
            Self::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }
}

/// What reads again what a page shows of the disk.
fn look_again(page: Page) -> Option<Action> {
    match page {
        Page::MyKeys => Some(MyKeysAction::Look.into()),
        Page::Authorized => Some(AuthorizedAction::Look.into()),
        Page::Servers => Some(ServersAction::Look.into()),
        Page::Key | Page::Batch | Page::Problem | Page::UseKey => None,
    }
}

/// Signs as they are on the keys: `Ctrl+/`, `Ctrl+-`.
fn written(ctx: &Context, keys: &KeyboardShortcut) -> String {
    const NAMES: ModifierNames<'_> = ModifierNames { is_short: true, ..ModifierNames::NAMES };
    let is_mac = ctx.os().is_mac();
    if is_mac {
        return ctx.format_shortcut(keys);
    }
    // That of arithmetic is on no key.
    keys.format(&NAMES, is_mac).replace('\u{2212}', "-")
}

/// A tenth larger or smaller.
fn zoom(ctx: &Context, tenths: f32) {
    let now = (ctx.zoom_factor() * 10.0).round();
    ctx.set_zoom_factor(((now + tenths) / 10.0).clamp(*ZOOM.start(), *ZOOM.end()));
}

/// Once: egui has keys of its own for some of this.
pub(in crate::ui) fn install(ctx: &Context) {
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
    });
}

/// A key that is held down presses one button, and not also the next one that gets the keyboard. What
/// is typed into fields comes as text.
pub(in crate::ui) fn ignore_held(ctx: &Context) {
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            !matches!(event, Event::Key { key: Key::Enter | Key::Space, repeat: true, pressed: true, .. })
        });
    });
}

/// Asks for what the pressed keys stand for.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App) {
    if escape_was_pressed(ctx) {
        escape(app);
    }
    let pressed = |keys: &[KeyboardShortcut]| {
        ctx.input_mut(|input| keys.iter().any(|keys| input.consume_shortcut(keys)))
    };
    // What is only to be read is closed like a window of its own.
    if matches!(app.model.shell.dialog, Some(Dialog::Shortcuts | Dialog::About)) && pressed(&[CLOSE]) {
        app.act(Action::CloseDialog);
    }
    // Without Shift, the others would take the keys of those that have it.
    let with_shift =
        |(_, keys): &&(Command, &[KeyboardShortcut])| keys.iter().any(|keys| keys.modifiers.shift);
    let (first, then): (Vec<_>, Vec<_>) = TABLE.iter().partition(with_shift);
    let found = first.into_iter().chain(then).find(|(command, keys)| command.applies(app) && pressed(keys));
    if let Some((command, _)) = found {
        command.run(ctx, app);
    }
}

/// Not where a menu is open: it closes by itself.
fn escape_was_pressed(ctx: &Context) -> bool {
    !egui::Popup::is_any_open(ctx) && ctx.input(|input| input.key_pressed(Key::Escape))
}

fn escape(app: &mut App) {
    let model = &app.model;
    let action = if model.shell.dialog.is_some() {
        Some(Action::CloseDialog)
    } else {
        // What the other place is working on is not seen here, and goes on.
        match model.shell.page {
            Page::Batch => in_the_list(&model.batch).map(Action::Batch),
            Page::MyKeys => in_my_keys(&model.my_keys).map(Action::MyKeys),
            Page::Problem => in_the_problem(&model.problem).map(Action::Problem),
            Page::Authorized => {
                model.authorized.editor.is_some().then_some(AuthorizedAction::LeaveEditor.into())
            }
            Page::Servers => model.servers.compare.is_some().then_some(ServersAction::CloseCompare.into()),
            Page::UseKey => in_use_key(&model.use_key),
            Page::Key => {
                let trying =
                    matches!(&model.key.state, KeyState::Locked(encrypted) if encrypted.trying.is_some());
                let generating = matches!(model.key.state, KeyState::Generating { .. });
                (trying || generating || model.shell.is_inspecting())
                    .then_some(Action::Key(KeyAction::Cancel))
            }
        }
    };
    if let Some(action) = action {
        app.act(action);
    } else if model.shell.notice.is_some() {
        app.act(Action::DismissNotice);
    } else if !model.shell.drop_problems.is_empty() {
        app.act(Action::DismissDropProblems);
    }
}

/// What there is to stop or to close again.
fn in_the_problem(page: &ProblemPage) -> Option<ProblemAction> {
    if page.repairs.working().is_some() {
        Some(ProblemAction::StopFixing)
    } else if page.is_explaining() || page.is_masking() {
        Some(ProblemAction::Stop)
    } else {
        page.masked.is_some().then_some(ProblemAction::HideMasked)
    }
}

/// What there is to stop or leave on "My keys", the innermost first.
fn in_my_keys(page: &MyKeysPage) -> Option<MyKeysAction> {
    if page.repairs.working().is_some() {
        Some(MyKeysAction::StopFixing)
    } else if page.is_looking() {
        Some(MyKeysAction::StopLooking)
    } else {
        page.is_filtered().then_some(MyKeysAction::ClearFilter)
    }
}

/// What there is to stop or leave there.
fn in_use_key(page: &UseKeyPage) -> Option<Action> {
    match page.panel {
        _ if page.is_at_work() => Some(InstallAction::Stop.into()),
        Panel::Replace => page.replace.making().map(|_| ReplaceAction::StopMaking.into()),
        Panel::Server | Panel::Computer => None,
        Panel::Agent => page.agent.is_changing().then_some(AgentAction::Stop.into()),
        Panel::Service if page.service.shown.is_some() => Some(ServiceAction::Back.into()),
        Panel::Service => (!page.service.sought.is_empty()).then_some(ServiceAction::ClearSearch.into()),
    }
}

/// What there is to leave or stop, the innermost first.
fn in_the_list(many: &BatchPage) -> Option<BatchAction> {
    if many.is_trying() {
        Some(BatchAction::StopTrying)
    } else if many.field.is_some() {
        Some(BatchAction::ShowField(None))
    } else if many.progress().is_some() {
        Some(BatchAction::Stop)
    } else if many.reading().is_some() {
        Some(BatchAction::StopReading)
    } else {
        None
    }
}
