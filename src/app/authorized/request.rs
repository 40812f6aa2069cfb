//! From what is asked for to a change that can be shown.

use super::Refused;
use super::list::{OwnNames, key_name, names_of_own};
use crate::app::Page;
use crate::app::text_change::{ChangeKind, Risk, TextChange, TextProblem, Wanted};
use crate::key::PublicKey;
use crate::save::{SaveError, read_text};
use crate::sshfiles::{Added, AuthorizedKeys, Content, Edit, FileRole, KeyOptions, Verb};
use crate::system::{Disk, utc_and_local};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked for.
pub(super) enum Request {
    /// A line is turned on or off or removed; its key, if there is one, is called so.
    Change(Verb, usize, Option<String>),
    /// The key in this line, which was so when the form was opened, gets these options.
    Edit { number: usize, old: Vec<u8>, options: KeyOptions, name: String },
    /// The line is put right.
    PutRight(usize),
    /// The line, which sshd ignores, becomes a comment.
    CommentOut(usize),
    /// These keys get lines.
    Add(Vec<PublicKey>, KeyOptions),
}

/// Why there is nothing to show before it is written.
pub(super) enum NoChange {
    Refused(Refused),
    Text(TextProblem),
}

/// What is planned for.
pub(super) struct Target {
    pub path: PathBuf,
    pub old: Option<Vec<u8>>,
    /// The names of the person's own keys.
    pub own: Arc<OwnNames>,
}

/// What a person should know before the key in this line of a file is turned off.
pub(in crate::app) fn risk_of_turning_off(
    path: &Path,
    number: usize,
    dot_ssh: Option<&Path>,
    disk: &dyn Disk,
) -> Option<Risk> {
    let old = read_text(path, disk).ok()??;
    let request = Request::Change(Verb::Off, number, Some(String::new()));
    let own = Arc::new(names_of_own(dot_ssh, disk));
    plan(request, Target { path: path.to_owned(), old: Some(old), own }, disk).ok()?.risk
}

/// Looks what would change. Writes nothing.
pub(super) fn plan(request: Request, target: Target, disk: &dyn Disk) -> Result<TextChange, NoChange> {
    let Target { path, old, own } = target;
    let before = parsed(old.as_deref()).map_err(NoChange::Text)?;
    let failed = |error| NoChange::Text(TextProblem::Save(error));
    if let Request::Edit { number, old, .. } = &request
        && before.line(*number) != Some(old.as_slice())
    {
        return Err(failed(SaveError::Changed(path)));
    }
    let mut file = before.clone();
    let (kind, edits) = change(request, &mut file).map_err(NoChange::Refused)?;
    let risk = risk(&before, &file, &own);
    let new = file.bytes();
    let wanted = Wanted { page: Page::Authorized, kind, path, old, new, edits, risk };
    TextChange::plan(wanted, disk).map_err(failed)
}

/// What should be known before the file gets another text.
pub(super) fn risk_between(now: &[u8], then: &[u8], own: &OwnNames) -> Result<Option<Risk>, TextProblem> {
    Ok(risk(&parsed(Some(now))?, &parsed(Some(then))?, own))
}

/// What should be known before each of these files becomes what its backup holds. The first backup of a file counts.
pub(in crate::app) fn risk_of_putting_back<'a>(
    files: impl Iterator<Item = (&'a Path, &'a Path)>,
    dot_ssh: Option<&Path>,
    disk: &dyn Disk,
) -> Option<Risk> {
    let is_list = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.and_then(FileRole::of) == Some(FileRole::AuthorizedKeys)
    };
    let mut first = BTreeMap::new();
    for (path, backup) in files.filter(|(path, _)| is_list(path)) {
        first.entry(path).or_insert(backup);
    }
    first.into_iter().find_map(|(path, backup)| {
        let [now, then] = [path, backup].map(|path| read_text(path, disk).ok().flatten());
        risk_between(&now?, &then?, &names_of_own(dot_ssh, disk)).ok()?
    })
}

