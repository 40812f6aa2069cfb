//! The dialogs of the desktop's portal (XDG Desktop Portal, org.freedesktop.portal.FileChooser). They end
//! with our connection to the bus, so with this program.

use super::SOONER_THAN_A_PERSON;
use super::closing::Closing;
use super::linux::{Answer, Request, Wanted};
use super::parent::Parent;
use crate::system::desktop::DialogAnswer;
use crate::system::file_uri::file_at;
use crate::system::memory::OpenToPortals;
use crate::system::{portal, worker};
use futures_lite::{StreamExt as _, future};
use std::collections::HashMap;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use zbus::proxy::SignalStream;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Message, Proxy};

/// The version from which on its dialogs for opening start in a folder; those for saving always did.
pub(super) const OPENS_IN_A_FOLDER: u32 = 4;

const INTERFACE: &str = "org.freedesktop.portal.FileChooser";
const REQUEST: &str = "org.freedesktop.portal.Request";
/// A portal that takes longer is given up where something else can show a dialog.
const PATIENCE: Duration = Duration::from_secs(4);

/// Which version there is; `None` where there is none, or none that answers.
pub(super) fn version(is_something_else_here: bool) -> Option<u32> {
    let (sender, version) = mpsc::channel();
    worker::start("portal", move || drop(sender.send(ask_version()))).ok()?;
    let patience = if is_something_else_here { PATIENCE } else { OpenToPortals::LONGEST };
    version.recv_timeout(patience).ok()?.ok()
}

fn ask_version() -> zbus::Result<u32> {
    let connection = portal::connection().ok_or(zbus::Error::InterfaceNotFound)?;
    let properties = "org.freedesktop.DBus.Properties";
    let properties = zbus::blocking::Proxy::new(connection, portal::NAME, portal::PATH, properties)?;
    let version: OwnedValue = properties.call("Get", &(INTERFACE, "version"))?;
    Ok(u32::try_from(version)?)
}

/// Shows the dialog and waits for its end.
pub(super) fn ask(request: &Request, parent: &Parent, closing: &Closing) -> Answer {
    let Some(connection) = portal::connection() else { return DialogAnswer::Unavailable };
    let answer = pollster::block_on(show(connection.inner(), request, parent, closing));
    answer.unwrap_or(DialogAnswer::Unavailable)
}

async fn show(
    connection: &Connection,
    request: &Request,
    parent: &Parent,
    closing: &Closing,
) -> zbus::Result<Answer> {
    let asked = Instant::now();
    let token = token();
    let mut dialog = Dialog::at(connection, expected_handle(connection, &token)).await?;
    let parent = parent.name();
    let chooser = Proxy::new(connection, portal::NAME, portal::PATH, INTERFACE).await?;
    let method = if matches!(request.wanted, Wanted::NewFile(_)) { "SaveFile" } else { "OpenFile" };
    let handle: OwnedObjectPath = {
        let _open = OpenToPortals::new();
        chooser.call(method, &(&parent.name, &request.title, options(request, &token))).await?
    };
    if dialog.request.path() != &*handle {
        // As in versions before 0.9.
        dialog = Dialog::at(connection, handle.to_string()).await?;
    }
    let mut owners = chooser.receive_owner_changed().await?;
    let answered = async { dialog.responses.next().await.map(Some).ok_or(zbus::Error::InterfaceNotFound) };
    let closed = async {
        closing.closed().await;
        Ok(None)
    };
    // Its dialogs end with it, and another one knows nothing of them.
    let ended = async {
        owners.next().await;
        Err(zbus::Error::InterfaceNotFound)
    };
    match future::or(answered, future::or(closed, ended)).await? {
        Some(response) => answer(&response, asked.elapsed()),
        None => {
            let _: () = dialog.request.call("Close", &()).await?;
            Ok(DialogAnswer::Cancelled)
        }
    }
}

/// A dialog, which is to be listened to before it is asked for.
struct Dialog<'a> {
    request: Proxy<'a>,
    responses: SignalStream<'a>,
}

impl<'a> Dialog<'a> {
    async fn at(connection: &Connection, handle: String) -> zbus::Result<Self> {
        let request = Proxy::new(connection, portal::NAME, handle, REQUEST).await?;
        let responses = request.receive_signal("Response").await?;
        Ok(Self { request, responses })
    }
}

/// No two dialogs have the same.
fn token() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("keywright_{}", since.as_nanos())
}

fn expected_handle(connection: &Connection, token: &str) -> String {
    let name = connection.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_"));
    format!("{}/request/{}/{token}", portal::PATH, name.unwrap_or_default())
}

fn options<'a>(request: &'a Request, token: &'a str) -> HashMap<&'static str, Value<'a>> {
    let mut options = HashMap::from([("handle_token", Value::from(token))]);
    if let Some(folder) = &request.folder {
        let mut bytes = folder.as_os_str().as_bytes().to_vec();
        bytes.push(0);
        options.insert("current_folder", bytes.into());
    }
    match &request.wanted {
        Wanted::File => None,
        Wanted::Files => options.insert("multiple", true.into()),
        Wanted::Folder => options.insert("directory", true.into()),
        Wanted::NewFile(name) => options.insert("current_name", name.as_str().into()),
    };
    options
}

/// 0 is a choice, 1 “Cancel”, and anything else the cross of its window, or that none could be shown.
fn answer(response: &Message, after: Duration) -> zbus::Result<Answer> {
    let (code, mut results): (u32, HashMap<String, OwnedValue>) = response.body().deserialize()?;
    Ok(match code {
        0 => {
            let uris = results.remove("uris").map(Vec::<String>::try_from).transpose()?;
            chosen(&uris.unwrap_or_default(), &whoami::hostname().unwrap_or_default())
        }
        1 => DialogAnswer::Cancelled,
        _ if after < SOONER_THAN_A_PERSON => DialogAnswer::Unavailable,
        _ => DialogAnswer::Cancelled,
    })
}

/// All of what the person chose, or nothing of it.
fn chosen(uris: &[String], host: &str) -> Answer {
    let paths: Result<Vec<PathBuf>, _> = uris.iter().map(|uri| file_at(uri.as_bytes(), host)).collect();
    match paths {
        Ok(paths) if !paths.is_empty() => DialogAnswer::Chosen(paths),
        _ => DialogAnswer::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::{DialogAnswer, chosen};
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    fn answer(uris: &[&str]) -> super::Answer {
        chosen(&uris.iter().map(|uri| (*uri).to_owned()).collect::<Vec<_>>(), "desk")
    }

    #[test]
    fn names_survive_whatever_they_hold() {
        let path = |name: &[u8]| OsString::from_vec(name.to_vec()).into();
        let paths = [&b"/a/b|c  "[..], b"/a/\n%", b"/a/\xe4", b"/d"].map(path).to_vec();
        let uris = ["file:///a/b%7Cc%20%20", "file:///a/%0A%25", "file:///a/%E4", "file://desk/d"];
        assert_eq!(answer(&uris), DialogAnswer::Chosen(paths));
    }

    #[test]
    fn what_cannot_be_opened_here_is_not_left_out_without_a_word() {
        for uris in [
            &["sftp://server/a"][..],
            &["file:///a", "sftp://server/a"],
            &["file://server/a", "file:///a"],
            &[],
        ] {
            assert_eq!(answer(uris), DialogAnswer::Unavailable, "{uris:?}");
        }
    }
}
