//! What ssh is started with.

use super::Target;
use super::resolved::Own;
use crate::key::PublicKey;
use crate::sshfiles::{BadValue, KeyOptions, authorized_keys_line, authorized_keys_options, config_value};
use crate::system::{SshAsks, SshCall};
use base64ct::{Base64, Encoding as _};
use std::ffi::OsString;
use std::path::Path;

/// What runs on the server.
const UNIX: &str = include_str!("../../assets/server/authorized_keys.sh");
const WINDOWS: &str = include_str!("../../assets/server/authorized_keys.ps1");

/// What a server prints where a key was tried, unless the key only runs a fixed command. All shells know `echo`.
pub const TRIED: &str = "keywright";

/// Seconds to wait for a server.
const CONNECT_TIMEOUT: u32 = 30;

/// A line for authorized_keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    options: String,
    /// The type and the base64.
    key: String,
    comment: String,
    fingerprint: String,
}

impl NewKey {
    /// With these options.
    ///
    /// # Errors
    /// For an option that no line can hold.
    pub fn new(key: &PublicKey, options: &KeyOptions) -> Result<Self, BadValue> {
        let line =
            String::from_utf8(authorized_keys_line(key, options)?).map_err(|_| BadValue::NotReadBack)?;
        let pair = format!("{} {}", key.kind().ssh_name(), Base64::encode_string(key.blob()));
        let before = authorized_keys_options(options)?;
        let rest = line.strip_prefix(&before).and_then(|rest| rest.trim_start().strip_prefix(&pair));
        let comment = rest.ok_or(BadValue::NotReadBack)?.trim().to_owned();
        let (options, fingerprint) = (before, key.fingerprint().sha256());
        Ok(Self { options, key: pair, comment, fingerprint })
    }

    /// `SHA256:` and the fingerprint.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The base64 of the key.
    pub(super) fn base64(&self) -> &str {
        self.key.split(' ').nth(1).unwrap_or_default()
    }

    /// The line without the comment.
    pub(super) fn without_comment(&self) -> String {
        Self { comment: String::new(), ..self.clone() }.line()
    }

