//! Pageant, PuTTY's agent: its window takes messages in memory that both share (PuTTY, windows/pageant.c).

use super::{Agent, AgentKind, Patience};
use crate::system::win32::{PageantWindow, find_pageant};
use std::io::{self, ErrorKind};
use zeroize::Zeroizing;

/// The running Pageant.
pub struct PageantAgent {
    window: PageantWindow,
}

impl PageantAgent {
    /// `None` where it does not run.
    pub fn running() -> Option<Self> {
        find_pageant().map(|window| Self { window })
    }
}

impl Agent for PageantAgent {
    fn kind(&self) -> AgentKind {
        AgentKind::Pageant
    }

    fn program(&self) -> Option<String> {
        Some("Pageant".to_owned())
    }

    fn ask(&self, message: &[u8], patience: Patience) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut shared = Zeroizing::new(vec![0; PageantWindow::ROOM]);
        let length = u32::try_from(message.len()).map_err(|_| ErrorKind::InvalidInput)?;
        let (head, body) = shared.split_at_mut(size_of::<u32>());
        head.copy_from_slice(&length.to_be_bytes());
        body.get_mut(..message.len()).ok_or(ErrorKind::InvalidInput)?.copy_from_slice(message);
        let answer = self.window.exchange(&shared, patience.time())?;
        let (length, body) = answer.split_first_chunk().ok_or(ErrorKind::InvalidData)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| ErrorKind::InvalidData)?;
        let answer = body.get(..length).filter(|answer| !answer.is_empty()).ok_or(ErrorKind::InvalidData)?;
        Ok(Zeroizing::new(answer.to_vec()))
    }
}
