//! What settles a cause.

use super::Facts;
use serde::Deserialize;

/// Text with values out of the message in it, such as `ssh-add {file}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template(Vec<Piece>);

/// A piece of such a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands in the data.
    Text(String),
    /// A value out of the message.
    Value(String),
    /// A value that the message does not tell: its name.
    Missing(String),
}

impl TryFrom<String> for Template {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a brace is not closed")?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Missing(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }
}

impl Template {
    /// Its pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// All of it, if every value is known and it is not empty.
    pub fn known(&self) -> Option<String> {
        let all = self.0.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Value(text) => Some(text.as_str()),
            Piece::Missing(_) => None,
        });
        all.collect::<Option<String>>().filter(|text| !text.is_empty())
    }

    fn filled(&self, facts: &Facts) -> Self {
        let fill = |piece: &Piece| match piece {
            Piece::Missing(name) => match facts.get(name).filter(|value| fits(name, value)) {
                Some(value) => Piece::Value(value.to_owned()),
                None => piece.clone(),
            },
            _ => piece.clone(),
        };
        Self(self.0.iter().map(fill).collect())
    }
}

/// Whether a value can be what its name says. Anybody may write what stands in a log: a host that looks like an option or
/// like a pattern is not put into a command.
fn fits(name: &str, value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._:%[]-".contains(c);
    match name {
        "host" | "user" | "address" => !value.starts_with('-') && value.chars().all(is_part),
        "port" => value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => true,
    }
}

/// The fixes, and what each is about.
macro_rules! fixes {
    ($($(#[$doc:meta])* $name:ident($id:literal) { $($field:ident),* })*) => {
        /// What settles a cause, and what it is about.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub enum Fix {
            $($(#[$doc])* $name {
                $(#[doc = concat!("The value “", stringify!($field), "” out of the message.")] $field: Template),*
            },)*
        }

        impl Fix {
            /// Its name for programs.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $id,)*
                }
            }

            /// What it is about, by name.
            pub fn data(&self) -> Vec<(&'static str, &Template)> {
                match self {
                    $(Self::$name { $($field),* } => vec![$((stringify!($field), $field)),*],)*
                }
            }

            pub(super) fn filled(&self, facts: &Facts) -> Self {
                // Not every fix has values.
                let _ = facts;
                match self {
                    $(Self::$name { $($field),* } => Self::$name { $($field: $field.filled(facts)),* },)*
                }
            }
        }
    };
}

impl Fix {
    /// Whatever it is: look at what ssh says about itself.
    pub fn log_of_any_host() -> Self {
        Self::Log { host: Template(vec![Piece::Missing("host".to_owned())]) }
    }
}

fixes! {
    /// Let only the owner read and write a private key.
    Protect("protect") { file }
    /// Take the permission to write from everybody but the owner.
    DenyWriting("deny-writing") { path }
    /// Make it belong to the person.
    TakeOwnership("take-ownership") { path }
    /// Look what a file contains.
    Inspect("inspect") { file }
    /// Save the key in another format.
    Convert("convert") { file, to }
    /// Write the same key again, as ssh writes it.
    Rewrite("rewrite") { file }
    /// Write the public key of a private key next to it.
    ExtractPublic("extract-public") { file }
    /// Print the public key, to paste it somewhere.
    PrintPublic("print-public") { file }
    /// Name another file for the key.
    ChooseFile("choose-file") { file }
    /// Add the public key to an account on a server.
    Install("install") { file, user, host, port }
    /// Add the public key to an account of a service.
    Register("register") { file, host }
    /// Remove a server's key from known_hosts.
    RemoveHostKey("remove-host-key") { host, known_hosts, line }
    /// Connect once by hand and compare the fingerprint.
    LearnHostKey("learn-host-key") { host, port }
    /// Compare the fingerprint that the program shows.
    CompareHostKey("compare-host-key") { host }
    /// Add lines to the person's ssh configuration.
    Config("config") { lines }
    /// Correct a line of a file.
    Edit("edit") { file, line }
    /// Change a line in the server's configuration.
    ServerConfig("server-config") { lines }
    /// Run a command on this computer.
    Run("run") { command }
    /// Run a command on the server.
    OnServer("on-server") { command }
    /// Log in as somebody else, or with another password.
    LogIn("log-in") { user, host, port }
    /// Look at what ssh says about itself.
    Log("log") { host }
    /// Explain all that the program printed.
    ExplainAll("explain-all") {}
    /// Install a newer version.
    Update("update") { program }
    /// Change a setting of the program.
    Setting("setting") { place }
    /// Check the name or address, and the port.
    CheckAddress("check-address") { host, port }
    /// Check the network.
    CheckNetwork("check-network") {}
    /// Use another port.
    ChoosePort("choose-port") { port }
    /// Make a new key of another type.
    Generate("generate") {}
    /// Plug in or touch the security key.
    PlugIn("plug-in") {}
    /// Ask whoever administers the server.
    Ask("ask") {}
    /// Ask whoever issued the certificate.
    AskIssuer("ask-issuer") {}
    /// Try again later.
    Wait("wait") {}
    /// Nothing needs to be done.
    Ignore("ignore") {}
}
