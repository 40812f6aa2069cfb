//! Theme: like the system or as chosen, and remembered.

use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use eframe::egui::Theme;
use keywright::system::{RealDisk, Settings, SettingsFile, SettingsStore as _, ThemeChoice};
use std::sync::Arc;

#[test]
fn the_choice_of_colours_is_shown_at_once_and_remembered() {
    let mut person = Person::at_the_window();
    assert_eq!(person.window.ctx.theme(), Theme::Light);
    person.click("Theme");
    person.click("Dark");
    assert_eq!(person.window.ctx.theme(), Theme::Dark);
    assert_eq!(person.outside.settings.0.lock().expect("settings").theme, ThemeChoice::Dark);
    let again = Person::with(person.outside.clone(), Look { theme: Theme::Dark, ..Look::default() });
    assert_eq!(again.window.ctx.theme(), Theme::Dark);
}

#[test]
fn the_settings_file_is_small_private_and_survives_nonsense() {
    let outside = Outside::new();
    let path = outside.path("config/settings.toml");
    let file = SettingsFile::at(path.clone(), Arc::new(RealDisk::new()));
    assert_eq!(file.load(), Settings::default(), "nothing is there yet");
    file.save(&Settings { theme: ThemeChoice::Dark });
    assert_eq!(file.load().theme, ThemeChoice::Dark);
    let text = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(text, "theme = \"dark\"\n");
    crate::support::keys::put(outside.home.path(), "config/settings.toml", b"theme = \"purple\"\n\0\xff");
    assert_eq!(file.load(), Settings::default());
}
