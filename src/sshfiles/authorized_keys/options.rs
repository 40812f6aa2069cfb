//! What the options of a line come to (OpenSSH, auth-options.c, sshauthopt_parse).

use super::ExpiryTime;
use super::permits::{is_permit, is_tunnel, names_service, without_host};
use super::scan::Scan;
use crate::key::short_name;

/// Something that a key may do unless it is told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Forward ports.
    PortForwarding,
    /// Forward the agent.
    AgentForwarding,
    /// Forward X11.
    X11Forwarding,
    /// Have a terminal.
    Pty,
    /// Have `~/.ssh/rc` run.
    UserRc,
}

impl Capability {
    /// All of them, in the order they are shown and written.
    pub const ALL: [Self; 5] =
        [Self::Pty, Self::PortForwarding, Self::AgentForwarding, Self::X11Forwarding, Self::UserRc];

    /// Its option.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PortForwarding => "port-forwarding",
            Self::AgentForwarding => "agent-forwarding",
            Self::X11Forwarding => "X11-forwarding",
            Self::Pty => "pty",
            Self::UserRc => "user-rc",
        }
    }
}

/// What all options of a line come to. Without any, a key may do everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOptions {
    /// `restrict`: new capabilities of later versions of sshd are forbidden, too.
    pub restrict: bool,
    /// What it may do.
    pub allowed: Vec<Capability>,
    /// The only command that is run, whatever is asked for.
    pub command: Option<String>,
    /// Patterns of the addresses and names that it may log in from, with commas between them.
    pub from: Option<String>,
    /// Until when; the first of these counts.
    pub until: Vec<ExpiryTime>,
    /// Environment variables, `NAME=value`. Of several with one name sshd takes the first.
    pub environment: Vec<String>,
    /// Where ports may be forwarded to, `host:port`; everywhere if there are none.
    pub permit_open: Vec<String>,
    /// Where forwarded ports may listen, `host:port` or `port`; everywhere if there are none.
    pub permit_listen: Vec<String>,
    /// The device of a tunnel.
    pub tunnel: Option<String>,
    /// The key signs certificates and cannot log in itself.
    pub cert_authority: bool,
    /// Names of which its certificates must have one, with commas between them.
    pub principals: Option<String>,
    /// A security key must be touched.
    pub touch_required: bool,
    /// A security key must verify the person, such as by a PIN.
    pub verify_required: bool,
}

impl Default for KeyOptions {
    fn default() -> Self {
        Self {
            restrict: false,
            allowed: Capability::ALL.to_vec(),
            command: None,
            from: None,
            until: Vec::new(),
            environment: Vec::new(),
            permit_open: Vec::new(),
            permit_listen: Vec::new(),
            tunnel: None,
            cert_authority: false,
            principals: None,
            touch_required: true,
            verify_required: false,
        }
    }
}

