//! From the command line to the window, or to why there is none. Nothing is said here.

mod arguments;
#[cfg(feature = "wgpu")]
mod graphics;
mod panics;
mod renderer;
mod renderer_fallback;
mod window_error;

pub use arguments::{ArgError, OverrideSource, RendererOverride, StartupArgs, VARIABLE, asked};
pub use panics::tell_places_only;
pub use renderer::Renderer;
pub use renderer_fallback::{StartError, open};
pub use window_error::{PanicLocation, WindowError};
