//! Where ssh gets with its configuration (`ssh -G`).

use super::call::of_target;
use super::resolved::{resolved, values};
use super::{NotResolved, Target};
use crate::system::{Ssh, SshAsks};
use std::ffi::OsString;
use std::path::Path;

/// Where ssh gets, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The name of the account.
    pub user: String,
    /// The name or address that it connects to.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The servers on the way.
    pub jump: Option<String>,
    /// The command that gets there, where there is one.
    pub command: Option<String>,
}

impl Destination {
    /// `USER@HOST`, with the port where it is not 22.
    pub fn login(&self) -> String {
        let Self { user, host, port, .. } = self;
        match port {
            22 => format!("{user}@{host}"),
            port if host.contains(':') => format!("{user}@[{host}]:{port}"),
            port => format!("{user}@{host}:{port}"),
        }
    }
}

/// Asks ssh where it gets for this server, which may be a name of this configuration. Nothing is connected.
///
/// # Errors
/// See [`NotResolved`].
pub fn destination(
    ssh: &dyn Ssh,
    (config, target): (&Path, &Target),
    asks: SshAsks,
    goes_on: &dyn Fn() -> bool,
) -> Result<Destination, NotResolved> {
    let mut arguments: Vec<OsString> = vec!["-G".into(), "-F".into(), config.into()];
    arguments.extend(of_target(target));
    arguments.extend(["--".into(), OsString::from(&target.host)]);
    let output = resolved(ssh, arguments, asks, goes_on)?;
    let first = |keyword| values(&output, keyword).next().map(str::to_owned);
    Ok(Destination {
        user: first("user").unwrap_or_default(),
        host: first("hostname").unwrap_or_default(),
        port: first("port").and_then(|port| port.parse().ok()).unwrap_or(22),
        jump: first("proxyjump"),
        command: first("proxycommand"),
    })
}
