"""Writes key files that programs make once in hundreds of times, or never: hand-picked numbers
under a correct MAC. Prints their part of the manifest. Called by generate.sh."""
import base64, hashlib, hmac, json, random
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448

draw = random.Random(1)
u32 = lambda n: n.to_bytes(4, "big")
string = lambda b: u32(len(b)) + b
mpint = lambda n: string(n.to_bytes(n.bit_length() // 8 + 1, "big") if n else b"")
b64 = lambda b: base64.b64encode(b).decode()


def lines(text, width):
    return [text[i:i + width] for i in range(0, len(text), width)]


def ppk(kind, blob, private, comment, version=3, mac_key=None):
    covered = b"".join(map(string, (kind, b"none", comment, blob, private)))
    if version == 3:
        mac = hmac.new(b"", covered, hashlib.sha256).hexdigest()
    else:
        mac = hmac.new(hashlib.sha1(b"putty-private-key-file-mac-key").digest(), covered, hashlib.sha1).hexdigest()
    public, private = lines(b64(blob), 64), lines(b64(private), 64)
    head = [b"PuTTY-User-Key-File-%d: " % version + kind, b"Encryption: none", b"Comment: " + comment]
    body = [f"Public-Lines: {len(public)}", *public, f"Private-Lines: {len(private)}", *private, f"Private-MAC: {mac}"]
    return b"\n".join(head + [line.encode() for line in body]) + b"\n"


def openssh(blob, fields, comment, check=(7, 7), padding=None, keys=1, cipher=b"none", kdf=b"none", options=b"", after=b""):
    private = u32(check[0]) + u32(check[1]) + fields + string(comment)
    missing = -len(private) % 8
    private += bytes(range(1, missing + 1)) if padding is None else padding
    data = b"openssh-key-v1\0" + string(cipher) + string(kdf) + string(options) + u32(keys) + string(blob) + string(private) + after
    body = lines(b64(data), 70)
    return ("\n".join(["-----BEGIN OPENSSH PRIVATE KEY-----", *body, "-----END OPENSSH PRIVATE KEY-----"]) + "\n").encode()


def save(file, data):
    with open(file, "wb") as out:
        out.write(data)


def key(file, fmt, kind, bits, blob, comment, data):
    save(file, data)
    print_ = b64(hashlib.sha256(blob).digest()).rstrip("=")
    print(f'\n[[key]]\nfile = "{file}"\nformat = "{fmt}"\nkind = "{kind}"\nbits = {bits}')
    print(f'fingerprint = "SHA256:{print_}"\ncomment = {json.dumps(comment, ensure_ascii=False)}')


def refused(file, error, data):
    save(file, data)
    print(f'\n[[refused]]\nfile = "{file}"\nerror = {json.dumps(error)}')


# Ed25519
def ed_public(seed):
    return ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)


def ed_blob(point):
    return string(b"ssh-ed25519") + string(point)


def ed_fields(point, seed):
    return ed_blob(point) + string(seed + point)


ED = b"ssh-ed25519"
some = draw.randbytes(32)
seeds = {
    "first-byte-0": b"\0" + b"\x55" + some[2:], "first-byte-0-then-high": b"\0\x95" + some[2:],
    "first-two-bytes-0": b"\0\0" + some[2:], "last-byte-0": some[:31] + b"\0", "last-three-bytes-0": some[:29] + b"\0\0\0",
    "last-byte-high": some[:31] + b"\xff", "all-0": bytes(32), "all-ff": b"\xff" * 32,
}
for name, seed in seeds.items():
    blob = ed_blob(ed_public(seed))
    for version in (2, 3):
        key(f"odd/ed25519-{name}-{version}.ppk", f"ppk{version}", "ed25519", 256, blob, name,
            ppk(ED, blob, string(seed), name.encode(), version))
    short = seed.rstrip(b"\0")
    if short != seed:  # as PuTTY 0.68 to 0.74 wrote it
        key(f"odd/ed25519-{name}-short.ppk", "ppk2", "ed25519", 256, blob, name, ppk(ED, blob, string(short), name.encode(), 2))
    key(f"odd/ed25519-{name}", "openssh", "ed25519", 256, blob, name, openssh(blob, ed_fields(ed_public(seed), seed), name.encode()))

point, other = ed_public(some), ed_public(draw.randbytes(32))
blob = ed_blob(point)
fields = ed_fields(point, some)
key("odd/newline-in-comment", "openssh", "ed25519", 256, blob, "a\\u{a}ssh-ed25519 AAAA evil\\u{1b}[2J\\u{202e}",
    openssh(blob, fields, "a\nssh-ed25519 AAAA evil\x1b[2J\u202e".encode()))
key("odd/control-in-comment.ppk", "ppk3", "ed25519", 256, blob, "a\\u{7}b\\u{0}\\u{85}",
    ppk(ED, blob, string(some), "a\x07b\0\x85".encode()))
key("odd/latin-1-comment", "openssh", "ed25519", 256, blob, "café", openssh(blob, fields, b"caf\xe9"))
key("odd/no-padding", "openssh", "ed25519", 256, blob, "ab", openssh(blob, fields, b"ab", padding=b""))
key("odd/padding-to-16", "openssh", "ed25519", 256, blob, "ab", openssh(blob, fields, b"ab", padding=bytes(range(1, 14))))
key("odd/unpadded-base64", "openssh", "ed25519", 256, blob, "abc", openssh(blob, fields, b"abc").replace(b"=", b""))
key("odd/padding-after-fields.ppk", "ppk3", "ed25519", 256, blob, "padded", ppk(ED, blob, string(some) + bytes(12), b"padded"))
refused("hostile/other-public.ppk", "KeyMismatch", ppk(ED, ed_blob(other), string(some), b"swapped"))
refused("hostile/other-public-2.ppk", "KeyMismatch", ppk(ED, ed_blob(other), string(some), b"swapped", 2))
refused("hostile/other-public-outside", "KeyMismatch", openssh(ed_blob(other), fields, b"swapped"))
refused("hostile/other-public-inside", "KeyMismatch", openssh(ed_blob(other), ed_fields(other, some), b"swapped"))
refused("hostile/other-public-last", "KeyMismatch", openssh(blob, ed_blob(point) + string(some + other), b"swapped"))
DAMAGED = "Damaged { format: OpenSsh, damage: Structure }"
refused("hostile/bad-padding", DAMAGED, openssh(blob, fields, b"c", padding=b"\1\2\4"))
refused("hostile/no-keys", DAMAGED, openssh(blob, fields, b"c", keys=0))
refused("hostile/two-private", "Unsupported(SeveralPrivateKeys)", openssh(blob, fields, b"c", keys=2))
refused("hostile/unknown-cipher", 'Unsupported(Encryption("rot13"))', openssh(blob, fields, b"c", cipher=b"rot13"))
refused("hostile/unknown-kdf", 'Unsupported(Encryption("scrypt"))', openssh(blob, fields, b"c", cipher=b"aes256-ctr", kdf=b"scrypt"))
options = string(bytes(16)) + u32(2**32 - 1)
refused("hostile/rounds", "TooCostly(Bcrypt { rounds: 4294967295 })",
        openssh(blob, fields, b"c", cipher=b"aes256-ctr", kdf=b"bcrypt", options=options))
few = string(bytes(16)) + u32(2)
refused("hostile/not-whole-blocks", DAMAGED,
        openssh(blob, fields, b"c", padding=b"\1", cipher=b"aes256-ctr", kdf=b"bcrypt", options=few))
refused("hostile/no-tag", DAMAGED,
        openssh(blob, fields, b"ab", padding=bytes(range(1, 14)), cipher=b"aes256-gcm@openssh.com", kdf=b"bcrypt", options=few))
refused("hostile/long-seed.ppk", "Damaged { format: Ppk3, damage: Structure }", ppk(ED, blob, string(some + b"\0"), b"long"))
refused("hostile/no-private.ppk", "Damaged { format: Ppk3, damage: Structure }", ppk(ED, blob, b"", b"none"))
refused("hostile/trailing-in-blob.ppk", "Damaged { format: Ppk3, damage: ", ppk(ED, blob + b"\0", string(some), b"x"))
sk = string(b"sk-ssh-ed25519@openssh.com") + string(point) + string(b"ssh:")
SK = 'Unsupported(KeyType("sk-ssh-ed25519@openssh.com"))'
refused("hostile/security-key.ppk", SK, ppk(b"sk-ssh-ed25519@openssh.com", sk, string(some), b"sk"))
key("odd/security-key.pub", "line", "sk-ed25519", 256, sk, "sk", b"sk-ssh-ed25519@openssh.com " + b64(sk).encode() + b" sk\n")

# ECDSA: small scalars have leading zero bytes.
for curve, name, kind in ((ec.SECP256R1(), "p256", b"nistp256"), (ec.SECP384R1(), "p384", b"nistp384"), (ec.SECP521R1(), "p521", b"nistp521")):
    size = (curve.key_size + 7) // 8
    algorithm = b"ecdsa-sha2-" + kind
    order = {"p256": 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
             "p384": 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
             "p521": (1 << 265) - 6 << 256 | 0x51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409}[name]
    scalars = {"1": 1, "one-byte-0": draw.getrandbits(8 * size - 16) | 1 << (8 * size - 17),
               "low": 0x80 << (8 * size // 2), "highest": order - 1}
    for label, scalar in scalars.items():
        sec1 = ec.derive_private_key(scalar, curve).public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)
        blob = string(algorithm) + string(kind) + string(sec1)
        comment = f"{name} {label}"
        key(f"odd/{name}-{label}.ppk", "ppk3", name, curve.key_size, blob, comment, ppk(algorithm, blob, mpint(scalar), comment.encode()))
        key(f"odd/{name}-{label}", "openssh", name, curve.key_size, blob, comment, openssh(blob, blob + mpint(scalar), comment.encode()))
        padded = string(scalar.to_bytes(size, "big")) if scalar.bit_length() <= 8 * size - 1 else mpint(scalar)
        key(f"odd/{name}-{label}-padded", "openssh", name, curve.key_size, blob, comment, openssh(blob, blob + padded, comment.encode()))
    for label, scalar in (("0", 0), ("order", order), ("two-bytes-too-long", 1 << (8 * size + 9))):
        # Over no key at all a peer would stumble in its own way: only that it is refused counts.
        refused(f"hostile/{name}-scalar-{label}.ppk", "", ppk(algorithm, blob, mpint(scalar), b"x"))
    off = string(algorithm) + string(kind) + string(sec1[:-1] + bytes([sec1[-1] ^ 1]))
    refused(f"hostile/{name}-off-curve.ppk", "Damaged { format: Ppk3, damage: ", ppk(algorithm, off, mpint(5), b"x"))
    infinity = string(algorithm) + string(kind) + string(b"\0")
    refused(f"hostile/{name}-infinity.pub", "Damaged { format: Line, damage: ", algorithm + b" " + b64(infinity).encode() + b"\n")
    wrong = string(algorithm) + string(b"nistp224") + string(sec1)
    refused(f"hostile/{name}-wrong-curve.pub", "Damaged { format: Line, damage: ", algorithm + b" " + b64(wrong).encode() + b"\n")


# RSA and DSA
def is_prime(n):
    if any(n % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23)):
        return n in (3, 5, 7, 11, 13, 17, 19, 23)
    d, r = n - 1, 0
    while d % 2 == 0:
        d, r = d // 2, r + 1
    for _ in range(20):
        x = pow(draw.randrange(2, n - 1), d, n)
        if x not in (1, n - 1) and not any((x := x * x % n) == n - 1 for _ in range(r - 1)):
            return False
    return True


def prime(bits):
    while True:
        n = draw.getrandbits(bits) | 1 | 3 << (bits - 2)
        if is_prime(n) and n % 65537 != 1:
            return n


RSA = b"ssh-rsa"


def rsa(name, e, d, p, q, n=None, iqmp=None, bits=None, comment=None, error=None):
    n = p * q if n is None else n
    if iqmp is None:
        try:
            iqmp = pow(q, -1, p)
        except ValueError:
            iqmp = 1
    blob = string(RSA) + mpint(e) + mpint(n)
    comment = comment or name
    private = ppk(RSA, blob, mpint(d) + mpint(p) + mpint(q) + mpint(iqmp), comment.encode())
    container = openssh(blob, string(RSA) + mpint(n) + mpint(e) + mpint(d) + mpint(iqmp) + mpint(p) + mpint(q), comment.encode())
    if error is None:
        key(f"odd/{name}.ppk", "ppk3", "rsa", n.bit_length(), blob, comment, private)
        key(f"odd/{name}", "openssh", "rsa", n.bit_length(), blob, comment, container)
    else:
        refused(f"hostile/{name}.ppk", error, private)
        refused(f"hostile/{name}", error, container)


p, q = prime(512), prime(512)
d = pow(65537, -1, (p - 1) * (q - 1))
E = 65537
while True:
    p1, q1 = prime(512), prime(512)
    p1 = p1 ^ (1 << 510)  # below sqrt(2) * 2^511
    if is_prime(p1) and (p1 - 1) % E and (p1 * q1).bit_length() == 1023:
        break
rsa("rsa-1023-bits", E, pow(E, -1, (p1 - 1) * (q1 - 1)), p1, q1)
small, large = min(p, q), max(p, q)
rsa("rsa-p-below-q", E, d, small, large)
rsa("rsa-p-above-q", E, d, large, small)
rsa("rsa-d-by-lcm", E, pow(E, -1, (p - 1) * (q - 1) // 2), large, small)
rsa("rsa-wrong-iqmp", E, d, large, small, iqmp=12345)
rsa("rsa-iqmp-0", E, d, large, small, iqmp=0)
while True:
    p3, q3 = prime(512), prime(512)
    if (p3 - 1) % 3 and (q3 - 1) % 3:
        break
rsa("rsa-e-3", 3, pow(3, -1, (p3 - 1) * (q3 - 1)), p3, q3)
large_e = draw.getrandbits(200) | 1
rsa("rsa-e-200-bits", large_e, pow(large_e, -1, (p3 - 1) * (q3 - 1)), p3, q3)
DIFFER, ANY = "KeyMismatch", ""
rsa("rsa-other-primes", E, d, p3, q3, n=p * q, error=DIFFER)
rsa("rsa-d-changed", E, d + 2, p, q, error=DIFFER)
for name, arguments in {
    "rsa-e-1": (1, 1, p, q), "rsa-e-0": (0, d, p, q), "rsa-e-2": (2, d, p, q), "rsa-d-0": (E, 0, p, q),
    "rsa-p-0": (E, d, 0, q, p * q), "rsa-p-1": (E, d, 1, p * q), "rsa-q-1": (E, d, p * q, 1), "rsa-n-0": (E, d, p, q, 0),
    "rsa-p-is-q": (E, pow(E, -1, p * (p - 1)), p, p), "rsa-even": (E, d, 2, 2 * q), "rsa-p-2": (E, d, 2, q),
    "rsa-composite": (E, d, p * 9, q), "rsa-d-huge": (E, d + (p - 1) * (q - 1) << 17000, p, q),
    "rsa-over-16384-bits": (E, d, 1 << 16000, 1 << 1000), "rsa-all-1": (1, 1, 1, 1),
}.items():
    rsa(name, *arguments, error=ANY)

DSS = b"ssh-dss"


def dsa(name, p, q, g, y, x, error=None):
    blob = string(DSS) + mpint(p) + mpint(q) + mpint(g) + mpint(y)
    private, container = ppk(DSS, blob, mpint(x), name.encode()), openssh(blob, blob + mpint(x), name.encode())
    if error is None:
        key(f"odd/{name}.ppk", "ppk3", "dsa", p.bit_length(), blob, name, private)
        key(f"odd/{name}", "openssh", "dsa", p.bit_length(), blob, name, container)
    else:
        refused(f"hostile/{name}.ppk", error, private)
        refused(f"hostile/{name}", error, container)


sub = prime(160)
while True:
    k = draw.getrandbits(1024 - 160) | 1 << 863
    field = 2 * (k // 2) * sub + 1
    if field.bit_length() == 1024 and is_prime(field):
        break
g = pow(2, (field - 1) // sub, field)
x = draw.randrange(2, sub)
dsa("dsa-small-x", field, sub, g, pow(g, 0x7f, field), 0x7f)
for name, arguments in {
    "dsa-g-0": (field, sub, 0, 0, x), "dsa-g-1": (field, sub, 1, 1, x), "dsa-x-0": (field, sub, g, 1, 0),
    "dsa-p-0": (0, sub, g, pow(g, x, field), x), "dsa-p-1": (1, sub, 0, 0, x), "dsa-p-even": (field - 1, sub, g, pow(g, x, field - 1), x),
    "dsa-q-0": (field, 0, g, pow(g, x, field), x), "dsa-g-above-p": (field, sub, g + (field << 2000), pow(g, x, field), x),
    "dsa-y-other": (field, sub, g, pow(g, x + 1, field), x), "dsa-x-huge": (field, sub, g, pow(g, x, field), x + (field - 1 << 17000)),
    "dsa-y-above-p": (field, sub, g, pow(g, x, field) + field, x), "dsa-p-3": (3, 2, 2, 2, 1),
}.items():
    dsa(name, *arguments, error=ANY)

# Ed448 (RFC 8709): RFC 8032's first two seeds, and how the formats hold them.
def ed448_public(seed):
    return ed448.Ed448PrivateKey.from_private_bytes(seed).public_key().public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)


ED448 = b"ssh-ed448"
rfc_seeds = {
    "rfc-1": bytes.fromhex("6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b"),
    "rfc-2": bytes.fromhex("c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e"),
    "last-byte-0": bytes(range(56)) + b"\0", "first-byte-0": b"\0" * 2 + bytes(range(200, 255)),
}
for name, seed in rfc_seeds.items():
    point448 = ed448_public(seed)
    blob448 = string(ED448) + string(point448)
    for version in (2, 3):
        key(f"odd/ed448-{name}-{version}.ppk", f"ppk{version}", "ed448", 448, blob448, name, ppk(ED448, blob448, string(seed), name.encode(), version))
    key(f"odd/ed448-{name}", "openssh", "ed448", 448, blob448, name, openssh(blob448, blob448 + string(seed + point448), name.encode()))
other448 = ed448_public(bytes(57))
refused("hostile/ed448-other-public.ppk", "KeyMismatch", ppk(ED448, string(ED448) + string(other448), string(seed), b"x"))
refused("hostile/ed448-other-public", "KeyMismatch", openssh(blob448, blob448 + string(seed + other448), b"x"))
refused("hostile/ed448-long-seed.ppk", "Damaged { format: Ppk3, damage: Structure }", ppk(ED448, blob448, string(seed + b"\0"), b"x"))
for name, wrong in {"short": point448[:56], "long": point448 + b"\0", "off-curve": b"\2" + bytes(56), "bits-above": point448[:56] + bytes([point448[56] | 1]),
                    "order-4": bytes(57), "ff": b"\xff" * 57}.items():
    refused(f"hostile/ed448-{name}.pub", "Damaged { format: Line, damage: ", ED448 + b" " + b64(string(ED448) + string(wrong)).encode() + b"\n")

# Keys in a device (PROTOCOL.u2f): everything beside the public key is kept as it is.
p256_point = ec.derive_private_key(5, ec.SECP256R1()).public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)
SK_ECDSA = b"sk-ecdsa-sha2-nistp256@openssh.com"
sk_ecdsa = string(SK_ECDSA) + string(b"nistp256") + string(p256_point) + string(b"ssh:ann")
for name, blob_, flags in (("sk-ed25519", sk, 1), ("sk-ecdsa", sk_ecdsa, 0x25)):
    held = bytes([flags]) + string(draw.randbytes(128)) + string(b"")
    key(f"odd/{name}", "openssh", name, 256, blob_, name, openssh(blob_, blob_ + held, name.encode()))
    kept = bytes([flags]) + string(draw.randbytes(300)) + string(b"reserved")
    key(f"odd/{name}-reserved", "openssh", name, 256, blob_, name, openssh(blob_, blob_ + kept, name.encode()))
    refused(f"hostile/{name}-cut", DAMAGED, openssh(blob_, blob_ + held[:-4], b"x", padding=b""))
sk_other = string(b"sk-ssh-ed25519@openssh.com") + string(point) + string(b"ssh:other")
refused("hostile/sk-other-application", "KeyMismatch", openssh(sk, sk_other + held, b"x"))
sk_off = string(SK_ECDSA) + string(b"nistp256") + string(p256_point[:-1] + bytes([p256_point[-1] ^ 1])) + string(b"ssh:")
refused("hostile/sk-ecdsa-off-curve.pub", "Damaged { format: Line, damage: ", SK_ECDSA + b" " + b64(sk_off).encode() + b"\n")

# PPK version 1: the check value covers the private fields alone.
def ppk1(kind, blob, private, comment, hashed, passphrase=None):
    encryption, data = b"none", private
    mac_key = hashlib.sha1(b"putty-private-key-file-mac-key" + (passphrase or b"")).digest()
    if passphrase is not None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        encryption = b"aes256-cbc"
        private += hashlib.sha1(private).digest()[:-len(private) % 16]
        aes = (hashlib.sha1(u32(0) + passphrase).digest() + hashlib.sha1(u32(1) + passphrase).digest())[:32]
        encryptor = Cipher(algorithms.AES(aes), modes.CBC(bytes(16))).encryptor()
        data = encryptor.update(private) + encryptor.finalize()
    check = "Private-Hash: " + hashlib.sha1(private).hexdigest() if hashed else "Private-MAC: " + hmac.new(mac_key, private, hashlib.sha1).hexdigest()
    public, body = lines(b64(blob), 64), lines(b64(data), 64)
    head = [b"PuTTY-User-Key-File-1: " + kind, b"Encryption: " + encryption, b"Comment: " + comment]
    return b"\n".join(head + [line.encode() for line in (f"Public-Lines: {len(public)}", *public, f"Private-Lines: {len(body)}", *body, check)]) + b"\n"


n = p * q
rsa_blob = string(RSA) + mpint(E) + mpint(n)
rsa_private = mpint(d) + mpint(large) + mpint(small) + mpint(pow(small, -1, large))
dss_blob = string(DSS) + mpint(field) + mpint(sub) + mpint(g) + mpint(pow(g, x, field))
dss_private = mpint(x) + string(hashlib.sha1(mpint(field) + mpint(sub) + mpint(g)).digest())
for hashed, check in ((True, "hash"), (False, "mac")):
    for kind, name, bits, blob_, private in ((RSA, "rsa", n.bit_length(), rsa_blob, rsa_private), (DSS, "dsa", field.bit_length(), dss_blob, dss_private)):
        label = f"{name} version 1 {check}"
        file = f"odd/{name}-1-{check}"
        key(f"{file}.ppk", "ppk1", name, bits, blob_, label, ppk1(kind, blob_, private, label.encode(), hashed))
        key(f"{file}-enc.ppk", "ppk1", name, bits, blob_, label, ppk1(kind, blob_, private, label.encode(), hashed, b"tide & tile"))
        print('passphrase = "tide & tile"')
changed = ppk1(RSA, rsa_blob, rsa_private, b"x", False).replace(b"Private-MAC: ", b"Private-MAC: 00", 1)
refused("hostile/version-1-mac.ppk", "Damaged { format: Ppk1, damage: Mac }", changed)
other_d = rsa_private.replace(mpint(d), mpint(d + 2))
refused("hostile/version-1-d-changed.ppk", "KeyMismatch", ppk1(RSA, rsa_blob, other_d, b"x", True))
other_q = dss_blob.replace(mpint(sub), mpint(sub ^ 4))
refused("hostile/version-1-other-q.ppk", "KeyMismatch", ppk1(DSS, other_q, dss_private, b"x", False))
# No later version takes a hash for a MAC: anyone can make one.
hash_2 = ppk1(RSA, rsa_blob, rsa_private, b"x", True).replace(b"File-1", b"File-2", 1)
refused("hostile/version-2-hash.ppk", 'Damaged { format: Ppk2, damage: Missing("Private-MAC") }', hash_2)


# Certificates that ssh-keygen does not make.
def certificate(name, plain, key_id=b"ann", holder=1, principals=string(b"ann"), critical=b"", extensions=b"", authority=ED448, sign=None, after=b""):
    fields = plain[4 + int.from_bytes(plain[:4], "big"):]
    body = string(name) + string(bytes(32)) + fields + (9).to_bytes(8, "big") + u32(holder) + string(key_id) + string(principals)
    body += (0).to_bytes(8, "big") + b"\xff" * 8 + string(critical) + string(extensions) + string(b"")
    if authority == ED448:
        body += string(string(ED448) + string(ed448_public(rfc_seeds["rfc-1"])))
        signature = ed448.Ed448PrivateKey.from_private_bytes(rfc_seeds["rfc-1"]).sign(body)
    else:
        body += string(ed_blob(point))
        signature = ed25519.Ed25519PrivateKey.from_private_bytes(some).sign(body)
    signature = (sign or (lambda right: right))(signature)
    return name + b" " + b64(body + string(string(authority) + string(signature)) + after).encode() + b" odd\n"


ed_plain = ed_blob(point)
CERT448, CERT = b"ssh-ed448-cert-v01@openssh.com", b"ssh-ed25519-cert-v01@openssh.com"
key("odd/ed448-cert.pub", "certificate", "ed448", 448, blob448, "odd", certificate(CERT448, blob448))
key("odd/shown-cert.pub", "certificate", "ed25519", 256, ed_plain, "odd",
    certificate(CERT, ed_plain, "a\n\x1b[2J\u202e".encode(), 2, b"", string(b"a\r") + string(string(b"\0")), string(b"raw") + string(b"\1\2"), ED))
flip = lambda right: bytes([right[0] ^ 1]) + right[1:]
CERT_DAMAGED = "Damaged { format: Certificate, damage: Structure }"
key("odd/forged-cert.pub", "certificate", "ed25519", 256, ed_plain, "odd", certificate(CERT, ed_plain, authority=ED, sign=flip))
key("odd/forged-448-cert.pub", "certificate", "ed448", 448, blob448, "odd", certificate(CERT448, blob448, sign=flip))
key("odd/forged-empty-cert.pub", "certificate", "ed25519", 256, ed_plain, "odd", certificate(CERT, ed_plain, authority=ED, sign=lambda right: b""))
refused("hostile/holder-cert.pub", CERT_DAMAGED, certificate(CERT, ed_plain, holder=3, authority=ED))
refused("hostile/principals-cert.pub", CERT_DAMAGED, certificate(CERT, ed_plain, principals=b"\0\0\0\5ann", authority=ED))
refused("hostile/trailing-cert.pub", CERT_DAMAGED, certificate(CERT, ed_plain, authority=ED, after=b"\0"))
refused("hostile/version-00-cert.pub", 'Unsupported(KeyType("ssh-rsa-cert-v00@openssh.com"))', certificate(b"ssh-rsa-cert-v00@openssh.com", rsa_blob))
refused("hostile/mldsa.pub", 'Unsupported(KeyType("ssh-mldsa44-ed25519@openssh.com"))',
        b"ssh-mldsa44-ed25519@openssh.com " + b64(string(b"ssh-mldsa44-ed25519@openssh.com") + string(bytes(1344))).encode() + b"\n")
