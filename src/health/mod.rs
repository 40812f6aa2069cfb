//! The health of ~/.ssh: what is wrong there, and what puts it right. Nothing is changed by looking.

mod finding;
mod fix;
mod look;

pub use finding::{Finding, Problem, Severity};
pub use fix::Fix;
pub use look::{Verdict, look};
