//! What a script may not say.

use std::time::Duration;

use super::{Step, WorkRequestScript};

/// The longest span a script or the control API may name: ten years.
pub(crate) const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Far out of range, for tests of clients, yet safe to reckon with.
const LARGEST_PERCENT: f64 = 1e9;

/// The most bytes an identifier may have, as in the service.
const ID_BYTES: usize = 255;

/// Why a work request cannot be created from a script.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// The operation type is blank.
    #[error(
        "the script has a blank operationType; name what the work does, such as LaunchInstance"
    )]
    BlankOperationType,
    /// An identifier that no URL could ask for.
    #[error(
        "the {member} `{id}` is blank, over 255 bytes, a dot segment, or has a `/`, blank or control character; use an ocid"
    )]
    Identifier {
        /// What it identifies: `id`, `compartmentId` or `compartment`.
        member: &'static str,
        /// The identifier, with control characters escaped.
        id: String,
    },
    /// A work request of this identifier exists.
    #[error("there is a work request `{id}` already; leave the id out and one is made up")]
    DuplicateId {
        /// The identifier.
        id: String,
    },
    /// A service that is not spoken.
    #[error("there is no service `{name}`; leave it out, or take a name of docs/services.md")]
    Service {
        /// The name, with control characters escaped.
        name: String,
    },
    /// A time beyond ten years.
    #[error("the script names a time beyond ten years; times are seconds after acceptance")]
    TooLong,
    /// A percentage that is not a number, or beyond a thousand million either way.
    #[error("the script's step at {at:?} has a percentage that is not a number of usual size")]
    Percent {
        /// When the step happens, after acceptance.
        at: Duration,
    },
    /// A status or resource word is blank.
    #[error("the script's step at {at:?} has a blank status; use a word such as IN_PROGRESS")]
    BlankStatus {
        /// When the step happens, after acceptance.
        at: Duration,
    },
}

impl WorkRequestScript {
    /// Checks the script as creating a work request from it does, but for a taken identifier and
    /// the name of a service.
    ///
    /// # Errors
    ///
    /// The first fault found.
    pub fn validate(&self) -> Result<(), ScriptError> {
        if self.operation_type.trim().is_empty() {
            return Err(ScriptError::BlankOperationType);
        }
        check_identifier("id", self.id.as_deref())?;
        check_identifier("compartmentId", self.compartment_id.as_deref())?;
        if self.age > LONGEST {
            return Err(ScriptError::TooLong);
        }
        self.steps.iter().try_for_each(check_step)
    }
}

/// Checks that the service that a script names is one of these.
pub(crate) fn check_service(
    script: &WorkRequestScript,
    known: impl FnOnce(&str) -> bool,
) -> Result<(), ScriptError> {
    match script.service.as_deref() {
        Some(name) if !known(name) => Err(ScriptError::Service {
            name: name
                .chars()
                .take(ID_BYTES)
                .collect::<String>()
                .escape_debug()
                .to_string(),
        }),
        _ => Ok(()),
    }
}

pub(crate) fn check_identifier(member: &'static str, id: Option<&str>) -> Result<(), ScriptError> {
    let Some(id) = id else { return Ok(()) };
    let unusable = |c: char| c == '/' || c.is_whitespace() || c.is_control();
    if id.is_empty() || id.len() > ID_BYTES || id == "." || id == ".." || id.contains(unusable) {
        let id = id.chars().take(ID_BYTES).collect::<String>();
        return Err(ScriptError::Identifier {
            member,
            id: id.escape_debug().to_string(),
        });
    }
    Ok(())
}

fn check_step(step: &Step) -> Result<(), ScriptError> {
    let at = step.at;
    if at > LONGEST {
        return Err(ScriptError::TooLong);
    }
    let usual = |percent: &f64| percent.abs() <= LARGEST_PERCENT;
    if !step.percent.as_ref().is_none_or(usual) {
        return Err(ScriptError::Percent { at });
    }
    match &step.status {
        Some(status) if status.as_str().trim().is_empty() => Err(ScriptError::BlankStatus { at }),
        _ => Ok(()),
    }
}
