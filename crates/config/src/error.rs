//! Why a configuration cannot be read.

use std::io;
use std::path::PathBuf;

use crate::InvalidConfig;
use crate::chosen_by::ChosenBy;

/// A configuration that could not be loaded, or whose key could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// There is no such file.
    #[error("there is no configuration file {} ({chosen_by}); create it with `oci setup config`, or name another file", .path.display())]
    NotFound {
        /// The path tried.
        path: PathBuf,
        /// Why this path.
        chosen_by: ChosenBy,
    },
    /// The file is there and cannot be read.
    #[error("cannot read the configuration file {} ({chosen_by}); it must be a readable text file below 1 MiB", .path.display())]
    Unreadable {
        /// The path tried.
        path: PathBuf,
        /// Why this path.
        chosen_by: ChosenBy,
        /// What the system said.
        source: io::Error,
    },
    /// Neither a file nor a home folder to look in.
    #[error(
        "there is no home folder to look for ~/.oci/config in; set HOME, or name the file in OCI_CLI_CONFIG_FILE"
    )]
    NoHome,
    /// The file has no such profile.
    #[error("the configuration file {} has no profile [{}]; {}", .path.display(), .profile.escape_debug(), profiles_hint(.profile, .existing))]
    ProfileNotFound {
        /// The file.
        path: PathBuf,
        /// The profile asked for.
        profile: String,
        /// The profiles there are.
        existing: Vec<String>,
    },
    /// The file's text breaks its rules, or holds what only code may give.
    #[error(transparent)]
    Invalid(#[from] InvalidConfig),
    /// Neither `key_file` nor `key_content`.
    #[error("the configuration names no private key; set key_file to the path of its PEM file")]
    NoKey,
    /// The private key's file, or a token's, cannot be read.
    #[error("cannot read {key} {}; correct the path or its permissions", .path.display())]
    KeyFile {
        /// The configuration key that names the file.
        key: &'static str,
        /// The path tried, `~` expanded.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn profiles_hint(profile: &str, existing: &[String]) -> String {
    if let Some(other) = existing
        .iter()
        .find(|name| name.eq_ignore_ascii_case(profile))
    {
        return format!("case matters: there is [{}]", other.escape_debug());
    }
    if existing.is_empty() {
        return "it has none yet: add a line with the name in brackets".to_owned();
    }
    let names: Vec<String> = existing
        .iter()
        .map(|name| format!("[{}]", name.escape_debug()))
        .collect();
    format!("use one of {}", names.join(", "))
}
