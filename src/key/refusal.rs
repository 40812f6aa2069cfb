//! Why OpenSSH would refuse a certificate that is whole and rightly signed.
//!
//! As `sshkey.c` (cert_parse, sshkey_cert_check_host) and `auth-options.c` (cert_option_list) of
//! OpenSSH do it; each case was tried with ssh-keygen and sshd 9.2.

use super::{Authority, CertType, Certificate, CertificateOption, Kind, OptionValue};
use core::net::IpAddr;
use std::collections::HashSet;

/// Why ssh or sshd refuses a certificate, whatever its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has no principals. OpenSSH before 10.3 accepted any name.
    NoPrincipals,
    /// It names more than [`Refusal::MOST_PRINCIPALS`].
    TooManyPrincipals(usize),
    /// It is signed with SHA-1, which OpenSSH has refused since 8.2.
    Sha1,
    /// A string in it contains a zero byte.
    ZeroByte,
    /// The value of this option must be one string, and is not.
    NotText(String),
    /// This option must not have a value, and has one.
    HasValue(String),
    /// This option appears more than once.
    Doubled(String),
    /// OpenSSH does not support this critical option.
    UnknownOption(String),
    /// `source-address` is not a list of addresses. Its value.
    BadAddresses(String),
    /// It is for a server, and has critical options, of which there are none for servers.
    OptionsForHost,
}

impl Refusal {
    /// The most principals that OpenSSH reads (SSHKEY_CERT_MAX_PRINCIPALS).
    pub const MOST_PRINCIPALS: usize = 256;
}

/// Critical options with a value, each of which may be there once.
const WITH_VALUE: [&str; 2] = ["force-command", SOURCE_ADDRESS];
const SOURCE_ADDRESS: &str = "source-address";
/// Critical options without a value.
const FLAGS: [&str; 1] = ["verify-required"];
/// Extensions without a value.
const PERMISSIONS: [&str; 6] = [
    "no-touch-required",
    "permit-X11-forwarding",
    "permit-agent-forwarding",
    "permit-port-forwarding",
    "permit-pty",
    "permit-user-rc",
];

impl Certificate {
    /// Why OpenSSH would refuse it; nothing that is said twice. Its dates and whether the signature
    /// is right are not part of this.
    pub fn refusals(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        match self.principals.len() {
            0 => refusals.push(Refusal::NoPrincipals),
            count if count > Refusal::MOST_PRINCIPALS => refusals.push(Refusal::TooManyPrincipals(count)),
            _ => {}
        }
        if self.is_signed_with_sha1() {
            refusals.push(Refusal::Sha1);
        }
        if self.has_zero_byte {
            refusals.push(Refusal::ZeroByte);
        }
        match self.holder {
            CertType::Host if self.critical_options.is_empty() => {}
            CertType::Host => refusals.push(Refusal::OptionsForHost),
            CertType::User => refusals.extend(self.refused_options()),
        }
        refusals
    }

    fn is_signed_with_sha1(&self) -> bool {
        let Authority::Known(key) = &self.authority else { return false };
        // Both algorithms have the name of the type of the key.
        matches!(key.kind(), Kind::Rsa(_) | Kind::Dsa(_)) && self.signature_algorithm == key.kind().ssh_name()
    }

    /// What is wrong with options and extensions, each sort of fault once.
    fn refused_options(&self) -> impl Iterator<Item = Refusal> {
        let mut seen = HashSet::new();
        let critical = self.critical_options.iter().filter_map(move |option| {
            let is_new = seen.insert(option.name.as_str());
            refused(option, is_new)
        });
        let is_flag = |option: &&CertificateOption| PERMISSIONS.contains(&option.name.as_str());
        let extensions = self.extensions.iter().filter(is_flag).filter_map(refused_flag);
        let mut faults = HashSet::new();
        critical.chain(extensions).filter(move |fault| faults.insert(std::mem::discriminant(fault)))
    }
}

fn refused(option: &CertificateOption, is_new: bool) -> Option<Refusal> {
    let name = || option.name.clone();
    if FLAGS.contains(&option.name.as_str()) {
        return refused_flag(option);
    }
    if !WITH_VALUE.contains(&option.name.as_str()) {
        return Some(Refusal::UnknownOption(name()));
    }
    match &option.value {
        OptionValue::Flag | OptionValue::Bytes(_) => Some(Refusal::NotText(name())),
        OptionValue::Text(_) if !is_new => Some(Refusal::Doubled(name())),
        OptionValue::Text(text) if option.name == SOURCE_ADDRESS && !text.split(',').all(is_address) => {
            Some(Refusal::BadAddresses(text.clone()))
        }
        OptionValue::Text(_) => None,
    }
}

fn refused_flag(option: &CertificateOption) -> Option<Refusal> {
    (option.value != OptionValue::Flag).then(|| Refusal::HasValue(option.name.clone()))
}

/// Whether it is an address, or a network whose bits after the prefix are zero (addr_match_cidr_list).
fn is_address(text: &str) -> bool {
    let (address, prefix) =
        text.split_once('/').map_or((text, None), |(before, after)| (before, Some(after)));
    let (bits, width) = match address.parse() {
        Ok(IpAddr::V4(address)) => (u128::from(address.to_bits()), 32),
        Ok(IpAddr::V6(address)) => (address.to_bits(), 128),
        // `10.1`, as the C library reads it, too.
        Err(_) => return address.starts_with(|c: char| c.is_ascii_digit()) && is_short_form(address),
    };
    let Some(prefix) = prefix else { return true };
    let hosts = |prefix: u32| (prefix <= width).then(|| bits.trailing_zeros() >= width - prefix || bits == 0);
    prefix.parse().ok().and_then(hosts) == Some(true)
}

fn is_short_form(address: &str) -> bool {
    address.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && address.matches('.').count() < 3
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_those_that_sshd_takes() {
        for right in ["127.0.0.1", "127.0.0.1/32", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/8", "10.1"] {
            assert!(is_address(right), "{right}");
        }
        for wrong in ["", "localhost", "127.0.0.1/8", "10.0.0.0/33", "fd00::1/8", "::1/129", "10.0.0.0/", "*"]
        {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
