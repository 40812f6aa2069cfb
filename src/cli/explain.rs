//! `keywright-cli explain`

use super::json::{Object, list, quoted};
use super::{Cli, CliError};
use crate::explain::{
    Cause, Explanation, TEXT_BYTES, explain, mask, mask_private_keys, without_private_keys,
};
use crate::format::{has_private_mark, without_bom};
use crate::health::{CheckedCause, Verdict, check_causes};
use crate::i18n::{say, to_copy};
use crate::key::escape_control_chars;
use crate::system::{Disk as _, DiskError};
use clap::Args;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal as _};
use std::path::Path;
use zeroize::Zeroizing;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Replace names and addresses with USER1, HOST1 and ADDRESS1, and also print the text like this, for sharing
    #[arg(long)]
    pub mask: bool,
    /// Print everything as JSON, in one line
    #[arg(long)]
    pub json: bool,
    /// Error message; “-” is standard input, such as a whole log of ssh -vvv [default: -]
    #[arg(value_name = "TEXT")]
    pub text: Vec<OsString>,
}

pub(super) const EXPLAIN_NOTES: &str = "\
Prints what the message means and its possible causes, the likeliest first, each with what to do
and, if there is one, a command to copy. Words in capitals in a command, such as HOST, stand for
what the message does not say. Nothing is changed.

In a text with many lines, such as a log of ssh -vvv, the line that explains most is used: the last
one that gives a reason, otherwise the last one that says what failed. Other lines, such as the keys
that ssh offered, make causes more or less likely. Only the last MiB of a long text is read.

If a cause is about files on this computer, they are checked without being changed; “This is it” or
“Not this” is the result.

Private keys in the text are never shown. A text that is nothing but a private key is refused.

Exit status: 0 if the message is known, 1 if not, 2 for a usage error.

--json prints one object in one line. Its fields include:
  message    name of the message
  line       number of the line that explains most
  facts      what the text says: file, host, user and so on
  causes     the likeliest first; each has “cause”, “words” and “fix”, and may have “verdict”
             (this-is-it or not-this) and “for” or “against”, a sign that the text shows
  masked     the text without the names and addresses that were found, with --mask
In “fix”, “action” is its name, and “copy” what can be copied.

Examples:
  keywright-cli explain 'Permission denied (publickey).'
  ssh -vvv server 2>&1 | keywright-cli explain -
  keywright-cli explain --mask - < log.txt";

/// The text without the contents of private keys. Where that is all it is, or where a key is damaged so that its end is
/// not certain, nothing of it is shown.
fn without_secrets(text: String) -> Result<String, CliError> {
    if !has_private_mark(text.as_bytes()) {
        return Ok(text);
    }
    let text = Zeroizing::new(text);
    let (masked, rest) = (mask_private_keys(&text), Zeroizing::new(without_private_keys(&text)));
    match has_private_mark(rest.as_bytes()) || explain(&masked).is_none() {
        true => Err(CliError::PrivateKeyToExplain),
        false => Ok(masked),
    }
}

impl Cli {
    /// The exit status: 1 where the text is not known.
    pub(super) fn explain_text(&self, arguments: &Explain) -> Result<u8, CliError> {
        let text = self.text_to_explain(arguments)?;
        if text.trim().is_empty() {
            return Err(CliError::NothingToExplain);
        }
        let text = without_secrets(text)?;
        let masked = arguments.mask.then(|| mask(&text));
        // Looked at with the real names, shown with the others.
        let Some(real) = explain(&text) else {
            if let Some(masked) = masked.filter(|_| !arguments.json) {
                self.print_text(&masked)?;
            }
            return Err(CliError::UnknownMessage);
        };
        let shown = masked.as_deref().and_then(explain).filter(|shown| shown.id == real.id);
        let causes = shown.as_ref().unwrap_or(&real).causes.clone();
        let checked = check_causes(causes, &real.facts, &self.disk, &self.person);
        let shown = match (&shown, arguments.mask) {
            (Some(shown), _) => shown,
            (None, false) => &real,
            // The names were what made it known: nothing can be shown without them.
            (None, true) => return Err(CliError::UnknownMessage),
        };
        if arguments.json {
            return self
                .print(&format!("{}\n", self.explanation_json(shown, &checked, masked.as_deref())))
                .map(|()| 0);
        }
        self.print_explanation(shown, &checked)?;
        if let Some(masked) = masked {
            self.print_line("")?;
            self.print_line(&say!(self.texts, "explain-masked"))?;
            self.print_line("")?;
            self.print_text(&masked)?;
        }
        Ok(0)
    }

