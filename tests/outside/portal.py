#!/usr/bin/python3
"""What stands for the desktop's portals: light colours, and a session that can be asked to wait. Says a
line for each time that it is asked, after "ready"."""
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


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    settings, inhibit, request = INTERFACES.interfaces
    for path, interface in ((PATH, settings), (PATH, inhibit), (HANDLE, request)):
        bus.register_object(path, interface, asked, None, None)
    owned = lambda *_: say("ready")
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", 0, owned, None)
    GLib.MainLoop().run()


main()
