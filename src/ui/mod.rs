//! What it looks like: reads the model, pushes actions, decides nothing.

mod certificate;
mod choice;
mod closing;
mod dialogs;
mod drop;
mod focus;
mod key_card;
mod layout;
mod locked_card;
mod many;
mod nav;
mod new_key;
mod notice_bar;
mod paste;
mod public_half;
mod recovered;
mod rows;
mod save_row;
mod shortcuts;
mod theme;
mod toast;
mod watched;
mod widgets;

pub use theme::SystemFonts;

use crate::app::{Action, App, Model};
use crate::i18n::{Texts, say};
use crate::system::{Person, ThemeChoice};
use eframe::egui::{Context, IconData, ThemePreference, Ui, Vec2, ViewportBuilder};
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
    focus: focus::Focus,
    toast: toast::Shown,
    watched: watched::Watched,
}

/// What a view is given beside what it shows.
struct Cx<'a> {
    texts: &'a Texts,
    person: &'a Person,
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
            .with_app_id("org.example.keywright")
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
        layout::window(ui, model, seen, &mut cx);
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
        closing::ask_first(ctx, &mut self.app);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let revealed = self.app.reveals_secret();
        widgets::note_keyboard(ui.ctx());
        paste::take(ui.ctx(), &mut self.app);
        drop::take(ui.ctx(), &mut self.app);
        shortcuts::take(ui.ctx(), &mut self.app);
        self.show(ui);
        // Actions may have answered at once, and "Close" must not wait for the next frame.
        closing::leave(ui.ctx(), &self.app);
        self.seen.watched.keep_out(ui.ctx(), [revealed, self.app.reveals_secret()]);
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

fn program_icon() -> Option<IconData> {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/keywright-128.png")).ok()
}
