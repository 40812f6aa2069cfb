//! The order in which the rows are shown.

use super::BatchPage;
use super::row::Rank;

impl BatchPage {
    /// The places of the rows in [`Self::rows`], in the order in which they are shown: those first that
    /// need something from the person, then those that cannot be converted, then all others, each as
    /// they came. While there is work on them, and while more are read, they stay where they are.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// After every change of the rows.
    pub(super) fn rank_rows(&mut self) {
        let is_still = !self.is_busy() && self.reading.is_empty();
        let Self { rows, target, order, .. } = self;
        if is_still {
            for row in rows.iter_mut() {
                row.rank = Rank::of(row.state(target));
            }
        }
        order.clear();
        order.extend(0..rows.len());
        order.sort_by_key(|at| rows.get(*at).map(|row| row.rank));
    }
}
