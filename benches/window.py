#!/usr/bin/env python3
"""What Keywright's window costs, beside an empty window of the same toolkit.

Both are started in turn on a screen of their own (Xvfb, OpenGL in software) and watched from outside:
how long it takes from the start of the process to the first picture on the screen, the memory, and
how often the threads of an idle window wake up. Prints tables.

    cargo build --profile dist --locked --bin keywright --example empty_window
    benches/window.py target/dist/keywright target/dist/examples/empty_window --runs 20

Needs Xvfb, libX11 and, for states that are reached by keyboard, libXtst.
"""

import argparse
import contextlib
import ctypes
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# A colour of the screen that no program draws.
GROUND = 0xFF00FF
VECTORS = Path(__file__).resolve().parent.parent / "tests/vectors/ppk"


class Screen:
    """A connection to the X server that looks at pixels and types."""

    def __init__(self, name):
        self.x = ctypes.CDLL("libX11.so.6")
        for function in ("XOpenDisplay", "XGetImage"):
            getattr(self.x, function).restype = ctypes.c_void_p
        for function in ("XDefaultRootWindow", "XGetPixel", "XStringToKeysym"):
            getattr(self.x, function).restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.x.XSetWindowBackground(self.display, self.root, ctypes.c_ulong(GROUND))
        self.clear()
        try:
            self.test = ctypes.CDLL("libXtst.so.6")
        except OSError:
            self.test = None

    def clear(self):
        self.x.XClearWindow(self.display, self.root)
        self.x.XSync(self.display, 0)

    def pixel(self, x, y):
        image = ctypes.c_void_p(
            self.x.XGetImage(self.display, self.root, x, y, 1, 1, ctypes.c_ulong(0xFFFFFF), 2)
        )
        value = self.x.XGetPixel(image, 0, 0)
        self.x.XDestroyImage(image)
        return value & 0xFFFFFF

    def is_painted(self):
        # Black is a window before its first picture.
        return self.pixel(380, 280) not in (GROUND, 0)

    def focus_what_is_seen(self):
        """There is no window manager that would."""
        ids, number, unused = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint(), ctypes.c_ulong()
        self.x.XQueryTree(
            self.display, self.root, ctypes.byref(unused), ctypes.byref(unused), ctypes.byref(ids),
            ctypes.byref(number),
        )
        for window in ids[: number.value]:
            attributes = (ctypes.c_char * 256)()
            self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(window), attributes)
            width = int.from_bytes(attributes[8:12], sys.byteorder)
            map_state = int.from_bytes(attributes[92:96], sys.byteorder)
            if map_state == 2 and width > 100:
                self.x.XSetInputFocus(self.display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self.x.XSync(self.display, 0)

    def press(self, key):
        code = self.x.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x.XStringToKeysym(key.encode())))
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.display, code & 0xFF, down, ctypes.c_ulong(0))
        self.x.XSync(self.display, 0)
        time.sleep(0.1)


