//! What ssh does with config, with keys by their names, and with what stands beside them: at a real server.

use crate::case::{Case, said};
use crate::home::Home;
use crate::programs::{Running, are_here, command, output_of, wait_for};
use crate::server::Server;
use base64ct::Encoding as _;
use keywright::agent;
use keywright::format::{KeyFile, read};
use keywright::health::{Finding, Fix, configured_agents, plan};
use keywright::system::{Agent, Agents, RealDisk, SystemAgents};
use std::process::{Command, Stdio};

/// Somebody with a key, and a server that lets it in.
struct Login {
    home: Home,
    server: Server,
}

/// `None` where that cannot be tried.
fn login() -> Option<Login> {
    let home = Home::new();
    if !are_here(&["unshare"]) || !home.has_commands() {
        return None;
    }
    Some(Login { home, server: Server::start()? })
}

impl Login {
    fn key(&self, name: &str) {
        self.home.keygen(name, &["-t", "ed25519", "-N", ""]);
    }

    fn authorise(&self, name: &str) {
        self.server.authorise(self.home.read(&format!("{name}.pub")).trim_end());
    }

    /// As a person would, to a server that config may call something else.
    fn command(&self, host: &str) -> Command {
        self.command_with(host, &["IdentityAgent=none"])
    }

    /// With the agent that config names, or the one of whoever runs the test.
    fn command_with(&self, host: &str, options: &[&str]) -> Command {
        let mut ssh = self.home.command("ssh");
        ssh.args(["-T", "-v", "-p", &self.server.port()]);
        for option in [
            "BatchMode=yes",
            "HostName=127.0.0.1",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "GlobalKnownHostsFile=/dev/null",
            "PreferredAuthentications=publickey",
        ]
        .iter()
        .chain(options)
        {
            ssh.args(["-o", option]);
        }
        ssh.args([host, "echo welcome; exit 0"]);
        ssh
    }

    fn says(&self, host: &str) -> String {
        said(&mut self.command(host))
    }
}

/// The fix of the only finding of this rule, with what a person says.
fn answered(home: &Home, rule: &str, fix: Fix) {
    let found = home.wrong(rule);
    let [finding] = found.as_slice() else { panic!("{rule}: {found:?}") };
    let finding = Finding { fix: Some(fix), ..finding.clone() };
    let disk = RealDisk::new();
    let plan = plan(&finding, &disk, &home.person(), "2026-11-30").unwrap();
    plan.carry_out(&disk).unwrap();
}

fn for_server(home: &Home, key: &str, only: bool) -> Fix {
    Fix::KeyForServer { server: Some("web".to_owned()), key: Some(home.path(key)), only }
}

#[test]
fn config_that_others_can_change_stops_ssh() {
    let home = Home::new();
    if !are_here(&["ssh", "unshare"]) || !home.has_commands() {
        return;
    }
    home.put(".ssh/config", "Include more\n", 0o666);
    home.put(".ssh/more", "Host web\n User ann\n", 0o600);
    let says = || said(home.command("ssh").args(["-G", "web"]));
    let case = |how| Case {
        rule: "writable-by-others",
        how,
        says: &says,
        wrong: "Bad owner or permissions",
        right: "user ann",
        by_hand: &|| panic!(),
    };
    case("chmod 666 config").check(&home);
    home.set_mode(".ssh/more", 0o602);
    case("chmod 602 of a file that config includes").check(&home);
    home.set_mode(".ssh/config", 0o664);
    assert_eq!(home.findings(), [".ssh/config writable-by-others"]);
    eprintln!("| writable-by-others | chmod 664 config | {} |", says().lines().next().unwrap_or_default());
}

#[test]
fn known_hosts_that_others_can_change_is_told_although_ssh_takes_it() {
    let home = Home::new();
    home.put(".ssh/known_hosts", "", 0o666);
    assert_eq!(home.findings(), [".ssh/known_hosts writable-by-others"]);
    home.set_mode(".ssh/known_hosts", 0o400);
    assert!(home.findings().is_empty());
}

