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
    /// The fingerprint of the key that it took last.
    accepted: Option<String>,
    pub signed_in: Option<SignIn>,
    /// The key was taken, and more is wanted.
    pub is_partial: bool,
    /// The server has let nobody in, and has said so.
    pub is_refused: bool,
    /// The key of the server is another one than known_hosts says.
    pub is_changed: bool,
    /// The key of the server was not accepted.
    pub is_unverified: bool,
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
        } else if let Some(methods) = message.strip_prefix("Authentications that can continue: ") {
            self.methods = methods.split(',').map(|method| method.trim().to_owned()).collect();
        } else if let Some(key) = message.strip_prefix("Server accepts key: ") {
            self.accepted = key.split(' ').find(|word| word.starts_with("SHA256:")).map(str::to_owned);
        } else if let Some(method) = between(message, "Authenticated using \"", "\" with partial success.") {
            self.is_partial = method == "publickey" || self.is_partial;
        } else if message.starts_with("Authenticated to ") {
            self.signed_in = between(message, " using \"", "\"").map(|method| self.method(method));
            return true;
        } else if message.contains("Permission denied (") {
            self.is_refused = true;
        } else if message.starts_with("Connection closed by ") || message.starts_with("kex_exchange_ident") {
            // It was a server on the way that has.
            self.is_refused = false;
        } else if message.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            self.is_changed = true;
        } else if message.starts_with("Host key verification failed") {
            self.is_unverified = true;
        }
        false
    }

    /// The fingerprint of the key that the server took.
    pub fn accepted(&self) -> Option<&str> {
        self.accepted.as_deref()
    }

    fn method(&self, name: &str) -> SignIn {
        match name {
            "password" => SignIn::Password,
            "keyboard-interactive" => SignIn::Interactive,
            "publickey" => SignIn::Key(self.accepted.clone()),
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
}
