//! The data types of the SSH protocol: uint32, string and mpint (RFC 4251, section 5).

use zeroize::Zeroizing;

/// A big-endian number without the zeros in front.
pub(super) fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Reads from the front of a slice; `None` where too little is left.
#[derive(Clone)]
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn u32(&mut self) -> Option<u32> {
        let bytes: [u8; 4] = self.take(4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    }

    pub fn u64(&mut self) -> Option<u64> {
        let bytes: [u8; 8] = self.take(8)?.try_into().ok()?;
        Some(u64::from_be_bytes(bytes))
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub fn string(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length)
    }

    /// A string that is UTF-8.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.string()?).ok()
    }

    /// The magnitude of an mpint, without leading zeros. No number in a key is negative: if the first bit is
    /// set, the program left out the leading zero byte. Others write too many zeros.
    pub fn unsigned_mpint(&mut self) -> Option<&'a [u8]> {
        self.string().map(without_zeros)
    }
}

/// Appends to a buffer that is wiped on drop.
pub(crate) struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    /// `capacity` should be enough for all that follows: a buffer that grows leaves an unwiped
    /// copy of its contents behind.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn u32(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    /// A string. Lengths over 4 GiB cannot occur: nothing that we read or make is that long.
    pub fn string(&mut self, bytes: &[u8]) -> &mut Self {
        self.u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).raw(bytes)
    }

    /// An mpint from a big-endian magnitude, in the shortest form.
    pub fn unsigned_mpint(&mut self, magnitude: &[u8]) -> &mut Self {
        let magnitude = without_zeros(magnitude);
        if magnitude.first().is_some_and(|byte| *byte >= 0x80) {
            let length = u32::try_from(magnitude.len() + 1).unwrap_or(u32::MAX);
            self.u32(length).raw(&[0]).raw(magnitude)
        } else {
            self.string(magnitude)
        }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn finish(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}
