//! A .ppk file with a certificate: opened with it, written with it, and never kept closed by it.

use crate::peers::{self, Desk, run};
use crate::support::{comment, opened, written};
use crate::vectors::bytes_of;
use base64ct::{Base64, Encoding as _};
use keywright::format::PrivateFormat::{OpenSsh, Pem, Pkcs8, Ppk2, Ppk3};
use keywright::format::{Format, KeyFile, read, write_certificate};
use keywright::key::{AttachedCertificate, Key, SignatureStatus};

const PASSPHRASE: &str = "correct horse";

/// The files of PuTTY 0.84, and what stands in `-cert.pub` beside each.
fn good() -> Vec<(String, Option<&'static str>, String)> {
    let mut files = Vec::new();
    for kind in ["ed25519", "ecdsa", "rsa"] {
        for (version, locked) in [(3, false), (3, true), (2, false), (2, true)] {
            let (state, passphrase) = if locked { ("locked", Some(PASSPHRASE)) } else { ("plain", None) };
            let file = format!("newest/{kind}-cert-v{version}-{state}.ppk");
            files.push((file, passphrase, format!("newest/{kind}-cert.pub")));
        }
    }
    files
}

fn key_of(file: &str, passphrase: Option<&str>) -> Key {
    opened(&bytes_of(file), passphrase).unwrap_or_else(|why| panic!("{file}: {}", why.text())).1
}

fn attached(key: &Key) -> &AttachedCertificate {
    key.certificate().expect("a certificate")
}

/// Type and base64.
fn line_in(file: &str) -> String {
    peers::without_comment(&String::from_utf8(bytes_of(file)).unwrap())
}

#[test]
fn a_key_opens_with_its_certificate() {
    for (file, passphrase, line) in good() {
        let key = key_of(&file, passphrase);
        assert_eq!(peers::without_comment(&attached(&key).line()), line_in(&line), "{file}");
        let certificate = attached(&key).read().expect("it can be read");
        assert_eq!(certificate.signature, SignatureStatus::Valid, "{file}");
        assert_eq!(certificate.principals, ["alice", "bob"], "{file}");
        assert!(certificate.key.is_same_key(key.public()));
    }
}

#[test]
fn what_a_locked_file_says_of_its_certificate_is_known_before_it_is_open() {
    for (file, _, line) in good().into_iter().filter(|(_, passphrase, _)| passphrase.is_some()) {
        let KeyFile::Encrypted(locked) = read(&bytes_of(&file)).unwrap() else { panic!("{file}") };
        let claimed = locked.claimed_certificate().expect("a certificate");
        assert_eq!(peers::without_comment(&claimed.line()), line_in(&line), "{file}");
    }
}

#[test]
fn a_certificate_stays_through_passphrase_comment_and_version() {
    for (file, passphrase, _) in good() {
        let key = key_of(&file, passphrase);
        let renamed = key.with_comment(comment("another comment"));
        for format in [Ppk3, Ppk2] {
            for new in [None, Some("a new one")] {
                let (found, again) = opened(&written(&renamed, format, new, 1), new).unwrap();
                assert_eq!(found, Format::from(format));
                assert_eq!(attached(&again).blob(), attached(&key).blob(), "{file}");
                assert!(attached(&again).line().ends_with(" another comment"), "{file}");
            }
        }
    }
}

#[test]
fn other_formats_hold_the_plain_key() {
    for (file, passphrase, _) in good() {
        let key = key_of(&file, passphrase);
        for format in [OpenSsh, Pkcs8, Pem] {
            if format == Pem && file.contains("ed25519") {
                continue; // there is no such form
            }
            let (_, again) = opened(&written(&key, format, None, 1), None).unwrap();
            assert!(again.public().is_same_key(key.public()) && again.certificate().is_none(), "{file}");
        }
    }
}

#[test]
fn the_line_of_the_certificate_has_the_comment_of_the_key() {
    let key = key_of("newest/rsa-cert-v3-plain.ppk", None);
    let line = String::from_utf8(write_certificate(attached(&key)).to_vec()).unwrap();
    assert_eq!(line, format!("{}\n", attached(&key).line()));
    assert!(line.ends_with(&format!(" {}\n", key.comment())));
    let Ok(KeyFile::Certificate(again)) = read(line.as_bytes()) else { panic!("{line}") };
    assert_eq!(again.blob, attached(&key).blob());
}

#[test]
fn a_certificate_that_cannot_be_read_or_checked_keeps_no_key_closed() {
    for (file, expected) in [
        ("newest/ed25519-cert-by-mldsa-v3-plain.ppk", Some(SignatureStatus::Unchecked)),
        ("newest/bad-certificate-signature.ppk", Some(SignatureStatus::Invalid)),
        ("newest/bad-trailing.ppk", None),
    ] {
        let key = key_of(file, None);
        assert_eq!(attached(&key).read().map(|certificate| certificate.signature), expected, "{file}");
        for format in [Ppk3, Ppk2] {
            let (_, again) = opened(&written(&key, format, Some("new"), 1), Some("new")).unwrap();
            assert_eq!(attached(&again).blob(), attached(&key).blob(), "{file}");
        }
    }
}

