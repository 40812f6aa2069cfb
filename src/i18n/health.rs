//! What is wrong in ~/.ssh, in words.

use super::command::quoted_as_named;
use super::{Texts, path_shown, say};
use crate::format::Format;
use crate::health::{Finding, KnownHostFault, Place, Problem, TextFault, WeakEncryption, Writers};
use crate::key::{Refusal, Validity};
use crate::sshfiles::KeyDamage;
use crate::system::{FilePermissions, User};

impl Texts {
    /// What is wrong, and what ssh does because of it. It does not name the file.
    pub fn finding(&self, finding: &Finding, person: &User) -> String {
        match &finding.problem {
            Problem::PrivateKeyOpen(permissions) => self.private_key_open(permissions),
            Problem::OutsideOpen(permissions) => self.outside_open(permissions),
            Problem::CopyOpen(permissions) => self.copy_open(permissions),
            Problem::NoPermissionsKept => say!(self, "finding-no-permissions-kept"),
            Problem::NotAFolder => say!(self, "finding-not-a-folder"),
            Problem::NotReadable(place) => self.not_readable(*place),
            Problem::OtherOwner(place) => self.other_owner(*place),
            Problem::Writable(place, by) => self.writable(*place, by),
            Problem::KeyText(fault) => self.key_text(*fault),
            Problem::OtherFormat { format, is_used } => self.other_format(*format, *is_used),
            Problem::PublicAsPrivate => say!(self, "finding-public-as-private"),
            Problem::Unreadable(error) => {
                let name = finding.path.file_name().unwrap_or_default();
                self.read_error(&super::one_path(&name.to_string_lossy()), error)
            }
            Problem::WrongPublic => say!(self, "finding-wrong-public"),
            Problem::DamagedPublic => say!(self, "finding-damaged-public"),
            Problem::PublicText => say!(self, "finding-public-text"),
            Problem::NoPublic => say!(self, "finding-no-public"),
            Problem::NotTried => {
                let path = quoted_as_named(&path_shown(person, &finding.path));
                say!(self, "finding-not-tried", path = path)
            }
            Problem::IdentityMissing(path) => {
                say!(self, "finding-identity-missing", path = path_shown(person, path))
            }
            Problem::TooManyKeys { host, count } => self.too_many_keys(host.as_deref(), *count),
            Problem::NoPassphrase => say!(self, "finding-no-passphrase"),
            Problem::WeakEncryption(weak) => self.weak_encryption(*weak),
            Problem::WeakKey(weakness) => self.weakness(*weakness),
            Problem::CertificateDates(Validity::NotYet) => say!(self, "finding-certificate-not-yet"),
            Problem::CertificateDates(_) => say!(self, "finding-certificate-expired"),
            Problem::CertificateOfOther => say!(self, "finding-certificate-of-other"),
            Problem::CertificateOfHost => say!(self, "finding-certificate-of-host"),
            Problem::CertificateRefused(refusal) => self.refused_certificate(refusal),
            Problem::AuthorizedIgnored(why) => {
                say!(self, "finding-authorized-ignored", reason = self.authorized_ignored(why))
            }
            Problem::AuthorizedRemark(remark) => self.authorized_remark(remark),
            Problem::AuthorizedExpired => say!(self, "finding-authorized-expired"),
            Problem::NotChecked(error) => {
                say!(self, "finding-not-checked", reason = self.disk_error(error, person))
            }
            Problem::KnownHostIgnored(fault) => self.known_host_fault(fault),
            Problem::WeakHostKey(_) => say!(self, "finding-weak-host-key"),
        }
    }

    fn private_key_open(&self, permissions: &FilePermissions) -> String {
        match permissions {
            FilePermissions::Others { names, .. } => {
                let names = self.list(names, |name| self.cut(name));
                say!(self, "finding-private-key-open-to", names = names)
            }
            _ => say!(self, "finding-private-key-open"),
        }
    }

    fn outside_open(&self, permissions: &FilePermissions) -> String {
        match permissions {
            FilePermissions::Others { names, .. } => {
                let names = self.list(names, |name| self.cut(name));
                say!(self, "finding-outside-open-to", names = names)
            }
            _ => say!(self, "finding-outside-open"),
        }
    }

    fn copy_open(&self, permissions: &FilePermissions) -> String {
        match permissions {
            FilePermissions::Others { names, .. } => {
                let names = self.list(names, |name| self.cut(name));
                say!(self, "finding-copy-open-to", names = names)
            }
            _ => say!(self, "finding-copy-open"),
        }
    }

