//! From a request to the bytes of each file.

use super::names::public_path;
use super::{Content, SaveError, What, calibrated_argon2};
use crate::format::{self, Argon2Cost, PrivateFormat, Protection, PublicFormat};
use crate::system::Access;
use rand::CryptoRng;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A file as it shall be.
pub struct Encoded {
    pub path: PathBuf,
    pub bytes: Zeroizing<Vec<u8>>,
    pub access: Access,
}

/// The files for a request, the private one first: alone, it is a key; a public key alone
/// promises one that is not there.
pub fn encode(
    content: &Content,
    what: What,
    path: &Path,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<Encoded>, SaveError> {
    let mut private = |format| -> Result<Encoded, SaveError> {
        let bytes = private(content, format, rng)?;
        Ok(Encoded { path: path.to_owned(), bytes, access: Access::OwnerOnly })
    };
    let mut files = Vec::new();
    if let Some(format) = what.private_format() {
        files.push(private(format)?);
    }
    match what {
        What::Pair => files.push(public_beside(content, path)),
        What::Public(format) => files.push(public(content, format, path.to_owned())),
        What::OpenSsh | What::Ppk3 | What::Ppk2 | What::Pem | What::Pkcs8 => {}
    }
    Ok(files)
}

/// The line for the servers, where ssh looks for it.
pub fn public_beside(content: &Content, private: &Path) -> Encoded {
    public(content, PublicFormat::Line, public_path(private))
}

fn public(content: &Content, format: PublicFormat, path: PathBuf) -> Encoded {
    let bytes = format::write_public(content.public(), format);
    Encoded { path, bytes, access: Access::OthersRead }
}

fn private(
    content: &Content,
    format: PrivateFormat,
    rng: &mut dyn CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, SaveError> {
    let Content::Private { key, passphrase } = content else { return Err(SaveError::NoPrivateKey) };
    let protection =
        passphrase.as_ref().map(|passphrase| Protection { passphrase, argon2: argon2_for(format) });
    Ok(format::write(key, format, protection.as_ref(), rng)?)
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
