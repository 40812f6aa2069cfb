//! What must be true of whatever a reader makes of any bytes (tests/fuzz/src/lib.rs), of each file that the fuzzers
//! begin with. tests/fuzz/run then looks for further ones.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, clippy::cast_possible_truncation, reason = "the fuzzers use the rest")]
mod fuzz;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn what_the_fuzzers_begin_with_is_read_as_it_must_be() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"), &mut found);
    let mut checked = 0;
    for path in found {
        let bytes = fs::read(&path).unwrap();
        // What is larger is no key, and the fuzzers do not begin with it.
        if bytes.len() <= 4096 {
            println!("{}", path.display());
            fuzz::check(&bytes, "tide & tile");
            checked += 1;
        }
    }
    assert!(checked > 300, "only {checked} files");
}