#[test]
fn a_public_key_beside_another_key_is_offered_in_its_place() {
    let Some(login) = login() else { return };
    let home = &login.home;
    login.key(".ssh/id_ed25519");
    login.authorise(".ssh/id_ed25519");
    let right = home.read(".ssh/id_ed25519.pub");
    login.key("other");
    home.put(".ssh/id_ed25519.pub", &home.read("other.pub"), 0o644);
    Case {
        rule: "wrong-public",
        how: "the .pub of another key",
        says: &|| login.says("web"),
        wrong: "Permission denied",
        right: "welcome",
        by_hand: &|| home.put(".ssh/id_ed25519.pub", &right, 0o644),
    }
    .check(home);
    home.remove(".ssh/id_ed25519.pub");
    home.remove(".ssh/id_ed25519");
    // ssh finds the public key in a key of its own format.
    home.keygen(".ssh/id_rsa", &["-t", "rsa", "-m", "PEM", "-N", "secret"]);
    let public = home.read(".ssh/id_rsa.pub");
    home.remove(".ssh/id_rsa.pub");
    Case {
        rule: "no-public",
        how: "id_rsa.pub removed, id_rsa in PEM with a passphrase",
        says: &|| login.says("web"),
        wrong: "/.ssh/id_rsa type -1",
        right: "/.ssh/id_rsa type 0",
        by_hand: &|| home.put(".ssh/id_rsa.pub", &public, 0o644),
    }
    .check(home);
}

/// ssh finds no public key then, unless the private key is of its own format.
#[test]
fn a_public_key_that_ssh_cannot_read_is_written_again_from_the_private_one() {
    let home = Home::new();
    if !are_here(&["ssh", "ssh-keygen", "unshare"]) || !home.has_commands() {
        return;
    }
    home.keygen(".ssh/id_rsa", &["-t", "rsa", "-m", "PEM", "-N", ""]);
    let public = home.read(".ssh/id_rsa.pub");
    let rfc4716 = said(command("ssh-keygen").args(["-e", "-f"]).arg(home.path(".ssh/id_rsa.pub")));
    let utf16 = public.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let says = || {
        let server = "ProxyCommand=echo SSH-2.0-x";
        said(home.command("ssh").args(["-v", "-o", server, "web", "true"]))
    };
    for (how, text) in [
        ("the end is missing", public.get(..60).unwrap().as_bytes().to_vec()),
        ("an error message in its place", b"Load key \"id_rsa\": invalid format\n".to_vec()),
        ("a byte order mark", format!("\u{feff}{public}").into()),
        ("UTF-16", utf16),
        ("RFC 4716", rfc4716.into()),
        ("in quotes", format!("\"{}\"\n", public.trim_end()).into()),
        ("glued to another", public.replacen(' ', "", 1).into()),
        ("nothing", Vec::new()),
    ] {
        home.put(".ssh/id_rsa.pub", &text, 0o644);
        Case {
            rule: "damaged-public",
            how,
            says: &says,
            wrong: "/.ssh/id_rsa type -1",
            right: "/.ssh/id_rsa type 0",
            by_hand: &|| panic!(),
        }
        .check(&home);
        let key = |text: &str| text.split(' ').nth(1).map(|key| key.trim_end().to_owned());
        assert_eq!(key(&home.read(".ssh/id_rsa.pub")), key(&public), "{how}");
    }
    for text in [public.replace('\n', "\r\n"), format!("# mine\n\n  {public}")] {
        home.put(".ssh/id_rsa.pub", &text, 0o644);
        assert!(says().contains("/.ssh/id_rsa type 0"), "{text}: {}", says());
        assert!(home.wrong("damaged-public").is_empty(), "{text}");
    }
}

