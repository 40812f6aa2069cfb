//! The certificates beside private keys.

use super::of_seen;
use crate::health::survey::{Role, Scene, SeenFile};
use crate::health::{Finding, Fix, Problem};
use crate::key::{CertType, Certificate, Validity};
use crate::save::CERTIFICATE_ENDING;
use std::path::{Path, PathBuf};

/// Certificates that are of no use now, or of no use with the key beside them.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Finding> {
    let of_user = |file: &'_ SeenFile| {
        let certificate = file.key.as_ref()?.certificate.as_deref()?;
        let is_beside_key =
            || scene.is_dot_ssh && private_path(&file.path).is_some_and(|key| is_key(&key, scene));
        match certificate.holder {
            _ if file.role != Role::Public => None,
            CertType::User => Some(problems(file, certificate, scene)),
            _ if is_beside_key() => {
                Some(vec![of_seen(file, Problem::CertificateOfHost, Some(Fix::AskIssuer))])
            }
            _ => None,
        }
    };
    scene.files.iter().filter_map(of_user).flatten().collect()
}

fn problems(file: &SeenFile, certificate: &Certificate, scene: &Scene<'_>) -> Vec<Finding> {
    let private = private_path(&file.path).and_then(|path| scene.at(&path)?.private()?.public.as_ref());
    let is_of_other = private.is_some_and(|key| !key.is_same_key(&certificate.key));
    let of_other = is_of_other.then_some(Problem::CertificateOfOther);
    let validity = certificate.validity(scene.now);
    let dates = (validity != Validity::Valid).then_some(Problem::CertificateDates(validity));
    let refused = certificate.refusals().into_iter().map(Problem::CertificateRefused);
    let all = of_other.into_iter().chain(dates).chain(refused);
    all.map(|problem| of_seen(file, problem, Some(Fix::AskIssuer))).collect()
}

fn is_key(path: &Path, scene: &Scene<'_>) -> bool {
    scene.at(path).is_some_and(|file| file.private().is_some())
}

/// The private key that a certificate is for, by its name.
fn private_path(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_suffix(CERTIFICATE_ENDING)?;
    Some(path.with_file_name(name))
}
