#!/usr/bin/python3
"""drop.py [OPTION...] WINDOW FILE...: drags files to the middle of a window, as a file manager does (XDND 5).

Ends well once the window has said that it took them, or with --refused that it did not.

--list=LIST  what is dragged is in this file, as text/uri-list has it
--parts      sends it in parts
--append     writes each part in two steps, without waiting between them
--many       offers more types than an XdndEnter has room for
--again      drags a second time before it answers what it was asked the first time
--busy       answers nothing before the drop
--forgets    says that the list is there, but does not write it
--refused    expects that the window does not take it
--fidgets    moves its own window to and fro afterwards
--plain      knows no windows that take drops for others (XdndProxy)
--late       does not say what it drags before it is dropped
--silent     never says it
--leaves     says "over" once the window takes it; at a line on standard input leaves again
--ends       the same, but ends then without a word
"""
import argparse
import select
import sys
import time
import urllib.parse

from Xlib import X, Xatom, display
from Xlib.protocol import event

PATIENCE = 30.0
# A list in parts has so many, each of so many bytes at least.
PARTS, PART = 64, 40
# What is dragged first with --again.
OLDER = b"file:///home/ann/older\r\n"


def takes_drops(screen, window):
    """The window that the program drew, inside the frame that the window manager put around it."""
    if window.get_full_property(screen.intern_atom("XdndAware"), X.AnyPropertyType):
        return window
    for child in window.query_tree().children:
        found = takes_drops(screen, child)
        if found:
            return found
    return None


def proxy_of(screen, window):
    """The window that takes drops for this one."""
    def named_by(one):
        found = one.get_full_property(screen.intern_atom("XdndProxy"), X.AnyPropertyType)
        return found.value[0] if found else None
    proxy = named_by(window)
    if not proxy:
        return window
    proxy = screen.create_resource_object("window", proxy)
    if named_by(proxy) != proxy.id or not takes_drops(screen, proxy):
        sys.exit("its proxy is none")
    return proxy


