//! From what is asked for to a change that can be shown.

use super::list::key_name;
use super::{NoChange, Refused};
use crate::app::Page;
use crate::app::text_change::{Deed, Risk, TextChange, TextProblem, Wanted};
use crate::key::PublicKey;
use crate::sshfiles::{Added, AuthorizedKeys, Edit, KeyOptions, Verb};
use crate::system::{Disk, utc_and_local};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is asked for.
pub(super) enum Wish {
    /// A line is turned on or off or removed; its key is called so.
    Change(Verb, usize, String),
    /// The key in this line gets these options.
    Edit(usize, KeyOptions, String),
    /// The line is put right.
    PutRight(usize),
    /// These keys get lines.
    Add(Vec<PublicKey>, KeyOptions),
}

/// Looks what would change. Writes nothing.
pub(super) fn plan(
    wish: Wish,
    path: PathBuf,
    old: Option<Vec<u8>>,
    disk: &dyn Disk,
) -> Result<TextChange, NoChange> {
    let too_large = |limit| NoChange::Text(TextProblem::TooLarge(limit));
    let mut file = AuthorizedKeys::parse(old.as_deref().unwrap_or_default()).map_err(too_large)?;
    let [utc, local] = utc_and_local();
    let before = file.clone();
    let (deed, edits) = change(wish, &mut file).map_err(NoChange::Refused)?;
    let worked = before.working(&utc, &local);
    let risk = match (worked.last(), file.working(&utc, &local).is_empty()) {
        (Some(number), true) => Some(Risk::LocksOut(name_in(&before, *number))),
        _ => None,
    };
    let new = file.bytes();
    let wanted = Wanted { page: Page::Authorized, deed, path, old, new, edits, risk };
    TextChange::plan(wanted, disk).map_err(|error| NoChange::Text(TextProblem::Save(error)))
}

fn change(wish: Wish, file: &mut AuthorizedKeys) -> Result<(Deed, Vec<Edit>), Refused> {
    match wish {
        Wish::Change(verb, number, name) => {
            let (edits, _) = file.change(verb, &BTreeSet::from([number]));
            let deed = match verb {
                Verb::Off => Deed::Off(name),
                Verb::On => Deed::On(name),
                Verb::Remove => Deed::Remove(name),
            };
            some(deed, edits)
        }
        Wish::Edit(number, options, name) => {
            let edit = file.set_options(number, &options).map_err(Refused::Value)?;
            some(Deed::Edit(name), edit.into_iter().collect())
        }
        Wish::PutRight(number) => {
            let cure = file.cure(number, &file.contents()).ok_or(Refused::Same)?;
            some(Deed::PutRight(cure, number), file.put_right(number))
        }
        Wish::Add(keys, options) => add(&keys, &options, file),
    }
}

fn some(deed: Deed, edits: Vec<Edit>) -> Result<(Deed, Vec<Edit>), Refused> {
    if edits.is_empty() { Err(Refused::Same) } else { Ok((deed, edits)) }
}

fn add(
    keys: &[PublicKey],
    options: &KeyOptions,
    file: &mut AuthorizedKeys,
) -> Result<(Deed, Vec<Edit>), Refused> {
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
        (count, ..) => some(Deed::Add { count, there: not_new }, edits),
    }
}

fn name_in(file: &AuthorizedKeys, number: usize) -> String {
    let contents = file.contents();
    let content = number.checked_sub(1).and_then(|at| contents.get(at));
    content.and_then(|content| content.key()).map(key_name).unwrap_or_default()
}
