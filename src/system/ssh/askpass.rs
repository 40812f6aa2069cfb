//! This program as the askpass of ssh (OpenSSH, readpass.c; `SSH_ASKPASS` in ssh's manual): ssh starts it once more with
//! the question as its argument, and takes what it prints for the answer. That process takes the question to the one
//! that started ssh, through an endpoint that only the same person can reach, and the answer back.
//!
//! Which endpoint it is, and a number that nobody can guess, is told in the environment. A question goes with that
//! number, a byte for what is wanted, and its text behind its length in four bytes. An answer is a byte and a text in
//! the same way. Where nobody waits any more, the connection ends, and nothing is printed.

use super::endpoint::{Connection, Endpoint, connect};
use super::{SshAnswer, SshQuestion, SshTalk, SshWants};
use base16ct::lower::encode_string;
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::collections::VecDeque;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::Command;
use zeroize::Zeroizing;

/// What ssh starts, whether it must, and, before 8.4, that it can: there a display is wanted, whichever.
const SSH_ASKPASS: &str = "SSH_ASKPASS";
const SSH_ASKPASS_REQUIRE: &str = "SSH_ASKPASS_REQUIRE";
const DISPLAY: &str = "DISPLAY";
/// What ssh tells the askpass that it waits for.
const SSH_ASKPASS_PROMPT: &str = "SSH_ASKPASS_PROMPT";
/// Where the questions go: the number in hexadecimal digits, a colon, and the name of the endpoint.
const VARIABLE: &str = "KEYWRIGHT_ASKPASS";
/// Bytes of the number.
const TOKEN: usize = 32;
/// Bytes of a question, and of an answer.
const LONGEST: usize = 16 * 1024;
/// Connections at once whose question is not known yet.
const MOST_CONNECTIONS: usize = 16;

const TEXT: u8 = 0;
const CONFIRMATION: u8 = 1;
const NOTHING: u8 = 2;
const ANSWERED: u8 = 1;

/// The side of the program that started ssh.
pub struct Askpass {
    endpoint: Endpoint,
    token: Zeroizing<[u8; TOKEN]>,
    /// Their questions are not whole yet.
    coming: Vec<(Connection, Zeroizing<Vec<u8>>)>,
    /// They wait; the first one's question was told.
    waiting: VecDeque<(Connection, SshQuestion)>,
    is_told: bool,
}

impl Askpass {
    /// Ready for the questions of the ssh that this command starts. `program` is what it starts to ask.
    pub fn open(command: &mut Command, program: PathBuf) -> io::Result<Self> {
        let mut token = Zeroizing::new([0; TOKEN]);
        SysRng.try_fill_bytes(&mut *token).map_err(|_| ErrorKind::Other)?;
        let endpoint = Endpoint::open()?;
        let mut place = OsString::from(encode_string(&*token));
        place.push(":");
        place.push(endpoint.name());
        command.env(VARIABLE, place);
        command.env(SSH_ASKPASS, program).env(SSH_ASKPASS_REQUIRE, "force");
        if env::var_os(DISPLAY).is_none_or(|display| display.is_empty()) {
            command.env(DISPLAY, "none:0");
        }
        Ok(Self { endpoint, token, coming: Vec::new(), waiting: VecDeque::new(), is_told: false })
    }

    /// Takes questions, tells the first, and passes on its answer.
    pub fn ask(&mut self, talk: &mut dyn SshTalk) {
        self.accept();
        self.take_questions();
        if self.waiting.front().is_some_and(|(connection, _)| self.is_told && connection.is_gone()) {
            self.end(talk);
            self.waiting.pop_front();
        }
        self.waiting.retain(|(connection, _)| !connection.is_gone());
        if !self.is_told
            && let Some((_, question)) = self.waiting.front()
        {
            talk.question(Some(question.clone()));
            self.is_told = true;
        }
        if self.is_told
            && let Some(answer) = talk.answer()
            && let Some((mut connection, _)) = self.waiting.pop_front()
        {
            self.is_told = false;
            if let SshAnswer::Text(text) = answer {
                // It may be gone by now: then ssh is, too.
                let _ = send(&mut connection, ANSWERED, text.as_bytes());
            }
        }
    }

    /// Nobody waits for an answer any more.
    pub fn end(&mut self, talk: &mut dyn SshTalk) {
        if std::mem::take(&mut self.is_told) {
            talk.question(None);
        }
    }

    /// One that says nothing keeps nobody else out: the oldest makes room.
    fn accept(&mut self) {
        for connection in (0..MOST_CONNECTIONS).map_while(|_| self.endpoint.accept()) {
            if self.coming.len() == MOST_CONNECTIONS {
                self.coming.remove(0);
            }
            self.coming.push((connection, Zeroizing::new(Vec::with_capacity(LONGEST))));
        }
    }

