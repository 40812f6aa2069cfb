//! The programs whose messages are known.

use serde::Deserialize;

/// A program, or a service, that prints messages about SSH.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "names are all there is to them")]
pub enum Program {
    Openssh,
    OpensshServer,
    WindowsOpenssh,
    SshAgent,
    Libcrypto,
    Putty,
    #[serde(rename = "winscp")]
    WinScp,
    #[serde(rename = "filezilla")]
    FileZilla,
    MobaXterm,
    #[serde(rename = "rlogin")]
    RLogin,
    TeraTerm,
    Git,
    #[serde(rename = "github")]
    GitHub,
    VsCode,
    Ansible,
    Jenkins,
    Aws,
    Paramiko,
}

impl Program {
    /// Its own name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Openssh => "OpenSSH",
            Self::OpensshServer => "OpenSSH server (sshd)",
            Self::WindowsOpenssh => "OpenSSH for Windows",
            Self::SshAgent => "ssh-agent",
            Self::Libcrypto => "OpenSSL (libcrypto)",
            Self::Putty => "PuTTY",
            Self::WinScp => "WinSCP",
            Self::FileZilla => "FileZilla",
            Self::MobaXterm => "MobaXterm",
            Self::RLogin => "RLogin",
            Self::TeraTerm => "Tera Term",
            Self::Git => "Git",
            Self::GitHub => "GitHub",
            Self::VsCode => "Visual Studio Code",
            Self::Ansible => "Ansible",
            Self::Jenkins => "Jenkins",
            Self::Aws => "AWS",
            Self::Paramiko => "Paramiko",
        }
    }

    /// Whether it is the program that logs in, so that a newer one can help.
    pub(super) fn is_client(self) -> bool {
        !matches!(self, Self::OpensshServer | Self::Libcrypto | Self::GitHub | Self::Aws)
    }
}
