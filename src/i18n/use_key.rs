//! “Use this key”.

use super::{Texts, say};
use crate::app::Panel;

impl Texts {
    /// The tab of something that can be done with a key.
    pub fn panel(&self, panel: Panel) -> String {
        match panel {
            Panel::Server => say!(self, "use-panel-server"),
            Panel::Service => say!(self, "use-panel-service"),
        }
    }
}
