//! Who named a file.

use std::fmt;

/// Why a certain configuration file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChosenBy {
    /// The caller named it.
    Caller,
    /// This environment variable names it.
    Variable(&'static str),
    /// It is the default, `~/.oci/config`.
    Default,
}

impl fmt::Display for ChosenBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Caller => f.write_str("named by the caller"),
            Self::Variable(name) => write!(f, "named by {name}"),
            Self::Default => {
                f.write_str("the default; OCI_CLI_CONFIG_FILE and OCI_CONFIG_FILE are not set")
            }
        }
    }
}
