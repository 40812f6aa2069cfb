//! Passphrases from files and from standard input, in UTF-8 and in the code page of the system.

use crate::support::*;

#[test]
#[ignore = "tests/windows starts it"]
fn passphrases_are_piped_and_read_from_files() {
    let desk = Desk::new();
    let line = desk
        .windows_with(
            "schöne Grüße\r\nmore".as_bytes(),
            &["generate", "--new-passphrase-file", "-", "--output", "k"],
        )
        .well();
    desk.put("typed", "schöne Grüße".as_bytes());
    for file in ["typed", "-"] {
        let arguments = ["show", "--public", "--passphrase-file", file, "k"];
        assert_eq!(desk.windows_with("schöne Grüße\n".as_bytes(), &arguments).well(), line);
    }
    desk.windows_with(b"other\n", &["show", "--comment", "--passphrase-file", "-", "k"])
        .fails(1, "passphrase");
    desk.windows(&["show", "--comment", "k"]).fails(1, "--passphrase-file");
}

/// PuTTY on Windows takes the bytes of the code page of its system, or what is nearest to a letter.
#[test]
#[ignore = "tests/windows starts it"]
fn a_passphrase_in_a_code_page_opens_what_putty_locked() {
    let desk = Desk::new();
    for (file, typed) in [
        ("utf-8", "smörgås ключ 鍵 🗝"),
        ("cp1252", "smörgås €"),
        ("cp1251", "ключ"),
        ("cp932", "鍵"),
        ("best-fit", "Ŧéşť"),
    ] {
        desk.put("typed", typed.as_bytes());
        for version in [2, 3] {
            desk.take(&format!("ppk/passphrase-{file}-{version}.ppk"), "old.ppk");
            let shown = desk.windows(&["show", "--public", "--passphrase-file", "typed", "old.ppk"]).well();
            assert_eq!(shown, desk.linux(&["show", "--public", "old.ppk"]).well());
        }
        // From then on it is in UTF-8, as OpenSSH wants it. Locking takes long on purpose.
        if file == "cp1252" {
            let convert =
                ["convert", "--to", "openssh", "--passphrase-file", "typed", "--output", "o", "old.ppk"];
            desk.windows(&convert).well();
            let public = desk.linux(&["show", "--public", "old.ppk"]).well();
            assert_eq!(desk.by_ssh_keygen("o", typed), without_comment(&public));
        }
    }
}
