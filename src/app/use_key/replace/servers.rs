//! The servers on which the key is to be replaced.

use super::{ReplacePanel, ReplaceProblem};
use crate::app::context::Context;
use crate::health::NamedServer;
use crate::remote::{BadTarget, Target};
use crate::replace::{Refused, ServerState};

/// So many of those that are only known are shown before the person asks for all.
const FEW: usize = 8;

/// The field for a server that nobody names.
#[derive(Debug, Default)]
pub struct ServerField {
    /// What is typed.
    pub text: String,
    /// What is wrong with it.
    pub problem: Option<BadTarget>,
}

/// A server in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplaceServer {
    /// Which.
    pub target: Target,
    /// How far it is; `None` where the key is not to be replaced there.
    pub state: Option<ServerState>,
    /// Whether ssh uses the old key there, as far as the configuration says.
    pub uses_key: bool,
}

pub(super) fn target_of(named: &NamedServer) -> Result<Target, BadTarget> {
    Target { host: named.host.clone(), user: None, port: named.port, jump: None }.checked()
}

impl ReplacePanel {
    /// Those that were chosen, then those that could be; how many of them are not shown.
    pub fn rows(&self) -> (Vec<ReplaceServer>, usize) {
        let Some(plan) = self.plan() else { return (Vec::new(), 0) };
        let uses_key = |target: &Target| {
            let is_this = |named: &&NamedServer| named.host == target.host && named.port == target.port;
            self.named.iter().find(is_this).is_some_and(|named| named.uses_key)
        };
        let chosen = plan.servers().iter().map(|server| ReplaceServer {
            target: server.target.clone(),
            state: Some(server.state),
            uses_key: uses_key(&server.target),
        });
        let mut rows: Vec<ReplaceServer> = chosen.collect();
        let others = self.named.iter().filter_map(|named| {
            let target = target_of(named).ok().filter(|target| plan.state(target).is_none())?;
            Some(ReplaceServer { target, state: None, uses_key: named.uses_key })
        });
        let others: Vec<ReplaceServer> = others.collect();
        let shown = if self.all_named { others.len() } else { others.len().min(FEW) };
        let more = others.len() - shown;
        rows.extend(others.into_iter().take(shown));
        (rows, more)
    }

    pub(super) fn tick(&mut self, target: Target, is_on: bool, cx: &mut Context<'_>) {
        self.change(cx, |plan, _| if is_on { plan.add(target) } else { plan.take_out(&target) });
    }

    pub(super) fn add_server(&mut self, cx: &mut Context<'_>) {
        match Target::parse(&self.server.text) {
            Ok(target) => {
                self.change(cx, |plan, _| plan.add(target));
                if self.problem != Some(ReplaceProblem::Refused(Refused::TooMany)) {
                    self.server.text.clear();
                }
            }
            Err(problem) => self.server.problem = Some(problem),
        }
    }
}
