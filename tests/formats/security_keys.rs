//! Keys in security keys: what their files say of using them.

use crate::support::opened;
use crate::vectors::bytes_of;
use keywright::key::{Key, SecurityKeyUse};

fn used(file: &str, passphrase: Option<&str>) -> (Option<String>, Option<SecurityKeyUse>) {
    let (_, key): (_, Key) = opened(&bytes_of(file), passphrase).unwrap();
    (key.public().application(), key.security_key_use())
}

#[test]
fn the_file_says_what_using_the_key_takes() {
    for (file, passphrase, application, [touch, pin, resident]) in [
        ("newest/ed25519-sk", None, "ssh:", [true, false, false]),
        ("newest/ed25519-sk-locked", Some("correct horse"), "ssh:", [true, false, false]),
        ("newest/ed25519-sk-no-touch", None, "ssh:", [false, false, false]),
        ("newest/ed25519-sk-verify", None, "ssh:", [true, true, false]),
        ("newest/ed25519-sk-resident", None, "ssh:example", [true, true, true]),
        ("newest/ecdsa-sk", None, "ssh:", [true, false, false]),
        ("newest/ecdsa-sk-locked", Some("correct horse"), "ssh:", [true, false, false]),
        ("newest/ecdsa-sk-resident", None, "ssh:example", [true, false, true]),
    ] {
        let expected = (Some(application.to_owned()), Some(SecurityKeyUse { touch, pin, resident }));
        assert_eq!(used(file, passphrase), expected, "{file}");
    }
}

#[test]
fn other_keys_have_no_application() {
    assert_eq!(used("openssh/ed25519", None), (None, None));
    assert_eq!(used("openssh/rsa2048", None), (None, None));
}
