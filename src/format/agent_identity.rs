//! A private key as an agent is given it (RFC 9987, section 3.2; for certificates OpenSSH, sshkey.c,
//! sshkey_private_serialize).

use super::private_components::{openssh_room, push_openssh};
use super::wire::{Reader, Writer};
use crate::key::{AttachedCertificate, Key, Kind};
use zeroize::Zeroizing;

/// The type and all numbers, without the comment.
pub fn agent_identity(key: &Key) -> Zeroizing<Vec<u8>> {
    let mut out = Writer::with_capacity(openssh_room(key.pair()));
    push_openssh(&mut out, key.pair());
    out.finish()
}

/// The type of the certificate, the certificate, and the private numbers of its key. `None` for keys that are in
/// a device, and for types of which there are no certificates.
pub fn agent_certificate(key: &Key, certificate: &AttachedCertificate) -> Option<Zeroizing<Vec<u8>>> {
    // Of the public numbers, only the point of Ed25519 is told again.
    let public_fields = match key.kind() {
        Kind::Ed25519 => 0,
        Kind::Ecdsa(_) | Kind::Rsa(_) => 2,
        Kind::Dsa(_) => 4,
        Kind::Ed448 | Kind::SecurityKey(_) => return None,
    };
    let identity = agent_identity(key);
    let mut fields = Reader(&identity);
    for _ in 0..=public_fields {
        fields.string()?;
    }
    let (name, blob) = (certificate.name().as_bytes(), certificate.blob());
    let mut out = Writer::with_capacity(name.len() + blob.len() + fields.0.len() + 8);
    out.string(name).string(blob).raw(fields.0);
    Some(out.finish())
}
