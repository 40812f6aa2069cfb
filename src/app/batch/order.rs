//! The order in which the rows are shown.

use super::BatchPage;
use super::row::Rank;

impl BatchPage {
    /// The places of the rows in [`Self::rows`], in the order in which they are shown: those first that
    /// need something from the person, then those that cannot be converted, then all others, each as
    /// they came. While there is work on them, they stay where they are.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|at| self.rows.get(*at).map(|row| row.rank));
        order
    }

    pub(super) fn rank_rows(&mut self) {
        if self.is_busy() {
            return;
        }
        let Self { rows, target, .. } = self;
        for row in rows {
            row.rank = Rank::of(row.state(target));
        }
    }
}