fn parsed(bytes: Option<&[u8]>) -> Result<AuthorizedKeys, TextProblem> {
    AuthorizedKeys::parse(bytes.unwrap_or_default()).map_err(TextProblem::TooLarge)
}

/// Whether the change locks out everybody, or the person whose keys these are.
fn risk(before: &AuthorizedKeys, after: &AuthorizedKeys, own: &OwnNames) -> Option<Risk> {
    let [utc, local] = utc_and_local();
    let (worked, works) = (before.working(&utc, &local), after.working(&utc, &local));
    let last = worked.last()?;
    if works.is_empty() {
        return Some(Risk::LocksOut(name_in(before, *last)));
    }
    let is_own = |contents: &[Content], number: usize| {
        let key = number.checked_sub(1).and_then(|at| contents.get(at)).and_then(Content::key);
        key.is_some_and(|key| own.contains_key(key.blob()))
    };
    let (old, new) = (before.contents(), after.contents());
    let last = worked.iter().rev().find(|number| is_own(&old, **number))?;
    let still = works.iter().any(|number| is_own(&new, *number));
    (!still).then(|| Risk::LocksYouOut(name_in(before, *last)))
}

fn change(request: Request, file: &mut AuthorizedKeys) -> Result<(ChangeKind, Vec<Edit>), Refused> {
    match request {
        Request::Change(verb, number, name) => {
            let (edits, _) = file.change(verb, &BTreeSet::from([number]));
            let kind = match (verb, name) {
                (Verb::Off, Some(name)) => ChangeKind::Off(name),
                (Verb::On, Some(name)) => ChangeKind::On(name),
                (Verb::Remove, Some(name)) => ChangeKind::Remove(name),
                (Verb::Remove, None) => ChangeKind::RemoveLine(number),
                // Only keys are turned on and off.
                (Verb::Off | Verb::On, None) => return Err(Refused::Same),
            };
            some(kind, edits)
        }
        Request::Edit { number, options, name, .. } => {
            let edit = file.set_options(number, &options).map_err(Refused::Value)?;
            some(ChangeKind::Edit(name), edit.into_iter().collect())
        }
        Request::PutRight(number) => {
            let line_fix = file.line_fix(number, &file.contents()).ok_or(Refused::Same)?;
            some(ChangeKind::PutRight(line_fix, number), file.put_right(number))
        }
        Request::CommentOut(number) => {
            some(ChangeKind::OffLine(number), file.comment_out(number).unwrap_or_default())
        }
        Request::Add(keys, options) => add(&keys, &options, file),
    }
}

fn some(kind: ChangeKind, edits: Vec<Edit>) -> Result<(ChangeKind, Vec<Edit>), Refused> {
    if edits.is_empty() { Err(Refused::Same) } else { Ok((kind, edits)) }
}

fn add(
    keys: &[PublicKey],
    options: &KeyOptions,
    file: &mut AuthorizedKeys,
) -> Result<(ChangeKind, Vec<Edit>), Refused> {
    let (mut edits, mut there, mut otherwise) = (Vec::new(), None, None);
    let mut not_new = 0;
    for added in file.add_each(keys, options).map_err(Refused::Value)? {
        match added {
            Added::New(edit) => edits.push(edit),
            Added::Already { number, .. } => {
                there.get_or_insert(number);
                not_new += 1;
            }
            Added::Otherwise { number } => {
                otherwise.get_or_insert(number);
                not_new += 1;
            }
        }
    }
    match (edits.len(), otherwise, there) {
        (0, Some(number), _) => Err(Refused::Otherwise(number)),
        (0, None, Some(number)) => Err(Refused::AllThere(number)),
        (count, ..) => some(ChangeKind::Add { count, there: not_new }, edits),
    }
}

fn name_in(file: &AuthorizedKeys, number: usize) -> String {
    let contents = file.contents();
    let content = number.checked_sub(1).and_then(|at| contents.get(at));
    content.and_then(|content| content.key()).map(key_name).unwrap_or_default()
}
