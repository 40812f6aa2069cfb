//! Where the new files go.

use super::row::Row;
use super::target::Target;
use crate::convert::{new_path, new_paths};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The new files of a list.
pub(super) struct NewPaths<'a> {
    target: &'a Target,
    /// Of files with several keys: one path for each key.
    of_several: HashMap<PathBuf, Vec<PathBuf>>,
}

impl<'a> NewPaths<'a> {
    pub(super) fn of(rows: &[Row], target: &'a Target) -> Self {
        let mut all = Self { target, of_several: HashMap::new() };
        if rows.iter().any(|row| row.at.part.is_some()) {
            let others: HashSet<PathBuf> = rows.iter().map(|row| all.alone(&row.at.path)).collect();
            let folder = target.folder.as_deref();
            for (path, part) in rows.iter().filter_map(|row| Some((&row.at.path, row.at.part?))) {
                let paths = || new_paths(path, part.of, target.what, folder, &|path| others.contains(path));
                all.of_several.entry(path.clone()).or_insert_with(paths);
            }
        }
        all
    }

    pub(super) fn of_row(&self, row: &Row) -> PathBuf {
        let several = || self.of_several.get(&row.at.path)?.get(row.at.part?.number.checked_sub(1)?);
        several().cloned().unwrap_or_else(|| self.alone(&row.at.path))
    }

    fn alone(&self, old: &Path) -> PathBuf {
        new_path(old, self.target.what, self.target.folder.as_deref())
    }
}
