#!/usr/bin/python3
"""picture.py WINDOW FILE.png: what can be seen in a window, as a picture."""
import struct
import sys
import zlib

from Xlib import X, display


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    screen = display.Display()
    window = screen.create_resource_object("window", int(sys.argv[1], 0))
    size = window.get_geometry()
    image = window.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
    if len(image.data) != size.width * size.height * 4:
        sys.exit("not a screen of 24 bits")
    pixels = bytearray(size.width * size.height * 3)
    # Stored as blue, green, red, nothing.
    for at, byte in enumerate((2, 1, 0)):
        pixels[at::3] = image.data[byte::4]
    width = size.width * 3
    rows = b"".join(b"\0" + pixels[y * width:(y + 1) * width] for y in range(size.height))
    header = struct.pack(">IIBBBBB", size.width, size.height, 8, 2, 0, 0, 0)
    with open(sys.argv[2], "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                   + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))
    if pixels.count(pixels[0]) == len(pixels):
        sys.exit("the picture is of one colour")


main()
