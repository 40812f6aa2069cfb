//! The real window in a test, found and used by the words that a person reads.

use super::cpu_renderer::CpuRenderer;
use super::fakes::Outside;
use eframe::egui::{self, Key, Modifiers, Theme, accesskit::Role};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};
use keywright::app::{Action, App, Model};
use keywright::i18n::Texts;
use keywright::system::{Desktop, Drag, Selection, ThemeChoice, Worker};
use keywright::ui::Window;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How the window is opened.
#[derive(Clone, Copy)]
pub struct Look {
    pub size: [f32; 2],
    pub theme: Theme,
    pub scale: f32,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: [760.0, 560.0], theme: Theme::Light, scale: 1.0 }
    }
}

/// A person at the window.
pub struct Person {
    pub window: Harness<'static, Window>,
    pub outside: Outside,
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads files through its disk".to_owned())
    }
}

impl Person {
    pub fn at_the_window() -> Self {
        Self::with(Outside::new(), Look::default())
    }

    pub fn with(outside: Outside, look: Look) -> Self {
        let worker = Box::new(outside.worker.clone());
        Self::with_worker(outside, look, worker)
    }

    pub fn with_worker(outside: Outside, look: Look, worker: Box<dyn Worker>) -> Self {
        Self::with_prepared(outside, look, worker, |_| {})
    }

    /// Where something was already done before the window opened.
    pub fn with_prepared(
        outside: Outside,
        look: Look,
        worker: Box<dyn Worker>,
        prepare: impl FnOnce(&mut App) + 'static,
    ) -> Self {
        outside.settings.0.lock().expect("settings").theme = match look.theme {
            Theme::Light => ThemeChoice::Light,
            Theme::Dark => ThemeChoice::Dark,
        };
        let (services, desktop) = (outside.services(), Desktop { worker, ..outside.desktop() });
        let window = Harness::builder()
            .with_size(look.size)
            .with_theme(look.theme)
            .with_pixels_per_point(look.scale)
            .with_max_steps(40)
            .renderer(CpuRenderer::default())
            .build_eframe(move |cc| {
                let ctx = cc.egui_ctx.clone();
                let texts = Texts::english();
                let wake = Arc::new(move || ctx.request_repaint());
                let mut app = App::new(services, desktop, texts.titles(), wake);
                prepare(&mut app);
                Window::new(&cc.egui_ctx, app, texts)
            });
        let mut person = Self { window, outside };
        person.look();
        person
    }

    pub fn model(&self) -> &Model {
        self.window.state().model()
    }

    /// A few frames, so that everything that follows at once has followed.
    pub fn look(&mut self) {
        self.window.run_steps(6);
    }

    pub fn click(&mut self, label: &str) {
        self.button(label).click();
        self.look();
    }

