//! The program for terminals and scripts.

use std::process::ExitCode;

fn main() -> ExitCode {
    keywright::system::load_libraries_from_the_system_only();
    if keywright::system::is_apart(std::env::args_os()) {
        return ExitCode::from(keywright::batch::answer_derivation());
    }
    keywright::system::harden_process(keywright::system::FrontEnd::Terminal);
    keywright::system::limits_are_errors();
    ExitCode::from(keywright::system::with_stack_wiped(|| keywright::cli::run(std::env::args_os())))
}
