//! The health of ~/.ssh: what is wrong there, and what puts it right. Nothing is changed by looking.

mod finding;
mod fix;
mod fixing;
mod look;

pub use finding::{Finding, Problem, Severity};
pub use fix::{Fix, FixKind};
pub use fixing::{Allowed, Change, FixError, FixPlan, Fixed, Undo, plan};
pub use look::{Verdict, look};
