//! The operating system's random source.

use rand::rngs::SysRng;
use rand::{CryptoRng, TryCryptoRng, TryRng};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEntropy;

/// Randomness for keys, salts and check numbers.
pub trait Entropy: Send + Sync {
    /// A source to be used inside [`with_randomness`], which ends the work if the source fails.
    ///
    /// # Errors
    /// [`NoEntropy`] if it has nothing to begin with.
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy>;
}

/// Does work that needs randomness. If the source fails on the way, nothing is made out of what is
/// missing: the work ends there, and all that it has made is given up.
///
/// # Errors
/// [`NoEntropy`] then.
pub fn with_randomness<T>(
    entropy: &dyn Entropy,
    work: impl FnOnce(&mut dyn CryptoRng) -> T,
) -> Result<T, NoEntropy> {
    let mut rng = entropy.rng()?;
    catch_unwind(AssertUnwindSafe(|| work(&mut *rng))).map_err(|panic| match panic.downcast_ref() {
        Some(NoEntropy) => NoEntropy,
        None => resume_unwind(panic),
    })
}

/// Every byte comes from the operating system: no state of ours that could leak or repeat.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy> {
        SysRng.try_next_u64().map_err(|_| NoEntropy)?;
        Ok(Box::new(OrUnwind(SysRng)))
    }
}

/// A source that does not return when it fails. The libraries that make keys know only sources that
/// never fail, and must never go on with bytes that are not random.
struct OrUnwind<R>(R);

/// Without the message of a panic: it is none.
fn unwind<T, E>(result: Result<T, E>) -> Result<T, Infallible> {
    Ok(result.unwrap_or_else(|_| resume_unwind(Box::new(NoEntropy))))
}

impl<R: TryRng> TryRng for OrUnwind<R> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unwind(self.0.try_next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unwind(self.0.try_next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        unwind(self.0.try_fill_bytes(bytes))
    }
}

impl<R: TryCryptoRng> TryCryptoRng for OrUnwind<R> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails after so many calls.
    struct Failing(u32);

    impl TryRng for Failing {
        type Error = std::fmt::Error;

        fn try_next_u32(&mut self) -> Result<u32, std::fmt::Error> {
            self.0 = self.0.checked_sub(1).ok_or(std::fmt::Error)?;
            Ok(4)
        }

        fn try_next_u64(&mut self) -> Result<u64, std::fmt::Error> {
            self.try_next_u32().map(u64::from)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), std::fmt::Error> {
            self.try_next_u32().map(|_| bytes.fill(4))
        }
    }

    impl TryCryptoRng for Failing {}

    impl Entropy for u32 {
        fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy> {
            Ok(Box::new(OrUnwind(Failing(*self))))
        }
    }

    #[test]
    fn a_source_that_fails_late_is_an_answer_and_no_panic() {
        let three = |rng: &mut dyn CryptoRng| {
            let mut bytes = [0; 2];
            rng.fill_bytes(&mut bytes);
            (rng.next_u32(), rng.next_u64(), bytes)
        };
        for calls in 0..3_u32 {
            assert_eq!(with_randomness(&calls, three), Err(NoEntropy));
        }
        assert_eq!(with_randomness(&3_u32, three), Ok((4, 4, [4, 4])));
    }

    #[test]
    fn another_panic_stays_one() {
        let panic = catch_unwind(|| with_randomness(&1_u32, |_| resume_unwind(Box::new("other")))).map(drop);
        assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"other"));
    }
}
