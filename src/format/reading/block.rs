//! One PEM or SSH2 block: its headers and bytes, and whether all of them are there.

use super::super::refusal::Refusal;
use super::super::{Damage, legacy_pem_encryption};
use super::body::{Body, body};
use super::detect::Label;
use super::lines::Prefix;
use super::pieces::Block;
use super::{foreign, shape, ssh2};
use crate::key::Comment;

/// The contents of a block, whether characters around its lines were removed, and where it ends in the text.
pub(super) fn read_block(
    text: &[u8],
    label: &Label,
    prefix: &Prefix<'_>,
    has_end: bool,
) -> (Result<(Block, bool), Damage>, usize) {
    let read = |prefix: Option<&Prefix<'_>>| -> Result<(Comment, Body), Damage> {
        if label.is_ssh2() {
            return ssh2::block(text, prefix, has_end);
        }
        body(text, prefix, has_end).map(|body| (Comment::default(), body))
    };
    let mut first = None;
    for prefix in [Some(prefix), None] {
        let read = read(prefix);
        if let Ok((comment, Body { headers, bytes, end, has_signs })) = read {
            let label = label.words.clone();
            let block = Block { label, headers, comment, bytes };
            if is_whole(&block, has_end) {
                return (Ok((block, has_signs)), end);
            }
            first.get_or_insert((Damage::Structure, end));
        } else if let Err(damage) = read {
            first.get_or_insert((damage, 0));
        }
    }
    let (damage, end) = first.unwrap_or((Damage::Base64, 0));
    (Err(if has_end { damage } else { Damage::Missing("END") }), end)
}

/// Whether all bytes are there. Of fully encrypted data, only the block size can be checked.
fn is_whole(block: &Block, has_end: bool) -> bool {
    /// The most bytes after the structure: padding, but not another version of the key.
    const BEHIND: usize = 16;
    let fits = |length: usize| !has_end || block.bytes.len() - length <= BEHIND;
    let is_damaged = || {
        matches!(legacy_pem_encryption::read(&block.headers, &block.bytes), Some(Err(Refusal::Damaged(_))))
    };
    block.is_locked() && !block.bytes.is_empty() && !is_damaged()
        || shape::length(&block.bytes).is_some_and(fits)
        || foreign::in_block(&block.label, &block.bytes).is_some()
}
