//! The side of drag and drop between programs on which things are dropped (XDND, version 5).

use crate::system::desktop::{Drag, DropList, DropProblem};
use crate::system::uri_list;
use std::time::{Duration, Instant};
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask,
    GetPropertyReply, Property, PropertyNotifyEvent, SelectionNotifyEvent, Timestamp, Window,
};
use x11rb::rust_connection::RustConnection;

x11rb::atom_manager! {
    /// What things are called between programs.
    pub(super) Atoms: AtomsCookie {
        XdndActionCopy,
        XdndAware,
        XdndDrop,
        XdndEnter,
        XdndFinished,
        XdndLeave,
        XdndPosition,
        XdndProxy,
        XdndSelection,
        XdndStatus,
        XdndTypeList,
        INCR,
        LIST: b"text/uri-list",
        PLACE: b"KEYWRIGHT_DROP",
    }
}

/// Bytes of a list that are read: that is tens of thousands of files.
const LONGEST: usize = 4 << 20;
/// Types that a program may offer beside each other.
const MOST_TYPES: u32 = 1024;
/// How long another program may take to send the list after the drop, or the next part of it.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct DropTarget<'a> {
    x: &'a RustConnection,
    atoms: Atoms,
    /// Gets what other programs send.
    proxy: Window,
    host: String,
    tell: &'a dyn Fn(Drag),
    held: Option<Held>,
}

/// What is over the window.
struct Held {
    /// Of the other program.
    source: Window,
    /// The window that the other program speaks of.
    over: Window,
    has_files: bool,
    list: List,
    /// When it was moved or dropped last.
    time: Timestamp,
    /// It was dropped; after this time nobody waits for the list any more.
    dropped: Option<Instant>,
}

/// How much is known of what is dragged.
enum List {
    Unknown,
    /// Asked for at this time, and whether it was dropped by then.
    Asked(Timestamp, bool),
    /// The other program does not say before the drop.
    Withheld,
    /// It comes in parts.
    Arriving(Vec<u8>),
    Known(DropList),
}

impl<'a> DropTarget<'a> {
    pub(super) fn new(x: &'a RustConnection, atoms: Atoms, proxy: Window, tell: &'a dyn Fn(Drag)) -> Self {
        let host = whoami::hostname().unwrap_or_default();
        Self { x, atoms, proxy, host, tell, held: None }
    }

