//! The judge, asked about descriptors in the words that Windows has for them (SDDL).

use super::descriptor::{Descriptor, Entry, Sid, without_writing};
use super::judge::{ADMINISTRATORS_ONLY, Other, is_trusted, others, private, writers};

const ME: &str = "S-1-5-21-1-2-3-1001";
const FRIEND: &str = "S-1-5-21-1-2-3-1002";
const TRUSTED_INSTALLER: &str = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";
const ALIASES: [(&str, &str); 10] = [
    ("AU", "S-1-5-11"),
    ("BA", "S-1-5-32-544"),
    ("BG", "S-1-5-32-546"),
    ("BU", "S-1-5-32-545"),
    ("CO", "S-1-3-0"),
    ("IU", "S-1-5-4"),
    ("OW", "S-1-3-4"),
    ("PU", "S-1-5-32-547"),
    ("SY", "S-1-5-18"),
    ("WD", "S-1-1-0"),
];

/// What is judged, and who is found to have a hold on it.
const JUDGED: [(&str, &[&str]); 22] = [
    // What ssh-keygen.exe makes, and what is made here.
    ("O:MED:PAI(A;;FA;;;BA)(A;;FA;;;SY)(A;;0x1301bf;;;ME)", &[]),
    ("O:MED:P(A;;FA;;;ME)(A;;FA;;;SY)(A;;FA;;;BA)", &[]),
    // What is handed down in a profile is fine, protected or not.
    ("O:MED:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;ME)", &[]),
    // Made by an administrator, by the system, by an installer.
    ("O:BAD:(A;;FA;;;ME)", &[]),
    ("O:SYD:(A;;FA;;;ME)", &[]),
    ("O:TID:(A;;FA;;;TI)(A;;FA;;;ME)", &[]),
    // Nobody is allowed anything: nobody else is either.
    ("O:MED:P", &[]),
    // Forbidding others is no fault.
    ("O:MED:P(D;;FA;;;WD)(A;;FA;;;ME)", &[]),
    // Owned by somebody else.
    ("O:FRIENDD:P(A;;FA;;;ME)", &[FRIEND]),
    // Handed down outside the profile: on C:\, and on a disk of one's own.
    (
        "O:MED:AI(A;ID;FA;;;BA)(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)",
        &["S-1-5-32-545", "S-1-5-11"],
    ),
    ("O:MED:AI(A;ID;FA;;;WD)", &["S-1-1-0"]),
    // Reading attributes alone is too much, for whomever.
    ("O:MED:P(A;;FA;;;ME)(A;;0x80;;;WD)", &["S-1-1-0"]),
    ("O:MED:P(A;;FA;;;ME)(A;;FR;;;FRIEND)", &[FRIEND]),
    ("O:MED:P(A;;FA;;;ME)(A;;FR;;;BG)", &["S-1-5-32-546"]),
    ("O:MED:P(A;;FA;;;ME)(A;;FR;;;PU)", &["S-1-5-32-547"]),
    ("O:MED:P(A;;FA;;;ME)(A;;FA;;;IU)", &["S-1-5-4"]),
    // Not even for what would be made in a folder, nor for its maker.
    ("O:MED:P(A;;FA;;;ME)(A;OICIIO;FA;;;CO)", &["S-1-3-0"]),
    ("O:MED:P(A;;FA;;;ME)(A;;RC;;;OW)", &["S-1-3-4"]),
    // Named once, however often.
    ("O:FRIENDD:P(A;;FR;;;FRIEND)(A;;FW;;;FRIEND)", &[FRIEND]),
    // With a condition, OpenSSH does not see it; people may read it all the same.
    ("O:MED:P(A;;FA;;;ME)(XA;;FR;;;WD)", &["S-1-1-0"]),
    // No ACL at all: everybody may do everything.
    ("O:ME", &["S-1-1-0"]),
    ("D:P(A;;FA;;;ME)", &["S-1-1-0"]),
];

fn whole(sddl: &str) -> String {
    // Whole words, so that "ME" in another name stays.
    sddl.replace("O:ME", &format!("O:{ME}"))
        .replace(";ME)", &format!(";{ME})"))
        .replace("O:TI", &format!("O:{TRUSTED_INSTALLER}"))
        .replace(";TI)", &format!(";{TRUSTED_INSTALLER})"))
        .replace("FRIEND", FRIEND)
}

