//! A key and an account on a server: installing it, logging in with it, taking it away. The person's own ssh does it,
//! with their configuration; it is started, read and answered here.

mod before;
mod by_hand;
mod call;
mod destination;
mod failure;
mod log;
mod question;
mod reply;
mod resolved;
mod session;
mod talk;
mod target;

pub use by_hand::{ByHand, LocalShell, ServerKind, by_hand};
pub use destination::{Destination, destination};
pub use failure::{Failure, Removed, Step};
pub use log::SignIn;
pub use question::{Asked, HostKey, Question};
pub use reply::{Account, Outcome, Refusal};
pub use resolved::{Difference, NotResolved, differences, identity_files};
pub use session::{Connected, LogIn, Progress, Remote, Removal, View};
pub use target::{BadTarget, Target, TargetPart};

pub use call::{Change, NewKey, unix_script};
