//! `recipe`: the text or file that a service needs.

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
    let md5 = desk.prints(&["show", "--fingerprint", "md5", "id_rsa"]);
    let md5 = md5.trim_end().trim_start_matches("MD5:");
    assert!(said.err.contains(&format!("It shows the MD5 fingerprint of the key: {md5}\n")), "{said:?}");
    assert_clear(&said.err, "azure-devops");
}

#[test]
fn a_type_that_is_refused_is_said_with_one_that_is_not() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let refused = desk.run(&["recipe", "azure-devops", "id"]);
    refused
        .fails(1, "Not accepted by Azure DevOps: Ed25519 keys. Generate an RSA key with 3072 bits instead.");
    desk.take("openssh/rsa1024", "small");
    desk.run(&["recipe", "github", "small"])
        .fails(1, "Not accepted by GitHub: RSA keys with fewer than 2048 bits.");
    let putty = desk.run(&["recipe", "putty", "id"]);
    assert!(putty.err.contains("PuTTY takes the file of the private key, as PuTTY key"), "{putty:?}");
    assert_eq!((putty.status, putty.out.as_str()), (Some(1), ""));
}

/// EC2 takes RSA keys of three sizes, and the one that is made by default is none of them.
#[test]
fn a_size_that_is_refused_is_said_with_those_that_are_not() {
    let desk = Desk::new();
    desk.take("openssh/rsa3072", "id_rsa");
    let refused = desk.run(&["recipe", "aws-ec2-windows", "id_rsa"]);
    refused.fails(1, "Not accepted by AWS EC2 (Windows): RSA keys with 3072 bits.");
    refused.fails(1, "Accepted: RSA (1024, 2048, 4096 bits). Generate an RSA key with 4096 bits instead.");
    assert_eq!(refused.out, "");
    desk.take("openssh/rsa2048", "smaller");
    let line = desk.prints(&["show", "--public", "smaller"]);
    assert_eq!(desk.run(&["recipe", "aws-ec2-windows", "smaller"]).out, line.trim_end());
}

#[test]
fn programs_that_take_a_file_say_which_and_where_to_choose_it() {
    let desk = Desk::new();
    desk.take("openssh/p256", "k_ecdsa");
    for (id, name) in [("bitwarden", "Bitwarden"), ("1password", "1Password")] {
        let refused = desk.run(&["recipe", id, "k_ecdsa"]);
        refused.fails(1, &format!("Not accepted by {name}: ECDSA keys. Generate an Ed25519 key instead."));
        assert!(!refused.err.contains("Save it"), "{refused:?}");
    }
    let advice = [
        "under Advanced > Attachments",
        "It does not read .ppk files.",
        "The password of the entry must be the passphrase of the key.",
        "Source: github.com/keepassxreboot",
    ];
    let has_advice = |said: &Said| advice.iter().all(|words| said.err.contains(words)) && said.out.is_empty();
    let ready = desk.run(&["recipe", "keepassxc", "k_ecdsa"]);
    let words = "k_ecdsa already has the format that KeePassXC needs (OpenSSH private key).";
    assert!(ready.status == Some(0) && ready.err.contains(words) && has_advice(&ready), "{ready:?}");
    desk.take("ppk/rsa3072-3.ppk", "work.ppk");
    let other = desk.run(&["recipe", "keepassxc", "work.ppk"]);
    let words = "KeePassXC takes the file of the private key, as OpenSSH private key. Save it in that format";
    assert!(other.status == Some(1) && other.err.contains(words) && has_advice(&other), "{other:?}");
    let json = desk.prints(&["recipe", "keepassxc", "--json", "k_ecdsa"]);
    assert!(json.contains("\"accepted\":true") && json.contains("already has the format"), "{json}");
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
    let aruba = desk.prints(&["recipe", "aruba"]);
    assert!(aruba.contains("for ArubaOS-Switch (ProCurve) only, not for AOS-CX"), "{aruba}");
    let juniper = desk.prints(&["recipe", "juniper"]);
    assert!(juniper.ends_with("Not checked against the vendor’s documentation.\n"), "{juniper}");
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
