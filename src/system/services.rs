//! The services that both programs are given, each a small trait with a stand-in beside the tests.

use super::{
    Agents, Disk, Entropy, RealDisk, Ssh, SystemAgents, SystemEntropy, SystemSsh, User, current_user,
};
use std::sync::Arc;

/// What work needs, with a window or without; chosen once, where a program starts.
pub struct Services {
    /// Files and folders.
    pub disk: Arc<dyn Disk>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Agents that hold keys.
    pub agents: Arc<dyn Agents>,
    /// The person's own ssh.
    pub ssh: Arc<dyn Ssh>,
    /// Who and where the person is.
    pub person: User,
}

impl Services {
    /// Those of this computer.
    pub fn of_the_system() -> Self {
        Self {
            disk: Arc::new(RealDisk::new()),
            entropy: Arc::new(SystemEntropy),
            agents: Arc::new(SystemAgents),
            ssh: Arc::new(SystemSsh::default()),
            person: current_user(),
        }
    }
}
