//! Passphrases that are tried on a key.

use crate::format::{DecryptError, EncryptedKey, Unlocked};
use crate::key::{Passphrase, Progress};
use std::sync::{Arc, Mutex, PoisonError};

/// Memory, in bytes, that a key may ask for and still be unlocked beside others.
pub(super) const BESIDE_OTHERS: u64 = 64 << 20;

/// Held while a costlier key is unlocked, so that what several ask for does not add up.
pub type OneAtATime = Mutex<()>;

/// Opens a key with the first passphrase that fits.
///
/// # Errors
/// [`DecryptError::WrongPassphrase`] where none does, else what is wrong with the key.
pub fn unlock(
    key: &EncryptedKey,
    passphrases: &[Arc<Passphrase>],
    system_page: Option<&'static encoding_rs::Encoding>,
    progress: &dyn Progress,
    one_at_a_time: &OneAtATime,
) -> Result<Unlocked, DecryptError> {
    let costs_much = key.cost().is_some_and(|cost| cost.memory() > BESIDE_OTHERS);
    let _held = costs_much.then(|| one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner));
    if progress.cancelled() {
        return Err(DecryptError::Cancelled);
    }
    for passphrase in passphrases {
        match key.unlock(passphrase, system_page, progress) {
            Err(DecryptError::WrongPassphrase) => {}
            result => return result,
        }
    }
    Err(DecryptError::WrongPassphrase)
}
