use super::{ArgError, OverrideSource, RendererOverride, StartupArgs, asked};
use crate::start::Renderer;
use std::ffi::OsString;

fn asked_with(arguments: &[&str], variable: Option<&str>) -> Result<StartupArgs, ArgError> {
    asked(arguments.iter().map(OsString::from), variable.map(OsString::from))
}

fn window(files: &[&str], forced: Option<OverrideSource>) -> Result<StartupArgs, ArgError> {
    let files = files.iter().map(OsString::from).collect();
    Ok(StartupArgs::Window {
        files,
        forced: forced.map(|by| RendererOverride { renderer: Renderer::OpenGl, by }),
    })
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
        assert_eq!(asked_with(question, Some("nonsense")), Ok(StartupArgs::Help));
    }
    assert_eq!(asked_with(&["--version"], None), Ok(StartupArgs::Version));
    assert_eq!(asked_with(&["-V"], None), Ok(StartupArgs::Version));
}

#[test]
fn a_renderer_is_forced_by_the_switch_or_else_by_the_variable() {
    assert_eq!(asked_with(&["--renderer", "glow", "a"], None), window(&["a"], Some(OverrideSource::Switch)));
    assert_eq!(asked_with(&["a", "--renderer=glow"], None), window(&["a"], Some(OverrideSource::Switch)));
    assert_eq!(asked_with(&["a"], Some("glow")), window(&["a"], Some(OverrideSource::Variable)));
    assert_eq!(asked_with(&["--renderer=glow"], Some("x")), window(&[], Some(OverrideSource::Switch)));
    assert_eq!(asked_with(&[], Some("")), window(&[], None));
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(asked_with(&["a", "--rendrer"], None), Err(ArgError::Option("--rendrer".to_owned())));
    assert_eq!(asked_with(&["--renderer"], None), Err(ArgError::NoName));
    let unknown = |name: &str, by| Err(ArgError::Unknown { name: name.to_owned(), by });
    assert_eq!(asked_with(&["--renderer", "metal"], None), unknown("metal", OverrideSource::Switch));
    assert_eq!(asked_with(&["--renderer="], None), unknown("", OverrideSource::Switch));
    assert_eq!(asked_with(&[], Some("Glow")), unknown("Glow", OverrideSource::Variable));
}

#[test]
fn what_this_program_does_not_have_is_never_replaced_by_something_else() {
    for renderer in Renderer::ALL {
        let got = asked_with(&["--renderer", renderer.name()], None);
        let forced = RendererOverride { renderer, by: OverrideSource::Switch };
        if Renderer::here().contains(&renderer) {
            assert_eq!(got, Ok(StartupArgs::Window { files: Vec::new(), forced: Some(forced) }));
        } else {
            assert_eq!(got, Err(ArgError::NotHere(forced)));
        }
    }
}
