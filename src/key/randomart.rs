//! The picture of a fingerprint that OpenSSH draws ("The drunken bishop", Loss and others, 2009;
//! OpenSSH, sshkey.c, fingerprint_randomart).

use super::{Fingerprint, Kind};

/// What one cell of the field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// How often the walk visited the cell: 0 to 14.
    Visits(u8),
    /// Where the walk began.
    Start,
    /// Where the walk ended.
    End,
}

/// The field: [`Randomart::WIDTH`] by [`Randomart::HEIGHT`] cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Randomart {
    rows: [[Cell; Self::WIDTH]; Self::HEIGHT],
    title: String,
}

impl Randomart {
    /// Cells in a row.
    pub const WIDTH: usize = 17;
    /// Rows.
    pub const HEIGHT: usize = 9;
    /// What OpenSSH prints for 0 to 14 visits.
    const SYMBOLS: &'static [u8; 15] = b" .o+=*BOX@%&#/^";

    /// The picture of a SHA-256 fingerprint.
    pub fn of(fingerprint: &Fingerprint, kind: Kind) -> Self {
        let mut visits = [[0u8; Self::WIDTH]; Self::HEIGHT];
        let start = (Self::WIDTH / 2, Self::HEIGHT / 2);
        let (mut x, mut y) = start;
        for byte in fingerprint.sha256_bytes() {
            for step in 0..4 {
                let bits = byte >> (2 * step);
                x = one_step(x, bits & 1 != 0, Self::WIDTH);
                y = one_step(y, bits & 2 != 0, Self::HEIGHT);
                if let Some(count) = visits.get_mut(y).and_then(|row| row.get_mut(x)) {
                    *count = (*count + 1).min(14);
                }
            }
        }
        let mut rows = visits.map(|row| row.map(Cell::Visits));
        let mut mark = |(x, y): (usize, usize), cell| {
            if let Some(at) = rows.get_mut(y).and_then(|row: &mut [Cell; Self::WIDTH]| row.get_mut(x)) {
                *at = cell;
            }
        };
        mark(start, Cell::Start);
        mark((x, y), Cell::End);
        Self { rows, title: title(kind) }
    }

    /// The rows, top first.
    pub fn rows(&self) -> &[[Cell; Self::WIDTH]; Self::HEIGHT] {
        &self.rows
    }

    /// The eleven lines that `ssh-keygen -lv` prints.
    pub fn text(&self) -> String {
        let mut lines = vec![frame(&self.title)];
        lines.extend(self.rows.iter().map(|row| {
            let row: String = row.iter().map(|cell| symbol(*cell)).collect();
            format!("|{row}|")
        }));
        lines.push(frame("[SHA256]"));
        lines.join("\n")
    }
}

fn one_step(at: usize, forward: bool, size: usize) -> usize {
    if forward { (at + 1).min(size - 1) } else { at.saturating_sub(1) }
}

fn symbol(cell: Cell) -> char {
    match cell {
        Cell::Visits(count) => Randomart::SYMBOLS.get(usize::from(count)).map_or('^', |b| char::from(*b)),
        Cell::Start => 'S',
        Cell::End => 'E',
    }
}

/// `[ED25519 256]`, or without the bits where that is too wide.
fn title(kind: Kind) -> String {
    let full = format!("[{} {}]", kind.short_name(), kind.bits());
    if full.len() <= Randomart::WIDTH { full } else { format!("[{}]", kind.short_name()) }
}

fn frame(title: &str) -> String {
    let spare = Randomart::WIDTH.saturating_sub(title.len());
    let left = spare / 2;
    format!("+{}{title}{}+", "-".repeat(left), "-".repeat(spare - left))
}
