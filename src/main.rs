//! The window program: picks the real services and opens the window.
// A window has no console beside it; in debug builds one is welcome.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use keywright::app::{Action, App};
use keywright::batch::answer_derivation;
use keywright::i18n::Texts;
use keywright::start::{self, Renderer, RendererOverride, StartupArgs};
use keywright::system::{
    Desktop, FrontEnd, LastWords, Message, Rescued, Services, SystemClipboard, SystemDialogs, SystemDrops,
    answer_ssh, current_user, harden_process, is_apart, limits_are_errors,
    load_libraries_from_the_system_only, prepare_for_shutdown, prompt_of_ssh, rescue_unsaved,
    show_message_box, watch_appearance, watch_session,
};
use keywright::ui::{SystemFonts, Window};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    load_libraries_from_the_system_only();
    if is_apart(std::env::args_os()) {
        return ExitCode::from(answer_derivation());
    }
    if let Some(prompt) = prompt_of_ssh(std::env::args_os()) {
        return ExitCode::from(answer_ssh(&prompt));
    }
    harden_process(FrontEnd::Window);
    limits_are_errors();
    let texts = Texts::english();
    start::tell_places_only(texts.fault_at());
    let version = format!("keywright {}", keywright::VERSION);
    let (words, message, status) =
        match start::asked(std::env::args_os().skip(1), std::env::var_os(start::VARIABLE)) {
            Ok(StartupArgs::Window { files, forced }) => return open(&texts, files, forced),
            Ok(StartupArgs::Help) => (texts.usage(), Message::Answer, ExitCode::SUCCESS),
            Ok(StartupArgs::Version) => (version, Message::Answer, ExitCode::SUCCESS),
            Err(wrong) => (texts.wrong_start(&wrong), Message::Failure, ExitCode::from(2)),
        };
    show_message_box(&texts.program(), &words, message);
    status
}

fn open(texts: &Texts, files: Vec<OsString>, forced: Option<RendererOverride>) -> ExitCode {
    // The folder that a relative path is meant from is known only here.
    let absolute = |path| std::path::absolute(&path).unwrap_or_else(|_| PathBuf::from(path));
    let files: Vec<PathBuf> = files.into_iter().map(absolute).collect();
    let only = forced.map(|forced| [forced.renderer]);
    let renderers = only.as_ref().map_or(Renderer::here(), |only| only.as_slice());
    prepare_for_shutdown(last_words(texts));
    let fonts = SystemFonts::default();
    let found = fonts.clone();
    let opened = start::open(
        renderers,
        || Window::viewport(texts),
        |cc| {
            fonts.lend_to(&cc.egui_ctx);
            Box::new(window(cc, Texts::english(), files.clone()))
        },
        move || found.find(),
    );
    let status = if opened.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let failure = opened.err().map(|failure| texts.no_window(&failure, forced));
    // The window may have ended without a question.
    let rescued = match rescue_unsaved() {
        Rescued::Nothing => None,
        Rescued::Kept(path) => Some(texts.rescued(Some(&path), &current_user())),
        Rescued::Lost => Some(texts.rescued(None, &current_user())),
    };
    let words: Vec<String> = failure.into_iter().chain(rescued).collect();
    if !words.is_empty() {
        show_message_box(&texts.program(), &words.join("\n\n"), Message::Failure);
    }
    status
}

fn last_words(texts: &Texts) -> LastWords {
    let (words, user) = (Texts::english(), current_user());
    LastWords {
        unsaved: texts.unsaved_in_session(),
        rescued: Box::new(move |kept| words.rescued(kept, &user)),
    }
}

fn window(cc: &eframe::CreationContext<'_>, texts: Texts, files: Vec<PathBuf>) -> Window {
    let dialogs = SystemDialogs::new(cc);
    let services = Services::of_the_system();
    let (clipboard, drops) = (SystemClipboard::of(cc), SystemDrops::on(cc));
    let desktop = Desktop::of_the_system(clipboard, dialogs, drops, Arc::clone(&services.disk));
    let ctx = cc.egui_ctx.clone();
    watch_session(cc, {
        let ctx = ctx.clone();
        move || {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            ctx.request_repaint();
        }
    });
    let titles = texts.titles();
    let app = App::new(services, desktop, titles, Arc::new(move || ctx.request_repaint()));
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
