#!/usr/bin/python3
"""The window as a screen reader has it (AT-SPI), by the words that people read.

accessible.py on              tells programs that a screen reader is there
accessible.py press NAME      presses the control of this name
accessible.py focus NAME      gives it the keyboard
accessible.py place NAME      where its middle is in the window
accessible.py text NAME       the text that is in it
accessible.py sees WORDS      waits until they can be read
accessible.py misses WORDS    waits until they can no longer be read
accessible.py tree            all roles, names, descriptions and texts
"""
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib

PROGRAM = "keywright"
PATIENCE = 60.0


def on():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                      value, None, Gio.DBusCallFlags.NONE, 30000, None)


def nodes():
    """Everything in the window. Nodes that go while they are looked at are left out."""
    desktop = Atspi.get_desktop(0)
    programs = [desktop.get_child_at_index(i) for i in range(desktop.get_child_count())]
    waiting = [p for p in programs if p and PROGRAM in (p.get_name() or "").lower()]
    for program in waiting:
        program.clear_cache()
    while waiting:
        node = waiting.pop()
        yield node
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        waiting.extend(reversed([child for child in children if child]))


def text_of(node):
    """A node that is being replaced can still be listed with a text that it no longer has."""
    try:
        if not node.get_text_iface():
            return ""
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    except GLib.Error:
        return ""


def said_by(node):
    return [node.get_name() or "", node.get_description() or "", text_of(node)]


def until(answer, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = answer()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.1)
    sys.exit("waited in vain: %s. There is:\n%s" % (what, tree()))


def readable(words):
    return any(words in said for node in nodes() for said in said_by(node))


def control(name):
    """The control of this name that can be used, not a text that happens to say the same."""
    for node in nodes():
        if node.get_name() == name and node.get_role_name() not in ("label", "static"):
            if node.get_state_set().contains(Atspi.StateType.ENABLED):
                return node
    return None


def tree():
    try:
        return "\n".join(" | ".join([node.get_role_name()] + said_by(node)) for node in nodes())
    except GLib.Error as error:
        return "(%s)" % error


def main():
    what, words = sys.argv[1], " ".join(sys.argv[2:])
    if what == "on":
        on()
    elif what == "press":
        until(lambda: control(words), "a control called " + words).do_action(0)
    elif what == "focus":
        until(lambda: control(words), "a control called " + words).grab_focus()
    elif what == "place":
        node = until(lambda: control(words), "a control called " + words)
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        print(box.x + box.width // 2, box.y + box.height // 2)
    elif what == "text":
        print(text_of(until(lambda: control(words), "a control called " + words)))
    elif what == "sees":
        until(lambda: readable(words), words)
    elif what == "misses":
        until(lambda: not readable(words), "no more " + words)
    elif what == "tree":
        print(tree())
    else:
        sys.exit(__doc__)


main()
