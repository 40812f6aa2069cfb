//! A key that is to be replaced: where it is used, and where another one is named instead.

use crate::home::Home;
use crate::programs::put;
use keywright::health::{FixError, name_other_key, servers_of_key};
use keywright::system::RealDisk;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";

fn servers(home: &Home, key: &str) -> Vec<String> {
    let servers = servers_of_key(&home.path(key), &home.person(), &RealDisk::new());
    let shown = servers.into_iter().map(|server| {
        let port = server.port.map(|port| format!(":{port}")).unwrap_or_default();
        let uses = if server.uses_key { " uses" } else { "" };
        format!("{}{port}{uses}", server.host)
    });
    shown.collect()
}

#[test]
fn the_servers_where_ssh_uses_the_key_come_first() {
    let home = Home::new();
    home.put(
        ".ssh/config",
        "Include more\nHost b\n  User ann\nHost a *.example.org\n  IdentityFile ~/.ssh/id_rsa\nHost c\n  IdentityFile ~/.ssh/c\n",
        0o600,
    );
    home.put(".ssh/more", "Host included\n  IdentityFile %d/.ssh/id_rsa\n", 0o600);
    home.put(
        ".ssh/known_hosts",
        &format!(
            "web.example.net,192.0.2.1 {KEY}\n[192.0.2.2]:2222 {KEY}\n|1|x|y {KEY}\n*.net {KEY}\n\
             @cert-authority x {KEY}\na {KEY}\n"
        ),
        0o600,
    );
    // Of b, nothing is said: there ssh looks for id_rsa by itself.
    let all = ["included uses", "b uses", "a uses", "c", "web.example.net", "192.0.2.2:2222"];
    assert_eq!(servers(&home, ".ssh/id_rsa"), all);
    let of_c = ["c uses", "included", "b", "a", "web.example.net", "192.0.2.2:2222"];
    assert_eq!(servers(&home, ".ssh/c"), of_c);
}

#[test]
fn each_file_that_names_the_key_names_the_other_one_then() {
    let home = Home::new();
    let config = "Include more\n# mine\nHost web\n\tIdentityFile = \"~/.ssh/old\" # here\n  Port 22\nHost db *.org\n  identityfile ~/.ssh/old.pub\n";
    home.put(".ssh/config", config, 0o600);
    let old = home.path(".ssh/old");
    home.put(".ssh/more", &format!("Host more\r\nIdentityFile {}\r\n", old.display()), 0o600);
    let next = || name_other_key(&old, &home.path(".ssh/new"), &home.person(), &RealDisk::new()).unwrap();
    let first = next().expect("a file");
    assert_eq!(first.path, home.path(".ssh/more"), "included first");
    let new = home.path(".ssh/new").display().to_string();
    assert_eq!(String::from_utf8(first.new.clone()).unwrap(), format!("Host more\r\nIdentityFile {new}\r\n"));
    assert_eq!((first.hosts, first.edits.len()), (vec!["more".to_owned()], 1));
    put(&first.path, &first.new);
    let second = next().expect("the other file");
    assert_eq!(second.path, home.path(".ssh/config"));
    assert_eq!(
        String::from_utf8(second.new.clone()).unwrap(),
        "Include more\n# mine\nHost web\n\tIdentityFile = ~/.ssh/new # here\n  Port 22\nHost db *.org\n  identityfile ~/.ssh/new.pub\n"
    );
    assert_eq!(second.hosts, ["web", "db", "*.org"]);
    put(&second.path, &second.new);
    assert_eq!(next(), None);
}

/// A line that means another key for another server is not changed by a guess.
#[test]
fn a_line_that_depends_on_the_server_is_left_to_the_person() {
    let home = Home::new();
    home.put(".ssh/config", "Host web db\n  IdentityFile ~/.ssh/%n\n", 0o600);
    let (old, new) = (home.path(".ssh/web"), home.path(".ssh/new"));
    let named = name_other_key(&old, &new, &home.person(), &RealDisk::new());
    assert_eq!(named, Err(FixError::ByHand(home.path(".ssh/config"))));
}
