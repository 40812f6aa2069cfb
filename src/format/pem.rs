//! Keys in PEM and in the blocks of ssh.com: what is in a block decides, never its label.

use super::asn1::{self, Shape};
use super::encrypted::EncryptedBody;
use super::reading::{Block, Held, format_of, held};
use super::refusal::Refusal;
use super::{
    EncryptedKey, Encryption, Format, KeyFile, ReadError, WriteError, Written, certificate, dsa,
    encrypted_pkcs8, encrypted_pkcs8_write, legacy_pem_encryption, openssh, pem_block, pkcs1, pkcs8, sec1,
    sshcom,
};
use crate::key::{Key, Pair};
use rand::CryptoRng;
use ssh_key::private::KeypairData;

/// Reads what stood between two marks, or without any.
pub(super) fn read_block(block: Block) -> Result<KeyFile, ReadError> {
    // By the label, as long as nothing better is known.
    let format = format_of(&block.label);
    match legacy_pem_encryption::read(&block.headers, &block.bytes) {
        Some(Ok(encrypted)) => {
            let body = EncryptedBody::Dek(encrypted);
            return Ok(KeyFile::Encrypted(EncryptedKey { format: Format::Pem, body }));
        }
        Some(Err(refused)) => return Err(refused.into_read_error(format)),
        None => {}
    }
    match held(&block.bytes) {
        Held::OpenSsh => open_ssh(&block.bytes),
        Held::SshCom => ssh_com(block),
        Held::PublicBlob => certificate::or_key(&block.bytes, block.comment, Format::Rfc4716),
        Held::Der | Held::Unknown => {
            from_der(&block.bytes).map_err(|refused| refused.into_read_error(format))
        }
    }
}

fn open_ssh(bytes: &[u8]) -> Result<KeyFile, ReadError> {
    let format = Format::OpenSsh;
    Ok(match openssh::read(bytes)? {
        openssh::OpenSshKey::Clear(key) => KeyFile::Private(format, key),
        openssh::OpenSshKey::Encrypted(encrypted) => {
            KeyFile::Encrypted(EncryptedKey { format, body: EncryptedBody::OpenSsh(encrypted) })
        }
    })
}

fn ssh_com(block: Block) -> Result<KeyFile, ReadError> {
    let format = Format::SshCom;
    let read =
        sshcom::read(&block.bytes, block.comment).map_err(|refused| refused.into_read_error(format))?;
    Ok(match read {
        sshcom::SshComKey::Clear(key) => KeyFile::Private(format, *key),
        sshcom::SshComKey::Encrypted(encrypted) => {
            KeyFile::Encrypted(EncryptedKey { format, body: EncryptedBody::SshCom(encrypted) })
        }
    })
}

/// Whatever a structure in DER holds.
fn from_der(bytes: &[u8]) -> Result<KeyFile, Refusal> {
    let structure = asn1::structure(bytes)?;
    match structure.shape {
        Shape::EncryptedPkcs8 => {
            let body = EncryptedBody::Pbes(encrypted_pkcs8::read(&structure.der)?);
            Ok(KeyFile::Encrypted(EncryptedKey { format: Format::Pkcs8, body }))
        }
        Shape::PublicKeyInfo | Shape::RsaPublic => {
            structure.public().map(|key| KeyFile::Public(Format::PublicPem, key))
        }
        _ => structure.private().map(|(format, key)| KeyFile::Private(format, key)),
    }
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
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Result<Written, WriteError>> {
    let (label, der) = match key.pair() {
        Pair::Ssh(KeypairData::Rsa(pair)) => ("RSA PRIVATE KEY", pkcs1::write(pair)),
        Pair::Ssh(KeypairData::Ecdsa(pair)) => ("EC PRIVATE KEY", sec1::write(pair, true)),
        Pair::Ssh(KeypairData::Dsa(pair)) => ("DSA PRIVATE KEY", dsa::write(pair)),
        _ => return None,
    };
    let written = der.and_then(|der| match protection {
        None => Some(pem_block::write(label, &[], &der)),
        Some(protection) => legacy_pem_encryption::write(label, &der, protection, rng),
    });
    Some(written.map(Written::from).ok_or(WriteError::Library))
}

/// PKCS#8. `None` for kinds that have no such form.
pub(super) fn write_pkcs8(
    key: &Key,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Option<Result<Written, WriteError>> {
    let info = match pkcs8::write(key)? {
        Ok(info) => info,
        Err(error) => return Some(Err(error)),
    };
    let written = match protection {
        None => Some(pem_block::write("PRIVATE KEY", &[], &info).into()),
        Some(protection) => {
            encrypted_pkcs8_write::write(&info, protection, rng).map(|(encrypted, derived)| Written {
                bytes: pem_block::write("ENCRYPTED PRIVATE KEY", &[], &encrypted),
                derived: Some(derived),
            })
        }
    };
    Some(written.ok_or(WriteError::Library))
}
