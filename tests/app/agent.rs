//! The key in an agent, without a window: what is added with which limits, and what comes too late.

use crate::Program;
use crate::support::fakes::Outside;
use crate::support::keys;
use keywright::agent::{Added, AgentError, AgentName};
use keywright::app::{
    Action, AgentAction, AgentOutcome, AgentPanel, Answer, KeyAction, Lifetime, Panel, UseKeyAction,
};
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::system::AgentKind::OpenSsh;

fn name() -> AgentName {
    AgentName { kind: OpenSsh, program: None }
}

/// Somebody with a saved key, where it is used; an agent runs and is empty.
fn with_an_agent() -> Program {
    let outside = Outside::new();
    outside.agents.hold(Vec::new());
    let mut program = Program::on(outside);
    program.act(KeyAction::Generate);
    program.act(KeyAction::Save);
    program.act(KeyAction::Use);
    program.act(Action::UseKey(UseKeyAction::Show(Panel::Agent)));
    program
}

fn panel(program: &mut Program) -> &mut AgentPanel {
    &mut program.app.model.use_key.agent
}

fn outcome(program: &mut Program) -> Option<AgentOutcome> {
    panel(program).outcome.clone()
}

fn held(program: &Program) -> Vec<Vec<u8>> {
    program.outside.agents.change(|agent| agent.held.clone().expect("it runs"))
}

fn blob(program: &Program) -> Vec<u8> {
    program.open().facts.public.blob().to_vec()
}

#[test]
fn a_key_is_added_with_its_limits_and_removed() {
    let mut program = with_an_agent();
    panel(&mut program).lifetime = Lifetime::EightHours;
    panel(&mut program).confirm = true;
    program.act(AgentAction::Add(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Added(name(), Added::Key)));
    assert_eq!(held(&program), [blob(&program)]);
    let limits = [&[1][..], &(8 * 60 * 60_u32).to_be_bytes(), &[2]].concat();
    let asked = |message: &Vec<u8>| message[0] == 25 && message.ends_with(&limits);
    assert!(program.outside.agents.change(|agent| agent.asked.iter().any(asked)));
    assert_eq!(program.open().held_by, Some(name()), "the page of the key says it as well");
    program.act(AgentAction::Remove(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Removed(name())));
    assert!(held(&program).is_empty() && program.open().held_by.is_none());
}

#[test]
fn limits_are_never_dropped_without_a_word() {
    let mut program = with_an_agent();
    program.outside.agents.change(|agent| agent.refuses_limits = true);
    panel(&mut program).lifetime = Lifetime::Hour;
    program.act(AgentAction::Add(OpenSsh));
    let refused = Some(AgentOutcome::Failed(name(), AgentError::LimitsRefused));
    assert_eq!(outcome(&mut program), refused);
    assert!(held(&program).is_empty());
    program.act(AgentAction::AddWithoutLimits(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Added(name(), Added::Key)));
    assert_eq!(panel(&mut program).lifetime, Lifetime::Hour, "what was chosen stays");
}

#[test]
fn an_agent_that_is_known_to_have_no_limits_is_not_given_the_key() {
    let mut program = with_an_agent();
    let names = vec!["query", "list-extended@putty.projects.tartarus.org"];
    program.outside.agents.change(|agent| agent.extensions = Some(names));
    program.act(AgentAction::Look);
    panel(&mut program).confirm = true;
    program.act(AgentAction::Add(OpenSsh));
    let refused = Some(AgentOutcome::Failed(name(), AgentError::LimitsRefused));
    assert_eq!(outcome(&mut program), refused);
    assert!(!program.outside.agents.was_asked(25) && !program.outside.agents.was_asked(17));
}

#[test]
fn one_that_refuses_or_has_ended_is_said() {
    let mut program = with_an_agent();
    program.outside.agents.change(|agent| agent.is_locked = true);
    program.act(AgentAction::Add(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Failed(name(), AgentError::Refused)));
    program.outside.agents.change(|agent| agent.held = None);
    program.act(AgentAction::Add(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Failed(name(), AgentError::NotRunning)));
    assert!(panel(&mut program).looked.as_ref().expect("it was looked").agents.is_empty());
}

/// The page of the key alone keeps it.
#[test]
fn a_key_that_is_no_longer_open_is_not_added() {
    let mut program = with_an_agent();
    let private = program.app.model.use_key.key.as_ref().expect("a key").private.clone();
    assert!(private.upgrade().is_some());
    program.act(KeyAction::New);
    program.act(Answer::Discard);
    assert!(private.upgrade().is_none(), "it is gone from memory");
    program.act(AgentAction::Add(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::NotOpen));
    assert!(!program.outside.agents.was_asked(17));
}

#[test]
fn an_agent_that_takes_its_time_can_be_left_waiting() {
    let mut program = with_an_agent();
    program.outside.worker.hold();
    program.act(AgentAction::Add(OpenSsh));
    assert!(panel(&mut program).is_changing());
    // Nothing else is asked meanwhile.
    program.act(AgentAction::RemoveAll(OpenSsh));
    assert!(panel(&mut program).is_changing());
    program.act(AgentAction::Stop);
    assert!(!panel(&mut program).is_changing());
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Stopped));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(outcome(&mut program), Some(AgentOutcome::Stopped), "what comes too late says nothing");
    assert_eq!(held(&program), [blob(&program)], "but what the agent has done is shown");
    let this = program.open().facts.public.clone();
    assert!(panel(&mut program).looked.as_ref().expect("looked").agents[0].holds(&this));
    assert_eq!(program.open().held_by, Some(name()));
}

#[test]
fn all_keys_are_removed_only_after_a_question() {
    let mut program = with_an_agent();
    program.outside.agents.hold(vec![b"one".to_vec(), b"two".to_vec()]);
    program.act(AgentAction::AskRemoveAll(OpenSsh));
    assert_eq!(panel(&mut program).asks_all, Some(OpenSsh));
    program.act(AgentAction::KeepAll);
    assert_eq!((panel(&mut program).asks_all, held(&program).len()), (None, 2));
    program.act(AgentAction::RemoveOther(OpenSsh, b"one".to_vec()));
    assert_eq!(held(&program), [b"two".to_vec()]);
    program.act(AgentAction::AskRemoveAll(OpenSsh));
    program.act(AgentAction::RemoveAll(OpenSsh));
    assert_eq!(outcome(&mut program), Some(AgentOutcome::RemovedAll(name())));
    assert!(held(&program).is_empty());
}

/// Looked up in the background, for the key that is open then.
#[test]
fn the_page_of_a_key_knows_its_agent() {
    let outside = Outside::new();
    let made = ["a", "b"].map(|name| keys::made(NewKind::Ed25519, name));
    let [a, b] = ["a", "b"].map(|name| outside.path(name));
    for (key, path) in made.iter().zip([&a, &b]) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        keys::put(outside.home.path(), name, &keys::written(key, PrivateFormat::OpenSsh, None));
    }
    outside.agents.hold(vec![made[1].public().blob().to_vec()]);
    let mut program = Program::on(outside);
    program.act(Action::Open(vec![a.clone()]));
    assert_eq!(program.open().held_by, None);
    program.act(Action::Open(vec![b.clone()]));
    assert_eq!(program.open().held_by, Some(name()));
    // An answer about the key before is none about this one.
    program.act(Action::Open(vec![a.clone()]));
    program.act(Action::Open(vec![b]));
    program.outside.worker.hold();
    program.act(Action::Open(vec![a]));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!((program.open().comment.as_str(), &program.open().held_by), ("a", &None));
}
