//! A key on this computer: the block in ssh's configuration, and what the real ssh makes of it.

use crate::account::{Account, PASSWORD};
use crate::programs::{are_here, command, output_of, put};
use crate::support::fakes::Outside;
use crate::support::window::Person;
use crate::window::{outside, with_a_new_key};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

/// Somebody with a new key and this configuration, who sees what can be done on this computer.
fn on_this_computer(config: &str) -> Option<Person> {
    let outside = outside();
    fs::create_dir_all(outside.dot_ssh("")).unwrap();
    fs::set_permissions(outside.dot_ssh(""), fs::Permissions::from_mode(0o700)).unwrap();
    if !config.is_empty() {
        write(&outside, "config", config);
    }
    are_here(&["ssh"]).then(|| {
        let mut person = with_a_new_key(outside, "");
        person.click("On this computer");
        person
    })
}

fn write(outside: &Outside, name: &str, text: &str) {
    put(&outside.dot_ssh(name), text);
    fs::set_permissions(outside.dot_ssh(name), fs::Permissions::from_mode(0o600)).unwrap();
}

fn config(person: &Person) -> String {
    fs::read_to_string(person.outside.dot_ssh("config")).unwrap()
}

fn identity(person: &Person) -> String {
    format!("IdentityFile {}", person.outside.dot_ssh("id_ed25519").display())
}

/// Sees the changes and saves them.
fn save(person: &mut Person, question: &str) {
    person.click("Show changes");
    person.wait_until("the question", |person| person.sees(question));
    person.click("Save changes");
}

#[test]
fn from_a_password_to_a_login_with_two_words() {
    let Some(account) = Account::new() else { return };
    let outside = outside();
    let known_hosts = outside.home.path().join("known_hosts");
    put(&known_hosts, &account.known_as());
    let mut person = with_a_new_key(outside, "");
    person.type_into("Server", &format!("127.0.0.1:{}", account.port));
    person.type_into("User name", &account.name);
    person.must_not_see("Set up a short command…");
    person.click("Install and try");
    person.wait_until("the password", |person| person.sees("Password for"));
    person.type_into("Password", PASSWORD);
    person.click("Continue");
    person.wait_until("the end", |person| person.sees("You can log in with this key."));
    person.click("Set up a short command…");
    person.must_see("Log in with a short command");
    person.look();
    assert_eq!(person.focused().as_deref(), Some("Server"));
    assert_eq!(
        (person.value("Server"), person.value("User name"), person.value("Port"), person.value("Name")),
        ("127.0.0.1".to_owned(), account.name.clone(), account.port.to_string(), "127.0.0.1".to_owned())
    );
    person.retype("Name", "two words");
    person.click("Show changes");
    person.must_see("Enter the name or address of one server");
    person.retype("Name", "work");
    person.click("Show changes");
    person.wait_until("the question", |person| person.sees("Add “work” to the configuration of ssh?"));
    person.must_see("Line 1 is added: Host work");
    person.must_see("Line 2 is added:     HostName 127.0.0.1");
    person.must_see("will be created");
    assert!(!person.outside.dot_ssh("config").exists(), "nothing is written before the answer");
    person.click("Save changes");
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “work”"));
    person.must_see("Added “work” to ~/.ssh/config.");
    person.click("Copy ssh work");
    assert_eq!(person.outside.copied(), ["ssh work"]);
    let ssh = &mut command("ssh");
    ssh.arg("-F").arg(person.outside.dot_ssh("config")).args(["-o", "BatchMode=yes", "-o"]);
    ssh.arg(format!("UserKnownHostsFile={}", known_hosts.display())).args(["work", "id -un"]);
    assert_eq!(output_of(ssh).trim(), account.name);
    person.click("Undo");
    person.wait_until("the end", |person| person.sees("Undone:"));
    assert!(!person.outside.dot_ssh("config").exists());
    person.must_not_see("Checked:");
}

#[test]
fn a_new_block_comes_before_those_that_would_count_first_and_the_rest_stays() {
    let before = "# mine\nPort 22\n\nHost *\n  User everybody\n  IdentitiesOnly no";
    let Some(mut person) = on_this_computer(before) else { return };
    person.type_into("Server", "ann@web.example.org");
    person.click("Keep the key in the SSH agent once its passphrase was entered");
    save(&mut person, "before anything else that ssh could use");
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “web”"));
    let block = format!(
        "Host web\n    HostName web.example.org\n    User ann\n    {}\n    IdentitiesOnly yes\n    AddKeysToAgent yes\n\n",
        identity(&person)
    );
    assert_eq!(config(&person), before.replace("Host *", &format!("{block}Host *")));
    let backup = fs::read_dir(person.outside.dot_ssh("")).unwrap().flatten();
    let backup = backup.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("config."));
    assert_eq!(fs::read_to_string(backup.expect("a backup")).unwrap(), before);
    person.click("Undo");
    person.wait_until("the end", |person| person.sees("Undone:"));
    assert_eq!(config(&person), before);
}

#[test]
fn of_a_block_that_is_there_only_the_key_changes() {
    let before = "Host web # mine\n  HostName web.example.org\n  IdentityFile ~/.ssh/old # 2019\n  Port 7\n";
    let Some(mut person) = on_this_computer(before) else { return };
    person.must_see("In your configuration:");
    person.click("web");
    save(&mut person, "Change the key for “web”?");
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “web”"));
    let after = before.replace("IdentityFile ~/.ssh/old", &identity(&person));
    assert_eq!(config(&person), after.replace("# mine\n", "# mine\n  IdentitiesOnly yes\n"));
    person.click("Show changes");
    person.wait_until("the answer", |person| person.sees("Nothing was changed."));
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “web”"));
}

