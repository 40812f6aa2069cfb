//! A key on a server: what is asked, what was done, and why it did not work.

use super::{Texts, say};
use crate::key::escape_control_chars;
use crate::remote::{
    Account, BadTarget, Failure, HostKey, LogIn, Outcome, Progress, Refusal, Removed, SignIn, Step, Target,
    TargetPart,
};
use crate::system::SshError;

/// Lines of a server that are shown.
const MOST_LINES: usize = 40;

impl Texts {
    /// Why ssh is not told this.
    pub fn bad_target(&self, problem: BadTarget) -> String {
        match problem {
            BadTarget::Missing(TargetPart::Host) => say!(self, "remote-no-host"),
            BadTarget::Missing(_) => say!(self, "remote-missing"),
            BadTarget::Wrong(TargetPart::Host) => say!(self, "remote-bad-host"),
            BadTarget::Wrong(TargetPart::User) => say!(self, "remote-bad-user"),
            BadTarget::Wrong(TargetPart::Port) => say!(self, "remote-bad-port"),
            BadTarget::Wrong(TargetPart::Jump) => say!(self, "remote-bad-jump"),
        }
    }

    /// Which server has shown a key that is not known.
    pub fn host_key_text(&self, key: &HostKey) -> String {
        say!(self, "remote-host-key", server = self.cut(&key.server))
    }

    /// The type of that key.
    pub fn host_key_kind(&self, key: &HostKey) -> String {
        say!(self, "remote-host-key-kind", kind = self.cut(&key.kind))
    }

    /// A server that is known by the same key, and where it is written down.
    pub fn host_key_other_name(&self, name: &str) -> String {
        say!(self, "remote-host-key-other", name = self.cut(name))
    }