/// A key in an agent or a security key has no file but this one.
#[test]
fn a_public_key_without_its_private_one_is_written_again_as_ssh_reads_it() {
    let home = Home::new();
    if !are_here(&["ssh-keygen", "unshare"]) || !home.has_commands() {
        return;
    }
    home.keygen("desk", &["-t", "ed25519", "-N", "", "-C", "ann@desk"]);
    let public = home.read("desk.pub");
    let line = public.trim_end();
    let says = || said(home.command("ssh-keygen").args(["-l", "-f"]).arg(home.path(".ssh/yubi.pub")));
    let (kind, rest) = line.split_once(' ').unwrap();
    let (base64, comment) = rest.split_once(' ').unwrap();
    let utf16 = public.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for (how, text, is_safe) in [
        ("in quotes", format!("\"{line}\"\n").into_bytes(), false),
        ("in single quotes", format!("'{line}'\n").into(), false),
        ("in back quotes", format!("`{line}`\n").into(), false),
        ("in typographic quotes", format!("\u{201c}{line}\u{201d}\n").into(), false),
        ("in markup", format!("<p><code>{line}</code></p>\n").into(), false),
        ("spaces that do not break", line.replace(' ', "&nbsp;").into(), false),
        (
            "base64 around it",
            format!("{}\n", base64ct::Base64::encode_string(public.as_bytes())).into(),
            false,
        ),
        (
            "the lines of a shell",
            format!("{kind} {} \\\n{} {comment}\n", &base64[..40], &base64[40..]).into(),
            false,
        ),
        ("broken lines", format!("{kind} {}\n{} {comment}\n", &base64[..40], &base64[40..]).into(), true),
        ("a byte order mark", format!("\u{feff}{public}").into(), true),
        ("UTF-16", utf16, true),
    ] {
        home.put(".ssh/yubi.pub", &text, 0o644);
        let found = home.wrong("public-text");
        let is_asked =
            |finding: &Finding| matches!(&finding.fix, Some(Fix::Asked(fix)) if **fix == Fix::Rewrite);
        assert!(found.iter().all(|finding| is_asked(finding) != is_safe), "{how}: {found:?}");
        Case {
            rule: "public-text",
            how,
            says: &says,
            wrong: "is not a public key file",
            right: "ann@desk (ED25519)",
            by_hand: &|| panic!(),
        }
        .check(&home);
        assert_eq!(home.read(".ssh/yubi.pub"), public, "{how}");
    }
    // ssh reads these.
    for text in [format!("```\n{line}\n```\n"), format!("{line}\r\n"), format!("  {line}")] {
        home.put(".ssh/yubi.pub", &text, 0o644);
        assert!(says().contains("(ED25519)"), "{text}");
        assert!(home.wrong("public-text").is_empty(), "{text}");
    }
    // What is missing cannot be repaired.
    home.put(".ssh/yubi.pub", &line[..60], 0o644);
    assert!(says().contains("is not a public key file"), "{}", says());
    let found = home.wrong("unreadable-key");
    assert!(matches!(&*found, [Finding { fix: None, .. }]), "{found:?}");
    // Another text may say what the key may do.
    home.put(".ssh/yubi.pub", &format!("key = \"{line}\"\n"), 0o644);
    let found = home.wrong("public-text");
    assert!(matches!(&*found, [Finding { fix: Some(Fix::Convert), .. }]), "{found:?}");
}

/// What ssh makes of IdentityAgent, ssh itself says: by the same words, the key is found in the agent or is not.
#[test]
fn keys_in_the_agent_that_config_names_are_found_as_ssh_finds_them() {
    if !are_here(&["ssh-agent", "ssh-add"]) {
        return;
    }
    let Some(login) = login() else { return };
    let home = &login.home;
    login.key("managed");
    login.authorise("managed");
    home.put(".ssh/config", "", 0o600);
    let socket = home.path(".ssh/manager.sock");
    let _agent = Running::start("ssh-agent", |command| {
        _ = command.arg("-D").arg("-a").arg(&socket).stdout(Stdio::null())
    });
    wait_for("the agent", || socket.exists().then_some(()));
    output_of(command("ssh-add").arg(home.path("managed")).env("SSH_AUTH_SOCK", &socket));
    let public = home.read("managed.pub");
    let Ok(KeyFile::Public(_, key)) = read(public.as_bytes()) else { panic!("{public}") };
    for (written, is_held) in [
        ("~/.ssh/manager.sock", true),
        ("\"%d/.ssh/manager.sock\"", true),
        ("${HOME}/.ssh/manager.sock", true),
        ("none", false),
        ("SSH_AUTH_SOCK", false),
        ("~/.ssh/other.sock", false),
        ("$NO_SUCH_VARIABLE", false),
    ] {
        home.put(".ssh/config", &format!("Host web\n    IdentityAgent {written}\n"), 0o600);
        let says = said(login.command_with("web", &[]).env_remove("SSH_AUTH_SOCK"));
        assert_eq!(says.contains("welcome"), is_held, "{written}: {says}");
        let named = configured_agents(&home.person(), &RealDisk::new());
        // Those of whoever runs the test.
        let named =
            named.iter().map(|socket| socket.replace("${HOME}", &home.path("").display().to_string()));
        let agents = agent::all(&NoAgents, &named.collect::<Vec<_>>());
        assert_eq!(agent::held_by_any(&agents).contains(key.blob()), is_held, "{written}");
    }
}

