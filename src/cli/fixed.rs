//! `keywright-cli check --fix`: what is safe to put right.

use super::json::{Object, list, quoted};
use super::report::shown;
use super::{Cli, CliError};
use crate::health::{Finding, Fix, FixError, Fixed, plan};
use crate::i18n::say;
use crate::system::today;
use std::path::{Path, PathBuf};

/// A finding that was put right.
pub(super) struct FixedFinding {
    /// Its file, as it is shown.
    pub file: PathBuf,
    fixed: Fixed,
}

impl Cli {
    /// Puts right what only takes permissions away or normalises text, and prints what cannot be done. What was done,
    /// and why the rest was not, in words.
    pub(super) fn fix_safe(
        &self,
        findings: &[Finding],
        file: impl Fn(&Finding) -> PathBuf,
    ) -> (Vec<FixedFinding>, Vec<String>) {
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for finding in findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(Fix::is_safe)) {
            let planned = plan(finding, &self.disk, &self.person, &today());
            match planned.and_then(|plan| plan.carry_out(&self.disk)) {
                Ok(fixed) => done.push(FixedFinding { file: file(finding), fixed }),
                // An earlier fix of the same file has put it right as well.
                Err(FixError::Changed(_)) => {}
                Err(error) => {
                    let error = CliError::Fix(error);
                    self.print_error(&error);
                    failed.push(self.explain(&error));
                }
            }
        }
        (done, failed)
    }

    /// A line for each thing that was done.
    pub(super) fn print_fixed(&self, done: &[FixedFinding]) -> Result<(), CliError> {
        for FixedFinding { file, fixed } in done {
            for change in &fixed.changes {
                let (place, words) = (shown(file), self.texts.changed(change, &self.person));
                self.print_line(&say!(self.texts, "check-fixed", place = place, words = words))?;
            }
        }
        Ok(())
    }

    pub(super) fn fixed_json(&self, done: &FixedFinding) -> String {
        let mut object = Object::default();
        object.file(&done.file);
        let words = done.fixed.changes.iter().map(|change| self.texts.changed(change, &self.person));
        object.raw("words", &list(words.map(|words| quoted(&words))));
        let backups = done.fixed.backups.iter().map(|backup: &PathBuf| -> &Path { backup });
        object.raw("backups", &list(backups.map(|backup| quoted(&backup.to_string_lossy()))));
        object.end()
    }
}
