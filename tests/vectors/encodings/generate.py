#!/usr/bin/env python3
"""Makes the files beside this script and manifest.toml: keys in other encodings than the shortest one,
as programs really write them. The keys are those of ../pem, and one that is made here of a fixed number.

    ./generate.py        needs OpenSSL 3.0 and python3 with `cryptography`
"""
import base64, hashlib, hmac, json, os, subprocess
from cryptography.hazmat.primitives import padding, serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for name in os.listdir("."):
    if name not in ("generate.py", "manifest.toml"):
        os.unlink(name)
out = ["# What each file in this folder holds. Written by generate.py."]
PASS = b"tide & tile"
u32 = lambda n: n.to_bytes(4, "big")
string = lambda data: u32(len(data)) + data
mpint = lambda n: string(n.to_bytes(n.bit_length() // 8 + 1, "big") if n else b"")
b64 = lambda data: base64.b64encode(data).decode()


def lines(data, width):
    text = b64(data)
    return [text[i:i + width] for i in range(0, len(text), width)]


def pem(label, data, *headers):
    return "\n".join([f"-----BEGIN {label}-----", *headers, *lines(data, 64), f"-----END {label}-----", ""]).encode()


def key(file, data, form, found, passphrase=None, comment=""):
    with open(file, "wb") as f:
        f.write(data)
    kind, bits, blob = found
    print_ = b64(hashlib.sha256(blob).digest()).rstrip("=")
    out.append(f'\n[[key]]\nfile = "encodings/{file}"\nformat = "{form}"\nkind = "{kind}"\nbits = {bits}')
    out.append(f'fingerprint = "SHA256:{print_}"\ncomment = {json.dumps(comment)}')
    if passphrase is not None:
        out.append(f"passphrase = {json.dumps(passphrase.decode())}")


def refused(file, data, error):
    with open(file, "wb") as f:
        f.write(data)
    out.append(f'\n[[refused]]\nfile = "encodings/{file}"\nerror = {json.dumps(error)}')


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, input=data).stdout


# --- BER ----------------------------------------------------------------------------------------

def short(n):
    digits = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([n]) if n < 128 else bytes([128 | len(digits)]) + digits


def long(n):
    return b"\x84" + u32(n)


def tlv(tag, *parts, length=short):
    body = b"".join(parts)
    return bytes([tag]) + length(len(body)) + body


def indefinite(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def parts(data):
    """Tag, body and all of each element."""
    found, at = [], 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size & 128:
            start += size & 127
            size = int.from_bytes(data[at + 2:start], "big")
        found.append((data[at], data[start:start + size], data[at:start + size]))
        at = start + size
    return found


def body_of(data):
    return parts(parts(data)[0][1])


def again(data, change, nested=False):
    """The same structure, each element changed by `change(tag, body)`, the innermost first."""
    def one(tag, body):
        if tag & 0x20:
            body = b"".join(one(tag, body) for tag, body, _ in parts(body))
        return change(tag, body)
    (tag, body, _), = parts(data)
    if nested:
        # The structure in the OCTET STRING of PKCS#8.
        (_, version, _), (_, algorithm, _), (_, inside, _) = parts(body)
        body = one(2, version) + one(0x30, algorithm) + change(4, again(inside, change))
        return change(tag, body)
    return one(tag, body)


def integers(change):
    return lambda tag, body: tlv(tag, change(body) if tag == 2 else body)


bare = integers(lambda body: body[1:] if len(body) > 1 and body[0] == 0 else body)
zeros = integers(lambda body: b"\0\0\0" + body)
long_lengths = lambda tag, body: tlv(tag, body, length=long)


def in_pieces(tag, body):
    if tag & 0x20:
        return indefinite(tag, body)
    if tag == 4 and len(body) > 4:
        return indefinite(0x24, tlv(4, body[:3]), indefinite(0x24, tlv(4), tlv(4, body[3:4])), tlv(4, body[4:], length=long))
    if tag == 3 and len(body) > 4:
        return indefinite(0x23, tlv(3, b"\0", body[1:4]), tlv(3, b"\0", body[4:]))
    return tlv(tag, body)


# --- The keys -----------------------------------------------------------------------------------

def load(name):
    with open(f"../pem/{name}", "rb") as f:
        return f.read()


def blob_of(public):
    return base64.b64decode(public.public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH).split()[1])


def from_pem(name, kind, bits):
    """PKCS#8, the traditional form, SubjectPublicKeyInfo, and what the manifest says."""
    info = load(f"{name}.p8.der")
    blob = blob_of(s.load_der_private_key(info, None).public_key())
    return info, load(f"{name}.der") if kind != "ed25519" else None, load(f"{name}.spki.der"), (kind, bits, blob)


rsa_info, rsa_der, rsa_spki, rsa = from_pem("rsa", "rsa", 2048)
dsa_info, dsa_der, dsa_spki = load("dsa.p8.der"), load("dsa.der"), load("dsa.spki.der")
_, dsa_p, dsa_q, dsa_g, dsa_y, dsa_x = (int.from_bytes(body, "big") for _, body, _ in body_of(dsa_der))
dsa = "dsa", dsa_p.bit_length(), string(b"ssh-dss") + mpint(dsa_p) + mpint(dsa_q) + mpint(dsa_g) + mpint(dsa_y)
p256_info, p256_der, p256_spki, p256 = from_pem("p256", "p256", 256)
p521_info, p521_der, p521_spki, p521 = from_pem("p521", "p521", 521)
ed_info, _, ed_spki, ed = from_pem("ed25519", "ed25519", 256)
RSA, EC, PRIVATE, PUBLIC = "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "PUBLIC KEY"

# --- Lengths, integers, pieces ------------------------------------------------------------------

for name, change in (("long-lengths", long_lengths), ("indefinite", in_pieces), ("no-sign-bytes", bare), ("zeros", zeros)):
    key(f"rsa-{name}.pem", pem(RSA, again(rsa_der, change)), "pem", rsa)
    key(f"rsa-{name}.p8", pem(PRIVATE, again(rsa_info, change, nested=True)), "pkcs8", rsa)
    key(f"dsa-{name}.pem", pem("DSA PRIVATE KEY", again(dsa_der, change)), "pem", dsa)
    key(f"dsa-{name}.p8", pem(PRIVATE, again(dsa_info, change, nested=True)), "pkcs8", dsa)
    key(f"dsa-{name}.spki", pem(PUBLIC, again(dsa_spki, change)), "public-pem", dsa)
    key(f"p256-{name}.p8", pem(PRIVATE, again(p256_info, change, nested=True)), "pkcs8", p256)
    key(f"p521-{name}.pem", pem(EC, again(p521_der, change)), "pem", p521)
    key(f"p521-{name}.spki", pem(PUBLIC, again(p521_spki, change)), "public-pem", p521)
    key(f"ed25519-{name}.p8", pem(PRIVATE, again(ed_info, change, nested=True)), "pkcs8", ed)
    key(f"ed25519-{name}.spki.der", again(ed_spki, change), "public-pem", ed)
    pkcs1 = parts(body_of(rsa_spki)[1][1][1:])[0][2]
    key(f"rsa-{name}.pkcs1.pub", pem("RSA PUBLIC KEY", again(pkcs1, change)), "public-pem", rsa)
    key(f"rsa-{name}-inside.spki", pem(PUBLIC, tlv(0x30, body_of(rsa_spki)[0][2], tlv(3, b"\0", again(pkcs1, change)))), "public-pem", rsa)
numbers = [whole for _, _, whole in body_of(rsa_der)]
crt = tlv(0x30, *numbers[:4], *(again(whole, bare) for whole in numbers[4:]))
key("rsa-only-crt-no-sign-bytes.pem", pem(RSA, crt), "pem", rsa)

# --- Bytes after the structure ------------------------------------------------------------------

key("rsa-then-zeros.pem", pem(RSA, rsa_der + bytes(3)), "pem", rsa)
key("rsa-then-newline.der", rsa_der + b"\n", "pem", rsa)
key("rsa-then-text.p8.der", rsa_info + b"Generated by a program that says so.\n", "pkcs8", rsa)
key("p256-then-padding.pem", pem(EC, p256_der + bytes([7]) * 7), "pem", p256)
key("ed25519-then-newline.spki.der", ed_spki + b"\r\n", "public-pem", ed)
# The point, cut off from the structure that it belongs to: it would go unchecked.
(_, version, _), (_, scalar, _), (_, curve, _), (_, point, _) = body_of(p256_der)
cut = tlv(0x30, tlv(2, version), tlv(4, scalar), tlv(0xa0, curve)) + tlv(0xa1, point)
refused("p256-point-after-structure.pem", pem(EC, cut), "Damaged { format: Pem")
refused("two-keys.der", rsa_der + p256_der, "Unsupported(SeveralPrivateKeys)")
refused("rsa-indefinite-without-end.pem", pem(RSA, b"\x30\x80" + b"".join(numbers)), "Damaged { format: Pem")

# --- Points -------------------------------------------------------------------------------------

for name, traditional, found in (("p256", p256_der, p256), ("p521", p521_der, p521)):
    for form in ("compressed", "hybrid"):
        data = openssl("ec", "-inform", "DER", "-conv_form", form, data=traditional)
        key(f"{name}-{form}.pem", data, "pem", found)
        data = openssl("ec", "-inform", "DER", "-conv_form", form, "-pubout", data=traditional)
        key(f"{name}-{form}.spki", data, "public-pem", found)
    data = openssl("ec", "-inform", "DER", "-conv_form", "hybrid", "-param_enc", "explicit", data=traditional)
    key(f"{name}-explicit-hybrid.pem", data, "pem", found)


def with_point(bits):
    return pem(EC, tlv(0x30, tlv(2, version), tlv(4, scalar), tlv(0xa0, curve), tlv(0xa1, tlv(3, bits))))


uncompressed = parts(point)[0][1][1:]
odd = uncompressed[-1] & 1
refused("p256-hybrid-other-y.pem", with_point(bytes([0, 7 - odd]) + uncompressed[1:]), "Damaged { format: Pem")
refused("p256-compressed-other-y.pem", with_point(bytes([0, 3 - odd]) + uncompressed[1:33]), "KeyMismatch")
key("p256-wrong-number-of-unused-bits.pem", with_point(b"\5" + uncompressed), "pem", p256)
# A key whose point ends in zeros, which are left out.
for number in range(1 << 20):
    private = ec.derive_private_key(1 << 200 | number, ec.SECP256R1())
    ending = private.public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)
    if ending[-1] == 0 and ending[-2] & 7 == 0:
        break