    pub fn button<'a>(&'a self, label: &'a str) -> egui_kittest::Node<'a> {
        let is_control = |node: &egui_kittest::Node<'_>| {
            matches!(
                node.accesskit_node().role(),
                Role::Button
                    | Role::Tab
                    | Role::RadioButton
                    | Role::MenuItem
                    | Role::MenuItemRadio
                    | Role::Switch
                    | Role::CheckBox
            )
        };
        let found: Vec<_> = self.window.query_all_by_label(label).filter(is_control).collect();
        match found.as_slice() {
            [_] => found.into_iter().next().expect("one"),
            [] => panic!("no button called “{label}”. There are: {}", self.controls().join(", ")),
            many => panic!("{} buttons called “{label}”", many.len()),
        }
    }

    /// Every control that can be used now, by name.
    pub fn controls(&self) -> Vec<String> {
        let nodes = self.window.root().children_recursive();
        let named = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            let used = matches!(
                node.role(),
                Role::Button
                    | Role::Tab
                    | Role::RadioButton
                    | Role::MenuItem
                    | Role::MenuItemRadio
                    | Role::Switch
                    | Role::CheckBox
                    | Role::TextInput
                    | Role::MultilineTextInput
                    | Role::PasswordInput
            );
            used.then(|| node.label().unwrap_or_default())
        });
        named.collect()
    }

    pub fn can_click(&self, label: &str) -> bool {
        self.window.query_all_by_label(label).any(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Button && !node.is_disabled()
        })
    }

    pub fn is_disabled(&self, field: &str) -> bool {
        self.field(field).accesskit_node().is_disabled()
    }

    pub fn type_into(&mut self, label: &str, text: &str) {
        self.field(label).focus();
        self.look();
        self.field(label).type_text(text);
        self.look();
    }

    /// Gives a field the keyboard.
    pub fn focus(&mut self, label: &str) {
        self.field(label).focus();
        self.look();
    }

    /// Presses Tab until the keyboard is at what has this name.
    #[track_caller]
    pub fn tabs_to(&mut self, name: &str) {
        for _ in 0..40 {
            if self.focused().as_deref() == Some(name) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("“{name}” is not reached, but {:?}", self.focused());
    }

    /// The middle of a field.
    pub fn place_of(&self, label: &str) -> egui::Pos2 {
        self.field(label).rect().center()
    }

    /// As if something had asked for it that is not to be seen at the moment.
    pub fn asks(&mut self, action: impl Into<Action>) {
        self.window.state_mut().act(action);
        self.look();
    }

    pub fn retype(&mut self, label: &str, text: &str) {
        self.field(label).focus();
        self.look();
        self.keys(Modifiers::COMMAND, Key::A);
        self.field(label).type_text(text);
        self.look();
    }

    pub fn field<'a>(&'a self, label: &'a str) -> egui_kittest::Node<'a> {
        let is_field = |node: &egui_kittest::Node<'_>| {
            matches!(
                node.accesskit_node().role(),
                Role::TextInput | Role::MultilineTextInput | Role::PasswordInput
            )
        };
        let found = self.window.query_all_by_label(label).find(is_field);
        found
            .unwrap_or_else(|| panic!("no field called “{label}”. There are: {}", self.controls().join(", ")))
    }

    pub fn value(&self, label: &str) -> String {
        self.field(label).value().unwrap_or_default()
    }

    pub fn press(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.look();
    }

    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.window.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
        }
        self.look();
    }

    /// As another program tells it that hands its list to the program itself.
    pub fn drags(&mut self, drag: Drag) {
        self.outside.drops.tell(drag);
        self.look();
    }

    /// Copies a text in another program, and presses Ctrl+V here.
    pub fn paste(&mut self, text: &str) {
        self.outside.clipboard.holds_text(Selection::Clipboard, text);
        self.presses_paste();
    }

    pub fn presses_paste(&mut self) {
        self.keys(Modifiers::COMMAND, Key::V);
    }

    /// Selects a text in another program, and presses the middle button of the mouse over a field here.
    pub fn middle_click(&mut self, field: &str, text: &str) {
        self.outside.clipboard.holds_text(Selection::Primary, text);
        let pos = self.place_of(field);
        self.window.input_mut().events.push(egui::Event::PointerMoved(pos));
        self.look();
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Middle, Modifiers::NONE);
            let event = egui::Event::PointerButton { pos, button, pressed, modifiers };
            self.window.input_mut().events.push(event);
        }
        self.look();
    }

    pub fn sees(&self, words: &str) -> bool {
        self.window.query_all_by_label_contains(words).next().is_some()
    }

    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "“{words}” is not to be seen. There is:\n{}", self.everything());
    }

    #[track_caller]
    pub fn must_not_see(&self, words: &str) {
        assert!(!self.sees(words), "“{words}” is still to be seen");
    }

    /// All that a screen reader would read.
    pub fn everything(&self) -> String {
        let nodes = self.window.root().children_recursive();
        let lines = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            let (label, value) = (node.label().unwrap_or_default(), node.value().unwrap_or_default());
            (!label.is_empty() || !value.is_empty()).then(|| format!("{:?} {label} {value}", node.role()))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The name of what has the keyboard.
    pub fn focused(&self) -> Option<String> {
        let mut nodes = self.window.root().children_recursive();
        let node = nodes.find(|node| node.is_focused())?;
        Some(node.accesskit_node().label().unwrap_or_default())
    }

    /// Closes the window as its frame's button does; whether it then really closes.
    pub fn close(&mut self) -> bool {
        let viewport = self.window.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.window.step();
        let cancelled = self.commands().contains(&egui::ViewportCommand::CancelClose);
        self.look();
        !cancelled
    }

    pub fn commands(&self) -> Vec<egui::ViewportCommand> {
        let output = self.window.output();
        output.viewport_output.values().flat_map(|viewport| viewport.commands.clone()).collect()
    }

    /// What the click makes the window itself do, in the frames that follow.
    pub fn commands_after_click(&mut self, label: &str) -> Vec<egui::ViewportCommand> {
        self.button(label).click();
        let frames = (0..6).map(|_| {
            self.window.step();
            self.commands()
        });
        frames.collect::<Vec<_>>().concat()
    }

    /// For work on real threads.
    pub fn wait_until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let from = Instant::now();
        while !done(self) {
            let is_patient = from.elapsed() < Duration::from_secs(120);
            assert!(is_patient, "waited two minutes for {what}. There is:\n{}", self.everything());
            std::thread::sleep(Duration::from_millis(5));
            self.window.step();
        }
        self.look();
    }
}
