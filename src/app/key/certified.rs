//! Certificates that are shown, with what is known of them on the day they were opened.

use crate::key::{AttachedCertificate, Certificate, Validity};

/// A certificate, and what its dates say on the day it was opened.
#[derive(Debug)]
pub struct Certified {
    /// The certificate.
    pub certificate: Certificate,
    /// Whether it is valid by its dates.
    pub standing: Validity,
}

impl Certified {
    /// `now` in seconds since 1970.
    pub fn new(certificate: Certificate, now: u64) -> Self {
        Self { standing: certificate.validity(now), certificate }
    }
}

/// The certificate in the file of a private key.
#[derive(Debug)]
pub enum Attached {
    /// What it says.
    Read(Box<Certified>),
    /// It could not be understood, and stays as it is.
    Unread,
}

impl Attached {
    /// `now` in seconds since 1970.
    pub fn new(certificate: &AttachedCertificate, now: u64) -> Self {
        match certificate.read() {
            Some(certificate) => Self::Read(Box::new(Certified::new(certificate.clone(), now))),
            None => Self::Unread,
        }
    }
}
