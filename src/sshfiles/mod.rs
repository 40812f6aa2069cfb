//! ssh's own text files: `authorized_keys`, `known_hosts` and `config`. From bytes and to bytes.
//!
//! Every byte is kept: comments, blank lines, lines that are not understood, line ends, a byte order mark, a
//! missing last line end. An edit changes its own line only. What a line means is what OpenSSH makes of it.

mod authorized_keys;
mod config;
mod file_names;
mod host_name;
mod key_field;
mod known_hosts;
mod lines;
mod patterns;
mod public_file;
mod take_back;

pub use authorized_keys::{
    Added, AuthorizedKeys, BadOption, BadValue, Capability, Content, ExpiryTime, FieldProblem, FromProblem,
    Ignored, KeyLine, KeyOptions, LineFault, LineFix, OptionField, OptionFields, PastedBlock, Remark, Verb,
    authorized_keys_line, authorized_keys_options, from_problems, have_same_options, remarks,
};
pub(crate) use config::as_identity;
pub use config::{
    BadBlock, Config, Counts, Directive, HostBlock, Inserted, ServerSettings, config_value, is_server_name,
};
pub use file_names::{AUTHORIZED_KEYS, FileRole, KNOWN_HOSTS};
pub use host_name::ServerName;
pub use key_field::KeyDamage;
pub use known_hosts::{HostLine, Hosts, KnownHosts, Marker};
pub use lines::{Edit, LONGEST_LINE, MOST_LINES, TooLarge};
pub use patterns::matches as matches_pattern;
pub use public_file::has_public_line;
pub use take_back::take_back;
