#!/usr/bin/python3
"""clipboard_manager.py: keeps what is on the clipboard when a program that ends asks for it.

As the clipboard managers of desktops do (freedesktop.org, "Clipboard Manager"). Says "ready" when it
is, and runs until it is ended.
"""
from Xlib import X, Xatom, display
from Xlib.protocol import event


class Manager:
    def __init__(self):
        self.screen = display.Display()
        root = self.screen.screen().root
        self.window = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
        self.text = b""
        self.window.set_selection_owner(self.atom("CLIPBOARD_MANAGER"), X.CurrentTime)
        self.screen.sync()

    def atom(self, name):
        return self.screen.intern_atom(name)

    def answer(self, asked, place):
        reply = event.SelectionNotify(time=asked.time, requestor=asked.requestor,
                                      selection=asked.selection, target=asked.target, property=place)
        asked.requestor.send_event(reply, event_mask=0)
        self.screen.flush()

    def take_over(self):
        """Asks the owner of the clipboard for its text, then owns the clipboard itself."""
        self.window.convert_selection(self.atom("CLIPBOARD"), self.atom("UTF8_STRING"), self.atom("KEPT"),
                                      X.CurrentTime)
        while True:
            told = self.screen.next_event()
            if told.type == X.SelectionNotify:
                break
        if told.property != X.NONE:
            self.text = bytes(self.window.get_full_property(told.property, X.AnyPropertyType).value)
            self.window.set_selection_owner(self.atom("CLIPBOARD"), X.CurrentTime)

    def serve(self, asked):
        place = asked.property or asked.target
        if asked.target == self.atom("SAVE_TARGETS"):
            self.take_over()
            asked.requestor.change_property(place, self.atom("NULL"), 32, [])
        elif asked.target == self.atom("TARGETS"):
            kinds = [self.atom(kind) for kind in ("TARGETS", "SAVE_TARGETS", "UTF8_STRING")]
            asked.requestor.change_property(place, Xatom.ATOM, 32, kinds)
        elif asked.target == self.atom("UTF8_STRING") and asked.selection == self.atom("CLIPBOARD"):
            asked.requestor.change_property(place, asked.target, 8, self.text)
        else:
            place = X.NONE
        self.answer(asked, place)

    def run(self):
        print("ready", flush=True)
        while True:
            told = self.screen.next_event()
            if told.type == X.SelectionRequest:
                self.serve(told)


Manager().run()
