//! Addresses of files (`file:`, RFC 8089) on Unix.

use percent_encoding::percent_decode;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;

/// Why there is no path for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoFile {
    /// It is on another computer, on a device or in a place that only other programs know.
    Elsewhere,
    /// It is not the address of a file.
    NotAFile,
}

/// The file at this address: `file:///path`, `file:/path` (RFC 8089) or `file://this-host/path`. `host` is
/// the name of this computer.
pub(super) fn file_at(uri: &[u8], host: &str) -> Result<PathBuf, NoFile> {
    let (scheme, rest) = split_at(uri, b':').ok_or(NoFile::NotAFile)?;
    let rest_of_place = rest.strip_prefix(b"//");
    if !scheme.eq_ignore_ascii_case(b"file") {
        let is_place = is_scheme(scheme) && rest_of_place.is_some();
        return Err(if is_place { NoFile::Elsewhere } else { NoFile::NotAFile });
    }
    let path = match rest_of_place {
        Some(rest) => {
            let slash = rest.iter().position(|byte| *byte == b'/').ok_or(NoFile::NotAFile)?;
            let (of, path) = rest.split_at(slash);
            if !is_this_computer(of, host) {
                return Err(NoFile::Elsewhere);
            }
            path
        }
        None => rest,
    };
    // Names need not be UTF-8.
    let path: Vec<u8> = percent_decode(path).collect();
    if path.first() != Some(&b'/') || path.contains(&0) {
        return Err(NoFile::NotAFile);
    }
    Ok(OsString::from_vec(path).into())
}

fn split_at(bytes: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == separator)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

fn is_scheme(name: &[u8]) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(is_allowed)
}

fn is_this_computer(name: &[u8], host: &str) -> bool {
    name.is_empty() || [b"localhost", host.as_bytes()].iter().any(|here| name.eq_ignore_ascii_case(here))
}
