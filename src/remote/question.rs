//! What ssh asks, told apart by its words (OpenSSH, sshconnect.c, sshconnect2.c, sshconnect.c confirm).

use crate::system::{SshQuestion, SshWants};

/// A question, and what is known beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What ssh wants to know.
    pub question: Question,
    /// What ssh has shown before, mostly the words of the server, as they are; in lines.
    pub before: String,
    /// There is a server on the way, and it may be the one that asks.
    pub is_on_the_way: bool,
}

/// Something that ssh asks the person. All words in it may have been chosen by a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether this is the server that is meant: it was never connected to before. Only the person can know.
    HostKey(HostKey),
    /// The password of an account, `USER@HOST`.
    Password(String),
    /// The passphrase of a private key, by the path of its file.
    Passphrase(String),
    /// Something else that a server wants to know, such as a one-time code.
    Text(String),
    /// Yes or no, such as whether an agent may use a key.
    Confirmation(String),
    /// Nothing: it must be known, such as that a security key waits to be touched.
    Notice(String),
}

/// The key that an unknown server has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostKey {
    /// What ssh calls the server: a name, its address and its port.
    pub server: String,
    /// The type, as ssh writes it: `ED25519`.
    pub kind: String,
    /// `SHA256:` and the fingerprint.
    pub fingerprint: String,
    /// Other servers that this very key is known of, as ssh writes them: where it is written down, and the name.
    pub other_names: Vec<String>,
}

impl Question {
    /// Tells what is asked. `is_interactive`: the words are those of a server, which may imitate ssh.
    pub fn of(question: &SshQuestion, is_interactive: bool) -> Self {
        let text = question.text.trim_end();
        let of_text = || match question.wants {
            SshWants::Confirmation => Self::Confirmation(text.to_owned()),
            SshWants::Nothing => Self::Notice(text.to_owned()),
            SshWants::Text => Self::Text(text.trim_end_matches(':').to_owned()),
        };
        if is_interactive {
            return of_text();
        }
        if let Some(host_key) = host_key(text) {
            return Self::HostKey(host_key);
        }
        if question.wants != SshWants::Text {
            return of_text();
        }
        let between = |before: &str, after: &str| {
            let inside = text.strip_prefix(before)?.strip_suffix(after)?;
            (!inside.contains(['\n', '\'']) && !inside.is_empty()).then(|| inside.to_owned())
        };
        if let Some(path) = between("Enter passphrase for key '", "':") {
            return Self::Passphrase(path);
        }
        match between("", "'s password:") {
            // A server that asks on its own puts the account in front.
            Some(account) if !account.starts_with('(') => Self::Password(account),
            _ => of_text(),
        }
    }
}

fn host_key(text: &str) -> Option<HostKey> {
    let rest = text.strip_prefix("The authenticity of host '")?;
    let (server, rest) = rest.split_once("' can't be established")?;
    let (before, rest) = rest.split_once(" key fingerprint is ")?;
    let kind = before.rsplit(['\n', ' ', '.']).next()?;
    let fingerprint = rest.split_whitespace().next()?.trim_end_matches('.');
    text.contains("continue connecting").then(|| HostKey {
        server: server.to_owned(),
        kind: kind.to_owned(),
        fingerprint: fingerprint.to_owned(),
        other_names: other_names(text),
    })
}

/// The lines below what introduces them, which are indented.
fn other_names(text: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.contains("known by the following other names")).skip(1);
    lines.take_while(|line| line.starts_with(' ')).map(|line| line.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Question {
        Question::of(&SshQuestion { text: text.to_owned(), wants: SshWants::Text }, false)
    }

    #[test]
    fn the_questions_of_ssh_are_told_apart() {
        let asked = "The authenticity of host '[127.0.0.1]:2222 ([127.0.0.1]:2222)' can't be established.\n\
                     ED25519 key fingerprint is SHA256:abc+/.\n\
                     This key is not known by any other names.\n\
                     Are you sure you want to continue connecting (yes/no/[fingerprint])? ";
        let Question::HostKey(key) = of(asked) else { panic!("{:?}", of(asked)) };
        assert_eq!(key.server, "[127.0.0.1]:2222 ([127.0.0.1]:2222)");
        assert_eq!((key.kind.as_str(), key.fingerprint.as_str()), ("ED25519", "SHA256:abc+/"));
        assert!(key.other_names.is_empty());
        let known = "This host key is known by the following other names/addresses:\n    \
                     ~/.ssh/known_hosts:1: web.example.org\n    ~/.ssh/known_hosts:4: [hashed name]";
        let asked = asked.replace("This key is not known by any other names.", known);
        let Question::HostKey(key) = of(&asked) else { panic!("{asked}") };
        assert_eq!(
            key.other_names,
            ["~/.ssh/known_hosts:1: web.example.org", "~/.ssh/known_hosts:4: [hashed name]"]
        );
        assert_eq!(of("ann@web's password: "), Question::Password("ann@web".to_owned()));
        let passphrase = of("Enter passphrase for key '/home/ann/.ssh/id_ed25519': ");
        assert_eq!(passphrase, Question::Passphrase("/home/ann/.ssh/id_ed25519".to_owned()));
        assert_eq!(
            of("(ann@web) Verification code: "),
            Question::Text("(ann@web) Verification code".to_owned())
        );
        let notice = SshQuestion { text: "Confirm user presence".to_owned(), wants: SshWants::Nothing };
        assert_eq!(Question::of(&notice, false), Question::Notice("Confirm user presence".to_owned()));
    }

    /// OpenSSH puts the account before what a server asks.
    #[test]
    fn a_server_cannot_ask_as_if_it_were_ssh() {
        for text in
            ["(ann@web) Enter passphrase for key '/home/ann/.ssh/id': ", "(ann@web) root@bank's password: "]
        {
            assert!(matches!(of(text), Question::Text(_)), "{text}");
        }
        assert!(matches!(of("Enter passphrase for key 'a'\nb':"), Question::Text(_)));
        // Before OpenSSH 8.5 it does not.
        let question = SshQuestion { text: "ann@web's password: ".to_owned(), wants: SshWants::Text };
        assert!(matches!(Question::of(&question, true), Question::Text(_)));
    }
}
