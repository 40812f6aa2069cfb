#!/usr/bin/python3
"""silent_owner.py: owns the clipboard and the primary selection, and answers nobody who asks for them.

As a program that hangs after something was copied in it. Says "ready" when it is, and runs until it is ended.
"""
from Xlib import X, display

screen = display.Display()
root = screen.screen().root
window = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
for name in ("CLIPBOARD", "PRIMARY"):
    window.set_selection_owner(screen.intern_atom(name), X.CurrentTime)
screen.sync()
print("ready", flush=True)
while True:
    screen.next_event()
