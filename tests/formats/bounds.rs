//! What a file may ask of a KDF, measured: the memory of the costliest that are accepted, and their
//! time. The numbers stand in src/format/limits.rs.

use crate::costly::{bcrypt, pbkdf2, ppk, scrypt};
use keywright::format::{ReadError, read};

/// The system tells how much memory a process has taken.
#[cfg(target_os = "linux")]
mod measured {
    use crate::costly::{bcrypt, pbkdf2, ppk, scrypt};
    use keywright::format::{DecryptError, EncryptedKey, KeyFile, read};
    use keywright::key::{NoProgress, Passphrase};
    use std::process::Command;
    use std::time::Instant;

    /// The most memory that any file may ask for, and what a try takes beside that.
    const MOST_KIB: u64 = 544 << 10;
    const BESIDE_KIB: u64 = 3 << 10;
    /// For the process that measures one case: its number.
    const CASE: &str = "KEYWRIGHT_TEST_COSTLY";

    struct Case {
        name: &'static str,
        file: String,
        /// How often its work goes into the costliest that is accepted.
        times: f64,
    }

    /// The largest memory in every shape, and a part of the longest work.
    fn cases() -> Vec<Case> {
        let case = |name, file, times| Case { name, file, times };
        vec![
            case("Argon2id, 512 MiB", ppk("Argon2id", 1 << 19, 1, 1), 128.0),
            case("Argon2i, 512 MiB", ppk("Argon2i", 1 << 19, 1, 1), 128.0),
            case("Argon2d, 512 MiB, 64 lanes", ppk("Argon2d", 1 << 19, 1, 64), 128.0),
            case("Argon2id, 8 MiB, 8192 passes", ppk("Argon2id", 8192, 64, 1), 128.0),
            case("Argon2i, 8 KiB, many passes", ppk("Argon2i", 8, 20_000, 1), 139.8),
            case("scrypt, n 2^19, r 8", scrypt(1 << 19, 8, 1), 2.0),
            case("scrypt, n 2^22, r 1", scrypt(1 << 22, 1, 1), 2.0),
            case("scrypt, n 2^12, r 1024", scrypt(1 << 12, 1024, 1), 2.0),
            case("scrypt, n 2, r 1024, p 1024", scrypt(2, 1024, 1024), 4.0),
            case("bcrypt, 8192 rounds", bcrypt(16), 512.0),
            case("PBKDF2, SHA-1, 10 million", pbkdf2(100_000, 7), 100.0),
            case("PBKDF2, SHA-512, 10 million", pbkdf2(100_000, 11), 100.0),
        ]
    }

    /// A line of /proc/self/status, in KiB.
    fn status(name: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
    }

    fn encrypted(file: &str) -> EncryptedKey {
        match read(file.as_bytes()) {
            Ok(KeyFile::Encrypted(key)) => key,
            other => panic!("{other:?}\n{file}"),
        }
    }

    /// In this process, of which the memory is measured.
    fn measure(case: &Case) {
        let key = encrypted(&case.file);
        let before = status("VmHWM:");
        let begun = Instant::now();
        let outcome = key.decrypt(&Passphrase::new("wrong").unwrap(), None, &NoProgress);
        let seconds = begun.elapsed().as_secs_f64();
        assert_eq!(outcome.unwrap_err(), DecryptError::WrongPassphrase);
        println!("measured {} {seconds}", status("VmHWM:") - before);
    }

    /// Each in a process of its own: peaks do not go down again.
    #[test]
    fn the_costliest_files_that_are_accepted_take_the_memory_that_the_limits_say() {
        const NAME: &str =
            "bounds::measured::the_costliest_files_that_are_accepted_take_the_memory_that_the_limits_say";
        if let Some(number) = std::env::var_os(CASE) {
            return measure(&cases()[number.to_str().unwrap().parse::<usize>().unwrap()]);
        }
        for (number, case) in cases().iter().enumerate() {
            let mut alone = Command::new(std::env::current_exe().unwrap());
            let output =
                alone.args(["--exact", NAME, "--nocapture"]).env(CASE, number.to_string()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            let numbers = said.lines().find_map(|line| line.split("measured ").nth(1));
            let (peak, seconds) =
                numbers.and_then(|line| line.split_once(' ')).unwrap_or_else(|| panic!("{said}"));
            let (peak, seconds): (u64, f64) = (peak.parse().unwrap(), seconds.trim().parse().unwrap());
            let memory = encrypted(&case.file).cost().unwrap().memory() / 1024;
            println!("{}: {} MiB, {:.1} s for the costliest", case.name, peak >> 10, seconds * case.times);
            assert!(memory <= MOST_KIB, "{} may ask for {memory} KiB", case.name);
            assert!(peak <= memory + BESIDE_KIB, "{} takes {peak} KiB and says {memory}", case.name);
            assert!(peak + BESIDE_KIB >= memory, "{} says {memory} KiB and takes {peak}", case.name);
        }
    }
}

#[test]
fn what_asks_for_more_is_refused_before_any_work() {
    let files = [
        ppk("Argon2id", (1 << 19) + 1, 1, 1),
        ppk("Argon2id", 8192, 8193, 1),
        ppk("Argon2i", 8, 8 << 20, 1),
        ppk("Argon2d", u32::MAX, u32::MAX, 1),
        scrypt(2, 1 << 21, 1),
        scrypt(2, 1, 1 << 22),
        scrypt(2, 1025, 1),
        scrypt(2, 1, 1025),
        scrypt(1 << 23, 1, 1),
        scrypt(1 << 63, u32::MAX, u32::MAX),
        bcrypt(8193),
        bcrypt(u32::MAX),
        pbkdf2(10_000_001, 7),
        pbkdf2(u32::MAX, 11),
    ];
    for file in files {
        let error = match read(file.as_bytes()).unwrap_err() {
            ReadError::PrivateUnreadable { why } => *why,
            error => error,
        };
        assert!(matches!(error, ReadError::TooCostly(_)), "{error:?}\n{file}");
    }
}
