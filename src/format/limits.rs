//! What a file may cost us. A hostile file can ask for 4 TiB of memory or a century of hashing;
//! every demand is held against these numbers before any work is done.

/// Most bytes that are read from a file: 1 MiB. The largest key that OpenSSH accepts, RSA with
/// 16384 bits, takes 13 KiB.
pub const FILE_BYTES: usize = 1 << 20;

/// Most memory that Argon2 may use, in KiB: 512 MiB. PuTTY asks for 8 MiB.
pub const ARGON2_MEMORY_KIB: u32 = 1 << 19;

/// Most memory times passes for Argon2, in KiB: 64 GiB, about half a minute. PuTTY's choice of
/// about 100 ms is well below that.
pub const ARGON2_WORK_KIB: u64 = 64 << 20;

/// Most lanes for Argon2. PuTTY uses 1.
pub const ARGON2_LANES: u32 = 64;

/// Most rounds of bcrypt_pbkdf: about a minute. ssh-keygen uses 24.
pub const BCRYPT_ROUNDS: u32 = 8192;

/// Most iterations of PBKDF2: about ten seconds. OpenSSL has used 2048, others up to a million.
pub const PBKDF2_ITERATIONS: u32 = 10_000_000;

/// Most memory that scrypt may use, in bytes: 512 MiB. OpenSSL's own choice takes 16 MiB.
pub const SCRYPT_MEMORY: u64 = 512 << 20;

/// Most memory times runs for scrypt, in bytes: 1 GiB, some seconds.
pub const SCRYPT_WORK: u64 = 1 << 30;

/// Longest salt that is taken, in bytes. All KDFs are used with 8 to 64.
pub const SALT_BYTES: usize = 1024;

/// What a file asks of a KDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Argon2 with so much memory and so many passes.
    Argon2 {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes over it.
        passes: u32,
    },
    /// bcrypt_pbkdf with so many rounds.
    Bcrypt {
        /// Rounds.
        rounds: u32,
    },
    /// PBKDF2, or the way of PKCS#12, with so many iterations.
    Pbkdf2 {
        /// Iterations.
        iterations: u32,
    },
    /// scrypt.
    Scrypt {
        /// The cost, a power of two.
        n: u64,
        /// The block size: memory is 128 n r bytes.
        r: u32,
        /// How often that is run through.
        p: u32,
    },
}

impl Cost {
    /// Whether one try takes longer than about half a second. PuTTY's and ssh-keygen's own choices
    /// take some tenths.
    pub(super) fn is_long(self) -> bool {
        match self {
            Self::Argon2 { memory_kib, passes } => u64::from(memory_kib) * u64::from(passes) > 1 << 20,
            Self::Bcrypt { rounds } => rounds > 64,
            Self::Pbkdf2 { iterations } => iterations > 1_000_000,
            Self::Scrypt { .. } => self.scrypt_work() > 128 << 20,
        }
    }

    /// The memory that one try takes, in bytes, where that is the point of the KDF.
    pub fn memory(self) -> u64 {
        match self {
            Self::Argon2 { memory_kib, .. } => u64::from(memory_kib) * 1024,
            Self::Scrypt { n, r, .. } => scrypt_memory(n, r),
            Self::Bcrypt { .. } | Self::Pbkdf2 { .. } => 0,
        }
    }

    /// Whether the system gives so much. The libraries would end the program where it does not.
    pub(super) fn memory_is_there(self) -> bool {
        let bytes = usize::try_from(self.memory()).unwrap_or(usize::MAX);
        Vec::<u8>::new().try_reserve_exact(bytes).is_ok()
    }

    /// Whether the demand is within the limits.
    pub fn is_bearable(self) -> bool {
        match self {
            Self::Argon2 { memory_kib, passes } => {
                memory_kib <= ARGON2_MEMORY_KIB
                    && u64::from(memory_kib) * u64::from(passes) <= ARGON2_WORK_KIB
            }
            Self::Bcrypt { rounds } => rounds <= BCRYPT_ROUNDS,
            Self::Pbkdf2 { iterations } => iterations <= PBKDF2_ITERATIONS,
            Self::Scrypt { n, r, .. } => {
                scrypt_memory(n, r) <= SCRYPT_MEMORY && self.scrypt_work() <= SCRYPT_WORK
            }
        }
    }

    fn scrypt_work(self) -> u64 {
        match self {
            Self::Scrypt { n, r, p } => scrypt_memory(n, r).saturating_mul(u64::from(p)),
            _ => 0,
        }
    }
}

fn scrypt_memory(n: u64, r: u32) -> u64 {
    n.saturating_mul(u64::from(r)).saturating_mul(128)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u32 = 1024;

    #[test]
    fn what_takes_longer_than_usual_is_long() {
        // Of each KDF the most that is not long, and the least that is.
        let pairs = [
            [MIB, MIB + 1].map(|passes| Cost::Argon2 { memory_kib: 1024, passes }),
            [64, 65].map(|rounds| Cost::Bcrypt { rounds }),
            [1_000_000, 1_000_001].map(|iterations| Cost::Pbkdf2 { iterations }),
            [128, 129].map(|p| Cost::Scrypt { n: 1 << 13, r: 1, p }),
        ];
        for [short, long] in pairs {
            assert!(!short.is_long(), "{short:?}");
            assert!(long.is_long(), "{long:?}");
        }
    }

    #[test]
    fn what_costs_more_than_the_limits_is_not_borne() {
        let pairs = [
            [512 * MIB, 512 * MIB + 1].map(|memory_kib| Cost::Argon2 { memory_kib, passes: 1 }),
            [64 * MIB, 64 * MIB + 1].map(|passes| Cost::Argon2 { memory_kib: 1024, passes }),
            [BCRYPT_ROUNDS, BCRYPT_ROUNDS + 1].map(|rounds| Cost::Bcrypt { rounds }),
            [PBKDF2_ITERATIONS, PBKDF2_ITERATIONS + 1].map(|iterations| Cost::Pbkdf2 { iterations }),
            [4, 5].map(|r| Cost::Scrypt { n: 1 << 20, r, p: 1 }),
            [2, 3].map(|p| Cost::Scrypt { n: 1 << 20, r: 4, p }),
        ];
        for [bearable, not] in pairs {
            assert!(bearable.is_bearable(), "{bearable:?}");
            assert!(!not.is_bearable(), "{not:?}");
        }
    }

    #[test]
    fn memory_is_that_of_one_try() {
        assert_eq!(Cost::Argon2 { memory_kib: 8192, passes: 13 }.memory(), 8 << 20);
        assert_eq!(Cost::Scrypt { n: 1 << 14, r: 8, p: 5 }.memory(), 16 << 20);
        assert_eq!(Cost::Bcrypt { rounds: 24 }.memory(), 0);
    }

    #[test]
    fn memory_that_no_system_has_is_not_there() {
        assert!(Cost::Argon2 { memory_kib: 1, passes: 1 }.memory_is_there());
        assert!(!Cost::Scrypt { n: u64::MAX, r: 1, p: 1 }.memory_is_there());
    }
}
