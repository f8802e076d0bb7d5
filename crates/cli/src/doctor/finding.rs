//! What a check found.

use serde::Serialize;
use work_requests::Error;

use super::advice;
use crate::error::CliError;
use crate::exit::Exit;

/// The checks, in the order in which one builds on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Check {
    ConfigFile,
    Profile,
    Permissions,
    Key,
    Passphrase,
    Fingerprint,
    Token,
    Region,
    Endpoint,
    Proxy,
    Dns,
    Connection,
    Tls,
    Clock,
    Call,
}

impl Check {
    const ALL: [Self; 15] = [
        Self::ConfigFile,
        Self::Profile,
        Self::Permissions,
        Self::Key,
        Self::Passphrase,
        Self::Fingerprint,
        Self::Token,
        Self::Region,
        Self::Endpoint,
        Self::Proxy,
        Self::Dns,
        Self::Connection,
        Self::Tls,
        Self::Clock,
        Self::Call,
    ];

    /// The words for a person.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ConfigFile => "config file",
            Self::Profile => "profile",
            Self::Permissions => "permissions",
            Self::Key => "key",
            Self::Passphrase => "passphrase",
            Self::Fingerprint => "fingerprint",
            Self::Token => "token",
            Self::Region => "region",
            Self::Endpoint => "endpoint",
            Self::Proxy => "proxy",
            Self::Dns => "dns",
            Self::Connection => "connection",
            Self::Tls => "tls",
            Self::Clock => "clock",
            Self::Call => "call",
        }
    }
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// It has no bearing here, or builds on something that failed.
    Skipped,
    /// As it should be.
    Ok,
    /// Works, and should be mended.
    Warn,
    /// Keeps calls from working.
    Fail,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Skipped => "skip",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// What one check found. No text holds a secret.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Finding {
    pub(super) check: Check,
    pub(super) status: Status,
    /// What was found.
    pub(super) detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mend: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) opc_request_id: Option<String>,
    #[serde(skip)]
    exit: Exit,
}

impl Finding {
    pub(super) fn ok(check: Check, detail: impl Into<String>) -> Self {
        Self::new(check, Status::Ok, detail)
    }

    pub(super) fn skipped(check: Check, why: impl Into<String>) -> Self {
        Self::new(check, Status::Skipped, why)
    }

    pub(super) fn warn(check: Check, detail: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::new(check, Status::Warn, detail).mended_by(mend)
    }

    /// A fault of configuration or credentials.
    pub(super) fn fail(check: Check, detail: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::new(check, Status::Fail, detail).mended_by(mend)
    }

    /// A fault whose text says after the sign what to do.
    pub(super) fn told(check: Check, text: &str) -> Self {
        let (what, mend) = advice::parts(text, "; ");
        let failed = Self::new(check, Status::Fail, what);
        mend.into_iter().fold(failed, Self::mended_by)
    }

    /// A failed call, or a client that cannot be built.
    pub(super) fn of_error(check: Check, error: &Error) -> Self {
        let (what, mend) = advice::of(error);
        let answered = error.status().and(error.request_id());
        let failed = Self {
            exit: Exit::of(error),
            opc_request_id: answered.map(str::to_owned),
            ..Self::new(check, Status::Fail, what)
        };
        mend.into_iter().fold(failed, Self::mended_by)
    }

    /// Whatever else kept a client from being built.
    pub(super) fn of_cli_error(check: Check, error: &CliError) -> Self {
        if let CliError::Call(error) = error {
            return Self::of_error(check, error);
        }
        let (what, mend) = error.told();
        let failed = Self {
            exit: error.exit(),
            ..Self::new(check, Status::Fail, what)
        };
        mend.into_iter().fold(failed, Self::mended_by)
    }

    /// The same with another way out.
    pub(super) fn mended_by(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }

    fn new(check: Check, status: Status, detail: impl Into<String>) -> Self {
        Self {
            check,
            status,
            detail: detail.into(),
            mend: None,
            opc_request_id: None,
            exit: Exit::Config,
        }
    }
}

/// What all checks found, in their order.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding; one that goes well is not told beside one of the same check that does not.
    pub(super) fn add(&mut self, finding: Finding) {
        let wrong = |one: &Finding| one.status >= Status::Warn;
        let same = |other: &&Finding| other.check == finding.check;
        if !wrong(&finding) && self.0.iter().filter(same).any(wrong) {
            return;
        }
        self.0
            .retain(|other| other.check != finding.check || wrong(other));
        self.0.push(finding);
    }

    /// What nobody came to is skipped.
    pub(super) fn complete(&mut self) {
        for check in Check::ALL {
            if !self.has(check) {
                self.0
                    .push(Finding::skipped(check, "mend what failed first"));
            }
        }
        self.0.sort_by_key(|finding| finding.check);
    }

    pub(super) fn has(&self, check: Check) -> bool {
        self.0.iter().any(|finding| finding.check == check)
    }

    /// Whether a check found a fault.
    pub(super) fn failed(&self, check: Check) -> bool {
        let failed = |finding: &&Finding| finding.status == Status::Fail;
        self.0.iter().filter(failed).any(|f| f.check == check)
    }

    pub(super) fn any_failed(&self) -> bool {
        Check::ALL.into_iter().any(|check| self.failed(check))
    }

    pub(super) fn warned(&self, check: Check) -> bool {
        let warned = |finding: &&Finding| finding.status == Status::Warn;
        self.0.iter().filter(warned).any(|f| f.check == check)
    }

    pub(super) fn list(&self) -> &[Finding] {
        &self.0
    }

    /// The worst status.
    pub(super) fn status(&self) -> Status {
        let statuses = self.0.iter().map(|finding| finding.status);
        statuses.max().unwrap_or(Status::Ok)
    }

    pub(super) fn count(&self, status: Status) -> usize {
        let counted = self.0.iter().filter(|finding| finding.status == status);
        counted.count()
    }

    /// The code of the first fault, since the others may come of it.
    pub(crate) fn exit(&self) -> Exit {
        let failed = |finding: &&Finding| finding.status == Status::Fail;
        let first = self.0.iter().find(failed);
        first.map_or(Exit::Done, |finding| finding.exit)
    }
}
