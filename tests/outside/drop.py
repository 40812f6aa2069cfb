#!/usr/bin/python3
"""drop.py WINDOW FILE...: drops files on the middle of a window, as a file manager does (XDND 5).

Ends well once the window has said that it took them.
"""
import sys
import time
import urllib.parse

from Xlib import X, Xatom, display
from Xlib.protocol import event

PATIENCE = 30.0


def takes_drops(screen, window):
    """The window that the program drew, inside the frame that the window manager put around it."""
    if window.get_full_property(screen.intern_atom("XdndAware"), X.AnyPropertyType):
        return window
    for child in window.query_tree().children:
        found = takes_drops(screen, child)
        if found:
            return found
    return None


class Drag:
    def __init__(self, screen, target, files):
        self.screen, self.target = screen, target
        self.uris = "".join("file://%s\r\n" % urllib.parse.quote(name) for name in files).encode()
        root = screen.screen().root
        self.source = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
        self.source.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        # The server's clock, which comes with every change of a property.
        self.source.change_property(self.atom("KEYWRIGHT_CLOCK"), Xatom.STRING, 8, b"")
        self.time = screen.next_event().time
        size, at = target.get_geometry(), target.translate_coords(root, 0, 0)
        self.place = (size.width // 2 - at.x) << 16 | (size.height // 2 - at.y)

    def atom(self, name):
        return self.screen.intern_atom(name)

    def say(self, kind, *data):
        data = ([self.source.id] + list(data) + [0] * 4)[:5]
        message = event.ClientMessage(window=self.target, client_type=self.atom(kind), data=(32, data))
        self.target.send_event(message, event_mask=0)
        self.screen.flush()

    def hand_over(self, asked):
        place = asked.property or asked.target
        if asked.target == self.atom("TARGETS"):
            kinds = [self.atom("TARGETS"), self.atom("text/uri-list")]
            asked.requestor.change_property(place, Xatom.ATOM, 32, kinds)
        else:
            asked.requestor.change_property(place, asked.target, 8, self.uris)
        answer = event.SelectionNotify(time=asked.time, requestor=asked.requestor,
                                       selection=asked.selection, target=asked.target, property=place)
        asked.requestor.send_event(answer, event_mask=0)
        self.screen.flush()

    def finish(self):
        self.say("XdndEnter", 5 << 24, self.atom("text/uri-list"))
        self.say("XdndPosition", 0, self.place, self.time, self.atom("XdndActionCopy"))
        dropped, end = False, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.screen.pending_events():
                time.sleep(0.01)
                continue
            heard = self.screen.next_event()
            if heard.type == X.SelectionRequest:
                self.hand_over(heard)
            elif heard.type == X.ClientMessage:
                kind = self.screen.get_atom_name(heard.client_type)
                if kind == "XdndStatus" and not dropped:
                    if not heard.data[1][1] & 1:
                        sys.exit("the window does not take it")
                    self.say("XdndDrop", 0, self.time)
                    dropped = True
                elif kind == "XdndFinished":
                    return
        sys.exit("the window never said that it was done")


def main():
    screen = display.Display()
    window = screen.create_resource_object("window", int(sys.argv[1], 0))
    target = takes_drops(screen, window) or sys.exit("the window takes no drops")
    Drag(screen, target, sys.argv[2:]).finish()


main()
