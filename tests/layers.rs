//! The shape of the house: who may know whom, where platforms, colours and words belong, and how
//! long a file may be. Reads the source as text, without comments.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on shall say so at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TOP_LEVEL: [&str; 16] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "assets",
    "benches",
    "build.rs",
    "deny.toml",
    "i18n.toml",
    "rustfmt.toml",
    "src",
    "tests",
    "wix",
];

/// A room, the rooms it may use, and what from outside it may not.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    may_not_use: &'static [&'static str],
}

const WINDOWS: [&str; 4] = ["egui", "eframe", "rfd", "arboard"];
const OUTSIDE: [&str; 9] =
    ["egui", "eframe", "rfd", "arboard", "std::fs", "std::thread", "std::env", "std::net", "std::process"];

const ROOMS: [Room; 17] = [
    Room { name: "key", may_use: &[], may_not_use: &OUTSIDE },
    Room { name: "format", may_use: &["key"], may_not_use: &OUTSIDE },
    Room { name: "sshfiles", may_use: &["key", "format"], may_not_use: &OUTSIDE },
    Room { name: "explain", may_use: &[], may_not_use: &OUTSIDE },
    Room { name: "recipe", may_use: &["key", "format"], may_not_use: &OUTSIDE },
    Room { name: "system", may_use: &[], may_not_use: &["egui", "eframe"] },
    Room { name: "agent", may_use: &["key", "format", "system"], may_not_use: &OUTSIDE },
    Room { name: "remote", may_use: &["key", "format", "sshfiles", "system"], may_not_use: &OUTSIDE },
    Room { name: "replace", may_use: &["key", "format", "remote"], may_not_use: &OUTSIDE },
    Room { name: "save", may_use: &["key", "format", "sshfiles", "system"], may_not_use: &OUTSIDE },
    Room { name: "batch", may_use: &["key", "format", "system", "save"], may_not_use: &OUTSIDE },
    Room {
        name: "health",
        may_use: &["key", "format", "sshfiles", "explain", "system", "save", "batch"],
        may_not_use: &OUTSIDE,
    },
    Room {
        name: "app",
        may_use: &[
            "key", "format", "sshfiles", "recipe", "explain", "system", "agent", "remote", "replace", "save",
            "batch", "health",
        ],
        may_not_use: &OUTSIDE,
    },
    Room {
        name: "start",
        may_use: &["system"],
        may_not_use: &["rfd", "arboard", "std::fs", "std::thread", "std::env", "std::net", "std::process"],
    },
    Room {
        name: "i18n",
        may_use: &[
            "key", "format", "sshfiles", "recipe", "explain", "system", "agent", "remote", "replace", "save",
            "batch", "health", "app", "start",
        ],
        may_not_use: &WINDOWS,
    },
    Room {
        name: "cli",
        may_use: &[
            "key", "format", "sshfiles", "recipe", "explain", "system", "agent", "remote", "save", "batch",
            "health", "i18n",
        ],
        may_not_use: &OUTSIDE,
    },
    Room {
        name: "ui",
        may_use: &[
            "key", "format", "sshfiles", "recipe", "explain", "system", "agent", "remote", "replace", "save",
            "batch", "health", "app", "i18n",
        ],
        // It shows and asks; the work is started by `app`.
        may_not_use: &[
            "rfd",
            "arboard",
            "std::fs",
            "std::thread",
            "crate::format::read",
            "crate::format::write",
            "format::read",
            "format::write",
            "carry_out",
        ],
    },
];

const LONGEST_FILE: usize = 350;
const LATER: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!("),
    concat!("unimpl", "emented!("),
];

#[test]
fn rooms_know_only_the_rooms_below() {
    let mut faults = Vec::new();
    for source in sources() {
        faults.extend(wrong_arrows(&source));
    }
    none(&faults);
}

#[test]
fn platforms_and_unsafe_stay_in_system() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room() != "system") {
        for (at, _) in words(&source.code, "unsafe") {
            faults.push(source.fault(at, "unsafe belongs in system/"));
        }
        for at in platform_conditions(&source.code) {
            if source.name != "main.rs" {
                faults.push(source.fault(at, "platforms are told apart in system/"));
            }
        }
        for (at, path) in paths(&source.code, "std") {
            if path.starts_with("std::os::") {
                faults.push(source.fault(at, "platforms are told apart in system/"));
            }
        }
    }
    none(&faults);
}

