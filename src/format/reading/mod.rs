//! Finds the keys in a text, whatever stands around them.
//!
//! A text is looked at as it is; where that leaves a private key unread, or may hide one, it is looked at
//! again with one wrapping undone, then with two and three. What is looked at are the structures only:
//! whether a key is good is found out later, and once. Nothing is repaired that a key is made of: where
//! a character of its base64 is missing or changed, it stays damaged.

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
mod unwrap;

pub(super) use body::{Headers, value};
pub(super) use foreign::{of_binary, of_text};
pub(super) use hidden::{SSH1, hidden};
pub(super) use pieces::{Block, Piece, What, format_of};
pub(super) use ppk_text::comments;
pub(super) use shape::{Held, held};

use super::{Foreign, Wrapping};
use unwrap::UNWRAPPINGS;
use zeroize::Zeroizing;

/// Most wrappings that are undone one after the other.
const DEPTH: usize = 3;
/// Most texts that are looked at.
const MOST: usize = 20;

/// A text with some wrappings undone, and what is in it.
pub(super) struct View {
    text: Zeroizing<Vec<u8>>,
    /// The outermost first.
    pub undone: Vec<Wrapping>,
    /// In their order.
    pub pieces: Vec<Piece>,
    /// Whether there is nothing beside them that another key could be hidden in.
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

    /// Whether nothing better can come: a private key, nothing that is not whole, and no other key that is
    /// wrapped in something.
    fn is_settled(&self) -> bool {
        let shows_more =
            |text: Zeroizing<Vec<u8>>| detect::marks(&text).len() > detect::marks(&self.text).len();
        self.is_private()
            && self.pieces.iter().all(Piece::is_whole)
            && (self.is_full || !UNWRAPPINGS.iter().any(|one| (one.undo)(&self.text).is_some_and(shows_more)))
    }

    /// Views with a sign of a private key are better, so that none is lost to what was undone; then those
    /// with more whole private keys, then those with fewer broken ones; then the same for public keys.
    fn score(&self) -> [isize; 5] {
        let count = |is_private, is_whole| {
            let is_one = |piece: &&Piece| piece.is_private == is_private && piece.is_whole() == is_whole;
            isize::try_from(self.pieces.iter().filter(is_one).count()).unwrap_or(isize::MAX)
        };
        [
            self.is_private().into(),
            count(true, true),
            -count(true, false),
            count(false, true),
            -count(false, false),
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
