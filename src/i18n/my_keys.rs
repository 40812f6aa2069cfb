//! The words of “My keys”.

use super::{Texts, path_shown, say};
#[cfg(feature = "window")]
use crate::health::Fix;
use crate::health::{Finding, KeyEntry, Severity, Survey};
use crate::system::User;
use std::path::Path;

const DAY: u64 = 24 * 60 * 60;
/// Longer than this, months are easier to read than days; then years.
const FEW_DAYS: u64 = 60;
const FEW_MONTHS: u64 = 24;
/// Days in a month and in a year, as far as an age needs them.
const MONTH: u64 = 30;
const YEAR: u64 = 365;
/// What stands in ssh's configuration for every server.
const ALL: &str = "*";

impl Texts {
    /// What a key of the list is: `Ed25519 · locked · in the agent · .pub · for web · 3 months old`.
    /// `new`: the name of the key that it is being replaced by.
    pub fn key_about(&self, entry: &KeyEntry, (is_held, new): (bool, Option<&str>), now: u64) -> String {
        let kind = entry.public.as_ref().map(|public| self.sized_kind(public.kind()));
        let locked = match entry.is_locked {
            Some(true) => say!(self, "my-key-locked"),
            Some(false) => say!(self, "my-key-open"),
            None => say!(self, "my-key-unreadable"),
        };
        let held = is_held.then(|| say!(self, "my-key-held"));
        let public = entry.public_file.as_ref().map(|_| say!(self, "my-key-public"));
        let certificate = entry.certificate.as_ref().map(|_| say!(self, "my-key-certificate"));
        let hosts = match entry.hosts.as_slice() {
            [] => None,
            hosts if hosts.iter().any(|host| host == ALL) => Some(say!(self, "my-key-all-hosts")),
            hosts => Some(say!(self, "my-key-hosts", hosts = self.list(hosts, |host| self.cut(host)))),
        };
        let age = entry.modified.map(|modified| self.age(now.saturating_sub(modified)));
        let replaced = new.map(|name| say!(self, "my-key-replaced", name = name));
        let parts = [replaced, kind, Some(locked), held, certificate, public, hosts, age];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Of a file, from seconds.
    fn age(&self, seconds: u64) -> String {
        let days = seconds / DAY;
        let years = days / YEAR;
        match (days, days / MONTH) {
            (0, _) => say!(self, "my-key-new"),
            (..FEW_DAYS, _) => say!(self, "my-key-days", count = days),
            (_, months @ ..FEW_MONTHS) => say!(self, "my-key-months", count = months),
            _ => say!(self, "my-key-years", count = years),
        }
    }

    /// The file of a finding, and the line where it has one.
    pub fn finding_place(&self, finding: &Finding, person: &User) -> String {
        let path = path_shown(person, &finding.path);
        match finding.line {
            Some(line) => say!(self, "my-keys-line", path = path, line = line),
            None => path,
        }
    }

    /// A finding as a screen reader reads it.
    pub fn finding_said(&self, severity: Severity, finding: &str) -> String {
        match severity {
            Severity::Problem => say!(self, "my-keys-said-problem", finding = finding),
            Severity::Warning => say!(self, "my-keys-said-warning", finding = finding),
            Severity::Hint => say!(self, "my-keys-said-hint", finding = finding),
        }
    }

    /// What a screen reader calls the button of a finding.
    #[cfg(feature = "window")]
    pub fn fix_of(&self, fix: &Fix, finding: &Finding, person: &User) -> String {
        let name = self.finding_place(finding, person);
        say!(self, "my-keys-fix-of", fix = self.fix_button(fix), name = name)
    }

    /// A file that holds the key that is searched for as well.
    pub fn also_in(&self, path: &Path, line: Option<usize>, person: &User) -> String {
        let path = path_shown(person, path);
        match line {
            Some(line) => say!(self, "my-keys-also-line", path = path, line = line),
            None => say!(self, "my-keys-also", path = path),
        }
    }

    /// How many keys are listed.
    pub fn keys_title(&self, survey: &Survey, shown: usize) -> String {
        match survey.keys.len() {
            count if count == shown => say!(self, "my-keys-title", count = count),
            count => say!(self, "my-keys-title-some", shown = shown, count = count),
        }
    }
}
