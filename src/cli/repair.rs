//! `keywright-cli repair`: the text of a key written anew.

use super::args::path;
use super::json::{Object, list, quoted};
use super::{Cli, CliError};
use crate::format::{self, FILE_BYTES, NotRewritten, Wrapping, has_private_mark, rewrite};
use crate::health::{Change, FixError, plan_rewrite};
use crate::system::{Disk as _, User, is_input, is_pipe, today};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Repair {
    /// Print what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Rewrite a private key even if its file contains other text, and leave that text out
    #[arg(long)]
    pub leave_out_text: bool,
    /// Print what was changed as JSON
    #[arg(long)]
    pub json: bool,
    /// The key file; “-” is standard input, and a public key is printed to standard output
    #[arg(value_name = "FILE", value_parser = path())]
    pub file: PathBuf,
}

pub(super) const NOTES: &str = "\
Rewrites the file of a key that other programs have damaged: line breaks of Windows or none at all,
a byte order mark, UTF-16, spaces before and after the lines, quotes, escape sequences such as \\n,
typographic dashes, missing BEGIN or END lines, HTML, another layer of base64, text around the key.
The key itself, its passphrase and its comment stay as they are. Locked keys are not unlocked.

Prints what was wrong. The old file is kept as a backup, with the date in its name, and the new one
is read again. Afterwards, only its owner can read a private key. Nothing is changed in files that are
not damaged, in files with several keys, and if part of the key is missing.

Other text in the file of a private key is only left out with --leave-out-text. Text next to a public
key is never left out, because options, markers and server names say what the key may do.
authorized_keys, known_hosts and config are never rewritten; “check” says what is wrong in their lines.

From standard input (“-”), only public keys are repaired, and printed to standard output.

--json prints one object on one line. Its fields are:
  file, changed   the file, and whether it was changed (with --dry-run: whether it would be)
  format          format of the key
  unwrapped       what was undone to read the key, as in show --json
  only_space      whether only line breaks, spaces and the encoding of characters were wrong
  left_out        whether other text in the file was left out
  backup          the backup, or null

Exit status: 0 if the file is not damaged or was repaired, 1 if not (with --dry-run: if it would be
changed), 2 for a usage error.

Examples:
  keywright-cli repair ~/.ssh/id_ed25519
  keywright-cli repair --dry-run deploy.pem
  xclip -o | keywright-cli repair - >> authorized_keys";

/// The exit status where something is still wrong.
const NOT_AS_IT_SHOULD_BE: u8 = 1;

impl Cli {
    /// The exit status.
    pub(super) fn repair(&self, arguments: &Repair) -> Result<u8, CliError> {
        let file = &arguments.file;
        if is_input(file) || is_pipe(file) {
            return self.repair_input(file).map(|()| 0);
        }
        match plan_rewrite(file, &self.disk, &today()) {
            Ok(plan) if !arguments.leave_out_text && leaves_out(plan.changes()) => {
                Err(CliError::RepairLeavesOut(file.clone()))
            }
            Ok(plan) if arguments.dry_run => {
                return self.print_repair(plan.changes(), arguments).map(|()| NOT_AS_IT_SHOULD_BE);
            }
            Ok(plan) => {
                let fixed = plan.carry_out(&self.disk).map_err(CliError::Fix)?;
                self.print_repair(&fixed.changes, arguments)
            }
            Err(error @ FixError::NotRewritten(_, NotRewritten::NotNeeded)) if !arguments.json => {
                self.print_line(&self.explain(&CliError::Fix(error)))
            }
            Err(FixError::NotRewritten(_, NotRewritten::NotNeeded)) => self.print_unchanged(file),
            Err(error) => Err(CliError::Fix(error)),
        }
        .map(|()| 0)
    }

    fn repair_input(&self, file: &Path) -> Result<(), CliError> {
        let bytes = self.disk.read(file, FILE_BYTES).map_err(CliError::Disk)?;
        if has_private_mark(&bytes) {
            return Err(CliError::RepairOfPrivateInput);
        }
        match rewrite(&bytes) {
            Ok(rewritten) => self.print_bytes(&rewritten.bytes),
            Err(NotRewritten::NotNeeded) => self.print_bytes(&bytes),
            Err(why) => Err(CliError::Fix(FixError::NotRewritten(file.to_owned(), why))),
        }
    }

    /// That a file is as it should be, as JSON.
    fn print_unchanged(&self, file: &Path) -> Result<(), CliError> {
        let bytes = self.disk.read(file, FILE_BYTES).map_err(CliError::Disk)?;
        let key = format::read(&bytes);
        let mut object = Object::default();
        object.file(file);
        object.raw("changed", "false");
        key.iter().for_each(|key| object.text("format", key.format().id()));
        object.raw("unwrapped", &list(std::iter::empty()));
        object.raw("only_space", "false");
        object.raw("left_out", "false");
        object.raw("backup", "null");
        self.print(&format!("{}\n", object.end()))
    }

    fn print_repair(&self, changes: &[Change], arguments: &Repair) -> Result<(), CliError> {
        if arguments.json {
            return self.print(&format!("{}\n", repair_json(changes, &arguments.file)));
        }
        // Paths as they were typed.
        let nobody = User::default();
        let words = |change| match arguments.dry_run {
            true => self.texts.change(change, &nobody),
            false => self.texts.changed(change, &nobody),
        };
        changes.iter().try_for_each(|change| self.print_line(&words(change)))
    }
}

/// Whether other text in the file would be lost.
fn leaves_out(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change, Change::Rewritten { leaves_out: true, .. }))
}

fn repair_json(changes: &[Change], file: &Path) -> String {
    let mut object = Object::default();
    object.file(file);
    object.raw("changed", "true");
    let is_kept = changes.iter().any(|change| matches!(change, Change::Replaced(_)));
    for change in changes {
        match change {
            Change::Rewritten { format, unwrapped, is_only_space, leaves_out, .. } => {
                object.text("format", format.id());
                object.raw("unwrapped", &list(unwrapped.iter().map(|one: &Wrapping| quoted(one.id()))));
                object.raw("only_space", &is_only_space.to_string());
                object.raw("left_out", &leaves_out.to_string());
            }
            Change::Replaced(replaced) => object.text("backup", &replaced.backup.to_string_lossy()),
            _ => {}
        }
    }
    if !is_kept {
        object.raw("backup", "null");
    }
    object.end()
}
