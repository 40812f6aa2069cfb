//! What is in the file, line by line.

use super::{AuthorizedPage, Event};
use crate::app::context::Context;
use crate::app::key::own_keys;
use crate::app::text_change::TextProblem;
use crate::app::text_file::read_shown;
use crate::health::{Fix, fix_of_ignored, fix_of_remark};
use crate::key::{Comment, NoProgress, PublicKey};
use crate::sshfiles::{AuthorizedKeys, Content, Ignored, KeyLine, LineFix, Remark, remarks};
use crate::system::{Disk, utc_and_local};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that are shown of a line that is no key.
const BEGINNING: usize = 60;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct LineRow {
    /// Its number, from 1.
    pub number: usize,
    /// What it is.
    pub about: LineAbout,
    /// The name of the file with this key in ~/.ssh.
    pub own: Option<String>,
    /// What is odd about it.
    pub remarks: Vec<Remark>,
    /// What can be done about it.
    pub fix: Option<Fix>,
}

/// What a line is.
#[derive(Clone, Debug)]
pub enum LineAbout {
    /// A key, turned on or off.
    Key(Box<KeyLine>),
    /// sshd ignores it; the text begins like this.
    Ignored(Box<Ignored>, String),
}

impl LineRow {
    /// Whether the key may log in.
    pub fn is_on(&self) -> bool {
        matches!(&self.about, LineAbout::Key(line) if line.is_on)
    }

    /// Whether the key can be turned on and off.
    pub fn can_be_switched(&self) -> bool {
        matches!(self.about, LineAbout::Key(_))
    }

    /// The key in the line.
    pub fn key(&self) -> Option<&PublicKey> {
        match &self.about {
            LineAbout::Key(line) => Some(&line.key),
            LineAbout::Ignored(why, _) => why.key(),
        }
    }
}

/// The names of the key files in ~/.ssh, by the bytes of their public keys.
pub(super) type OwnNames = HashMap<Vec<u8>, String>;

/// What was read.
pub(in crate::app) struct Listing {
    bytes: Option<Vec<u8>>,
    rows: Vec<LineRow>,
    own: OwnNames,
    now: [String; 2],
}

impl AuthorizedPage {
    /// Reads the file on a worker.
    pub(super) fn look(&mut self, cx: &mut Context<'_>) {
        let dot_ssh = cx.services.person.dot_ssh();
        self.text.look(cx, move |path, disk| Event::Listed(Box::new(list(path, dot_ssh.as_deref(), disk))));
    }

    pub(super) fn listed(&mut self, listing: Result<Listing, TextProblem>) {
        self.readings += 1;
        let bytes = listing.map(|Listing { bytes, rows, own, now }| {
            (self.rows, self.own, self.now) = (rows, Arc::new(own), now);
            bytes.map(Arc::new)
        });
        if bytes.is_err() {
            self.rows = Vec::new();
        }
        self.text.read(bytes);
    }

    /// The row of a line.
    pub fn row(&self, number: usize) -> Option<&LineRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    /// A line as it stands.
    pub(super) fn line(&self, number: usize) -> Option<Vec<u8>> {
        let bytes = self.text.bytes.as_deref()?;
        AuthorizedKeys::parse(bytes).ok()?.line(number).map(<[u8]>::to_vec)
    }

    /// What the key in a line is called.
    pub(super) fn name_of(&self, number: usize) -> Option<String> {
        self.row(number).and_then(LineRow::key).map(key_name)
    }

    pub(super) fn file_in_dot_ssh(&self, name: &str) -> Option<PathBuf> {
        Some(self.dot_ssh.as_ref()?.join(name))
    }
}

/// Its comment, or its fingerprint where it has none.
pub(super) fn key_name(key: &PublicKey) -> String {
    match key.comment().is_empty() {
        true => key.fingerprint().sha256(),
        false => key.comment().text_up_to(BEGINNING),
    }
}

fn list(path: &Path, dot_ssh: Option<&Path>, disk: &dyn Disk) -> Result<Listing, TextProblem> {
    let bytes = read_shown(path, disk)?;
    let file = AuthorizedKeys::parse(bytes.as_deref().unwrap_or_default()).map_err(TextProblem::TooLarge)?;
    let own = names_of_own(dot_ssh, disk);
    Ok(Listing { bytes, rows: rows(&file, &own), own, now: utc_and_local() })
}

pub(super) fn names_of_own(dot_ssh: Option<&Path>, disk: &dyn Disk) -> OwnNames {
    let Some(folder) = dot_ssh else { return OwnNames::new() };
    let (keys, _) = own_keys(folder, disk, &NoProgress);
    let named = keys.into_iter().filter_map(|key| {
        let name = key.path.file_name()?.to_string_lossy().into_owned();
        Some((key.public?.blob().to_vec(), name))
    });
    named.collect()
}

/// The same as on “My keys”, but for what the switch of a key does.
fn fix(
    content: &Content,
    remarks: &[Remark],
    place: (&[Content], usize),
    line_fix: Option<LineFix>,
) -> Option<Fix> {
    match content {
        Content::Ignored(why) => fix_of_ignored(why, line_fix),
        _ => remarks
            .iter()
            .filter_map(|remark| fix_of_remark(remark, place, line_fix))
            .find(|fix| *fix != Fix::SwitchOff),
    }
}

fn rows(file: &AuthorizedKeys, own: &OwnNames) -> Vec<LineRow> {
    let contents = file.contents();
    let mut of_line: HashMap<usize, Vec<Remark>> = HashMap::new();
    for (number, remark) in remarks(&contents) {
        of_line.entry(number).or_default().push(remark);
    }
    let row = |(number, content): (usize, &Content)| {
        let about = match content {
            Content::Blank | Content::Comment | Content::Ignored(Ignored::InPasted) => return None,
            Content::Key(line) => LineAbout::Key(Box::new(line.clone())),
            Content::Ignored(why) => {
                let text = file.line(number).unwrap_or_default();
                LineAbout::Ignored(
                    Box::new(why.clone()),
                    Comment::from_bytes_lossy(text).text_up_to(BEGINNING),
                )
            }
        };
        let remarks = of_line.remove(&number).unwrap_or_default();
        Some(LineRow {
            number,
            about,
            own: content.key().and_then(|key| own.get(key.blob()).cloned()),
            fix: fix(content, &remarks, (&contents, number), file.line_fix(number, &contents)),
            remarks,
        })
    };
    (1..).zip(&contents).filter_map(row).collect()
}
