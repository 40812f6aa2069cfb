//! Keys for the tests, made while they run.

use keywright::format::{self, Argon2Cost, Encryption, PrivateFormat};
use keywright::key::{self, Comment, Key, NewKind, NoProgress, Passphrase};
use keywright::system::{Entropy as _, SystemEntropy};
use std::path::{Path, PathBuf};

pub fn made(kind: NewKind, comment: &str) -> Key {
    let comment = Comment::parse_user_input(comment).expect("a comment");
    let mut rng = SystemEntropy.rng().expect("randomness");
    key::generate(kind, &comment, &mut *rng, &key::single_threaded, &NoProgress).expect("a key")
}

/// The key in a file, at a cost that tests can bear.
pub fn written(key: &Key, format: PrivateFormat, passphrase: Option<&str>) -> Vec<u8> {
    let passphrase = passphrase.and_then(Passphrase::new);
    let argon2 = Argon2Cost { memory_kib: 64, passes: 1 };
    let protection = passphrase.as_ref().map(|passphrase| Encryption { passphrase, argon2 });
    let mut rng = SystemEntropy.rng().expect("randomness");
    format::write(key, format, protection.as_ref(), &mut *rng).expect("a file").to_vec()
}

/// A file that its owner alone can read.
#[expect(clippy::disallowed_methods, reason = "what other programs leave behind is not written by ours")]
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, bytes).expect("a file");
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("a mode");
    path
}
