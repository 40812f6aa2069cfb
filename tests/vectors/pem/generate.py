#!/usr/bin/env python3
"""Makes the files beside this script and manifest.toml: PEM, PKCS#8, DER and ssh.com keys, by
OpenSSL 3.0, puttygen 0.78 and OpenSSH 9.2. Every run makes new keys; the committed files are from
one run. The keys protect nothing.

    ./generate.py
"""
import base64, json, os, re, shutil, subprocess, tempfile

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for name in os.listdir("."):
    if name not in ("generate.py", "manifest.toml"):
        os.unlink(name)
work = tempfile.mkdtemp()
out = ["# What each file in this folder holds. Written by generate.py; fingerprints are from ssh-keygen."]
PASS = "tide & tile"
for name, text in (("pass", PASS), ("empty", "")):
    with open(f"{work}/{name}", "w") as f:
        f.write(text)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def openssl(*arguments):
    return run("openssl", *arguments, "-provider", "legacy", "-provider", "default")


def block(label, der):
    text = base64.encodebytes(der).replace(b"\n", b"")
    lines = b"\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, lines, label)


def der(pem):
    """What stands in the last block of a PEM file."""
    return base64.b64decode(re.findall(rb"-----BEGIN [^\n]*-----\n(?:[^\n]*: [^\n]*\n|\n)*([^-]*)-----END", pem)[-1])


def put(name, data):
    with open(name, "wb") as f:
        f.write(data)


def key(file, data, form, key, passphrase=None, comment=""):
    put(file, data)
    kind, bits, fingerprint = key["facts"]
    out.append(f'\n[[key]]\nfile = "pem/{file}"\nformat = "{form}"\nkind = "{kind}"\nbits = {bits}')
    out.append(f'fingerprint = "{fingerprint}"\ncomment = {json.dumps(comment)}')
    if passphrase is not None:
        out.append(f"passphrase = {json.dumps(passphrase, ensure_ascii=False)}")


def refused(file, data, error, passphrase=None):
    put(file, data)
    out.append(f'\n[[refused]]\nfile = "pem/{file}"\nerror = {json.dumps(error)}')
    if passphrase is not None:
        out.append(f"passphrase = {json.dumps(passphrase)}")


# --- DER, as much as is needed ------------------------------------------------------------------

def tlv(tag, *parts):
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else None
    if size is None:
        number = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
        size = bytes([0x80 | len(number)]) + number
    return bytes([tag]) + size + body


def integer(value):
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(text):
    first, second, *rest = map(int, text.split("."))
    body = bytes([first * 40 + second])
    for number in rest:
        groups = [number & 127]
        while number > 127:
            number >>= 7
            groups.append(number & 127 | 128)
        body += bytes(reversed(groups))
    return tlv(6, body)


def parts(data):
    """The elements in the body of a SEQUENCE: tag, body, whole."""
    def one(data, at):
        size, start = data[at + 1], at + 2
        if size & 128:
            start += size & 127
            size = int.from_bytes(data[at + 2:start], "big")
        return data[at], data[start:start + size], data[at:start + size], start + size
    _, body, _, _ = one(data, 0)
    found, at = [], 0
    while at < len(body):
        tag, inner, whole, at = one(body, at)
        found.append((tag, inner, whole))
    return found


# --- Keys ---------------------------------------------------------------------------------------

