//! A key that is made for an app or a service.

use crate::Program;
use keywright::app::{
    Action, Answer, Dialog, KeyAction, KeyChoice, KeyState, Notice, Page, Panel, ServiceAction, Unsaved,
    UseKeyAction,
};
use keywright::format::PrivateFormat;
use keywright::recipe::{Recipe, recipe};
use keywright::save::Output;

fn service(id: &str) -> &'static Recipe {
    recipe(id).expect("a service")
}

/// With a saved key, where it is given to this service.
fn at(id: &str) -> Program {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Save);
    program.act(KeyAction::Use);
    program.act(UseKeyAction::Show(Panel::Service));
    program.act(ServiceAction::Choose(service(id)));
    program
}

fn for_service(program: &Program) -> Option<&'static str> {
    program.app.model.key.form.service.map(|recipe| recipe.id)
}

#[test]
fn the_service_is_kept_until_a_key_is_made_for_it_or_somebody_goes_back() {
    let mut program = at("azure-devops");
    assert_eq!(for_service(&program), Some("azure-devops"));
    program.act(ServiceAction::Back);
    assert_eq!(for_service(&program), None);
    program.act(ServiceAction::Choose(service("azure-devops")));
    program.act(ServiceAction::MakeFitting);
    assert_eq!(program.app.model.shell.page, Page::Key);
    assert_eq!(program.app.model.key.form.algorithm, KeyChoice::Rsa);
    program.app.model.key.form.algorithm = KeyChoice::Ed25519;
    let refused = program.app.model.key.form.refused_by().map(|(recipe, _)| recipe.id);
    assert_eq!(refused, Some("azure-devops"));
    program.outside.worker.hold();
    program.act(KeyAction::Generate);
    program.act(KeyAction::Cancel);
    assert_eq!(for_service(&program), Some("azure-devops"), "there is no key yet");
    program.act(KeyAction::Generate);
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(for_service(&program), None);
    // What it wants of the next key is still there.
    program.act(KeyAction::Save);
    program.act(KeyAction::Use);
    let shown = program.app.model.use_key.service.shown.as_ref().expect("a service");
    assert_eq!(shown.recipe.id, "azure-devops");
    assert!(!shown.takes(program.app.model.use_key.key.as_ref().expect("a key")));
}

#[test]
fn a_key_that_is_not_saved_is_not_lost_to_one_for_a_service() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::MakeFor(Some(service("cisco"))));
    program.act(KeyAction::NewFitting);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Discard { .. })));
    program.act(Action::CloseDialog);
    assert_eq!(program.open().unsaved, Some(Unsaved::Made));
    assert_eq!(program.app.model.key.form.algorithm, KeyChoice::Ed25519);
    program.act(KeyAction::NewFitting);
    program.act(Answer::Discard);
    assert!(matches!(program.state(), KeyState::None));
    assert_eq!(program.app.model.key.form.algorithm, KeyChoice::Rsa);
}

#[test]
fn a_comment_that_cannot_be_saved_is_said_where_its_field_is_not_to_be_seen() {
    let mut program = at("putty");
    program.act(Action::Show(Page::Key));
    program.act(KeyAction::EditComment("a\u{7}".to_owned()));
    program.act(KeyAction::Use);
    program.act(ServiceAction::Save(Output::private(PrivateFormat::Ppk3)));
    assert!(matches!(program.app.model.shell.notice, Some(Notice::CommentFirst)));
}

#[test]
fn what_is_saved_on_the_page_of_the_key_is_not_said_to_be_for_the_service() {
    let mut program = at("putty");
    program.act(Action::Show(Page::Key));
    let path = program.outside.path("other.ppk");
    let answer = keywright::system::DialogAnswer::Chosen(path.clone());
    program.outside.dialogs.will_answer(answer);
    program.act(KeyAction::SaveAs(Output::private(PrivateFormat::Ppk3)));
    assert!(path.exists());
    program.act(KeyAction::Use);
    let shown = program.app.model.use_key.service.shown.as_ref().expect("a service");
    assert_eq!(shown.saved, None);
}
