//! The data, and the texts made of it.

use super::catalog::read;
use super::{Fit, NotFilled, Recipe, RsaRange, RsaSizes, recipe, recipes};
use crate::format::{Format, PrivateFormat};
use crate::key::{Comment, Curve, Kind, NewKind, NoProgress, PublicKey, RsaBits, generate, single_threaded};

fn key(kind: NewKind, comment: &str) -> PublicKey {
    let comment = Comment::parse_user_input(comment).unwrap();
    generate(kind, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap().public().clone()
}

fn rsa() -> PublicKey {
    key(NewKind::Rsa(RsaBits::DEFAULT), "ann@desk")
}

#[test]
fn all_data_can_be_read_and_every_recipe_takes_a_key_that_can_be_made() {
    assert_eq!(read().map(|all| all.len()), Ok(48));
    for recipe in recipes() {
        assert!(recipe.best().is_some(), "{}", recipe.id);
        let is_date = recipe.source.date.split('-').all(|part| part.parse::<u32>().is_ok());
        assert!(is_date && recipe.source.date.starts_with("20"), "{}", recipe.id);
        assert!(recipe.source.place.is_some() || !recipe.source.checked, "{}", recipe.id);
        assert!(recipe.takes_text() || recipe.file().is_some(), "{}", recipe.id);
    }
}

#[test]
fn every_text_holds_the_whole_key_and_can_be_read_back() {
    let (rsa, ed25519) = (rsa(), key(NewKind::Ed25519, "ann@desk"));
    // To RouterOS the key goes as a file.
    let with_key = |recipe: &&Recipe| recipe.takes_text() && recipe.id != "mikrotik";
    for recipe in recipes().iter().filter(with_key) {
        for key in [&rsa, &ed25519] {
            let text = match recipe.filled(key, Some("admin")) {
                Err(NotFilled::Unfit(_)) => continue,
                text => text.unwrap(),
            };
            assert!(!text.ends_with(char::is_whitespace), "{}", recipe.id);
            let joined: String = text.lines().map(|line| line.trim_end_matches('\\')).collect();
            let line = key.line();
            let base64 = line.split(' ').nth(1).unwrap();
            assert!(joined.contains(base64), "{}: {text}", recipe.id);
            assert_eq!(
                recipe.asks_user(),
                recipe.filled(key, None) == Err(NotFilled::NoUser),
                "{}",
                recipe.id
            );
        }
    }
}

#[test]
fn texts_are_as_each_demands() {
    let text = |id: &str, key: &PublicKey| recipe(id).unwrap().filled(key, Some("admin")).unwrap();
    let (rsa, ed25519) = (rsa(), key(NewKind::Ed25519, "ann \"the\" admin"));
    let bare = |key: &PublicKey| key.line().split(' ').take(2).collect::<Vec<_>>().join(" ");
    assert_eq!(text("azure-devops", &rsa), rsa.line());
    assert_eq!(text("google-cloud", &ed25519), format!("admin:{}", ed25519.line()));
    assert!(text("fortigate", &ed25519).contains(&format!("set ssh-public-key1 \"{}\"\n", bare(&ed25519))));
    let cisco = text("cisco", &rsa);
    let lines: Vec<&str> = cisco.lines().collect();
    assert_eq!(lines[..4], ["configure terminal", "ip ssh pubkey-chain", "username admin", "key-string"]);
    let base64: Vec<&str> = lines[4..].iter().copied().take_while(|line| *line != "exit").collect();
    assert!(base64.iter().all(|line| line.len() <= 72) && base64.len() > 5, "{cisco}");
    assert_eq!(format!("ssh-rsa {}", base64.concat()), bare(&rsa));
    let p384 = key(NewKind::Ecdsa(Curve::P384), "x");
    let expected = format!("set system login user admin authentication ssh-ecdsa \"{}\"", bare(&p384));
    assert_eq!(text("juniper", &p384), expected);
    assert_eq!(text("aruba", &rsa), format!("ip ssh public-key manager '{}'", bare(&rsa)));
    assert!(text("securecrt", &rsa).starts_with("---- BEGIN SSH2 PUBLIC KEY ----\n"));
}

#[test]
fn types_and_sizes_that_are_refused_are_told_with_a_better_one() {
    let fit = |id: &str, kind| recipe(id).unwrap().fit(kind);
    assert_eq!(fit("azure-devops", Kind::Ed25519), Fit::Refused);
    assert_eq!(fit("azure-devops", Kind::Rsa(3072)), Fit::Accepted);
    assert_eq!(fit("github", Kind::Rsa(1024)), Fit::TooShort { least: 2048 });
    assert_eq!(fit("cisco", Kind::Rsa(8192)), Fit::TooLong { most: 4096 });
    assert_eq!(fit("aws-ec2", Kind::Ecdsa(Curve::P256)), Fit::Refused);
    assert_eq!(recipe("cisco").unwrap().best(), Some(NewKind::Rsa(RsaBits::DEFAULT)));
    assert_eq!(recipe("github").unwrap().best(), Some(NewKind::Ed25519));
    assert_eq!(recipe("putty").unwrap().filled(&rsa(), None), Err(NotFilled::TakesAFile));
}

/// EC2 User Guide, create-key-pairs: “Supported lengths: 1024, 2048, and 4096”.
#[test]
fn where_only_some_sizes_are_taken_the_best_key_has_one_of_them() {
    for id in ["aws-ec2", "aws-ec2-windows"] {
        let ec2 = recipe(id).unwrap();
        let fits = [1024, 2048, 3072, 4096].map(|bits| ec2.fit(Kind::Rsa(bits)) == Fit::Accepted);
        assert_eq!(fits, [true, true, false, true], "{id}");
        assert_eq!(ec2.fit(Kind::Rsa(3072)), Fit::OtherSize);
    }
    let best = |id: &str| recipe(id).unwrap().best().unwrap();
    assert_eq!(best("aws-ec2-windows"), NewKind::Rsa(RsaBits::new(4096).unwrap()));
    assert_eq!(best("aws-ec2"), NewKind::Ed25519);
    let one_password = recipe("1password").unwrap();
    assert_eq!(one_password.fit(Kind::Rsa(3072)), Fit::Accepted);
    assert_eq!(one_password.fit(Kind::Rsa(2049)), Fit::OtherSize);
}

#[test]
fn a_type_that_a_program_does_not_take_is_refused_before_its_file_is_asked_for() {
    let p256 = key(NewKind::Ecdsa(Curve::P256), "x");
    for id in ["bitwarden", "1password"] {
        assert_eq!(recipe(id).unwrap().filled(&p256, None), Err(NotFilled::Unfit(Fit::Refused)), "{id}");
    }
    assert_eq!(recipe("keepassxc").unwrap().filled(&p256, None), Err(NotFilled::TakesAFile));
}

#[test]
fn a_file_in_the_right_format_is_known() {
    let reads = |id: &str, format| recipe(id).unwrap().reads(Kind::Rsa(3072), format);
    assert!(reads("keepassxc", Format::OpenSsh) && !reads("keepassxc", Format::Ppk3));
    assert!(reads("putty", Format::Ppk3) && reads("putty", Format::Ppk2) && !reads("putty", Format::Pem));
    assert!(!reads("github", Format::OpenSsh), "it takes no file");
}

#[test]
fn all_types_that_are_taken_are_listed_once() {
    let (kinds, rsa) = recipe("github").unwrap().accepted();
    assert_eq!(kinds.len(), 4);
    assert_eq!(rsa, Some(&RsaSizes::Range(RsaRange { least: 2048, most: None })));
    let (kinds, rsa) = recipe("cisco").unwrap().accepted();
    assert_eq!((kinds.len(), rsa), (0, Some(&RsaSizes::Range(RsaRange { least: 2048, most: Some(4096) }))));
}

#[test]
fn a_file_has_a_format_that_can_hold_the_key() {
    let of = |id: &str, kind| recipe(id).unwrap().file_of(kind);
    assert_eq!(of("jenkins", Kind::Rsa(3072)), Some(PrivateFormat::Pem));
    assert_eq!(of("jenkins", Kind::Ed25519), Some(PrivateFormat::OpenSsh));
    assert_eq!(of("putty", Kind::Ed25519), Some(PrivateFormat::Ppk3));
    assert_eq!(of("github", Kind::Ed25519), None);
}

#[test]
fn a_name_cannot_add_commands() {
    let cisco = recipe("cisco").unwrap();
    for user in ["", "-a", "a b", "a\nexit", "a\"b", "a;b", "$(x)", "ä"] {
        assert_eq!(cisco.filled(&rsa(), Some(user)), Err(NotFilled::BadUser), "{user:?}");
    }
}

#[test]
fn they_are_found_by_what_people_call_them() {
    let found = |typed: &str| -> Vec<&str> {
        recipes().iter().filter(|recipe| recipe.is_meant_by(typed)).map(|recipe| recipe.id).collect()
    };
    assert_eq!(found("gith"), ["github"]);
    assert_eq!(found("Amazon windows"), ["aws-ec2-windows"]);
    assert_eq!(found("codeberg"), ["gitea"]);
    assert_eq!(found("VS Code"), ["vscode"]);
    assert_eq!(found("nas"), ["synology", "truenas"]);
    assert!(found("no such thing").is_empty());
    assert_eq!(found("").len(), recipes().len());
}