fn sid(text: &str) -> Sid {
    Sid::read(&sid_bytes(text)).unwrap()
}

fn sid_bytes(text: &str) -> Vec<u8> {
    let text = ALIASES.iter().find(|(alias, _)| *alias == text).map_or(text, |(_, sid)| sid);
    let mut bytes = vec![1, 0];
    let mut numbers =
        text.strip_prefix("S-1-").expect(text).split('-').map(|part| part.parse::<u64>().unwrap());
    bytes.extend(&numbers.next().unwrap().to_be_bytes()[2..]);
    for number in numbers {
        bytes[1] += 1;
        bytes.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    bytes
}

/// The bytes of a descriptor, made from its text without any system.
fn bytes_of(sddl: &str) -> Vec<u8> {
    let (owner, list) = match sddl.split_once("D:") {
        Some((owner, list)) => (owner, Some(list)),
        None => (sddl, None),
    };
    let owner = owner.strip_prefix("O:").map(sid_bytes);
    let mut control = 0x8000_u16;
    let mut body = Vec::new();
    let owner_at = owner.map_or(0, |owner| {
        body.extend(owner);
        20
    });
    let list_at = list.map_or(0, |list| {
        control |= 4;
        let at = 20 + body.len();
        body.extend(list_bytes(list));
        at
    });
    let mut bytes = vec![1, 0];
    bytes.extend(control.to_le_bytes());
    for offset in [owner_at, 0, 0, list_at] {
        bytes.extend(u32::try_from(offset).unwrap().to_le_bytes());
    }
    [bytes, body].concat()
}

fn list_bytes(list: &str) -> Vec<u8> {
    let entries = list.split('(').skip(1).map(|entry| {
        let fields: Vec<_> = entry.trim_end_matches(')').split(';').collect();
        let kinds = [("A", 0), ("D", 1), ("XA", 9)];
        let (_, kind) = kinds.into_iter().find(|(name, _)| *name == fields[0]).expect(entry);
        let flags = [("ID", 0x10), ("IO", 8), ("OI", 1), ("CI", 2)];
        let is_set = |name: &str| fields[1].as_bytes().chunks(2).any(|flag| flag == name.as_bytes());
        let flags = flags.into_iter().filter(|(name, _)| is_set(name)).map(|(_, bit)| bit).sum();
        let mut bytes = vec![kind, flags, 0, 0];
        bytes.extend(rights(fields[2]).to_le_bytes());
        bytes.extend(sid_bytes(fields[5]));
        let size = u16::try_from(bytes.len()).unwrap().to_le_bytes();
        bytes[2..4].copy_from_slice(&size);
        bytes
    });
    let entries: Vec<_> = entries.collect();
    let size = u16::try_from(8 + entries.iter().map(Vec::len).sum::<usize>()).unwrap();
    let mut bytes = vec![2, 0];
    bytes.extend(size.to_le_bytes());
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(entries.concat());
    bytes
}

fn rights(text: &str) -> u32 {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).unwrap(),
        None => match text {
            "FA" => 0x1f_01ff,
            "FR" => 0x12_0089,
            "FW" => 0x12_0116,
            "RC" => 0x2_0000,
            "GA" => 0x1000_0000,
            _ => panic!("{text}"),
        },
    }
}