zero = "p256", 256, blob_of(private.public_key())
scalar = private.private_numbers().private_value.to_bytes(32, "big")
unused = next(count for count in range(8) if ending[-2] >> count & 1) if ending[-2] else 7
key("p256-unused-bits.pem", with_point(bytes([7]) + ending), "pem", zero)
key("p256-without-zeros.pem", with_point(bytes([unused]) + ending[:-1]), "pem", zero)
info = tlv(0x30, body_of(p256_spki)[0][2], tlv(3, bytes([unused]), ending[:-1]))
key("p256-without-zeros.spki", pem(PUBLIC, info), "public-pem", zero)

# --- Ed25519 in PKCS#8 --------------------------------------------------------------------------

seed, point25519 = ed_info[-32:], ed_spki[-32:]
other = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)
algorithm = body_of(ed_info)[1][2]
info = lambda inside, *rest, version=0: pem(PRIVATE, tlv(0x30, tlv(2, bytes([version])), algorithm, tlv(4, inside), *rest))
# russh, in version 2 with the public key once more.
key("ed25519-seed-and-point.p8", info(tlv(4, seed, point25519), tlv(0xa1, tlv(3, b"\0", point25519)), version=1), "pkcs8", ed)
key("ed25519-seed-and-point-version-1.p8", info(tlv(4, seed, point25519)), "pkcs8", ed)
key("ed25519-bare-seed.p8", info(seed), "pkcs8", ed)
key("ed25519-bare-seed-and-point.p8", info(seed + point25519), "pkcs8", ed)
refused("ed25519-seed-and-other-point.p8", info(tlv(4, seed, other)), "KeyMismatch")
refused("ed25519-bare-seed-and-other-point.p8", info(seed + other), "KeyMismatch")
refused("ed25519-seed-and-point-and-other.p8", info(tlv(4, seed, point25519), tlv(0xa1, tlv(3, b"\0", other)), version=1), "KeyMismatch")
refused("ed25519-cut-seed.p8", info(tlv(4, seed)[:32]), "Damaged { format: Pkcs8")
refused("ed25519-33-bytes.p8", info(tlv(4, seed + b"\0")), "Damaged { format: Pkcs8")

