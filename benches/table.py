#!/usr/bin/env python3
"""How long keywright-cli takes beside ssh-keygen, openssl and puttygen, as a Markdown table.

The programs take turns, so that whatever else the machine does hits all of them alike. Wall-clock
and processor time are those of whole processes: median, 90th percentile, and how the median of
keywright-cli compares to that of the other. Programs that are not installed are left out.

    cargo build --profile dist --locked --no-default-features --features cli
    benches/table.py target/dist/keywright-cli
    benches/table.py target/dist/keywright-cli rsa-3072 batch --runs 10
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

PASSPHRASE = "correct horse battery staple"
#: Rounds of bcrypt that keywright-cli asks for, as ssh-keygen does since OpenSSH 9.4.
ROUNDS = "24"
#: Files that puttygen converts, one process each, while keywright-cli converts all of them.
MANY = 1000
LOCKED = 100


def run(commands, folder, watch=False):
    """Wall-clock time, processor time and, if watched, most memory (KiB) of processes in a row."""
    begin, used, memory = time.perf_counter(), 0.0, 0
    for command in commands:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while watch and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            memory = max(memory, memory_of(process.pid))
            time.sleep(0.002)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"failed with {process.returncode}: {' '.join(map(str, command))}")
        used += usage.ru_utime + usage.ru_stime
    return time.perf_counter() - begin, used, memory


def memory_of(process):
    """The most memory that it had up to now (Linux). What wait4 tells counts this program's, too."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def take_turns(programs, runs, prepare=None, watch=False):
    """What each program took, by name. `programs`: name -> (commands, every how many-th turn)."""
    taken = {}
    for turn in range(runs):
        for name, (commands, every) in programs.items():
            if turn % every == 0 and shutil.which(commands[0][0]):
                with tempfile.TemporaryDirectory(prefix="keywright-bench-") as folder:
                    if prepare:
                        prepare(Path(folder))
                    taken.setdefault(name, []).append(run(commands, folder, watch))
    return taken


