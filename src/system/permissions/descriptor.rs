//! Security descriptors of Windows: who owns a file and what its DACL says.
//! Read from the bytes that the system keeps (MS-DTYP 2.4), so that they can be judged anywhere.

use std::fmt;

/// Who something belongs to or is allowed to: a user, a group, or the system itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sid {
    authority: u64,
    parts: Vec<u32>,
}

impl Sid {
    /// A SID of the authority that all of Windows' own accounts have, number 5.
    pub fn of_windows(parts: &[u32]) -> Self {
        Self { authority: 5, parts: parts.to_vec() }
    }

    /// Reads one from the start of `bytes` (MS-DTYP 2.4.2.2). `None` if that is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (&[1, count], rest) = bytes.split_first_chunk()? else { return None };
        let (authority, rest) = rest.split_first_chunk::<6>()?;
        let authority = authority.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        let parts = rest.get(..usize::from(count) * 4)?.chunks_exact(4);
        let parts = parts.filter_map(|part| Some(u32::from_le_bytes(part.try_into().ok()?))).collect();
        Some(Self { authority, parts })
    }

    /// Whether it is that of a person's account, or of a computer's or group's, in a domain: of Windows
    /// (S-1-5-21-…) or of Microsoft's cloud (S-1-12-1-…).
    #[cfg(windows)]
    pub fn is_of_an_account(&self) -> bool {
        matches!((self.authority, self.parts.first()), (5, Some(21)) | (12, Some(1)))
    }

    /// As [`Self::read`] reads it.
    #[cfg(windows)]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1, u8::try_from(self.parts.len()).unwrap_or(u8::MAX)];
        bytes.extend(self.authority.to_be_bytes().iter().skip(2));
        bytes.extend(self.parts.iter().flat_map(|part| part.to_le_bytes()));
        bytes
    }
}

impl fmt::Display for Sid {
    /// `S-1-5-32-544`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S-1-{}", self.authority)?;
        self.parts.iter().try_for_each(|part| write!(f, "-{part}"))
    }
}

/// An entry of an ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whether it allows something, now or to what is made in a folder. Others forbid, or audit.
    pub allows: bool,
    /// Whom.
    pub whom: Sid,
}

/// Who owns a file, and who has which rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// The owner.
    pub owner: Option<Sid>,
    /// The ACL. A file without one is everybody's.
    pub entries: Option<Vec<Entry>>,
}

/// Bit of the control field: there is an ACL.
const DACL_PRESENT: u16 = 0x0004;

impl Descriptor {
    /// Reads a self-relative descriptor (MS-DTYP 2.4.6). `None` if it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let control = u16::from_le_bytes(*bytes.get(2..)?.first_chunk()?);
        let at = |field: usize| -> Option<usize> {
            usize::try_from(u32::from_le_bytes(*bytes.get(field..)?.first_chunk()?)).ok()
        };
        let (owner, dacl) = (at(4)?, at(16)?);
        let owner = if owner == 0 { None } else { Some(Sid::read(bytes.get(owner..)?)?) };
        let listed = control & DACL_PRESENT != 0 && dacl != 0;
        let entries = if listed { Some(entries(bytes.get(dacl..)?)?) } else { None };
        Some(Self { owner, entries })
    }
}

/// An ACL (MS-DTYP 2.4.5).
fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let count = u16::from_le_bytes(*bytes.get(4..)?.first_chunk()?);
    let mut rest = bytes.get(8..)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let size = usize::from(u16::from_le_bytes(*rest.get(2..)?.first_chunk()?));
        let (entry, after) = rest.split_at_checked(size)?;
        // Entries of sorts that name nobody, if there will be any, cannot allow anybody anything.
        entries.extend(read_entry(entry)?);
        rest = after;
    }
    Some(entries)
}

/// One entry (MS-DTYP 2.4.4). `Some(None)` for a sort that is not known.
fn read_entry(bytes: &[u8]) -> Option<Option<Entry>> {
    let (allows, is_of_object) = match bytes.first()? {
        0x00 | 0x09 => (true, false),
        0x05 | 0x0b => (true, true),
        0x01 | 0x0a => (false, false),
        0x06 | 0x0c => (false, true),
        _ => return Some(None),
    };
    // Kind, flags, size and rights; those of objects then say which of two GUIDs they have.
    let mut sid_at = 8;
    if is_of_object {
        let guids = u32::from_le_bytes(*bytes.get(8..)?.first_chunk()?) & 3;
        sid_at += 4 + 16 * usize::try_from(guids.count_ones()).ok()?;
    }
    Some(Some(Entry { allows, whom: Sid::read(bytes.get(sid_at..)?)? }))
}
