//! How long frames take, from the beginning of one to the beginning of the next, while they follow
//! each other without a pause: with everything, until the picture is on the screen. The window and
//! its services as in the program, but for the fonts of other languages; used by nobody. Frames in
//! which nothing is drawn show what the toolkit and the machine add by themselves. Prints a table.
//!
//! ```text
//! cargo build --profile dist --locked --example frames
//! xvfb-run -s "-screen 0 1280x1000x24" target/dist/examples/frames
//! ```

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench speaks with whoever started it")]

use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, Ui, vec2,
};
use keywright::app::{Action, Answer, App, BatchAction, KeyAction, KeyChoice, KeyState, MyKeysAction, Page};
use keywright::i18n::Texts;
use keywright::system::{Desktop, Services, SystemClipboard, SystemDialogs, SystemDrops};
use keywright::ui::Window;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const FILE: &[u8] = include_bytes!("../tests/vectors/ppk/ed25519-3.ppk");
const KEY: &[u8] = include_bytes!("../tests/vectors_window/ed25519");
const PUBLIC: &[u8] = include_bytes!("../tests/vectors_window/ed25519.pub");
const FILES: usize = 5000;
/// Of everything that stays as it is.
const FRAMES: usize = 300;
/// RSA keys of 4096 bits, one after the other.
const KEYS: usize = 5;

/// What goes on while frames are timed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Start,
    Nothing,
    Form,
    Generating,
    Key,
    Reading,
    Listed,
    Scrolling,
    Converting,
    Surveying,
    Keys,
    KeysScrolling,
    KeysFiltering,
    Over,
}

impl Phase {
    const TIMED: [(Self, &str); 12] = [
        (Self::Nothing, "nothing is drawn"),
        (Self::Form, "the form"),
        (Self::Generating, "RSA 4096 is generated on all cores"),
        (Self::Key, "the key"),
        (Self::Reading, "5,000 files are read"),
        (Self::Listed, "5,000 files are listed"),
        (Self::Scrolling, "5,000 files are scrolled"),
        (Self::Converting, "5,000 files are converted"),
        (Self::Surveying, "5,000 files of ~/.ssh are checked"),
        (Self::Keys, "what was found there is listed"),
        (Self::KeysScrolling, "it is scrolled"),
        (Self::KeysFiltering, "it is filtered, a letter every ten frames"),
    ];
}

struct Timed {
    window: Window,
    files: PathBuf,
    phase: Phase,
    /// Frames of this phase, and keys that were made.
    frames: usize,
    keys: usize,
    began: Option<Instant>,
    taken: Vec<Frame>,
    /// Of the frame so far, in the program itself.
    own: Duration,
}

/// How long a frame took: all of it, and what of that is the program's own.
struct Frame {
    phase: Phase,
    all: Duration,
    own: Duration,
}