/// Why sshd skips a line with such options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadOption {
    /// It does not know the option.
    Unknown(String),
    /// The value is not in double quotes.
    NoQuote(&'static str),
    /// A double quote is never closed.
    OpenQuote,
    /// The option may be there only once.
    Repeated(&'static str),
    /// `expiry-time` is none.
    Time(String),
    /// `environment` is no name, equals sign and value.
    Environment(String),
    /// `permitopen` or `permitlisten` is no host and port.
    Permit {
        /// Which of the two.
        name: &'static str,
        /// What it is.
        value: String,
    },
    /// `tunnel` is no number.
    Tunnel(String),
}

impl KeyOptions {
    /// Reads the options of a line. What sshd does not understand makes it skip the line.
    pub(super) fn parse(options: &[u8]) -> Result<Self, BadOption> {
        let (mut found, mut rest) = (Self::default(), Scan(options));
        while !rest.is_at_end() {
            // What is between two commas may be nothing.
            if !found.take_flag(&mut rest) {
                found.take_value(&mut rest)?;
            }
            if rest.is_at_end() {
                break;
            }
            rest.0 = rest.0.strip_prefix(b",").ok_or_else(|| BadOption::Unknown(name_in(options, rest.0)))?;
        }
        Ok(found)
    }

    /// Whether it may do this.
    pub fn allows(&self, capability: Capability) -> bool {
        self.allowed.contains(&capability)
    }

    /// Principals are only in certificates: with them but without `cert-authority`, sshd lets nobody in.
    pub(super) fn has_useless_principals(&self) -> bool {
        self.principals.is_some() && !self.cert_authority
    }

    /// Where ports may be forwarded to or may listen, as far as a service stands for the port.
    pub(super) fn named_services(&self) -> impl Iterator<Item = &str> {
        self.permit_open
            .iter()
            .chain(&self.permit_listen)
            .map(String::as_str)
            .filter(|place| names_service(place))
    }

    /// Allows or forbids it.
    pub fn set(&mut self, capability: Capability, is_allowed: bool) {
        self.allowed.retain(|other| *other != capability);
        if is_allowed {
            self.allowed.push(capability);
            self.allowed.sort_by_key(|one| Capability::ALL.iter().position(|other| other == one));
        }
    }

    fn take_flag(&mut self, rest: &mut Scan<'_>) -> bool {
        if rest.flag("restrict", false).is_some() {
            (self.restrict, self.allowed) = (true, Vec::new());
        } else if rest.flag("cert-authority", false).is_some() {
            self.cert_authority = true;
        } else if let Some(is_required) = rest.flag("touch-required", true) {
            self.touch_required = is_required;
        } else if let Some(is_required) = rest.flag("verify-required", true) {
            self.verify_required = is_required;
        } else {
            for capability in Capability::ALL {
                if let Some(is_allowed) = rest.flag(capability.name(), true) {
                    self.set(capability, is_allowed);
                    return true;
                }
            }
            return false;
        }
        true
    }

    fn take_value(&mut self, rest: &mut Scan<'_>) -> Result<(), BadOption> {
        if let Some(command) = rest.value("command") {
            once("command", &mut self.command, command?)?;
        } else if let Some(principals) = rest.value("principals") {
            once("principals", &mut self.principals, principals?)?;
        } else if let Some(from) = rest.value("from") {
            once("from", &mut self.from, from?)?;
        } else if let Some(time) = rest.value("expiry-time") {
            let time = time?;
            self.until.push(ExpiryTime::parse(&time).ok_or(BadOption::Time(time))?);
        } else if let Some(variable) = rest.value("environment") {
            self.environment.push(is_variable(variable?)?);
        } else if let Some(place) = rest.value("permitopen") {
            let place = place?;
            self.permit_open.push(if is_permit(&place) {
                place
            } else {
                return Err(BadOption::Permit { name: "permitopen", value: place });
            });
        } else if let Some(place) = rest.value("permitlisten") {
            let place = place?;
            let is_right = is_permit(&without_host(&place));
            self.permit_listen.push(if is_right {
                place
            } else {
                return Err(BadOption::Permit { name: "permitlisten", value: place });
            });
        } else if let Some(device) = rest.value("tunnel") {
            let device = device?;
            self.tunnel =
                Some(if is_tunnel(&device) { device } else { return Err(BadOption::Tunnel(device)) });
        }
        Ok(())
    }
}

fn once(name: &'static str, place: &mut Option<String>, value: String) -> Result<(), BadOption> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(BadOption::Repeated(name)),
    }
}

/// A name of letters, digits and underscores, an equals sign, and anything.
fn is_variable(text: String) -> Result<String, BadOption> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    match text.split_once('=') {
        Some((name, _)) if is_name(name) => Ok(text),
        _ => Err(BadOption::Environment(text)),
    }
}

/// The name of the option that goes on here: `ptyx` is known up to its last letter.
fn name_in(options: &[u8], rest: &[u8]) -> String {
    let before = options.get(..options.len().saturating_sub(rest.len())).unwrap_or_default();
    let start = before.iter().rposition(|byte| b",\"".contains(byte)).map_or(0, |at| at + 1);
    let whole = options.get(start..).unwrap_or_default();
    short_name(Scan(whole).name())
}