def rows(what, taken):
    """A row for each program; ratios are ours to theirs."""
    medians = {name: [statistics.median(run[at] for run in runs) for at in (0, 1)]
               for name, runs in taken.items()}
    ours = next(iter(medians.values()))
    for name, runs in taken.items():
        row = [what, name, str(len(runs))]
        for at in (0, 1):
            ninth = sorted(run[at] for run in runs)[(len(runs) * 9 - 1) // 10]
            ratio = "" if medians[name] is ours else f"{ours[at] / medians[name][at]:.3f}"
            row += [f"{medians[name][at]:.4g}", f"{ninth:.4g}", ratio]
        memory = max(run[2] for run in runs)
        yield row + [f"{memory / 1024:.1f}" if memory else ""]


class Bench:
    """The parts. Each yields rows."""

    def __init__(self, ours, runs):
        self.ours, self.runs = ours, runs

    def count(self, normal):
        return self.runs or normal

    def generate(self, *arguments, locked=False):
        passphrase = ["--new-passphrase-file", "pass"] if locked else ["--no-passphrase"]
        return [[self.ours, "generate", "--comment", "bench", "--output", "key", *arguments, *passphrase]]

    @staticmethod
    def keygen(*arguments, locked=False):
        passphrase = ["-N", PASSPHRASE, "-a", ROUNDS] if locked else ["-N", ""]
        return [["ssh-keygen", "-q", "-C", "bench", "-f", "key", *arguments, *passphrase]]

    def rsa(self, bits, runs, every=1):
        """Slow peers take part in every so many-th turn."""
        bits = str(bits)
        programs = {
            "keywright-cli": (self.generate("--type", "rsa", "--bits", bits), 1),
            "ssh-keygen": (self.keygen("-t", "rsa", "-b", bits), 1),
            "openssl genrsa": ([["openssl", "genrsa", "-out", "key", bits]], every),
            "puttygen": ([["puttygen", "-q", "-t", "rsa", "-b", bits, "--random-device", "/dev/urandom",
                           "--new-passphrase", os.devnull, "-o", "key"]], every),
        }
        yield from rows(f"RSA {bits}", take_turns(programs, self.count(runs)))

    def rsa_large(self):
        programs = {
            "keywright-cli": (self.generate("--type", "rsa", "--bits", "8192"), 1),
            "ssh-keygen": (self.keygen("-t", "rsa", "-b", "8192"), 1),
        }
        yield from rows("RSA 8192", take_turns(programs, self.count(3)))

    def small(self):
        for name, ours, theirs in [
            ("Ed25519", ["--type", "ed25519"], ["-t", "ed25519"]),
            ("ECDSA P-256", ["--type", "ecdsa"], ["-t", "ecdsa", "-b", "256"]),
            ("ECDSA P-384", ["--type", "ecdsa", "--bits", "384"], ["-t", "ecdsa", "-b", "384"]),
            ("ECDSA P-521", ["--type", "ecdsa", "--bits", "521"], ["-t", "ecdsa", "-b", "521"]),
        ]:
            programs = {"keywright-cli": (self.generate(*ours), 1), "ssh-keygen": (self.keygen(*theirs), 1)}
            yield from rows(f"{name}, no passphrase", take_turns(programs, self.count(100)))

    def locked(self):
        """keywright-cli opens what it wrote once more before it says that it is saved."""
        programs = {"keywright-cli": (self.generate("--type", "ed25519", locked=True), 1),
                    "ssh-keygen": (self.keygen("-t", "ed25519", locked=True), 1)}
        taken = take_turns(programs, self.count(40), lambda folder: (folder / "pass").write_text(PASSPHRASE))
        yield from rows(f"Ed25519, bcrypt {ROUNDS} rounds", taken)
    def batch(self):
        """Many files without a passphrase: one process of ours, one of puttygen for each."""
        with tempfile.TemporaryDirectory(prefix="keywright-bench-") as outer:
            keys = self.copies(Path(outer), MANY, [])
            ours = [self.ours, "convert", "--to", "openssh", "--output-dir", ".", keys]
            theirs = [["puttygen", "-q", f"{keys}/{number}.ppk", "-O", "private-openssh-new", "-o", str(number)]
                      for number in range(MANY)]
            programs = {"keywright-cli": ([ours], 1), "puttygen": (theirs, 1)}
            yield from rows(f"{MANY} .ppk to OpenSSH", take_turns(programs, self.count(3)))

    def batch_locked(self):
        """Files under a passphrase, at the cost that this puttygen asks for, to the same again."""
        with tempfile.TemporaryDirectory(prefix="keywright-bench-") as outer:
            word = Path(outer, "pass")
            word.write_text(PASSPHRASE)
            keys = self.copies(Path(outer), LOCKED, ["--ppk-param", "passes=13"], word)
            for what, ours, theirs in [
                (f"{LOCKED} locked .ppk (13 passes) to OpenSSH in the clear", ["--no-passphrase"], os.devnull),
                (f"{LOCKED} locked .ppk (13 passes) to locked OpenSSH", [], word),
            ]:
                ours = [self.ours, "convert", "--to", "openssh", "--passphrase-file", word, *ours,
                        "--output-dir", ".", keys]
                theirs = [["puttygen", "-q", f"{keys}/{number}.ppk", "-O", "private-openssh-new", "-o",
                           str(number), "--old-passphrase", word, "--new-passphrase", theirs]
                          for number in range(LOCKED)]
                programs = {"keywright-cli": ([ours], 1), "puttygen": (theirs, 1)}
                yield from rows(what, take_turns(programs, self.count(1)))

    def memory(self):
        """Whether memory grows with the number of files."""
        for many in (10, 1000, 5000, 20000, 50000):
            with tempfile.TemporaryDirectory(prefix="keywright-bench-") as outer:
                keys = self.copies(Path(outer), many, [])
                ours = [self.ours, "convert", "--to", "openssh", "--output-dir", ".", keys]
                programs = {"keywright-cli": ([ours], 1)}
                taken = take_turns(programs, self.count(3), watch=True)
                yield from rows(f"{many} .ppk to OpenSSH, watched", taken)

    @staticmethod
    def copies(outer, many, arguments, passphrase=os.devnull):
        """A folder with so many copies of one Ed25519 key."""
        folder = outer / "keys"
        folder.mkdir()
        first = folder / "0.ppk"
        run([["puttygen", "-q", "-t", "ed25519", "--random-device", "/dev/urandom", *arguments,
              "--new-passphrase", passphrase, "-o", first]], outer)
        for number in range(1, many):
            shutil.copyfile(first, folder / f"{number}.ppk")
        return folder

    def parts(self):
        return {
            "rsa-2048": lambda: self.rsa(2048, 40),
            "rsa-3072": lambda: self.rsa(3072, 40, every=4),
            "rsa-4096": lambda: self.rsa(4096, 40, every=5),
            "rsa-8192": self.rsa_large,
            "small": self.small,
            "locked": self.locked,
            "batch": self.batch,
            "batch-locked": self.batch_locked,
            "memory": self.memory,
        }


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path, help="keywright-cli")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(Bench("", 0).parts()))
    parser.add_argument("--runs", type=int, help="instead of as many as each part has")
    arguments = parser.parse_args()
    parts = Bench(str(arguments.program.resolve(strict=True)), arguments.runs).parts()
    unknown = [part for part in arguments.parts if part not in parts]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    print(f"{time.strftime('%Y-%m-%d')}, {processor()}, {os.cpu_count()} cores, {platform.system()}, "
          f"load before: {os.getloadavg()[0]:.1f}. Times in seconds, memory in MiB; ratios are "
          "keywright-cli to the other.\n")
    print("| what | program | n | wall | p90 | ratio | CPU | p90 | ratio | memory |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for part in arguments.parts or parts:
        for row in parts[part]():
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
