//! Gives the Windows programs their icon, version and manifest; does nothing for other systems.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
#![allow(clippy::disallowed_methods, reason = "files of the build are no keys")]

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// The programs, and what Windows calls them in the task manager and in "Open with".
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("keywright", "Keywright", "CARGO_FEATURE_WINDOW"),
    ("keywright-cli", "Keywright command line", "CARGO_FEATURE_CLI"),
];

const RESOURCES: &str = "assets/windows/program.rc";
const MANIFEST: &str = "assets/windows/program.manifest";
const ICON: &str = "assets/icon/keywright.ico";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", RESOURCES, MANIFEST, ICON] {
        println!("cargo:rerun-if-changed={file}");
    }
    // What is built for, not what it is built on.
    if env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    // Libraries that the programs are linked with come from the system's folder, not from that of the
    // program: it may lie among downloads.
    if env::var("CARGO_CFG_TARGET_ENV")? == "msvc" {
        println!("cargo:rustc-link-arg-bins=/DEPENDENTLOADFLAG:0x800");
    }
    for (name, description, feature) in PROGRAMS {
        // Without its feature this program is not built.
        if env::var_os(feature).is_some() {
            resources(name, description)?;
        }
    }
    Ok(())
}

/// Compiles the resources of one program, and has them linked into it.
fn resources(name: &str, description: &str) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    let (manifest, script) = (folder.join(format!("{name}.manifest")), folder.join(format!("{name}.rc")));
    // In a resource script a backslash begins an escape.
    let forward = |path: &str| path.replace('\\', "/");
    let known = [
        ("NAME", name.to_owned()),
        ("DESCRIPTION", description.to_owned()),
        ("VERSION", env::var("CARGO_PKG_VERSION")?),
        ("MAJOR", env::var("CARGO_PKG_VERSION_MAJOR")?),
        ("MINOR", env::var("CARGO_PKG_VERSION_MINOR")?),
        ("PATCH", env::var("CARGO_PKG_VERSION_PATCH")?),
        ("LICENCE", env::var("CARGO_PKG_LICENSE")?),
        ("ROOT", forward(&env::var("CARGO_MANIFEST_DIR")?)),
        ("MANIFEST", forward(&manifest.to_string_lossy())),
    ];
    let filled = |template: &str| {
        let text = fs::read_to_string(template)?;
        Ok::<_, std::io::Error>(
            known.iter().fold(text, |text, (word, value)| text.replace(&format!("@{word}@"), value)),
        )
    };
    fs::write(&manifest, filled(MANIFEST)?)?;
    fs::write(&script, filled(RESOURCES)?)?;
    embed_resource::compile_for(&script, [name], embed_resource::NONE).manifest_required()?;
    Ok(())
}
