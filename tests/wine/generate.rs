//! `generate`

use crate::programs::are_here;
use crate::support::*;

#[test]
#[ignore = "tests/windows starts it"]
fn a_new_key_goes_where_ssh_looks_for_it_whatever_the_person_is_called() {
    for name in ["home", "Jürgen Ключ 鍵"] {
        let desk = Desk::named(name);
        let line = desk.windows_at_home(&["generate", "--no-passphrase", "--comment", "jürgen@ключ"]).well();
        assert!(line.starts_with("ssh-ed25519 ") && line.ends_with(" jürgen@ключ\n"), "{line}");
        assert_eq!(desk.names(".ssh"), ["id_ed25519", "id_ed25519.pub"]);
        assert_eq!(desk.text(".ssh/id_ed25519.pub"), line);
        desk.assert_private(".ssh");
        desk.assert_private(".ssh/id_ed25519");
        desk.assert_public(".ssh/id_ed25519.pub");
        let second = desk.windows_at_home(&["generate", "--no-passphrase"]).well();
        assert_ne!(without_comment(&second), without_comment(&line));
        assert_eq!(desk.text(".ssh/id_ed25519_2.pub"), second);
        assert_eq!(desk.text(".ssh/id_ed25519.pub"), line);
    }
}

#[test]
#[ignore = "tests/windows starts it"]
fn every_kind_in_every_format_that_is_there_is_read_by_its_program() {
    if !are_here(&["ssh-keygen", "puttygen"]) {
        return;
    }
    let desk = Desk::new();
    let kinds: [(&[&str], &str, &str); 5] = [
        (&["--type", "ed25519"], "ssh-ed25519", "pkcs8"),
        (&["--type", "ecdsa"], "ecdsa-sha2-nistp256", "pem"),
        (&["--type", "ecdsa", "--bits", "384"], "ecdsa-sha2-nistp384", "pkcs8"),
        (&["--type", "ecdsa", "--bits", "521"], "ecdsa-sha2-nistp521", "pem"),
        (&["--type", "rsa", "--bits", "2048"], "ssh-rsa", "pem"),
    ];
    desk.put("none", b"\n");
    for (kind, name, pem) in kinds {
        for format in ["openssh", "ppk", "ppk2", pem] {
            // Locking takes long on purpose: one kind is enough.
            let locked = name == "ecdsa-sha2-nistp256";
            let new: &[&str] = if locked { &["--new-passphrase-file", "new"] } else { &["--no-passphrase"] };
            let (typed, typed_in) = if locked { ("ein Schlüssel 🔑", "new") } else { ("", "none") };
            let file = format!("{name} {format}");
            let fixed = ["generate", "--format", format, "--output", &file];
            let line = desk.windows(&[&fixed, new, kind].concat()).well();
            assert!(line.starts_with(name), "{line}");
            assert_eq!(desk.text(&format!("{file}.pub")), line);
            desk.assert_private(&file);
            let public = without_comment(&line);
            let read = match format {
                "ppk" | "ppk2" => desk.by_puttygen(&file, typed_in),
                // ssh-keygen cannot read an Ed25519 key in PKCS#8.
                "pkcs8" if name == "ssh-ed25519" => {
                    without_comment(&desk.linux(&["show", "--public", &file]).well())
                }
                _ => desk.by_ssh_keygen(&file, typed),
            };
            assert_eq!(read, public, "{file}");
        }
    }
}

#[test]
#[ignore = "tests/windows starts it"]
fn nothing_that_is_there_is_replaced_and_names_of_devices_are_refused() {
    let desk = Desk::new();
    desk.put("a", b"mine\n");
    let output = |name| desk.windows(&["generate", "--no-passphrase", "--output", name]);
    output("a").fails(1, "a already exists");
    assert_eq!(desk.bytes("a"), b"mine\n");
    for name in ["CON", "con.ppk", "NUL", "id:stream", "id?", "id.", r"no\id", "no/id"] {
        let said = output(name);
        assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{name}: {said:?}");
    }
    // The name of a folder is a mistake on the command line, whatever is there.
    for name in [r"new\", "new/"] {
        let said = output(name);
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{name}: {said:?}");
    }
    assert_eq!(desk.names("."), ["a", "new", "pass"]);
    // Both separators, relative and from the root on.
    output(r".\b").well();
    output("./c").well();
    output(&in_wine(&desk.path("d"))).well();
    assert_eq!(desk.names("."), ["a", "b", "b.pub", "c", "c.pub", "d", "d.pub", "new", "pass"]);
}
