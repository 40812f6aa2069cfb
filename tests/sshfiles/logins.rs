//! A real sshd: which lines it takes, and which we say it takes.

use crate::programs::{command, output_of, put};
use crate::server::{Answer, Server};
use keywright::sshfiles::{AuthorizedKeys, Content, ExpiryTime, FromProblem, OptionFields, Remark, remarks};
use std::fs;
use std::path::PathBuf;

struct Person {
    server: Server,
    key: PathBuf,
    line: String,
    _folder: tempfile::TempDir,
}

/// Somebody with a key. `None` where no sshd can be run.
fn person() -> Option<Person> {
    let server = Server::start()?;
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("id");
    output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f"]).arg(&key));
    let line = fs::read_to_string(key.with_extension("pub")).unwrap().trim_end().to_owned();
    Some(Person { server, key, line, _folder: folder })
}

impl Person {
    /// Whether this file lets the key in.
    fn logs_in(&self, text: &[u8]) -> bool {
        put(&self.server.authorized_keys(), text);
        self.server.log_in(&self.key, None) == Answer::Welcome
    }

    /// Asks sshd, and compares.
    #[track_caller]
    fn same(&self, text: &[u8]) -> bool {
        let contents = AuthorizedKeys::parse(text).unwrap().contents();
        let is_shut_out = |remark: &Remark| match remark {
            // By a name alone; other patterns may let the key in.
            Remark::From(problem) => !matches!(problem, FromProblem::Name(_)),
            Remark::Principals | Remark::Service(_) => true,
            _ => false,
        };
        let shut_out: Vec<usize> = remarks(&contents)
            .into_iter()
            .filter(|(_, one)| is_shut_out(one))
            .map(|(number, _)| number)
            .collect();
        let lets_in = |(number, content): (usize, &Content)| match content {
            Content::Key(line) => {
                let is_over = |time: &ExpiryTime| time.is_past("2026-01-01 00:00:00", "2026-01-01 00:00:00");
                let is_for_others = line.options.cert_authority || line.options.until.iter().any(is_over);
                let is_theirs = self.line.contains(&line.key.base64());
                line.is_on && is_theirs && !is_for_others && !shut_out.contains(&number)
            }
            _ => false,
        };
        let expected = (1..).zip(&contents).any(lets_in);
        let said = String::from_utf8_lossy(text).into_owned();
        assert_eq!(self.logs_in(text), expected, "{said:?} {contents:?}");
        expected
    }
}

/// What is entered in the fields of the window is what sshd makes of the line.
#[test]
fn an_edited_line_restricts_the_login() {
    let Some(person) = person() else { return };
    let some = |text: &str| Some(text.to_owned());
    let all = OptionFields::default;
    let mark = person.key.with_extension("ran");
    let command_there = format!("echo \"welcome\"; touch '{}'", mark.display());
    for (fields, lets_in) in [
        (all(), true),
        (OptionFields { from: some("127.0.0.0/8, 192.0.2.1"), ..all() }, true),
        (OptionFields { from: some("127.0.0.1"), with_mapped: true, ..all() }, true),
        (OptionFields { from: some("192.0.2.0/24"), with_mapped: true, ..all() }, false),
        (OptionFields { from: some("127.0.0.0/8 !127.0.0.1"), ..all() }, false),
        (OptionFields { until: some("2099-12-31"), ..all() }, true),
        (OptionFields { until: some("2020-12-31 18:00"), is_utc: true, ..all() }, false),
        (OptionFields { command: Some(command_there), restrict: true, ..all() }, true),
        (OptionFields { cert_authority: true, ..all() }, false),
    ] {
        assert!(fields.problems().is_empty(), "{fields:?}");
        let old = format!("# kept\nrestrict,command=\"false\" {}\n", person.line);
        let mut file = AuthorizedKeys::parse(old.as_bytes()).unwrap();
        assert!(file.set_options(2, &fields.options().unwrap()).unwrap().is_some());
        assert_eq!(person.logs_in(&file.bytes()), lets_in, "{}", String::from_utf8_lossy(&file.bytes()));
        let listed =
            output_of(command("ssh-keygen").arg("-l").arg("-f").arg(person.server.authorized_keys()));
        assert_eq!(listed.lines().count(), 1, "ssh-keygen still reads the key: {listed}");
    }
    assert!(mark.exists(), "the command of the line ran, not what was asked for");
}

