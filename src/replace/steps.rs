//! What may be done in which order.

use super::{
    Configuration, KeyInFile, MOST_SERVERS, Refused, Removal, Replacement, Server, ServerState, Step,
};
use crate::key::PublicKey;
use crate::remote::Target;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::path::PathBuf;

/// How long the old key is kept if nobody says otherwise.
const DAYS_KEPT: i64 = 30;

impl Replacement {
    /// From this key to that one.
    ///
    /// # Errors
    /// [`Refused::SameKey`], also for the same file; [`Refused::Path`].
    pub fn start(old: KeyInFile, new: KeyInFile) -> Result<Self, Refused> {
        if old.key.is_same_key(&new.key) || old.file == new.file {
            return Err(Refused::SameKey);
        }
        if old.file.to_str().is_none() || new.file.to_str().is_none() {
            return Err(Refused::Path);
        }
        let (configuration, keep_until) = (Configuration::Before, None);
        Ok(Self { old, new, servers: Vec::new(), configuration, keep_until, moved: Vec::new() })
    }

    /// The key that goes.
    pub fn old(&self) -> &KeyInFile {
        &self.old
    }

    /// The key that stays.
    pub fn new_key(&self) -> &KeyInFile {
        &self.new
    }

    /// Whether it is about this key.
    pub fn concerns(&self, key: &PublicKey) -> bool {
        self.old.key.is_same_key(key) || self.new.key.is_same_key(key)
    }

    /// Where the old key is replaced, in the order in which they were chosen.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// How far it is on this server; `None` where it is not in the list.
    pub fn state(&self, target: &Target) -> Option<ServerState> {
        self.servers.iter().find(|server| server.target == *target).map(|server| server.state)
    }

    /// Whether ssh's configuration names the new key.
    pub fn configuration(&self) -> Configuration {
        self.configuration
    }

    /// The day from which the old key may go, once it is known.
    pub fn keep_until(&self) -> Option<Date> {
        self.keep_until
    }

    /// The old files and what they are called now, once they were moved.
    pub fn moved(&self) -> &[(PathBuf, PathBuf)] {
        &self.moved
    }

    /// The first step that is not complete.
    pub fn step(&self, today: Date) -> Step {
        let is_any = |state: fn(&ServerState) -> bool| self.servers.iter().any(|one| state(&one.state));
        let is_looked_at = self.configuration != Configuration::Before;
        if !self.moved.is_empty() {
            Step::Done
        } else if is_any(is_waiting) || (self.servers.is_empty() && !is_looked_at) {
            Step::Servers
        } else if !is_looked_at {
            Step::Configuration
        } else if self.kept(today).is_some() {
            Step::Keep
        } else if is_any(has_both) {
            Step::Remove
        } else {
            Step::MoveAside
        }
    }

    /// The day until which the old key is kept, if that is not over.
    fn kept(&self, today: Date) -> Option<Date> {
        self.keep_until.filter(|day| *day > today)
    }

    /// Whether the old key was removed from a server.
    pub fn has_removed(&self) -> bool {
        self.servers.iter().any(|server| matches!(server.state, ServerState::OldKeyRemoved(_)))
    }

    fn refuse_after_move(&self) -> Result<(), Refused> {
        if self.moved.is_empty() { Ok(()) } else { Err(Refused::TooLate) }
    }

    fn server(&mut self, target: &Target) -> Result<&mut Server, Refused> {
        self.servers.iter_mut().find(|server| server.target == *target).ok_or(Refused::NotThere)
    }

    /// The old key is to be replaced there as well.
    ///
    /// # Errors
    /// [`Refused::Known`], [`Refused::TooMany`], [`Refused::TooLate`].
    pub fn add(&mut self, target: Target) -> Result<(), Refused> {
        self.refuse_after_move()?;
        if self.state(&target).is_some() {
            return Err(Refused::Known);
        }
        if self.servers.len() >= MOST_SERVERS {
            return Err(Refused::TooMany);
        }
        self.servers.push(Server { target, state: ServerState::Waiting });
        self.look_again();
        Ok(())
    }

    /// It is not to be replaced there. Nothing was done there yet.
    ///
    /// # Errors
    /// [`Refused::NotThere`], also where something was done.
    pub fn take_out(&mut self, target: &Target) -> Result<(), Refused> {
        match self.state(target) {
            Some(ServerState::Waiting) => {
                self.servers.retain(|server| server.target != *target);
                Ok(())
            }
            _ => Err(Refused::NotThere),
        }
    }

    /// There is no such server any more, or the person looks after it alone.
    ///
    /// # Errors
    /// [`Refused::NotThere`], also where the old key was removed; [`Refused::TooLate`].
    pub fn skip(&mut self, target: &Target) -> Result<(), Refused> {
        self.refuse_after_move()?;
        let server = self.server(target)?;
        match server.state {
            ServerState::Waiting | ServerState::NewKeyWorks(_) => {
                server.state = ServerState::Skipped;
                Ok(())
            }
            ServerState::OldKeyRemoved(_) | ServerState::Skipped => Err(Refused::NotThere),
        }
    }

    /// A server that was skipped is to be done after all.
    ///
    /// # Errors
    /// [`Refused::NotThere`], [`Refused::TooLate`].
    pub fn no_longer_skip(&mut self, target: &Target) -> Result<(), Refused> {
        self.refuse_after_move()?;
        let server = self.server(target)?;
        if server.state != ServerState::Skipped {
            return Err(Refused::NotThere);
        }
        server.state = ServerState::Waiting;
        self.look_again();
        Ok(())
    }

    /// ssh's configuration is looked at once more, and the old key kept for a while from then on.
    fn look_again(&mut self) {
        (self.configuration, self.keep_until) = (Configuration::Before, None);
    }

