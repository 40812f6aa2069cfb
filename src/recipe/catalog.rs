//! The data of assets/recipes, one file for each, read once.

use super::fill::Template;
use crate::format::{Format, PrivateFormat};
use crate::key::Kind;
use serde::Deserialize;
use std::sync::LazyLock;

/// The data files, in the order in which people are shown them.
macro_rules! files {
    ($($id:literal,)*) => {
        [$(($id, include_str!(concat!("../../assets/recipes/", $id, ".toml")))),*]
    };
}

const FILES: [(&str, &str); 48] = files![
    "github",
    "gitlab",
    "bitbucket",
    "azure-devops",
    "gitea",
    "sourcehut",
    "aws-ec2",
    "aws-ec2-windows",
    "aws-transfer",
    "azure-vm",
    "google-cloud",
    "google-os-login",
    "oracle-cloud",
    "digitalocean",
    "linode",
    "scaleway",
    "ovh",
    "hetzner",
    "vultr",
    "heroku",
    "cpanel",
    "other",
    "linux",
    "synology",
    "truenas",
    "proxmox",
    "pfsense",
    "openwrt",
    "mikrotik",
    "cisco",
    "fortigate",
    "aruba",
    "juniper",
    "putty",
    "winscp",
    "filezilla",
    "rlogin",
    "teraterm",
    "securecrt",
    "keepassxc",
    "bitwarden",
    "1password",
    "termius",
    "vscode",
    "jetbrains",
    "mobaxterm",
    "bitvise",
    "jenkins",
];

/// A service, device or program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Recipe {
    /// Its name for programs, the same as that of its file.
    #[serde(skip)]
    pub id: &'static str,
    /// Its own name, the same in every language.
    pub name: String,
    /// What it is.
    pub group: Group,
    /// Other names that people look for.
    #[serde(default)]
    also: Vec<String>,
    /// What is pasted there; nothing for programs that only take files.
    pub(super) paste: Option<Template>,
    /// In which format it takes the file of the private key.
    file: Option<FileFormat>,
    /// Whether it takes the file of the public key.
    #[serde(default)]
    pub public_file: bool,
    /// Names of what else should be known, `recipe-note-NAME`.
    #[serde(default)]
    pub notes: Vec<String>,
    pub(super) accepts: Accepts,
    /// Where all this is from.
    pub source: Source,
}

/// What it is, in the order in which people are shown the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Where source code is kept.
    Code,
    /// Where servers are rented.
    Cloud,
    /// A server, or somebody who looks after one.
    Server,
    /// A router, a firewall, a disk in the network.
    Device,
    /// A program on this computer.
    Program,
}

/// Where the facts are from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document. Nothing for general knowledge.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Its year, or year and month; where it has none, when it was read.
    pub date: String,
    /// Whether somebody has looked.
    pub checked: bool,
}

/// The types that are taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Accepts {
    #[serde(default)]
    pub ed25519: bool,
    #[serde(default)]
    pub ed448: bool,
    #[serde(default)]
    pub ecdsa: bool,
    pub rsa: Option<RsaSizes>,
    #[serde(default)]
    pub dsa: bool,
    #[serde(default)]
    security_keys: Vec<String>,
}

/// Sizes of RSA keys, in bits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum RsaSizes {
    /// All between two.
    Range(RsaRange),
    /// Only these, in order.
    Only(Vec<u32>),
}

/// A range of sizes, in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RsaRange {
    /// The smallest that is taken.
    pub least: u32,
    /// The largest; `None` where nothing is known of one.
    pub most: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FileFormat {
    Openssh,
    Ppk,
    Pem,
}

impl Accepts {
    pub fn has_security_key(&self, kind: &str) -> bool {
        self.security_keys.iter().any(|accepted| accepted == kind)
    }
}

impl Recipe {
    /// The format of the file of the private key that it takes, where it takes one.
    pub fn file(&self) -> Option<PrivateFormat> {
        self.file.map(|format| match format {
            FileFormat::Openssh => PrivateFormat::OpenSsh,
            FileFormat::Ppk => PrivateFormat::Ppk3,
            FileFormat::Pem => PrivateFormat::Pem,
        })
    }

    /// The format in which it takes the file of such a key: where the usual one cannot hold the key, it reads that of
    /// OpenSSH.
    pub fn file_of(&self, kind: Kind) -> Option<PrivateFormat> {
        self.file().map(|format| if format.can_hold(kind) { format } else { PrivateFormat::OpenSsh })
    }

    /// Whether it takes the file of such a key as it is, in this format.
    pub fn reads(&self, kind: Kind, format: Format) -> bool {
        self.file_of(kind).is_some_and(|wanted| match format {
            // What reads the newer version reads this one, too.
            Format::Ppk2 => wanted == PrivateFormat::Ppk3,
            format => format == Format::from(wanted),
        })
    }

    /// Whether somebody who types this may mean it: all words are the beginning of one of its own.
    pub fn is_meant_by(&self, typed: &str) -> bool {
        let names = || [self.id, self.name.as_str()].into_iter().chain(self.also.iter().map(String::as_str));
        let words = || names().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
        let begins = |typed: &str| words().any(|word| word.to_lowercase().starts_with(typed));
        let typed = typed.to_lowercase();
        typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(begins)
    }
}

/// All of them. That they can be read is checked by a test; without it there are none.
pub fn recipes() -> &'static [Recipe] {
    static RECIPES: LazyLock<Vec<Recipe>> = LazyLock::new(|| read().unwrap_or_default());
    &RECIPES
}

/// The one with this name.
pub fn recipe(id: &str) -> Option<&'static Recipe> {
    recipes().iter().find(|recipe| recipe.id == id)
}

pub(super) fn read() -> Result<Vec<Recipe>, String> {
    let read = |(id, text): (&'static str, &str)| {
        let recipe: Recipe = toml::from_str(text).map_err(|error| format!("{id}: {error}"))?;
        Ok(Recipe { id, ..recipe })
    };
    FILES.into_iter().map(read).collect()
}
