//! Ed448: RFC 8032's own keys, and the same files as puttygen's.

use crate::peers::{self, Desk, putty_converts, putty_line, run};
use crate::support::{opened, public_of, same, written};
use crate::vectors::bytes_of;
use keywright::format::PrivateFormat::{OpenSsh, Ppk2, Ppk3};
use keywright::format::{PublicFormat, write_public};

/// RFC 8032, section 7.4: "Blank" and "1 octet".
#[test]
fn an_ed448_seed_gives_the_public_key_of_the_rfc() {
    let points = [
        "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180",
        "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480",
    ];
    for (file, point) in ["odd/ed448-rfc-1", "odd/ed448-rfc-2"].into_iter().zip(points) {
        let (_, key) = opened(&bytes_of(file), None).unwrap();
        let hex: String = key.public().blob().iter().skip(17).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, point, "{file}");
    }
}

#[test]
fn ed448_keys_of_ours_work_in_puttygen_and_are_its_own_files() {
    if !peers::is_there("puttygen") {
        return;
    }
    let desk = Desk::new();
    let [none, some] = [desk.put("none", b""), desk.put("some", b"some")];
    let names = [
        "odd/ed448-rfc-1",
        "odd/ed448-rfc-2",
        "odd/ed448-last-byte-0",
        "odd/ed448-first-byte-0",
        "openssh/ed448-putty",
    ];
    for name in names {
        let (_, key) = opened(&bytes_of(name), None).unwrap();
        for format in [OpenSsh, Ppk3, Ppk2] {
            for (passphrase, file) in [(None, &none), (Some("some"), &some)] {
                let other = if format == OpenSsh { "private" } else { "private-openssh-new" };
                let ours = desk.put("ours", &written(&key, format, passphrase, 1));
                let line = putty_line(&ours, file).unwrap();
                assert!(key.public().line().starts_with(&line), "{name} {format:?}");
                let back = putty_converts(&ours, &desk.name("back"), other, file).unwrap();
                assert!(same(&key, &opened(&back, passphrase).unwrap().1), "{name} {format:?}");
            }
        }
        let public = desk.put("public", &write_public(key.public(), PublicFormat::Rfc4716));
        let said = run("puttygen", &["-l", "-E", "sha256", &public]).unwrap();
        let expected = format!("ssh-ed448 448 {}", key.public().fingerprint().sha256());
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[test]
fn ed448_keys_of_puttygen_work_here() {
    if !peers::is_there("puttygen") {
        return;
    }
    let desk = Desk::new();
    let none = desk.put("none", b"");
    for number in 0..40 {
        let file = desk.name("theirs");
        let arguments =
            ["-q", "--random-device", "/dev/urandom", "-t", "ed448", "-o", &file, "--new-passphrase", &none];
        run("puttygen", &arguments).unwrap();
        let (_, key) = opened(&peers::bytes(&file), None).unwrap();
        assert!(key.public().line().starts_with(&putty_line(&file, &none).unwrap()), "{number}");
        assert!(public_of(&peers::bytes(&file), None).is_same_key(key.public()));
    }
}
