//! Comparing secrets in constant time.

use crypto_bigint::ctutils::CtEq as _;

/// Whether two secrets are the same, in a time that tells no more than how long they are.
pub fn ct_eq(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).to_bool()
}

#[cfg(test)]
mod tests {
    use super::ct_eq;

    #[test]
    fn every_byte_counts_and_so_does_the_length() {
        assert!(ct_eq(b"", b""));
        assert!(ct_eq(b"secret", b"secret"));
        for other in [&b"Secret"[..], b"seCret", b"secreT", b"secre", b"secrets", b""] {
            assert!(!ct_eq(b"secret", other) && !ct_eq(other, b"secret"));
        }
    }
}
