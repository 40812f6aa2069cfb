#!/usr/bin/python3
"""A panel at the bottom of the screen, which the window manager keeps free of other windows. Says "ready"
once it is there.

panel.py HEIGHT"""
import sys

from Xlib import X, Xatom, Xutil, display


def main():
    height = int(sys.argv[1])
    desk = display.Display()
    screen = desk.screen()
    panel = screen.root.create_window(0, screen.height_in_pixels - height, screen.width_in_pixels, height, 0,
                                      X.CopyFromParent)
    atom = desk.intern_atom
    panel.change_property(atom("_NET_WM_WINDOW_TYPE"), Xatom.ATOM, 32, [atom("_NET_WM_WINDOW_TYPE_DOCK")])
    panel.change_property(atom("_NET_WM_STRUT"), Xatom.CARDINAL, 32, [0, 0, 0, height])
    panel.set_wm_normal_hints(flags=Xutil.USPosition | Xutil.PPosition)
    panel.map()
    desk.sync()
    print("ready", flush=True)
    while True:
        desk.next_event()


main()
