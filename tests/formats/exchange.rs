//! One key there and back: our file in the peers, their file here.

use crate::peers::{self, Desk, putty_converts, putty_line, run, ssh_keygen_line, without_comment};
use crate::support::{opened, same, written};
use keywright::format::PrivateFormat::{OpenSsh, Ppk2, Ppk3};
use keywright::key::Key;

/// Whether a key is still itself.
pub type Alike = fn(&Key, &Key) -> bool;

/// The other prime may come first: puttygen puts the larger one there. Both halves of `again`
/// were proven to match when it was read.
pub fn same_but_for_order(key: &Key, again: &Key) -> bool {
    // A comment that would break the line is written escaped, and reads the same.
    key.public().line() == again.public().line()
}

/// Writes a key in every format, has both peers read each file whole, and reads what they make
/// of it. How many files a peer agreed on.
pub fn ours_in_theirs(desk: &Desk, key: &Key, name: &str, passphrase: Option<&str>) -> Result<usize, String> {
    exchanged(desk, key, name, passphrase, same)
}

pub fn exchanged(
    desk: &Desk,
    key: &Key,
    name: &str,
    passphrase: Option<&str>,
    alike: Alike,
) -> Result<usize, String> {
    let line = without_comment(&key.public().line());
    // PuTTY's own line is that of the certificate, where the file has one.
    let putty = key.certificate().map_or_else(|| line.clone(), |one| without_comment(&one.line()));
    let secret = desk.put(&format!("{name}.pass"), passphrase.unwrap_or_default().as_bytes());
    let agree = |what: &str, found: String, line: &str| {
        if found == line { Ok(()) } else { Err(format!("{name}: {what} gives {found}, not {line}")) }
    };
    let mut agreed = 0;
    for (format, ending, other) in [
        (OpenSsh, "ssh", "private"),
        (Ppk3, "3.ppk", "private-openssh-new"),
        (Ppk2, "2.ppk", "private-openssh-new"),
    ] {
        let file = desk.put(&format!("{name}.{ending}"), &written(key, format, passphrase, 1));
        if format == Ppk3 {
            agree("puttygen -L", putty_line(&file, &secret)?, &putty)?;
            agreed += 1;
        }
        let theirs = putty_converts(&file, &desk.name(&format!("{name}.{ending}.out")), other, &secret)?;
        let (_, again) = opened(&theirs, passphrase).map_err(|refusal| refusal.text())?;
        if !alike(key, &again) {
            return Err(format!("{name}: puttygen makes another key of {format:?}"));
        }
        agreed += 1;
        if format == OpenSsh {
            agree("ssh-keygen -y", ssh_keygen_line(&file, passphrase.unwrap_or_default())?, &line)?;
            let print = run("ssh-keygen", &["-lf", &file])?;
            if !print.contains(&key.public().fingerprint().sha256()) {
                return Err(format!("{name}: ssh-keygen -l gives {print}"));
            }
            agreed += 2;
        }
    }
    Ok(agreed)
}

/// Reads a file that a peer made, compares it with the peer's own public line, and has the peers
/// read what we make of it.
pub fn theirs_in_ours(
    desk: &Desk,
    file: &str,
    name: &str,
    line: &str,
    passphrase: Option<&str>,
) -> Result<usize, String> {
    let (_, key) =
        opened(&peers::bytes(file), passphrase).map_err(|refusal| format!("{name}: {}", refusal.text()))?;
    let ours = without_comment(&key.public().line());
    if ours != without_comment(line) {
        return Err(format!("{name}: {ours}, not {line}"));
    }
    Ok(1 + ours_in_theirs(desk, &key, name, None)?)
}

/// Adds up, and fails with everything that went wrong.
pub fn total(results: Vec<Result<usize, String>>, what: &str) {
    let wrong: Vec<&String> = results.iter().filter_map(|result| result.as_ref().err()).take(20).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let sum: usize = results.iter().flatten().sum();
    println!("{what}: {} keys, {sum} comparisons", results.len());
}