    pub(super) fn waits_until(&self) -> Option<Instant> {
        self.held.as_ref()?.dropped
    }

    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.waits_until().is_some_and(|until| until <= now)
    }

    /// The other program did not send the list.
    pub(super) fn give_up(&mut self) -> Result<(), ConnectionError> {
        self.end(DropList { files: Vec::new(), problems: vec![DropProblem::NoList] })
    }

    pub(super) fn on_event(&mut self, event: Event) -> Result<(), ReplyError> {
        match event {
            Event::ClientMessage(message) if message.format == 32 => self.on_message(&message)?,
            Event::SelectionNotify(answer) => self.on_answer(&answer)?,
            Event::PropertyNotify(change) => self.on_part(&change)?,
            Event::DestroyNotify(gone)
                if self.held.as_ref().is_some_and(|held| held.source == gone.window) =>
            {
                self.let_go()?;
            }
            // Errors too: the other program may have ended at any time.
            _ => {}
        }
        Ok(())
    }

    fn on_message(&mut self, message: &ClientMessageEvent) -> Result<(), ReplyError> {
        let kind = message.type_;
        let [source, _, time_of_drop, time, _] = message.data.as_data32();
        if kind == self.atoms.XdndEnter {
            return self.enter(message);
        }
        if self.held.as_ref().is_none_or(|held| held.source != source || held.dropped.is_some()) {
            return Ok(());
        }
        if kind == self.atoms.XdndPosition {
            self.over(time)?;
        } else if kind == self.atoms.XdndLeave {
            self.let_go()?;
        } else if kind == self.atoms.XdndDrop {
            self.drop(time_of_drop)?;
        }
        Ok(())
    }

    fn enter(&mut self, message: &ClientMessageEvent) -> Result<(), ReplyError> {
        self.let_go()?;
        let [source, flags, types @ ..] = message.data.as_data32();
        let has_files =
            if flags & 1 == 0 { types.contains(&self.atoms.LIST) } else { self.is_in_the_types_of(source)? };
        // If it ends, it does not say that it left.
        let ends = ChangeWindowAttributesAux::new().event_mask(EventMask::STRUCTURE_NOTIFY);
        self.x.change_window_attributes(source, &ends)?;
        self.held = Some(Held {
            source,
            over: message.window,
            has_files,
            list: List::Unknown,
            time: 0,
            dropped: None,
        });
        Ok(())
    }

    /// More than three types are in a property of the other program.
    fn is_in_the_types_of(&self, source: Window) -> Result<bool, ReplyError> {
        let Atoms { XdndTypeList, LIST, .. } = self.atoms;
        match self.x.get_property(false, source, XdndTypeList, AtomEnum::ATOM, 0, MOST_TYPES)?.reply() {
            Ok(types) => Ok(types.value32().is_some_and(|mut types| types.any(|kind| kind == LIST))),
            // It has ended.
            Err(ReplyError::X11Error(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn over(&mut self, time: Timestamp) -> Result<(), ConnectionError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        held.time = time;
        let is_new = held.has_files && matches!(held.list, List::Unknown);
        let (flags, action) = if held.has_files { (1, self.atoms.XdndActionCopy) } else { (0, x11rb::NONE) };
        // The same anywhere in the window, so no place in it is named.
        self.answer(self.atoms.XdndStatus, [flags, 0, 0, action])?;
        if is_new {
            (self.tell)(Drag::Over(DropList::default()));
            self.ask()?;
        }
        Ok(())
    }

    fn drop(&mut self, time: Timestamp) -> Result<(), ConnectionError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        (held.time, held.dropped) = (time, Some(Instant::now() + PATIENCE));
        match &mut held.list {
            _ if !held.has_files => self.give_up(),
            List::Known(list) => {
                let list = std::mem::take(list);
                self.end(list)
            }
            List::Asked(..) | List::Arriving(_) => Ok(()),
            List::Unknown | List::Withheld => self.ask(),
        }
    }

    fn ask(&mut self) -> Result<(), ConnectionError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        held.list = List::Asked(held.time, held.dropped.is_some());
        let Atoms { XdndSelection, LIST, PLACE, .. } = self.atoms;
        self.x.convert_selection(self.proxy, XdndSelection, LIST, PLACE, held.time).map(drop)
    }

    fn on_answer(&mut self, answer: &SelectionNotifyEvent) -> Result<(), ReplyError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        let List::Asked(time, when_dropped) = held.list else { return Ok(()) };
        // An answer to what was asked of an earlier drag is not wanted.
        let is_wanted = answer.time == time || answer.time == x11rb::CURRENT_TIME;
        if !is_wanted || answer.selection != self.atoms.XdndSelection {
            return Ok(());
        }
        if answer.property == x11rb::NONE {
            held.list = List::Withheld;
            return match held.dropped {
                Some(_) if when_dropped => Ok(self.give_up()?),
                Some(_) => Ok(self.ask()?),
                None => Ok(()),
            };
        }
        let part = self.part()?;
        if part.type_ == self.atoms.INCR {
            self.arriving(Vec::new());
            return Ok(());
        }
        Ok(self.known(if part.bytes_after == 0 {
            uri_list::read(&part.value, &self.host)
        } else {
            too_long()
        })?)
    }

    /// A part of a list that comes in parts. The last one is empty.
    fn on_part(&mut self, change: &PropertyNotifyEvent) -> Result<(), ReplyError> {
        let is_part = change.atom == self.atoms.PLACE && change.state == Property::NEW_VALUE;
        let Some(Held { list: List::Arriving(bytes), .. }) = self.held.as_mut().filter(|_| is_part) else {
            return Ok(());
        };
        let mut bytes = std::mem::take(bytes);
        let part = self.part()?;
        if part.value.is_empty() {
            return Ok(self.known(uri_list::read(&bytes, &self.host))?);
        }
        bytes.extend_from_slice(&part.value);
        if part.bytes_after > 0 || bytes.len() > LONGEST {
            return Ok(self.known(too_long())?);
        }
        self.arriving(bytes);
        Ok(())
    }

    fn arriving(&mut self, bytes: Vec<u8>) {
        if let Some(held) = &mut self.held {
            held.list = List::Arriving(bytes);
            held.dropped = held.dropped.map(|_| Instant::now() + PATIENCE);
        }
    }

    fn known(&mut self, list: DropList) -> Result<(), ConnectionError> {
        match &mut self.held {
            Some(held) if held.dropped.is_none() => {
                (self.tell)(Drag::Over(list.clone()));
                held.list = List::Known(list);
                Ok(())
            }
            _ => self.end(list),
        }
    }

    fn end(&mut self, list: DropList) -> Result<(), ConnectionError> {
        let is_read = list.problems != [DropProblem::NoList];
        let action = if is_read { self.atoms.XdndActionCopy } else { x11rb::NONE };
        self.answer(self.atoms.XdndFinished, [is_read.into(), action, 0, 0])?;
        self.held = None;
        (self.tell)(Drag::Dropped(list));
        Ok(())
    }

    /// It has left the window, or the other program has ended.
    fn let_go(&mut self) -> Result<(), ConnectionError> {
        match &self.held {
            Some(held) if held.dropped.is_some() => self.give_up()?,
            Some(_) => (self.tell)(Drag::Left),
            None => {}
        }
        self.held = None;
        Ok(())
    }

    /// Tells the other program, in the name of the window that it speaks of.
    fn answer(&self, kind: Atom, [first, second, third, fourth]: [u32; 4]) -> Result<(), ConnectionError> {
        let Some(Held { source, over, .. }) = self.held else { return Ok(()) };
        let data = [over, first, second, third, fourth];
        let message = ClientMessageEvent::new(32, source, kind, data);
        self.x.send_event(false, source, EventMask::NO_EVENT, message).map(drop)
    }

    /// What the other program has sent, which makes room for the next part.
    fn part(&self) -> Result<GetPropertyReply, ReplyError> {
        self.x.get_property(true, self.proxy, self.atoms.PLACE, AtomEnum::ANY, 0, LONGEST as u32 / 4)?.reply()
    }
}

fn too_long() -> DropList {
    DropList { files: Vec::new(), problems: vec![DropProblem::TooLong] }
}
