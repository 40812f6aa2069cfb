"""What assets/icon/make.sh needs beside a rasteriser: puts PNGs into .ico and .icns, and compares.

    containers.py ico FILE PNG...       every picture as a bitmap, 256 pixels as PNG
    containers.py icns FILE PNG...      16 to 1024 pixels, those of Retina screens too
    containers.py compare MADE HERE     are the icons in the folder HERE those in MADE?

Rasterisers differ in the last bits, so pictures are the same when they hardly differ.
"""

import pathlib
import struct
import sys
import zlib

# Apple's names; the second four are the doubled sizes.
ICNS = [
    (b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024),
    (b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512),
]
ICO = [16, 20, 24, 32, 40, 48, 64, 256]
# At most so much of 255 may a sample differ, on average.
TOLERANCE = 2.0


def pixels(png):
    """(width, height, RGBA bytes) of a PNG with 8 bits for each of four channels."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    if (depth, colour, interlaced) != (8, 6, 0):
        raise ValueError("not plain RGBA")
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, step, row = zlib.decompress(data), 4 * width, bytearray(4 * width)
    out = bytearray()
    for y in range(height):
        line = raw[y * (step + 1) : (y + 1) * (step + 1)]
        row = unfilter(line[0], bytearray(line[1:]), row)
        out += row
    return width, height, bytes(out)


def unfilter(how, line, above):
    """One line as it was before PNG filtered it."""
    for x in range(len(line)):
        left = line[x - 4] if x >= 4 else 0
        up, corner = above[x], above[x - 4] if x >= 4 else 0
        if how == 1:
            guess = left
        elif how == 2:
            guess = up
        elif how == 3:
            guess = (left + up) // 2
        elif how == 4:
            far = [(abs(up - corner), 0, left), (abs(left - corner), 1, up), (abs(left + up - 2 * corner), 2, corner)]
            guess = min(far)[2]
        else:
            guess = 0
        line[x] = (line[x] + guess) & 255
    return line


def ico(pngs):
    """Windows reads 256 pixels as PNG; below that older parts of it want bitmaps."""
    head, body, at = struct.pack("<HHH", 0, 1, len(pngs)), b"", 6 + 16 * len(pngs)
    for png in pngs:
        width, height, rgba = pixels(png)
        picture = png if width == 256 else bitmap(width, height, rgba)
        head += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, 32, len(picture), at + len(body))
        body += picture
    return head + body


def bitmap(width, height, rgba):
    """BGRA from the lowest line up, then the mask, which is empty as there is alpha."""
    out = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, 32, 0, 0, 0, 0, 0, 0)
    for y in reversed(range(height)):
        line = rgba[4 * width * y : 4 * width * (y + 1)]
        out += b"".join(bytes((line[x + 2], line[x + 1], line[x], line[x + 3])) for x in range(0, len(line), 4))
    return out + bytes((width + 31) // 32 * 4 * height)


def icns(pngs):
    """Every entry is a PNG."""
    by_size = {struct.unpack(">I", png[16:20])[0]: png for png in pngs}
    body = b"".join(kind + struct.pack(">I", len(by_size[size]) + 8) + by_size[size] for kind, size in ICNS)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def pictures(path):
    """[(name, width, height, RGBA)] of a .png, .ico or .icns."""
    data = path.read_bytes()
    if path.suffix == ".png":
        return [(path.name, *pixels(data))]
    if path.suffix == ".ico":
        return [(f"{path.name}, {n}", *of_ico(data, 6 + 16 * n)) for n in range(struct.unpack("<H", data[4:6])[0])]
    found, at = [], 8
    if data[:4] != b"icns" or struct.unpack(">I", data[4:8])[0] != len(data):
        raise ValueError("not an icns file, or cut off")
    while at < len(data):
        kind, length = struct.unpack(">4sI", data[at : at + 8])
        found.append((f"{path.name}, {kind.decode()}", *pixels(data[at + 8 : at + length])))
        at += length
    return found


def of_ico(data, entry):
    width, height, _, _, _, _, length, at = struct.unpack("<BBBBHHII", data[entry : entry + 16])
    picture = data[at : at + length]
    if picture[:4] == b"\x89PNG":
        return pixels(picture)
    lines = [picture[40 + 4 * width * y : 40 + 4 * width * (y + 1)] for y in reversed(range(height))]
    bgra = b"".join(lines)
    rgba = b"".join(bytes((bgra[x + 2], bgra[x + 1], bgra[x], bgra[x + 3])) for x in range(0, len(bgra), 4))
    return width, height, rgba


def faults(made, here):
    """What is wrong with the icons in `here`, where `made` holds what they should be."""
    names = {path.name for path in made.iterdir()}
    there = {path.name for path in here.iterdir() if path.suffix in (".png", ".ico", ".icns")}
    wrong = [f"{name} is in only one of the two" for name in sorted(names ^ there)]
    for name in sorted(names & there):
        should, is_ = pictures(made / name), pictures(here / name)
        if [picture[:3] for picture in should] != [picture[:3] for picture in is_]:
            wrong.append(f"{name} holds other sizes than it should")
            continue
        for (what, _, _, one), (_, _, _, other) in zip(should, is_):
            differ = sum(abs(a - b) for a, b in zip(one, other)) / len(one)
            if differ > TOLERANCE:
                wrong.append(f"{what} differs from the drawing: by {differ:.1f} of 255")
    sizes = [picture[1] for picture in pictures(here / "keywright.ico")] if not wrong else ICO
    return wrong if sizes == ICO else wrong + ["keywright.ico lacks a size"]


def main():
    what, first, *rest = sys.argv[1:]
    if what == "compare":
        wrong = faults(pathlib.Path(first), pathlib.Path(rest[0]))
        print("\n".join(wrong) if wrong else "The icons are what the drawings show.")
        sys.exit(1 if wrong else 0)
    pngs = [pathlib.Path(name).read_bytes() for name in rest]
    pathlib.Path(first).write_bytes(ico(pngs) if what == "ico" else icns(pngs))


main()
