//! What ssh says of its progress with `-v`. Its words are the same in every language, and have been for years.

/// Bytes of the log that are kept for an explanation: its end counts.
const KEPT: usize = 64 * 1024;

/// How somebody was signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// By the password of the account.
    Password,
    /// By what the server asked, such as a one-time code.
    Interactive,
    /// By a key, with its fingerprint if ssh said that.
    Key(Option<String>),
    /// The server let everybody in.
    Open,
    /// In another way, by its name in the protocol.
    Other(String),
}

/// What was read so far. Of a server on the way, all comes before what is of the one that is meant: the last counts.
#[derive(Debug, Default)]
pub struct Log {
    lines: String,
    /// What the server calls its software.
    pub software: Option<String>,
    /// How it lets people in, by the names of the protocol.
    pub methods: Vec<String>,
    /// The fingerprint of the key that it took last, and whether that was a certificate.
    accepted: Option<(String, bool)>,
    /// Of all that it took.
    all_accepted: Vec<String>,
    /// Another ssh, or another program, connects to it.
    is_proxied: bool,
    /// The method that is being tried.
    method: String,
    pub signed_in: Option<SignIn>,
    /// The key was taken, and more is wanted.
    pub is_partial: bool,
    /// The server has let nobody in, and has said so.
    pub is_refused: bool,
    /// The key of the server is another one than known_hosts says.
    pub is_changed: bool,
    /// The key of the server was not accepted.
    pub is_unverified: bool,
    /// Nobody was asked about it: the configuration says that unknown servers are refused.
    pub is_strict: bool,
}

impl Log {
    /// All that counts for an explanation.
    pub fn text(&self) -> &str {
        &self.lines
    }