fn main() -> eframe::Result {
    let files = std::env::temp_dir().join(format!("keywright-frames-{}", std::process::id()));
    put_files(&files);
    let shown = files.clone();
    let options = eframe::NativeOptions {
        viewport: Window::viewport(&Texts::english()),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    let result = eframe::run_native("frames", options, Box::new(|cc| Ok(Box::new(Timed::new(cc, shown)))));
    fs::remove_dir_all(home_beside(&files)).expect("it is ours");
    fs::remove_dir_all(files).expect("it is ours");
    result
}

#[expect(clippy::disallowed_methods, reason = "keys that protect nothing")]
fn put_files(folder: &Path) {
    fs::create_dir(folder).expect("a folder of our own");
    for number in 0..FILES {
        fs::write(folder.join(format!("{number}.ppk")), FILE).expect("a file");
    }
    // Others can read these keys, and ssh tries none of them: each has several findings.
    let dot_ssh = home_beside(folder).join(".ssh");
    fs::create_dir_all(&dot_ssh).expect("a folder of our own");
    for number in 0..FILES {
        let (name, bytes) = match number % 5 {
            0 | 1 => (format!("key{number:04}"), KEY),
            2 => (format!("key{:04}.pub", number - 1), PUBLIC),
            3 => (format!("key{number:04}.ppk"), FILE),
            _ => (format!("notes{number:04}"), b"no key".as_slice()),
        };
        fs::write(dot_ssh.join(name), bytes).expect("a file");
    }
}

fn home_beside(folder: &Path) -> PathBuf {
    folder.with_extension("home")
}

impl Timed {
    fn new(cc: &eframe::CreationContext<'_>, files: PathBuf) -> Self {
        let dialogs = SystemDialogs::new(cc);
        let mut services = Services::of_the_system();
        services.person.home = Some(home_beside(&files));
        let (clipboard, drops) = (SystemClipboard::of(cc), SystemDrops::on(cc));
        let desktop = Desktop::of_the_system(clipboard, dialogs, drops, Arc::clone(&services.disk));
        let (ctx, texts) = (cc.egui_ctx.clone(), Texts::english());
        let mut app = App::new(services, desktop, texts.titles(), Arc::new(move || ctx.request_repaint()));
        app.model.key.form.algorithm = KeyChoice::Rsa;
        app.model.key.form.rsa_bits = "4096".to_owned();
        let window = Window::new(&cc.egui_ctx, app, texts);
        Self {
            window,
            files,
            phase: Phase::Start,
            frames: 0,
            keys: 0,
            began: None,
            taken: Vec::new(),
            own: Duration::ZERO,
        }
    }

    /// What the coming frame is part of.
    fn go_on(&mut self) {
        let (enough, ready) =
            (self.frames >= FRAMES, matches!(self.window.model().key.state, KeyState::Open(_)));
        let many = &self.window.model().batch;
        let listed = many.reading().is_none() && many.rows.len() == FILES;
        let next = match self.phase {
            Phase::Start if self.frames >= 30 => Phase::Nothing,
            Phase::Nothing if enough => Phase::Form,
            Phase::Form if enough => Phase::Generating,
            Phase::Generating if ready => Phase::Key,
            Phase::Key if self.keys < KEYS => Phase::Generating,
            Phase::Key if enough => Phase::Reading,
            Phase::Reading if listed => Phase::Listed,
            Phase::Listed if enough => Phase::Scrolling,
            Phase::Scrolling if enough => Phase::Converting,
            Phase::Converting if many.progress().is_none() => Phase::Surveying,
            Phase::Surveying if self.window.model().my_keys.survey().is_some() => Phase::Keys,
            Phase::Keys if enough => Phase::KeysScrolling,
            Phase::KeysScrolling if enough => Phase::KeysFiltering,
            Phase::KeysFiltering if enough => Phase::Over,
            same => same,
        };
        if next == self.phase {
            return;
        }
        (self.phase, self.frames) = (next, 0);
        match next {
            Phase::Generating => {
                self.keys += 1;
                for action in
                    [Action::Key(KeyAction::New), Answer::Discard.into(), KeyAction::Generate.into()]
                {
                    self.window.act(action);
                }
            }
            Phase::Reading => {
                for action in
                    [KeyAction::New.into(), Answer::Discard.into(), Action::Drop(vec![self.files.clone()])]
                {
                    self.window.act(action);
                }
            }
            Phase::Converting => self.window.act(Action::Batch(BatchAction::Convert)),
            Phase::Surveying => self.window.act(Action::Show(Page::MyKeys)),
            _ => {}
        }
    }

    /// Types what fits many keys, and takes it back.
    fn filter(&mut self) {
        const TYPED: &str = "key12";
        if self.phase == Phase::KeysFiltering && self.frames.is_multiple_of(10) {
            let length = self.frames / 10 % (TYPED.len() + 1);
            let text = TYPED.get(..length).unwrap_or_default().to_owned();
            self.window.act(Action::MyKeys(MyKeysAction::Filter(text)));
        }
    }

    fn print(&self) {
        println!(
            "| frames while | n | median ms | 99 % ms | longest ms | over 16 ms | longest of our own ms |"
        );
        println!("|---|---|---|---|---|---|---|");
        for (phase, name) in Phase::TIMED {
            let of_it = || self.taken.iter().filter(|frame| frame.phase == phase);
            let in_ms = |time: Duration| time.as_secs_f64() * 1000.0;
            let mut ms: Vec<f64> = of_it().map(|frame| in_ms(frame.all)).collect();
            let own = of_it().map(|frame| in_ms(frame.own)).fold(0.0, f64::max);
            ms.sort_by(f64::total_cmp);
            let at = |part: usize| ms.get((ms.len() * part / 100).min(ms.len().saturating_sub(1)));
            let [middle, most, all] = [50, 99, 100].map(|part| at(part).copied().unwrap_or(f64::NAN));
            let over = ms.iter().filter(|ms| **ms > 16.0).count();
            println!("| {name} | {} | {middle:.1} | {most:.1} | {all:.1} | {over} | {own:.1} |", ms.len());
        }
    }
}

impl eframe::App for Timed {
    fn raw_input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        if let Some(began) = self.began.replace(Instant::now()) {
            let own = std::mem::take(&mut self.own);
            self.taken.push(Frame { phase: self.phase, all: began.elapsed(), own });
            self.frames += 1;
        }
        if matches!(self.phase, Phase::Scrolling | Phase::KeysScrolling) {
            input.events.push(Event::PointerMoved(eframe::egui::pos2(400.0, 400.0)));
            input.events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, -300.0),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            });
        }
    }

    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let began = Instant::now();
        self.window.logic(ctx, frame);
        self.go_on();
        self.filter();
        self.own += began.elapsed();
        if self.phase == Phase::Over {
            self.print();
            self.phase = Phase::Start;
            ctx.send_viewport_cmd(eframe::egui::ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if self.phase != Phase::Nothing {
            let began = Instant::now();
            self.window.ui(ui, frame);
            self.own += began.elapsed();
        }
        ui.ctx().request_repaint();
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        self.window.clear_color(visuals)
    }
}