/// No agent of the session.
struct NoAgents;

impl Agents for NoAgents {
    fn all(&self) -> Vec<Box<dyn Agent>> {
        Vec::new()
    }

    fn at(&self, socket: &str) -> Option<Box<dyn Agent>> {
        SystemAgents.at(socket)
    }
}

/// %h is what HostName makes of the name, %n is the name itself.
#[test]
fn keys_named_after_servers_are_those_of_the_servers_in_config() {
    let home = Home::new();
    if !are_here(&["ssh", "ssh-keygen", "unshare"]) || !home.has_commands() {
        return;
    }
    for name in ["web.lan", "db", "mail.lan"] {
        home.key(&format!(".ssh/{name}"));
    }
    let config = "Host web mail\n HostName %h.lan\nHost web db\n IdentityFile ~/.ssh/%h\n\
                  Host mail\n IdentityFile ~/.ssh/%n.lan\nHost gone\n IdentityFile ~/.ssh/%h\n";
    home.put(".ssh/config", config, 0o600);
    for (host, key) in [("web", "web.lan"), ("db", "db"), ("mail", "mail.lan")] {
        let server = "ProxyCommand=echo SSH-2.0-x";
        let says = said(home.command("ssh").args(["-v", "-o", server, host, "true"]));
        assert!(says.contains(&format!("/.ssh/{key} type 3")), "{host}: {says}");
    }
    assert_eq!(home.findings(), [".ssh/config:8 identity-missing"]);
    let hosts = home
        .survey()
        .keys
        .into_iter()
        .map(|key| (key.path.file_name().unwrap().to_str().unwrap().to_owned(), key.hosts.join(" ")));
    let of = |name: &str, host: &str| (name.to_owned(), host.to_owned());
    assert_eq!(hosts.collect::<Vec<_>>(), [of("db", "db"), of("mail.lan", "mail"), of("web.lan", "web")]);
    // Which HostName comes first only ssh knows, and so it is after a pattern.
    for before in ["Match exec true\n HostName other\n", "Match user ann\n HostName other\n"] {
        home.put(".ssh/config", &format!("{before}{config}"), 0o600);
        assert!(home.wrong("identity-missing").is_empty(), "{before}: {:?}", home.findings());
    }
    home.put(".ssh/config", "Host *.lan\n IdentityFile ~/.ssh/%h\n", 0o600);
    assert!(home.wrong("identity-missing").is_empty());
}

#[test]
fn ssh_tries_only_keys_that_it_looks_for_or_that_config_names() {
    let Some(login) = login() else { return };
    let home = &login.home;
    login.key(".ssh/work");
    login.authorise(".ssh/work");
    Case {
        rule: "not-tried",
        how: "a key called work, no config",
        says: &|| login.says("web"),
        wrong: "Permission denied",
        right: "welcome",
        by_hand: &|| answered(home, "not-tried", for_server(home, ".ssh/work", false)),
    }
    .check(home);
    home.put(".ssh/config", "Host web\n IdentityFile ~/.ssh/wrok\n", 0o600);
    Case {
        rule: "identity-missing",
        how: "IdentityFile ~/.ssh/wrok",
        says: &|| login.says("web"),
        wrong: "no such identity",
        right: "welcome",
        by_hand: &|| answered(home, "identity-missing", Fix::NameFile(home.path(".ssh/work"))),
    }
    .check(home);
    home.put(".ssh/config", "Host web\n IdentityFile \"%d/.ssh/work\"\n", 0o600);
    assert!(login.says("web").contains("welcome") && home.findings() == [".ssh/work no-passphrase"]);
    // A public key alone is enough where an agent has the private one.
    home.put(
        ".ssh/config",
        "IdentityFile ~/.ssh/work\nIdentityFile ~/.ssh/%h\nIdentityFile ~/.ssh/card\n",
        0o600,
    );
    home.put(".ssh/card.pub", &home.read(".ssh/work.pub"), 0o644);
    assert!(home.wrong("identity-missing").is_empty(), "{:?}", home.findings());
}

