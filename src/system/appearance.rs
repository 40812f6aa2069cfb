//! Whether the desktop is dark. winit knows on Windows and macOS; on Linux the settings portal
//! says (XDG Desktop Portal, org.freedesktop.appearance).

/// Calls `tell` with true for dark and false for light: once soon, and at every change. Never, on
/// systems where the window knows by itself and on desktops that have no such setting.
#[cfg(target_os = "linux")]
pub fn watch(tell: impl Fn(bool) + Send + 'static) {
    // Without a portal, or a thread to ask it, the window keeps its default.
    let _ = super::worker::start("appearance", move || {
        let _ = portal::watch(&tell);
    });
}

/// Does nothing: the window follows the system by itself here.
#[cfg(not(target_os = "linux"))]
pub fn watch(_tell: impl Fn(bool) + Send + 'static) {}

#[cfg(target_os = "linux")]
mod portal {
    use crate::system::portal;
    use zbus::blocking::Proxy;
    use zbus::zvariant::OwnedValue;

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    pub(super) fn watch(tell: &dyn Fn(bool)) -> zbus::Result<()> {
        let (changes, value) = portal::connect(|connection| {
            let settings =
                Proxy::new(connection, portal::NAME, portal::PATH, "org.freedesktop.portal.Settings")?;
            let changes = settings.receive_signal("SettingChanged")?;
            let value: OwnedValue = settings.call("Read", &(NAMESPACE, KEY))?;
            Ok((changes, value))
        })?;
        say(&value, tell);
        for change in changes {
            let body = change.body();
            let Ok((namespace, key, value)) = body.deserialize::<(String, String, OwnedValue)>() else {
                continue;
            };
            if namespace == NAMESPACE && key == KEY {
                say(&value, tell);
            }
        }
        Ok(())
    }

    /// 1 is dark, 2 is light, 0 no preference; older portals wrap it once more.
    fn say(value: &OwnedValue, tell: &dyn Fn(bool)) {
        let mut value = &**value;
        while let zbus::zvariant::Value::Value(inner) = value {
            value = inner;
        }
        if let Ok(scheme) = u32::try_from(value) {
            tell(scheme == 1);
        }
    }
}
