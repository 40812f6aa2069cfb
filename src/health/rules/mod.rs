//! The rules: each looks at the whole scene, and says what is wrong by it.

mod certificates;
mod files;
mod keys;
mod lists;
mod names;

pub(super) use lists::in_text as findings_in_list;
pub use lists::{fix_of_ignored, fix_of_remark};

use super::survey::{Scene, SeenFile};
use super::{Finding, Fix, Problem, Severity};
use std::path::Path;

const RULES: [fn(&Scene<'_>) -> Vec<Finding>; 11] = [
    files::folders,
    files::read_by_others,
    files::not_readable,
    files::texts,
    keys::contents,
    keys::public_files,
    keys::public_texts,
    keys::strength,
    names::identities,
    certificates::all,
    lists::all,
];

/// What is wrong, the worst first, then by file and line.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Finding> {
    fn key(finding: &Finding) -> (Severity, &Path, Option<usize>) {
        (finding.problem.severity(), &finding.path, finding.line)
    }
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(scene)).collect();
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
    let mut each: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        // What config includes twice is read twice.
        let mut of_line = each.iter().rev().take_while(|other| key(other) == key(&finding));
        if !of_line.any(|other| *other == finding) {
            each.push(finding);
        }
    }
    each
}

/// That a file as a whole is wrong.
fn of_file(path: &Path, problem: Problem, fix: Option<Fix>) -> Finding {
    Finding { path: path.to_owned(), line: None, problem, fix }
}

/// The same for a file that was looked at.
fn of_seen(file: &SeenFile, problem: Problem, fix: Option<Fix>) -> Finding {
    of_file(&file.path, problem, fix)
}
