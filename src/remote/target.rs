//! Which account on which server.

/// An account on a server, as ssh is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name or address, or a name out of the configuration.
    pub host: String,
    /// The name of the account; otherwise what the configuration says, or the name here.
    pub user: Option<String>,
    /// The port; otherwise what the configuration says, or 22.
    pub port: Option<u16>,
    /// The servers on the way, `USER@HOST:PORT` with commas between them; otherwise what the configuration says.
    pub jump: Option<String>,
}

/// A part of a [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPart {
    /// The name or address of the server.
    Host,
    /// The name of the account.
    User,
    /// The port.
    Port,
    /// The servers on the way.
    Jump,
}

/// Why ssh is not told this, and about which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTarget {
    /// There is none, and there must be.
    Missing(TargetPart),
    /// It is none: ssh or a shell could take it for something else.
    Wrong(TargetPart),
}

impl BadTarget {
    /// The part that it is about.
    pub const fn part(self) -> TargetPart {
        match self {
            Self::Missing(part) | Self::Wrong(part) => part,
        }
    }
}

impl Target {
    /// What people write: `host`, `user@host`, `host:port`, `[address]:port`, with `ssh` or `ssh://` before it.
    ///
    /// # Errors
    /// See [`BadTarget`].
    pub fn parse(text: &str) -> Result<Self, BadTarget> {
        let text = text.trim();
        let text = text.strip_prefix("ssh ").unwrap_or(text).trim_start();
        let text = text.strip_prefix("ssh://").map_or(text, |text| text.trim_end_matches('/'));
        let (user, rest) = match text.rsplit_once('@') {
            Some((user, rest)) => (Some(user), rest),
            None => (None, text),
        };
        let (host, port) = host_and_port(rest)?;
        Self { host: host.to_owned(), user: user.map(str::to_owned), port, jump: None }.checked()
    }

    /// The same, if ssh can be told.
    ///
    /// # Errors
    /// See [`BadTarget`].
    pub fn checked(self) -> Result<Self, BadTarget> {
        if self.host.is_empty() {
            return Err(BadTarget::Missing(TargetPart::Host));
        }
        let wrong = |part| Err(BadTarget::Wrong(part));
        if !is_plain(&self.host) || self.host.contains(['@', '/']) {
            return wrong(TargetPart::Host);
        }
        if self.user.as_ref().is_some_and(|user| user.ends_with('\\') || !is_plain(&user.replace('\\', ""))) {
            return wrong(TargetPart::User);
        }
        if self.port == Some(0) {
            return wrong(TargetPart::Port);
        }
        // ssh tells a shell how to get there, which would take a backslash away.
        let is_jump = |jump: &str| {
            Self::parse(jump).is_ok() && !jump.contains(|c: char| c.is_whitespace() || c == '\\')
        };
        if self.jump.as_ref().is_some_and(|jump| !jump.split(',').all(is_jump)) {
            return wrong(TargetPart::Jump);
        }
        Ok(self)
    }

    /// `USER@HOST`, or the host alone.
    pub fn shown(&self) -> String {
        match &self.user {
            Some(user) => format!("{user}@{}", self.host),
            None => self.host.clone(),
        }
    }
}

fn host_and_port(text: &str) -> Result<(&str, Option<u16>), BadTarget> {
    let wrong = BadTarget::Wrong(TargetPart::Host);
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']').ok_or(wrong)?;
            let port = if rest.is_empty() { None } else { Some(rest.strip_prefix(':').ok_or(wrong)?) };
            (host, port)
        }
        // An address of IPv6 has more colons.
        None => match text.split_once(':') {
            Some((host, port)) if !port.contains(':') => (host, Some(port)),
            _ => (text, None),
        },
    };
    let port = port.map(|port| port.parse().map_err(|_| BadTarget::Wrong(TargetPart::Port))).transpose()?;
    Ok((host, port))
}

/// Neither ssh nor the shell that it starts for a jump host takes it for something else (OpenSSH, ssh.c:
/// `valid_hostname`, `valid_ruser`).
fn is_plain(name: &str) -> bool {
    const SPECIAL: [char; 19] =
        ['\'', '`', '"', '$', '\\', ';', '&', '<', '>', '|', '(', ')', '{', '}', '*', '?', '#', '!', ','];
    !name.is_empty()
        && name.len() <= 255
        && !name.starts_with('-')
        && !name.contains(|c: char| c.is_whitespace() || c.is_control() || SPECIAL.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_understood_as_people_write_them() {
        let of = |text| Target::parse(text).map(|target| (target.shown(), target.port));
        for (text, shown, port) in [
            ("web.example.org", "web.example.org", None),
            (" ann@web.example.org ", "ann@web.example.org", None),
            ("ssh ann@web:2222", "ann@web", Some(2222)),
            ("ssh://ann@web:2222/", "ann@web", Some(2222)),
            ("[2001:db8::1]:22", "2001:db8::1", Some(22)),
            ("2001:db8::1", "2001:db8::1", None),
            (r"CORP\ann@web", r"CORP\ann@web", None),
            ("ann@corp.example@web", "ann@corp.example@web", None),
        ] {
            assert_eq!(of(text), Ok((shown.to_owned(), port)), "{text}");
        }
    }

    #[test]
    fn nothing_is_taken_for_an_option_or_a_command() {
        let wrong = |text: &str, part| assert_eq!(Target::parse(text), Err(BadTarget::Wrong(part)), "{text}");
        for text in ["-oProxyCommand=x", "a b", "a;b", "a$(b)", "a`b`", "a\nb", "a'b", "*", "[a"] {
            wrong(text, TargetPart::Host);
        }
        for text in ["-l@web", "a b@web", "a;b@web", "@web", r"a\@web"] {
            wrong(text, TargetPart::User);
        }
        for text in ["web:0", "web:port", "web:65536", "web:"] {
            wrong(text, TargetPart::Port);
        }
        assert_eq!(Target::parse(" "), Err(BadTarget::Missing(TargetPart::Host)));
        let jump =
            |jump: &str| Target { jump: Some(jump.to_owned()), ..Target::parse("web").unwrap() }.checked();
        assert!(jump("ann@gate:2222,other").is_ok());
        for text in ["", "-x", "gate,", "gate;x", r"CORP\ann@gate", "a b", "gate,-x"] {
            assert_eq!(jump(text), Err(BadTarget::Wrong(TargetPart::Jump)), "{text}");
        }
    }
}
