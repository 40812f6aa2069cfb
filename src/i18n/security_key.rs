//! What the file of a key in a security key says, as rows of a name and a value.

use super::certificate::Line;
use super::{Texts, say};
use crate::key::{PublicKey, SecurityKeyUse};

impl Texts {
    /// The rows, as they are read; none for other keys. How the key is used stands in the private
    /// part of its file.
    pub fn security_key(&self, public: &PublicKey, used: Option<SecurityKeyUse>) -> Vec<Line> {
        let Some(application) = public.application() else { return Vec::new() };
        let mut rows = vec![Line::new(say!(self, "security-key-application"), application)];
        let Some(SecurityKeyUse { touch, pin, resident }) = used else { return rows };
        let touch = match touch {
            true => say!(self, "security-key-required"),
            false => say!(self, "security-key-no-touch"),
        };
        let pin = match pin {
            true => say!(self, "security-key-required"),
            false => say!(self, "security-key-not-required"),
        };
        let resident = match resident {
            true => say!(self, "security-key-is-resident"),
            false => say!(self, "security-key-not-resident"),
        };
        rows.extend([
            Line::new(say!(self, "security-key-touch"), touch),
            Line::new(say!(self, "security-key-pin"), pin),
            Line::new(say!(self, "security-key-resident"), resident),
        ]);
        rows
    }
}
