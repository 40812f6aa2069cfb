//! `show`

use crate::support::*;
use std::fs;

/// Every key file of tests/vectors, and every hostile one: the same lines for the same files.
#[test]
#[ignore = "tests/windows starts it"]
fn every_file_is_told_the_same_on_both_systems() {
    let desk = Desk::new();
    let mut told = 0;
    for folder in ["openssh", "ppk", "public", "pem", "odd", "variants", "hostile"] {
        let mut names = Vec::new();
        fs::create_dir(desk.path(folder)).unwrap();
        for entry in fs::read_dir(vector(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap());
            desk.take(&name, &name);
            names.push(name);
        }
        names.sort();
        let mut arguments = vec!["show", "--json", "--passphrase-file", "pass"];
        arguments.extend(names.iter().map(String::as_str));
        let (windows, linux) = (desk.windows(&arguments), desk.linux(&arguments));
        assert_eq!(windows.status, linux.status, "{folder}");
        assert_same_lines(folder, &windows.out, &linux.out);
        assert_same_lines(folder, &windows.err, &linux.err);
        told += windows.out.lines().count();
    }
    eprintln!("{told} files");
    assert!(told > 300);
}

fn assert_same_lines(folder: &str, windows: &str, linux: &str) {
    for (windows, linux) in windows.lines().zip(linux.lines()) {
        assert_eq!(windows, linux, "{folder}");
    }
    assert_eq!(windows.lines().count(), linux.lines().count(), "{folder}");
    assert!(!windows.contains('\r'), "{folder}");
}

#[test]
#[ignore = "tests/windows starts it"]
fn a_certificate_is_told_the_same_for_people() {
    let desk = Desk::new();
    desk.take("public/user-ed25519-cert.pub", "ключ-cert.pub");
    let arguments = ["show", "ключ-cert.pub"];
    assert_eq!(desk.windows(&arguments).well(), desk.linux(&arguments).well());
}

#[test]
#[ignore = "tests/windows starts it"]
fn what_goes_wrong_has_a_line_and_a_status() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    desk.windows(&["show", "missing"]).fails(1, "missing does not exist");
    desk.windows(&["show", "."]).fails(1, "is a folder");
    desk.windows(&["show", "нет"]).fails(1, "нет");
    desk.windows(&["show", "CON"]).fails(1, "CON");
    desk.windows(&["show", "--passphrase-file", "new", "locked.ppk"]).fails(1, "passphrase");
    desk.windows(&["show", "--such"]).fails(2, "keywright-cli --help");
    for arguments in
        [&["--version"][..], &["--help"], &["convert", "--help"], &["man"], &["completions", "bash"]]
    {
        let windows = desk.windows(arguments).well().replace("keywright-cli.exe", "keywright-cli");
        assert_eq!(windows, desk.linux(arguments).well());
    }
}