def make(name, kind, *arguments):
    """A key in OpenSSL's PKCS#8, its PEM, and what ssh-keygen says of it."""
    pkcs8 = openssl("genpkey", *arguments)
    put(f"{work}/key", pkcs8)
    os.chmod(f"{work}/key", 0o600)
    found = {"name": name, "pkcs8": pkcs8, "spki": openssl("pkey", "-in", f"{work}/key", "-pubout")}
    if kind in ("ed25519", "ed448"):
        size = 32 if kind == "ed25519" else 57
        blob = b"".join(len(part).to_bytes(4, "big") + part for part in (b"ssh-" + kind.encode(), der(found["spki"])[-size:]))
        line = b"ssh-%s %s\n" % (kind.encode(), base64.b64encode(blob))
    else:
        line = run("ssh-keygen", "-y", "-P", "", "-f", f"{work}/key")
        found["traditional"] = openssl("pkey", "-in", f"{work}/key", "-traditional")
    put(f"{work}/line", line)
    if kind == "ed448":
        # ssh-keygen does not know them.
        fingerprint = run("puttygen", "-l", "-E", "sha256", f"{work}/line").split()[2]
        bits = 448
    else:
        bits, fingerprint = run("ssh-keygen", "-lf", f"{work}/line").split()[:2]
    found["facts"] = kind, int(bits), fingerprint.decode()
    return found


def curve(name):
    return "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{name}"


openssl("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024", "-pkeyopt",
        "dsa_paramgen_q_bits:160", "-out", f"{work}/dsa")
