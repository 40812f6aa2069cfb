//! What ssh has shown before it asks something: the greeting of a server, the instructions to its questions. ssh puts
//! it on standard error between the lines of its own log, and not into what it asks (OpenSSH, sshconnect2.c:
//! `input_userauth_banner`, `input_userauth_info_req`).

/// Bytes that are kept: the end counts.
const KEPT: usize = 4096;

/// What was shown since the last question.
#[derive(Debug, Default)]
pub struct Before {
    /// A server may speak: its key was accepted, and it has let nobody in so far.
    is_open: bool,
    text: String,
}

impl Before {
    /// The line as it was meant, if a person shall read it.
    pub fn read(&mut self, line: &str) -> Option<String> {
        let message = line.strip_prefix("debug1: ");
        if line.starts_with("Authenticated to ") {
            self.is_open = false;
        } else if message.is_some_and(|message| message.starts_with("SSH2_MSG_SERVICE_ACCEPT received")) {
            *self = Self { is_open: true, text: String::new() };
        } else if self.is_open && !is_log(line) {
            let line = decoded(line);
            self.keep(&line);
            return Some(line);
        }
        None
    }

    /// All lines since the last time, with their ends.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    fn keep(&mut self, line: &str) {
        // Said beside the question itself.
        if line.starts_with("Permission denied, please try again") {
            return;
        }
        self.text.push_str(line);
        self.text.push('\n');
        if let Some(more) = self.text.len().checked_sub(KEPT) {
            let from = self.text.ceil_char_boundary(more);
            self.text.drain(..from);
        }
    }
}

/// What only says how ssh gets on.
fn is_log(line: &str) -> bool {
    let levels = ["debug1: ", "debug2: ", "debug3: ", "Authenticated using ", "Authenticated with "];
    levels.iter().any(|level| line.starts_with(level))
}

/// Text in UTF-8, of which ssh writes each byte that is not ASCII as `\` and three octal digits.
fn decoded(line: &str) -> String {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.as_bytes();
    while let [first, others @ ..] = rest {
        match others {
            [a @ b'2'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..] if *first == b'\\' => {
                bytes.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = after;
            }
            // It writes a backslash as two.
            [b'\\', after @ ..] if *first == b'\\' => {
                bytes.extend_from_slice(b"\\\\");
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    // What is no UTF-8 stays as ssh wrote it.
    String::from_utf8(bytes).unwrap_or_else(|_| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(before: &mut Before, lines: &[&str]) -> Vec<String> {
        lines.iter().filter_map(|line| before.read(line)).collect()
    }

    #[test]
    fn the_words_of_a_server_are_told_from_the_log() {
        let mut before = Before::default();
        let shown = read(
            &mut before,
            &[
                "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19",
                "Warning: Permanently added 'web' (ED25519) to the list of known hosts.",
                "debug1: SSH2_MSG_SERVICE_ACCEPT received",
                "Private. Keep out.",
                "debug1: Authentications that can continue: keyboard-interactive",
                "debug1: Next authentication method: keyboard-interactive",
                "Best\\303\\244tigen \\033[31m",
                " 1. Push",
                "",
                "debug1: read_passphrase: requested to askpass",
            ],
        );
        assert_eq!(shown, ["Private. Keep out.", "Bestätigen \\033[31m", " 1. Push", ""]);
        assert_eq!(before.take(), "Private. Keep out.\nBestätigen \\033[31m\n 1. Push\n\n");
        read(&mut before, &["Permission denied, please try again.", "Wrong code."]);
        assert_eq!(before.take(), "Wrong code.\n");
        let after =
            ["Authenticated to web ([192.0.2.1]:22) using \"keyboard-interactive\".", "Last login: today"];
        assert!(read(&mut before, &after).is_empty());
    }

    #[test]
    fn of_a_long_speech_the_end_is_kept() {
        let mut before = Before::default();
        before.read("debug1: SSH2_MSG_SERVICE_ACCEPT received");
        for number in 0..1000 {
            before.read(&format!("line {number} é"));
        }
        let text = before.take();
        assert!(text.len() <= KEPT && text.ends_with("line 999 é\n"), "{text}");
    }

    #[test]
    fn what_is_no_utf_8_stays_as_ssh_wrote_it() {
        assert_eq!(decoded("a\\377b \\303\\251"), "a\\377b \\303\\251");
        assert_eq!(decoded("\\303\\251 \\1 \\\\303\\\\251 \\"), "é \\1 \\\\303\\\\251 \\");
    }
}
