//! What it looks like: draws the model and sends actions.

mod authorized;
mod batch;
mod key;
mod my_keys;
mod problem;
mod servers;
mod shell;
mod theme;
mod use_key;
mod widgets;

pub use theme::SystemFonts;

use crate::app::{Action, App, Model};
use crate::i18n::{Texts, say};
use crate::system::{APP_ID, ThemeChoice, User};
use eframe::egui::{Context, IconData, ThemePreference, Ui, Vec2, ViewportBuilder};
use shell::{close_guard, drop, paste, shortcuts};
use std::sync::Arc;

/// The window: the program, its words, and what only the window itself needs to remember.
pub struct Window {
    app: App,
    texts: Texts,
    seen: Seen,
}

/// What the window remembers between frames.
#[derive(Default)]
struct Seen {
    focus: shell::focus::Focus,
    title: String,
    toast: shell::toast::Shown,
    licences: shell::licences::Licences,
    screen_capture: shell::screen_capture::ScreenCapture,
    paste: paste::PasteTarget,
}

/// What a view is given beside what it shows.
struct Cx<'a> {
    texts: &'a Texts,
    person: &'a User,
    asked: &'a mut Vec<Action>,
}

impl Cx<'_> {
    fn send(&mut self, action: impl Into<Action>) {
        self.asked.push(action.into());
    }
}

impl Window {
    /// Puts fonts and colours in and shows `app`.
    pub fn new(ctx: &Context, app: App, texts: Texts) -> Self {
        theme::install(ctx);
        shortcuts::install(ctx);
        ctx.add_plugin(widgets::ClipboardKeys::default());
        widgets::name_edits(
            ctx,
            widgets::EditWords {
                cut: say!(texts, "edit-cut"),
                copy: say!(texts, "edit-copy"),
                paste: say!(texts, "edit-paste"),
                select_all: say!(texts, "edit-select-all"),
                caps_lock: say!(texts, "caps-lock-on"),
            },
        );
        Self { app, texts, seen: Seen::default() }
    }

    /// The state behind the window.
    pub fn model(&self) -> &Model {
        &self.app.model
    }

    /// As a click would.
    pub fn act(&mut self, action: impl Into<Action>) {
        self.app.act(action);
    }

    /// How the window opens.
    pub fn viewport(texts: &Texts) -> ViewportBuilder {
        let viewport = ViewportBuilder::default()
            .with_title(say!(texts, "window-title"))
            .with_app_id(APP_ID)
            .with_inner_size(Vec2::from(theme::WINDOW))
            .with_min_inner_size(Vec2::from(theme::SMALLEST_WINDOW))
            .with_drag_and_drop(true);
        match program_icon() {
            Some(icon) => viewport.with_icon(Arc::new(icon)),
            None => viewport,
        }
    }

    fn show(&mut self, ui: &mut Ui) {
        let mut asked = Vec::new();
        let Self { app, texts, seen } = self;
        let (model, person) = app.parts();
        let mut cx = Cx { texts, person, asked: &mut asked };
        shell::layout::window(ui, model, seen, &mut cx);
        for action in asked {
            self.app.act(action);
        }
    }
}

impl eframe::App for Window {
    /// May run twice in a frame, or with no frame at all.
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.app.drain_events();
        ctx.set_theme(match self.app.model.shell.settings.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
        });
        if ctx.input(|input| input.viewport().visible() == Some(false)) {
            self.app.drop_pasted();
        }
        close_guard::ask_first(ctx, &mut self.app);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let revealed = self.app.reveals_secret();
        if revealed && !ui.input(|input| input.focused) {
            self.app.hide_secrets();
        }
        shortcuts::ignore_held(ui.ctx());
        widgets::note_keyboard(ui.ctx());
        widgets::select_in_one_place(ui.ctx());
        paste::take(ui.ctx(), &mut self.app, &mut self.seen.paste);
        drop::take(ui.ctx(), &mut self.app);
        shortcuts::take(ui.ctx(), &mut self.app);
        self.show(ui);
        // Actions may have answered at once, and "Close" must not wait for the next frame.
        close_guard::leave(ui.ctx(), &self.app);
        self.seen.screen_capture.keep_out(ui.ctx(), [revealed, self.app.reveals_secret()]);
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

fn program_icon() -> Option<IconData> {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/keywright-128.png")).ok()
}
