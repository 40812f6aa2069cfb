//! The program itself: its help, its manual, and what it is made of.

use crate::programs::{are_here, command, output_of};
use crate::support::*;

#[test]
fn it_explains_itself() {
    let desk = Desk::new();
    assert_eq!(desk.prints(&["--version"]), concat!("keywright-cli ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(desk.prints(&["--help"]).contains("Examples:"));
    for name in ["generate", "show", "convert", "explain"] {
        let help = desk.prints(&[name, "--help"]);
        assert!(help.contains("Examples:") && help.contains(&format!("keywright-cli {name} ")), "{help}");
        let manual = desk.prints(&["man", name]);
        assert!(manual.contains(&format!(".TH keywright-cli-{name}")), "{manual}");
    }
    assert!(desk.prints(&["man"]).contains(".TH keywright-cli"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(desk.prints(&["completions", shell]).contains("output-dir"), "{shell}");
    }
}

#[test]
fn wrong_usage_is_told_in_one_line() {
    let desk = Desk::new();
    let cases: [(&[&str], &str); 7] = [
        (&[], "see keywright-cli --help"),
        (&["no-such-command"], "no-such-command"),
        (&["show"], "<FILE>"),
        (&["show", "--no-such-option", "x"], "--no-such-option"),
        (&["show", "--public", "--json", "x"], "cannot be used with"),
        (&["convert", "--to", "nothing\n\u{1b}[2J", "x"], "openssh, ppk, ppk2, pem, pkcs8, public, rfc4716"),
        (&["man", "no-such-command"], "no-such-command"),
    ];
    for (arguments, words) in cases {
        desk.run(arguments).fails(2, words);
    }
}

#[test]
fn who_reads_only_the_start_gets_no_complaint() {
    let script = format!("{PROGRAM} --help | head -c 1; exit ${{PIPESTATUS[0]}}");
    let said = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
    assert_eq!((said.status.code(), said.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn there_is_no_window_in_it() {
    if !are_here(&["strip"]) {
        return;
    }
    let desk = Desk::new();
    // As it is given out: the notes for debuggers tell of all crates that were built beside it.
    output_of(command("strip").arg("-o").arg(desk.path("stripped")).arg(PROGRAM));
    let program = std::fs::read(desk.path("stripped")).unwrap();
    for name in ["egui", "eframe", "winit", "libwayland", "arboard", "zbus"] {
        let found = program.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name.as_bytes()));
        assert!(!found, "{name} is in the program");
    }
    if are_here(&["ldd"]) {
        let libraries = output_of(command("ldd").arg(PROGRAM));
        for line in libraries.lines() {
            let known = ["linux-vdso", "ld-linux", "libc.", "libm.", "libgcc_s."];
            assert!(known.iter().any(|name| line.contains(name)), "{line}");
        }
    }
}
