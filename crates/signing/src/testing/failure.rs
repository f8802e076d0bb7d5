//! What a signer does wrong.

use std::fmt;

/// One rule that the signer breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The request, or the situation, in which it does.
    pub case: &'static str,
    /// What is wrong. Holds no header value.
    pub fault: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.case, self.fault)
    }
}

/// Everything that the signer does wrong, at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures(Vec<Failure>);

impl Failures {
    /// One by one, in the order of the checks.
    pub fn iter(&self) -> impl Iterator<Item = &Failure> {
        self.0.iter()
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the signer breaks rules ({}):", self.0.len())?;
        self.0
            .iter()
            .try_for_each(|failure| write!(f, "\n- {failure}"))
    }
}

impl std::error::Error for Failures {}

/// Gathers failures while the checks run.
#[derive(Default)]
pub(super) struct Findings(Vec<Failure>);

impl Findings {
    /// The same fault of the same case is told once.
    pub(super) fn add(&mut self, case: &'static str, fault: impl fmt::Display) {
        let failure = Failure {
            case,
            fault: fault.to_string(),
        };
        if !self.0.contains(&failure) {
            self.0.push(failure);
        }
    }

    pub(super) fn ended(self) -> Result<(), Failures> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Failures(self.0)),
        }
    }
}
