//! `keywright-cli authorized list`

use super::args::List;
use super::parsed;
use crate::cli::report::Table;
use crate::cli::{Cli, CliError};
use crate::format::FILE_BYTES;
use crate::i18n::say;
use crate::key::{Comment, PublicKey};
use crate::sshfiles::{Content, Ignored, KeyLine, Remark, remarks};
use crate::system::{Disk as _, utc_and_local};
use std::iter;

/// Bytes that are shown of a line that is no key.
const BEGINNING: usize = 60;

impl Cli {
    pub(super) fn authorized_list(&self, arguments: &List) -> Result<(), CliError> {
        let bytes = self.disk.read(&arguments.file, FILE_BYTES).map_err(CliError::Disk)?;
        let file = parsed(&arguments.file, &bytes)?;
        let contents = file.contents();
        let remarks = remarks(&contents);
        // In the order of the lines.
        let mut remarks = remarks.iter().peekable();
        let mut text = String::new();
        for (number, content) in (1..).zip(&contents) {
            let of_line: Vec<&Remark> =
                iter::from_fn(|| remarks.next_if(|(line, _)| *line == number).map(|(_, remark)| remark))
                    .collect();
            if arguments.json {
                text.push_str(&super::json::line(number, content, &of_line));
                continue;
            }
            let table = match content {
                Content::Blank | Content::Comment | Content::Ignored(Ignored::InPasted) => continue,
                Content::Key(line) => self.key_table(number, line, &of_line),
                Content::Ignored(why) => {
                    self.ignored_table(number, why, file.line(number).unwrap_or_default())
                }
            };
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&table.text());
        }
        if text.is_empty() && !arguments.json {
            text = format!("{}\n", say!(self.texts, "cli-authorized-empty"));
        }
        self.print(&text)
    }

    fn key_table(&self, number: usize, line: &KeyLine, remarks: &[&Remark]) -> Table {
        let (texts, number) = (&self.texts, number.to_string());
        let mut table = Table::default();
        let state = match line.is_on {
            true => say!(texts, "cli-authorized-on", number = number),
            false => say!(texts, "cli-authorized-off", number = number),
        };
        table.row(&say!(texts, "cli-authorized-line"), &state);
        self.key_rows(&line.key, &mut table);
        let [utc, local] = utc_and_local();
        for (label, value) in texts.key_options(&line.options, &utc, &local) {
            table.row(&label, &value);
        }
        for remark in remarks {
            table.row(&say!(texts, "cli-warning"), &texts.authorized_remark(remark));
        }
        table
    }

    fn key_rows(&self, key: &PublicKey, table: &mut Table) {
        let texts = &self.texts;
        table.row(&say!(texts, "cli-kind"), &self.kind_and_size(key.kind()));
        if !key.comment().is_empty() {
            table.row(&say!(texts, "comment-field"), &texts.comment(key.comment()));
        }
        table.row(&say!(texts, "fingerprint"), &key.fingerprint().sha256());
    }

    fn ignored_table(&self, number: usize, why: &Ignored, text: &[u8]) -> Table {
        let texts = &self.texts;
        let mut table = Table::default();
        let state = say!(texts, "cli-authorized-ignored", number = number.to_string());
        table.row(&say!(texts, "cli-authorized-line"), &state);
        why.key().into_iter().for_each(|key| self.key_rows(key, &mut table));
        match why {
            Ignored::Options { written, .. } => table.row(&say!(texts, "cli-authorized-options"), written),
            Ignored::ByteOrderMark(_) | Ignored::Certificate(_) => {}
            _ => {
                let shown = Comment::from_bytes_lossy(text).text_up_to(BEGINNING);
                table.row(&say!(texts, "cli-authorized-text"), &shown);
            }
        }
        table.row(&say!(texts, "cli-authorized-reason"), &texts.authorized_ignored(why));
        table
    }
}
