//! Real key files of other programs, and hostile ones, each against what the manifest says.

use crate::support::{Refusal, opened};
use keywright::format::{Format, KeyFile, read};
use keywright::key::{Curve, Kind, NoProgress, Passphrase, PublicKey, SecurityKey};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
pub struct Manifest {
    pub key: Vec<GoodFile>,
    pub refused: Vec<RefusedFile>,
}

#[derive(Deserialize)]
pub struct GoodFile {
    pub file: String,
    format: String,
    kind: String,
    bits: u32,
    fingerprint: String,
    comment: String,
    pub passphrase: Option<String>,
}

#[derive(Deserialize)]
pub struct RefusedFile {
    pub file: String,
    /// What the error's debug text begins with.
    error: String,
    pub passphrase: Option<String>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

pub fn bytes_of(file: &str) -> Vec<u8> {
    std::fs::read(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What every folder holds that has a manifest.
pub fn manifest() -> Manifest {
    let read =
        |file: &str| -> Manifest { toml::from_str(std::str::from_utf8(&bytes_of(file)).unwrap()).unwrap() };
    let mut all = read("manifest.toml");
    for more in ["pem/manifest.toml", "newest/manifest.toml", "encodings/manifest.toml"].map(read) {
        all.key.extend(more.key);
        all.refused.extend(more.refused);
    }
    all
}

fn kind(name: &str, bits: u32) -> Kind {
    match name {
        "ed25519" => Kind::Ed25519,
        "ed448" => Kind::Ed448,
        "p256" => Kind::Ecdsa(Curve::P256),
        "p384" => Kind::Ecdsa(Curve::P384),
        "p521" => Kind::Ecdsa(Curve::P521),
        "rsa" => Kind::Rsa(bits),
        "dsa" => Kind::Dsa(bits),
        "sk-ecdsa" => Kind::SecurityKey(SecurityKey::EcdsaP256),
        "sk-ed25519" => Kind::SecurityKey(SecurityKey::Ed25519),
        other => panic!("kind {other} in the manifest"),
    }
}

fn format(name: &str) -> Format {
    match name {
        "openssh" => Format::OpenSsh,
        "ppk3" => Format::Ppk3,
        "ppk2" => Format::Ppk2,
        "pem" => Format::Pem,
        "pkcs8" => Format::Pkcs8,
        "sshcom" => Format::SshCom,
        "public-pem" => Format::PublicPem,
        "ppk1" => Format::Ppk1,
        "line" => Format::Line,
        "rfc4716" => Format::Rfc4716,
        "certificate" => Format::Certificate,
        other => panic!("format {other} in the manifest"),
    }
}

/// Opens a file and says what is not as the manifest has it.
fn differences(good: &GoodFile) -> Vec<String> {
    let bytes = bytes_of(&good.file);
    let (found, public): (Format, PublicKey) = match read(&bytes) {
        Ok(KeyFile::Public(found, public)) => (found, public),
        Ok(KeyFile::Certificate(certificate)) => (Format::Certificate, certificate.key),
        Ok(KeyFile::Encrypted(_)) if good.passphrase.is_none() => return vec!["it is encrypted".into()],
        Ok(KeyFile::Private(..)) if good.passphrase.is_some() => return vec!["it is not encrypted".into()],
        Ok(_) => match opened(&bytes, good.passphrase.as_deref()) {
            Ok((found, key)) => (found, key.public().clone()),
            Err(refusal) => return vec![refusal.text()],
        },
        Err(error) => return vec![format!("{error:?}")],
    };
    let mut differences = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            differences.push(format!("{what} is {found}, not {expected}"));
        }
    };
    compare("format", format!("{found:?}"), format!("{:?}", format(&good.format)));
    compare("kind", format!("{:?}", public.kind()), format!("{:?}", kind(&good.kind, good.bits)));
    compare("bits", public.kind().bits().to_string(), good.bits.to_string());
    compare("fingerprint", public.fingerprint().sha256(), good.fingerprint.clone());
    compare("comment", public.comment().to_string(), good.comment.clone());
    differences
}

#[test]
fn every_key_file_of_another_program_opens_as_what_it_is() {
    let manifest = manifest();
    let wrong: Vec<String> = manifest
        .key
        .iter()
        .flat_map(|good| differences(good).into_iter().map(|what| format!("{}: {what}", good.file)))
        .collect();
    println!("{} key files", manifest.key.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_hostile_or_foreign_file_is_refused_for_the_right_reason() {
    let manifest = manifest();
    let mut wrong = Vec::new();
    for refused in &manifest.refused {
        let bytes = bytes_of(&refused.file);
        let outcome = match (read(&bytes), &refused.passphrase) {
            (Err(error), _) => Err(Refusal::Read(error.reason().clone())),
            (Ok(KeyFile::Encrypted(_)), Some(passphrase)) => opened(&bytes, Some(passphrase)).map(|_| ()),
            (Ok(_), _) => Ok(()),
        };
        match outcome {
            Ok(()) => wrong.push(format!("{}: was read", refused.file)),
            Err(refusal) if refusal.text().starts_with(&refused.error) => {}
            Err(refusal) => {
                wrong.push(format!("{}: {}, not {}", refused.file, refusal.text(), refused.error));
            }
        }
    }
    println!("{} refused files", manifest.refused.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    for good in manifest().key.iter().filter(|good| good.passphrase.is_some()) {
        let Ok(KeyFile::Encrypted(encrypted)) = read(&bytes_of(&good.file)) else { panic!("{}", good.file) };
        let passphrase = Passphrase::new("not the passphrase").unwrap();
        let outcome = encrypted.decrypt(&passphrase, None, &NoProgress);
        let error = outcome.err().unwrap_or_else(|| panic!("{} opened", good.file));
        assert_eq!(format!("{error:?}"), "WrongPassphrase", "{}", good.file);
    }
}

#[test]
fn an_encrypted_ppk_shows_its_public_half_before_the_passphrase() {
    for good in manifest().key.iter().filter(|good| good.passphrase.is_some()) {
        let Ok(KeyFile::Encrypted(encrypted)) = read(&bytes_of(&good.file)) else { panic!("{}", good.file) };
        if matches!(encrypted.format(), Format::Pem | Format::Pkcs8 | Format::SshCom) {
            assert!(encrypted.claimed_public().is_none(), "{}", good.file);
            continue;
        }
        let public = encrypted.claimed_public().unwrap();
        assert_eq!(public.fingerprint().sha256(), good.fingerprint, "{}", good.file);
        let comment = if encrypted.format() == Format::OpenSsh { "" } else { &good.comment };
        assert_eq!(public.comment().text(), comment, "{}", good.file);
    }
}

#[test]
fn the_manifest_names_every_file_once() {
    let manifest = manifest();
    let named: Vec<String> = manifest
        .key
        .iter()
        .map(|good| &good.file)
        .chain(manifest.refused.iter().map(|refused| &refused.file))
        .cloned()
        .collect();
    let once: BTreeSet<String> = named.iter().cloned().collect();
    assert_eq!(named.len(), once.len(), "a file is named twice");
    let mut there = BTreeSet::new();
    for group in std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap()) {
        if group.file_type().unwrap().is_dir() {
            for file in std::fs::read_dir(group.path()).unwrap() {
                let file = file.unwrap().file_name().into_string().unwrap();
                if ["manifest.toml", "generate.py"].contains(&file.as_str()) {
                    continue;
                }
                there.insert(format!("{}/{file}", group.file_name().to_str().unwrap()));
            }
        }
    }
    assert_eq!(there, once);
}