#[test]
fn colours_stay_in_the_theme() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.name.starts_with("ui/theme/")) {
        for (at, rest) in words(&source.code, "Color32") {
            // Not colours: nothing, and "filled in later".
            let named = rest.strip_prefix("::").is_some_and(|name| {
                !["TRANSPARENT", "PLACEHOLDER"].iter().any(|allowed| name.starts_with(allowed))
            });
            if named {
                faults.push(source.fault(at, "colours belong in ui/theme/"));
            }
        }
        if source.room() == "ui" {
            let hex = source.code.match_indices("0x").filter(|(at, _)| hex_digits(&source.code, at + 2) >= 6);
            faults.extend(hex.map(|(at, _)| source.fault(at, "colours belong in ui/theme/")));
        }
    }
    none(&faults);
}

#[test]
fn every_word_that_people_read_is_in_the_messages() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "ui") {
        faults.extend(words_in_the_code(source));
    }
    none(&faults);
}

#[test]
fn every_message_is_said_somewhere() {
    let messages = read(&root().join("assets/i18n/en/keywright.ftl"));
    let mut said: Vec<String> = sources().iter().flat_map(messages_said).collect();
    said.extend(messages_of_data());
    assert!(
        said.len() > 100,
        "only {} messages found in the code: this test no longer sees them",
        said.len()
    );
    let mut faults = Vec::new();
    for line in messages.lines() {
        let Some((id, _)) = line.split_once(" =") else { continue };
        let is_id = id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(' ');
        if is_id && !said.iter().any(|said| said == id) {
            faults.push(format!("“{id}” in keywright.ftl is never said"));
        }
    }
    none(&faults);
}

#[test]
fn files_stay_short() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!(
                "src/{}: {lines} lines, at most {LONGEST_FILE}: it does two things",
                source.name
            ));
        }
    }
    none(&faults);
}

#[test]
fn nothing_is_left_for_later() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "assets/i18n", ".ci"] {
        gather(&root().join(folder), &mut files);
    }
    files.extend(["README.md", "CHANGELOG.md", "Cargo.toml"].map(|name| root().join(name)));
    let mut faults = Vec::new();
    for file in files {
        // Keys and pictures are no text.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            for word in LATER.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{}: {word}", file.display(), number + 1));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_dependency_has_a_reason_in_the_readme() {
    let (manifest, readme) = (read(&root().join("Cargo.toml")), read(&root().join("README.md")));
    let reasons: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    let mut faults = Vec::new();
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| in_dependencies) {
            let named = format!("`{name}`");
            if !reasons.iter().any(|row| row.contains(&named)) {
                faults.push(format!("{name} has no reason in README.md"));
            }
        }
    }
    none(&faults);
}

/// Cargo has no way to share a list between profiles.
#[test]
fn the_profiles_optimize_the_same_crates() {
    let manifest: toml::Table = read(&root().join("Cargo.toml")).parse().expect("Cargo.toml is TOML");
    let levels = |profile: &str| -> BTreeMap<String, i64> {
        let crates = manifest["profile"][profile]["package"].as_table().expect("a table of crates");
        let level = |settings: &toml::Value| settings["opt-level"].as_integer().expect("a level");
        crates.iter().map(|(name, settings)| (name.clone(), level(settings))).collect()
    };
    let (dev, release, dist) = (levels("dev"), levels("release"), levels("dist"));
    assert_eq!(dev, release);
    let in_dist = |name: &String| dist.get(name).or(release.get(name)).copied();
    let slow: Vec<_> = release.keys().filter(|name| in_dist(name) != Some(3)).collect();
    assert!(slow.is_empty(), "not at full speed in what is given away: {slow:?}");
}

/// What the window shows of licences is renewed by hand: `assets/licences --write`.
#[test]
fn the_licences_are_those_of_the_crates_in_cargo_lock() {
    // Macros: nothing of them is in the programs.
    const MACROS: [&str; 1] = ["i18n-embed-fl"];
    let (manifest, lock) = (read(&root().join("Cargo.toml")), read(&root().join("Cargo.lock")));
    let licences = read(&root().join("assets/licences.txt"));
    let mut versions: Vec<(&str, &str)> = Vec::new();
    let mut name = "";
    for line in lock.lines() {
        if let Some(named) = line.strip_prefix("name = ") {
            name = named.trim_matches('"');
        } else if let Some(version) = line.strip_prefix("version = ") {
            versions.push((name, version.trim_matches('"')));
        }
    }
    let mut faults = Vec::new();
    let mut listed: Vec<(&str, &str)> = Vec::new();
    for line in licences.lines() {
        let mut words = line.split(' ');
        if let (Some(name), Some(version), Some(licence)) = (words.next(), words.next(), words.next())
            && licence.starts_with('(')
            && let Some(version) = version.strip_prefix('v')
        {
            if !versions.contains(&(name, version)) {
                faults
                    .push(format!("assets/licences.txt names {name} {version}, which is not in Cargo.lock: assets/licences --write"));
            }
            listed.push((name, version));
        }
    }
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies =
                line.contains("dependencies") && !line.contains("dev-") && !line.contains("build-");
        } else if let Some((name, _)) = line.split_once(" = ")
            && in_dependencies
            && !MACROS.contains(&name)
            && !listed.iter().any(|(other, _)| *other == name)
        {
            faults.push(format!("{name} is not in assets/licences.txt"));
        }
    }
    assert!(listed.len() > 100, "only {} crates found: this test no longer sees them", listed.len());
    none(&faults);
}

