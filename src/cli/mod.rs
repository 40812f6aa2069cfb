//! The same verbs without a window: arguments in, exit status out.

mod agent;
mod args;
mod authorized;
mod batch;
mod certificate;
mod check;
mod convert;
mod destination;
mod error;
mod explain;
mod find;
mod fixed;
mod generate;
mod install;
mod json;
mod keys;
mod lifetime;
mod passphrases;
mod recipe;
mod repair;
mod report;
mod show;
mod sought;
mod unlocking;

use crate::batch::OneAtATime;
use crate::i18n::Texts;
use crate::key::{Shown, beginning, escape_control_chars};
use crate::system::{RealDisk, User, current_user};
use args::{Arguments, Command};
use clap::error::ErrorKind as ErrorKindOfClap;
use clap::{CommandFactory as _, Parser as _};
use error::CliError;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write as _};

/// Does what the arguments, the first of which is the program's name, ask for. The exit status is
/// 0, 1 where something failed, 2 where the arguments are wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let (texts, disk, one_at_a_time) = (Texts::english(), RealDisk::and_pipes(), OneAtATime::default());
    let cli = Cli { texts, disk, person: current_user(), one_at_a_time };
    match cli.run(arguments) {
        Ok(status) => status,
        Err(failure) => {
            cli.print_error(&failure);
            failure.status()
        }
    }
}

/// Characters of a failure that are told.
const LONGEST_LINE: usize = 5000;

/// What every command needs.
struct Cli {
    texts: Texts,
    disk: RealDisk,
    person: User,
    one_at_a_time: OneAtATime,
}

impl Cli {
    fn run(&self, arguments: impl IntoIterator<Item = OsString>) -> Result<u8, CliError> {
        let arguments = match Arguments::try_parse_from(arguments) {
            Ok(arguments) => arguments,
            Err(help) if help.exit_code() == 0 => return self.print(&help.to_string()).map(|()| 0),
            Err(wrong) if wrong.kind() == ErrorKindOfClap::DisplayHelpOnMissingArgumentOrSubcommand => {
                return Err(CliError::NoCommand);
            }
            Err(wrong) => return Err(CliError::Usage(report::usage_problem(&wrong.to_string()))),
        };
        match arguments.command {
            Command::Generate(arguments) => self.generate(&arguments).map(|()| 0),
            Command::Show(arguments) => self.show(&arguments),
            Command::Convert(arguments) => self.convert(&arguments),
            Command::Authorized(arguments) => self.authorized(&arguments),
            Command::Explain(arguments) => self.explain_text(&arguments),
            Command::Find(arguments) => self.find(&arguments),
            Command::Repair(arguments) => self.repair(&arguments),
            Command::Recipe(arguments) => self.recipe(&arguments),
            Command::Install(arguments) => self.install(&arguments),
            Command::Check(arguments) => self.check(&arguments),
            Command::Agent(arguments) => self.agent(&arguments),
            Command::Man { command } => self.man(&command).map(|()| 0),
            Command::Completions { shell } => {
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut Arguments::command(), "keywright-cli", &mut script);
                self.print(&String::from_utf8_lossy(&script)).map(|()| 0)
            }
        }
    }

    fn man(&self, command: &[String]) -> Result<(), CliError> {
        let mut page = Arguments::command();
        page.build();
        for name in command {
            let found = page.find_subcommand(name).cloned();
            page = found.ok_or_else(|| CliError::NoSuchCommand(command.join(" ")))?;
        }
        let mut text = Vec::new();
        clap_mangen::Man::new(page).render(&mut text).map_err(|error| CliError::Output(error.kind()))?;
        self.print(&String::from_utf8_lossy(&text))
    }

    fn print(&self, text: &str) -> Result<(), CliError> {
        self.print_bytes(text.as_bytes())
    }

    /// To standard output. Who closes it early has read enough.
    fn print_bytes(&self, bytes: &[u8]) -> Result<(), CliError> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::Output(error.kind())),
            _ => Ok(()),
        }
    }

    fn print_line(&self, line: &str) -> Result<(), CliError> {
        self.print(&format!("{}\n", escape_control_chars(line)))
    }

    fn print_error(&self, failure: &CliError) {
        self.remark(&self.explain(failure));
    }

    /// One line on standard error. Where that is closed there is nobody to tell.
    fn remark(&self, words: &str) {
        // What was typed may be in it, however long.
        let Shown { text, more } = beginning(words, LONGEST_LINE);
        let end = if more > 0 { "…" } else { "" };
        let _ = writeln!(io::stderr(), "{text}{end}");
    }
}
