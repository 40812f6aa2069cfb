//! What was saved is what ssh-keygen and puttygen take.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::Output;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{self, Command, Stdio};

/// `None`, with the reason printed, where the program is not there.
fn run(program: &str, args: &[&OsStr]) -> Option<process::Output> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output();
    output.map_err(|error| eprintln!("skipped: {program}: {error}")).ok()
}

fn text(output: &process::Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn args<'a>(options: &'a [&'a str], path: &'a Path) -> Vec<&'a OsStr> {
    options.iter().map(OsStr::new).chain([path.as_os_str()]).collect()
}

#[test]
fn ssh_keygen_reads_the_private_key_and_finds_the_public_one_beside_it() {
    for passphrase in ["", "correct horse"] {
        let folder = tempfile::tempdir().unwrap();
        let (key, path) = (new_key(), folder.path().join("id_ed25519"));
        save(under(passphrase, request(&key, Output::PAIR, &path))).unwrap();
        let Some(output) = run("ssh-keygen", &args(&["-y", "-P", passphrase, "-f"], &path)) else { return };
        assert_eq!(text(&output).trim_end(), key.public().line());
        let listed = text(&run("ssh-keygen", &args(&["-lf"], &path)).unwrap());
        assert!(listed.contains(&key.public().fingerprint().sha256()), "{listed}");
    }
}

#[test]
fn ssh_keygen_refuses_the_file_once_others_can_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    save_pair(&new_key(), &path).unwrap();
    set_mode(&path, 0o644);
    // Shows that the test above tests the mode too.
    let Some(output) = run("ssh-keygen", &args(&["-y", "-P", "", "-f"], &path)) else { return };
    assert!(!output.status.success());
}

#[test]
fn puttygen_reads_what_was_saved_for_putty() {
    let folder = tempfile::tempdir().unwrap();
    for what in [Output::private(PrivateFormat::Ppk3), Output::private(PrivateFormat::Ppk2)] {
        let (key, path) = (new_key(), folder.path().join(format!("{what:?}.ppk")));
        save(request(&key, what, &path)).unwrap();
        let Some(output) = run("puttygen", &args(&["-L"], &path)) else { return };
        assert_eq!(text(&output).trim_end(), key.public().line());
    }
}