class Drag:
    def __init__(self, screen, target, uris, how):
        self.screen, self.target, self.uris, self.how = screen, target, uris, how
        self.hears = target if how.plain else proxy_of(screen, target)
        root = screen.screen().root
        self.source = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
        self.source.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        # The server's clock, which comes with every change of a property.
        self.source.change_property(self.atom("KEYWRIGHT_CLOCK"), Xatom.STRING, 8, b"")
        self.time = screen.next_event().time
        size, at = target.get_geometry(), target.translate_coords(root, 0, 0)
        self.place = (size.width // 2 - at.x) << 16 | (size.height // 2 - at.y)
        self.dropped, self.left, self.older = False, [], None

    def atom(self, name):
        return self.screen.intern_atom(name)

    def say(self, kind, *data):
        data = ([self.source.id] + list(data) + [0] * 4)[:5]
        message = event.ClientMessage(window=self.target, client_type=self.atom(kind), data=(32, data))
        self.hears.send_event(message, event_mask=0)
        self.screen.flush()

    def answer_older(self):
        self.older.requestor.change_property(self.older.property, self.older.target, 8, OLDER)
        self.notify(self.older, self.older.property)

    def hand_over(self, asked):
        place = asked.property or asked.target
        if self.how.busy and not self.dropped:
            return
        if self.how.again and not self.older:
            self.older = asked
            self.say("XdndLeave", 0)
            self.begin()
            return
        if self.older:
            self.answer_older()
        if self.how.silent or self.how.late and not self.dropped:
            place = 0
        elif asked.target == self.atom("TARGETS"):
            kinds = [self.atom("TARGETS"), self.atom("text/uri-list")]
            asked.requestor.change_property(place, Xatom.ATOM, 32, kinds)
        elif self.how.parts:
            asked.requestor.change_attributes(event_mask=X.PropertyChangeMask)
            asked.requestor.change_property(place, self.atom("INCR"), 32, [len(self.uris)])
            size = max(PART, len(self.uris) // PARTS)
            self.left = [self.uris[at:at + size] for at in range(0, len(self.uris), size)] + [b""]
        elif not self.how.forgets:
            asked.requestor.change_property(place, asked.target, 8, self.uris)
        if not self.how.silent:
            self.notify(asked, place)

    def notify(self, asked, place):
        answer = event.SelectionNotify(time=asked.time, requestor=asked.requestor,
                                       selection=asked.selection, target=asked.target, property=place)
        asked.requestor.send_event(answer, event_mask=0)
        self.screen.flush()

    def next_part(self, taken):
        """The window has taken the part before."""
        if taken.window != self.source and taken.state == X.PropertyDelete and self.left:
            kind, part = self.atom("text/uri-list"), self.left.pop(0)
            if self.older:
                self.older.requestor.change_property(self.older.property, kind, 8, OLDER)
            if self.how.append and part:
                # The window hears of both before it can take the first.
                self.screen.grab_server()
                for half in (part[:PART // 2], part[PART // 2:]):
                    taken.window.change_property(taken.atom, kind, 8, half, X.PropModeAppend)
                self.screen.ungrab_server()
            else:
                taken.window.change_property(taken.atom, kind, 8, part)
            self.screen.flush()

    def is_over(self):
        if self.how.leaves or self.how.ends:
            print("over", flush=True)
            self.answer_until_told()
            if self.how.leaves:
                self.say("XdndLeave", 0)
                self.screen.sync()
            sys.exit()
        self.dropped = True
        self.say("XdndDrop", 0, self.time)

    def answer_until_told(self):
        while not select.select([sys.stdin], [], [], 0.01)[0]:
            while self.screen.pending_events():
                self.hears_of(self.screen.next_event())

    def hears_of(self, heard):
        if heard.type == X.SelectionRequest:
            self.hand_over(heard)
        elif heard.type == X.PropertyNotify:
            self.next_part(heard)

    def fidget(self):
        for step in range(500):
            self.source.configure(x=step % 2)
            self.screen.sync()
            time.sleep(0.002)

    def begin(self):
        kinds = [self.atom("text/uri-list")]
        if self.how.many:
            kinds = [self.atom("KEYWRIGHT_TEST_%d" % number) for number in range(5)] + kinds
            self.source.change_property(self.atom("XdndTypeList"), Xatom.ATOM, 32, kinds)
        self.say("XdndEnter", 5 << 24 | self.how.many, *kinds[:3])
        self.say("XdndPosition", 0, self.place, self.time, self.atom("XdndActionCopy"))

    def finish(self):
        self.begin()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.screen.pending_events():
                time.sleep(0.01)
                continue
            heard = self.screen.next_event()
            self.hears_of(heard)
            if heard.type == X.ClientMessage:
                kind = self.screen.get_atom_name(heard.client_type)
                window, accepted = heard.data[1][0], heard.data[1][1] & 1
                if window != self.target.id:
                    sys.exit("%s is of window %x, not %x" % (kind, window, self.target.id))
                if kind == "XdndStatus" and not self.dropped:
                    if not accepted:
                        sys.exit("the window does not take it")
                    if self.older or not self.how.again:
                        self.is_over()
                elif kind == "XdndFinished":
                    if accepted == self.how.refused:
                        sys.exit("the window says that it took it: %d" % accepted)
                    if self.how.fidgets:
                        self.fidget()
                    return
        sys.exit("the window never said that it was done")


def main():
    how = argparse.ArgumentParser()
    for name in ("parts", "append", "many", "again", "busy", "forgets", "refused", "fidgets", "plain", "late",
                 "silent", "leaves", "ends"):
        how.add_argument("--" + name, action="store_true")
    how.add_argument("--list")
    how.add_argument("window")
    how.add_argument("file", nargs="*")
    how = how.parse_args()
    screen = display.Display()
    # The window may be done with what it asked for.
    screen.set_error_handler(lambda *_: None)
    window = screen.create_resource_object("window", int(how.window, 0))
    target = takes_drops(screen, window) or sys.exit("the window takes no drops")
    uris = "".join("file://%s\r\n" % urllib.parse.quote(name) for name in how.file).encode()
    if how.list:
        with open(how.list, "rb") as file:
            uris = file.read()
    Drag(screen, target, uris, how).finish()


main()
