//! What a program of ours said, and the files that it is given.

use std::path::{Path, PathBuf};
use std::process::Output;

/// What the locked files of tests/vectors are locked with.
pub const PASSPHRASE: &str = "tide & tile";

/// A file of tests/vectors.
pub fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)
}

/// Type and base64 of a public line.
pub fn without_comment(line: &str) -> String {
    line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// What a program said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    what: String,
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output, arguments: &[&str]) -> Self {
        // Not lossy: what is no UTF-8 is a fault.
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self {
            what: format!("{arguments:?}"),
            status: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// What it printed; it must have succeeded in silence.
    #[track_caller]
    pub fn well(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (Some(0), ""), "{}", self.what);
        self.out
    }

    /// One clear line, and nothing else.
    #[track_caller]
    pub fn fails(&self, status: i32, words: &str) {
        assert_eq!((self.status, self.out.as_str()), (Some(status), ""), "{self:?}");
        assert_clear(&self.err, &self.what);
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.contains(words), "“{words}” is not in {self:?}");
    }
}

/// Sentences for people.
#[track_caller]
pub fn assert_clear(err: &str, what: &str) {
    assert!(err.ends_with('\n') && !err.contains(|c: char| c.is_control() && c != '\n'), "{what}: {err:?}");
    for debug in ["Err(", "Some(", "panicked", "unwrap", ".rs:", "Error {", "0x"] {
        assert!(!err.contains(debug), "{what}: {err}");
    }
}