    /// What a server has said or asks, line by line; of many lines the last ones, where the question is.
    pub fn server_lines(&self, text: &str) -> String {
        let lines: Vec<&str> = text.trim_matches('\n').lines().collect();
        let from = lines.len().saturating_sub(MOST_LINES);
        let lines = lines.iter().skip(from).map(|line| self.cut(line.trim_end()));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// For what ssh asks, where a server on the way asks each time.
    pub fn remote_why_again(&self, step: Step) -> String {
        match step {
            Step::Connect => say!(self, "remote-way-connect"),
            Step::SignIn => say!(self, "remote-way-sign-in"),
            // While a key is removed, another one is tried.
            Step::Change | Step::Try => say!(self, "remote-way-try"),
        }
    }

    /// What is being done.
    pub fn remote_doing(&self, step: Step, target: &Target, removes: bool) -> String {
        let server = target.shown();
        match step {
            Step::Connect => say!(self, "remote-connecting", server = server),
            Step::SignIn => say!(self, "remote-signing-in", server = server),
            Step::Change if removes => say!(self, "remote-removing"),
            Step::Change => say!(self, "remote-changing"),
            Step::Try if removes => say!(self, "remote-trying-other"),
            Step::Try => say!(self, "remote-trying"),
        }
    }

    /// What was done.
    pub fn remote_done(&self, progress: &Progress, target: &Target) -> String {
        let server = target.shown();
        match progress {
            Progress::Connected(connected) => match &connected.software {
                Some(software) => {
                    say!(self, "remote-connected-to", server = server, software = self.cut(software))
                }
                None => say!(self, "remote-connected", server = server),
            },
            Progress::SignedIn(sign_in) => self.signed_in(sign_in),
            Progress::Changed(account) => self.account_changed(account),
            Progress::StillIn { log_in: LogIn::Open, .. } => say!(self, "remote-open-server"),
            Progress::StillIn { is_removed: false, .. } => say!(self, "remote-still-in-before"),
            Progress::StillIn { is_removed: true, .. } => say!(self, "remote-still-in"),
            Progress::Tried(LogIn::Welcome) => say!(self, "remote-welcome"),
            Progress::Tried(LogIn::Certified) => say!(self, "remote-certified"),
            Progress::Tried(LogIn::Open) => say!(self, "remote-open-server"),
            Progress::Tried(LogIn::AndMore(methods)) => {
                say!(self, "remote-and-more", methods = self.list(methods, |method| self.cut(method)))
            }
        }
    }

    fn signed_in(&self, sign_in: &SignIn) -> String {
        match sign_in {
            SignIn::Password => say!(self, "remote-signed-in-password"),
            SignIn::Interactive => say!(self, "remote-signed-in-interactive"),
            SignIn::Key(Some(fingerprint)) => {
                say!(self, "remote-signed-in-key", fingerprint = self.cut(fingerprint))
            }
            SignIn::Key(None) => say!(self, "remote-signed-in-some-key"),
            SignIn::Open => say!(self, "remote-signed-in-open"),
            SignIn::Other(method) => say!(self, "remote-signed-in-other", method = self.cut(method)),
        }
    }

    fn account_changed(&self, account: &Account) -> String {
        let file = self.cut(&account.file);
        match account.outcome {
            Outcome::Added => say!(self, "remote-added", file = file),
            Outcome::Present => say!(self, "remote-present", file = file),
            Outcome::OtherOptions => say!(self, "remote-other-options", file = file),
            Outcome::Removed => say!(self, "remote-removed", file = file),
            Outcome::Absent => say!(self, "remote-absent", file = file),
        }
    }

    /// What else was done on the server, or should be known of it.
    pub fn account_notes(&self, account: &Account) -> Vec<String> {
        let backup = account.backup.iter().map(|backup| say!(self, "remote-backup", file = self.cut(backup)));
        let closed = account.closed.iter().map(|path| say!(self, "remote-closed", path = self.cut(path)));
        let open = account.open.iter().map(|path| say!(self, "remote-open", path = self.cut(path)));
        let setting = account.setting.iter().map(|line| say!(self, "remote-setting", line = self.cut(line)));
        backup.chain(closed).chain(open).chain(setting).collect()
    }

    /// Why it did not work, and what to do.
    pub fn remote_failure(&self, failure: &Failure, target: &Target) -> String {
        let server = target.shown();
        match failure {
            Failure::Ssh { error: SshError::NoProgram, .. } => say!(self, "remote-no-ssh"),
            Failure::Ssh { error: SshError::Start(kind), .. } => {
                say!(self, "remote-ssh-fails", why = kind.to_string())
            }
            Failure::Ssh { step, error: SshError::Stopped } => match step {
                Step::Connect | Step::SignIn => say!(self, "remote-stopped"),
                Step::Change => say!(self, "remote-stopped-changing"),
                Step::Try => say!(self, "remote-stopped-trying"),
            },
            Failure::Log { step: Step::Connect, .. } => say!(self, "remote-not-connected", server = server),
            Failure::Log { step: Step::SignIn, .. } => say!(self, "remote-not-signed-in", server = server),
            Failure::Log { step: Step::Change, .. } => say!(self, "remote-cut-off", server = server),
            Failure::Log { step: Step::Try, .. } => say!(self, "remote-not-tried"),
            Failure::HostKeyChanged { .. } => say!(self, "remote-host-key-changed", server = server),
            Failure::HostKeyRefused => say!(self, "remote-host-key-refused", server = server),
            Failure::NoShell { output } if output.is_empty() => {
                say!(self, "remote-no-shell", server = server)
            }
            Failure::NoShell { output } => {
                let said = escape_control_chars(&self.cut(output));
                say!(self, "remote-no-shell-said", server = server, said = said)
            }
            Failure::Refused(refusal) => self.server_refusal(refusal),
            Failure::OtherKey => say!(self, "remote-other-key"),
            Failure::KeyRefused { .. } => say!(self, "remote-not-logged-in"),
            Failure::KeyUnused { .. } => say!(self, "remote-key-unused"),
            Failure::AndMore(methods) => {
                say!(self, "remote-and-more", methods = self.list(methods, |method| self.cut(method)))
            }
            Failure::StillAccepted => say!(self, "remote-still-accepted"),
            Failure::LastWayIn => say!(self, "remote-last-way-in"),
            Failure::BadPath => say!(self, "remote-bad-path"),
            Failure::StayingKey { removed, why } => self.staying_key(*removed, why),
        }
    }

    fn staying_key(&self, removed: Removed, why: &Failure) -> String {
        match (removed, why.is_stop()) {
            (Removed::No, true) => say!(self, "remote-stopped"),
            (Removed::No, false) => match why {
                Failure::NoShell { .. } => say!(self, "remote-staying-key-no-shell"),
                Failure::AndMore(_) => say!(self, "remote-staying-key-and-more"),
                Failure::OtherKey => say!(self, "remote-staying-key-other"),
                Failure::BadPath => say!(self, "remote-staying-key-path"),
                _ => say!(self, "remote-staying-key"),
            },
            (Removed::PutBack, true) => say!(self, "remote-stopped-put-back"),
            (Removed::PutBack, false) => say!(self, "remote-staying-key-put-back"),
            (Removed::Perhaps, _) => say!(self, "remote-staying-key-perhaps"),
        }
    }

    fn server_refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NoTool(name) => say!(self, "remote-no-tool", name = self.cut(name)),
            Refusal::Busy(path) => say!(self, "remote-busy", path = self.cut(path)),
            Refusal::Damaged(path) => say!(self, "remote-damaged", path = self.cut(path)),
            Refusal::NoHome => say!(self, "remote-no-home"),
            Refusal::Folder(path) => say!(self, "remote-no-folder", path = self.cut(path)),
            Refusal::NoFile(path) => say!(self, "remote-no-file", path = self.cut(path)),
            Refusal::Unreadable(path) => say!(self, "remote-unreadable", path = self.cut(path)),
            Refusal::Unwritable(path) => say!(self, "remote-unwritable", path = self.cut(path)),
            Refusal::NoRoom(path) => say!(self, "remote-no-room", path = self.cut(path)),
            Refusal::Rights(path) => say!(self, "remote-rights", path = self.cut(path)),
            Refusal::NotPutBack(path) => say!(self, "remote-not-put-back", path = self.cut(path)),
        }
    }
}
