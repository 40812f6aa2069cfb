//! Lists of files as programs on Unix hand them to each other: `text/uri-list`, RFC 2483.

use super::desktop::{DropList, DropProblem};
use super::file_uri::{NoFile, file_at};
use percent_encoding::percent_decode;

/// Bytes of an address that are kept to be shown.
const SHOWN: usize = 1024;

/// The files in a list, and what in it is none. `host` is the name of this computer.
pub(super) fn read(list: &[u8], host: &str) -> DropList {
    let mut read = DropList::default();
    // Some programs end a line with a line feed alone, and the list with a zero.
    for line in list.split(|byte| matches!(byte, b'\n' | b'\r' | 0)) {
        let line = line.trim_ascii();
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        match file_at(line, host) {
            Ok(path) => read.files.push(path),
            Err(why) => add(&mut read.problems, problem(line, why)),
        }
    }
    read
}

/// Counts it with those of its sort.
fn add(problems: &mut Vec<DropProblem>, new: DropProblem) {
    use DropProblem::{Elsewhere, NotAFile};
    for known in problems.iter_mut() {
        if let (Elsewhere { count, .. }, Elsewhere { .. }) | (NotAFile { count, .. }, NotAFile { .. }) =
            (known, &new)
        {
            *count += 1;
            return;
        }
    }
    problems.push(new);
}

/// Why it is none, as it is told.
fn problem(uri: &[u8], why: NoFile) -> DropProblem {
    match why {
        NoFile::Elsewhere => DropProblem::Elsewhere { first: shown(uri), count: 1 },
        NoFile::NotAFile => DropProblem::NotAFile { first: shown(uri), count: 1 },
    }
}

/// As people read it. What is not text in it is shown as such.
fn shown(uri: &[u8]) -> String {
    let beginning: Vec<u8> = percent_decode(uri.get(..SHOWN).unwrap_or(uri)).collect();
    String::from_utf8_lossy(&beginning).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, read};
    use crate::system::desktop::DropProblem;
    use proptest::prelude::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    fn elsewhere(first: &str) -> DropProblem {
        DropProblem::Elsewhere { first: first.to_owned(), count: 1 }
    }

    fn not_a_file(first: &str) -> DropProblem {
        DropProblem::NotAFile { first: first.to_owned(), count: 1 }
    }

    #[track_caller]
    fn is_file(uri: &str, path: impl AsRef<Path>) {
        let list = read(uri.as_bytes(), "desk");
        assert_eq!(list.files, [path.as_ref()], "{uri}");
        assert!(list.problems.is_empty(), "{uri}");
    }

    #[track_caller]
    fn is_problem(uri: &str, problem: DropProblem) {
        let list = read(uri.as_bytes(), "desk");
        assert!(list.files.is_empty(), "{uri}");
        assert_eq!(list.problems, [problem], "{uri}");
    }

    #[test]
    fn files_of_this_computer_are_found_however_they_are_written() {
        is_file("file:///home/me/id_rsa", "/home/me/id_rsa");
        is_file("file:/home/me/id_rsa", "/home/me/id_rsa");
        is_file("FILE://localhost/home/me/id_rsa", "/home/me/id_rsa");
        is_file("file://LocalHost/a", "/a");
        is_file("file://desk/a", "/a");
        is_file("file://Desk/a", "/a");
        is_file("file:///a%20b/m%C3%BCller%25.ppk", "/a b/müller%.ppk");
        is_file("file:///as it is/müller", "/as it is/müller");
        is_file("file:///100%", "/100%");
        is_file("file:///", "/");
        is_file("file:////server/share", "//server/share");
        is_file("file:///latin%E4", OsStr::from_bytes(b"/latin\xE4"));
    }

    #[test]
    fn what_is_elsewhere_is_refused_with_its_address() {
        for uri in [
            "sftp://server/home/me/key.ppk",
            "https://example.org/key.pem",
            "smb://nas/keys/id_rsa",
            "mtp://Phone/Download/key.ppk",
            "trash:///id_rsa",
            "file://server/id_rsa",
            "file://desk.example.org/id_rsa",
            "FILE://DESKTOP/a",
        ] {
            is_problem(uri, elsewhere(uri));
        }
        is_problem("sftp://ann@server/m%C3%BCller.ppk", elsewhere("sftp://ann@server/müller.ppk"));
    }

    #[test]
    fn what_is_no_address_of_a_file_is_refused() {
        for uri in ["id_rsa", "/home/me/id_rsa", "file:", "file:id_rsa", "file://", "file://localhost", ":"] {
            is_problem(uri, not_a_file(uri));
        }
        is_problem("mailto:ann@example.org", not_a_file("mailto:ann@example.org"));
        is_problem("9p://a/b", not_a_file("9p://a/b"));
        is_problem("file:///a%00b", not_a_file("file:///a\0b"));
    }

    #[test]
    fn lines_end_as_programs_end_them_and_comments_are_none() {
        let list = read(b"# two\r\nfile:///a\r\n\r\nfile:///b\nsftp://c/d\rfile:///e \n\0", "desk");
        assert_eq!(list.files, [Path::new("/a"), Path::new("/b"), Path::new("/e")]);
        assert_eq!(list.problems, [elsewhere("sftp://c/d")]);
        assert_eq!(read(b"", "desk"), read(b"\r\n#\n\0", "desk"));
        assert!(read(b"", "desk").problems.is_empty());
    }

    #[test]
    fn problems_of_one_sort_are_counted() {
        let list = read(b"sftp://c/d\nmailto:e\nsmb://f/g\nfile:///a\nfile://h/i", "desk");
        assert_eq!(list.files, [Path::new("/a")]);
        let remote = DropProblem::Elsewhere { first: "sftp://c/d".to_owned(), count: 3 };
        assert_eq!(list.problems, [remote, not_a_file("mailto:e")]);
    }

    #[test]
    fn an_address_is_cut_before_it_is_shown() {
        let uri = format!("sftp://server/{}", "a".repeat(1 << 20));
        is_problem(&uri, elsewhere(uri.get(..SHOWN).unwrap()));
    }

    /// Bytes that look like a list more often than others.
    fn lists() -> impl Strategy<Value = Vec<u8>> {
        let part = prop_oneof![
            Just(b"file:".to_vec()),
            Just(b"//".to_vec()),
            Just(b"/".to_vec()),
            Just(b"%".to_vec()),
            Just(b"%00".to_vec()),
            Just(b"localhost".to_vec()),
            Just(b"\r\n".to_vec()),
            proptest::collection::vec(any::<u8>(), 0..6),
        ];
        proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn whatever_is_in_a_list_comes_out_once_as_a_path_or_a_problem(list in lists()) {
            let found = read(&list, "desk");
            let is_line = |line: &&[u8]| !line.trim_ascii().is_empty() && !line.trim_ascii().starts_with(b"#");
            let lines = list.split(|byte| b"\r\n\0".contains(byte)).filter(is_line).count();
            let mut refused = 0;
            for problem in &found.problems {
                let (DropProblem::Elsewhere { first, count } | DropProblem::NotAFile { first, count }) = problem
                else {
                    return Err(TestCaseError::fail(format!("{problem:?}")));
                };
                refused += count;
                // A byte that is no text is shown as a character of three.
                prop_assert!(first.len() <= 3 * SHOWN);
            }
            prop_assert!(found.problems.len() <= 2);
            prop_assert_eq!(found.files.len() + refused, lines);
            prop_assert!(found.files.iter().all(|file| file.is_absolute()));
            prop_assert!(found.files.iter().all(|file| !file.as_os_str().as_bytes().contains(&0)));
        }
    }
}
