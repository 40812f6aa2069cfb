//! `recipe`: what a service wants of a key.

use crate::support::*;

#[test]
fn the_text_is_printed_alone_and_the_advice_beside_it() {
    let desk = Desk::new();
    desk.take("openssh/rsa3072", "id_rsa");
    let line = desk.prints(&["show", "--public", "id_rsa"]);
    let said = desk.run(&["recipe", "azure-devops", "id_rsa"]);
    // Not even a line end: that service refuses a key with one.
    assert_eq!((said.status, said.out.as_str()), (Some(0), line.trim_end()));
    assert!(said.err.contains("User settings > SSH public keys > New Key."), "{said:?}");
    assert!(said.err.contains("Set IdentitiesOnly yes for this server"), "{said:?}");
    assert!(said.err.contains("Source: learn.microsoft.com"), "{said:?}");
    assert_clear(&said.err, "azure-devops");
}

#[test]
fn a_type_that_is_refused_is_said_with_one_that_is_not() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let refused = desk.run(&["recipe", "azure-devops", "id"]);
    refused.fails(
        1,
        "Azure DevOps does not accept Ed25519 keys. Make a new key of the type RSA, 3072 bits for it.",
    );
    desk.take("openssh/rsa1024", "small");
    desk.run(&["recipe", "github", "small"]).fails(1, "RSA keys there need at least 2048 bits");
    desk.run(&["recipe", "putty", "id"]).fails(1, "PuTTY takes the file of the private key, as PuTTY key");
}

#[test]
fn what_needs_a_name_asks_for_it_and_takes_no_other_text() {
    let desk = Desk::new();
    desk.take("ppk/rsa3072-3.ppk", "work.ppk");
    desk.run(&["recipe", "cisco", "work.ppk"])
        .fails(1, "Cisco IOS, IOS XE also needs the name of the account");
    desk.run(&["recipe", "cisco", "--user", "a b", "work.ppk"]).fails(1, "cannot be the name of an account");
    let text = desk.run(&["recipe", "cisco", "--user", "admin", "work.ppk"]);
    assert_eq!(text.status, Some(0));
    assert!(
        text.out.starts_with("configure terminal\nip ssh pubkey-chain\nusername admin\nkey-string\nAAAA")
    );
    assert!(text.out.lines().all(|line| line.len() <= 72), "{}", text.out);
}

#[test]
fn all_are_listed_and_one_can_be_asked_for_alone() {
    let desk = Desk::new();
    let all = desk.prints(&["recipe"]);
    assert!(all.lines().count() > 40 && all.contains("github ") && all.contains("FortiGate"), "{all}");
    let json = desk.prints(&["recipe", "--json"]);
    assert_eq!(json.lines().count(), all.lines().count());
    let cisco = desk.prints(&["recipe", "cisco"]);
    assert!(cisco.starts_with("Accepted types: RSA (2048 to 4096 bits)\n"), "{cisco}");
    let alone = desk.prints(&["recipe", "openwrt"]);
    assert!(
        alone.contains("/etc/dropbear/authorized_keys") && alone.contains("At most 300 lines"),
        "{alone}"
    );
    desk.run(&["recipe", "amazon"]).fails(2, "Did you mean: aws-ec2, aws-ec2-windows, aws-transfer?");
    desk.run(&["recipe", "nonesuch"]).fails(2, "nonesuch is not known.");
    desk.take("openssh/ed25519", "id");
    let json = desk.prints(&["recipe", "github", "--json", "id"]);
    assert!(json.contains("\"accepted\":true") && json.contains("\"text\":\"ssh-ed25519 AAAA"), "{json}");
}
