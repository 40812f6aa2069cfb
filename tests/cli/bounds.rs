//! Files that ask for more memory than there is, and for much time.

#[cfg(target_os = "linux")]
use crate::costly::bcrypt;
use crate::costly::{ppk, scrypt};
use crate::programs::are_here;
#[cfg(target_os = "linux")]
use crate::programs::wait_for;
use crate::support::*;
use std::fs;
use std::process::{Command, Stdio};

/// Runs the program with so little address space, in KiB.
fn with_memory(desk: &Desk, kib: u32, arguments: &[&str]) -> Said {
    let limited = format!("ulimit -v {kib}; exec \"$0\" \"$@\"");
    let mut command = Command::new("timeout");
    command.args(["60", "bash", "-c", &limited, PROGRAM]).args(arguments);
    command.current_dir(desk.path(".")).env("HOME", desk.path(".")).stdin(Stdio::null());
    Said::of(command.output().unwrap(), arguments)
}

/// A program that ends itself takes an unsaved key with it.
#[test]
fn where_the_memory_is_not_there_it_is_said_and_nothing_ends() {
    if !are_here(&["bash"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("scrypt-usual.p8", &scrypt(1 << 14, 8, 1));
    desk.put("scrypt.p8", &scrypt(1 << 17, 8, 1));
    desk.put("scrypt-wide.p8", &scrypt(2, 1024, 512));
    desk.put("usual.ppk", &ppk("Argon2id", 8192, 1, 1));
    desk.put("large.ppk", &ppk("Argon2d", 1 << 17, 1, 1));
    let mut refused = 0;
    for file in ["scrypt-usual.p8", "scrypt.p8", "scrypt-wide.p8", "usual.ppk", "large.ppk"] {
        for kib in [24_000, 32_000, 64_000, 128_000, 140_000, 160_000, 256_000] {
            let said = with_memory(&desk, kib, &["show", "--passphrase-file", "pass", file]);
            let no_memory = said.err.contains("not enough free memory");
            said.fails(1, if no_memory { "not enough free memory" } else { "does not unlock" });
            refused += usize::from(no_memory);
        }
    }
    assert!(refused >= 12, "only {refused} were refused: this test does not limit the memory");
}

#[test]
fn where_the_memory_for_locking_a_key_is_not_there_nothing_is_saved() {
    if !are_here(&["bash"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let mut refused = 0;
    // Too little for the program itself, at first, up to enough.
    for kib in (8_000..40_000).step_by(1_000) {
        let arguments =
            ["convert", "--to", "ppk", "--new-passphrase-file", "new", "--output", "new.ppk", "id"];
        // What the same work takes without a passphrase, with something to spare for the program itself.
        let open = ["convert", "--to", "ppk", "--no-passphrase", "--output", "open.ppk", "id"];
        let said = with_memory(&desk, kib - 2_000, &open);
        if said.status != Some(0) {
            continue;
        }
        fs::remove_file(desk.path("open.ppk")).unwrap();
        let said = with_memory(&desk, kib, &arguments);
        if said.status == Some(0) {
            assert_eq!(desk.names(), ["id", "new.ppk"]);
            fs::remove_file(desk.path("new.ppk")).unwrap();
        } else {
            said.fails(1, "There is not enough free memory to encrypt the key. Nothing was saved");
            assert_eq!(desk.names(), ["id"]);
            refused += 1;
        }
    }
    assert!(refused > 0, "this test does not limit the memory");
}

#[test]
fn a_file_that_asks_for_a_gibibyte_is_refused_before_any_work() {
    let desk = Desk::new();
    desk.put("key.p8", &scrypt(2, 1 << 21, 1));
    desk.run(&["show", "--passphrase-file", "pass", "key.p8"]).fails(1, "1024 MiB");
}

/// The processes that this one started, and theirs.
#[cfg(target_os = "linux")]
fn started_by(process: u32) -> Vec<u32> {
    let parent = |name: &str| -> Option<(u32, u32)> {
        let stat = fs::read_to_string(format!("/proc/{name}/stat")).ok()?;
        let rest = stat.rsplit_once(')')?.1;
        Some((name.parse().ok()?, rest.split_whitespace().nth(1)?.parse().ok()?))
    };
    let names = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.file_name());
    let all: Vec<(u32, u32)> = names.filter_map(|name| parent(name.to_str()?)).collect();
    let children: Vec<u32> =
        all.iter().filter(|(_, parent)| *parent == process).map(|(child, _)| *child).collect();
    children.iter().copied().chain(children.iter().flat_map(|child| started_by(*child))).collect()
}

/// It would work on for a minute, and nobody would see it.
#[cfg(target_os = "linux")]
#[test]
fn a_long_derivation_ends_with_the_program() {
    let desk = Desk::new();
    desk.put("id", &bcrypt(8192));
    desk.put("id.ppk", &ppk("Argon2id", 8192, 8192, 1));
    for file in ["id", "id.ppk"] {
        let mut command = Command::new(PROGRAM);
        command.args(["show", "--passphrase-file", "pass", file]).current_dir(desk.path("."));
        let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let child = wait_for("the derivation", || started_by(program.id()).first().copied());
        program.kill().unwrap();
        program.wait().unwrap();
        wait_for("its end", || (!fs::exists(format!("/proc/{child}")).unwrap()).then_some(()));
    }
}

#[test]
fn a_process_for_one_derivation_answers_nobody_else() {
    let desk = Desk::new();
    for input in [&b""[..], b"\0\0\0\x01x", b"\xff\xff\xff\xff", b"help\n"] {
        let said = desk.run_with(input, &["--derive-key"]);
        assert_eq!((said.status, said.out.as_str(), said.err.as_str()), (Some(2), "keywright-key-1\n", ""));
    }
}