/// What SECURITY.md claims is shown by tests, which it names as `file: name of the test`.
#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let mut tests = Vec::new();
    gather(&root().join("tests"), &mut tests);
    gather(&root().join("src"), &mut tests);
    tests.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let model = read(&root().join("SECURITY.md"));
    let named: Vec<(&str, &str)> = model.split('`').filter_map(|words| words.split_once(".rs: ")).collect();
    assert!(named.len() > 20, "only {} tests are named", named.len());
    let is_there = |(file, test): (&str, &str)| {
        let path = root().join(format!("{file}.rs"));
        path.is_file() && read(&path).contains(&format!("fn {test}("))
    };
    let missing = named.into_iter().filter(|named| !is_there(*named));
    none(&missing.map(|(file, test)| format!("SECURITY.md names {file}.rs: {test}")).collect::<Vec<_>>());
}

/// A file that somebody left behind is not to be published.
#[test]
fn the_top_level_holds_what_belongs_there() {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        eprintln!("skipped: this is no clone, or there is no git");
        return;
    };
    let paths = String::from_utf8_lossy(&listed.stdout).into_owned();
    let names = paths.split_terminator('\0').map(|path| path.split('/').next().unwrap_or(path));
    let strange = names.filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(name));
    none(&strange.map(|name| format!("{name} does not belong at the top level")).collect::<Vec<_>>());
}

/// Shows that the tests above can fail.
#[test]
fn what_is_wrong_is_seen() {
    let bad = |name: &str, text: &str| Source::new(name.to_owned(), text.to_owned());
    let arrows = |name, text| wrong_arrows(&bad(name, text)).len();
    assert_eq!(arrows("key/a.rs", "use crate::format::Format;"), 1);
    assert_eq!(arrows("key/a.rs", "use crate::{key::Key, ui};"), 1);
    assert_eq!(arrows("save/a.rs", "use std::{path::Path, fs};"), 1);
    assert_eq!(arrows("app/a.rs", "fn f() { egui::lerp(); }"), 1);
    assert_eq!(arrows("cli/a.rs", "use crate::{app::App, batch}; use std::env;"), 2);
    assert_eq!(arrows("ui/a.rs", "use crate::format; fn f() { format::read(b); }"), 1);
    assert_eq!(arrows("ui/a.rs", "use crate::format::{PublicFormat, write_public};"), 1);
    assert_eq!(arrows("ui/a.rs", "fn f() { plan.carry_out(disk) }"), 1);
    assert_eq!(arrows("key/a.rs", "/* std::fs */ // crate::ui\nconst A: &str = \"egui\";"), 0);
    assert_eq!(platform_conditions("#[cfg(not(target_os = \"\"))] fn f() {} #[cfg(test)] mod t {}").len(), 1);
    let shown = |text| words_in_the_code(&bad("ui/a.rs", text)).len();
    assert_eq!(shown("ui.label(\"Save the key\");"), 1);
    assert_eq!(shown("ui.add(Button::new(Look::Primary, \"Save\"));"), 1);
    assert_eq!(shown("say!(cx.texts, \"save-as\"); Id::unique(\"save as menu\"); format!(\"{a}, {b}\")"), 0);
    assert_eq!(shown("Id::unique((\"comment of the key\", 2)); ui.label((\"Two words\"))"), 1);
    let said = messages_said(&bad("ui/a.rs", "say!(\n  cx.texts,\n  \"saved\",\n name = \"x\")"));
    assert_eq!(said, ["saved"]);
}

/// One file of src, also without comments and with empty string literals: the code that counts.
struct Source {
    /// `ui/nav.rs`
    name: String,
    text: String,
    code: String,
    literals: Vec<Literal>,
}

