//! Limits on what a file may cost. A malicious file can ask for 4 TiB of memory or a century of hashing;
//! every demand is compared with these limits before any work is done.

/// Most bytes that are read from a file: 1 MiB. The largest key that OpenSSH accepts, RSA with
/// 16384 bits, takes 13 KiB.
pub const FILE_BYTES: usize = 1 << 20;

/// Most memory that Argon2 may use, in KiB: 512 MiB. PuTTY asks for 8 MiB.
pub const ARGON2_MEMORY_KIB: u32 = 1 << 19;

/// Most memory times passes for Argon2, in KiB: 64 GiB, about half a minute. PuTTY's choice of
/// about 100 ms is well below that, and its users may ask for more time.
pub const ARGON2_WORK_KIB: u64 = 64 << 20;

/// Most lanes for Argon2. PuTTY uses 1.
pub const ARGON2_LANES: u32 = 64;

/// What every lane of Argon2 adds to each pass, as if it were memory, in KiB: its four segments
/// each make addresses and clear some blocks, however short they are.
const ARGON2_LANE_KIB: u64 = 16;

/// Most rounds of bcrypt_pbkdf: about a minute. ssh-keygen uses 24, and its users may ask for more.
pub const BCRYPT_ROUNDS: u32 = 8192;

/// Most iterations of PBKDF2: some ten seconds. OpenSSL has used 2048, others up to a million.
pub const PBKDF2_ITERATIONS: u32 = 10_000_000;

/// Most memory that scrypt may use, in bytes: 512 MiB for its table and 32 MiB beside it. OpenSSL's
/// own choice takes 16 MiB, and more than 32 MiB it does not open unless told to.
pub const SCRYPT_MEMORY: u64 = 544 << 20;

/// Largest block size r of scrypt. Everyone uses 8.
pub const SCRYPT_R: u32 = 1024;

/// Most runs p of scrypt. Nearly everyone uses 1.
pub const SCRYPT_P: u32 = 1024;

/// Most memory times runs for scrypt, in bytes: 1 GiB, some seconds.
pub const SCRYPT_WORK: u64 = 1 << 30;

/// Memory that a key derivation may take in our own process, in bytes.
const MEMORY_HERE: u64 = 64 << 20;

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
        /// Lanes that it is divided into.
        lanes: u32,
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
        /// The block size.
        r: u32,
        /// The parallelization: how many times that is run.
        p: u32,
    },
}

impl Cost {
    /// Whether one try takes longer than about half a second. PuTTY's and ssh-keygen's own choices
    /// take some tenths.
    pub(super) fn is_long(self) -> bool {
        self.work()
            > match self {
                Self::Argon2 { .. } => f64::from(1 << 20),
                Self::Bcrypt { .. } => 64.0,
                Self::Pbkdf2 { .. } => 1e6,
                Self::Scrypt { .. } => f64::from(128 << 20),
            }
    }

    /// Whether it is derived in a process of its own where possible: if it takes long, so that it can be
    /// ended; if it takes much memory; and scrypt, whose library aborts the process without memory.
    pub(super) fn belongs_apart(self) -> bool {
        self.is_long() || self.memory() > MEMORY_HERE || matches!(self, Self::Scrypt { .. })
    }

    /// The memory that one try takes, in bytes, for memory-hard KDFs.
    pub fn memory(self) -> u64 {
        match self {
            Self::Argon2 { memory_kib, .. } => u64::from(memory_kib) * 1024,
            // The table of n blocks, the p blocks that are mixed, and one to work on.
            Self::Scrypt { n, r, p } => {
                n.saturating_add(u64::from(p)).saturating_add(1).saturating_mul(128 * u64::from(r))
            }
            Self::Bcrypt { .. } | Self::Pbkdf2 { .. } => 0,
        }
    }

    /// Whether that much memory can be allocated now.
    pub(super) fn memory_is_there(self) -> bool {
        let bytes = usize::try_from(self.memory()).unwrap_or(usize::MAX);
        Vec::<u8>::new().try_reserve_exact(bytes).is_ok()
    }

    /// The work of one try, in units of the KDF, to which the time is proportional.
    pub(super) fn work(self) -> f64 {
        match self {
            Self::Argon2 { .. } | Self::Scrypt { .. } => self.memory_filled() as f64,
            Self::Bcrypt { rounds } => f64::from(rounds),
            Self::Pbkdf2 { iterations } => f64::from(iterations),
        }
    }

    /// How much memory it fills in all passes or runs: of Argon2 in KiB, of scrypt in bytes.
    fn memory_filled(self) -> u64 {
        match self {
            Self::Argon2 { memory_kib, passes, lanes } => {
                (u64::from(memory_kib) + ARGON2_LANE_KIB * u64::from(lanes)).saturating_mul(u64::from(passes))
            }
            Self::Scrypt { n, r, p } => n.saturating_mul(128 * u64::from(r)).saturating_mul(u64::from(p)),
            Self::Bcrypt { .. } | Self::Pbkdf2 { .. } => 0,
        }
    }

