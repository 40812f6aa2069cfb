//! What is listed: what is wrong in the folder, and the keys, those first of which something is to be done.

use super::MyKeysPage;
use crate::app::context::Context;
use crate::health::{Fix, FixKind, KeyEntry, Severity, Survey};
use crate::key::Kind;
use std::collections::HashMap;
use std::path::Path;

/// A key, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its number in the survey.
    pub key: usize,
    /// The numbers of the findings about it, the worst first.
    pub findings: Vec<usize>,
}

/// The rows, in their order.
#[derive(Debug, Default)]
pub(in crate::app) struct List {
    /// Findings about none of the keys, by their numbers.
    folder: Vec<usize>,
    keys: Vec<KeyRow>,
    /// What the filter is compared with, for each of `keys`.
    texts: Vec<String>,
    /// Which of `keys` are shown.
    shown: Vec<usize>,
    /// Another number whenever another list is shown.
    generation: u64,
}

impl MyKeysPage {
    /// Findings about the folder and the files in it that are no keys, by their numbers.
    pub fn folder_rows(&self) -> &[usize] {
        if self.is_filtered() { &[] } else { &self.list.folder }
    }

    /// How many keys are shown.
    pub fn shown_keys(&self) -> usize {
        self.list.shown.len()
    }

    /// The key that is shown at this place.
    pub fn key_row(&self, at: usize) -> Option<&KeyRow> {
        self.list.keys.get(*self.list.shown.get(at)?)
    }

    /// Whether only some of the keys are asked for.
    pub fn is_filtered(&self) -> bool {
        !self.filter.trim().is_empty()
    }

    /// Another number whenever another list is shown.
    pub fn generation(&self) -> u64 {
        self.list.generation
    }

    /// Something else was found.
    pub(super) fn list_anew(&mut self, list: List, cx: &mut Context<'_>) {
        self.list = List { generation: self.list.generation, ..list };
        // In other files, perhaps.
        self.search(cx);
        self.list_rows();
    }

    pub(super) fn filter_edited(&mut self, cx: &mut Context<'_>) {
        self.next = None;
        self.search(cx);
        self.list_rows();
    }

    /// Which keys are shown.
    pub(super) fn list_rows(&mut self) {
        let words: Vec<String> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let survey = self.survey();
        let is_shown = |at: usize| match &self.key_search {
            Some(search) => {
                let row = self.list.keys.get(at);
                let entry = row.and_then(|row| survey?.keys.get(row.key));
                entry.is_some_and(|entry| search.is_key(&entry.path))
            }
            None => {
                let text = self.list.texts.get(at);
                text.is_some_and(|text| words.iter().all(|word| text.contains(word)))
            }
        };
        let shown = (0..self.list.keys.len()).filter(|at| is_shown(*at)).collect();
        self.list.shown = shown;
        self.list.generation += 1;
    }

    /// The findings that something is offered for, from top to bottom, by their numbers.
    pub(super) fn fixable(&self) -> Vec<usize> {
        let rows = (0..self.shown_keys()).filter_map(|at| self.key_row(at));
        let all = self.folder_rows().iter().chain(rows.flat_map(|row| &row.findings)).copied();
        let Some(survey) = self.survey() else { return Vec::new() };
        let is_offered = |fix: &Fix| fix.kind() != FixKind::Advice;
        let finding = |number: &usize| survey.findings.get(*number);
        all.filter(|number| finding(number).is_some_and(|one| one.fix.as_ref().is_some_and(is_offered)))
            .collect()
    }
}

impl List {
    pub(super) fn of(survey: &Survey) -> Self {
        let mut keys: Vec<KeyRow> =
            (0..survey.keys.len()).map(|key| KeyRow { key, findings: Vec::new() }).collect();
        let mut of_file: HashMap<&Path, usize> = HashMap::new();
        for (number, entry) in survey.keys.iter().enumerate() {
            let beside = entry.public_file.iter().chain(&entry.certificate);
            beside.for_each(|path| _ = of_file.entry(path).or_insert(number));
        }
        // A file that is a key itself is that key's.
        of_file.extend(survey.keys.iter().enumerate().map(|(number, entry)| (entry.path.as_path(), number)));
        let mut folder = Vec::new();
        for (number, finding) in survey.findings.iter().enumerate() {
            match of_file.get(finding.path.as_path()).and_then(|key| keys.get_mut(*key)) {
                Some(row) => row.findings.push(number),
                None => folder.push(number),
            }
        }
        let worst = |row: &KeyRow| {
            let severities = row.findings.iter().filter_map(|number| survey.findings.get(*number));
            severities.map(|finding| finding.problem.severity()).min().unwrap_or(Severity::Hint)
        };
        // Those that are alike stay in the order of their names.
        keys.sort_by_key(worst);
        let texts = keys.iter().filter_map(|row| survey.keys.get(row.key)).map(text_of).collect();
        Self { folder, keys, texts, ..Self::default() }
    }
}

/// Everything that a filter is compared with.
fn text_of(entry: &KeyEntry) -> String {
    let mut text = entry.path.to_string_lossy().into_owned();
    for host in &entry.hosts {
        text.push(' ');
        text.push_str(host);
    }
    if let Some(public) = &entry.public {
        let comment = public.comment().text();
        let sha256 = public.fingerprint().sha256();
        let of_type = match public.kind() {
            Kind::Rsa(bits) | Kind::Dsa(bits) => format!("{} {bits}", public.kind().ssh_name()),
            kind => kind.ssh_name().to_owned(),
        };
        text = format!("{text} {comment} {of_type} {}", sha256);
    }
    text.to_lowercase()
}