struct Literal {
    /// Where in `code` it stands.
    at: usize,
    text: String,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let (code, literals) = split(&text);
        Self { name, text, code, literals }
    }

    fn room(&self) -> &str {
        self.name.split_once('/').map_or("", |(room, _)| room)
    }

    fn fault(&self, at: usize, what: &str) -> String {
        let before = self.code.get(..at).unwrap_or_default();
        format!("src/{}:{}: {what}", self.name, before.matches('\n').count() + 1)
    }

    /// The code before a literal, its white space made one.
    fn before(&self, literal: &Literal) -> String {
        let before = self.code.get(..literal.at).unwrap_or_default();
        before.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(")
    }
}

fn wrong_arrows(source: &Source) -> Vec<String> {
    let Some(room) = ROOMS.iter().find(|room| room.name == source.room()) else { return Vec::new() };
    let name = room.name;
    let mut faults = Vec::new();
    for (at, path) in [paths(&source.code, "crate"), paths(&source.code, "std")].concat() {
        let other = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next());
        let wrong_room = other.is_some_and(|other| {
            other != name && ROOMS.iter().any(|room| room.name == other) && !room.may_use.contains(&other)
        });
        if wrong_room || room.may_not_use.iter().any(|not| not.contains("::") && path.starts_with(not)) {
            faults.push(source.fault(at, &format!("{name} may not use {path}")));
        }
    }
    // Crates and functions are found by their name, wherever it stands.
    for not in room.may_not_use.iter().filter(|not| !not.starts_with("crate::") && !not.starts_with("std::"))
    {
        for (at, _) in words(&source.code, not) {
            let counted = source.code.get(..at).is_some_and(|before| before.ends_with("crate::"));
            if !counted {
                faults.push(source.fault(at, &format!("{name} may not use {not}")));
            }
        }
    }
    faults
}

/// Literals that read like words, but for those that name things inside the program.
fn words_in_the_code(source: &Source) -> Vec<String> {
    const NAMES: [&str; 9] = [
        "Id::unique",
        ".id_salt",
        ".with",
        "Panel::top",
        "Panel::left",
        "include_bytes!",
        "include_str!",
        "reason =",
        ".expect",
    ];
    let mut faults = Vec::new();
    for literal in &source.literals {
        let shown = without_arguments(&literal.text);
        let reads = shown.contains(char::is_alphabetic) && shown.contains([' ', '…']);
        let capital = shown.starts_with(char::is_uppercase);
        // Also the first part of a name made of several.
        let before = source.before(literal);
        let before = before.trim_end_matches([' ', '(']);
        if (reads || capital) && !NAMES.iter().any(|name| before.ends_with(name)) {
            let what = format!("“{}”: words belong in assets/i18n", literal.text);
            faults.push(source.fault(literal.at, &what));
        }
    }
    faults
}

fn without_arguments(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = text.chars().filter(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *c != '}'
    });
    outside.collect()
}

/// The ids in `say!(texts, "id" …)`.
fn messages_said(source: &Source) -> Vec<String> {
    let is_id = |literal: &&Literal| {
        let before = source.before(literal);
        before.rsplit_once("say!(").is_some_and(|(_, texts)| {
            texts.trim_end().strip_suffix(',').is_some_and(|texts| !texts.contains([',', '(', ')']))
        })
    };
    source.literals.iter().filter(is_id).map(|literal| literal.text.clone()).collect()
}

/// The ids that go with the names in assets/explain.
fn messages_of_data() -> Vec<String> {
    let mut files = Vec::new();
    gather(&root().join("assets/explain"), &mut files);
    let named = |line: &str| {
        let id = line.strip_prefix("id = \"").and_then(|rest| rest.strip_suffix('"'));
        let table = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        id.map(|id| format!("error-{id}")).or_else(|| table.map(|table| table.replace('.', "-")))
    };
    let explained = files.iter().flat_map(|file| read(file).lines().filter_map(named).collect::<Vec<_>>());
    explained.chain(messages_of_recipes()).collect()
}

