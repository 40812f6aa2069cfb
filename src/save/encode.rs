//! From a request to the bytes of each file.

use super::names::{certificate_path, public_path};
use super::{KeyMaterial, Output, SaveError, calibrated_argon2};
use crate::format::{self, Argon2Cost, DerivedKey, Encryption, PrivateFormat, PublicFormat, Written};
use crate::system::Access;
use rand::CryptoRng;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A file as it shall be.
pub struct Encoded {
    pub path: PathBuf,
    pub bytes: Zeroizing<Vec<u8>>,
    pub access: Access,
    /// What opens it again without another run of the KDF, where it has one.
    pub derived: Option<DerivedKey>,
}

impl Encoded {
    /// Its name in its folder.
    pub fn name(&self) -> &OsStr {
        self.path.file_name().unwrap_or_default()
    }
}

/// What one file of a save holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OutputFile {
    Private(PrivateFormat),
    Public(PublicFormat),
    Certificate,
}

/// The files of a save, the private one first: alone, it is a key; a public key alone promises one
/// that is not there. Where the private format has no place for the key's certificate, that goes
/// where ssh looks for it, and so does the public key of an OpenSSH key.
fn parts(content: &KeyMaterial, output: Output, path: &Path) -> Vec<(OutputFile, PathBuf)> {
    let (format, with_public) = match output {
        Output::Public(format) => return vec![(OutputFile::Public(format), path.to_owned())],
        Output::Private { format, with_public } => (format, with_public),
    };
    let beside = content.certificate().is_some() && !format.holds_certificate();
    let mut parts = vec![(OutputFile::Private(format), path.to_owned())];
    if with_public || (beside && format == PrivateFormat::OpenSsh) {
        parts.push((OutputFile::Public(PublicFormat::Line), public_path(path)));
    }
    if beside {
        parts.push((OutputFile::Certificate, certificate_path(path)));
    }
    parts
}

/// The paths of all files that a save writes, the private one first.
pub fn paths(content: &KeyMaterial, output: Output, path: &Path) -> Vec<PathBuf> {
    parts(content, output, path).into_iter().map(|(_, path)| path).collect()
}

/// The files for a request, the private one first.
pub fn encode(
    content: &KeyMaterial,
    output: Output,
    path: &Path,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<Encoded>, SaveError> {
    let encoded = |(part, path)| match part {
        OutputFile::Private(format) => {
            let Written { bytes, derived } = private(content, format, rng)?;
            Ok(Encoded { path, bytes, access: Access::OwnerOnly, derived })
        }
        OutputFile::Public(format) => Ok(public(content, format, path)),
        OutputFile::Certificate => {
            let bytes = content.certificate().map(format::write_certificate).unwrap_or_default();
            Ok(Encoded { path, bytes, access: Access::OthersRead, derived: None })
        }
    };
    parts(content, output, path).into_iter().map(encoded).collect()
}

fn public(content: &KeyMaterial, format: PublicFormat, path: PathBuf) -> Encoded {
    let bytes = format::write_public(content.public(), format);
    Encoded { path, bytes, access: Access::OthersRead, derived: None }
}

fn private(
    content: &KeyMaterial,
    format: PrivateFormat,
    rng: &mut dyn CryptoRng,
) -> Result<Written, SaveError> {
    let KeyMaterial::Private { key, passphrase } = content else { return Err(SaveError::NoPrivateKey) };
    let protection =
        passphrase.as_ref().map(|passphrase| Encryption { passphrase, argon2: argon2_for(format) });
    Ok(format::write_keeping_derived(key, format, protection.as_ref(), rng)?)
}

/// Only PPK version 3 has a use for it; the others are spared the measuring.
fn argon2_for(format: PrivateFormat) -> Argon2Cost {
    match format {
        PrivateFormat::Ppk3 => calibrated_argon2(),
        PrivateFormat::OpenSsh | PrivateFormat::Ppk2 | PrivateFormat::Pem | PrivateFormat::Pkcs8 => {
            Argon2Cost { memory_kib: Argon2Cost::MEMORY_KIB, passes: 1 }
        }
    }
}
