//! The operating system's random source.

use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::{CryptoRng, TryRng as _};

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEntropy;

/// Randomness for keys, salts and check numbers.
pub trait Entropy: Send + Sync {
    /// A source that does not fail once it was given out.
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy>;
}

/// Every byte comes from the operating system: no state of ours that could leak or repeat.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy> {
        // The source fails, if ever, before it was first ready. Once it has answered it does not
        // fail again, on any system we run on.
        SysRng.try_next_u64().map_err(|_| NoEntropy)?;
        Ok(Box::new(UnwrapErr(SysRng)))
    }
}