    fn not_readable(&self, place: Place) -> String {
        match place {
            Place::Home => say!(self, "finding-not-readable-home"),
            Place::Folder => say!(self, "finding-not-readable-folder"),
            Place::PrivateKey => say!(self, "finding-not-readable-key"),
            Place::Config => say!(self, "finding-not-readable-config"),
            Place::AuthorizedKeys | Place::Administrators => say!(self, "finding-not-readable-authorized"),
            Place::KnownHosts => say!(self, "finding-not-readable-known-hosts"),
        }
    }

    fn other_owner(&self, place: Place) -> String {
        match place {
            Place::PrivateKey => say!(self, "finding-other-owner-key"),
            Place::Config => say!(self, "finding-other-owner-config"),
            Place::KnownHosts => say!(self, "finding-other-owner-known-hosts"),
            Place::Home | Place::Folder | Place::AuthorizedKeys | Place::Administrators => {
                say!(self, "finding-other-owner-sshd")
            }
        }
    }

    fn writable(&self, place: Place, by: &Writers) -> String {
        match (place, by) {
            (place, Writers::Named(names)) => self.writable_by_named(place, names),
            (Place::Config, Writers::Everyone) => say!(self, "finding-writable-config"),
            (Place::Config, Writers::Group) => say!(self, "finding-writable-config-group"),
            (Place::KnownHosts, _) => say!(self, "finding-writable-known-hosts"),
            (_, Writers::Everyone) => say!(self, "finding-writable-sshd"),
            (_, Writers::Group) => say!(self, "finding-writable-sshd-group"),
        }
    }

    fn writable_by_named(&self, place: Place, names: &[String]) -> String {
        let names = self.list(names, |name| self.cut(name));
        match place {
            Place::Config | Place::PrivateKey => say!(self, "finding-writable-config-to", names = names),
            Place::KnownHosts => say!(self, "finding-writable-known-hosts-to", names = names),
            Place::Home | Place::Folder => say!(self, "finding-writable-folder-to", names = names),
            Place::AuthorizedKeys => say!(self, "finding-writable-authorized-to", names = names),
            Place::Administrators => say!(self, "finding-open-administrators-to", names = names),
        }
    }

    /// Why ssh does not read the text of a private key.
    pub fn key_text(&self, fault: TextFault) -> String {
        match fault {
            TextFault::Utf16 => say!(self, "finding-text-utf16"),
            TextFault::ByteOrderMark => say!(self, "finding-text-bom"),
            TextFault::LineEnds => say!(self, "finding-text-line-ends"),
            TextFault::LeadingText => say!(self, "finding-text-leading"),
            TextFault::Spaces => say!(self, "finding-text-spaces"),
            TextFault::NoFinalNewline => say!(self, "finding-text-no-newline"),
            TextFault::Other => say!(self, "finding-text-other"),
        }
    }

    fn other_format(&self, format: Format, is_used: bool) -> String {
        let name = self.format(format);
        match (format, is_used) {
            (Format::Pkcs8, _) => say!(self, "finding-format-new"),
            (_, true) => say!(self, "finding-format-used", format = name),
            (_, false) => say!(self, "finding-format-unused", format = name),
        }
    }

    fn too_many_keys(&self, host: Option<&str>, count: usize) -> String {
        match host {
            Some(host) => say!(self, "finding-too-many-keys-for", host = self.cut(host), count = count),
            None => say!(self, "finding-too-many-keys", count = count),
        }
    }

    fn weak_encryption(&self, weak: WeakEncryption) -> String {
        match weak {
            WeakEncryption::Pem => say!(self, "finding-weak-pem"),
            WeakEncryption::OldPpk => say!(self, "finding-weak-ppk"),
            WeakEncryption::Rounds(rounds) => say!(self, "finding-weak-rounds", count = rounds),
        }
    }

    fn refused_certificate(&self, refusal: &Refusal) -> String {
        self.refusal(refusal).unwrap_or_else(|| say!(self, "finding-certificate-no-principals"))
    }

    fn known_host_fault(&self, fault: &KnownHostFault) -> String {
        match fault {
            KnownHostFault::Key(KeyDamage::NotBase64 | KeyDamage::Content) => {
                say!(self, "finding-known-host-damaged")
            }
            KnownHostFault::Key(KeyDamage::Unsupported(name)) => {
                say!(self, "finding-known-host-type", name = name.as_str())
            }
            KnownHostFault::Marker => say!(self, "finding-known-host-marker"),
            KnownHostFault::Key(damage) => {
                say!(self, "finding-known-host-ignored", reason = self.key_damage(damage))
            }
            KnownHostFault::NoKey => say!(self, "finding-known-host-no-key"),
            KnownHostFault::Hash => say!(self, "finding-known-host-hash"),
        }
    }
}
