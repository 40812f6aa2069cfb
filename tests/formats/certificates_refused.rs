//! Certificates that are whole and rightly signed, and that ssh refuses all the same. What sshd 9.2
//! said of each, logging in with `TrustedUserCAKeys`, stands beside it.

use crate::peers::{self, Desk};
use crate::vectors::bytes_of;
use base64ct::{Base64, Encoding as _};
use keywright::format::{KeyFile, read};
use keywright::key::{Certificate, Refusal, SignatureStatus, Validity};
use rsa::signature::Signer as _;
use ssh_key::encoding::Encode as _;
use ssh_key::private::Ed25519Keypair;
use std::process::{Command, Stdio};

/// What a certificate says; by default nothing that is refused.
#[derive(Clone)]
struct Draft {
    holder: u32,
    key_id: Vec<u8>,
    principals: Vec<Vec<u8>>,
    critical: Vec<(Vec<u8>, Vec<u8>)>,
    extensions: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            holder: 1,
            key_id: b"id".to_vec(),
            principals: vec![b"ann".to_vec()],
            critical: Vec::new(),
            extensions: vec![(b"permit-pty".to_vec(), Vec::new())],
        }
    }
}

fn string(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    bytes.encode(&mut out).unwrap();
    out
}

fn strings<'a>(parts: impl IntoIterator<Item = &'a Vec<u8>>) -> Vec<u8> {
    parts.into_iter().flat_map(|part| string(part)).collect()
}

fn pairs(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    strings(pairs.iter().flat_map(|(name, data)| [name, data]))
}

/// Options as ssh-keygen writes them: a value is a string in a string.
fn text(name: &str, value: &str) -> (Vec<u8>, Vec<u8>) {
    bare(name, &string(value.as_bytes()))
}

/// Options as cryptography before 41.0.2 wrote them.
fn bare(name: &str, data: &[u8]) -> (Vec<u8>, Vec<u8>) {
    (name.as_bytes().to_vec(), data.to_vec())
}

impl Draft {
    fn critical(options: &[(Vec<u8>, Vec<u8>)]) -> Self {
        Self { critical: options.to_vec(), ..Self::default() }
    }

    fn extensions(extensions: &[(Vec<u8>, Vec<u8>)]) -> Self {
        Self { extensions: extensions.to_vec(), ..Self::default() }
    }

    fn principals(count: usize) -> Self {
        let principals = (0..count).map(|number| format!("p{number}").into_bytes()).collect();
        Self { principals, ..Self::default() }
    }

    /// Its line, signed.
    fn line(&self) -> String {
        let name = "ssh-ed25519-cert-v01@openssh.com";
        let [key, authority] = [[7; 32], [9; 32]].map(|seed| Ed25519Keypair::from_seed(&seed));
        let authority_blob = [string(b"ssh-ed25519"), string(&authority.public.0)].concat();
        let signed = [
            string(name.as_bytes()),
            string(&[5; 32]),
            string(&key.public.0),
            1u64.to_be_bytes().to_vec(),
            self.holder.to_be_bytes().to_vec(),
            string(&self.key_id),
            string(&strings(&self.principals)),
            0u64.to_be_bytes().to_vec(),
            u64::MAX.to_be_bytes().to_vec(),
            string(&pairs(&self.critical)),
            string(&pairs(&self.extensions)),
            string(b""),
            string(&authority_blob),
        ]
        .concat();
        let signature = authority.sign(&signed);
        let signature = [string(b"ssh-ed25519"), string(signature.as_bytes())].concat();
        let blob = [signed, string(&signature)].concat();
        format!("{name} {} x\n", Base64::encode_string(&blob))
    }

    fn read(&self) -> Certificate {
        match read(self.line().as_bytes()) {
            Ok(KeyFile::Certificate(certificate)) => *certificate,
            other => panic!("{other:?}"),
        }
    }
}

