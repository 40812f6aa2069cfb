//! What a person at a terminal is told while a key is unlocked.

use super::Cli;
use super::report::shown;
use crate::convert::derive_apart;
use crate::key::{Apart, Progress, one_line};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Duration;

/// What takes no longer needs no words.
const MOMENT: Duration = Duration::from_millis(1500);

/// The unlocking of one file. Ctrl-C ends it, as it ends the program.
pub(super) struct Unlocking<'a> {
    pub cli: &'a Cli,
    pub file: &'a Path,
}

impl Progress for Unlocking<'_> {
    fn report(&self, _: f32) {}

    fn cancelled(&self) -> bool {
        false
    }

    fn apart(&self, request: &[u8]) -> Option<Apart> {
        derive_apart(request, self, &|whole| {
            let mut terminal = io::stderr();
            if whole > MOMENT && terminal.is_terminal() {
                let words = self.cli.texts.unlocking_takes(&shown(self.file), whole);
                let _ = writeln!(terminal, "{}", one_line(&words));
            }
        })
    }
}
