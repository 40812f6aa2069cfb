//! Files that are whole and no SSH keys: each is named, with what to do, and nobody is told to look for
//! another copy. The commands that the sentences give are run where they can be.

use crate::programs::{are_here, command, output_of, put};
use crate::support::*;

/// What `show` says of a file that it refuses.
fn refusal(desk: &Desk, name: &str) -> String {
    let said = desk.run(&["show", name]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{name}: {said:?}");
    assert!(!said.err.contains("damaged") && !said.err.contains("another copy"), "{name}: {}", said.err);
    said.err
}

#[track_caller]
fn is_named(desk: &Desk, name: &str, expected: &str) {
    let said = refusal(desk, name);
    assert!(said.contains(expected), "{name}: {said}");
}

fn openssl(desk: &Desk, arguments: &str) {
    let words = arguments.split(' ').filter(|word| !word.is_empty());
    output_of(command("openssl").args(words).current_dir(desk.path("")));
}

/// Runs the command that a sentence gives for a file. `secrets` are for openssl, which asks for passphrases.
fn follow(desk: &Desk, name: &str, start: &str, secrets: &str) {
    let said = refusal(desk, name);
    let from = said.find(start).unwrap_or_else(|| panic!("{name}: {said}"));
    let line = said[from..].lines().next().unwrap();
    let end = line.find(" (add").or_else(|| line.find(". ")).unwrap_or(line.len());
    let given = line[..end].replace("FILE", name).replace("NEW", "new-key");
    openssl(desk, &format!("{} {secrets}", given.strip_prefix("openssl ").unwrap()));
}

#[test]
fn ciphers_that_are_not_read_are_called_by_their_names_and_the_command_helps() {
    if !are_here(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("one", "one\n");
    openssl(&desk, "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out plain");
    for (options, expected) in [
        ("-v2 aes-256-cfb", "AES-256-CFB"),
        ("-v2 aes-128-ofb", "AES-128-OFB"),
        ("-v2 aria-256-cbc", "ARIA-256-CBC"),
        ("-v2 sm4-cbc", "SM4-CBC"),
        ("-v2 camellia-192-cfb", "Camellia-192-CFB"),
        ("-v2 aes-256-cbc -v2prf hmacWithSHA512-256", "HMAC-SHA512-256"),
    ] {
        openssl(&desk, &format!("pkcs8 -topk8 -in plain {options} -passout pass:one -out locked"));
        is_named(&desk, "locked", &format!("is encrypted with {expected}"));
        follow(&desk, "locked", "openssl pkcs8", "-passin pass:one -passout pass:one");
        desk.prints(&["show", "--passphrase-file", "one", "new-key"]);
    }
}

#[test]
fn a_key_comes_out_of_pkcs12_and_pvk_by_the_command_that_is_given() {
    if !are_here(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("one", "one\n");
    openssl(&desk, "req -x509 -newkey rsa:2048 -nodes -keyout plain -subj /CN=x -days 9 -out cert.pem");
    openssl(&desk, "pkcs12 -export -inkey plain -in cert.pem -passout pass:one -out key.pfx");
    is_named(&desk, "key.pfx", "is a PKCS#12 file");
    follow(&desk, "key.pfx", "openssl pkcs12", "-passin pass:one -passout pass:one");
    desk.prints(&["show", "--passphrase-file", "one", "new-key"]);
    openssl(&desk, "rsa -in plain -outform PVK -pvk-none -out key.pvk");
    is_named(&desk, "key.pvk", "is a Microsoft PVK private key");
    follow(&desk, "key.pvk", "openssl rsa", "");
    desk.prints(&["show", "new-key"]);
}

#[test]
fn certificates_and_requests_are_no_keys() {
    if !are_here(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    openssl(&desk, "req -x509 -newkey rsa:2048 -nodes -keyout plain -subj /CN=x -days 9 -out cert.pem");
    openssl(&desk, "x509 -in cert.pem -outform DER -out cert.der");
    openssl(&desk, "req -new -key plain -subj /CN=x -out request.pem");
    openssl(&desk, "req -in request.pem -outform DER -out request.der");
    for name in ["cert.pem", "cert.der"] {
        is_named(&desk, name, "is an X.509 certificate, not an SSH key");
    }
    for name in ["request.pem", "request.der"] {
        is_named(&desk, name, "is a certificate request, not an SSH key");
    }
}

#[test]
fn archives_are_to_be_unpacked() {
    if !are_here(&["python3"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let made = "import zipfile, tarfile, gzip, bz2, lzma\n\
        data = open('id', 'rb').read()\n\
        zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED).write('id')\n\
        with tarfile.open('a.tar', 'w') as archive: archive.add('new')\n\
        gzip.open('a.gz', 'w').write(data)\n\
        bz2.open('a.bz2', 'w').write(data)\n\
        lzma.open('a.xz', 'w').write(data)\n";
    output_of(command("python3").args(["-c", made]).current_dir(desk.path("")));
    // An archive without compression shows the key in it, which is opened; this one holds none.
    // What python does not write: the first bytes, as their formats fix them.
    put(&desk.path("a.7z"), b"7z\xbc\xaf\x27\x1c\0\x04\x8d\x9b\xd5\x0f\0\0\0\0");
    put(&desk.path("a.rar"), b"Rar!\x1a\x07\x01\0\x33\x92\xb5\xe5\x0a\x01\x05\x06");
    put(&desk.path("a.zst"), b"\x28\xb5\x2f\xfd\x24\x05\x29\0\0hello\x1a\x2b\x3c\x4d");
    for (name, kind) in [
        ("a.zip", "ZIP"),
        ("a.tar", "tar"),
        ("a.gz", "gzip"),
        ("a.bz2", "bzip2"),
        ("a.xz", "xz"),
        ("a.7z", "7-Zip"),
        ("a.rar", "RAR"),
        ("a.zst", "Zstandard"),
    ] {
        let said = refusal(&desk, name);
        assert!(said.contains("archive") && said.contains(kind) && said.contains("Unpack it"), "{said}");
    }
}

#[test]
fn keys_of_other_programs_in_text_are_named_with_what_to_do() {
    const JWK: &str =
        r#"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#;
    let desk = Desk::new();
    let modulus = "ALp7Z0".repeat(40);
    let files = [
        ("key.jwk", format!("{JWK},\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}}\n"), "a private JSON Web Key"),
        ("public.jwk", format!("{JWK}}}\n"), "is a JSON Web Key"),
        (
            "key.xml",
            format!("<RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>AQAB</Exponent><D>{modulus}</D></RSAKeyValue>\n"),
            "is a .NET private key in XML",
        ),
        (
            "public.xml",
            format!("<RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>\n"),
            "is a .NET public key in XML",
        ),
        (
            "age.txt",
            "# created: 2026-01-01\nAGE-SECRET-KEY-1QQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQPQQ\n".into(),
            "is an age key",
        ),
    ];
    for (name, text, expected) in &files {
        desk.put(name, text);
        is_named(&desk, name, expected);
    }
}

#[test]
fn files_without_a_key_are_named_with_where_it_is() {
    let desk = Desk::new();
    let files = [
        (
            "vault.yml",
            format!("$ANSIBLE_VAULT;1.1;AES256\n{}\n{}\n", "6236".repeat(20), "6162".repeat(20)),
            "ansible-vault decrypt",
        ),
        (
            "login.html",
            "\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>\n".into(),
            "is a web page",
        ),
        ("path.txt", "C:\\Users\\Ann Lee\\.ssh\\id_rsa.ppk\r\n".into(), "is the path of a file"),
        ("path", "~/.ssh/id_ed25519\n".into(), "is the path of a file"),
        (
            "config",
            "# work\nHost work\n    HostName work.example.com\n    User ann\n    IdentityFile ~/.ssh/work\n".into(),
            "is an SSH configuration file",
        ),
        (
            "WinSCP.ini",
            "[Configuration]\r\n[Sessions\\work]\r\nHostName=work.example.com\r\nPublicKeyFile=C:%5Ckeys%5Cwork.ppk\r\n"
                .into(),
            "is a WinSCP configuration file",
        ),
        (
            "putty.reg",
            "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\work]\r\n\"PublicKeyFile\"=\"C:\\\\keys\\\\work.ppk\"\r\n"
                .into(),
            "is a registry export",
        ),
        (
            "sitemanager.xml",
            "<?xml version=\"1.0\"?>\n<FileZilla3 version=\"3.66\"><Servers><Server><Host>h</Host><Keyfile>/k.ppk</Keyfile></Server></Servers></FileZilla3>\n"
                .into(),
            "is a FileZilla site list",
        ),
    ];
    for (name, text, expected) in &files {
        desk.put(name, text);
        is_named(&desk, name, expected);
    }
    // A registry export as Windows writes it.
    let registry = files.iter().find(|(name, ..)| *name == "putty.reg").map(|(_, text, _)| text.as_str());
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(registry.unwrap_or_default().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    put(&desk.path("wide.reg"), &utf16);
    is_named(&desk, "wide.reg", "is a registry export");
}

#[test]
fn key_stores_and_openpgp_keys_are_named() {
    let desk = Desk::new();
    // Magic, version 2 and one entry, a private key with its alias and date (sun.security.provider.JavaKeyStore).
    let jks =
        b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x05mykey\0\0\x01\x9a\0\0\0\0\0\0\0\x10".as_slice();
    put(&desk.path("keystore.jks"), &[jks, &[7; 64]].concat());
    is_named(&desk, "keystore.jks", "is a Java keystore");
    // A secret key packet of version 4, Ed25519 (RFC 9580, section 5.5.3): binary and in armor.
    let packet = [&[0x94, 0x58, 4, 0x65, 0, 0, 0, 22][..], &[9; 82]].concat();
    put(&desk.path("secret.gpg"), &packet);
    is_named(&desk, "secret.gpg", "is an OpenPGP private key");
    let armored = |label: &str| {
        format!(
            "-----BEGIN PGP {label}-----\n\nlFgEZQAAABYJKwYBBAHaRw8BAQdA\n=aBcD\n-----END PGP {label}-----\n"
        )
    };
    desk.put("secret.asc", &armored("PRIVATE KEY BLOCK"));
    is_named(&desk, "secret.asc", "is an OpenPGP private key");
    desk.put("public.asc", &armored("PUBLIC KEY BLOCK"));
    is_named(&desk, "public.asc", "contains OpenPGP data");
}
