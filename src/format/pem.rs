//! Keys in PEM and in the blocks of ssh.com. The contents of a block decide, never its label.

use super::der_structure::{self, Shape};
use super::reading::{Block, Held, format_of, held};
use super::refusal::Refusal;
use super::{
    Encryption, Format, KeyFile, ReadError, Written, certificate, dsa, encrypted_pkcs8,
    encrypted_pkcs8_write, legacy_pem_encryption, openssh, pem_block, pkcs1, pkcs8, sec1, sshcom,
};
use crate::key::{Key, Pair};
use rand::CryptoRng;
use ssh_key::private::KeypairData;

/// Reads the contents of a block, or the same without BEGIN and END lines.
pub(super) fn read_block(block: Block) -> Result<KeyFile, ReadError> {
    // The format for errors, as long as only the label is known.
    let format = format_of(&block.label);
    let refused = |format| move |refusal: Refusal| refusal.into_read_error(format);
    if let Some(locked) = legacy_pem_encryption::read(&block.headers, &block.bytes) {
        return Ok(KeyFile::encrypted(Format::Pem, locked.map_err(refused(format))?));
    }
    match held(&block.bytes) {
        Held::OpenSsh => openssh::read(&block.bytes).map_err(refused(Format::OpenSsh)),
        Held::SshCom => sshcom::read(&block.bytes, block.comment).map_err(refused(Format::SshCom)),
        Held::PublicBlob => certificate::or_key(&block.bytes, block.comment, Format::Rfc4716),
        Held::Der | Held::Unknown => from_der(&block.bytes).map_err(refused(format)),
    }
}

/// A key in any of the ASN.1 structures.
fn from_der(bytes: &[u8]) -> Result<KeyFile, Refusal> {
    let structure = der_structure::structure(bytes)?;
    let format = structure.shape.format();
    match structure.shape {
        Shape::EncryptedPkcs8 => Ok(KeyFile::encrypted(format, encrypted_pkcs8::read(&structure.der)?)),
        shape if shape.is_private() => structure.private().map(|key| KeyFile::Private(format, key)),
        _ => structure.public().map(|key| KeyFile::Public(format, key)),
    }
}

/// A DER file without text around it. `None` if it is not a structure for keys.
pub(super) fn read_bare(bytes: &[u8]) -> Option<Result<KeyFile, ReadError>> {
    let format = der_structure::shape(bytes)?.format();
    Some(from_der(bytes).map_err(|refusal| refusal.into_read_error(format)))
}

/// Traditional PEM. `None` for kinds of keys that it does not support.
pub(super) fn write_traditional(
    key: &Key,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Written> {
    let (label, der) = match key.pair() {
        Pair::Ssh(KeypairData::Rsa(pair)) => ("RSA PRIVATE KEY", pkcs1::write(pair)?),
        Pair::Ssh(KeypairData::Ecdsa(pair)) => ("EC PRIVATE KEY", sec1::write(pair, true)?),
        Pair::Ssh(KeypairData::Dsa(pair)) => ("DSA PRIVATE KEY", dsa::write(pair)?),
        _ => return None,
    };
    let bytes = match protection {
        None => pem_block::write(label, &[], &der, pem_block::WIDTH),
        Some(protection) => legacy_pem_encryption::write(label, &der, protection, rng)?,
    };
    Some(bytes.into())
}

/// PKCS#8 in PEM. `None` for kinds of keys that it does not support.
pub(super) fn write_pkcs8(
    key: &Key,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Written> {
    let info = pkcs8::write(key)?;
    let Some(protection) = protection else {
        return Some(pem_block::write("PRIVATE KEY", &[], &info, pem_block::WIDTH).into());
    };
    let (encrypted, derived) = encrypted_pkcs8_write::write(&info, protection, rng)?;
    let bytes = pem_block::write("ENCRYPTED PRIVATE KEY", &[], &encrypted, pem_block::WIDTH);
    Some(Written { bytes, derived: Some(derived) })
}
