//! “My keys”: the keys of this computer, what is wrong with them, and what puts that right.

use crate::small::fits;
use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use eframe::egui::Theme;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use keywright::app::KeyAction;

fn at(size: [f32; 2]) -> Person {
    Person::with(Outside::new(), Look { size, theme: Theme::Light, scale: 1.0 })
}

/// What a screen reader calls selected among the tabs of the three lists.
fn selected(person: &Person) -> Vec<&'static str> {
    let tabs = ["Keys", "authorized_keys", "Known servers"];
    let is_selected = |name: &&str| person.button(name).accesskit_node().is_selected() == Some(true);
    tabs.into_iter().filter(is_selected).collect()
}

#[test]
fn the_three_lists_are_tabs_of_one_page() {
    let mut person = Person::at_the_window();
    person.must_not_see("Known servers");
    person.click("My keys");
    assert_eq!(selected(&person), ["Keys"]);
    for list in ["authorized_keys", "Known servers", "Keys"] {
        person.click(list);
        assert_eq!(selected(&person), [list]);
        let entry = person.button("My keys").accesskit_node().is_selected();
        assert_eq!(entry, Some(true), "the navigation stays at My keys");
    }
    let parent = person.button("Keys").accesskit_node().parent().map(|parent| parent.role());
    assert_eq!(parent, Some(Role::TabList));
}

#[test]
fn the_navigation_is_whole_in_narrow_windows() {
    for width in [316.0, 480.0, 560.0, 619.0, 620.0] {
        let size = [width, 340.0];
        let mut person = at(size);
        person.asks(KeyAction::Generate);
        for page in ["My keys", "authorized_keys", "Known servers"] {
            person.click(page);
            fits(&person, size, page);
            person.must_see("Back to the key");
            let entries =
                ["New key", "Open…", "Convert keys", "My keys", "Fix a problem", "Back to the key", "Theme"];
            for pair in entries.windows(2) {
                let [one, other] = [0, 1].map(|at| person.button(pair[at]).rect());
                assert!(!one.shrink(1.0).intersects(other), "{width}: {pair:?} overlap: {one:?}, {other:?}");
            }
        }
    }
}