    fn take_questions(&mut self) {
        for (mut connection, mut bytes) in std::mem::take(&mut self.coming) {
            match read_more(&mut connection, &mut bytes).map(|()| question(&bytes, &self.token)) {
                Ok(Received::Whole(question)) => self.waiting.push_back((connection, question)),
                Ok(Received::Incomplete) => self.coming.push((connection, bytes)),
                Ok(Received::Wrong) | Err(_) => {}
            }
        }
    }
}

/// What was read of a question.
enum Received {
    Incomplete,
    Wrong,
    Whole(SshQuestion),
}

/// What has come since, and no more than a question may have.
fn read_more(connection: &mut Connection, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 1024];
    loop {
        match connection.read(&mut buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => bytes.extend_from_slice(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        }
        if bytes.len() > LONGEST {
            return Err(ErrorKind::FileTooLarge.into());
        }
    }
}

fn question(bytes: &[u8], token: &[u8; TOKEN]) -> Received {
    let Some((theirs, rest)) = bytes.split_first_chunk::<TOKEN>() else { return Received::Incomplete };
    if !is_same(theirs, token) {
        return Received::Wrong;
    }
    let Some((head, text)) = rest.split_first_chunk::<5>() else { return Received::Incomplete };
    let [wants, length @ ..] = *head;
    let wants = match wants {
        TEXT => SshWants::Text,
        CONFIRMATION => SshWants::Confirmation,
        NOTHING => SshWants::Nothing,
        _ => return Received::Wrong,
    };
    match usize::try_from(u32::from_be_bytes(length)) {
        Ok(length) if length == text.len() => {
            Received::Whole(SshQuestion { text: String::from_utf8_lossy(text).into_owned(), wants })
        }
        Ok(length) if length > text.len() && length <= LONGEST => Received::Incomplete,
        _ => Received::Wrong,
    }
}

/// In the same time wherever they differ.
fn is_same(one: &[u8; TOKEN], other: &[u8; TOKEN]) -> bool {
    one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

fn send(stream: &mut impl Write, kind: u8, text: &[u8]) -> io::Result<()> {
    let length = u32::try_from(text.len()).ok().filter(|_| text.len() <= LONGEST);
    let mut message = Zeroizing::new(Vec::with_capacity(text.len() + 5));
    message.push(kind);
    message.extend_from_slice(&length.ok_or(ErrorKind::InvalidInput)?.to_be_bytes());
    message.extend_from_slice(text);
    stream.write_all(&message)?;
    stream.flush()
}

/// What ssh has started this process to ask.
pub struct SshPrompt {
    place: OsString,
    text: String,
    wants: u8,
}

/// What ssh has started this process to ask, by the arguments of the program and the environment; `None` where it
/// was started for something else.
pub fn prompt_of_ssh(arguments: impl IntoIterator<Item = OsString>) -> Option<SshPrompt> {
    let place = env::var_os(VARIABLE)?;
    let mut arguments = arguments.into_iter().skip(1);
    let (text, None) = (arguments.next()?, arguments.next()) else { return None };
    let wants = match env::var_os(SSH_ASKPASS_PROMPT).as_deref().and_then(OsStr::to_str) {
        Some("confirm") => CONFIRMATION,
        Some("none") => NOTHING,
        _ => TEXT,
    };
    Some(SshPrompt { place, text: text.to_string_lossy().into_owned(), wants })
}

/// What such a process does: prints the answer, if there is one. The exit status.
pub fn answer_ssh(prompt: &SshPrompt) -> u8 {
    crate::system::harden_process(crate::system::FrontEnd::Terminal);
    if answered(prompt).is_ok() { 0 } else { 1 }
}

fn answered(prompt: &SshPrompt) -> io::Result<()> {
    let (token, name) = token_and_name(&prompt.place).ok_or(ErrorKind::InvalidInput)?;
    let answer = exchange(connect(&name)?, &token, prompt)?;
    let mut out = io::stdout();
    out.write_all(&answer)?;
    out.flush()
}

/// The answer with a line end.
fn exchange(
    mut stream: impl Read + Write,
    token: &[u8; TOKEN],
    prompt: &SshPrompt,
) -> io::Result<Zeroizing<Vec<u8>>> {
    stream.write_all(token)?;
    send(&mut stream, prompt.wants, prompt.text.as_bytes())?;
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if kind != ANSWERED || length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    // One more for the line end.
    let mut answer = Zeroizing::new(vec![b'\n'; length + 1]);
    let (text, _) = answer.split_at_mut(length);
    stream.read_exact(text)?;
    Ok(answer)
}

fn token_and_name(place: &OsStr) -> Option<(Zeroizing<[u8; TOKEN]>, OsString)> {
    let place = place.to_str()?;
    let (token, name) = place.split_once(':')?;
    let mut bytes = Zeroizing::new([0; TOKEN]);
    base16ct::lower::decode(token, &mut *bytes).ok().filter(|bytes| bytes.len() == TOKEN)?;
    Some((bytes, name.into()))
}

#[cfg(test)]
mod tests;
