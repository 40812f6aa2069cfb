//! The window program: picks the real services and opens the window.

use keywright::app::{Action, App};
use keywright::i18n::Texts;
use keywright::system::{
    Desktop, RealDisk, Services, SettingsFile, SystemClipboard, SystemDialogs, SystemEntropy, Threads,
    person, watch_appearance,
};
use keywright::ui::Window;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let texts = Texts::english();
    let files = match arguments(&texts) {
        Ok(files) => files,
        Err(answer) => return answer,
    };
    let options = eframe::NativeOptions { viewport: Window::viewport(&texts), ..Default::default() };
    let opened =
        eframe::run_native("keywright", options, Box::new(move |cc| Ok(Box::new(window(cc, texts, files)))));
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The window has taken the words with it.
            say(std::io::stderr(), &Texts::english().no_window(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

/// The files to open, or what the program ends with where it only has to answer.
fn arguments(texts: &Texts) -> Result<Vec<PathBuf>, ExitCode> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let only = if let [only] = arguments.as_slice() { only.to_str() } else { None };
    match only {
        Some("--version" | "-V") => say(std::io::stdout(), concat!("keywright ", env!("CARGO_PKG_VERSION"))),
        Some("--help" | "-h") => say(std::io::stdout(), &texts.usage()),
        Some(unknown) if unknown.starts_with("--") && unknown != "--" => {
            say(std::io::stderr(), &texts.usage());
            return Err(ExitCode::from(2));
        }
        _ => {
            // The folder that a relative path is meant from is known only here.
            let absolute = |path| std::path::absolute(&path).unwrap_or_else(|_| PathBuf::from(path));
            // After "--" everything is a file.
            let files = arguments.into_iter().skip_while(|argument| argument == "--");
            return Ok(files.map(absolute).collect());
        }
    }
    Err(ExitCode::SUCCESS)
}

/// A closed pipe is no reason to complain.
fn say(mut to: impl Write, words: &str) {
    let _ = writeln!(to, "{words}");
}

fn window(cc: &eframe::CreationContext<'_>, texts: Texts, files: Vec<PathBuf>) -> Window {
    let disk = Arc::new(RealDisk::new());
    let services = Services {
        clipboard: Arc::new(SystemClipboard::default()),
        dialogs: Box::new(SystemDialogs::new(rfd::AsyncFileDialog::new().set_parent(cc))),
        worker: Box::new(Threads),
        entropy: Arc::new(SystemEntropy),
        shell: Arc::new(Desktop),
        settings: Arc::new(SettingsFile::in_its_place(disk.clone())),
        person: person(),
        disk,
    };
    let ctx = cc.egui_ctx.clone();
    let titles = texts.titles();
    let app = App::new(services, titles, Arc::new(move || ctx.request_repaint()));
    let mut window = Window::new(&cc.egui_ctx, app, texts);
    follow_the_system(&cc.egui_ctx);
    if !files.is_empty() {
        window.act(Action::Open(files));
    }
    window
}

fn follow_the_system(ctx: &egui::Context) {
    let ctx = ctx.clone();
    watch_appearance(move |dark| {
        let theme = if dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.options_mut(|options| options.fallback_theme = theme);
        ctx.request_repaint();
    });
}