    /// The new key alone has just let the person in there.
    ///
    /// # Errors
    /// [`Refused::NotThere`], also where the old key is gone already.
    pub fn new_key_works(&mut self, target: &Target, today: Date) -> Result<(), Refused> {
        let server = self.server(target)?;
        match server.state {
            ServerState::Waiting | ServerState::NewKeyWorks(_) | ServerState::Skipped => {
                server.state = ServerState::NewKeyWorks(today);
                Ok(())
            }
            ServerState::OldKeyRemoved(_) => Err(Refused::NotThere),
        }
    }

    /// Whether ssh's configuration may name the new key.
    ///
    /// # Errors
    /// [`Refused::NotTried`] while a server waits: its login would break; [`Refused::TooLate`].
    pub fn may_configure(&self) -> Result<(), Refused> {
        self.refuse_after_move()?;
        if self.servers.iter().any(|server| is_waiting(&server.state)) {
            return Err(Refused::NotTried);
        }
        Ok(())
    }

    /// ssh's configuration is complete for the new key, or is to stay as it is. From now on the old key is kept for
    /// a while, unless a day was chosen before.
    ///
    /// # Errors
    /// See [`Self::may_configure`].
    pub fn configured(&mut self, how: Configuration, today: Date) -> Result<(), Refused> {
        self.may_configure()?;
        self.configuration = how;
        if how != Configuration::Before && self.keep_until.is_none() {
            self.keep_until = Some(today.saturating_add(DAYS_KEPT.days()));
        }
        Ok(())
    }

    /// ssh's configuration was put back: it names the old key.
    ///
    /// # Errors
    /// [`Refused::TooLate`] once the old key is gone from a server.
    pub fn configured_back(&mut self) -> Result<(), Refused> {
        self.refuse_after_move()?;
        if self.has_removed() {
            return Err(Refused::TooLate);
        }
        self.look_again();
        Ok(())
    }

    /// The old key is kept until this day, chosen by the person; until today if it shall go now.
    ///
    /// # Errors
    /// [`Refused::NotConfigured`]: nobody knows before then whether the new key is used; [`Refused::TooLate`].
    pub fn keep(&mut self, until: Date) -> Result<(), Refused> {
        self.refuse_after_move()?;
        if self.configuration == Configuration::Before {
            return Err(Refused::NotConfigured);
        }
        self.keep_until = Some(until);
        Ok(())
    }

    /// Removing the old key from this server, if that may be done today.
    ///
    /// # Errors
    /// [`Refused::NotThere`], [`Refused::NotTried`], [`Refused::NotConfigured`], [`Refused::Kept`],
    /// [`Refused::TooLate`].
    pub fn removal(&self, target: &Target, today: Date) -> Result<Removal, Refused> {
        self.refuse_after_move()?;
        match self.state(target).ok_or(Refused::NotThere)? {
            ServerState::NewKeyWorks(_) => {}
            ServerState::Waiting | ServerState::Skipped => return Err(Refused::NotTried),
            ServerState::OldKeyRemoved(_) => return Err(Refused::NotThere),
        }
        if self.configuration == Configuration::Before {
            return Err(Refused::NotConfigured);
        }
        if let Some(day) = self.kept(today) {
            return Err(Refused::Kept(day));
        }
        let (old, new) = (self.old.key.clone(), self.new.file.clone());
        Ok(Removal { target: target.clone(), old, new })
    }

    /// That was done, after the new key was tried once more.
    ///
    /// # Errors
    /// As [`Self::removal`].
    pub fn old_key_removed(&mut self, target: &Target, today: Date) -> Result<(), Refused> {
        self.removal(target, today)?;
        self.server(target)?.state = ServerState::OldKeyRemoved(today);
        Ok(())
    }

    /// Whether the files of the old key may be moved aside.
    ///
    /// # Errors
    /// [`Refused::NotTried`], [`Refused::NotConfigured`], [`Refused::Kept`], [`Refused::StillUsed`],
    /// [`Refused::TooLate`].
    pub fn may_move_aside(&self, today: Date) -> Result<(), Refused> {
        self.may_configure()?;
        if self.configuration == Configuration::Before {
            return Err(Refused::NotConfigured);
        }
        if let Some(day) = self.kept(today) {
            return Err(Refused::Kept(day));
        }
        match self.servers.iter().any(|server| has_both(&server.state)) {
            true => Err(Refused::StillUsed),
            false => Ok(()),
        }
    }

    /// They were: each old name with the new one.
    ///
    /// # Errors
    /// As [`Self::may_move_aside`]; [`Refused::NotThere`] for no files; [`Refused::Path`].
    pub fn moved_aside(&mut self, files: Vec<(PathBuf, PathBuf)>, today: Date) -> Result<(), Refused> {
        self.may_move_aside(today)?;
        if files.is_empty() {
            return Err(Refused::NotThere);
        }
        if files.iter().any(|(from, to)| from.to_str().is_none() || to.to_str().is_none()) {
            return Err(Refused::Path);
        }
        self.moved = files;
        Ok(())
    }

    /// They have their names again.
    ///
    /// # Errors
    /// [`Refused::NotThere`] where none were moved.
    pub fn moved_back(&mut self) -> Result<(), Refused> {
        if self.moved.is_empty() {
            return Err(Refused::NotThere);
        }
        self.moved.clear();
        Ok(())
    }
}

fn is_waiting(state: &ServerState) -> bool {
    *state == ServerState::Waiting
}

/// Both keys let the person in.
fn has_both(state: &ServerState) -> bool {
    matches!(state, ServerState::NewKeyWorks(_))
}