#[test]
fn a_name_that_means_another_server_is_left_to_it() {
    let Some(mut person) = on_this_computer("") else { return };
    let before =
        format!("Host web\n  HostName 10.0.0.1\n  User bob\n  {}\n  IdentitiesOnly yes\n", identity(&person));
    write(&person.outside, "config", &before);
    person.type_into("Server", "ann@other.example.org:2222");
    person.type_into("Name", "web");
    person.click("Keep the key in the SSH agent once its passphrase was entered");
    person.click("Show changes");
    person.wait_until("the problem", |person| person.sees("“web” already means bob@10.0.0.1"));
    person.must_not_see("Nothing was changed.");
    person.must_not_see("Log in with:");
    assert_eq!(config(&person), before);
    person.retype("Name", "other");
    person.must_not_see("“web” already means");
    save(&mut person, "Add “other”");
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “other”"));
    assert!(config(&person).starts_with(&before));
}

#[test]
fn a_name_out_of_another_file_is_taken_too() {
    let Some(mut person) = on_this_computer("") else { return };
    let included = person.outside.dot_ssh("more");
    write(&person.outside, "more", "Host web\n  HostName web.example.org\n  User ann\n  ProxyJump gate\n");
    let before = format!("Include {}\n", included.display());
    write(&person.outside, "config", &before);
    person.type_into("Server", "ann@web.example.org");
    person.type_into("Name", "web");
    person.click("Show changes");
    let problem = "“web” already means ann@web.example.org, through gate";
    person.wait_until("the problem", |person| person.sees(problem));
    assert_eq!(config(&person), before);
}

#[test]
fn of_the_same_server_the_key_and_the_agent_change_and_all_of_it_is_checked() {
    let before = "AddKeysToAgent no\nHost web\n  HostName web.example.org\n  User ann\n  Port 2222\n";
    let Some(mut person) = on_this_computer(before) else { return };
    person.type_into("Server", "ann@web.example.org:2222");
    person.type_into("Name", "web");
    person.click("Keep the key in the SSH agent once its passphrase was entered");
    person.click("Show changes");
    person.wait_until("the question", |person| person.sees("count first: AddKeysToAgent."));
    person.click("Change anyway");
    person.wait_until("the check", |person| person.sees("ssh uses AddKeysToAgent no instead of yes."));
    person.must_not_see("Checked: ssh reads");
    let key = format!("Host web\n  {}\n  IdentitiesOnly yes\n  AddKeysToAgent yes\n", identity(&person));
    assert_eq!(config(&person), before.replace("Host web\n", &key));
}

#[test]
fn what_the_configuration_says_of_the_address_is_said_of_the_name_too() {
    let before = "Host *.example.org\n  User bob\n  Port 2222\n  ProxyJump gate\n";
    let Some(mut person) = on_this_computer(before) else { return };
    person.type_into("Server", "web.example.org");
    save(&mut person, "Add “web”");
    person.wait_until("the check", |person| person.sees("Checked: ssh reads these settings for “web”"));
    let block = format!(
        "\nHost web\n    HostName web.example.org\n    User bob\n    Port 2222\n    ProxyJump gate\n    {}\n    \
         IdentitiesOnly yes\n",
        identity(&person)
    );
    assert_eq!(config(&person), format!("{before}{block}"));
}

#[test]
fn what_counts_before_the_block_is_told_before_and_after() {
    let Some(mut person) = on_this_computer("") else { return };
    let included = person.outside.dot_ssh("more");
    write(&person.outside, "more", "Host web.example.org w*\n  User bob\n");
    let before = format!("Port 2200\nProxyJump gate\nInclude {}\nAddKeysToAgent no\n", included.display());
    write(&person.outside, "config", &before);
    person.type_into("Server", "ann@web.example.org:2222");
    person.type_into("Jump host", "hop");
    person.type_into("Name", "web");
    person.click("Keep the key in the SSH agent once its passphrase was entered");
    person.click("Show changes");
    person.wait_until("the question", |person| person.sees("Other values stand further up in the file"));
    person.must_see("count first: Port, ProxyJump.");
    person.must_see("The block begins in line 3");
    person.click("Change anyway");
    person.wait_until("the check", |person| person.sees("ssh uses Port 2200 instead of 2222."));
    person.must_see("ssh uses ProxyJump gate instead of hop.");
    // What comes after the block, or is included there, does not.
    person.must_not_see("ssh uses User");
    person.must_not_see("ssh uses AddKeysToAgent");
    person.must_see("Another setting counts first");
    let rest = before.split_once("Include").unwrap().1;
    assert!(config(&person).ends_with(&format!("    AddKeysToAgent yes\n\nMatch all\nInclude{rest}")));
}

#[test]
fn a_configuration_that_ssh_refuses_is_said_in_its_own_words() {
    let Some(mut person) = on_this_computer("Bogus yes\n") else { return };
    person.type_into("Server", "web.example.org");
    save(&mut person, "Add “web”");
    person.wait_until("the check", |person| person.sees("ssh does not accept the configuration:"));
    person.must_see("Bad configuration option: bogus");
    person.must_not_see("Log in with:");
}

#[test]
fn names_of_the_configuration_are_offered_for_the_server_to_install_on() {
    let outside = outside();
    fs::create_dir_all(outside.dot_ssh("")).unwrap();
    write(&outside, "config", "Host web db.example.org\nHost *\n");
    let mut person = with_a_new_key(outside, "");
    person.wait_until("the names", |person| person.sees("db.example.org"));
    person.type_into("Server", "db");
    person.must_not_see("web");
    person.click("db.example.org");
    assert_eq!(person.value("Server"), "db.example.org");
}
