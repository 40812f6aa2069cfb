//! Against what is written down; tests/cli/agent.rs asks a real agent.

use super::{
    Added, AgentError, LimitSupport, Limits, Route, add, holder, limits, list, look, remove, remove_all,
    remove_key,
};
use crate::key::{Comment, Curve, Key, NewKind, NoProgress, generate, single_threaded};
use crate::system::{Agent, AgentKind, Agents, Patience, Ssh, SshCall, SshEnd, SshError, SshOrigin, SshTalk};
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

fn text(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

/// Message 27 with the name of the extension; the answer has its own number (RFC 9987), or that of a plain success.
#[test]
fn what_an_agent_cannot_do_is_known_from_its_extensions() {
    let of = |answer: Vec<u8>| {
        let agent = Scripted::new([Ok(answer)]);
        let support = limits(&agent);
        assert_eq!(*agent.asked.lock().unwrap(), [b"\x1b\0\0\0\x05query".to_vec()]);
        support
    };
    let (query, openssh) = (text(b"query"), text(b"session-bind@openssh.com"));
    let putty = text(b"add-ppk@putty.projects.tartarus.org");
    assert_eq!(of([&[29][..], &query, &query, &openssh].concat()), LimitSupport::Supported);
    assert_eq!(of([&[29][..], &query, &query].concat()), LimitSupport::Unknown);
    assert_eq!(of([&[6][..], &query, &putty].concat()), LimitSupport::Unsupported);
    assert_eq!(of(vec![5]), LimitSupport::Unknown, "it is asked as before");
    assert_eq!(of(vec![28]), LimitSupport::Unknown);
    assert_eq!(of(vec![6]), LimitSupport::Unknown);
    assert_eq!(of([&[29][..], &openssh].concat()), LimitSupport::Unknown, "no answer to that question");
    assert_eq!(of([&[6][..], &openssh, &[0, 0, 0, 9]].concat()), LimitSupport::Unknown, "cut off");
    assert_eq!(limits(&Scripted::new([Err(ErrorKind::TimedOut.into())])), LimitSupport::Unknown);
}

/// One agent that answers with these bytes to everything, or does not run.
struct Only(Option<Vec<u8>>);

impl Agents for Only {
    fn all(&self) -> Vec<Box<dyn Agent>> {
        let answer = || self.0.clone().ok_or_else(|| ErrorKind::NotFound.into());
        vec![Box::new(Scripted::new([answer(), answer()]))]
    }

    fn at(&self, socket: &str) -> Option<Box<dyn Agent>> {
        (socket == "/run/agent").then(|| self.all().remove(0))
    }
}

struct SshAt(Option<&'static str>);

impl Ssh for SshAt {
    fn program(&self) -> Option<std::path::PathBuf> {
        self.0.map(Into::into)
    }

    fn run(&self, _: &SshCall, _: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        Err(SshError::NoProgram)
    }
}

#[test]
fn agents_that_run_are_found_with_what_they_hold() {
    let (this, other) = (key(NewKind::Ed25519), key(NewKind::Ed25519));
    let answer = [&[12, 0, 0, 0, 1][..], &text(this.public().blob()), &text(b"")].concat();
    let agents = Only(Some(answer));
    let found = look(&agents);
    assert_eq!(found.len(), 1);
    assert!(found[0].holds(this.public()) && !found[0].holds(other.public()));
    assert_eq!(found[0].limits, LimitSupport::Unknown);
    let running = super::all(&agents, &["/run/agent".to_owned(), "/run/other".to_owned()]);
    assert_eq!(running.len(), 2, "that of the session, and the one that is named and can be asked");
    assert_eq!(holder(&running, this.public()).as_ref(), Some(&found[0].name));
    assert_eq!(holder(&running, other.public()), None);
    assert!(look(&Only(None)).is_empty(), "one that does not run is not found");
    assert!(look(&Only(Some(vec![5])))[0].keys.is_err(), "one that is locked is");

    let route = Route::of(&SshAt(Some("/usr/bin/ssh")), [found[0].name.clone()]);
    assert_eq!(route.agent.as_ref(), Some(&found[0].name));
    let ssh = std::path::PathBuf::from("/usr/bin/ssh");
    assert_eq!(route.ssh, Some((ssh.clone(), SshOrigin::of(&ssh))));
    assert_eq!(Route::of(&SshAt(None), []), Route { ssh: None, agent: None });
}

#[test]
fn all_that_an_agent_holds_of_a_key_is_removed_and_nothing_else() {
    let (this, other) = (key(NewKind::Ed25519), key(NewKind::Ed25519));
    let held = |key: &Key| [text(key.public().blob()), text(b"")].concat();
    let answer = [vec![12, 0, 0, 0, 3], held(&this), held(&other), held(&this)].concat();
    let agent = Scripted::new([Ok(answer), Ok(vec![6]), Ok(vec![6])]);
    assert_eq!(remove_key(&agent, this.public()), Ok(()));
    let removes = [&[18][..], &text(this.public().blob())].concat();
    assert_eq!(*agent.asked.lock().unwrap(), [vec![11], removes.clone(), removes]);
}
