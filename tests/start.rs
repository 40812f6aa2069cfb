//! The real `keywright` before its window is there, or where it cannot be: what it answers, what
//! it says, and what it ends with.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on shall say so at once"
)]

use std::process::{Command, Output, Stdio};

fn keywright(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keywright"));
    command.args(arguments).env_remove("KEYWRIGHT_RENDERER").stdin(Stdio::null());
    command
}

/// How it ended, and what it said on standard output and standard error.
fn said(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("words").replace("\r\n", "\n");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn questions_are_answered_without_a_window() {
    let (status, out, err) = said(&mut keywright(&["--version"]));
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert_eq!(out, format!("keywright {}\n", env!("CARGO_PKG_VERSION")));
    let (status, out, err) = said(keywright(&["--help"]).env("KEYWRIGHT_RENDERER", "nonsense"));
    assert_eq!((status, err.as_str()), (Some(0), ""));
    for word in ["--renderer", "glow", "KEYWRIGHT_RENDERER", "keywright-cli"] {
        assert!(out.contains(word), "{word}:\n{out}");
    }
}

#[test]
fn a_wrong_command_line_is_told_plainly() {
    for (arguments, word) in [
        (&["--rendrer", "glow"][..], "--rendrer"),
        (&["--renderer"], "name"),
        (&["--renderer", "metal"], "“metal”"),
    ] {
        let (status, out, err) = said(&mut keywright(arguments));
        assert_eq!((status, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(word) && err.contains("glow"), "{err}");
    }
    let (status, _, err) = said(keywright(&[]).env("KEYWRIGHT_RENDERER", "metal"));
    assert_eq!(status, Some(2), "{err}");
    assert!(err.contains("KEYWRIGHT_RENDERER names an unknown renderer, “metal”"), "{err}");
}

#[test]
fn only_windows_has_more_than_opengl() {
    use keywright::start::Renderer;
    let all = cfg!(all(windows, feature = "wgpu"));
    assert_eq!(Renderer::here(), if all { &Renderer::ALL[..] } else { &[Renderer::OpenGl] });
}

#[test]
fn a_renderer_that_is_not_here_is_not_replaced() {
    use keywright::start::Renderer;
    for renderer in Renderer::ALL.iter().filter(|renderer| !Renderer::here().contains(renderer)) {
        let name = renderer.name();
        let (status, _, err) = said(&mut keywright(&["--renderer", name]));
        assert_eq!(status, Some(2), "{err}");
        assert!(err.contains(name) && err.contains("is not included"), "{err}");
        let (status, _, err) = said(keywright(&[]).env("KEYWRIGHT_RENDERER", name));
        assert_eq!(status, Some(2), "{err}");
        assert!(err.contains("KEYWRIGHT_RENDERER") && err.contains("is not included"), "{err}");
    }
}

#[cfg(target_os = "linux")]
#[path = "programs/mod.rs"]
mod programs;

#[cfg(target_os = "linux")]
mod without_a_window {
    use super::programs::{Running, are_here};
    use super::{keywright, said};
    use std::process::{Command, Stdio};

    const DISPLAYS: [&str; 3] = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];

    fn on_no_display(arguments: &[&str]) -> Command {
        let mut command = keywright(arguments);
        for display in DISPLAYS {
            command.env_remove(display);
        }
        command
    }

    #[track_caller]
    fn names(err: &str, words: &[&str]) {
        for word in words {
            assert!(err.contains(word), "{word} is not said:\n{err}");
        }
        let build_folder = env!("CARGO_MANIFEST_DIR");
        assert!(!err.contains(build_folder) && !err.contains(".cargo/registry"), "who built it:\n{err}");
    }

    #[test]
    fn no_desktop_is_told() {
        let (status, out, err) = said(&mut on_no_display(&["some.ppk"]));
        assert_eq!((status, out.as_str()), (Some(1), ""), "{err}");
        names(&err, &["could not open its window", "no desktop", "DISPLAY", "keywright-cli --help"]);
        assert!(!err.contains("--renderer"), "nothing was forced:\n{err}");
    }

    #[test]
    fn an_opengl_that_is_too_old_is_told() {
        if !are_here(&["Xvfb", "timeout"]) {
            return;
        }
        let mut screen = Running::start("Xvfb", |xvfb| {
            xvfb.args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]);
            xvfb.stdout(Stdio::piped()).stderr(Stdio::null());
        });
        let display = format!(":{}", screen.next_line());
        let with_old_opengl = |arguments: &[&str]| {
            let mut command = on_no_display(arguments);
            command.env("DISPLAY", &display).env("LIBGL_ALWAYS_SOFTWARE", "1");
            command.env("MESA_GL_VERSION_OVERRIDE", "1.4").env("MESA_GLES_VERSION_OVERRIDE", "1.1");
            command
        };
        let (status, out, err) = said(&mut with_old_opengl(&[]));
        assert_eq!((status, out.as_str()), (Some(1), ""), "{err}");
        names(&err, &["could not open its window", "OpenGL: Version 2.0", "keywright-cli --help"]);
        assert!(!err.contains("--renderer"), "nothing was forced:\n{err}");

        let (status, _, err) = said(&mut with_old_opengl(&["--renderer", "glow"]));
        assert_eq!(status, Some(1), "{err}");
        names(&err, &["OpenGL: Version 2.0", "because of --renderer glow"]);

        let (status, _, err) = said(with_old_opengl(&[]).env("KEYWRIGHT_RENDERER", "glow"));
        assert_eq!(status, Some(1), "{err}");
        names(&err, &["OpenGL: Version 2.0", "KEYWRIGHT_RENDERER is glow"]);
    }
}
