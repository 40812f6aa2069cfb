//! Why a window could not be drawn.

#[cfg(feature = "wgpu")]
use eframe::egui_wgpu::WgpuError;
use std::fmt;

/// Longer words than these are no sentence.
const LONGEST: usize = 300;

/// Why one renderer failed. What it said itself is in English, on one line, for those who want to
/// ask others about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowError {
    /// There is no desktop to open a window on.
    NoDesktop(String),
    /// There is no OpenGL, or only an old one. Some systems give no reason.
    NoOpenGl(Option<String>),
    /// No graphics adapter can show a picture in a window.
    NoAdapter,
    /// The graphics driver failed, or what speaks with it.
    Driver(String),
    /// The program came to a fault of its own.
    Fault(PanicLocation),
    /// Anything else.
    Other(String),
}

impl WindowError {
    /// What eframe says, in our terms.
    pub(super) fn of(error: eframe::Error) -> Self {
        use eframe::Error;
        match error {
            Error::Winit(error) => Self::NoDesktop(single_line(without_place(&error.to_string()))),
            Error::WinitEventLoop(error) => Self::NoDesktop(single_line(without_place(&error.to_string()))),
            // Without the long list of what was wanted.
            Error::NoGlutinConfigs(_, error) => Self::no_opengl(&error.to_string()),
            Error::Glutin(error) => Self::no_opengl(&error.to_string()),
            Error::OpenGL(error) => Self::no_opengl(&error.to_string()),
            // The second is what is said where nothing of this kind is installed at all.
            #[cfg(feature = "wgpu")]
            Error::Wgpu(
                WgpuError::CustomNativeAdapterSelectionError(_) | WgpuError::CreateSurfaceError(_),
            ) => Self::NoAdapter,
            #[cfg(feature = "wgpu")]
            Error::Wgpu(error) => Self::Driver(single_line(&error.to_string())),
            Error::AppCreation(error) => Self::Other(single_line(&error.to_string())),
        }
    }

    /// Windows often fails "successfully" here, which would only confuse.
    fn no_opengl(said: &str) -> Self {
        let reason = single_line(said);
        Self::NoOpenGl((!reason.contains("os error 0")).then_some(reason))
    }
}

/// Winit puts a line of its own source before what the system said.
fn without_place(text: &str) -> &str {
    text.strip_prefix("os error at ").and_then(|rest| rest.split_once(": ")).map_or(text, |(_, said)| said)
}

/// Foreign words as one line that is not too long, without a full stop.
pub(super) fn single_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.trim_end_matches('.').to_owned(),
    }
}

/// Where in the source a fault is: `wgpu-30.0.1/src/backend/wgpu_core.rs:12`, without the folders
/// of whoever built the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanicLocation {
    file: String,
    line: u32,
}

impl PanicLocation {
    /// Of a path as the compiler wrote it down.
    pub(super) fn new(file: &str, line: u32) -> Self {
        let parts: Vec<&str> = file.split(['/', '\\']).collect();
        let after = |folder: &str, more: usize| {
            let at = parts.iter().position(|part| *part == folder)?;
            parts.get(at + more..).filter(|rest| !rest.is_empty())
        };
        // A crate from a registry; the standard library; what is our own is short already.
        let short = after("registry", 3).or_else(|| after("library", 0)).unwrap_or(&parts);
        Self { file: short.join("/"), line }
    }

    pub(super) fn unknown() -> Self {
        Self::new("?", 0)
    }

    /// Whether it is in what draws the window, which has never seen a secret in words.
    pub(super) fn draws(&self) -> bool {
        const CRATES: [&str; 14] = [
            "ash",
            "eframe",
            "egui-wgpu",
            "egui_glow",
            "glow",
            "glutin",
            "glutin-winit",
            "glutin_wgl_sys",
            "gpu-allocator",
            "naga",
            "wgpu",
            "wgpu-core",
            "wgpu-hal",
            "winit",
        ];
        let with_version = self.file.split('/').next().unwrap_or_default();
        with_version.rsplit_once('-').is_some_and(|(name, _)| CRATES.contains(&name))
    }
}

impl fmt::Display for PanicLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, PanicLocation, WindowError, single_line, without_place};

    #[test]
    fn places_do_not_tell_who_built_the_program() {
        let place = |file| PanicLocation::new(file, 7).to_string();
        let unix = "/home/me/.cargo/registry/src/index.crates.io-1/wgpu-30.0.1/src/api/device.rs";
        assert_eq!(place(unix), "wgpu-30.0.1/src/api/device.rs:7");
        let windows = r"C:\Users\me\.cargo\registry\src\index.crates.io-1\glutin-0.32.3\src\lib.rs";
        assert_eq!(place(windows), "glutin-0.32.3/src/lib.rs:7");
        assert_eq!(place("/rustc/1234/library/core/src/option.rs"), "library/core/src/option.rs:7");
        assert_eq!(place(r"src\app\mod.rs"), "src/app/mod.rs:7");
    }

    #[test]
    fn only_what_draws_may_speak() {
        let draws =
            |krate: &str| PanicLocation::new(&format!("/r/registry/src/i/{krate}/src/lib.rs"), 1).draws();
        assert!(draws("wgpu-30.0.1") && draws("egui-wgpu-0.37.0") && draws("egui_glow-0.37.0"));
        assert!(!draws("ssh-key-0.7.0-rc.11") && !draws("egui-0.37.0") && !draws("wgpu"));
        assert!(!PanicLocation::new("src/key/mod.rs", 1).draws());
        assert!(!PanicLocation::new("/rustc/1/library/core/src/str/mod.rs", 1).draws());
    }

    #[test]
    fn only_what_the_system_said_is_kept() {
        let unix = "os error at /home/me/winit-0.30.13/src/mod.rs:765: no display: sorry";
        assert_eq!(without_place(unix), "no display: sorry");
        let windows = r"os error at C:\Users\me\winit-0.30.13\src\mod.rs:765: no display";
        assert_eq!(without_place(windows), "no display");
        assert_eq!(without_place("Exit Failure: 1"), "Exit Failure: 1");
    }

    #[test]
    fn success_is_no_reason() {
        assert_eq!(WindowError::no_opengl("[0] Success. (os error 0)"), WindowError::NoOpenGl(None));
        let old = "egui_glow requires opengl 2.0+. ";
        assert_eq!(
            WindowError::no_opengl(old),
            WindowError::NoOpenGl(Some("egui_glow requires opengl 2.0+".to_owned()))
        );
    }

    #[test]
    fn foreign_words_stay_on_one_line() {
        assert_eq!(single_line("  lost:\r\n\n   device\t1.\u{7} "), "lost: device 1");
        let long = single_line(&"ä".repeat(LONGEST + 1));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }
}