/// What is judged as config or authorized_keys, and who is found to be able to change it.
const WRITTEN: [(&str, &[&str]); 15] = [
    ("O:MED:PAI(A;;FA;;;BA)(A;;FA;;;SY)(A;;0x1301bf;;;ME)", &[]),
    ("O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)", &[]),
    // Others may read it, as everything in ProgramData.
    ("O:MED:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;AU)(A;;FR;;;WD)", &[]),
    ("O:MED:P(A;;FA;;;ME)(D;;FA;;;WD)", &[]),
    // Any kind of writing: data, more data, attributes, the ACL, the owner, removing.
    ("O:MED:P(A;;FA;;;ME)(A;;0x1301bf;;;AU)", &["S-1-5-11"]),
    ("O:MED:P(A;;0x2;;;WD)", &["S-1-1-0"]),
    ("O:MED:P(A;;0x4;;;WD)", &["S-1-1-0"]),
    ("O:MED:P(A;;0x100;;;WD)(A;;0x10;;;BU)", &["S-1-1-0", "S-1-5-32-545"]),
    ("O:MED:P(A;;0x40000;;;FRIEND)", &[FRIEND]),
    ("O:MED:P(A;;0x80000;;;FRIEND)", &[FRIEND]),
    ("O:MED:P(A;;0x10000;;;FRIEND)", &[FRIEND]),
    ("O:MED:P(A;;GA;;;FRIEND)", &[FRIEND]),
    // The owner can change the ACL, whatever it says.
    ("O:FRIENDD:P(A;;FA;;;ME)", &[FRIEND]),
    // What is made in a folder belongs to whoever makes it there.
    ("O:MED:P(A;;FA;;;ME)(A;OICIIO;FA;;;CO)", &[]),
    ("O:ME", &["S-1-1-0"]),
];

fn writing(bytes: &[u8]) -> Vec<String> {
    let descriptor = Descriptor::read(bytes).expect("a descriptor");
    writers(&descriptor, |found| *found == sid(ME)).iter().map(Other::sid).collect()
}

#[test]
fn a_text_is_judged_by_who_may_change_it() {
    for (sddl, expected) in WRITTEN {
        assert_eq!(writing(&bytes_of(&whole(sddl))), expected, "{sddl}");
    }
}

#[test]
fn taking_the_right_to_write_leaves_everything_else() {
    let mine = |found: &Sid| is_trusted(found) || *found == sid(ME);
    for (sddl, expected) in WRITTEN {
        let bytes = bytes_of(&whole(sddl));
        let Some(new) = without_writing(&bytes, mine) else {
            assert_eq!(sddl, "O:ME", "there is no ACL");
            continue;
        };
        // Who owns it still does.
        let owner: &[&str] = if sddl.starts_with("O:FRIEND") { expected } else { &[] };
        assert_eq!(writing(&new), owner, "{sddl}");
        let (old, new) = (Descriptor::read(&bytes).unwrap(), Descriptor::read(&new).unwrap());
        let entries = |descriptor: Descriptor| descriptor.entries.unwrap();
        for (old, new) in entries(old).into_iter().zip(entries(new)) {
            let is_same = mine(&old.whom) || !old.allows;
            assert_eq!(new.rights, if is_same { old.rights } else { reading(old.rights) }, "{sddl}");
            assert_eq!((new.whom, new.allows), (old.whom, old.allows));
        }
    }
    // It is protected, and nothing in it counts as handed down any more.
    let new = without_writing(&bytes_of("O:BAD:AI(A;ID;FR;;;BU)"), mine).unwrap();
    assert_eq!((new[3] & 0x10, new[new.len() - sid_bytes("BU").len() - 7]), (0x10, 0));
}

/// What is left of rights for reading alone.
fn reading(rights: u32) -> u32 {
    if rights & 0x1000_0000 != 0 { 0xa000_0000 } else { rights & !0x400d_0156 }
}

#[test]
fn the_list_of_the_administrators_is_nobody_elses() {
    let judged = |sddl: &str| {
        let descriptor = Descriptor::read(&bytes_of(&whole(sddl))).unwrap();
        others(&descriptor, |_| false).iter().map(Other::sid).collect::<Vec<_>>()
    };
    assert_eq!(judged(ADMINISTRATORS_ONLY), [""; 0]);
    // As it is when it is copied from somebody's home folder, or made in ProgramData.
    assert_eq!(judged("O:BAD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;ME)"), [ME]);
    assert_eq!(judged("O:BAD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;AU)"), ["S-1-5-11"]);
    assert_eq!(judged("O:MED:P(A;;FA;;;SY)(A;;FA;;;BA)"), [ME]);
}

fn judged(bytes: &[u8]) -> Vec<String> {
    let descriptor = Descriptor::read(bytes).expect("a descriptor");
    others(&descriptor, |found| *found == sid(ME)).iter().map(Other::sid).collect()
}

