//! `keywright-cli convert`: what is asked for, and what is said of it.

use super::args::Convert;
use super::batch::{Batch, Converted, Found, Outcome};
use super::certificate::note;
use super::passphrases::Passphrases;
use super::report::shown;
use super::{Cli, CliError};
use crate::batch::{
    Candidate, ConvertOptions, Destination, KeyPlace, NewPassphrase, OnConflict, Skip, candidates,
};
use crate::format::{FILE_BYTES, PassphraseBytes, PrivateFormat, Wrapping, write_public};
use crate::i18n::say;
use crate::key::{Comment, NoProgress, escape_control_chars};
use crate::save::Output;
use crate::system::{files_from_shell, is_input, is_output, is_pipe, today};
use std::path::PathBuf;

/// Files that are opened, and whose new files are flushed, together.
const TOGETHER: usize = 128;

fn destination(arguments: &Convert) -> Destination {
    match (&arguments.output, &arguments.output_dir) {
        (Some(path), _) => Destination::File(path.clone()),
        (None, Some(folder)) => Destination::Folder(folder.clone()),
        (None, None) => Destination::Beside,
    }
}

impl Cli {
    pub(super) fn convert(&self, arguments: &Convert) -> Result<u8, CliError> {
        let what = arguments.what();
        let to_output = arguments.output.as_deref().is_some_and(is_output);
        if to_output && what.private_format().is_some() {
            return Err(CliError::PrivateToStandardOutput);
        }
        let passphrases = [&arguments.old.passphrase_file, &arguments.new.new_passphrase_file];
        refuse_input_for_both(&arguments.files, &passphrases)?;
        let destination = destination(arguments);
        if matches!(destination, Destination::Beside) && arguments.files.iter().any(|file| is_pipe(file)) {
            return Err(CliError::PipeWithoutOutput);
        }
        let comment = arguments.comment.as_deref().map(Comment::parse_user_input).transpose();
        let comment = comment.map_err(CliError::Comment)?;
        // Ctrl-C ends the program, and the work with it.
        let found = candidates(&files_from_shell(&arguments.files), &self.disk, &NoProgress);
        let alone = matches!(found.as_slice(), [Ok(Candidate { named: true, .. })]);
        if arguments.output.is_some() && !alone {
            return Err(CliError::OutputForMany);
        }
        let taken = match destination {
            _ if arguments.replace => OnConflict::Replace,
            Destination::File(_) => OnConflict::Fail,
            Destination::Beside | Destination::Folder(_) => OnConflict::Rename,
        };
        let mut order = ConvertOptions {
            output: what,
            passphrase: NewPassphrase::Keep,
            comment,
            on_conflict: taken,
            today: today(),
        };
        let passphrases = Passphrases::new(&arguments.old);
        if !to_output {
            self.check_place(&destination, &order)?;
            if is_piped(&arguments.old.passphrase_file) && is_piped(&arguments.new.new_passphrase_file) {
                passphrases.known(self)?; // the old one stands first
            }
            order.passphrase = self.new_passphrase(&arguments.new)?;
        }
        let mut batch = Batch::new(self, passphrases, arguments.key, &destination, &found, &order);
        if to_output {
            return self.to_output(&mut batch, &found, &order);
        }
        let mut count = Count::default();
        // Before anything is replaced, all is read: a new file may take the name of an old one.
        let together = if arguments.replace { found.len().max(1) } else { TOGETHER };
        for found in found.chunks(together) {
            let outcomes = batch.convert(found);
            let alone = alone && outcomes.len() == 1;
            count.alone = alone;
            for outcome in outcomes {
                // The rest is converted even where nobody can be told of it.
                if let Err(failure) = self.print_outcome(outcome, what, alone, &mut count) {
                    count.untold.get_or_insert(failure);
                }
            }
        }
        match count.untold.take() {
            Some(CliError::Output(kind)) => Err(CliError::OutputOfConverted(count.converted, kind)),
            Some(failure) => Err(failure),
            None => self.sum_up(&count).map(|()| count.status),
        }
    }

    /// A public key, for another program.
    fn to_output(
        &self,
        batch: &mut Batch<'_>,
        found: &[Found],
        order: &ConvertOptions,
    ) -> Result<u8, CliError> {
        let (Output::Public(format), [Ok(candidate)]) = (order.output, found) else {
            return Err(CliError::OutputForMany);
        };
        let (entry, content) = batch.opened(candidate)?;
        self.note_left_out(&entry.at, entry.about.left_out);
        if let Some(words) = self.unwrapped(&entry.at, &entry.unwrapped) {
            self.remark(&words);
        }
        if let Some(note) = note(&content, entry.about.certificate, order.output) {
            self.remark(&self.certificate_note(note, &entry.at));
        }
        let mut public = content.public().clone();
        // Nothing of it comes to a terminal as it is.
        let comment = order.comment.clone().unwrap_or_else(|| public.comment().safe_to_print());
        public = public.with_comment(comment);
        self.print_bytes(&write_public(&public, format)).map(|()| 0)
    }

