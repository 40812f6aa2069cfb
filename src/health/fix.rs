//! What puts a finding right.

/// What puts it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Only the owner reads and writes the file.
    MakePrivate,
    /// Nobody but the owner may change the file or folder; whoever could read it still can.
    TakeWrite,
    /// The same key is written again as ssh reads it: passphrase and comment stay.
    Rewrite,
    /// The public key is written beside its private key.
    WritePublic,
    /// The person opens the key and saves it in another format, under a passphrase, or beside a new name.
    Open,
}

impl Fix {
    /// Whether it only takes permissions away or writes the same again.
    pub const fn is_safe(&self) -> bool {
        matches!(self, Self::MakePrivate | Self::TakeWrite | Self::Rewrite)
    }
}
