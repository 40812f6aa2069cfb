//! `keywright-cli find`: where a key is.

use super::args::path;
use super::report::shown;
use super::{Cli, CliError};
use crate::batch::{Candidate, candidates};
use crate::format::FILE_BYTES;
use crate::health::places;
use crate::key::NoProgress;
use crate::system::{Disk as _, files_from_shell};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Find {
    /// A fingerprint, a key file, or a text that contains a fingerprint or a public key
    #[arg(value_name = "FINGERPRINT|LINE|KEY-FILE", value_parser = path())]
    pub key: PathBuf,
    /// Files and folders to search [default: ~/.ssh]
    #[arg(value_name = "PATH", value_parser = path())]
    pub paths: Vec<PathBuf>,
}

pub(super) const NOTES: &str = "\
Fingerprints can be SHA-256 (base64, with or without SHA256:), SHA-1 (base64, with SHA1:), MD5 (with
or without MD5:), or what AWS EC2 shows for RSA keys: SHA-1 of the private key if EC2 made it, MD5 if
it was imported. They are also found in longer texts, such as a line of a server log or what PuTTY
shows. Instead of a fingerprint, you can give a public key or a key file in any format.

Prints each file that holds the key, one per line, with the line number after a colon in files with
several lines, such as authorized_keys and known_hosts. A locked private key is found if its public key
can be read without the passphrase, but not by the SHA-1 fingerprint of EC2. Files larger than 1 MiB
are not searched.

Exit status: 0 if the key was found, 1 if not or if anything failed, 2 for a usage error.

Examples:
  keywright-cli find SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM
  keywright-cli find work.ppk ~/.ssh/authorized_keys
  keywright-cli find \"$(grep 'Accepted publickey' /var/log/auth.log | tail -n 1)\"";

impl Cli {
    /// The exit status: 1 where the key is nowhere.
    pub(super) fn find(&self, arguments: &Find) -> Result<u8, CliError> {
        let sought = self.sought(&arguments.key)?;
        let paths = match arguments.paths.as_slice() {
            [] => vec![self.person.dot_ssh().ok_or(CliError::NoHomeToSearch)?],
            paths => files_from_shell(paths),
        };
        let (mut is_found, mut failed) = (false, false);
        for candidate in candidates(&paths, &self.disk, &NoProgress) {
            let read = candidate.and_then(|file| match self.disk.read(&file.path, FILE_BYTES) {
                Ok(bytes) => Ok(Some((file, bytes))),
                // A folder holds more than keys.
                Err(_) if !file.named => Ok(None),
                Err(error) => Err(error),
            });
            match read {
                Ok(Some((Candidate { path, .. }, bytes))) => {
                    for place in places(&bytes, &sought) {
                        is_found = true;
                        let number = place.map(|number| format!(":{number}")).unwrap_or_default();
                        self.print_line(&format!("{}{number}", shown(&path)))?;
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    failed = true;
                    self.print_error(&CliError::not_a_pipe(error));
                }
            }
        }
        match (is_found, failed) {
            (true, failed) => Ok(u8::from(failed)),
            (false, true) => Ok(1),
            (false, false) => Err(CliError::KeyNowhere),
        }
    }
}
