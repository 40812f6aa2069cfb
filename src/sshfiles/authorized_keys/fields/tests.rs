use super::*;
use proptest::prelude::*;

fn from(text: &str) -> OptionFields {
    OptionFields { from: Some(text.to_owned()), ..OptionFields::default() }
}

fn written(fields: &OptionFields) -> String {
    checked_options(&fields.options().unwrap()).unwrap()
}

#[test]
fn what_is_entered_becomes_the_options_that_are_meant() {
    let fields = OptionFields {
        until: Some("2026-12-31".to_owned()),
        is_utc: true,
        command: Some("echo \"a\"".to_owned()),
        environment: vec!["A=b c".to_owned(), " ".to_owned()],
        permit_open: vec![" db:5432 ".to_owned()],
        ..from("192.0.2.7, !10.0.0.0/8\n*.example.org")
    };
    assert_eq!(
        written(&fields),
        "from=\"192.0.2.7,!10.0.0.0/8,*.example.org\",expiry-time=\"20261231235959Z\",\
         command=\"echo \\\"a\\\"\",environment=\"A=b c\",permitopen=\"db:5432\""
    );
    assert_eq!(fields.names(), [FromProblem::Name("*.example.org".to_owned())]);
    let principals = OptionFields { principals: Some("ann".to_owned()), ..OptionFields::default() };
    assert_eq!(written(&principals), "", "they are only for an authority");
}

#[test]
fn ipv4_addresses_also_count_where_they_are_written_as_ipv6() {
    let fields =
        OptionFields { with_mapped: true, ..from("192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host") };
    let expected = "from=\"192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host,::ffff:192.0.2.7,\
                    ::ffff:192.0.2.0/120,!::ffff:10.1.*\"";
    assert_eq!(written(&fields), expected);
    let read = KeyOptions::parse(expected.as_bytes()).unwrap();
    let back = OptionFields::of(&read);
    assert_eq!(
        (back.from.as_deref(), back.with_mapped),
        (Some("192.0.2.7,192.0.2.0/24,!10.1.*,2001:db8::1,host"), true)
    );
    assert_eq!(back.options().unwrap(), read);
    // Of some of them only: they stay as they are.
    let some = KeyOptions::parse(b"from=\"192.0.2.7,192.0.2.8,::ffff:192.0.2.7\"").unwrap();
    assert!(!OptionFields::of(&some).with_mapped);
}

#[test]
fn each_field_says_what_is_wrong_with_it() {
    let fields = OptionFields {
        until: Some("tomorrow".to_owned()),
        command: Some("a\\".to_owned()),
        environment: vec!["A=b".to_owned(), "A-B=c".to_owned()],
        permit_open: vec!["db".to_owned()],
        permit_listen: vec!["8080".to_owned(), "x:y:z".to_owned()],
        tunnel: Some(String::new()),
        cert_authority: true,
        principals: Some(" ".to_owned()),
        ..from("192.0.2.7/24")
    };
    let fields: Vec<OptionField> = fields.problems().into_iter().map(|(field, _)| field).collect();
    let expected = [
        OptionField::Tunnel,
        OptionField::Principals,
        OptionField::Until,
        OptionField::From,
        OptionField::Command,
        OptionField::Environment(1),
        OptionField::PermitOpen(0),
        OptionField::PermitListen(1),
    ];
    assert_eq!(fields, expected);
    assert!(OptionFields::default().problems().is_empty());
    assert_eq!(from(" ").problems(), [(OptionField::From, FieldProblem::Empty)]);
    let service = OptionFields { permit_open: vec!["db:https".to_owned()], ..OptionFields::default() };
    let problem = FieldProblem::Value(BadValue::Service("db:https".to_owned()));
    assert_eq!(service.problems(), [(OptionField::PermitOpen(0), problem)]);
}

/// An edit changes what is changed in it, and nothing else.
#[test]
fn times_of_both_clocks_stay() {
    let options =
        KeyOptions::parse(b"expiry-time=\"20300101\",expiry-time=\"20290101\",expiry-time=\"20280101Z\"")
            .unwrap();
    let fields = OptionFields::of(&options);
    assert_eq!(fields.until.as_deref(), Some("2029-01-01 00:00:00"));
    assert_eq!(written(&fields), "expiry-time=\"20290101\",expiry-time=\"20280101Z\"");
}

proptest! {
    #[test]
    fn options_come_back_from_their_fields(
        restrict: bool,
        some in proptest::sample::subsequence(Capability::ALL.to_vec(), 0..5),
        from in proptest::option::of("(!?[0-9.*]{1,6},){0,2}[0-9a-z.:/*]{1,9}"),
        command in proptest::option::of("[ -~]{0,9}[a-z]"),
        until in proptest::option::of(1970u32..2200),
        cert_authority: bool,
    ) {
        let until = until.and_then(|year| ExpiryTime::parse(&format!("{year}0704Z")));
        let mut options = KeyOptions {
            restrict, from, command, cert_authority, allowed: Vec::new(),
            until: until.into_iter().collect(), ..KeyOptions::default()
        };
        some.iter().for_each(|capability| options.set(*capability, true));
        prop_assert_eq!(OptionFields::of(&options).options(), Ok(options));
    }
}
