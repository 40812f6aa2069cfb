//! How much work PuTTY's KDF shall be.

use crate::format::Argon2Cost;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What PuTTYgen aims at.
const TARGET: Duration = Duration::from_millis(100);
/// PuTTYgen never uses less, however slow the machine.
const FEWEST: u32 = 8;
/// However the clock may lie, opening the file stays bearable.
const MOST: u32 = 1000;

/// The cost for new PPK files: about 100 ms on this machine, as PuTTYgen does it. Measured once,
/// which takes about as long.
pub fn calibrated_argon2() -> Argon2Cost {
    static COST: OnceLock<Argon2Cost> = OnceLock::new();
    *COST.get_or_init(|| {
        cost(1).spend(); // takes the memory and warms the caches
        let started = Instant::now();
        cost(FEWEST).spend();
        cost(passes_for(started.elapsed()))
    })
}

fn cost(passes: u32) -> Argon2Cost {
    Argon2Cost { memory_kib: Argon2Cost::MEMORY_KIB, passes }
}

/// The passes that fill the target when the fewest take so long.
fn passes_for(fewest_took: Duration) -> u32 {
    let passes = TARGET.as_nanos() * u128::from(FEWEST) / fewest_took.as_nanos().max(1);
    u32::try_from(passes).unwrap_or(MOST).clamp(FEWEST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_fill_the_target_within_bounds() {
        assert_eq!(passes_for(Duration::from_millis(40)), 20);
        assert_eq!(passes_for(Duration::from_secs(5)), FEWEST);
        assert_eq!(passes_for(Duration::from_nanos(3)), MOST);
        assert_eq!(passes_for(Duration::ZERO), MOST);
    }
}