    /// The whole line.
    pub fn line(&self) -> String {
        let parts = [&self.options, &self.key, &self.comment];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// What is to be done to the keys that may log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The key is added.
    Install,
    /// It is removed.
    Remove,
    /// The server waits with the change made: it keeps it if it is told to, and undoes it otherwise.
    RemoveAfterCheck,
}

/// The command for the server, whatever its shell, and what is on its standard input.
pub fn change(change: Change, key: &NewKey, software: Option<&str>) -> (String, Vec<u8>) {
    let software = software.unwrap_or_default();
    if is_windows(software) {
        return (powershell(), lines(change, key));
    }
    let call = match change {
        Change::Install => {
            let words = [&*key.options, &*key.key, &*key.comment, software].map(quoted);
            format!("install {}", words.join(" "))
        }
        Change::Remove => format!("remove {}", [&*key.key, software].map(quoted).join(" ")),
        Change::RemoveAfterCheck => {
            format!("remove {} wait 3<&0", [&*key.key, software].map(quoted).join(" "))
        }
    };
    // The shell reads its script from the same input, which may stay open.
    ("sh".to_owned(), format!("{UNIX}{call} </dev/null; exit\n").into_bytes())
}

/// What the shell of a Unix server would be told, to be read before.
pub fn unix_script(change: Change, key: &NewKey) -> Vec<u8> {
    self::change(change, key, None).1
}

/// By what OpenSSH for Windows calls itself.
fn is_windows(software: &str) -> bool {
    software.contains("for_Windows")
}

/// For a shell of Unix on a server. For one that a person uses here, `i18n::command` has what can be shown as well,
/// which not every shell reads.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The same command for cmd and PowerShell, whichever the server starts.
fn powershell() -> String {
    encoded_powershell(&joined(WINDOWS, "\n"))
}

/// The lines of a script with this between them, without remarks and indentation.
pub(super) fn joined(script: &str, between: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.collect::<Vec<_>>().join(between)
}

/// A command that runs this script, for cmd and PowerShell.
pub(super) fn encoded_powershell(script: &str) -> String {
    let utf16: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
    format!("powershell -NoProfile -NonInteractive -EncodedCommand {}", Base64::encode_string(&utf16))
}

fn lines(change: Change, key: &NewKey) -> Vec<u8> {
    let change = match change {
        Change::Install => "install",
        Change::Remove => "remove",
        Change::RemoveAfterCheck => "remove-wait",
    };
    let lines = [change, &key.options, &key.key, &key.comment];
    lines.map(|line| format!("{}\n", Base64::encode_string(line.as_bytes()))).concat().into_bytes()
}

/// Says what the configuration has for this server. Nothing is connected.
pub fn show_settings(target: &Target, config: Option<&Path>, asks: SshAsks) -> SshCall {
    let mut arguments: Vec<OsString> = vec!["-G".into()];
    if let Some(config) = config {
        arguments.extend(["-F".into(), config.into()]);
    }
    arguments.extend(of_target(target));
    call(arguments, target, "exit", asks)
}

/// Connects and is not let in: what the server is, and that it is the one that is meant.
pub fn connect(target: &Target, own: Own, asks: SshAsks) -> SshCall {
    let options = options(target, own, &["PreferredAuthentications=none"]);
    call(options, target, "exit", asks)
}

/// Runs a command. A configuration that tries keys alone would keep out whoever has none there so far.
/// `by`: this private key is offered as well, before those of the configuration. `None` for a path that ssh would take
/// for another one.
pub fn run(
    (target, own): (&Target, Own),
    command: &str,
    by: Option<&Path>,
    asks: SshAsks,
) -> Option<SshCall> {
    let all = "PreferredAuthentications=gssapi-with-mic,hostbased,publickey,keyboard-interactive,password";
    let by = by.map(|by| identity(by).ok_or(())).transpose().ok()?;
    let more: Vec<&str> = [all].into_iter().chain(by.as_deref()).collect();
    Some(call(options(target, own, &more), target, command, asks))
}

/// Logs in with this private key, or not at all. `None` for a path that ssh would take for another one.
pub fn log_in(target: &Target, own: Own, key: &Path, asks: SshAsks) -> Option<SshCall> {
    let identity = identity(key)?;
    let only = [
        "PreferredAuthentications=publickey",
        "PubkeyAuthentication=yes",
        "IdentitiesOnly=yes",
        "IdentityAgent=none",
        &identity,
    ];
    Some(call(options(target, own, &only), target, &format!("echo {TRIED}"), asks))
}

/// ssh puts in what the environment has, and whatever else a percent sign stands for.
fn identity(key: &Path) -> Option<String> {
    let path = key.to_str().filter(|path| !path.contains("${"))?.replace('%', "%%");
    Some(format!("IdentityFile={}", config_value(&path)?))
}

fn options(target: &Target, own: Own, more: &[&str]) -> Vec<OsString> {
    let timeout = format!("ConnectTimeout={CONNECT_TIMEOUT}");
    let always = [
        // Whatever the configuration says: a connection of its own, which does nothing but this.
        "ControlMaster=no",
        "ControlPath=none",
        "RemoteCommand=none",
        "PermitLocalCommand=no",
        "ClearAllForwardings=yes",
        "Tunnel=no",
        // Questions are the person's to answer.
        "BatchMode=no",
        if own.is_strict { "StrictHostKeyChecking=yes" } else { "StrictHostKeyChecking=ask" },
        "UpdateHostKeys=no",
        "VisualHostKey=no",
        "FingerprintHash=sha256",
        &timeout,
    ];
    let mut arguments: Vec<OsString> = ["-v", "-T", "-x", "-a"].map(OsString::from).into();
    for option in more.iter().chain(&always).copied().chain(own.undone()) {
        arguments.extend(["-o".into(), option.into()]);
    }
    arguments.extend(of_target(target));
    arguments
}

/// The options that tell ssh the account, the port and the way.
pub fn of_target(target: &Target) -> Vec<OsString> {
    let mut arguments = Vec::new();
    if let Some(port) = target.port {
        arguments.extend(["-p".into(), port.to_string().into()]);
    }
    if let Some(user) = &target.user {
        arguments.extend(["-l".into(), user.into()]);
    }
    if let Some(jump) = &target.jump {
        arguments.extend(["-J".into(), jump.into()]);
    }
    arguments
}

fn call(mut arguments: Vec<OsString>, target: &Target, command: &str, asks: SshAsks) -> SshCall {
    arguments.extend(["--".into(), OsString::from(&target.host), command.into()]);
    SshCall { arguments, asks }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// cmd takes 8191 characters, of which the server needs some for its own.
    #[test]
    fn the_command_for_windows_fits_into_a_line() {
        let length = powershell().len();
        assert!(length < 8000, "{length}");
    }
}