fn named(name: &str, refusal: fn(String) -> Refusal) -> Vec<Refusal> {
    vec![refusal(name.to_owned())]
}

/// A certificate, and why it is refused.
fn refused() -> Vec<(Draft, Vec<Refusal>)> {
    let command = "force-command";
    let address = "source-address";
    let zero = |change: fn(&mut Draft)| {
        let mut draft = Draft::default();
        change(&mut draft);
        (draft, vec![Refusal::ZeroByte])
    };
    vec![
        // “Certificate lacks principal list”
        (Draft::principals(0), vec![Refusal::NoPrincipals]),
        // ssh: “invalid format”
        (Draft::principals(257), vec![Refusal::TooManyPrincipals(257)]),
        // “Unable to parse "force-command" section”
        (Draft::critical(&[bare(command, b"/bin/true")]), named(command, Refusal::NotText)),
        (Draft::critical(&[bare(address, b"127.0.0.1/32")]), named(address, Refusal::NotText)),
        (Draft::critical(&[bare(command, b"")]), named(command, Refusal::NotText)),
        // “Certificate option "force-command" corrupt (extra data)”
        (Draft::critical(&[bare(command, b"\0\0\0\x02lsx")]), named(command, Refusal::NotText)),
        // “Certificate option "verify-required" corrupt (extra data)”
        (Draft::critical(&[text("verify-required", "x")]), named("verify-required", Refusal::HasValue)),
        (Draft::extensions(&[text("permit-pty", "x")]), named("permit-pty", Refusal::HasValue)),
        (Draft::extensions(&[bare("permit-pty", b"x")]), named("permit-pty", Refusal::HasValue)),
        // “Certificate has multiple force-command options”
        (Draft::critical(&[text(command, "ls"), text(command, "ls")]), named(command, Refusal::Doubled)),
        (Draft::critical(&[text(address, "::1"), text(address, "::1")]), named(address, Refusal::Doubled)),
        // “Certificate critical option "own@example.org" is not supported”
        (Draft::critical(&[text("own@example.org", "x")]), named("own@example.org", Refusal::UnknownOption)),
        (Draft::critical(&[text("Force-Command", "ls")]), named("Force-Command", Refusal::UnknownOption)),
        (Draft::critical(&[bare("permit-pty", b"")]), named("permit-pty", Refusal::UnknownOption)),
        // “Certificate source-address contents invalid”
        (Draft::critical(&[text(address, "localhost")]), named("localhost", Refusal::BadAddresses)),
        (Draft::critical(&[text(address, "127.0.0.1/8")]), named("127.0.0.1/8", Refusal::BadAddresses)),
        // ssh: “Certificate contains unsupported critical options(s)”
        (Draft { holder: 2, ..Draft::critical(&[text(command, "ls")]) }, vec![Refusal::OptionsForHost]),
        // “invalid format”
        zero(|draft| draft.key_id = b"a\0b".to_vec()),
        zero(|draft| draft.principals.push(b"a\0b".to_vec())),
        zero(|draft| draft.critical.push(text("force-command", "a\0b"))),
        zero(|draft| draft.extensions.push(text("a\0b", "x"))),
        // Each sort of fault is said once.
        (
            Draft::critical(&[bare(command, b"x"), bare(address, b"x"), bare("one", b""), bare("two", b"")]),
            vec![Refusal::NotText(command.to_owned()), Refusal::UnknownOption("one".to_owned())],
        ),
    ]
}

/// What sshd 9.2 took.
fn accepted() -> Vec<Draft> {
    vec![
        Draft::default(),
        Draft::principals(256),
        Draft::critical(&[text("force-command", "echo welcome")]),
        Draft::critical(&[text("source-address", "127.0.0.1/32,10.0.0.0/8,::1")]),
        Draft::critical(&[bare("verify-required", b""), bare("verify-required", b"")]),
        Draft::extensions(&[bare("permit-pty", b""), bare("permit-pty", b"")]),
        Draft::extensions(&[
            bare("own@example.org", b"zz"),
            text("Permit-PTY", "x"),
            bare("force-command", b"x"),
        ]),
        Draft { principals: vec![b"ann".to_vec(), b"".to_vec(), b"bob\0".to_vec()], ..Draft::default() },
        Draft { extensions: Vec::new(), ..Draft::default() },
        Draft { holder: 2, ..Draft::default() },
    ]
}

