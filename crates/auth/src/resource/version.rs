//! The versions of resource principals.

use std::fmt;

use super::variables::Variables;
use crate::AuthError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V1_1,
    V2_1,
    V2_1_1,
    V2_1_2,
    V2_2,
    V3_0,
}

impl Version {
    const ALL: [Self; 6] = [
        Self::V1_1,
        Self::V2_1,
        Self::V2_1_1,
        Self::V2_1_2,
        Self::V2_2,
        Self::V3_0,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::V1_1 => "1.1",
            Self::V2_1 => "2.1",
            Self::V2_1_1 => "2.1.1",
            Self::V2_1_2 => "2.1.2",
            Self::V2_2 => "2.2",
            Self::V3_0 => "3.0",
        }
    }

    /// The version that a variable names.
    pub(super) fn read(variables: &Variables<'_>, name: &str) -> Result<Self, AuthError> {
        let text = variables.require(name)?;
        let found = Self::ALL
            .into_iter()
            .find(|version| version.as_str() == text.trim());
        found.ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            let reason = format!("names no version of resource principals; there are {known}");
            AuthError::variable(variables.name(name), reason)
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
