//! Private keys in PEM other than OpenSSH's own: which block of a file counts, and what is in it.

use super::armor::{self, Block};
use super::asn1::{self, Shape};
use super::encrypted::EncryptedBody;
use super::refused::Refused;
use super::{
    EncryptedKey, Format, KeyFile, Protection, ReadError, Unsupported, WriteError, dek, dsa, openssh, pbes,
    pbes_write, pkcs1, pkcs8, sec1, spki,
};
use crate::key::{Key, Pair, short_name};
use rand::CryptoRng;
use ssh_key::private::KeypairData;
use zeroize::Zeroizing;

/// The first private key among the blocks; else the first public one. `None` where there are no
/// blocks at all.
pub(super) fn read(bytes: &[u8]) -> Option<Result<KeyFile, ReadError>> {
    let (mut public, mut other) = (None, None);
    for block in armor::blocks(bytes) {
        match block.label {
            openssh::LABEL => return Some(open_ssh(&block)),
            label if label.ends_with("PRIVATE KEY") => return Some(private(&block)),
            label if label.ends_with("PUBLIC KEY") => public = public.or(Some(block)),
            label => other = other.or_else(|| Some(label.to_owned())),
        }
    }
    let unsupported =
        |label: String| Err(ReadError::Unsupported(Unsupported::Pem(short_name(label.as_bytes()))));
    public.as_ref().map(read_public).or_else(|| other.map(unsupported))
}

fn open_ssh(block: &Block<'_>) -> Result<KeyFile, ReadError> {
    let format = Format::OpenSsh;
    let contents = block.contents().map_err(|damage| ReadError::Damaged { format, damage })?;
    Ok(match openssh::read(&contents.bytes)? {
        openssh::Outcome::Clear(key) => KeyFile::Private(format, key),
        openssh::Outcome::Encrypted(encrypted) => {
            KeyFile::Encrypted(EncryptedKey { format, body: EncryptedBody::OpenSsh(encrypted) })
        }
    })
}

fn private(block: &Block<'_>) -> Result<KeyFile, ReadError> {
    // By the label, as long as nothing better is known.
    let format = match block.label {
        "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => Format::Pkcs8,
        _ => Format::Pem,
    };
    let contents = block.contents().map_err(|damage| ReadError::Damaged { format, damage })?;
    match dek::read(&contents) {
        Some(encrypted) => encrypted.map(|encrypted| {
            KeyFile::Encrypted(EncryptedKey { format: Format::Pem, body: EncryptedBody::Dek(encrypted) })
        }),
        None => from_der(&contents.bytes),
    }
    .map_err(|refused| refused.into_read_error(format))
}

/// Whatever a structure in DER holds.
fn from_der(bytes: &[u8]) -> Result<KeyFile, Refused> {
    let structure = asn1::structure(bytes)?;
    match structure.shape {
        Shape::EncryptedPkcs8 => {
            let body = EncryptedBody::Pbes(pbes::read(&structure.der)?);
            Ok(KeyFile::Encrypted(EncryptedKey { format: Format::Pkcs8, body }))
        }
        Shape::PublicKeyInfo | Shape::RsaPublic => {
            structure.public().map(|key| KeyFile::Public(Format::PublicPem, key))
        }
        _ => structure.private().map(|(format, key)| KeyFile::Private(format, key)),
    }
}

fn read_public(block: &Block<'_>) -> Result<KeyFile, ReadError> {
    let format = Format::PublicPem;
    let contents = block.contents().map_err(|damage| ReadError::Damaged { format, damage })?;
    let key = spki::read(&contents.bytes).map_err(|refused| refused.into_read_error(format))?;
    Ok(KeyFile::Public(format, key))
}

/// A file that is DER without any text around it. `None` where it is no structure that holds keys.
pub(super) fn read_bare(bytes: &[u8]) -> Option<Result<KeyFile, ReadError>> {
    let shape = asn1::shape(bytes)?;
    let format = match shape {
        Shape::Pkcs8 | Shape::EncryptedPkcs8 => Format::Pkcs8,
        Shape::PublicKeyInfo | Shape::RsaPublic => Format::PublicPem,
        Shape::Pkcs1 | Shape::Sec1 | Shape::Dsa => Format::Pem,
    };
    Some(from_der(bytes).map_err(|refused| refused.into_read_error(format)))
}

/// Traditional PEM. `None` for kinds that have no such form.
pub(super) fn write_traditional(
    key: &Key,
    protection: Option<&Protection<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Result<Zeroizing<Vec<u8>>, WriteError>> {
    let (label, der) = match key.pair() {
        Pair::Ssh(KeypairData::Rsa(pair)) => ("RSA PRIVATE KEY", pkcs1::write(pair)),
        Pair::Ssh(KeypairData::Ecdsa(pair)) => ("EC PRIVATE KEY", sec1::write(pair, true)),
        Pair::Ssh(KeypairData::Dsa(pair)) => ("DSA PRIVATE KEY", dsa::write(pair)),
        _ => return None,
    };
    let written = der.and_then(|der| match protection {
        None => Some(armor::write(label, &[], &der)),
        Some(protection) => dek::write(label, &der, protection, rng),
    });
    Some(written.ok_or(WriteError::Library))
}

/// PKCS#8. `None` for kinds that have no such form.
pub(super) fn write_pkcs8(
    key: &Key,
    protection: Option<&Protection<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Result<Zeroizing<Vec<u8>>, WriteError>> {
    let info = match pkcs8::write(key)? {
        Ok(info) => info,
        Err(error) => return Some(Err(error)),
    };
    let written = match protection {
        None => Some(armor::write("PRIVATE KEY", &[], &info)),
        Some(protection) => pbes_write::write(&info, protection, rng)
            .map(|encrypted| armor::write("ENCRYPTED PRIVATE KEY", &[], &encrypted)),
    };
    Some(written.ok_or(WriteError::Library))
}