    fn text_to_explain(&self, arguments: &Explain) -> Result<String, CliError> {
        let words: Vec<_> = arguments.text.iter().map(|word| word.to_string_lossy()).collect();
        let bytes = match words.as_slice() {
            [] if std::io::stdin().is_terminal() => return Err(CliError::NothingToExplain),
            [] => self.disk.read(Path::new("-"), TEXT_BYTES),
            [dash] if dash == "-" => self.disk.read(Path::new("-"), TEXT_BYTES),
            words => return Ok(words.join(" ")),
        };
        match bytes {
            // PowerShell writes UTF-16.
            Ok(bytes) => Ok(String::from_utf8_lossy(&without_bom(&bytes)).into_owned()),
            Err(DiskError { kind: ErrorKind::FileTooLarge, .. }) => Err(CliError::ExplainTooLarge),
            Err(error) => Err(CliError::Disk(error)),
        }
    }

    fn print_explanation(&self, shown: &Explanation, checked: &[CheckedCause]) -> Result<(), CliError> {
        let texts = &self.texts;
        self.print_line(&texts.meaning(shown))?;
        self.print_line(&texts.explained_line(shown))?;
        self.print_line("")?;
        let first = checked.first().and_then(|first| first.verdict);
        self.print_line(&texts.causes_heading(checked.len(), first))?;
        for (number, one) in (1..).zip(checked) {
            self.print_line("")?;
            let (verdict, cause) = (one.verdict.map(|seen| texts.verdict(seen)), texts.cause(&one.cause));
            let sentences: Vec<_> = [verdict, Some(cause)].into_iter().flatten().collect();
            self.print_line(&format!("{number}. {}", sentences.join(" ")))?;
            if let Some(hint) = one.cause.hint {
                self.print_line(&format!("   {}", texts.hint(hint)))?;
            }
            self.print_line(&format!("   {}", texts.fix(&one.cause.fix)))?;
            for line in to_copy(&one.cause.fix).unwrap_or_default().lines() {
                self.print_line(&format!("     {line}"))?;
            }
        }
        Ok(())
    }

    /// A text of several lines, harmless to a terminal.
    fn print_text(&self, text: &str) -> Result<(), CliError> {
        let lines =
            text.lines().map(|line| format!("{}\n", escape_control_chars(line.trim_end_matches('\r'))));
        self.print(&lines.collect::<String>())
    }

    fn explanation_json(
        &self,
        shown: &Explanation,
        checked: &[CheckedCause],
        masked: Option<&str>,
    ) -> String {
        let mut object = Object::default();
        object.text("message", shown.id);
        object.raw("programs", &list(shown.programs.iter().map(|program| quoted(program.name()))));
        object.raw("line", &shown.line.to_string());
        object.text("text", &shown.text);
        object.text("meaning", &self.texts.meaning(shown));
        let mut facts = Object::default();
        shown.facts.iter().for_each(|(name, value)| facts.text(name, value));
        object.raw("facts", &facts.end());
        object.raw("causes", &list(checked.iter().map(|one| self.cause_json(one))));
        if let Some(masked) = masked {
            object.text("masked", masked);
        }
        object.end()
    }

    fn cause_json(&self, one: &CheckedCause) -> String {
        let cause = &one.cause;
        let mut object = Object::default();
        object.text("cause", cause.id);
        object.text("words", &self.texts.cause(cause));
        match one.verdict {
            Some(Verdict::ThisIsIt) => object.text("verdict", "this-is-it"),
            Some(Verdict::NotThis) => object.text("verdict", "not-this"),
            None => {}
        }
        if let Some(hint) = cause.hint {
            object.text(if hint.speaks_for { "for" } else { "against" }, hint.sign);
        }
        object.raw("fix", &self.fix_json(cause));
        object.end()
    }

    fn fix_json(&self, cause: &Cause) -> String {
        let mut fix = Object::default();
        fix.text("action", cause.fix.id());
        fix.text("words", &self.texts.fix(&cause.fix));
        if let Some(copy) = to_copy(&cause.fix) {
            fix.text("copy", &copy);
        }
        let known = cause.fix.data().into_iter().filter_map(|(name, value)| Some((name, value.known()?)));
        known.for_each(|(name, value)| fix.text(name, &value));
        fix.end()
    }
}
