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
    /// Which rights, bit by bit.
    pub rights: u32,
    /// Whether it counts only for what is made in the folder, not for the folder itself.
    pub is_inherit_only: bool,
}

/// The rights to change a file or folder, its attributes, its ACL or its owner, or to remove it: what OpenSSH calls
/// writing (w32-sshfileperm.c, SSH_SECURE_WRITE_MASK), with removing what is in a folder and all rights at once.
const WRITING: u32 = 0x02 | 0x04 | 0x10 | 0x40 | 0x100 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x4000_0000 | ALL;
/// All rights (GENERIC_ALL), and what is left of them without writing (GENERIC_READ, GENERIC_EXECUTE).
const ALL: u32 = 0x1000_0000;
const ALL_READING: u32 = 0xa000_0000;

impl Entry {
    /// Whether it lets somebody change the file or folder.
    pub fn lets_write(&self) -> bool {
        self.allows && !self.is_inherit_only && self.rights & WRITING != 0
    }
}

/// Who owns a file, and who has which rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// The owner.
    pub owner: Option<Sid>,
    /// The ACL. A file without one is everybody's.
    pub entries: Option<Vec<Entry>>,
}

/// Bits of the control field: there is an ACL; nothing is handed down from the folder.
const DACL_PRESENT: u16 = 0x0004;
const DACL_PROTECTED: u16 = 0x1000;
/// Bits of the flags of an entry.
const INHERIT_ONLY: u8 = 0x08;
const INHERITED: u8 = 0x10;

impl Descriptor {
    /// Reads a self-relative descriptor (MS-DTYP 2.4.6). `None` if it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let owner = number(bytes, 4)?;
        let owner = if owner == 0 { None } else { Some(Sid::read(bytes.get(owner..)?)?) };
        let entries = match acl_at(bytes)? {
            // Entries of sorts that name nobody, if there will be any, cannot allow anybody anything.
            Some(acl) => Some(entries(bytes, acl)?.into_iter().filter_map(|(_, entry)| entry).collect()),
            None => None,
        };
        Some(Self { owner, entries })
    }
}

/// The bytes of a descriptor in which only trusted accounts may write: all others keep what they had beside that, and
/// nothing new is handed down. `None` if it is damaged or has no ACL.
pub fn without_writing(bytes: &[u8], is_trusted: impl Fn(&Sid) -> bool) -> Option<Vec<u8>> {
    let mut new = bytes.to_vec();
    for (at, entry) in entries(bytes, acl_at(bytes)??)? {
        // Otherwise the system might hand down the old entry once more.
        *new.get_mut(at + 1)? &= !INHERITED;
        if let Some(entry) = entry.filter(|entry| entry.allows && !is_trusted(&entry.whom)) {
            let all = if entry.rights & ALL == 0 { 0 } else { ALL_READING };
            let left = (entry.rights | all) & !WRITING;
            new.get_mut(at + 4..)?.first_chunk_mut::<4>()?.copy_from_slice(&left.to_le_bytes());
        }
    }
    let control = control(bytes)? | DACL_PROTECTED;
    new.get_mut(2..)?.first_chunk_mut::<2>()?.copy_from_slice(&control.to_le_bytes());
    Some(new)
}

fn control(bytes: &[u8]) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(2..)?.first_chunk()?))
}

/// A number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

/// Where the ACL of a descriptor begins. `Some(None)` if it has none.
fn acl_at(bytes: &[u8]) -> Option<Option<usize>> {
    let at = number(bytes, 16)?;
    Some((control(bytes)? & DACL_PRESENT != 0 && at != 0).then_some(at))
}

/// The entries of the ACL that begins there (MS-DTYP 2.4.5), each with the place where it begins.
fn entries(bytes: &[u8], acl: usize) -> Option<Vec<(usize, Option<Entry>)>> {
    let head = bytes.get(acl..)?;
    let count = u16::from_le_bytes(*head.get(4..)?.first_chunk()?);
    let mut at = acl + 8;
    let mut rest = head.get(8..)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let size = usize::from(u16::from_le_bytes(*rest.get(2..)?.first_chunk()?));
        let (entry, after) = rest.split_at_checked(size)?;
        entries.push((at, read_entry(entry)?));
        (at, rest) = (at + size, after);
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
    let rights = u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?);
    let is_inherit_only = bytes.get(1)? & INHERIT_ONLY != 0;
    Some(Some(Entry { allows, whom: Sid::read(bytes.get(sid_at..)?)?, rights, is_inherit_only }))
}
