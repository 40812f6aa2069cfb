//! One renderer after the other, until one draws the window.

use super::{Renderer, WindowError, panics};
use crate::system::work_area;
use eframe::egui::{Context, Ui, Vec2, ViewportBuilder, ViewportCommand, vec2};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why the window is not there, or no more.
#[derive(Debug, PartialEq, Eq)]
pub enum StartError {
    /// None of these drew it.
    NeverSeen(Vec<(Renderer, WindowError)>),
    /// It was there, and somebody may have typed into it.
    BrokeOff(Renderer, WindowError),
}

/// Opens the window with the first of these that can draw it, and returns when it was closed. Each
/// try has a window and an app of its own. What nobody needs for the first picture is done `then`,
/// once, when that can be seen.
///
/// # Errors
/// When none could, or when it failed after the first picture: then no other one is tried, as it
/// would look as if everything were lost that was typed.
pub fn open(
    renderers: &[Renderer],
    viewport: impl Fn() -> ViewportBuilder,
    app: impl Fn(&eframe::CreationContext<'_>) -> Box<dyn eframe::App>,
    then: impl Fn() + Send + Sync + 'static,
) -> Result<(), StartError> {
    let then: Arc<dyn Fn() + Send + Sync> = Arc::new(then);
    one_after_the_other(renderers, |renderer| {
        let seen = Arc::new(AtomicBool::new(false));
        let result = panics::caught(|| {
            let (watch, then) = (Arc::clone(&seen), Arc::clone(&then));
            let app = |cc: &eframe::CreationContext<'_>| {
                note_first_picture(&cc.egui_ctx, watch, then);
                if let Some(area) = work_area(cc) {
                    start_within(&cc.egui_ctx, area);
                }
                Ok(app(cc))
            };
            let options = options(renderer, viewport());
            eframe::run_native("keywright", options, Box::new(app)).map_err(WindowError::of)
        });
        (result, seen.load(Ordering::Relaxed))
    })
}

/// `attempt` tells how it ended, and whether there was a picture before that.
fn one_after_the_other(
    renderers: &[Renderer],
    mut attempt: impl FnMut(Renderer) -> (Result<(), WindowError>, bool),
) -> Result<(), StartError> {
    let mut failed = Vec::new();
    for &renderer in renderers {
        match attempt(renderer) {
            (Ok(()), _) => return Ok(()),
            (Err(cause), true) => return Err(StartError::BrokeOff(renderer, cause)),
            (Err(cause), false) => failed.push((renderer, cause)),
        }
    }
    Err(StartError::NeverSeen(failed))
}

/// The first picture is known to be there when the second begins; what is typed comes with that.
fn note_first_picture(ctx: &Context, seen: Arc<AtomicBool>, then: Arc<dyn Fn() + Send + Sync>) {
    let note = move |ui: &mut Ui| {
        if ui.ctx().cumulative_frame_nr() == 0 {
            ui.ctx().request_repaint();
        } else if !seen.swap(true, Ordering::Relaxed) {
            then();
        }
    };
    ctx.on_begin_pass("first picture", Arc::new(note));
}

/// The window starts no larger than this part of the screen, in pixels. With the first picture, as its
/// scale is known then.
fn start_within(ctx: &Context, [width, height]: [u32; 2]) {
    let shrink = move |ui: &mut Ui| {
        let ctx = ui.ctx();
        if ctx.cumulative_frame_nr() == 0 {
            let size = ctx.content_rect().size();
            let fitting = fitting(size, vec2(width as f32, height as f32) / ctx.pixels_per_point());
            if fitting != size {
                ctx.send_viewport_cmd(ViewportCommand::InnerSize(fitting));
            }
        }
    };
    ctx.on_begin_pass("start size", Arc::new(shrink));
}

/// With room for the frame, whose size is not known before the window is there.
fn fitting(size: Vec2, area: Vec2) -> Vec2 {
    const FRAME: Vec2 = vec2(12.0, 40.0);
    size.min((area - FRAME).max(Vec2::ZERO))
}

fn options(renderer: Renderer, viewport: ViewportBuilder) -> eframe::NativeOptions {
    let opengl = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The window brings its own, when there is time.
        system_font_fallback: false,
        // So does it the keys that cut, copy and paste.
        clipboard_shortcuts: false,
        // For the next try, and for words where there is none.
        run_and_return: true,
        ..Default::default()
    };
    drawn_by(renderer, opengl)
}

#[cfg(feature = "wgpu")]
fn drawn_by(renderer: Renderer, opengl: eframe::NativeOptions) -> eframe::NativeOptions {
    match super::graphics::configuration(renderer) {
        Some(wgpu_options) => {
            eframe::NativeOptions { renderer: eframe::Renderer::Wgpu, wgpu_options, ..opengl }
        }
        None => opengl,
    }
}

/// [`Renderer::here`] has nothing else then.
#[cfg(not(feature = "wgpu"))]
fn drawn_by(_: Renderer, opengl: eframe::NativeOptions) -> eframe::NativeOptions {
    opengl
}

#[cfg(test)]
mod tests {
    use super::{StartError, fitting, one_after_the_other, vec2};
    use crate::start::{Renderer, WindowError};

    /// Which were tried, and how it ended.
    fn tried(ends: &[(Result<(), WindowError>, bool)]) -> (Vec<Renderer>, Result<(), StartError>) {
        let mut order = Vec::new();
        let mut ends = ends.iter().cloned();
        let result = one_after_the_other(&Renderer::ALL, |renderer| {
            order.push(renderer);
            ends.next().unwrap_or((Err(WindowError::NoAdapter), false))
        });
        (order, result)
    }

    #[test]
    fn only_a_window_that_does_not_fit_starts_smaller() {
        let size = vec2(760.0, 620.0);
        assert_eq!(fitting(size, vec2(1280.0, 1000.0)), size);
        assert_eq!(fitting(size, vec2(1024.0, 568.0)), vec2(760.0, 528.0));
        assert_eq!(
            fitting(size, vec2(700.0, 20.0)),
            vec2(688.0, 0.0),
            "the smallest size is seen to elsewhere"
        );
    }

    #[test]
    fn the_first_that_draws_is_the_last_tried() {
        use Renderer::{Dx12, OpenGl, Vulkan};
        assert_eq!(tried(&[(Ok(()), true)]), (vec![OpenGl], Ok(())));
        let fails = || (Err(WindowError::NoAdapter), false);
        assert_eq!(tried(&[fails(), (Ok(()), true)]), (vec![OpenGl, Dx12], Ok(())));
        // Closed before anything was drawn is closed.
        assert_eq!(tried(&[fails(), fails(), (Ok(()), false)]), (vec![OpenGl, Dx12, Vulkan], Ok(())));
    }

    #[test]
    fn every_cause_is_kept_in_order() {
        let old = || WindowError::NoOpenGl(None);
        let lost = || WindowError::Driver("lost".to_owned());
        let (order, result) = tried(&[(Err(old()), false), (Err(lost()), false)]);
        assert_eq!(order, Renderer::ALL);
        let causes = vec![
            (Renderer::OpenGl, old()),
            (Renderer::Dx12, lost()),
            (Renderer::Vulkan, WindowError::NoAdapter),
        ];
        assert_eq!(result, Err(StartError::NeverSeen(causes)));
    }

    #[test]
    fn a_window_that_was_seen_is_not_opened_again() {
        let (order, result) = tried(&[(Err(WindowError::NoAdapter), true)]);
        assert_eq!(order, [Renderer::OpenGl]);
        assert_eq!(result, Err(StartError::BrokeOff(Renderer::OpenGl, WindowError::NoAdapter)));
    }
}