    /// Whether the demand is within the limits.
    pub fn within_limits(self) -> bool {
        match self {
            Self::Argon2 { memory_kib, .. } => {
                memory_kib <= ARGON2_MEMORY_KIB
                    && self.memory_filled() <= ARGON2_WORK_KIB + ARGON2_LANE_KIB * 8192
            }
            Self::Bcrypt { rounds } => rounds <= BCRYPT_ROUNDS,
            Self::Pbkdf2 { iterations } => iterations <= PBKDF2_ITERATIONS,
            Self::Scrypt { r, p, .. } => {
                r <= SCRYPT_R
                    && p <= SCRYPT_P
                    && self.memory() <= SCRYPT_MEMORY
                    && self.memory_filled() <= SCRYPT_WORK
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u32 = 1024;

    fn argon2(memory_kib: u32, passes: u32) -> Cost {
        Cost::Argon2 { memory_kib, passes, lanes: 1 }
    }

    fn scrypt(n: u64, r: u32, p: u32) -> Cost {
        Cost::Scrypt { n, r, p }
    }

    #[test]
    fn what_takes_longer_than_usual_is_long() {
        // Of each KDF the most that is not long, and the least that is.
        let pairs = [
            [1008, 1009].map(|passes| argon2(1024, passes)),
            [64, 65].map(|rounds| Cost::Bcrypt { rounds }),
            [1_000_000, 1_000_001].map(|iterations| Cost::Pbkdf2 { iterations }),
            [128, 129].map(|p| scrypt(1 << 13, 1, p)),
        ];
        for [short, long] in pairs {
            assert!(!short.is_long(), "{short:?}");
            assert!(long.is_long(), "{long:?}");
        }
    }

    #[test]
    fn what_may_abort_or_takes_long_or_much_memory_is_derived_apart() {
        let here = [argon2(8192, 34), argon2(64 * MIB, 1), Cost::Bcrypt { rounds: 24 }];
        let apart =
            [argon2(8192, 8192), argon2(64 * MIB + 1, 1), scrypt(2, 1, 1), Cost::Bcrypt { rounds: 999 }];
        assert!(!here.into_iter().any(Cost::belongs_apart));
        assert!(apart.into_iter().all(Cost::belongs_apart));
    }

    #[test]
    fn what_costs_more_than_the_limits_is_not_borne() {
        let pairs = [
            [512 * MIB, 512 * MIB + 1].map(|memory_kib| argon2(memory_kib, 1)),
            [8192, 8193].map(|passes| argon2(8192, passes)),
            [BCRYPT_ROUNDS, BCRYPT_ROUNDS + 1].map(|rounds| Cost::Bcrypt { rounds }),
            [PBKDF2_ITERATIONS, PBKDF2_ITERATIONS + 1].map(|iterations| Cost::Pbkdf2 { iterations }),
            [4, 5].map(|r| scrypt(1 << 20, r, 1)),
            [2, 3].map(|p| scrypt(1 << 20, 4, p)),
            [SCRYPT_R, SCRYPT_R + 1].map(|r| scrypt(2, r, 1)),
            [SCRYPT_P, SCRYPT_P + 1].map(|p| scrypt(2, 8, p)),
        ];
        for [bearable, not] in pairs {
            assert!(bearable.within_limits(), "{bearable:?}");
            assert!(!not.within_limits(), "{not:?}");
        }
    }

    /// Small memory and many passes cost more than their product suggests.
    #[test]
    fn no_shape_of_argon2_passes_for_less_than_it_is() {
        assert!(!argon2(8, 8 << 20).within_limits());
        assert!(!Cost::Argon2 { memory_kib: 512, passes: 128 << 10, lanes: 64 }.within_limits());
    }

    /// The whole of it: with a small n most is not in the table.
    #[test]
    fn no_shape_of_scrypt_takes_more_memory_than_the_limit() {
        assert!(!scrypt(2, 1 << 21, 1).within_limits());
        assert!(!scrypt(2, 1, 1 << 22).within_limits());
        assert_eq!(scrypt(2, 1 << 21, 1).memory(), 4 << 28);
        assert!(!scrypt(u64::MAX, u32::MAX, u32::MAX).within_limits());
        let largest = [0, 1, 10, 20, 29].map(|log| 1u64 << log).map(|n| {
            let r = (SCRYPT_MEMORY / 128 / n).clamp(1, u64::from(SCRYPT_R));
            scrypt(n.max(2), u32::try_from(r).unwrap(), SCRYPT_P)
        });
        assert!(
            largest
                .into_iter()
                .filter(|cost| cost.within_limits())
                .all(|cost| cost.memory() <= SCRYPT_MEMORY)
        );
    }

    #[test]
    fn memory_is_that_of_one_try() {
        assert_eq!(argon2(8192, 13).memory(), 8 << 20);
        assert_eq!(scrypt(1 << 14, 8, 5).memory(), (16 << 20) + 6 * 1024);
        assert_eq!(Cost::Bcrypt { rounds: 24 }.memory(), 0);
    }

    #[test]
    fn memory_that_no_system_has_is_not_there() {
        assert!(argon2(1, 1).memory_is_there());
        assert!(!scrypt(u64::MAX, 1, 1).memory_is_there());
    }
}
