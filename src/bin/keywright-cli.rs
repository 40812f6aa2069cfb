//! The program for terminals and scripts.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(keywright::cli::run(keywright::system::arguments()))
}
