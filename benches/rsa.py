#!/usr/bin/env python3
"""How long RSA keys take: keywright-cli beside ssh-keygen, openssl and puttygen.

One key of each program in turn, so that whatever else the machine does hits all of them alike.
Programs that are not installed are left out. Prints a table: wall-clock and processor time of the
whole process, median and 90th percentile, and how the median compares to that of ssh-keygen.

    cargo build --release --locked --no-default-features --features cli
    benches/rsa.py target/release/keywright-cli --runs 40
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = "ssh-keygen"


def commands(ours, bits, folder):
    """What makes one key of so many bits in the file `key` of a folder, by the name of the program."""
    key, size = str(folder / "key"), str(bits)
    known = {
        "keywright": [ours, "generate", "--type", "rsa", "--bits", size, "--no-passphrase", "--output", key],
        "ssh-keygen": ["ssh-keygen", "-q", "-t", "rsa", "-b", size, "-N", "", "-f", key],
        "openssl": ["openssl", "genrsa", "-out", key, size],
        "puttygen": ["puttygen", "-q", "-t", "rsa", "-b", size, "--new-passphrase", os.devnull, "-o", key],
    }
    return {name: command for name, command in known.items() if shutil.which(command[0])}


def seconds(command):
    """Wall-clock and processor time of a process that has to succeed."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed: {process.returncode}")
    return wall, used.ru_utime + used.ru_stime


def measure(ours, bits, runs):
    taken = {}
    for _ in range(runs):
        for name in commands(ours, bits, Path()):
            with tempfile.TemporaryDirectory() as folder:
                taken.setdefault(name, []).append(seconds(commands(ours, bits, Path(folder))[name]))
    return taken


def rows(bits, taken):
    def middle(name, which):
        return statistics.median(run[which] for run in taken[name])

    for name, runs in taken.items():
        row = [str(bits), name, str(len(runs))]
        for which in (0, 1):
            ninth = sorted(run[which] for run in runs)[(len(runs) * 9 - 1) // 10]
            row += [f"{middle(name, which):.3f}", f"{ninth:.3f}"]
            row.append(f"{middle(name, which) / middle(BASE, which):.2f}" if BASE in taken else "-")
        yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path, help="keywright-cli")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--bits", type=int, nargs="+", default=[2048, 3072, 4096])
    arguments = parser.parse_args()
    ours = str(arguments.program.resolve(strict=True))
    load = os.getloadavg()[0]
    print(f"{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, "
          f"{os.cpu_count()} cores, load before: {load:.1f}\n")
    print("| bits | program | n | wall s | p90 | ratio | CPU s | p90 | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    for bits in arguments.bits:
        for row in rows(bits, measure(ours, bits, arguments.runs)):
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