#[test]
fn what_ssh_refuses_is_said_and_why() {
    for (draft, expected) in refused() {
        let certificate = draft.read();
        assert_eq!(certificate.signature, SignatureStatus::Valid);
        assert_eq!(certificate.refusals(), expected, "{certificate:?}");
    }
}

#[test]
fn what_ssh_takes_is_not_called_refused() {
    for draft in accepted() {
        let certificate = draft.read();
        assert_eq!(certificate.refusals(), [], "{certificate:?}");
    }
}

/// ssh-keygen -L looks at less than sshd does, but at the same things.
#[test]
fn ssh_keygen_finds_fault_with_nothing_else() {
    if !peers::is_there("ssh-keygen") {
        return;
    }
    let desk = Desk::new();
    let complaints = |draft: &Draft| {
        let file = desk.put("cert.pub", draft.line().as_bytes());
        let output = Command::new("ssh-keygen").args(["-L", "-f", &file]).stdin(Stdio::null()).output();
        String::from_utf8_lossy(&output.unwrap().stderr).into_owned()
    };
    let is_seen = |refusal: &Refusal| {
        use Refusal::{HasValue, NotText, TooManyPrincipals, ZeroByte};
        matches!(refusal, TooManyPrincipals(_) | ZeroByte | NotText(_) | HasValue(_))
    };
    let mut agreed = 0;
    for (draft, expected) in refused().into_iter().filter(|(_, expected)| is_seen(&expected[0])) {
        assert_ne!(complaints(&draft), "", "{expected:?}");
        agreed += 1;
    }
    for draft in accepted() {
        assert_eq!(complaints(&draft), "", "{:?}", draft.read());
    }
    println!("{agreed} certificates refused by ssh-keygen, too");
    assert!(agreed >= 10);
}

#[test]
fn sha_1_is_refused_by_its_name() {
    for (file, algorithm, expected) in [
        ("newest/user-by-rsa-sha1-cert.pub", "ssh-rsa", vec![Refusal::Sha1]),
        ("newest/user-by-rsa-sha256-cert.pub", "rsa-sha2-256", vec![]),
        ("newest/user-by-rsa-default-cert.pub", "rsa-sha2-512", vec![]),
        ("newest/user-all-cert.pub", "ssh-ed25519", named("must@example.com", Refusal::UnknownOption)),
        ("newest/user-no-principals-cert.pub", "ssh-ed25519", vec![Refusal::NoPrincipals]),
        ("newest/host-options-cert.pub", "ssh-ed25519", vec![Refusal::OptionsForHost]),
    ] {
        let Ok(KeyFile::Certificate(certificate)) = read(&bytes_of(file)) else { panic!("{file}") };
        assert_eq!(certificate.signature_algorithm, algorithm, "{file}");
        assert_eq!(certificate.refusals(), expected, "{file}");
    }
}

#[test]
fn the_last_second_is_no_longer_valid() {
    let certificate = Certificate { valid_after: 100, valid_before: 200, ..Draft::default().read() };
    for (now, expected) in [
        (99, Validity::NotYet),
        (100, Validity::Valid),
        (199, Validity::Valid),
        (200, Validity::Expired),
        (u64::MAX, Validity::Expired),
    ] {
        assert_eq!(certificate.validity(now), expected, "{now}");
    }
    let forever = Draft::default().read();
    assert_eq!((forever.validity(0), forever.validity(u64::MAX - 1)), (Validity::Valid, Validity::Valid));
}
