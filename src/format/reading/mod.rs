//! Finds the keys in a text, whatever is around them.
//!
//! The text is searched unchanged first. If a private key remains unread, or may be hidden, it is searched
//! again with one wrapping undone, then with two and three. The search looks at structures only; the key
//! itself is checked later, once. The data of a key are never repaired: a key with a missing or changed
//! character of base64 stays damaged.

mod bare;
mod block;
mod body;
mod detect;
mod foreign;
mod hidden;
mod lines;
mod pieces;
mod ppk_text;
mod shape;
mod ssh2;
mod surround;
mod unwrap;

pub(super) use body::{Headers, value};
pub(super) use foreign::{of_binary, of_text};
pub(super) use hidden::{SSH1, hidden};
pub(super) use pieces::{Block, Piece, What, format_of};
pub(super) use ppk_text::comments;
pub(super) use shape::{Held, held, length, private_label};

use super::{Foreign, Wrapping};
use unwrap::UNWRAPPINGS;
use zeroize::Zeroizing;

/// The most wrappings that are undone in sequence.
const DEPTH: usize = 3;
/// The most variants of a text that are searched.
const MOST: usize = 20;

/// A text with some wrappings undone, and what is in it.
pub(super) struct View {
    pub text: Zeroizing<Vec<u8>>,
    /// The outermost first.
    pub undone: Vec<Wrapping>,
    /// In the order of the text.
    pub pieces: Vec<Piece>,
    /// Whether the rest of the text is too short to hold another key.
    is_full: bool,
}

impl View {
    fn new(text: Zeroizing<Vec<u8>>, undone: Vec<Wrapping>) -> Self {
        let (pieces, rest) = pieces::pieces(&text);
        Self { text, undone, pieces, is_full: rest < bare::LEAST }
    }

    /// Whether there is any sign of a private key.
    pub fn is_private(&self) -> bool {
        self.pieces.iter().any(|piece| piece.is_private)
    }

    /// A private key of another program in its text.
    pub fn private_foreign(&self) -> Option<Foreign> {
        foreign::private_of_text(&self.text)
    }

    /// Whether no other view can be better: there is a private key, every piece is complete, and no other
    /// key is wrapped in something.
    fn is_settled(&self) -> bool {
        let shows_more =
            |text: Zeroizing<Vec<u8>>| detect::marks(&text).len() > detect::marks(&self.text).len();
        self.is_private()
            && self.pieces.iter().all(Piece::is_whole)
            && (self.is_full || !UNWRAPPINGS.iter().any(|one| (one.undo)(&self.text).is_some_and(shows_more)))
    }

    /// In order of importance: a sign of a private key, so that undoing a wrapping never loses one; more
    /// complete private keys; fewer broken ones; then the same for public keys; fewer with markup around them.
    fn score(&self) -> [isize; 6] {
        let count = |is_private, is_whole| {
            let is_one = |piece: &&Piece| piece.is_private == is_private && piece.is_whole() == is_whole;
            isize::try_from(self.pieces.iter().filter(is_one).count()).unwrap_or(isize::MAX)
        };
        let in_markup = self.pieces.iter().filter(|piece| piece.undone.contains(&Wrapping::Html)).count();
        [
            self.is_private().into(),
            count(true, true),
            -count(true, false),
            count(false, true),
            -count(false, false),
            -isize::try_from(in_markup).unwrap_or(isize::MAX),
        ]
    }
}

/// The views of a text, the best first.
pub(super) fn views(text: &[u8]) -> Vec<View> {
    let whole = View::new(Zeroizing::new(text.to_vec()), Vec::new());
    if whole.is_settled() || is_binary(text) {
        return vec![whole];
    }
    let (mut views, mut next) = (vec![whole], 0);
    'looking: while let Some(view) = views.get(next).filter(|view| view.undone.len() < DEPTH) {
        let (from, undone) = (view.text.clone(), view.undone.clone());
        for unwrapping in &UNWRAPPINGS {
            let may_come =
                undone.iter().filter(|done| **done == unwrapping.wrapping).count() < unwrapping.times;
            let Some(text) = may_come.then(|| (unwrapping.undo)(&from)).flatten() else { continue };
            if views.iter().any(|view| view.text == text) {
                continue;
            }
            views.push(View::new(text, [&undone[..], &[unwrapping.wrapping]].concat()));
            if views.len() == MOST || views.last().is_some_and(View::is_settled) {
                break 'looking;
            }
        }
        next += 1;
    }
    views.sort_by_key(|view| std::cmp::Reverse(view.score()));
    views
}

/// Whether this is no text: text has no zero bytes.
fn is_binary(bytes: &[u8]) -> bool {
    const ROOM: usize = 4096;
    bytes.get(..ROOM.min(bytes.len())).unwrap_or_default().contains(&0)
}
