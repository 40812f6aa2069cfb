//! What a malicious file may cost.

use keywright::format::FILE_BYTES;
use keywright::sshfiles::{AuthorizedKeys, Config, HostBlock, KnownHosts, remarks};
use std::time::{Duration, Instant};

/// A mebibyte takes a second at most where nothing else runs; what is quadratic takes hours.
const PATIENCE: Duration = Duration::from_secs(60);
const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";

fn read_all(text: &[u8]) {
    if let Ok(file) = AuthorizedKeys::parse(text) {
        drop(remarks(&file.contents()));
    }
    if let Ok(file) = KnownHosts::parse(text) {
        drop(file.find("a-host-with-a-long-name.example.org", 22));
    }
    if let Ok(mut file) = Config::parse(text) {
        let block =
            HostBlock { name: "host".to_owned(), settings: vec![("User".to_owned(), "ann".to_owned())] };
        drop(file.insert_host(&block));
        drop(file.values("host", "user"));
    }
}

#[test]
fn a_mebibyte_of_repetition_is_read_in_linear_time() {
    let pieces = [
        "\u{feff}",
        "#",
        "\"",
        "\\\"",
        "\n",
        "\r",
        "\0",
        ",",
        "*",
        "a*,",
        "!*,",
        "@revoked ",
        "|1|",
        "Host *a*\n",
        "Host ",
        "#\n",
        "Match host h\n",
        "Include a\n",
        "restrict,",
        "pty,",
        "from=\"",
        "AAAA ",
        "-----BEGIN A\n",
        "a\0",
        "a\0\n\0",
    ]
    .map(str::to_owned);
    let long =
        ["# ", "", "restrict ", "from=\"1/1,,\" ", "h ", "*a,*b "].map(|start| format!("{start}{KEY}\n"));
    let glued = [format!("{KEY} {KEY} {KEY}\n"), KEY.to_owned(), format!("{KEY} ")];
    for piece in pieces.into_iter().chain(long).chain(glued) {
        let text = piece.repeat(FILE_BYTES / piece.len());
        // Also in lines that are as long as may be.
        let lines: Vec<&[u8]> = text.as_bytes().chunks(32_000).collect();
        let from = Instant::now();
        read_all(text.as_bytes());
        read_all(&lines.join(&b'\n')[..FILE_BYTES.min(text.len())]);
        assert!(from.elapsed() < PATIENCE, "{piece:?}: {:?}", from.elapsed());
    }
}
