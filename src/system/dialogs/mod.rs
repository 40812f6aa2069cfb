//! The system's file dialogs. On Linux nothing that takes time is done on the window's thread. Elsewhere
//! dialogs have to be opened there, and the folder in which they start is looked for before that.

#[cfg(target_os = "linux")]
mod chooser;
#[cfg(target_os = "linux")]
mod closing;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod others;
#[cfg(target_os = "linux")]
mod parent;
#[cfg(target_os = "linux")]
mod zenity;

#[cfg(target_os = "linux")]
pub use linux::SystemDialogs;
#[cfg(not(target_os = "linux"))]
pub use others::SystemDialogs;

use std::path::{Path, PathBuf};
use std::time::Duration;

/// What shows a dialog often answers the same when the person closed it and when it could not be shown.
/// Nobody closes a dialog so soon after asking for it.
const SOONER_THAN_A_PERSON: Duration = Duration::from_millis(350);

/// Where a dialog starts that shall start in `folder`, which may not be there yet.
fn nearest_folder(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::nearest_folder;

    #[test]
    fn a_dialog_starts_above_a_folder_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        assert_eq!(nearest_folder(here).as_deref(), Some(here));
        assert_eq!(nearest_folder(&here.join("keys-converted/all")).as_deref(), Some(here));
        assert_eq!(nearest_folder("not there".as_ref()), None);
    }
}
