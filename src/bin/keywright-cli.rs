//! The program for terminals and scripts.

use std::process::ExitCode;

fn main() -> ExitCode {
    keywright::system::load_libraries_from_the_system_only();
    if keywright::system::is_apart(std::env::args_os()) {
        return ExitCode::from(keywright::batch::answer_derivation());
    }
    keywright::system::keep_memory_private(keywright::system::Interface::Terminal);
    keywright::system::limits_are_errors();
    ExitCode::from(keywright::system::leaving_no_trace(|| keywright::cli::run(std::env::args_os())))
}
