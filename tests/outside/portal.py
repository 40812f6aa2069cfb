#!/usr/bin/python3
"""What stands for the desktop's portals: light colours, and a session that can be asked to wait. Says a
line for each time that it is asked, after "ready".

portal.py [VERSION ANSWER]

With these it shows file dialogs as well, of that version of the interface. Nobody sees them. They are
closed by a choice once the file ANSWER is there, which holds its URIs, a line for each."""
import os
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

PATH = "/org/freedesktop/portal/desktop"
HANDLE = PATH + "/request/1_1/t"
INTERFACES = Gio.DBusNodeInfo.new_for_xml("""
<node>
  <interface name="org.freedesktop.portal.Settings">
    <method name="Read">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
    </method>
    <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  </interface>
  <interface name="org.freedesktop.portal.Inhibit">
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
  </interface>
  <interface name="org.freedesktop.portal.Request"><method name="Close"/></interface>
  <interface name="org.freedesktop.portal.FileChooser">
    <method name="OpenFile">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
    <method name="SaveFile">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>""")


def say(line):
    print(line, flush=True)


def asked(_bus, _sender, _path, _interface, method, arguments, call):
    if method == "Read":
        call.return_value(GLib.Variant("(v)", (GLib.Variant("v", GLib.Variant("u", 2)),)))
    elif method == "Inhibit":
        _window, flags, options = arguments.unpack()
        say("inhibit %d: %s" % (flags, options.get("reason")))
        call.return_value(GLib.Variant("(o)", (HANDLE,)))
    else:
        say("close")
        call.return_value(None)


def may_look_into(bus, sender):
    """Whether a portal would know the program: without that it answers nobody."""
    pid = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                        "GetConnectionUnixProcessID", GLib.Variant("(s)", (sender,)), None,
                        Gio.DBusCallFlags.NONE, 30000, None).unpack()[0]
    try:
        return bool(os.readlink("/proc/%d/root" % pid))
    except OSError:
        return False


def chooses(bus, sender, _path, _interface, method, arguments, call):
    parent, title, options = arguments.unpack()
    looks = "looks" if may_look_into(bus, sender) else "is kept out"
    folder = bytes(options.get("current_folder", [])).decode()
    wants = [name for name in ("multiple", "directory") if options.get(name)]
    name = options.get("current_name", "")
    say("|".join([method, looks, parent, title, folder, name] + wants))
    handle = "%s/request/%s/%s" % (PATH, sender[1:].replace(".", "_"), options["handle_token"])
    open_dialogs = []

    def answers():
        if open_dialogs and os.path.exists(sys.argv[2]):
            with open(sys.argv[2]) as file:
                uris = file.read().splitlines()
            results = GLib.Variant("(ua{sv})", (0, {"uris": GLib.Variant("as", uris)}))
            bus.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response", results)
            bus.unregister_object(open_dialogs.pop())
        return bool(open_dialogs)

    def closes(*these):
        say("close")
        bus.unregister_object(open_dialogs.pop())
        these[-1].return_value(None)

    request = INTERFACES.lookup_interface("org.freedesktop.portal.Request")
    open_dialogs.append(bus.register_object(handle, request, closes, None, None))
    GLib.timeout_add(50, answers)
    call.return_value(GLib.Variant("(o)", (handle,)))


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    settings, inhibit, request, chooser = INTERFACES.interfaces
    for path, interface in ((PATH, settings), (PATH, inhibit), (HANDLE, request)):
        bus.register_object(path, interface, asked, None, None)
    if len(sys.argv) > 1:
        version = lambda *_: GLib.Variant("u", int(sys.argv[1]))
        bus.register_object(PATH, chooser, chooses, version, None)
    owned = lambda *_: say("ready")
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", 0, owned, None)
    GLib.MainLoop().run()


main()
