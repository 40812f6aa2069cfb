//! The side of drag and drop between programs on which things are dropped (XDND, version 5).

use crate::system::desktop::{Drag, DropList, DropProblem};
use crate::system::uri_list;
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectionError, ReplyError, ReplyOrIdError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, CreateWindowAux,
    EventMask, GetPropertyReply, Property, PropertyNotifyEvent, SelectionNotifyEvent, Timestamp, Window,
    WindowClass,
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
    /// The window on which things are dropped.
    window: Window,
    /// Gets what other programs send to it.
    proxy: Window,
    host: String,
    tell: &'a dyn Fn(Drag),
    held: Option<Held>,
    /// The windows at which the lists of the last drag arrive, if they do.
    requestors: Vec<Window>,
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
    /// It is to arrive at this window, which nothing else was asked for.
    Asked(Window),
    /// The other program does not say before the drop.
    Withheld,
    /// It comes in parts, at this window.
    Arriving(Window, Vec<u8>),
    Known(DropList),
}

impl<'a> DropTarget<'a> {
    pub(super) fn new(
        x: &'a RustConnection,
        atoms: Atoms,
        window: Window,
        proxy: Window,
        tell: &'a dyn Fn(Drag),
    ) -> Self {
        let host = whoami::hostname().unwrap_or_default();
        Self { x, atoms, window, proxy, host, tell, held: None, requestors: Vec::new() }
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

    pub(super) fn on_event(&mut self, event: Event) -> Result<(), ReplyOrIdError> {
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

    fn on_message(&mut self, message: &ClientMessageEvent) -> Result<(), ReplyOrIdError> {
        let kind = message.type_;
        let [source, _, time_of_drop, time, _] = message.data.as_data32();
        if kind == self.atoms.XdndEnter {
            return Ok(self.enter(message)?);
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
        if [self.window, self.proxy].contains(&source) {
            return Ok(()); // nothing is dragged from here, and these are watched for other things
        }
        for requestor in self.requestors.drain(..) {
            self.x.destroy_window(requestor)?;
        }
        let has_files =
            if flags & 1 == 0 { types.contains(&self.atoms.LIST) } else { self.is_in_the_types_of(source)? };
        // If it ends, it does not say that it left.
        self.watch(source, EventMask::STRUCTURE_NOTIFY)?;
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

    fn watch(&self, source: Window, events: EventMask) -> Result<(), ConnectionError> {
        let events = ChangeWindowAttributesAux::new().event_mask(events);
        self.x.change_window_attributes(source, &events).map(drop)
    }

    fn over(&mut self, time: Timestamp) -> Result<(), ReplyOrIdError> {
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

    fn drop(&mut self, time: Timestamp) -> Result<(), ReplyOrIdError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        (held.time, held.dropped) = (time, Some(Instant::now() + PATIENCE));
        match &mut held.list {
            _ if !held.has_files => Ok(self.give_up()?),
            List::Known(list) => {
                let list = std::mem::take(list);
                Ok(self.end(list)?)
            }
            List::Arriving(..) => Ok(()),
            // Some answer nothing, or what they are asked next, while they drag.
            List::Unknown | List::Asked(_) | List::Withheld => self.ask(),
        }
    }

    /// Each time at a window of its own: so no list is mixed with one that was asked for before.
    fn ask(&mut self) -> Result<(), ReplyOrIdError> {
        let Some(held) = &mut self.held else { return Ok(()) };
        let requestor = self.x.generate_id()?;
        let parts = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        let (depth, class, visual) = (0, WindowClass::INPUT_ONLY, x11rb::COPY_FROM_PARENT);
        self.x.create_window(depth, requestor, self.proxy, 0, 0, 1, 1, 0, class, visual, &parts)?;
        self.requestors.push(requestor);
        held.list = List::Asked(requestor);
        let Atoms { XdndSelection, LIST, PLACE, .. } = self.atoms;
        self.x.convert_selection(requestor, XdndSelection, LIST, PLACE, held.time)?;
        Ok(())
    }

    fn on_answer(&mut self, answer: &SelectionNotifyEvent) -> Result<(), ReplyError> {
        let Some(Held { list: List::Asked(requestor), .. }) = self.held else { return Ok(()) };
        if answer.requestor != requestor || answer.selection != self.atoms.XdndSelection {
            return Ok(());
        }
        if answer.property == x11rb::NONE {
            return Ok(self.withheld()?);
        }
        let part = self.part(requestor)?;
        if part.type_ == x11rb::NONE {
            return Ok(self.withheld()?);
        }
        if part.type_ == self.atoms.INCR {
            self.arriving(requestor, Vec::new());
            return Ok(());
        }
        Ok(self.known(if part.bytes_after == 0 {
            uri_list::read(&part.value, &self.host)
        } else {
            too_long()
        })?)
    }

    fn withheld(&mut self) -> Result<(), ConnectionError> {
        match &mut self.held {
            Some(held) if held.dropped.is_none() => {
                held.list = List::Withheld;
                Ok(())
            }
            _ => self.give_up(),
        }
    }

    /// A part of a list that comes in parts. The last one is empty.
    fn on_part(&mut self, change: &PropertyNotifyEvent) -> Result<(), ReplyError> {
        let is_part = change.atom == self.atoms.PLACE && change.state == Property::NEW_VALUE;
        let Some(Held { list: List::Arriving(requestor, bytes), .. }) = &mut self.held else {
            return Ok(());
        };
        let requestor = *requestor;
        if !is_part || change.window != requestor {
            return Ok(());
        }
        let mut bytes = std::mem::take(bytes);
        let part = self.part(requestor)?;
        // One that was added to the part before was read with it, and so is nothing by itself.
        let is_last = part.type_ != x11rb::NONE && part.value.is_empty();
        if is_last {
            return Ok(self.known(uri_list::read(&bytes, &self.host))?);
        }
        bytes.extend_from_slice(&part.value);
        if part.bytes_after > 0 || bytes.len() > LONGEST {
            return Ok(self.known(too_long())?);
        }
        self.arriving(requestor, bytes);
        Ok(())
    }

    fn arriving(&mut self, at: Window, bytes: Vec<u8>) {
        if let Some(held) = &mut self.held {
            held.list = List::Arriving(at, bytes);
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
        use DropProblem::{Elsewhere, NotAFile};
        let is_read = !list.files.is_empty()
            || list.problems.iter().any(|problem| matches!(problem, Elsewhere { .. } | NotAFile { .. }));
        let action = if is_read { self.atoms.XdndActionCopy } else { x11rb::NONE };
        self.answer(self.atoms.XdndFinished, [is_read.into(), action, 0, 0])?;
        self.forget()?;
        (self.tell)(Drag::Dropped(list));
        Ok(())
    }

    /// It has left the window, or the other program has ended.
    fn let_go(&mut self) -> Result<(), ConnectionError> {
        match &self.held {
            Some(held) if held.dropped.is_some() => return self.give_up(),
            Some(_) => (self.tell)(Drag::Left),
            None => {}
        }
        self.forget()
    }

    fn forget(&mut self) -> Result<(), ConnectionError> {
        match self.held.take() {
            Some(held) => self.watch(held.source, EventMask::NO_EVENT),
            None => Ok(()),
        }
    }

    /// Tells the other program, in the name of the window that it speaks of.
    fn answer(&self, kind: Atom, [first, second, third, fourth]: [u32; 4]) -> Result<(), ConnectionError> {
        let Some(Held { source, over, .. }) = self.held else { return Ok(()) };
        let data = [over, first, second, third, fourth];
        let message = ClientMessageEvent::new(32, source, kind, data);
        self.x.send_event(false, source, EventMask::NO_EVENT, message).map(drop)
    }

    /// What the other program has sent, which makes room for the next part.
    fn part(&self, requestor: Window) -> Result<GetPropertyReply, ReplyError> {
        self.x.get_property(true, requestor, self.atoms.PLACE, AtomEnum::ANY, 0, LONGEST as u32 / 4)?.reply()
    }
}

fn too_long() -> DropList {
    DropList { files: Vec::new(), problems: vec![DropProblem::TooLong] }
}