#[test]
fn sshd_takes_the_options_that_we_take() {
    let Some(person) = person() else { return };
    let taken = [
        "",
        "restrict ",
        "RESTRICT,Pty\t",
        ",,restrict,, ",
        "no-pty,no-x11-forwarding ",
        "from=\"127.0.0.1\" ",
        "FROM=\"127.*,!10.0.0.0/8\" ",
        "from=\"127.0.0.0/8\" ",
        "from=\"127.*,localhost\" ",
        "expiry-time=\"20991231\" ",
        "expiry-time=\"20991231235959Z\" ",
        "command=\"echo \\\"welcome\\\"\" ",
        "environment=\"A_1=b c\" ",
        "permitopen=\"db:5432\",permitopen=\"[::1]:*\" ",
        "permitlisten=\"8080\",permitlisten=\"localhost:1\" ",
        "tunnel=\"any\" ",
        "no-touch-required,verify-required ",
        "  ",
    ];
    for options in taken {
        assert!(person.same(format!("{options}{}\n", person.line).as_bytes()), "{options}");
    }
}

#[test]
fn sshd_skips_the_lines_that_we_say_it_skips() {
    let Some(person) = person() else { return };
    let skipped = [
        "ptyx ",
        "no-restrict ",
        "restrict,nonsense ",
        "from=127.0.0.1 ",
        "command=\"echo welcome ",
        "from=\"127.*\",from=\"127.*\" ",
        "expiry-time=\"soon\" ",
        "expiry-time=\"2099\" ",
        "environment=\"A-B=c\" ",
        "permitopen=\"8080\" ",
        "permitlisten=\"a:0\" ",
        "tunnel=\"tun0\" ",
        "command=\"a\"b ",
        "restrict, pty ",
        "\u{feff}",
        "#",
        "from=\"127.0.0.1/8\" ",
        "from=\"127.*,,\" ",
        "from=\"127/8\" ",
        "from=\"127.0.0.0/129\" ",
        "from=\"!10.0.0.0/8,!192.0.2.1\" ",
        "permitopen=\"db:no-such-service\" ",
        "permitlisten=\"no-such-service\" ",
        "permitlisten=\"none\" ",
        "from=\" 127.0.0.1\" ",
        "expiry-time=\"20200101\" ",
        "cert-authority ",
        "principals=\"ann,bob\" ",
    ];
    for options in skipped {
        assert!(!person.same(format!("{options}{}\n", person.line).as_bytes()), "{options}");
    }
}

/// Line ends, what follows the key, and what is glued to it.
#[test]
fn sshd_reads_lines_to_where_we_read_them() {
    let Some(person) = person() else { return };
    let line = person.line.clone();
    let utf16: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";
    for (text, lets_in) in [
        (format!("{line}\r\n"), true),
        (line.clone(), true),
        (format!("\n# a\n\t{line} # more\0\n"), true),
        (format!("{line}{}\n", "\0".repeat(3 * line.len())), true),
        (format!("{line} {}\n", "x".repeat(40_000)), true),
        (format!("{other}{line}\n"), false),
        (format!("{other} bob{line}\n"), false),
        (format!("{line}{other}\n"), true),
        (format!("{}\n", line.split(' ').nth(1).unwrap()), false),
        (format!("-----BEGIN PUBLIC KEY-----\nAAAA\n{line}\n"), true),
        (format!("\u{feff}# a\n{line}\n"), true),
    ] {
        assert_eq!(person.same(text.as_bytes()), lets_in, "{text:?}");
    }
    assert!(!person.same(&[b"\xff\xfe", utf16.as_slice()].concat()));
}

/// Without `UseDNS yes`, which is not the default.
#[test]
fn sshd_reads_no_names_and_no_other_masks_in_from() {
    let Some(person) = person() else { return };
    let name = "localhost".to_owned();
    for (from, lets_in, problem) in [
        ("localhost", false, FromProblem::Name(name.clone())),
        ("*,!localhost", true, FromProblem::NegatedName(name)),
        ("*,!127.0.0.0/255.0.0.0", true, FromProblem::Mask("127.0.0.0/255.0.0.0".to_owned())),
    ] {
        let text = format!("from=\"{from}\" {}\n", person.line);
        let contents = AuthorizedKeys::parse(text.as_bytes()).unwrap().contents();
        assert_eq!(remarks(&contents), [(1, Remark::From(problem))]);
        assert_eq!(person.logs_in(text.as_bytes()), lets_in, "{from}");
    }
}

#[test]
fn a_key_that_was_switched_off_logs_in_again_once_it_is_on() {
    let Some(person) = person() else { return };
    let text = format!("restrict,pty {}\r\n", person.line);
    let mut file = AuthorizedKeys::parse(text.as_bytes()).unwrap();
    assert!(person.same(&file.bytes()));
    file.switch_off(1).unwrap();
    assert!(!person.same(&file.bytes()));
    file.switch_on(1).unwrap();
    assert!(person.same(&file.bytes()));
}