/// And by the data in assets/recipes: where a key is entered, and notes.
fn messages_of_recipes() -> Vec<String> {
    let mut files = Vec::new();
    gather(&root().join("assets/recipes"), &mut files);
    let of_file = |file: &PathBuf| {
        let recipe: toml::Table = read(file).parse().expect("a recipe is TOML");
        let notes = recipe.get("notes").and_then(|notes| notes.as_array()).cloned().unwrap_or_default();
        let notes = notes.iter().filter_map(|note| Some(format!("recipe-note-{}", note.as_str()?)));
        let id = file.file_stem().map(|stem| format!("recipe-{}", stem.to_string_lossy()));
        id.into_iter().chain(notes).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

/// Where it is asked which system this is.
fn platform_conditions(code: &str) -> Vec<usize> {
    const SYSTEMS: [&str; 7] =
        ["unix", "windows", "target_os", "target_family", "target_vendor", "target_env", "target_arch"];
    let starts = ["cfg(", "cfg!(", "cfg_attr("].into_iter().flat_map(|start| code.match_indices(start));
    let condition = |at: usize| {
        let rest = code.get(at..).unwrap_or_default();
        let mut depth = 0_i32;
        let end = rest.char_indices().find_map(|(at, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            (c == ')' && depth == 0).then_some(at)
        });
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    };
    let names_a_system = |at: &usize| SYSTEMS.iter().any(|system| !words(condition(*at), system).is_empty());
    starts.map(|(at, _)| at).filter(names_a_system).collect()
}

/// Every path that begins with `root`, groups in braces taken apart.
fn paths(code: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, rest) in words(code, root) {
        if let Some(rest) = rest.strip_prefix("::") {
            let mut leaves = Vec::new();
            take_apart(rest, root, &mut leaves);
            found.extend(leaves.into_iter().map(|leaf| (at, leaf)));
        }
    }
    found
}

/// Reads one path or group; what follows it.
fn take_apart<'a>(text: &'a str, before: &str, leaves: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.trim_start().is_empty() && !rest.trim_start().starts_with('}') {
            let after = take_apart(rest, before, leaves).trim_start();
            // Whatever is between two members, such as `as Name`.
            rest = after.find([',', '}']).and_then(|at| after.get(at..)).unwrap_or_default();
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
        return rest.trim_start().strip_prefix('}').unwrap_or_default();
    }
    let end = text.find(|c: char| !is_word(c) && c != '*').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = format!("{before}::{name}");
    match rest.strip_prefix("::") {
        Some(rest) => take_apart(rest, &path, leaves),
        None => {
            leaves.push(path);
            rest
        }
    }
}

/// Where this word stands, and the code after it. It may go on after `::`, as paths do.
fn words<'a>(code: &'a str, word: &str) -> Vec<(usize, &'a str)> {
    let whole = |at: usize| {
        let (before, after) = (code.get(..at)?, code.get(at + word.len()..)?);
        let begins = !before.ends_with(is_word);
        let ends = word.contains("::") || !after.starts_with(is_word);
        (begins && ends).then_some((at, after))
    };
    code.match_indices(word).filter_map(|(at, _)| whole(at)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn hex_digits(code: &str, at: usize) -> usize {
    let rest = code.get(at..).unwrap_or_default();
    rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '_').filter(|c| *c != '_').count()
}

/// The code with comments taken out and literals emptied, lines kept; and the literals.
fn split(text: &str) -> (String, Vec<Literal>) {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest, code.ends_with(is_word)) {
            let at = code.len();
            let text = rest.get(..length).unwrap_or_default();
            let text = text.trim_start_matches(['r', 'b', '#']).trim_end_matches('#').trim_matches('"');
            literals.push(Literal { at, text: text.to_owned() });
            code.push_str("\"\"");
            length
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (taken, after) = rest.split_at(length);
        code.extend(taken.matches('\n').map(|_| '\n'));
        rest = after;
    }
    (code, literals)
}

/// How long the string literal here is, if one begins here.
fn literal(rest: &str, in_a_word: bool) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = inner.char_indices().find_map(|(at, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends.then_some(at + 2)
        });
        return Some(end.unwrap_or(rest.len()));
    }
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')).filter(|_| !in_a_word)?;
    let marks = raw.len() - raw.trim_start_matches('#').len();
    let inner = raw.get(marks..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    let before = rest.len() - inner.len();
    Some(inner.find(&end).map_or(rest.len(), |at| before + at + end.len()))
}

/// How long the character literal here is; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let mut chars = inner.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let (at, _) = chars.nth(1).into_iter().chain(chars).find(|(_, c)| *c == '\'')?;
        return Some(at + 2);
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(at + 2)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let mut files = Vec::new();
    gather(&folder, &mut files);
    assert!(files.len() > 50, "only {} files found in {}", files.len(), folder.display());
    let name = |path: &Path| {
        let name = path.strip_prefix(&folder).expect("a file of src");
        name.to_string_lossy().replace('\\', "/")
    };
    files.iter().map(|path| Source::new(name(path), read(path))).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
    files.sort();
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
