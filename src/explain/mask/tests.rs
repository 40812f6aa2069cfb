use super::*;

#[test]
fn every_pattern_can_be_used() {
    assert_eq!(patterns().named.len(), NAMED.len());
    assert!(patterns().any.len() == NAMED.len());
    assert!(patterns().address.is_some() && patterns().private_keys.len() == PRIVATE_KEYS.len());
}

#[test]
fn names_hosts_and_addresses_are_gone_and_the_same_ones_look_the_same() {
    let text = "debug1: Connecting to srv.example.com [192.0.2.7] port 22.\n\
        debug1: Authenticating to srv.example.com:22 as 'ann'\n\
        debug1: kex: cipher: chacha20-poly1305@openssh.com\n\
        Load key \"/home/ann/.ssh/id_rsa\": invalid format\n\
        ann@srv.example.com: Permission denied (publickey).\n\
        bob@other.example.org: 2001:db8::7 fe80:0:0:0:1:2:3:4\n\
        Annual planned channel\n";
    assert_eq!(
        mask(text),
        "debug1: Connecting to HOST1 [ADDRESS1] port 22.\n\
        debug1: Authenticating to HOST1:22 as 'USER1'\n\
        debug1: kex: cipher: chacha20-poly1305@openssh.com\n\
        Load key \"/home/USER1/.ssh/id_rsa\": invalid format\n\
        USER1@HOST1: Permission denied (publickey).\n\
        USER2@HOST2: ADDRESS2 ADDRESS3\n\
        Annual planned channel\n"
    );
}

#[test]
fn a_host_with_a_port_keeps_its_port() {
    let masked = mask("Permanently added '[srv]:2222' (ED25519)\nhost key for [db.lan]:22 has changed");
    assert_eq!(masked, "Permanently added '[HOST1]:2222' (ED25519)\nhost key for [HOST2]:22 has changed");
}

#[test]
fn what_tells_nothing_stays_and_private_keys_go() {
    let text = "git@github.com: Permission denied (publickey).\n-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n";
    let masked = mask(text);
    assert!(
        masked.starts_with("git@github.com: Permission denied (publickey).\n-----BEGIN OPENSSH PRIVATE KEY")
    );
    assert!(!masked.contains("AAAA"), "{masked}");
    assert_eq!(mask("nothing here 10:22:33"), "nothing here 10:22:33");
}

#[test]
fn the_names_of_windows_and_of_a_servers_log_go_too() {
    let masked = mask(
        "Nov 30 09:12:01 web7 sshd[81]: Invalid user deploy from 198.51.100.4 port 22\n\
        Bad owner or permissions on C:\\Users\\Ann Lee\\.ssh/config",
    );
    assert_eq!(
        masked,
        "Nov 30 09:12:01 HOST1 sshd[81]: Invalid user USER1 from ADDRESS1 port 22\n\
        Bad owner or permissions on C:\\Users\\USER2\\.ssh/config"
    );
}

#[test]
fn nothing_of_a_private_key_is_left_in_any_format_whole_or_in_part() {
    let ppk = "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nComment: x\r\nPublic-Lines: 1\r\nAAAAC3Nz\r\n\
        Private-Lines: 2\r\nSECRETa+/0\r\nSECRETbb=\r\n";
    for (text, stays) in [
        (format!("{ppk}Private-MAC: 00ff\r\nFATAL ERROR\r\n"), "FATAL ERROR"),
        (format!("{}Private-Hash: 00ff\nFATAL ERROR", ppk.replace('\r', "")), "FATAL ERROR"),
        (ppk.to_owned(), "Private-Lines: 2"),
        ("> Private-Lines: 1\n> SECRETa".to_owned(), "> Private-Lines: 1"),
        ("before it\nSECRETaaaa\nSECRET==\n-----END OPENSSH PRIVATE KEY-----\nafter".to_owned(), "before it\n"),
        ("before it\n> SECRETaaaa\n> SECRET=-----END PRIVATE KEY-----\nafter".to_owned(), "after"),
        (
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nSECRET\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\nafter"
                .to_owned(),
            "after",
        ),
    ] {
        let masked = mask(&text);
        assert!(!masked.contains("SECRET"), "{masked}");
        assert!(masked.contains(stays), "{masked}");
    }
}

#[test]
fn names_are_found_wherever_ssh_and_windows_put_them() {
    for (text, expected) in [
        ("debug2: resolving \"db7.corp.example\" port 22", "debug2: resolving \"HOST1\" port 22"),
        (
            "Host 'db7' is known and matches the ED25519 host key.",
            "Host 'HOST1' is known and matches the ED25519 host key.",
        ),
        ("Host '[db7]:2222' is known and", "Host '[HOST1]:2222' is known and"),
        ("line 3: Applying options for prodserver", "line 3: Applying options for HOST1"),
        ("line 3: Applying options for *", "line 3: Applying options for *"),
        ("exec ssh -W db7:22 -l ann jump", "exec ssh -W HOST1:22 -l USER1 HOST2"),
        ("exec ssh -l ann -p 23 -W '[db7]:22' jump", "exec ssh -l USER1 -p 23 -W '[HOST1]:22' HOST2"),
        ("ssh -J bob@jump:23 db7", "ssh -J USER1@HOST1:23 HOST2"),
        ("ann@[2001:db8::1]: Permission denied", "USER1@[ADDRESS1]: Permission denied"),
        ("route 2001:db8::/32 and fe80::", "route ADDRESS1::/32 and ADDRESS2::"),
        (r"\\fileserver\homes\ann\.ssh\config", r"\\HOST1\homes\USER1\.ssh\config"),
        (r"Load key 'D:\keys\acme.pem': key", r"Load key 'D:\keys\FILE1.pem': key"),
        (
            "/root/.ssh/id_rsa.pub /etc/ssh/ssh_host_rsa_key.pub",
            "/root/.ssh/id_rsa.pub /etc/ssh/ssh_host_rsa_key.pub",
        ),
        (r"C:\\Users\\Ann\\x y", r"C:\\Users\\USER1\\x y"),
    ] {
        assert_eq!(mask(text), expected);
    }
}

proptest::proptest! {
    #[test]
    fn no_name_is_left_as_a_word(
        user in "[a-z][a-z0-9_]{2,10}",
        host in "[a-z]{3,8}(\\.[a-z]{2,6}){1,3}",
        address in "[1-9][0-9]?\\.[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}",
    ) {
        let masked = mask(&format!(
            "debug1: Connecting to {host} [{address}] port 22.\n\
            debug1: identity file /home/{user}/.ssh/id_rsa type 0\n\
            {user}@{host}'s password:\n{user} {host} {address}\n"
        ));
        let words: Vec<&str> = masked.split(|c: char| !is_part(c)).collect();
        let known = is_well_known(&user);
        assert!(known || !words.contains(&user.as_str()), "{masked}");
        assert!(!masked.contains(&host) && !masked.contains(&address), "{masked}");
    }
}