# --- Encrypted ----------------------------------------------------------------------------------

def encrypt(data, secret, iv):
    pad = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(secret), modes.CBC(iv)).encryptor()
    return encryptor.update(pad.update(data) + pad.finalize()) + encryptor.finalize()


oid = lambda digits: tlv(6, bytes.fromhex(digits))
salt, iv = bytes(range(16)), bytes(range(16, 32))
sha256 = tlv(0x30, oid("2a864886f70d0209"), b"\5\0")
kdf = tlv(0x30, oid("2a864886f70d01050c"), tlv(0x30, tlv(4, salt), tlv(2, b"\x08\0"), sha256))
scheme = tlv(0x30, oid("2a864886f70d01050d"), tlv(0x30, kdf, tlv(0x30, oid("60864801650304012a"), tlv(4, iv))))
secret = hashlib.pbkdf2_hmac("sha256", PASS, salt, 2048, 32)
for name, inside in (("indefinite", again(rsa_info, in_pieces, nested=True)), ("zeros", again(rsa_info, zeros, nested=True))):
    whole = tlv(0x30, scheme, tlv(4, encrypt(inside, secret, iv)))
    key(f"rsa-encrypted-{name}-inside.p8", pem("ENCRYPTED PRIVATE KEY", whole), "pkcs8", rsa, PASS)
    key(f"rsa-encrypted-{name}.p8", pem("ENCRYPTED PRIVATE KEY", again(whole, in_pieces if name == "indefinite" else zeros)), "pkcs8", rsa, PASS)
