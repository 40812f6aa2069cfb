//! Against what is written down; tests/cli/agent.rs asks a real agent.

use super::{Added, AgentError, Limits, add, list, remove, remove_all};
use crate::key::{Comment, Curve, Key, NewKind, NoProgress, generate, single_threaded};
use crate::system::{Agent, AgentKind, Patience};
use std::io::{self, ErrorKind};
use std::sync::Mutex;
use std::time::Duration;
use zeroize::Zeroizing;

/// Gives one answer after the other and keeps what it was asked.
struct Scripted {
    answers: Mutex<Vec<io::Result<Vec<u8>>>>,
    asked: Mutex<Vec<Vec<u8>>>,
}

impl Scripted {
    fn new(answers: impl IntoIterator<Item = io::Result<Vec<u8>>>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self { answers: Mutex::new(answers), asked: Mutex::default() }
    }
}

impl Agent for Scripted {
    fn kind(&self) -> AgentKind {
        AgentKind::OpenSsh
    }

    fn program(&self) -> Option<String> {
        None
    }

    fn ask(&self, message: &[u8], _: Patience) -> io::Result<Zeroizing<Vec<u8>>> {
        self.asked.lock().unwrap().push(message.to_vec());
        self.answers.lock().unwrap().pop().unwrap().map(Zeroizing::new)
    }
}

fn key(kind: NewKind) -> Key {
    let comment = Comment::parse_user_input("ann@desk").unwrap();
    generate(kind, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap()
}

#[test]
fn a_list_names_each_key_and_keeps_those_of_unknown_types() {
    let key = key(NewKind::Ed25519);
    let text = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let unknown = text(b"ssh-new");
    let answer = [
        &[12, 0, 0, 0, 2][..],
        &text(key.public().blob()),
        &text(b"one"),
        &text(&unknown),
        &text(b"\x1b[2J"),
    ];
    let agent = Scripted::new([Ok(answer.concat())]);
    let held = list(&agent).unwrap();
    assert!(held[0].key.as_ref().unwrap().is_same_key(key.public()));
    assert_eq!(held[0].comment.text(), "one");
    assert_eq!((&held[1].key, &held[1].blob), (&None, &unknown));
    assert_eq!(*agent.asked.lock().unwrap(), [vec![11]]);
}

#[test]
fn no_answer_is_taken_for_more_than_it_says() {
    let broken = [
        vec![],
        vec![12],
        vec![12, 0, 0, 0, 1],
        vec![12, 0xff, 0xff, 0xff, 0xff],
        vec![12, 0, 0, 0, 1, 0, 0, 0, 9, 1],
        vec![6],
        vec![99],
    ];
    for answer in broken {
        let agent = Scripted::new([Ok(answer.clone())]);
        assert_eq!(list(&agent), Err(AgentError::Unreadable), "{answer:?}");
    }
    let is = |kind: ErrorKind, error| assert_eq!(list(&Scripted::new([Err(kind.into())])), Err(error));
    is(ErrorKind::NotFound, AgentError::NotRunning);
    is(ErrorKind::ConnectionRefused, AgentError::NotRunning);
    is(ErrorKind::PermissionDenied, AgentError::NotAllowed);
    is(ErrorKind::TimedOut, AgentError::NoAnswer);
    is(ErrorKind::UnexpectedEof, AgentError::Unreadable);
    is(ErrorKind::BrokenPipe, AgentError::Broken(ErrorKind::BrokenPipe));
    assert_eq!(list(&Scripted::new([Ok(vec![5])])), Err(AgentError::Refused));
}

#[test]
fn limits_are_written_and_never_dropped() {
    let key = key(NewKind::Ecdsa(Curve::P256));
    let agent = Scripted::new([Ok(vec![6]), Ok(vec![6]), Ok(vec![5]), Ok(vec![5])]);
    assert_eq!(add(&agent, &key, Limits::default()), Ok(Added::Key));
    let limits = Limits { lifetime: Some(Duration::from_secs(600)), confirm: true };
    assert_eq!(add(&agent, &key, limits), Ok(Added::Key));
    assert_eq!(add(&agent, &key, limits), Err(AgentError::LimitsRefused));
    assert_eq!(add(&agent, &key, Limits::default()), Err(AgentError::Refused));
    let asked = agent.asked.lock().unwrap();
    assert_eq!(asked[0][0], 17);
    assert!(asked[0].ends_with(b"\0\0\0\x08ann@desk"));
    assert_eq!(asked[1][0], 25);
    assert!(asked[1].ends_with(b"ann@desk\x01\0\0\x02\x58\x02"));
    assert_eq!(asked[1][1..asked[0].len()], asked[0][1..]);
}

#[test]
fn keys_are_removed_by_their_blob() {
    let agent = Scripted::new([Ok(vec![6]), Ok(vec![5]), Ok(vec![6])]);
    assert_eq!(remove(&agent, b"blob"), Ok(()));
    assert_eq!(remove(&agent, b"blob"), Err(AgentError::Refused));
    assert_eq!(remove_all(&agent), Ok(()));
    assert_eq!(
        *agent.asked.lock().unwrap(),
        [b"\x12\0\0\0\x04blob".to_vec(), b"\x12\0\0\0\x04blob".to_vec(), vec![19]]
    );
}