    fn print_outcome(
        &self,
        outcome: Outcome,
        what: Output,
        alone: bool,
        count: &mut Count,
    ) -> Result<(), CliError> {
        match outcome {
            Outcome::Skipped(Skip::NotAKey) => count.not_keys += 1,
            Outcome::Skipped(Skip::TooLarge) => count.too_large += 1,
            Outcome::Skipped(Skip::Already) => count.already += 1,
            Outcome::Skipped(Skip::PublicKey) => count.public += 1,
            Outcome::Skipped(Skip::Certificate) => count.certificates += 1,
            Outcome::Failed(failure) => {
                count.failed += 1;
                count.status = if alone { failure.status() } else { 1 };
                self.print_error(&failure);
            }
            Outcome::Converted(converted) => {
                count.converted += 1;
                count.weakly_locked = count.weakly_locked.or(weakly_locked(&converted, what));
                self.print_converted(&converted)?;
            }
        }
        Ok(())
    }

    /// What was undone to read a key.
    fn unwrapped(&self, at: &KeyPlace, unwrapped: &[Wrapping]) -> Option<String> {
        let words = self.texts.unwrapped(unwrapped)?;
        Some(say!(self.texts, "cli-unwrapped", file = self.at(at), words = words))
    }

    fn print_converted(&self, converted: &Converted) -> Result<(), CliError> {
        let Converted { old, about, unwrapped, saved, note, .. } = converted;
        self.note_left_out(old, about.left_out);
        if let Some(words) = self.unwrapped(old, unwrapped) {
            self.print_line(&words)?;
        }
        if let Some(note) = note {
            self.print_line(&self.certificate_note(*note, old))?;
        }
        for new in &saved.files {
            let (old, new) = (self.at(old), shown(&new.path));
            self.print_line(&say!(self.texts, "cli-converted", old = old, new = new))?;
        }
        for backup in &saved.backups {
            self.print_line(&say!(self.texts, "saved-backup", backup = shown(backup)))?;
        }
        match about.read_as {
            None | Some(PassphraseBytes::Utf8) => Ok(()),
            Some(page) => self.print_line(&say!(self.texts, "read-as", name = page.name())),
        }
    }

    fn sum_up(&self, count: &Count) -> Result<(), CliError> {
        match count.weakly_locked {
            Some(PrivateFormat::Pem) => self.print_line(&say!(self.texts, "cli-pem-weak"))?,
            Some(PrivateFormat::Ppk2) => self.print_line(&say!(self.texts, "saved-ppk2-weak"))?,
            Some(PrivateFormat::OpenSsh | PrivateFormat::Ppk3 | PrivateFormat::Pkcs8) | None => {}
        }
        if count.alone {
            return Ok(());
        }
        if count.too_large > 0 {
            let limit = (FILE_BYTES / 1024).to_string();
            self.print_line(&say!(self.texts, "cli-too-large", count = count.too_large, limit = limit))?;
        }
        if count.converted + count.failed + count.already == 0 {
            return Err(CliError::NoKeys);
        }
        let [converted, failed, skipped] =
            [count.converted, count.failed, count.skipped()].map(|count| count.to_string());
        let other = count.not_keys + count.too_large;
        let words = match count.skipped() {
            0 => {
                say!(self.texts, "cli-summary", converted = converted, failed = failed, skipped = skipped)
            }
            _ => say!(
                self.texts,
                "cli-summary-skipped",
                converted = converted,
                failed = failed,
                skipped = skipped,
                public = count.public,
                certificates = count.certificates,
                already = count.already.to_string(),
                other = other,
            ),
        };
        self.print(&format!("{}\n", escape_control_chars(&words)))
    }
}

fn is_piped(file: &Option<PathBuf>) -> bool {
    file.as_deref().is_some_and(is_input)
}

/// Standard input holds either a key or passphrases.
pub(super) fn refuse_input_for_both(
    files: &[PathBuf],
    passphrases: &[&Option<PathBuf>],
) -> Result<(), CliError> {
    let both = files.iter().any(|file| is_input(file)) && passphrases.iter().any(|file| is_piped(file));
    if both { Err(CliError::InputForBoth) } else { Ok(()) }
}

#[derive(Default)]
struct Count {
    converted: usize,
    failed: usize,
    not_keys: usize,
    too_large: usize,
    already: usize,
    public: usize,
    certificates: usize,
    /// One file was named, and there is one key in it.
    alone: bool,
    /// Why standard output could not be written.
    untold: Option<CliError>,
    /// A format that keeps its passphrase poorly.
    weakly_locked: Option<PrivateFormat>,
    status: u8,
}

impl Count {
    fn skipped(&self) -> usize {
        self.not_keys + self.too_large + self.already + self.public + self.certificates
    }
}

fn weakly_locked(converted: &Converted, what: Output) -> Option<PrivateFormat> {
    let format = what.private_format().filter(|_| converted.locked)?;
    format.is_weak().then_some(format)
}