#[test]
fn a_server_lets_nobody_try_all_the_keys_they_have() {
    let Some(login) = login() else { return };
    let home = &login.home;
    let mut config = "Host web\n".to_owned();
    for number in 0..7 {
        let name = format!(".ssh/key{number}");
        login.key(&name);
        config += &format!(" IdentityFile ~/{name}\n");
    }
    login.authorise(".ssh/key6");
    home.put(".ssh/config", &config, 0o600);
    Case {
        rule: "too-many-keys",
        how: "seven IdentityFiles, the last is the right one",
        says: &|| login.says("web"),
        wrong: "Too many authentication failures",
        right: "welcome",
        by_hand: &|| answered(home, "too-many-keys", for_server(home, ".ssh/key6", true)),
    }
    .check(home);
    assert_eq!(home.read(".ssh/config").matches("IdentityFile").count(), 8, "nothing else is changed");
    home.put(
        ".ssh/config",
        &config.replacen(" IdentityFile ~/.ssh/key0\n IdentityFile ~/.ssh/key1\n", "", 1),
        0o600,
    );
    assert!(login.says("web").contains("welcome"));
    assert!(home.wrong("too-many-keys").is_empty());
}

#[test]
fn a_key_of_a_type_that_servers_refuse_is_told() {
    let Some(login) = login() else { return };
    let home = &login.home;
    home.put(".ssh/id_dsa", &std::fs::read(crate::said::vector("openssh/dsa1024")).unwrap(), 0o600);
    let public = said(command("ssh-keygen").args(["-y", "-f"]).arg(home.path(".ssh/id_dsa")));
    home.put(".ssh/id_dsa.pub", &public, 0o644);
    login.authorise(".ssh/id_dsa");
    Case {
        rule: "weak-key",
        how: "a DSA key",
        says: &|| login.says("web"),
        wrong: "Permission denied",
        right: "welcome",
        by_hand: &|| {
            home.remove(".ssh/id_dsa");
            home.remove(".ssh/id_dsa.pub");
            login.key(".ssh/id_ed25519");
            login.authorise(".ssh/id_ed25519");
        },
    }
    .check(home);
}

#[test]
fn certificates_that_servers_refuse_are_told() {
    let Some(login) = login() else { return };
    let home = &login.home;
    login.key(".ssh/id_ed25519");
    home.key("authority");
    login.key("other");
    let authority = home.read("authority.pub");
    let user = whoami::username().unwrap();
    login.server.authorise(&format!("cert-authority {}", authority.trim_end()));
    let sign = |name: &str, options: &[&str]| {
        let mut sign = command("ssh-keygen");
        sign.args(["-q", "-P", "secret", "-s"]).arg(home.path("authority")).args(["-I", "ann", "-n", &user]);
        crate::programs::output_of(sign.args(options).arg(home.path(&format!("{name}.pub"))));
    };
    let right = || sign(".ssh/id_ed25519", &["-V", "-1d:+1d"]);
    let check = |rule: &str, how: &str, log: &str| {
        let found = home.wrong(rule);
        assert!(!found.is_empty(), "{rule}: {how}: {:?}", home.findings());
        let from = login.server.log().len();
        let said = login.says("web");
        assert!(said.contains("Permission denied") && !said.contains("welcome"), "{rule}: {how}: {said}");
        let all = format!("{said}{}", login.server.log().get(from..).unwrap_or_default());
        assert!(!log.is_empty() && all.contains(log), "{rule}: {how}: {all}");
        right();
        assert!(home.wrong(rule).is_empty());
        assert!(login.says("web").contains("welcome"), "{rule}: {how}");
        eprintln!("| {rule} | {how} | Permission denied; {log} | by hand | welcome |");
    };
    sign(".ssh/id_ed25519", &["-V", "-2d:-1d"]);
    check("certificate-dates", "ssh-keygen -V -2d:-1d", "Certificate invalid: expired");
    sign(".ssh/id_ed25519", &["-V", "+1d:+2d"]);
    check("certificate-dates", "ssh-keygen -V +1d:+2d", "Certificate invalid: not yet valid");
    sign(".ssh/id_ed25519", &["-O", "critical:seal@example.org=1"]);
    check("certificate-refused", "an unknown critical option", "\"seal@example.org\" is not supported");
    sign(".ssh/id_ed25519", &["-V", "-1d:+1d", "-h"]);
    check("certificate-of-host", "a certificate of a server", "Failed publickey for");
    sign("other", &["-V", "-1d:+1d"]);
    home.put(".ssh/id_ed25519-cert.pub", &home.read("other-cert.pub"), 0o644);
    check("certificate-of-other-key", "the certificate of another key", "contents do not match public");
}