keys = [
    make("rsa", "rsa", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    make("p256", "p256", *curve("P-256")),
    make("p384", "p384", *curve("P-384")),
    make("p521", "p521", *curve("P-521")),
    make("ed25519", "ed25519", "-algorithm", "ED25519"),
    make("dsa", "dsa", "-paramfile", f"{work}/dsa"),
    make("ed448", "ed448", "-algorithm", "ED448"),
]
by_name = {key["name"]: key for key in keys}


def again(found, *arguments, form="traditional"):
    put(f"{work}/key", found[form])
    return openssl(*arguments, "-in", f"{work}/key")


# --- Plain, in every container ------------------------------------------------------------------

for found in keys:
    name = found["name"]
    key(f"{name}.p8", found["pkcs8"], "pkcs8", found)
    key(f"{name}.p8.der", der(found["pkcs8"]), "pkcs8", found)
    key(f"{name}.spki", found["spki"], "public-pem", found)
    key(f"{name}.spki.der", der(found["spki"]), "public-pem", found)
    if "traditional" in found:
        key(f"{name}.pem", found["traditional"], "pem", found)
        key(f"{name}.der", der(found["traditional"]), "pem", found)
rsa, p256, p521, ed25519, dsa = (by_name[name] for name in ("rsa", "p256", "p521", "ed25519", "dsa"))
key("rsa.pkcs1.pub", again(rsa, "rsa", "-RSAPublicKey_out"), "public-pem", rsa)

# --- Traditional encryption ---------------------------------------------------------------------

for cipher in ("aes128", "aes192", "aes256", "aes-256-ctr", "des3", "des-ede-cbc", "des-cbc", "camellia128",
               "camellia256"):
    data = again(rsa, "pkey", "-traditional", f"-{cipher}", "-passout", f"file:{work}/pass")
    key(f"rsa-{cipher}.pem", data, "pem", rsa, PASS)
for found in (p256, p521, dsa):
    data = again(found, "pkey", "-traditional", "-aes128", "-passout", f"file:{work}/pass")
    key(f"{found['name']}-aes128.pem", data, "pem", found, PASS)
# A PKCS#8 structure and a traditional one, both encrypted under the label of PKCS#8.
data = again(rsa, "pkey", "-traditional", "-aes128", "-passout", f"file:{work}/pass")
key("rsa-aes128-other-label.pem", data.replace(b"RSA PRIVATE", b"PRIVATE"), "pem", rsa, PASS)
latin = "Grüße".encode("latin-1")
put(f"{work}/latin", latin)
data = again(p256, "pkey", "-traditional", "-aes256", "-passout", f"file:{work}/latin")
key("p256-latin-1-passphrase.pem", data, "pem", p256, "Grüße")

# --- PKCS#8 encryption --------------------------------------------------------------------------

schemes = {
    "aes256-sha256": ["-v2", "aes-256-cbc"],
    "aes192-sha1": ["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA1"],
    "aes128-sha224": ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA224"],
    "aes256-sha384": ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA384"],
    "aes256-sha512": ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512"],
    "des3-sha256": ["-v2", "des3"],
    "des3-sha1": ["-v2", "des3", "-v2prf", "hmacWithSHA1"],
    "camellia256": ["-v2", "camellia256"],
    "many-rounds": ["-v2", "aes-256-cbc", "-iter", "100000"],
    "scrypt": ["-scrypt"],
    "scrypt-p2": ["-scrypt", "-scrypt_N", "1024", "-scrypt_r", "8", "-scrypt_p", "2"],
    "pbes1-des3": ["-v1", "PBE-SHA1-3DES"],
}
for number, (name, scheme) in enumerate(schemes.items()):
    for found in (keys[number % len(keys)], ed25519):
        file = f"{found['name']}-{name}.p8"
        if not os.path.exists(file):
            data = again(found, "pkcs8", "-topk8", *scheme, "-passout", f"file:{work}/pass", form="pkcs8")
            key(file, data, "pkcs8", found, PASS)
data = again(p256, "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", f"file:{work}/pass", form="pkcs8")
key("p256-encrypted.der", der(data), "pkcs8", p256, PASS)
for name, scheme, error in (
    ("md5-des", "PBE-MD5-DES", "PBE-MD5-DES"), ("sha1-rc4", "PBE-SHA1-RC4-128", "PBE-SHA1-RC4"),
    ("sha1-rc2", "PBE-SHA1-RC2-40", "PBE-SHA1-RC2"), ("sha1-2des", "PBE-SHA1-2DES", "PBE-SHA1-2DES"),
):
    data = again(rsa, "pkcs8", "-topk8", "-v1", scheme, "-passout", f"file:{work}/pass", form="pkcs8")
    refused(f"{name}.p8", data, f'Unsupported(PemEncryption("{error}"))')

# --- As programs other than OpenSSL write them --------------------------------------------------

seed, point = der(ed25519["pkcs8"])[-32:], der(ed25519["spki"])[-32:]
version2 = lambda point: tlv(0x30, integer(1), tlv(0x30, oid("1.3.101.112")), tlv(4, tlv(4, seed)), tlv(0x81, b"\0" + point))
key("ed25519-version-2.p8", block(b"PRIVATE KEY", version2(point)), "pkcs8", ed25519)
one_line = base64.b64encode(version2(point))
key("ed25519-one-line.p8", b"-----BEGIN PRIVATE KEY-----\n" + one_line + b"\n-----END PRIVATE KEY-----", "pkcs8", ed25519)
key("ed25519-all-in-one-line.p8", b"-----BEGIN PRIVATE KEY-----" + one_line + b"-----END PRIVATE KEY-----", "pkcs8", ed25519)
attributes = tlv(0xa0, tlv(0x30, oid("1.2.840.113549.1.9.20"), tlv(0x31, tlv(0x1e, "a name".encode("utf-16-be")))))
data = tlv(0x30, integer(0), tlv(0x30, oid("1.3.101.112")), tlv(4, tlv(4, seed)), attributes)
key("ed25519-attributes.p8", block(b"PRIVATE KEY", data), "pkcs8", ed25519)
other = der(openssl("genpkey", "-algorithm", "ED25519"))[-32:]
refused("ed25519-other-point.p8", block(b"PRIVATE KEY", version2(other)), "KeyMismatch")

for found, named in ((p256, "1.2.840.10045.3.1.7"), (p521, "1.3.132.0.35")):
    name = found["name"]
    scalar, parameters, public = (inner for _, inner, _ in parts(der(found["traditional"]))[1:])
    whole = lambda *rest, scalar=scalar: block(b"EC PRIVATE KEY", tlv(0x30, integer(1), tlv(4, scalar), *rest))
    key(f"{name}-no-point.pem", whole(tlv(0xa0, parameters)), "pem", found)
    key(f"{name}-parameters-first.pem", block(b"EC PARAMETERS", oid(named)) + found["traditional"], "pem", found)
    point = parts(tlv(0x30, public))[0][1][1:]
    size = len(point) // 2
    compressed = bytes([2 + (point[-1] & 1)]) + point[1:1 + size]
    rest = tlv(0xa0, parameters), tlv(0xa1, tlv(3, b"\0" + compressed))
    key(f"{name}-compressed-point.pem", whole(*rest), "pem", found)
    for form in ("uncompressed", "compressed"):
        put(f"{work}/key", found["traditional"])
        data = openssl("ec", "-in", f"{work}/key", "-param_enc", "explicit", "-conv_form", form)
        key(f"{name}-explicit-{form}.pem", data, "pem", found)
    data = openssl("pkcs8", "-topk8", "-nocrypt", "-in", f"{work}/key")
    no_curve_inside = tlv(0x30, integer(1), tlv(4, scalar), tlv(0xa1, public))
    info = lambda inside: tlv(0x30, integer(0), tlv(0x30, oid("1.2.840.10045.2.1"), oid(named)), tlv(4, inside))
    key(f"{name}-no-curve-inside.p8", block(b"PRIVATE KEY", info(no_curve_inside)), "pkcs8", found)
    refused(f"{name}-no-curve.pem", whole(tlv(0xa1, public)), "Damaged { format: Pem")
    wrong = tlv(0xa1, tlv(3, b"\0" + b"\4" + point[1:-1] + bytes([point[-1] ^ 1])))
    refused(f"{name}-point-off-curve.pem", whole(tlv(0xa0, parameters), wrong), "Damaged { format: Pem")
    short = scalar.lstrip(b"\0")
    if len(short) < len(scalar):
        key(f"{name}-short-scalar.pem", whole(tlv(0xa0, parameters), tlv(0xa1, public), scalar=short), "pem", found)

text = b"Bag Attributes\n    friendlyName: a name\nKey Attributes: <No Attributes>\n"
run("openssl", "req", "-new", "-x509", "-key", "rsa.p8", "-subj", "/CN=example", "-days", "1", "-out", f"{work}/x509")
certificate = open(f"{work}/x509", "rb").read()
key("rsa-after-text.p8", text + rsa["pkcs8"], "pkcs8", rsa)
key("rsa-after-certificate.p8", certificate + rsa["pkcs8"], "pkcs8", rsa)
key("rsa-before-certificate.pem", rsa["traditional"] + certificate, "pem", rsa)
key("rsa-public-first.pem", rsa["spki"] + rsa["traditional"], "pem", rsa)
refused("certificate.pem", certificate, 'Foreign(X509Certificate)')
for name, change in (
    ("crlf", lambda b: b.replace(b"\n", b"\r\n")), ("cr", lambda b: b.replace(b"\n", b"\r")),
    ("bom", lambda b: b"\xef\xbb\xbf" + b), ("utf-16", lambda b: b"\xff\xfe" + b.decode().encode("utf-16-le")),
    ("no-final-newline", bytes.rstrip), ("trailing-spaces", lambda b: b.replace(b"\n", b"  \n")),
    ("blank-lines", lambda b: b.replace(b"\n", b"\n\n")), ("indented", lambda b: b"    " + b.replace(b"\n", b"\n    ")),
):
    key(f"rsa-{name}.pem", change(rsa["traditional"]), "pem", rsa)
    data = open("rsa-aes256.pem", "rb").read()
    key(f"rsa-aes256-{name}.pem", change(data), "pem", rsa, PASS)

# --- ssh.com ------------------------------------------------------------------------------------

for found in (rsa, dsa):
    name, (kind, bits, _) = found["name"], found["facts"]
    put(f"{work}/key", found["traditional"])
    for ending, secret in (("", "empty"), ("-encrypted", "pass")):
        comment = f"{name}@example.com with a comment that is long enough to be broken into two lines: \"so\""
        run("puttygen", f"{work}/key", "-C", comment, "-O", "private-sshcom", "-o", f"{work}/out",
            "--old-passphrase", f"{work}/empty", "--new-passphrase", f"{work}/{secret}")
        data = open(f"{work}/out", "rb").read()
        key(f"{name}{ending}.sshcom", data, "sshcom", found, PASS if ending else None, comment)
encrypted = open("rsa-encrypted.sshcom", "rb").read()
# What begins with the number that all of them begin with.
wrong = bytearray(base64.b64decode(re.search(rb"P2/56[^-]*", encrypted).group()))
wrong[6] ^= 1
lines = base64.encodebytes(bytes(wrong)).decode()
refused("other-length.sshcom", f"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{lines}---- END SSH2 ENCRYPTED PRIVATE KEY ----\n".encode(), "Damaged { format: SshCom")
refused("truncated.sshcom", encrypted[:400], "Damaged { format: SshCom")
refused("wrong-passphrase.sshcom", encrypted, "WrongPassphrase", "tide and tile")

# --- dropbear, as its dropbearkey writes it ------------------------------------------------------

string = lambda data: len(data).to_bytes(4, "big") + data
mpint = lambda value: string(value.to_bytes(value.bit_length() // 8 + 1, "big"))
_, n, e, d, p, q, *_ = (int.from_bytes(inner, "big") for _, inner, _ in parts(der(rsa["traditional"])))
blob = run("ssh-keygen", "-i", "-m", "PKCS8", "-f", "rsa.spki").split()[1]
key("rsa.blob", base64.b64decode(blob), "line", rsa)
refused("dropbear", string(b"ssh-rsa") + b"".join(map(mpint, (e, n, d, p, q))), "Unsupported(Dropbear)")

# --- Named and refused --------------------------------------------------------------------------

for name, arguments, error in (
    ("secp256k1", curve("secp256k1"), 'Curve("secp256k1")'),
    ("secp224r1", curve("secp224r1"), 'Curve("secp224r1")'),
    ("brainpool", curve("brainpoolP256r1"), 'Curve("brainpoolP256r1")'),
    ("x25519", ("-algorithm", "X25519"), 'KeyType("X25519")'),
    ("rsa-pss", ("-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"), 'KeyType("RSA-PSS")'),
    ("dh", ("-algorithm", "DH", "-pkeyopt", "group:ffdhe2048"), 'KeyType("Diffie-Hellman")'),
):
    data = openssl("genpkey", *arguments)
    refused(f"{name}.p8", data, f"Unsupported({error})")
    put(f"{work}/key", data)
    refused(f"{name}.spki", openssl("pkey", "-in", f"{work}/key", "-pubout"), f"Unsupported({error})")
    if name == "secp256k1":
        refused("secp256k1.pem", openssl("pkey", "-in", f"{work}/key", "-traditional"), f"Unsupported({error})")
        data = openssl("ec", "-in", f"{work}/key", "-param_enc", "explicit")
        refused("secp256k1-explicit.pem", data, 'Unsupported(Curve("explicit parameters"))')
data = open("rsa-aes256.pem", "rb").read()
for name, old, new, error in (
    ("unknown-cipher", b"AES-256-CBC", b"ROT13", 'Unsupported(PemEncryption("ROT13"))'),
    ("blowfish", b"AES-256-CBC", b"BF-CBC", 'Unsupported(PemEncryption("BF-CBC"))'),
    ("short-iv", re.search(rb"CBC,(..)", data).group(1), b"", "Damaged { format: Pem"),
    ("no-iv", re.search(rb"CBC(,[0-9A-F]+)", data).group(1), b"", "Damaged { format: Pem"),
    ("no-dek-info", re.search(rb"DEK-Info.*\n", data).group(), b"", "Damaged { format: Pem"),
):
    refused(f"{name}.pem", data.replace(old, new, 1), error)
refused("wrong-passphrase.pem", data, "WrongPassphrase", "tide and tile")
refused("wrong-passphrase.p8", open("rsa-aes256-sha256.p8", "rb").read(), "WrongPassphrase", "tide and tile")
numbers = [int.from_bytes(inner, "big") for _, inner, _ in parts(der(rsa["traditional"]))]
changed = lambda at, by: tlv(0x30, *(integer(n + by if i == at else n) for i, n in enumerate(numbers)))
refused("rsa-other-d.pem", block(b"RSA PRIVATE KEY", changed(3, 2)), "KeyMismatch")
refused("rsa-other-p.pem", block(b"RSA PRIVATE KEY", changed(4, 2)), "KeyMismatch")
key("rsa-wrong-coefficient.pem", block(b"RSA PRIVATE KEY", changed(8, 2)), "pem", rsa)
three = run("openssl", "genrsa", "-traditional", "-primes", "3", "2048")
refused("rsa-three-primes.pem", three, 'Unsupported(KeyType("RSA with more than two primes"))')
put(f"{work}/key", three)
three = openssl("pkcs8", "-topk8", "-in", f"{work}/key", "-passout", f"file:{work}/pass")
refused("rsa-three-primes.p8", three, 'Unsupported(KeyType("RSA with more than two primes"))', PASS)
key("rsa-no-end.pem", rsa["traditional"].rsplit(b"-----END", 1)[0], "pem", rsa)
refused("rsa-truncated.pem", block(b"RSA PRIVATE KEY", der(rsa["traditional"])[:-10]), "Damaged { format: Pem")
key("rsa-other-end.pem", rsa["traditional"].replace(b"END RSA", b"END DSA"), "pem", rsa)


def pbes2(kdf, cipher=tlv(0x30, oid("2.16.840.1.101.3.4.1.42"), tlv(4, bytes(16)))):
    scheme = tlv(0x30, oid("1.2.840.113549.1.5.13"), tlv(0x30, kdf, cipher))
    return block(b"ENCRYPTED PRIVATE KEY", tlv(0x30, scheme, tlv(4, bytes(64))))


def pbkdf2(rounds):
    sha256 = tlv(0x30, oid("1.2.840.113549.2.9"), b"\5\0")
    return tlv(0x30, oid("1.2.840.113549.1.5.12"), tlv(0x30, tlv(4, bytes(16)), integer(rounds), sha256))


def scrypt(n, r, p):
    return tlv(0x30, oid("1.3.6.1.4.1.11591.4.11"), tlv(0x30, tlv(4, bytes(16)), integer(n), integer(r), integer(p)))


for name, kdf, error in (
    ("pbkdf2-0", pbkdf2(0), "Damaged"), ("pbkdf2-2-31", pbkdf2(2**31 - 1), "TooCostly"),
    ("pbkdf2-2-128", pbkdf2(2**128), "TooCostly"), ("scrypt-0", scrypt(0, 0, 0), "Damaged"),
    ("scrypt-3", scrypt(3, 8, 1), "Damaged"), ("scrypt-2-62", scrypt(2**62, 8, 1), "TooCostly"),
    ("scrypt-large-r", scrypt(16384, 2**30, 1), "TooCostly"), ("scrypt-large-p", scrypt(16384, 8, 2**30), "TooCostly"),
):
    refused(f"{name}.p8", pbes2(kdf), error)
for name, identifier, iv in (("short-iv-des3", "1.2.840.113549.3.7", bytes(3)), ("short-iv", "2.16.840.1.101.3.4.1.42", b"")):
    refused(f"{name}.p8", pbes2(pbkdf2(1), tlv(0x30, oid(identifier), tlv(4, iv))), "Damaged")
refused("nested.p8", block(b"PRIVATE KEY", b"\x30\x80" * 10000), "Damaged")
refused("long-length.p8", block(b"PRIVATE KEY", b"\x30\x88\x7f" + b"\xff" * 7 + b"x" * 50), "Damaged")
refused("empty.pem", b"-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n", "Damaged")

with open("manifest.toml", "w") as f:
    f.write("\n".join(out) + "\n")
shutil.rmtree(work)
print(len([line for line in out if "[[key]]" in line]), "keys,", len([line for line in out if "[[refused]]" in line]), "refused")
