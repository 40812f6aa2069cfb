//! The operating system's random source.

use super::services::{Entropy, NoEntropy};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::{CryptoRng, TryRng as _};

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
