//! The health of ~/.ssh: what is wrong there, and what puts it right. Nothing is changed by looking.

mod finding;
mod fix;
mod fixing;
mod key_text;
mod look;
mod problem;
mod replacing;
mod rules;
mod sought;
mod survey;

pub use finding::{Finding, Severity};
pub use fix::{Fix, FixKind};
pub use fixing::{
    Allowed, Change, FixError, FixPlan, Fixed, OnlyKey, Undo, host_block, plan, plan_private, plan_rewrite,
};
pub use key_text::TextFault;
pub use look::{CheckedCause, Verdict, check_causes, find_named, look};
pub use problem::{KnownHostFault, Place, Problem, WeakEncryption, Writers};
pub use replacing::{NamedServer, OtherKeyNamed, means_key, name_other_key, servers_of_key, uses_key};
pub use rules::{fix_of_ignored, fix_of_remark};
pub use sought::{Sought, places};
pub use survey::{KeyEntry, Survey, configured_agents, configured_servers, survey};
