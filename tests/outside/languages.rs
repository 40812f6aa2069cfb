//! What a screen reader reads of scripts that egui lays out in other ways than Latin.

use crate::desktop::Desktop;
use crate::person::Person;

#[test]
fn a_comment_from_right_to_left_is_read_as_it_is() {
    const COMMENT: &str = "مفتاح 42 שלום";
    let Some(desktop) = Desktop::start() else { return };
    let path = desktop.key_file("key", COMMENT);
    let line = std::fs::read_to_string(path.with_extension("pub")).expect("the public key");
    let person = Person::starts(&desktop, &[path.to_str().expect("UTF-8")]);
    person.sees("Ed25519 key");
    assert_eq!(person.reads("Comment"), COMMENT);
    person.sees(line.trim_end());
}