    /// Whether this line has just told that somebody was signed in.
    pub fn read(&mut self, line: &str) -> bool {
        self.keep(line);
        let message = line.strip_prefix("debug1: ").unwrap_or(line);
        if let Some((_, software)) = message.split_once(", remote software version ") {
            self.software = Some(software.trim().to_owned());
            // A connection of its own.
            (self.signed_in, self.is_partial) = (None, false);
            self.all_accepted.clear();
        } else if let Some(methods) = message.strip_prefix("Authentications that can continue: ") {
            self.methods = methods.split(',').map(|method| method.trim().to_owned()).collect();
        } else if let Some(key) = message.strip_prefix("Server accepts key: ") {
            let fingerprint = key.split(' ').find(|word| word.starts_with("SHA256:"));
            self.all_accepted.extend(fingerprint.map(str::to_owned));
            self.accepted = fingerprint.map(|fingerprint| (fingerprint.to_owned(), key.contains("-CERT ")));
        } else if let Some(method) = message.strip_prefix("Next authentication method: ") {
            method.trim().clone_into(&mut self.method);
        } else if let Some(method) = between(message, "Authentication succeeded (", ")") {
            // Before OpenSSH 8.9 the next line does not name it.
            method.clone_into(&mut self.method);
        } else if message.starts_with("Executing proxy command") {
            self.is_proxied = true;
        } else if message.contains("ith partial success.") {
            let method = between(message, "Authenticated using \"", "\"").unwrap_or(&self.method);
            self.is_partial = method == "publickey" || self.is_partial;
        } else if message.starts_with("Authenticated to ") {
            // At the server on the way that is said as well.
            if self.is_proxied && !message.contains("(via proxy)") {
                return false;
            }
            let method = between(message, " using \"", "\"").unwrap_or(&self.method);
            let is_first = self.signed_in.is_none();
            self.signed_in = Some(self.sign_in(method));
            return is_first;
        } else if message.contains("Permission denied (") {
            self.is_refused = true;
        } else if message.starts_with("Connection closed by ") || message.starts_with("kex_exchange_ident") {
            // It was a server on the way that has.
            self.is_refused = false;
        } else if message.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            self.is_changed = true;
        } else if message.contains("you have requested strict checking") {
            self.is_strict = true;
        } else if message.starts_with("Host key verification failed") {
            self.is_unverified = true;
        }
        false
    }

    /// The fingerprint of the key that the server took.
    pub fn accepted(&self) -> Option<&str> {
        self.accepted.as_ref().map(|(fingerprint, _)| fingerprint.as_str())
    }

    /// Whether the key of this fingerprint has let the person in, or is a part of what has.
    pub fn was_let_in_by(&self, fingerprint: &str) -> bool {
        let is_last = matches!(&self.signed_in, Some(SignIn::Key(Some(by))) if by == fingerprint);
        is_last || self.is_partial && self.all_accepted.iter().any(|accepted| accepted == fingerprint)
    }

    /// Whether it took the key because of a certificate.
    pub fn is_certified(&self) -> bool {
        self.accepted.as_ref().is_some_and(|(_, is_certificate)| *is_certificate)
    }

    /// Whether there is a server on the way.
    pub fn is_on_the_way(&self) -> bool {
        self.is_proxied
    }

    /// Whether a way of signing in is being tried.
    pub fn is_signing_in(&self) -> bool {
        !self.method.is_empty()
    }

    /// Whether what is asked now are the words of the server.
    pub fn is_interactive(&self) -> bool {
        self.method == "keyboard-interactive"
    }

    fn sign_in(&self, name: &str) -> SignIn {
        match name {
            "password" => SignIn::Password,
            "keyboard-interactive" => SignIn::Interactive,
            "publickey" => SignIn::Key(self.accepted().map(str::to_owned)),
            "none" => SignIn::Open,
            other => SignIn::Other(other.to_owned()),
        }
    }

    fn keep(&mut self, line: &str) {
        self.lines.push_str(line);
        self.lines.push('\n');
        if self.lines.len() > 2 * KEPT {
            let from = self.lines.len() - KEPT;
            let from =
                self.lines.get(from..).and_then(|rest| rest.find('\n')).map_or(from, |end| from + end + 1);
            self.lines = self.lines.get(from..).unwrap_or_default().to_owned();
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Log {
        let mut log = Log::default();
        for line in lines {
            log.read(line);
        }
        log
    }

    #[test]
    fn of_a_server_behind_another_the_last_lines_count() {
        let log = read(&[
            "debug1: Remote protocol version 2.0, remote software version OpenSSH_8.0",
            "debug1: Authentications that can continue: publickey",
            "debug1: Server accepts key: /home/ann/.ssh/gate ED25519 SHA256:gate",
            "Authenticated to gate ([192.0.2.1]:22) using \"publickey\".",
            "debug1: Remote protocol version 2.0, remote software version OpenSSH_for_Windows_9.5",
            "debug1: Authentications that can continue: publickey,password",
        ]);
        assert_eq!(log.software.as_deref(), Some("OpenSSH_for_Windows_9.5"));
        assert_eq!(log.methods, ["publickey", "password"]);
        assert_eq!(log.signed_in, None, "that was at the gate");
        let mut log = log;
        assert!(log.read("Authenticated to web (via proxy) using \"password\"."));
        assert_eq!(log.signed_in, Some(SignIn::Password));
    }

    #[test]
    fn a_key_that_is_not_enough_is_no_login() {
        let log = read(&[
            "debug1: Server accepts key: k ED25519 SHA256:abc explicit",
            "Authenticated using \"publickey\" with partial success.",
            "debug1: Authentications that can continue: password",
        ]);
        assert!(log.is_partial && log.signed_in.is_none());
        assert_eq!(
            (log.accepted(), log.methods.as_slice()),
            (Some("SHA256:abc"), &["password".to_owned()][..])
        );
        let mut log = log;
        log.read("Authenticated to web ([192.0.2.1]:22) using \"password\".");
        assert!(log.was_let_in_by("SHA256:abc") && !log.was_let_in_by("SHA256:other"), "it was a part of it");
    }

    #[test]
    fn of_an_endless_log_the_end_is_kept() {
        let mut log = Log::default();
        for number in 0..20_000 {
            log.read(&format!("debug1: line {number} é"));
        }
        assert!(log.text().len() <= 2 * KEPT && log.text().ends_with("line 19999 é\n"));
        assert!(log.text().starts_with("debug1: line"));
    }

    /// OpenSSH before 8.9 does not name the method in the last line.
    #[test]
    fn older_versions_are_understood() {
        let mut log = read(&[
            "debug1: Authentications that can continue: publickey,password",
            "debug1: Next authentication method: publickey",
            "debug1: Server accepts key: /home/ann/.ssh/id ED25519 SHA256:abc explicit",
            "debug1: Authentication succeeded (publickey).",
        ]);
        assert!(log.read("Authenticated to web ([192.0.2.1]:22)."));
        assert_eq!(log.signed_in, Some(SignIn::Key(Some("SHA256:abc".to_owned()))));
        assert!(!log.read("Authenticated to web ([192.0.2.1]:22)."), "it is told once");
        let log = read(&[
            "debug1: Next authentication method: publickey",
            "debug1: Server accepts key: k ED25519-CERT SHA256:abc explicit",
            "Authenticated with partial success.",
        ]);
        assert!(log.is_partial && log.is_certified());
    }

    #[test]
    fn at_a_server_on_the_way_nobody_is_signed_in_so_far() {
        let mut log = read(&["debug1: Executing proxy command: exec ssh -v -W '[web]:22' gate"]);
        assert!(!log.read("Authenticated to gate ([192.0.2.1]:22) using \"password\"."));
        assert_eq!(log.signed_in, None);
        assert!(log.read("Authenticated to web (via proxy) using \"password\"."));
    }
}
