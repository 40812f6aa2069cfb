//! From the command line to the window, or to why there is none. Nothing is said here.

mod arguments;
mod cause;
#[cfg(feature = "wgpu")]
mod graphics;
mod panics;
mod renderer;
mod tries;

pub use arguments::{Asked, By, Forced, VARIABLE, Wrong, asked};
pub use cause::{Cause, Place};
pub use panics::tell_places_only;
pub use renderer::Renderer;
pub use tries::{Failure, open};
