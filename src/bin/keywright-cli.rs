//! The program for terminals and scripts.

use std::process::ExitCode;

fn main() -> ExitCode {
    keywright::system::load_libraries_from_the_system_only();
    ExitCode::from(keywright::cli::run(std::env::args_os()))
}