/// A key for all servers is the only one that ssh tries, whichever way config says so.
#[test]
fn a_key_for_every_server_takes_the_place_of_those_that_ssh_finds() {
    let home = Home::new();
    if !are_here(&["ssh", "unshare"]) || !home.has_commands() {
        return;
    }
    let names = ["id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_dsa"];
    for name in names {
        let key = std::fs::read(crate::said::vector("openssh/ed25519-enc")).unwrap();
        home.put(&format!(".ssh/{name}"), &key, 0o600);
    }
    let identities = || {
        let said = said(home.command("ssh").args(["-G", "web"]));
        said.lines().filter(|line| line.starts_with("identityfile ")).count()
    };
    assert_eq!(home.wrong("too-many-keys").len(), 1, "{:?}", home.findings());
    for block in ["", "Host *\n", "Match all\n"] {
        home.put(".ssh/config", &format!("{block}IdentityFile ~/.ssh/id_rsa\n"), 0o600);
        assert_eq!(identities(), 1, "{block}");
        assert!(home.wrong("too-many-keys").is_empty(), "{block}: {:?}", home.findings());
    }
    home.put(".ssh/config", "Host * !web\nIdentityFile ~/.ssh/id_rsa\n", 0o600);
    assert!(identities() > 1);
    assert_eq!(home.wrong("too-many-keys").len(), 1);
}

#[test]
fn a_file_that_is_included_several_times_is_reported_once() {
    let home = Home::new();
    home.put(".ssh/config", "Host web\n Include more\nHost db\n Include more\nInclude more\n", 0o600);
    home.put(".ssh/more", "IdentityFile ~/.ssh/gone\nIdentityFile ~/.ssh/lost\n", 0o606);
    assert_eq!(
        home.findings(),
        [".ssh/more writable-by-others", ".ssh/more:1 identity-missing", ".ssh/more:2 identity-missing"]
    );
}

/// People delete what they are told to delete.
#[test]
fn keys_of_types_that_are_newer_than_this_program_are_left_alone() {
    use keywright::health::Severity;
    let home = Home::new();
    let key = home_key();
    let text = format!("web ssh-mldsa44 AAAADHNzaC1tbGRzYTQ0\n@bogus web {key}web {key}web nothing here\n");
    home.put(".ssh/known_hosts", &text, 0o600);
    let found = home.wrong("known-host-ignored");
    let told: Vec<_> =
        found.iter().map(|found| (found.line, found.problem.severity(), found.fix.is_some())).collect();
    assert_eq!(
        told,
        [
            (Some(2), Severity::Warning, false),
            (Some(4), Severity::Warning, true),
            (Some(1), Severity::Hint, false)
        ]
    );
}

fn home_key() -> String {
    std::fs::read_to_string(crate::said::vector("public/ed25519.pub")).unwrap()
}

/// An IdentityFile for all servers takes the place of the names that ssh knows.
#[test]
fn ssh_tries_no_name_of_its_own_where_the_configuration_names_a_key() {
    let home = Home::new();
    if !are_here(&["ssh", "ssh-keygen"]) || !home.has_commands() {
        return;
    }
    home.key(".ssh/work");
    home.key(".ssh/id_ed25519");
    for (config, is_tried) in [
        ("Host *\n IdentityFile ~/.ssh/work\n", false),
        ("IdentityFile ~/.ssh/work\n", false),
        ("Host other\n IdentityFile ~/.ssh/work\n", true),
    ] {
        home.put(".ssh/config", config, 0o600);
        let tried = said(home.command("ssh").args(["-G", "web"]));
        let is_listed =
            tried.lines().any(|line| line.starts_with("identityfile") && line.ends_with("id_ed25519"));
        assert_eq!(is_listed, is_tried, "{config}: {tried}");
        let found = home.wrong("not-tried");
        assert_eq!(found.is_empty(), is_tried, "{config}: {found:?}");
    }
}
