//! A window of eframe with nothing in it, drawn as Keywright's is: what benches/window.py compares
//! its start and its memory with.

use eframe::egui::{Ui, ViewportBuilder};

struct Nothing;

impl eframe::App for Nothing {
    fn ui(&mut self, _ui: &mut Ui, _frame: &mut eframe::Frame) {}
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default().with_inner_size([760.0, 560.0]),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    eframe::run_native("empty window", options, Box::new(|_| Ok(Box::new(Nothing))))
}
