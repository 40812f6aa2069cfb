//! Both sides of an endpoint, on the system that this runs on.

use super::*;
use crate::system::SshInput;
use std::thread;
use std::time::{Duration, Instant};

/// Somebody who answers everything with one text.
#[derive(Default)]
struct Person {
    says: Option<&'static str>,
    asked: Vec<Option<SshQuestion>>,
}

impl SshTalk for Person {
    fn line(&mut self, _text: &str) {}

    fn question(&mut self, question: Option<SshQuestion>) {
        self.asked.push(question);
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        self.says.map(|text| match text {
            "" => SshAnswer::Refused,
            text => SshAnswer::Text(Zeroizing::new(text.to_owned())),
        })
    }

    fn input(&mut self, _output: &[u8]) -> Option<SshInput> {
        None
    }

    fn goes_on(&self) -> bool {
        true
    }
}

fn open() -> (Askpass, OsString) {
    let mut command = Command::new("ssh");
    let askpass = Askpass::open(&mut command, PathBuf::from("askpass")).unwrap();
    let place = command.get_envs().find(|(name, _)| *name == VARIABLE).unwrap().1.unwrap().to_owned();
    (askpass, place)
}

/// What the process gets that asks this, while it is looked after for as long as it takes.
fn asked(person: &mut Person, (mut askpass, place): (Askpass, OsString), wants: u8) -> Option<String> {
    let (token, name) = token_and_name(&place).unwrap();
    let prompt = SshPrompt { place, text: "ann@web's password: ".to_owned(), wants };
    let other = thread::Builder::new().spawn(move || {
        exchange(connected(&name), &token, &prompt)
            .ok()
            .map(|text| String::from_utf8_lossy(&text).into_owned())
    });
    let (other, from) = (other.unwrap(), Instant::now());
    while !other.is_finished() {
        assert!(from.elapsed() < Duration::from_secs(60), "nobody was answered: {:?}", person.asked);
        askpass.ask(person);
        thread::sleep(Duration::from_millis(5));
    }
    other.join().unwrap()
}

/// Wine tells nobody's owner of a pipe, so that it is not trusted there: it is opened as it stands.
#[cfg(windows)]
fn try_connect(name: &OsStr) -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new().read(true).write(true).open(name)
}

#[cfg(not(windows))]
fn try_connect(name: &OsStr) -> io::Result<impl Read + Write + use<>> {
    super::connect(name)
}

fn connected(name: &OsStr) -> impl Read + Write + use<> {
    try_connect(name).unwrap()
}

#[test]
fn a_question_goes_to_the_person_and_the_answer_back() {
    let mut person = Person { says: Some("geheim ü"), ..Person::default() };
    assert_eq!(asked(&mut person, open(), TEXT).as_deref(), Some("geheim ü\n"));
    let question = SshQuestion { text: "ann@web's password: ".to_owned(), wants: SshWants::Text };
    assert_eq!(person.asked, [Some(question)]);
    let mut person = Person { says: Some(""), ..Person::default() };
    assert_eq!(asked(&mut person, open(), CONFIRMATION), None, "no answer is none");
}

#[test]
fn nobody_is_asked_without_the_number() {
    let (askpass, place) = open();
    let place = place.to_str().unwrap();
    let other = if place.starts_with('0') { "1" } else { "0" };
    let place = format!("{other}{}", &place[1..]);
    let mut person = Person { says: Some("secret"), ..Person::default() };
    assert_eq!(asked(&mut person, (askpass, place.into()), TEXT), None);
    assert!(person.asked.is_empty());
}

#[test]
fn whoever_stops_waiting_is_no_longer_asked_for() {
    let (mut askpass, place) = open();
    let (token, name) = token_and_name(&place).unwrap();
    let mut person = Person::default();
    let mut look = |askpass: &mut Askpass, count: usize| {
        let from = Instant::now();
        while person.asked.len() < count {
            assert!(from.elapsed() < Duration::from_secs(60), "{:?}", person.asked);
            askpass.ask(&mut person);
            thread::sleep(Duration::from_millis(5));
        }
        person.asked.last().cloned().flatten()
    };
    let mut stream = connected(&name);
    stream.write_all(&*token).unwrap();
    send(&mut stream, NOTHING, b"touch it").unwrap();
    assert!(look(&mut askpass, 1).is_some());
    drop(stream);
    assert_eq!(look(&mut askpass, 2), None);
}

#[test]
fn who_connects_and_says_nothing_keeps_nobody_out() {
    let (mut askpass, place) = open();
    let (_, name) = token_and_name(&place).unwrap();
    let mut person = Person { says: Some("secret"), ..Person::default() };
    let (mut silent, from) = (Vec::new(), Instant::now());
    while silent.len() < 2 * MOST_CONNECTIONS {
        assert!(from.elapsed() < Duration::from_secs(60), "only {} could connect", silent.len());
        // On Windows nobody can before the one that did was taken.
        silent.extend(try_connect(&name));
        askpass.ask(&mut person);
    }
    assert_eq!(asked(&mut person, (askpass, place), TEXT).as_deref(), Some("secret\n"));
    drop(silent);
}
