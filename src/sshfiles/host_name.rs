//! A server as people write it, and as it stands in known_hosts.

/// The port that is not written.
pub(super) const SSH_PORT: u16 = 22;

/// A server by its name or address, and its port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerName {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
}

impl ServerName {
    /// `host`, `user@host`, `host:port`, `[host]:port` and `ssh://user@host:port/`, with blanks around it. `None`
    /// where it cannot be a server.
    pub fn parse_user_input(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("ssh ").unwrap_or(text).trim();
        let text = text.strip_prefix("ssh://").unwrap_or(text);
        let text = text.split('/').next().unwrap_or_default();
        let text = text.rsplit('@').next().unwrap_or_default();
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, rest) = rest.split_once(']')?;
                (host, if rest.is_empty() { None } else { Some(rest.strip_prefix(':')?) })
            }
            // An address of IPv6 has more colons.
            None => match text.split_once(':') {
                Some((host, port)) if !port.contains(':') => (host, Some(port)),
                _ => (text, None),
            },
        };
        let port = port.map_or(Some(SSH_PORT), |port| port.parse().ok().filter(|port| *port > 0))?;
        let is_name = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c.is_control());
        is_name.then(|| Self { host: host.to_owned(), port })
    }

    /// As it stands in the file: `[host]:port` where the port is not that of ssh.
    pub fn written(&self) -> String {
        let host = self.host.to_ascii_lowercase();
        if self.port == SSH_PORT { host } else { format!("[{host}]:{}", self.port) }
    }
}

#[cfg(test)]
mod tests {
    use super::ServerName;

    #[test]
    fn servers_are_understood_as_people_write_them() {
        let of = |text| ServerName::parse_user_input(text).map(|server| server.written());
        for (text, expected) in [
            ("web.example.org", "web.example.org"),
            (" Ann@WEB.example.org ", "web.example.org"),
            ("web:2222", "[web]:2222"),
            ("web:22", "web"),
            ("[web]:2222", "[web]:2222"),
            ("[2001:db8::1]:2222", "[2001:db8::1]:2222"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("ssh://ann@web:2222/", "[web]:2222"),
            ("ssh ann@web", "web"),
        ] {
            assert_eq!(of(text).as_deref(), Some(expected), "{text}");
        }
        for none in ["", " ", "web:port", "web:0", "web:65536", "[web", "[web]2222", "a b"] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
