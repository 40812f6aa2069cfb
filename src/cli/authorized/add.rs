//! `keywright-cli authorized add`

use super::args::{Add, Options};
use super::{Output, parsed};
use crate::cli::keys::NamedKey;
use crate::cli::{Cli, CliError};
use crate::sshfiles::{Added, Capability, KeyOptions, OptionFields};
use crate::system::utc_and_local;

impl Cli {
    pub(super) fn authorized_add(&self, arguments: &Add) -> Result<u8, CliError> {
        let options = key_options(&arguments.options)?;
        let old = self.authorized_file(&arguments.file, true)?;
        let mut file = parsed(&arguments.file, old.as_deref().unwrap_or_default())?;
        let keys = self.public_keys(&arguments.keys)?;
        if let Some(named) = keys.iter().find(|named| named.is_certificate) {
            return Err(CliError::AuthorizedCertificate(named.at.clone()));
        }
        let added = file.add_each(keys.iter().map(|named| &named.key), &options);
        let (mut edits, mut status) = (Vec::new(), 0);
        for (NamedKey { at, .. }, added) in keys.into_iter().zip(added.map_err(CliError::AuthorizedValue)?) {
            match added {
                Added::New(edit) => edits.push(edit),
                Added::Otherwise { number } => {
                    self.print_error(&CliError::AuthorizedOtherwise { at, number });
                    status = 1;
                }
                Added::Already { number, is_on } => {
                    self.print_error(&CliError::AuthorizedAlready { at, number, is_on });
                }
            }
        }
        let how = Output { json: arguments.json, dry_run: arguments.dry_run };
        if edits.is_empty() {
            return self.authorized_unchanged(&arguments.file, how);
        }
        self.authorized_save(&arguments.file, old, &file, &edits, how).map(|()| status)
    }
}

/// What the arguments let a new key do.
pub(in crate::cli) fn key_options(arguments: &Options) -> Result<KeyOptions, CliError> {
    let mut fields = OptionFields {
        from: (!arguments.from.is_empty()).then(|| arguments.from.join(",")),
        with_mapped: arguments.from_mapped,
        until: arguments.until.clone(),
        command: arguments.command.clone(),
        restrict: arguments.restrict,
        environment: arguments.environment.clone(),
        permit_open: arguments.permit_open.clone(),
        permit_listen: arguments.permit_listen.clone(),
        tunnel: arguments.tunnel.clone(),
        cert_authority: arguments.cert_authority,
        principals: arguments.principals.clone(),
        touch_required: !arguments.no_touch_required,
        verify_required: arguments.verify_required,
        ..OptionFields::default()
    };
    fields.allowed = match arguments.restrict {
        true => arguments.allow.clone(),
        false => {
            Capability::ALL.into_iter().filter(|capability| !arguments.forbid.contains(capability)).collect()
        }
    };
    let options = fields.options().map_err(CliError::BadDate)?;
    let [utc, local] = utc_and_local();
    match options.until.iter().find(|until| until.is_past(&utc, &local)) {
        Some(until) => Err(CliError::PastDate(until.shown())),
        None => Ok(options),
    }
}
