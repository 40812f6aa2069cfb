#!/usr/bin/env python3
"""seeds.py FOLDER: lays the known keys out as seeds, each as its reader's program wants it."""
import base64, os, re, sys

here = os.path.dirname(os.path.abspath(__file__))
vectors = os.path.join(here, "../vectors")
messages = os.path.join(here, "../../assets/explain")
out = sys.argv[1]


def seed(target, name, data):
    if 0 < len(data) <= 4096:
        os.makedirs(os.path.join(out, target), exist_ok=True)
        with open(os.path.join(out, target, name.replace("/", "-")), "wb") as f:
            f.write(data)


def decoded(text):
    try:
        return base64.b64decode(re.sub(rb"\s", b"", text))
    except ValueError:
        return b""


def string(data):
    return len(data).to_bytes(4, "big") + data


for folder, _, files in os.walk(vectors):
    for file in files:
        with open(os.path.join(folder, file), "rb") as f:
            data = f.read()
        name = os.path.relpath(os.path.join(folder, file), vectors)
        if name.endswith((".toml", ".py", ".sh")):
            continue
        seed("whole", name, data)
        for label, body in re.findall(rb"-----BEGIN ([A-Z0-9 ]+)-----\n([^-]*)-----END", data):
            if b"OPENSSH" in label:
                seed("openssh", name, decoded(body))
            else:
                seed("pem", name, body)
                seed("der", name, decoded(body.split(b"\n\n")[-1]))
        if data[:1] == b"\x30":
            seed("der", name, data)
        for label, body in re.findall(rb"---- BEGIN SSH2 ([A-Z ]+) ----\n([^-]*)---- END", data):
            body = re.sub(rb"(?m)^[A-Za-z-]+:(?:[^\n]*\\\n)*[^\n]*\n", b"", body)
            seed("sshcom" if b"PRIVATE" in label else "public", name, decoded(body))
        for line in re.findall(rb"(?m)AAAA[A-Za-z0-9+/]{20,}=*", data):
            seed("public", name, decoded(line))
        if data.startswith(b"PuTTY") and b"Encryption: none" in data:
            blocks = re.findall(rb"(?:Public|Private)-Lines: \d+\n((?:[A-Za-z0-9+/=]+\n)+)", data)
            if len(blocks) == 2:
                public, private = map(decoded, blocks)
                seed("ppk", name, string(public) + private)

# Each is a whole file; the fuzzer puts parts of them together.
KEY = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm"
for name, text in {
    "options": b'restrict,pty,from="10.0.0.0/8,!10.1.*",expiry-time="20271231Z",command="a \\"b\\"" ' + KEY + b" ann\r\n",
    "off": b"# " + KEY + b"\n#restrict " + KEY + b"\n",
    "permits": b'permitopen="db:1",permitlisten="[::1]:2",environment="A=b",tunnel="0",principals="a,b" ' + KEY + b"\n",
    "hosts": b"@revoked *.lan,!db.lan,[h]:22 " + KEY + b"\n|1|" + b"A" * 27 + b"=|" + b"A" * 27 + b"= " + KEY + b"\n",
    "config": b'Host w* !web\n Port = 2\nMatch host h exec "true"\n IdentityFile "a b" # c\nInclude d\n',
}.items():
    seed("text", name, text)

# The example lines of the messages, as they stand in the data.
for file in sorted(os.listdir(messages)):
    with open(os.path.join(messages, file), "rb") as f:
        lines = re.findall(rb"""(?m)(?:^examples = \[|^ +|, )["'](.+?)["'](?:\]|,|$)""", f.read())
    for number, line in enumerate(lines):
        seed("explain", f"{file}-{number}", line)