@contextlib.contextmanager
def desktop():
    """A screen, a session bus where there is one, and a home without settings."""
    with tempfile.TemporaryDirectory() as home, contextlib.ExitStack() as ends:
        def start(command):
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
            )
            ends.callback(process.wait)
            ends.callback(process.terminate)
            return process.stdout.readline().strip()

        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        environment = {**kept, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home,
                       "LANG": "C.UTF-8", "LIBGL_ALWAYS_SOFTWARE": "1"}
        number = start(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp",
                        "-noreset"])
        environment["DISPLAY"] = f":{number}"
        if shutil.which("dbus-daemon"):
            bus = start(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"])
            environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        yield Screen(environment["DISPLAY"]), environment


@contextlib.contextmanager
def started(screen, environment, command):
    """The process, and the seconds until its first picture."""
    screen.clear()
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not screen.is_painted():
            if process.poll() is not None or time.perf_counter() > begin + 60:
                sys.exit(f"{command[0]} shows nothing")
            time.sleep(0.0005)
        yield process.pid, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait()
        while screen.pixel(380, 280) != GROUND:
            screen.clear()


def memory(pid):
    """Megabytes: all that is resident, its share of what is shared, and what is the program's alone."""
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, kilobytes = line.split()[:2]
        fields[name.rstrip(":")] = int(kilobytes) / 1000
    return fields["Rss"], fields["Pss"], fields["Private_Clean"] + fields["Private_Dirty"]


def wakes(pid):
    """How often all threads together were given a processor so far, and their ticks."""
    count = ticks = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if "ctxt_switches" in line:
                count += int(line.split()[1])
        ticks += sum(map(int, (task / "stat").read_text().rsplit(")", 1)[1].split()[11:13]))
    return count, ticks


def starts(screen, environment, programs, runs):
    taken = {name: [] for name in programs}
    for _ in range(runs + 1):
        for name, program in programs.items():
            with started(screen, environment, [program]) as (pid, seconds):
                time.sleep(1.5)
                taken[name].append((seconds * 1000, *memory(pid)))
    # The first ones read the files from the disk.
    return {name: rows[1:] for name, rows in taken.items()}


def print_starts(taken, programs):
    base = list(programs)[-1]
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in taken.items()}
    print("| program | n | first picture ms | p90 | ratio | resident MB | proportional MB | its own MB | file MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, rows in taken.items():
        ninth = sorted(row[0] for row in rows)[(len(rows) * 9 - 1) // 10]
        first, *sizes = medians[name]
        size = os.path.getsize(programs[name]) / 1e6
        cells = [name, len(rows), f"{first:.1f}", f"{ninth:.1f}", f"{first / medians[base][0]:.2f}"]
        cells += [f"{value:.1f}" for value in (*sizes, size)]
        print("| " + " | ".join(map(str, cells)) + " |")
    print(flush=True)


def states(folder):
    """What is called what, the arguments that lead there, and the keys."""
    many = Path(folder, "many")
    many.mkdir()
    for number in range(500):
        shutil.copy(VECTORS / "ed25519-3.ppk", many / f"{number}.ppk")
    plain, locked = VECTORS / "ed25519-3.ppk", VECTORS / "ed25519-3-enc.ppk"
    return [
        ("the form", [], []),
        ("the passphrase of the form has the keyboard", [], ["Tab"] * 9 + list("abc")),
        ("a key is shown", [plain], []),
        ("a locked key, its field has the keyboard", [locked], list("abc")),
        ("500 files are listed", [many], []),
    ]


def print_idle(screen, environment, program, seconds):
    print(f"| idle for {seconds} s | wake-ups | ticks of the processor |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, files, keys in states(folder):
            if keys and screen.test is None:
                print(f"| {name} | left out: there is no libXtst | |")
                continue
            with started(screen, environment, [program, *map(str, files)]) as (pid, _):
                time.sleep(2)
                screen.focus_what_is_seen()
                time.sleep(1)
                for key in keys:
                    screen.press(key)
                # Until toasts are gone.
                time.sleep(6)
                before = wakes(pid)
                time.sleep(seconds)
                count, ticks = (after - first for after, first in zip(wakes(pid), before))
                print(f"| {name} | {count} | {ticks} |", flush=True)
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path, help="keywright")
    parser.add_argument("empty", type=Path, help="the empty window")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--idle", type=int, default=10, metavar="SECONDS", help="0 leaves it out")
    arguments = parser.parse_args()
    programs = {"keywright": str(arguments.program.resolve(strict=True)),
                "empty window": str(arguments.empty.resolve(strict=True))}
    print(f"{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, "
          f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}\n")
    with desktop() as (screen, environment):
        if arguments.runs:
            print_starts(starts(screen, environment, programs, arguments.runs), programs)
        if arguments.idle:
            print_idle(screen, environment, programs["keywright"], arguments.idle)


if __name__ == "__main__":
    main()
