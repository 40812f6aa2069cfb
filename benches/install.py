#!/usr/bin/env python3
"""How long it takes to install a key and to log in with it: keywright-cli install beside ssh-copy-id and then ssh.

A real sshd on loopback and one account with a password, which an SSH_ASKPASS script types at once; so the hand on
the keyboard is left out on both sides. The two take turns. Needs root, for the account, which is gone afterwards.

    cargo build --profile dist --locked --no-default-features --features cli
    benches/install.py target/dist/keywright-cli --runs 10
"""

import argparse
import contextlib
import os
import pwd
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSWORD = "a password of a bench"
ACCOUNT = f"kwbench{os.getpid()}"


def quiet(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def program(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o700)
    return path


@contextlib.contextmanager
def account(folder):
    """An account, with a home folder where sshd trusts the way to it."""
    folder.chmod(0o755)
    quiet("useradd", "--no-log-init", "-m", "-s", "/bin/sh", "-d", folder / "home", ACCOUNT)
    try:
        quiet("chpasswd", input=f"{ACCOUNT}:{PASSWORD}".encode())
        yield folder / "home"
    finally:
        subprocess.run(["pkill", "-KILL", "-u", ACCOUNT], check=False)
        quiet("userdel", "-f", ACCOUNT)


@contextlib.contextmanager
def server(folder):
    """The port of an sshd that lets the account in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    host_key = folder / "host_key"
    quiet("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", host_key)
    config = folder / "sshd_config"
    config.write_text(f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {host_key}\nPidFile none\nUsePAM no\n"
                      "PasswordAuthentication yes\nKbdInteractiveAuthentication no\n")
    Path("/run/sshd").mkdir(exist_ok=True)
    sshd = subprocess.Popen([shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", config],
                            stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        key = host_key.with_suffix(".pub").read_text()
        yield port, f"[127.0.0.1]:{port} {key}"
    finally:
        sshd.terminate()
        sshd.wait()


def seconds(commands, environment):
    begin = time.perf_counter()
    for command in commands:
        ran = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             timeout=60, check=False)
        if ran.returncode != 0:
            sys.exit(f"{command}: {ran.returncode}\n{ran.stdout}\n{ran.stderr}")
    return time.perf_counter() - begin


def compare(keywright, runs, folder, home, port):
    key = folder / "id_ed25519"
    quiet("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", key)
    config = folder / "config"
    config.write_text(f"UserKnownHostsFile {folder / 'known_hosts'}\n")
    # ssh-copy-id works there.
    (folder / "own/.ssh").mkdir(parents=True)
    (folder / "bin").mkdir()
    # Both read the same configuration, and not that of whoever runs this.
    program(folder / "bin/ssh", f"exec {shutil.which('ssh')} -F {config} \"$@\"")
    environment = {**os.environ, "HOME": str(folder / "own"), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
                   "SSH_ASKPASS_REQUIRE": "force",
                   "SSH_ASKPASS": str(program(folder / "askpass", f"echo '{PASSWORD}'"))}
    to = f"{ACCOUNT}@127.0.0.1"
    ways = {
        "keywright-cli install": [[keywright, "install", key, to, "--port", str(port)]],
        "ssh-copy-id, then ssh": [
            ["ssh-copy-id", "-i", key, "-p", str(port), to],
            ["ssh", "-i", key, "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no", "-p", str(port), to,
             "exit"],
        ],
    }
    taken = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, commands in ways.items():
            shutil.rmtree(home / ".ssh", ignore_errors=True)
            time_of_it = seconds(commands, environment)
            if key.with_suffix(".pub").read_text() not in (home / ".ssh/authorized_keys").read_text():
                sys.exit(f"{name}: the key is not there")
            # The first turn only warms up.
            if turn > 0:
                taken[name].append(time_of_it)
    return taken


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=Path, help="keywright-cli")
    arguments.add_argument("--runs", type=int, default=10)
    chosen = arguments.parse_args()
    if os.geteuid() != 0:
        sys.exit("Only root can make an account for this.")
    with tempfile.TemporaryDirectory(prefix="keywright-bench-", dir="/var/lib") as name:
        folder = Path(name)
        with account(folder) as home, server(folder) as (port, known):
            assert pwd.getpwnam(ACCOUNT).pw_dir == str(home)
            (folder / "known_hosts").write_text(known)
            taken = compare(chosen.program.resolve(), chosen.runs, folder, home, port)
    ours, theirs = (sorted(times) for times in taken.values())
    ratio = statistics.median(ours) / statistics.median(theirs)
    print("| what | runs | median | least | most |\n|---|---|---|---|---|")
    for name, times in taken.items():
        print(f"| {name} | {len(times)} | {statistics.median(times):.2f} s | {min(times):.2f} s | {max(times):.2f} s |")
    print(f"\nRatio of the medians: {ratio:.2f}")


if __name__ == "__main__":
    main()
