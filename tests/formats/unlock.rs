//! What a person gives as a passphrase, with white space that came along.

use crate::support::{make, seeded, some_rsa, written};
use crate::vectors::bytes_of;
use keywright::format::{
    Argon2Cost, DecryptError, EncryptedKey, Encryption, KeyFile, PassphraseBytes, PrivateFormat, Unlocked,
    read, write,
};
use keywright::key::{Blank, EdgeSpace, NewKind, NoProgress, Passphrase, Progress, Side};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

fn locked(bytes: &[u8]) -> EncryptedKey {
    let Ok(KeyFile::Encrypted(key)) = read(bytes) else { panic!("it is not locked") };
    key
}

fn unlock(key: &EncryptedKey, given: &str) -> Result<Unlocked, DecryptError> {
    key.unlock(&Arc::new(Passphrase::new(given).unwrap()), None, &NoProgress)
}

fn left_out(key: &EncryptedKey, given: &str) -> (String, Option<Side>) {
    let unlocked = unlock(key, given).unwrap_or_else(|error| panic!("{given:?}: {error:?}"));
    let side = unlocked.left_out.map(|space| space.side);
    (unlocked.passphrase.text().unwrap().to_owned(), side)
}

#[test]
fn every_format_opens_without_the_white_space_around_what_was_given() {
    use PrivateFormat::{OpenSsh, Pem, Pkcs8, Ppk2, Ppk3};
    for format in [OpenSsh, Ppk3, Ppk2, Pem, Pkcs8] {
        let key = locked(&written(some_rsa(), format, Some("tide & tile"), 1));
        let meant = |side| ("tide & tile".to_owned(), side);
        assert_eq!(left_out(&key, "tide & tile"), meant(None));
        assert_eq!(left_out(&key, "tide & tile "), meant(Some(Side::End)));
        assert_eq!(left_out(&key, "\ttide & tile"), meant(Some(Side::Start)));
        assert_eq!(left_out(&key, " tide & tile\u{a0}"), meant(Some(Side::Both)));
        for wrong in ["tide &tile ", " ", "tide & tile.", "\u{a0}"] {
            assert_eq!(unlock(&key, wrong).err(), Some(DecryptError::WrongPassphrase), "{wrong:?}");
        }
    }
}

#[test]
fn white_space_that_is_part_of_a_passphrase_is_not_left_out() {
    for format in [PrivateFormat::OpenSsh, PrivateFormat::Ppk3, PrivateFormat::Ppk2] {
        let key = locked(&written(&make(NewKind::Ed25519, "", 1), format, Some(" a b "), 1));
        assert_eq!(left_out(&key, " a b "), (" a b ".to_owned(), None));
        assert_eq!(unlock(&key, "a b").err(), Some(DecryptError::WrongPassphrase));
    }
    // Where a try costs next to nothing, each end is tried by itself as well.
    let key = locked(&written(&make(NewKind::Ed25519, "", 1), PrivateFormat::Ppk2, Some(" a b"), 1));
    assert_eq!(left_out(&key, " a b \t"), (" a b".to_owned(), Some(Side::End)));
}

#[test]
fn a_passphrase_in_another_character_set_opens_without_its_space_too() {
    // PuTTY on Windows took the bytes of code page 1252.
    let key = locked(include_bytes!("../vectors_window/cp1252.ppk"));
    let unlocked = unlock(&key, "Tést ").unwrap();
    assert_eq!(unlocked.left_out, Some(EdgeSpace { side: Side::End, blank: Blank::Space }));
    assert_eq!(unlocked.read_as.name(), "windows-1252");
    assert_eq!(unlocked.passphrase.text(), Some("Tést"));
    let plain = locked(&bytes_of("openssh/ed25519-enc"));
    assert_eq!(unlock(&plain, "tide & tile\u{a0}").unwrap().read_as, PassphraseBytes::Utf8);
}

/// A file whose KDF takes longer than those that programs make by themselves.
fn costly() -> EncryptedKey {
    let passphrase = Passphrase::new("tide & tile").unwrap();
    let argon2 = Argon2Cost { memory_kib: 1024, passes: 1025 };
    let protection = Encryption { passphrase: &passphrase, argon2 };
    let key = make(NewKind::Ed25519, "", 1);
    locked(&write(&key, PrivateFormat::Ppk3, Some(&protection), &mut seeded(1)).unwrap())
}

/// Counts the runs of the KDF: before each it is asked whether it is still wanted.
struct Counted(AtomicUsize);

impl Progress for Counted {
    fn report(&self, _: f32) {}

    fn cancelled(&self) -> bool {
        self.0.fetch_add(1, Relaxed);
        false
    }
}

#[test]
fn a_refused_passphrase_costs_one_more_run_of_a_kdf_at_most() {
    let runs = |key: &EncryptedKey, given: &str| {
        let counted = Counted(AtomicUsize::new(0));
        let given = Arc::new(Passphrase::new(given).unwrap());
        assert_eq!(key.unlock(&given, None, &counted).err(), Some(DecryptError::WrongPassphrase));
        counted.0.into_inner()
    };
    for vector in ["openssh/ed25519-enc", "ppk/ed25519-3-enc.ppk"] {
        let key = locked(&bytes_of(vector));
        assert_eq!(runs(&key, "wrong"), 1, "{vector}");
        assert_eq!(runs(&key, "wrong "), 2, "{vector}");
        assert_eq!(runs(&key, " wrong\t"), 2, "{vector}");
        assert_eq!(runs(&key, "   "), 1, "{vector}");
    }
    // Where each run takes long, also those for other character sets.
    let key = costly();
    assert_eq!(runs(&key, "wröng ") - runs(&key, "wröng"), 1);
}
