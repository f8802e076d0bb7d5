//! What the code generator writes, as modules of a crate that has only what a user's crate needs.
//!
//! `features/` and `services/` hold the documents and samples, `src/` what was generated from
//! them. The tests see that the one is fresh and that the other comes through it unchanged.

pub mod features;
mod registry;
pub mod services;

pub use registry::round_trip;

/// A text of a type that the generator does not know, for extensions that name it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Secret(
    /// The text.
    pub String,
);

/// Reads JSON as a type and writes it again.
fn through<T>(json: &str) -> Result<serde_json::Value, serde_json::Error>
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    serde_json::to_value(serde_json::from_str::<T>(json)?)
}
