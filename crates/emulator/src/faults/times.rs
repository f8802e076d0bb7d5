//! How often a fault strikes.

use std::num::NonZeroU32;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// How often a sequence is gone through; as JSON a number, or the word `forever`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    Count(NonZeroU32),
    Forever,
}

impl Default for Times {
    fn default() -> Self {
        Self::Count(NonZeroU32::MIN)
    }
}

impl Serialize for Times {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(times) => times.serialize(to),
            Self::Forever => to.serialize_str("forever"),
        }
    }
}

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        if value == "forever" {
            return Ok(Self::Forever);
        }
        let number = value.as_u64().and_then(|times| u32::try_from(times).ok());
        let count = number.and_then(NonZeroU32::new).map(Self::Count);
        count.ok_or_else(|| D::Error::custom("a whole number from 1, or \"forever\""))
    }
}
