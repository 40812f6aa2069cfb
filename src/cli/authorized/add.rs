//! `keywright-cli authorized add`

use super::args::{Add, Options};
use super::parsed;
use crate::cli::keys::NamedKey;
use crate::cli::{Cli, CliError};
use crate::sshfiles::{Capability, Content, ExpiryTime, KeyOptions};
use std::collections::HashMap;

impl Cli {
    pub(super) fn authorized_add(&self, arguments: &Add) -> Result<u8, CliError> {
        let options = key_options(&arguments.options)?;
        let old = self.authorized_file(&arguments.file, true)?;
        let mut file = parsed(&arguments.file, old.as_deref().unwrap_or_default())?;
        let mut there = first_lines(file.contents(), &options);
        let (mut edits, mut status) = (Vec::new(), 0);
        for NamedKey { at, key, is_certificate } in self.public_keys(&arguments.keys)? {
            if is_certificate {
                return Err(CliError::AuthorizedCertificate(at));
            }
            match there.get(key.blob()) {
                Some(There { number, is_same: false, .. }) => {
                    self.print_error(&CliError::AuthorizedOtherwise { at, number: *number });
                    status = 1;
                }
                Some(There { number, is_on, .. }) => {
                    let (number, is_on) = (*number, *is_on);
                    self.print_error(&CliError::AuthorizedAlready { at, number, is_on });
                }
                None => {
                    let edit = file.add(&key, &options).map_err(CliError::AuthorizedValue)?;
                    let added = There { number: edit.number, is_on: true, is_same: true };
                    there.insert(key.blob().to_vec(), added);
                    edits.push(edit);
                }
            }
        }
        if edits.is_empty() {
            return Ok(1);
        }
        self.authorized_save(&arguments.file, old, &file, &edits, arguments.dry_run).map(|()| status)
    }
}

/// The line that a key stands in.
struct There {
    number: usize,
    is_on: bool,
    /// Whether its options are those that the key is to be added with.
    is_same: bool,
}

/// The first line of each key, by its bytes, turned on or off.
fn first_lines(contents: Vec<Content>, options: &KeyOptions) -> HashMap<Vec<u8>, There> {
    let mut lines = HashMap::new();
    for (number, content) in (1..).zip(contents) {
        if let Content::Key(line) = content {
            let there = There { number, is_on: line.is_on, is_same: line.options == *options };
            lines.entry(line.key.blob().to_vec()).or_insert(there);
        }
    }
    lines
}

fn key_options(arguments: &Options) -> Result<KeyOptions, CliError> {
    let until = arguments
        .until
        .as_deref()
        .map(|text| ExpiryTime::parse_user_input(text).ok_or_else(|| CliError::BadDate(text.to_owned())));
    let mut options = KeyOptions {
        restrict: arguments.restrict,
        allowed: if arguments.restrict { Vec::new() } else { Capability::ALL.to_vec() },
        command: arguments.command.clone(),
        from: (!arguments.from.is_empty()).then(|| arguments.from.join(",")),
        until: until.transpose()?.into_iter().collect(),
        environment: arguments.environment.clone(),
        permit_open: arguments.permit_open.clone(),
        permit_listen: arguments.permit_listen.clone(),
        tunnel: arguments.tunnel.clone(),
        cert_authority: arguments.cert_authority,
        principals: arguments.principals.clone(),
        touch_required: !arguments.no_touch_required,
        verify_required: arguments.verify_required,
    };
    arguments.allow.iter().for_each(|capability| options.set(*capability, true));
    arguments.forbid.iter().for_each(|capability| options.set(*capability, false));
    Ok(options)
}
