//! What a person at a terminal is told while a key is unlocked.

use super::Cli;
use crate::batch::{KeyPlace, derive_apart};
use crate::key::{Apart, Progress, escape_control_chars};
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

/// What takes no longer needs no words.
const MOMENT: Duration = Duration::from_millis(1500);

/// The unlocking of one key. Ctrl-C ends it, as it ends the program.
pub(super) struct Unlocking<'a> {
    pub cli: &'a Cli,
    pub at: &'a KeyPlace,
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
                let words = self.cli.texts.unlocking_takes(&self.cli.at(self.at), whole);
                let _ = writeln!(terminal, "{}", escape_control_chars(&words));
            }
        })
    }
}
