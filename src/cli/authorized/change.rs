//! `keywright-cli authorized off`, `on` and `remove`

use super::args::Change;
use super::parsed;
use crate::cli::{Cli, CliError};
use crate::key::PublicKey;
use crate::sshfiles::{AuthorizedKeys, Content, Edit, Ignored};
use std::collections::BTreeSet;
use std::path::Path;

/// What is done with lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Off,
    On,
    Remove,
}

/// Characters of a SHA-256 hash in base64 without padding.
const SHA256_CHARACTERS: usize = 43;
/// Colons in an MD5 hash.
const MD5_COLONS: usize = 15;

impl Cli {
    pub(super) fn authorized_change(&self, arguments: &Change, verb: Verb) -> Result<u8, CliError> {
        let old = self.authorized_file(&arguments.file, false)?;
        let mut file = parsed(&arguments.file, old.as_deref().unwrap_or_default())?;
        let contents = file.contents();
        let (mut lines, mut status) = (BTreeSet::new(), 0);
        for which in &arguments.which {
            match self.lines(which, &contents, &arguments.file) {
                Ok(found) => {
                    lines.extend(found.into_iter().filter(|line| line.is_meant(verb)).map(|line| line.number))
                }
                Err(failure) => {
                    self.print_error(&failure);
                    status = 1;
                }
            }
        }
        let mut edits = Vec::new();
        // From the end, so that the numbers hold.
        for number in lines.into_iter().rev() {
            match verb.apply(&mut file, number) {
                Some(edit) => edits.insert(0, edit),
                None => {
                    self.print_error(&CliError::AuthorizedNotAKey { number, verb_is_on: verb == Verb::On });
                    status = 1;
                }
            }
        }
        if edits.is_empty() {
            if status == 0 {
                self.print_error(&CliError::AuthorizedUnchanged);
            }
            return Ok(1);
        }
        self.authorized_save(&arguments.file, old, &file, &edits, arguments.dry_run).map(|()| status)
    }

    /// The lines that are meant by an argument.
    fn lines(&self, which: &Path, contents: &[Content], file: &Path) -> Result<Vec<Found>, CliError> {
        let text = which.to_string_lossy();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = text.parse().ok().filter(|number| (1..=contents.len()).contains(number));
            let number = number.ok_or_else(|| CliError::NoSuchLine(file.to_owned(), text.into_owned()))?;
            return Ok(vec![Found { number, is_on: None }]);
        }
        let found = match fingerprint(&text) {
            Some(fingerprint) => lines_with(contents, |key| {
                let print = key.fingerprint();
                print.sha256() == fingerprint || print.md5() == fingerprint
            }),
            None => {
                let keys = self.public_keys(&[which.to_owned()])?;
                lines_with(contents, |key| keys.iter().any(|(_, other)| key.is_same_key(other)))
            }
        };
        if found.is_empty() {
            return Err(CliError::NotAuthorized { file: file.to_owned(), which: text.into_owned() });
        }
        Ok(found)
    }
}

/// A line, and whether its key may log in; `None` where the line was named by its number.
struct Found {
    number: usize,
    is_on: Option<bool>,
}

impl Found {
    /// Of the lines of a key, those on which there is something to do.
    fn is_meant(&self, verb: Verb) -> bool {
        match verb {
            Verb::Off => self.is_on != Some(false),
            Verb::On => self.is_on != Some(true),
            Verb::Remove => true,
        }
    }
}

impl Verb {
    fn apply(self, file: &mut AuthorizedKeys, number: usize) -> Option<Edit> {
        match self {
            Self::Off => file.switch_off(number),
            Self::On => file.switch_on(number),
            Self::Remove => file.remove(number),
        }
    }
}

fn lines_with(contents: &[Content], is_meant: impl Fn(&PublicKey) -> bool) -> Vec<Found> {
    let found = |(number, content): (usize, &Content)| {
        let (key, is_on) = match content {
            Content::Key(line) => (&line.key, Some(line.is_on)),
            Content::Ignored(Ignored::Options { key: Some(key), .. }) => (key, None),
            Content::Ignored(Ignored::ByteOrderMark(key) | Ignored::Certificate(key)) => (key, None),
            _ => return None,
        };
        is_meant(key).then_some(Found { number, is_on })
    };
    (1..).zip(contents).filter_map(found).collect()
}

/// The fingerprint that is meant: with its hash before it or without, and with the padding that some programs add.
fn fingerprint(text: &str) -> Option<String> {
    let of = |name: &str| {
        let start = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
        text.strip_prefix(start)
    };
    let is_sha256 = text.len() == SHA256_CHARACTERS
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    let is_md5 = text.matches(':').count() == MD5_COLONS
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    match (of("SHA256:"), of("MD5:")) {
        (Some(hash), _) => Some(format!("SHA256:{}", hash.trim_end_matches('='))),
        (_, Some(hash)) => Some(format!("MD5:{}", hash.to_ascii_lowercase())),
        _ if is_sha256 => Some(format!("SHA256:{text}")),
        _ if is_md5 => Some(format!("MD5:{}", text.to_ascii_lowercase())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprints_are_known_by_their_form() {
        let hash = "p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM";
        let sha256 = Some(format!("SHA256:{hash}"));
        for text in [hash.to_owned(), format!("SHA256:{hash}"), format!("sha256:{hash}=")] {
            assert_eq!(fingerprint(&text), sha256, "{text}");
        }
        let md5 = vec!["AB"; 16].join(":");
        let expected = Some(format!("MD5:{}", md5.to_lowercase()));
        assert_eq!([fingerprint(&md5), fingerprint(&format!("MD5:{md5}"))], [expected.clone(), expected]);
        assert_eq!([fingerprint("id_rsa.pub"), fingerprint(&hash[1..])], [None, None]);
    }
}
