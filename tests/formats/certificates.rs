//! Certificates: every word that `ssh-keygen -L` prints of them.

use crate::peers::{self, run};
use crate::vectors::{bytes_of, folder, manifest};
use keywright::format::{KeyFile, read};
use keywright::key::{
    Authority, CertType, Certificate, CertificateOption, OptionValue, PublicKey, SignatureStatus,
};

fn certificates() -> Vec<(String, Certificate)> {
    let files = manifest().key.into_iter().map(|good| good.file).filter(|file| file.ends_with("-cert.pub"));
    files.map(|file| (file.clone(), certificate(&bytes_of(&file)))).collect()
}

fn certificate(bytes: &[u8]) -> Certificate {
    match read(bytes) {
        Ok(KeyFile::Certificate(certificate)) => *certificate,
        other => panic!("{other:?}\n{}", String::from_utf8_lossy(bytes)),
    }
}

fn authority(certificate: &Certificate) -> &PublicKey {
    match &certificate.authority {
        Authority::Known(key) => key,
        other => panic!("{other:?}"),
    }
}

/// What ssh-keygen prints, without the name of the file.
fn as_ssh_keygen(certificate: &Certificate) -> String {
    let time = |seconds: u64| {
        let time = jiff::Timestamp::from_second(seconds.try_into().unwrap()).unwrap();
        time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let valid = match (certificate.valid_after, certificate.valid_before) {
        (0, u64::MAX) => "forever".to_owned(),
        (0, before) => format!("before {}", time(before)),
        (after, u64::MAX) => format!("after {}", time(after)),
        (after, before) => format!("from {} to {}", time(after), time(before)),
    };
    let list = |items: Vec<String>| match items.is_empty() {
        true => " (none)".to_owned(),
        false => items.iter().map(|item| format!("\n                {item}")).collect(),
    };
    let known = ["force-command", "source-address", "verify-required", "no-touch-required"];
    let option = |CertificateOption { name, value }: &CertificateOption| match value {
        _ if !known.contains(&name.as_str()) && !name.starts_with("permit-") => format!("{name} UNKNOWN"),
        OptionValue::Flag => name.clone(),
        value => format!("{name} {}", value.shown()),
    };
    let (key, authority) = (&certificate.key, authority(certificate));
    format!(
        "        Type: {} {} certificate\n        Public key: {}-CERT {}\n        Signing CA: {} {} (using {})\n        \
         Key ID: \"{}\"\n        Serial: {}\n        Valid: {valid}\n        Principals:{}\n        \
         Critical Options:{}\n        Extensions:{}\n",
        certificate.name,
        match certificate.holder {
            CertType::User => "user",
            CertType::Host => "host",
        },
        key.kind().short_name(),
        key.fingerprint().sha256(),
        authority.kind().short_name(),
        authority.fingerprint().sha256(),
        certificate.signature_algorithm,
        certificate.key_id,
        certificate.serial,
        list(certificate.principals.clone()),
        list(certificate.critical_options.iter().map(option).collect()),
        list(certificate.extensions.iter().map(option).collect()),
    )
}

#[test]
fn a_certificate_says_here_what_it_says_in_ssh_keygen() {
    if !peers::is_there("ssh-keygen") {
        return;
    }
    let mut compared = 0;
    for (file, certificate) in certificates() {
        // What ssh-keygen does not know or refuses, and what it writes in octal digits.
        let unknown = ["ed448", "448-cert", "shown", "forged", "by-mldsa", "compressed", "hybrid"];
        if unknown.iter().any(|unknown| file.contains(unknown)) {
            continue;
        }
        let path = folder().join(&file);
        let said = run("env", &["TZ=UTC", "ssh-keygen", "-L", "-f", path.to_str().unwrap()]).unwrap();
        let said = said.lines().skip(1).map(|line| {
            let line = line.split(" UNKNOWN ").next().map(|start| match line.contains(" UNKNOWN ") {
                true => format!("{start} UNKNOWN\n"),
                false => format!("{line}\n"),
            });
            line.unwrap()
        });
        let said: String = said.map(|line| line.replace("Principals: \n", "Principals:\n")).collect();
        let said = said.replace("Options: \n", "Options:\n").replace("Extensions: \n", "Extensions:\n");
        assert_eq!(as_ssh_keygen(&certificate), said, "{file}");
        compared += 1;
    }
    println!("{compared} certificates compared");
    assert!(compared >= 10);
}

#[test]
fn a_signature_is_right_or_wrong_or_of_an_algorithm_that_is_not_checked() {
    for (file, certificate) in certificates() {
        let unchecked = ["by-sha-1", "rsa-sha1", "by-mldsa"].iter().any(|sort| file.contains(sort));
        let verdict = match file.contains("forged") {
            true => SignatureStatus::Invalid,
            false if unchecked => SignatureStatus::Unchecked,
            false => SignatureStatus::Valid,
        };
        assert_eq!(certificate.signature, verdict, "{file}");
    }
}

#[test]
fn every_changed_bit_of_a_certificate_is_noticed() {
    let good = certificate(&bytes_of("public/user-ed25519-cert.pub"));
    for at in 0..good.blob.len() {
        for bit in 0..8 {
            let mut changed = good.clone();
            changed.blob[at] ^= 1 << bit;
            match read(changed.line().as_bytes()) {
                Ok(KeyFile::Certificate(changed)) => {
                    // In the name of the type of the authority: nobody knows such signatures.
                    let expected = match changed.authority {
                        Authority::Known(_) => SignatureStatus::Invalid,
                        Authority::Unknown { .. } => SignatureStatus::Unchecked,
                    };
                    assert_eq!(changed.signature, expected, "{at}, {bit}")
                }
                Ok(other) => panic!("byte {at}, bit {bit}: {other:?}"),
                Err(_) => {}
            }
        }
    }
}

#[test]
fn a_certificate_is_written_as_it_was_read() {
    for (file, certificate) in certificates() {
        let bytes = bytes_of(&file);
        assert_eq!(certificate.line(), String::from_utf8_lossy(&bytes).trim_end(), "{file}");
    }
}

#[test]
fn nothing_in_a_certificate_can_move_the_cursor() {
    let shown = certificate(&bytes_of("odd/shown-cert.pub"));
    assert_eq!(shown.key_id, "a\\u{a}\\u{1b}[2J\\u{202e}");
    let option = |name: &str, value| CertificateOption { name: name.to_owned(), value };
    assert_eq!(shown.critical_options, [option("a\\u{d}", OptionValue::Text("\\u{0}".to_owned()))]);
    assert_eq!(shown.extensions, [option("raw", OptionValue::Bytes(vec![1, 2]))]);
    assert_eq!((shown.holder, shown.principals.len()), (CertType::Host, 0));
}

#[test]
fn rsa_certificates_have_three_names() {
    let text = String::from_utf8(bytes_of("public/user-rsa-cert.pub")).unwrap();
    for name in ["rsa-sha2-256-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com"] {
        let found = certificate(text.replace("ssh-rsa-cert-v01@openssh.com", name).as_bytes());
        assert_eq!(found.blob, certificate(text.as_bytes()).blob);
    }
    // What is in the base64 decides.
    let wrong = text.replace("ssh-rsa-cert-v01@openssh.com", "ssh-ed25519-cert-v01@openssh.com");
    assert_eq!(certificate(wrong.as_bytes()).blob, certificate(text.as_bytes()).blob);
}

#[test]
fn a_certificate_by_a_post_quantum_key_is_shown_although_its_signature_cannot_be_checked() {
    let certificate = certificate(&bytes_of("newest/ed25519-by-mldsa-cert.pub"));
    let name = "ssh-mldsa44-ed25519@openssh.com";
    assert!(matches!(&certificate.authority, Authority::Unknown { name: found, .. } if found == name));
    assert_eq!(certificate.signature_algorithm, name);
    assert_eq!(certificate.signature, SignatureStatus::Unchecked);
    // As ssh-keygen 10.5 shows the authority's own file.
    let expected = "SHA256:2rHEptaKqBUD7XQSM62EdVnurN3gWGkPkkAiixcWk5M";
    assert_eq!(certificate.authority.fingerprint().sha256(), expected);
}
