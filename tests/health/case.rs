//! Something that is wrong, and what the real programs say of it before and after it is put right.

use crate::home::Home;
use keywright::health::{FixError, plan};
use keywright::system::RealDisk;
use std::process::Command;

pub struct Case<'a> {
    pub rule: &'a str,
    /// How it was brought about.
    pub how: &'a str,
    /// What a real program says.
    pub says: &'a dyn Fn() -> String,
    /// What it says as long as it is wrong.
    pub wrong: &'a str,
    /// What it says when it is right.
    pub right: &'a str,
    /// Puts it right where that is left to the person.
    pub by_hand: &'a dyn Fn(),
}

impl Case<'_> {
    /// Looks, puts right, looks again, and prints a line about it.
    #[track_caller]
    pub fn check(&self, home: &Home) {
        let Self { rule, how, .. } = self;
        // What every text contains shows nothing.
        assert!(!self.wrong.is_empty() && !self.right.is_empty(), "{rule}: {how}");
        let found = home.wrong(rule);
        assert!(!found.is_empty(), "{rule}: {how}: {:?}", home.findings());
        let before = (self.says)();
        assert!(before.contains(self.wrong), "{rule}: {how}: {before}");
        assert!(!before.contains(self.right), "{rule}: {how}: {before}");
        let (disk, person) = (RealDisk::new(), home.person());
        let mut by = "by hand".to_owned();
        // The last one first: lines keep their numbers.
        for finding in found.iter().rev() {
            match plan(finding, &disk, &person, "2026-11-30") {
                Ok(plan) => {
                    plan.carry_out(&disk).unwrap_or_else(|error| panic!("{rule}: {how}: {error:?}"));
                    by = format!("{:?}", finding.fix.as_ref().unwrap());
                }
                Err(FixError::ByHand(_) | FixError::Locked(_)) => (self.by_hand)(),
                Err(error) => panic!("{rule}: {how}: {error:?}"),
            }
        }
        assert!(home.wrong(rule).is_empty(), "{rule}: {how}: {:?}", home.findings());
        let after = (self.says)();
        assert!(after.contains(self.right), "{rule}: {how}: {after}");
        assert!(!after.contains(self.wrong), "{rule}: {how}: {after}");
        eprintln!("| {rule} | {how} | {} | {by} | {} |", line(&before, self.wrong), line(&after, self.right));
    }
}

/// The line of a text that holds another.
fn line(text: &str, part: &str) -> String {
    let line = text.lines().find(|line| line.contains(part)).unwrap_or_default();
    let line: String = line.trim().chars().take(110).collect();
    line.replace('|', "\\|")
}

/// All that a program says.
pub fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    [output.stderr, output.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
}