/// Whatever is changed in a certificate after the key, the key opens, and the certificate is
/// written again byte for byte. The check value is made anew, as an attacker or a fault would.
#[test]
fn no_change_after_the_key_keeps_it_closed() {
    let key = key_of("newest/ed25519-cert-v3-plain.ppk", None);
    let blob = attached(&key).blob();
    let file = String::from_utf8(written(&key, Ppk3, None, 1)).unwrap();
    // Type, nonce and point, each with its length.
    let after_key = 36 + 36 + 36;
    let mut changed: Vec<Vec<u8>> = (after_key..blob.len()).map(|end| blob[..end].to_vec()).collect();
    for at in after_key..blob.len() {
        let mut other = blob.to_vec();
        other[at] ^= 0xff;
        changed.push(other);
    }
    for blob in &changed {
        let file = with_certificate(&file, blob);
        let (_, again) = opened(file.as_bytes(), None).unwrap_or_else(|why| panic!("{}\n{file}", why.text()));
        assert!(again.public().is_same_key(key.public()));
        assert_eq!(attached(&again).blob(), blob);
        assert_eq!(String::from_utf8(written(&again, Ppk3, None, 1)).unwrap(), file);
    }
    assert!(changed.len() > 300);
}

/// The file with this certificate, and the check value that belongs to it.
fn with_certificate(file: &str, blob: &[u8]) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let field = |name: &str| {
        let lines = file.lines().skip_while(|line| !line.starts_with(name));
        let count = lines.clone().next().unwrap().split(": ").nth(1).unwrap().parse::<usize>().ok();
        (lines.skip(1).take(count.unwrap_or(0)).collect::<String>(), count)
    };
    let private = Base64::decode_vec(&field("Private-Lines").0).unwrap();
    let name = file.lines().next().unwrap().split(": ").nth(1).unwrap();
    let comment = file.lines().nth(2).unwrap().strip_prefix("Comment: ").unwrap();
    let mut covered = Vec::new();
    for part in [name.as_bytes(), b"none", comment.as_bytes(), blob, &private] {
        covered.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
        covered.extend(part);
    }
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[]).unwrap();
    mac.update(&covered);
    let mac: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let text = Base64::encode_string(blob);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let (private, count) = field("Private-Lines");
    format!(
        "PuTTY-User-Key-File-3: {name}\nEncryption: none\nComment: {comment}\nPublic-Lines: {}\n{}\n\
         Private-Lines: {}\n{private}\nPrivate-MAC: {mac}\n",
        lines.len(),
        lines.join("\n"),
        count.unwrap(),
    )
}

#[test]
fn a_private_half_of_another_key_is_refused_with_a_certificate_as_without() {
    let error = read(&bytes_of("newest/bad-private-half.ppk")).unwrap_err();
    let error = error.reason();
    assert_eq!(format!("{error:?}"), "KeyMismatch");
}

#[test]
fn puttygen_reads_the_certificates_in_our_files_and_its_check_values_fit() {
    if !peers::is_there("puttygen") {
        return;
    }
    let desk = Desk::new();
    let mut compared = 0;
    for (file, passphrase, line) in good() {
        let key = key_of(&file, passphrase);
        for (format, new) in [(Ppk3, None), (Ppk2, None), (Ppk3, Some("new")), (Ppk2, Some("new"))] {
            let ours = desk.put("ours.ppk", &written(&key, format, new, 1));
            let secret = desk.put("secret", new.unwrap_or_default().as_bytes());
            let arguments = |what| ["-q", &ours, "--old-passphrase", &secret, "-O", what];
            let found = run("puttygen", &arguments("public-openssh")).unwrap();
            assert_eq!(peers::without_comment(&found), line_in(&line), "{file}");
            let said = run("puttygen", &arguments("cert-info")).unwrap();
            assert!(said.contains("Valid user names: alice,bob"), "{said}");
            // It loads the private key, for which the check value must fit.
            let out = desk.name("theirs");
            let private = ["-o", &out, "--random-device", "/dev/urandom"];
            let export = [&arguments("private-openssh-new")[..], &private].concat();
            run("puttygen", &export).unwrap();
            let (_, again) = opened(&peers::bytes(&out), new).unwrap();
            assert!(again.public().is_same_key(key.public()), "{file}");
            compared += 1;
        }
    }
    println!("{compared} files read by puttygen");
}

#[test]
fn a_certificate_that_puttygen_put_into_a_file_is_there_and_comes_out_as_ssh_keygen_made_it() {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    for (kind, locked) in [("ed25519", false), ("ecdsa", true), ("rsa", false)] {
        let [ca, key] = ["ca", "key"].map(|name| desk.name(&format!("{kind}-{name}")));
        run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &ca]).unwrap();
        run("ssh-keygen", &["-q", "-t", kind, "-N", "", "-C", "me at home", "-f", &key]).unwrap();
        let public = format!("{key}.pub");
        run("ssh-keygen", &["-q", "-s", &ca, "-I", "id", "-n", "ann", &public]).unwrap();
        let (cert, ppk) = (format!("{key}-cert.pub"), format!("{key}.ppk"));
        let secret = desk.put("secret", if locked { PASSPHRASE.as_bytes() } else { b"" });
        let arguments = ["-q", &key, "--certificate", &cert, "-o", &ppk, "--new-passphrase", &secret];
        run("puttygen", &[&arguments[..], &["--random-device", "/dev/urandom"]].concat()).unwrap();
        let (_, opened) = opened(&peers::bytes(&ppk), locked.then_some(PASSPHRASE)).unwrap();
        assert_eq!(write_certificate(attached(&opened)).to_vec(), peers::bytes(&cert), "{kind}");
    }
}