#[test]
fn a_file_is_judged_as_openssh_for_windows_does() {
    for (sddl, expected) in JUDGED {
        assert_eq!(judged(&bytes_of(&whole(sddl))), expected, "{sddl}");
    }
}

#[test]
fn entries_of_every_sort_say_whom_and_whether_they_allow() {
    // MS-DTYP 2.4.4: kind, whether it allows, and how many GUIDs stand before the SID.
    let sorts = [
        (0, true, None),
        (1, false, None),
        (5, true, Some(0)),
        (5, true, Some(1)),
        (6, false, Some(2)),
        (9, true, None),
        (10, false, None),
        (11, true, Some(3)),
        (12, false, Some(3)),
    ];
    for (kind, allows, guids) in sorts {
        let mut entry = vec![kind, 0, 0, 0, 1, 0, 0, 0];
        if let Some(guids) = guids {
            entry.extend(u32::to_le_bytes(guids));
            entry.extend(vec![7; 16 * guids.count_ones() as usize]);
        }
        entry.extend(sid_bytes(FRIEND));
        let size = u8::try_from(entry.len()).unwrap();
        entry[2] = size;
        let list = [&[2, 0, size + 8, 0, 1, 0, 0, 0], &*entry].concat();
        let bytes = [&[1, 0, 4, 0x80], &[0; 12][..], &[20, 0, 0, 0], &list].concat();
        let entries = Descriptor::read(&bytes).unwrap().entries.unwrap();
        let expected = Entry { allows, whom: sid(FRIEND), rights: 1, is_inherit_only: false };
        assert_eq!(entries, [expected], "kind {kind}");
    }
}

#[test]
fn a_list_counts_only_where_it_is_said_to_be_there() {
    let whole = bytes_of(&whole("O:MED:P(A;;FA;;;ME)"));
    assert!(judged(&whole).is_empty());
    let (mut not_said, mut not_there) = (whole.clone(), whole);
    not_said[2] &= !4;
    not_there[16..20].fill(0);
    for bytes in [not_said, not_there] {
        assert_eq!(judged(&bytes), ["S-1-1-0"]);
    }
}

#[test]
fn an_authority_is_a_number_of_six_bytes() {
    assert_eq!(sid("S-1-1108152157446-7").to_string(), "S-1-1108152157446-7");
}

/// The same of the bytes that Windows itself makes of each text.
#[cfg(windows)]
#[test]
fn the_bytes_of_windows_are_judged_the_same() {
    for (sddl, expected) in JUDGED {
        // A condition needs words that only newer systems know.
        if sddl.contains("XA") {
            continue;
        }
        let made = crate::system::win32::Descriptor::of_text(&whole(sddl)).expect(sddl);
        assert_eq!(judged(&made.bytes()), expected, "{sddl}");
    }
}

#[test]
fn what_is_made_here_passes() {
    for is_folder in [false, true] {
        assert_eq!(judged(&bytes_of(&private(&sid(ME), is_folder))), [""; 0]);
    }
}

#[test]
fn an_entry_for_an_object_counts() {
    // Kind 5, two GUIDs, then the SID.
    let whom = sid_bytes("WD");
    for (guids, count) in [(0_u8, 0), (1, 1), (2, 1), (3, 2)] {
        let mut entry = vec![5, 0, 0, 0, 1, 0, 0, 0, guids, 0, 0, 0];
        entry.extend(vec![0xee; 16 * count]);
        entry.extend(&whom);
        entry[2] = u8::try_from(entry.len()).unwrap();
        let mut bytes = bytes_of(&whole("O:MED:P"));
        let list = bytes.len() - 8;
        bytes[list + 4] = 1;
        bytes.extend(entry);
        assert_eq!(judged(&bytes), ["S-1-1-0"], "{guids}");
    }
}

#[test]
fn damage_is_seen_and_does_no_harm() {
    for (sddl, _) in JUDGED {
        let bytes = bytes_of(&whole(sddl));
        for length in 0..bytes.len() {
            assert_eq!(Descriptor::read(&bytes[..length]), None, "{sddl} cut at {length}");
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = value;
                let _ = Descriptor::read(&changed);
                let _ = without_writing(&changed, is_trusted);
            }
        }
    }
}