md5 = hashlib.md5(PASS + iv[:8]).digest()
for name, change in (("indefinite", in_pieces), ("no-sign-bytes", bare)):
    data = encrypt(again(rsa_der, change) + b"\0", md5, iv)
    key(f"rsa-encrypted-{name}.pem", pem(RSA, data, "Proc-Type: 4,ENCRYPTED", f"DEK-Info: AES-128-CBC,{iv.hex().upper()}", ""), "pem", rsa, PASS)

# --- SSH's own encoding -------------------------------------------------------------------------

_, n, e, d, p, q, _, _, iqmp = (int.from_bytes(body, "big") for _, body, _ in body_of(rsa_der))
raw = lambda number: number.to_bytes((number.bit_length() + 7) // 8, "big")
forms = {"zeros": lambda number: string(bytes(3) + raw(number)), "no-sign-bytes": lambda number: string(raw(number))}


def line(blob, comment="ann"):
    name = blob[4:4 + int.from_bytes(blob[:4], "big")]
    return name + b" " + base64.b64encode(blob) + b" " + comment.encode() + b"\n"


def ppk(blob, private, comment=b"ann"):
    kind = blob[4:4 + int.from_bytes(blob[:4], "big")]
    covered = b"".join(map(string, (kind, b"none", comment, blob, private)))
    mac = hmac.new(hashlib.sha1(b"putty-private-key-file-mac-key").digest(), covered, hashlib.sha1).hexdigest()
    body = [f"Public-Lines: {len(lines(blob, 64))}", *lines(blob, 64), f"Private-Lines: {len(lines(private, 64))}", *lines(private, 64)]
    head = [f"PuTTY-User-Key-File-2: {kind.decode()}", "Encryption: none", f"Comment: {comment.decode()}"]
    return "\n".join([*head, *body, f"Private-MAC: {mac}", ""]).encode()


def openssh(blob, fields, checks=(7, 7), comment=b"ann"):
    private = u32(checks[0]) + u32(checks[1]) + fields + string(comment)
    private += bytes(range(1, 1 + -len(private) % 8))
    data = b"openssh-key-v1\0" + string(b"none") * 2 + string(b"") + u32(1) + string(blob) + string(private)
    return "\n".join(["-----BEGIN OPENSSH PRIVATE KEY-----", *lines(data, 70), "-----END OPENSSH PRIVATE KEY-----", ""]).encode()


for name, form in forms.items():
    blob = string(b"ssh-rsa") + form(e) + form(n)
    key(f"rsa-{name}.pub", line(blob), "line", rsa, comment="ann")
    key(f"rsa-{name}.blob", blob, "line", rsa)
    key(f"rsa-{name}.ppk", ppk(blob, form(d) + form(p) + form(q) + form(iqmp)), "ppk2", rsa, comment="ann")
    inner = string(b"ssh-rsa") + form(n) + form(e) + form(d) + form(iqmp) + form(p) + form(q)
    key(f"rsa-{name}", openssh(blob, inner), "openssh", rsa, comment="ann")
    key(f"rsa-{name}-outside", openssh(rsa[2], inner), "openssh", rsa, comment="ann")
    blob = string(b"ssh-dss") + b"".join(map(form, (dsa_p, dsa_q, dsa_g, dsa_y)))
    key(f"dsa-{name}.pub", line(blob), "line", dsa, comment="ann")
    key(f"dsa-{name}.ppk", ppk(blob, form(dsa_x)), "ppk2", dsa, comment="ann")
    key(f"dsa-{name}", openssh(dsa[2], blob + form(dsa_x)), "openssh", dsa, comment="ann")
    other_n = string(b"ssh-rsa") + form(e) + form(n ^ 1 << 999)
    refused(f"rsa-{name}-other-public.ppk", ppk(other_n, form(d) + form(p) + form(q) + form(iqmp)), "KeyMismatch")
    refused(f"rsa-{name}-other-public", openssh(other_n, inner), "KeyMismatch")

name256, nist256 = b"ecdsa-sha2-nistp256", b"nistp256"
value = body_of(p256_der)[1][1]
for form, encoded in (("compressed", bytes([2 + odd]) + uncompressed[1:33]), ("hybrid", bytes([6 + odd]) + uncompressed[1:])):
    blob = string(name256) + string(nist256) + string(encoded)
    key(f"p256-{form}.pub", line(blob), "line", p256, comment="ann")
    key(f"p256-{form}.ppk", ppk(blob, string(value)), "ppk2", p256, comment="ann")
    key(f"p256-{form}", openssh(blob, p256[2] + string(value)), "openssh", p256, comment="ann")
    key(f"p256-{form}-inside", openssh(p256[2], blob + string(value)), "openssh", p256, comment="ann")
    sk = string(b"sk-ecdsa-sha2-nistp256@openssh.com") + string(nist256)
    plain = "sk-ecdsa", 256, sk + string(uncompressed) + string(b"ssh:")
    key(f"sk-ecdsa-{form}.pub", line(sk + string(encoded) + string(b"ssh:")), "line", plain, comment="ann")
    authority = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    head = string(name256 + b"-cert-v01@openssh.com") + string(bytes(32)) + string(nist256) + string(encoded)
    head += bytes(8) + u32(1) + string(b"id") + string(string(b"ann")) + bytes(8) + b"\xff" * 8 + string(b"") * 3
    head += string(string(b"ssh-ed25519") + string(other))
    signed = head + string(string(b"ssh-ed25519") + string(authority.sign(head)))
    key(f"p256-{form}-cert.pub", line(signed), "certificate", p256, comment="ann")
wrong = bytes([2 + (1 - odd)]) + uncompressed[1:33]
blob = string(name256) + string(nist256) + string(wrong)
refused("p256-compressed-other-public.ppk", ppk(blob, string(value)), "KeyMismatch")
refused("p256-compressed-other-public", openssh(blob, blob + string(value)), "KeyMismatch")
refused("p256-compact.pub", line(string(name256) + string(nist256) + string(b"\5" + uncompressed[1:33])), "Damaged { format: Line")

# --- Check numbers ------------------------------------------------------------------------------

# XCA wrote two that differ. Without encryption they say nothing, except of a key in a device, where the
# private part cannot be compared with the public one.
inner = ed[2] + string(seed + point25519)
key("ed25519-check-numbers", openssh(ed[2], inner, checks=(1, 2)), "openssh", ed, comment="ann")
sk = string(b"sk-ssh-ed25519@openssh.com") + string(point25519) + string(b"ssh:")
refused("sk-check-numbers", openssh(sk, sk + b"\1" + string(bytes(64)) + string(b""), checks=(1, 2)), "Damaged { format: OpenSsh")

with open("manifest.toml", "w") as f:
    f.write("\n".join(out) + "\n")
print(len([line for line in out if "[[key]]" in line]), "keys,", len([line for line in out if "[[refused]]" in line]), "refused")
