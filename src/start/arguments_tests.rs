use super::{Asked, By, Forced, Wrong, asked};
use crate::start::Renderer;
use std::ffi::OsString;

fn asked_with(arguments: &[&str], variable: Option<&str>) -> Result<Asked, Wrong> {
    asked(arguments.iter().map(OsString::from), variable.map(OsString::from))
}

fn window(files: &[&str], forced: Option<By>) -> Result<Asked, Wrong> {
    let files = files.iter().map(OsString::from).collect();
    Ok(Asked::Window { files, forced: forced.map(|by| Forced { renderer: Renderer::OpenGl, by }) })
}

#[test]
fn files_are_files() {
    assert_eq!(asked_with(&[], None), window(&[], None));
    assert_eq!(asked_with(&["a", "b c"], None), window(&["a", "b c"], None));
    assert_eq!(asked_with(&["-", "-x"], None), window(&["-", "-x"], None));
    assert_eq!(asked_with(&["a", "--", "--help", "--"], None), window(&["a", "--help", "--"], None));
}

#[test]
fn questions_are_answered_wherever_they_stand() {
    for question in [&["--help"][..], &["-h"], &["a", "--help"], &["--renderer", "glow", "-h"]] {
        assert_eq!(asked_with(question, Some("nonsense")), Ok(Asked::Help));
    }
    assert_eq!(asked_with(&["--version"], None), Ok(Asked::Version));
    assert_eq!(asked_with(&["-V"], None), Ok(Asked::Version));
}

#[test]
fn a_renderer_is_forced_by_the_switch_or_else_by_the_variable() {
    assert_eq!(asked_with(&["--renderer", "glow", "a"], None), window(&["a"], Some(By::Switch)));
    assert_eq!(asked_with(&["a", "--renderer=glow"], None), window(&["a"], Some(By::Switch)));
    assert_eq!(asked_with(&["a"], Some("glow")), window(&["a"], Some(By::Variable)));
    assert_eq!(asked_with(&["--renderer=glow"], Some("x")), window(&[], Some(By::Switch)));
    assert_eq!(asked_with(&[], Some("")), window(&[], None));
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(asked_with(&["a", "--rendrer"], None), Err(Wrong::Option("--rendrer".to_owned())));
    assert_eq!(asked_with(&["--renderer"], None), Err(Wrong::NoName));
    let unknown = |name: &str, by| Err(Wrong::Unknown { name: name.to_owned(), by });
    assert_eq!(asked_with(&["--renderer", "metal"], None), unknown("metal", By::Switch));
    assert_eq!(asked_with(&["--renderer="], None), unknown("", By::Switch));
    assert_eq!(asked_with(&[], Some("Glow")), unknown("Glow", By::Variable));
}

#[test]
fn what_this_program_does_not_have_is_never_replaced_by_something_else() {
    for renderer in Renderer::ALL {
        let got = asked_with(&["--renderer", renderer.name()], None);
        let forced = Forced { renderer, by: By::Switch };
        if Renderer::here().contains(&renderer) {
            assert_eq!(got, Ok(Asked::Window { files: Vec::new(), forced: Some(forced) }));
        } else {
            assert_eq!(got, Err(Wrong::NotHere(forced)));
        }
    }
}
