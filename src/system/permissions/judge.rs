//! Judges descriptors of Windows as its OpenSSH does (w32-sshfileperm.c,
//! check_secure_file_permission).
//!
//! A private key must belong to the person, to the Administrators, to SYSTEM or to
//! TrustedInstaller, and nobody else may be allowed anything, reading or not, inherited or not.
//! What is forbidden does not matter. OpenSSH looks at plain allowing entries only; those with a
//! condition or for an object are allowing too, and count here.
//!
//! `config` and `authorized_keys` must have such an owner too, but others may read them.

use super::descriptor::{Descriptor, Entry, Sid};

/// S-1-5-18: the system itself.
const SYSTEM: &[u32] = &[18];
/// S-1-5-32-544: the group BUILTIN\Administrators.
const ADMINISTRATORS: &[u32] = &[32, 544];
/// NT SERVICE\TrustedInstaller, the same on every Windows.
const TRUSTED_INSTALLER: &[u32] =
    &[80, 956_008_885, 3_418_522_649, 1_831_038_044, 1_853_292_631, 2_271_478_464];
/// S-1-1-0: everybody.
const EVERYONE: &str = "S-1-1-0";

/// Whoever has rights because of which ssh would refuse a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// This one, who owns it or is allowed something.
    Someone(Sid),
    /// Everybody: there is no ACL, or nobody owns it.
    Everyone,
}

impl Other {
    /// Its SID as text.
    pub fn sid(&self) -> String {
        match self {
            Self::Someone(sid) => sid.to_string(),
            Self::Everyone => EVERYONE.to_owned(),
        }
    }
}

/// Whether it is the group of the Administrators.
#[cfg(windows)]
pub fn is_administrators(sid: &Sid) -> bool {
    *sid == Sid::of_windows(ADMINISTRATORS)
}

/// Whether it is the system itself.
#[cfg(windows)]
pub fn is_system(sid: &Sid) -> bool {
    *sid == Sid::of_windows(SYSTEM)
}

/// Who else but the person has a hold on the file; empty when ssh would take it. `is_me` knows all
/// SIDs that the person has or has had.
pub fn others(descriptor: &Descriptor, is_me: impl Fn(&Sid) -> bool) -> Vec<Other> {
    those(descriptor, |entry| entry.allows, is_me)
}

/// Who else but the person may change the file or folder, or its permissions.
pub fn writers(descriptor: &Descriptor, is_me: impl Fn(&Sid) -> bool) -> Vec<Other> {
    those(descriptor, Entry::lets_write, is_me)
}

/// The owner, and whom the entries name that count.
fn those(
    descriptor: &Descriptor,
    counts: impl Fn(&Entry) -> bool,
    is_me: impl Fn(&Sid) -> bool,
) -> Vec<Other> {
    let (Some(owner), Some(entries)) = (&descriptor.owner, &descriptor.entries) else {
        return vec![Other::Everyone];
    };
    let named = entries.iter().filter(|entry| counts(entry)).map(|entry| &entry.whom);
    let mut others = Vec::new();
    for sid in std::iter::once(owner).chain(named) {
        let other = Other::Someone(sid.clone());
        if !is_trusted(sid) && !others.contains(&other) && !is_me(sid) {
            others.push(other);
        }
    }
    others
}

/// Whether it is the system, the Administrators or the installer of Windows.
pub fn is_trusted(sid: &Sid) -> bool {
    [SYSTEM, ADMINISTRATORS, TRUSTED_INSTALLER].map(Sid::of_windows).contains(sid)
}

/// What a new `administrators_authorized_keys` gets: the Administrators own it; they and SYSTEM may do everything.
pub const ADMINISTRATORS_ONLY: &str = "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)";

/// What a new private file gets, or a folder and what is made in it: the person owns it; they, SYSTEM
/// and the Administrators may do everything; nothing comes from the folder above. In the security
/// descriptor definition language.
pub fn private(me: &Sid, is_folder: bool) -> String {
    let inherit = if is_folder { "OICI" } else { "" };
    format!("O:{me}D:P(A;{inherit};FA;;;{me})(A;{inherit};FA;;;SY)(A;{inherit};FA;;;BA)")
}
