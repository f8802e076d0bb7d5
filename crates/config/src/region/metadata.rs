//! Regions that this version does not know, described by the user or by the instance.

use serde_json::Value;

use crate::host_text::{HostFault, check_label, check_name};

/// One region with its realm, in the JSON form that OCI tools share.
///
/// `~/.oci/regions-config.json` holds an array of such objects, `OCI_REGION_METADATA` one, and an
/// instance's metadata service answers `/opc/v2/instance/regionInfo` with one. All four members
/// are required; values are lower-cased.
///
/// ```
/// use work_requests_config::RegionMetadata;
///
/// let metadata = RegionMetadata::from_json(br#"{"realmKey": "OC99", "realmDomainComponent": "example.com",
///     "regionKey": "XYZ", "regionIdentifier": "xx-invented-1"}"#)?;
/// assert_eq!(metadata.region_identifier(), "xx-invented-1");
/// # Ok::<(), work_requests_config::MetadataError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RegionMetadata {
    realm_key: String,
    realm_domain: String,
    region_key: String,
    region_identifier: String,
}

/// Why region metadata cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// The text is not JSON.
    #[error("is not JSON (line {line}, column {column}); correct it or remove it")]
    NotJson {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// The JSON is of another kind than expected.
    #[error(
        "is not {expected}; write {expected} with the members realmKey, realmDomainComponent, regionKey and regionIdentifier"
    )]
    Shape {
        /// What should stand there.
        expected: &'static str,
    },
    /// A member is missing, empty or not a string.
    #[error(
        "has no text in `{member}`; give all of realmKey, realmDomainComponent, regionKey and regionIdentifier"
    )]
    Member {
        /// The member's name.
        member: &'static str,
    },
    /// A member's text must not become part of a host name.
    #[error("has a `{member}` that {fault}")]
    Text {
        /// The member's name.
        member: &'static str,
        /// What is wrong with it.
        fault: HostFault,
    },
}

impl RegionMetadata {
    /// Reads one JSON object.
    ///
    /// # Errors
    /// [`MetadataError`] when it is not an object with the four members, or when one holds text
    /// that cannot stand in a host name.
    pub fn from_json(json: &[u8]) -> Result<Self, MetadataError> {
        Self::from_value(&parse(json)?)
    }

    /// Short code of the region, such as `iad`.
    #[must_use]
    pub fn region_key(&self) -> &str {
        &self.region_key
    }

    /// Id of the region, such as `us-ashburn-1`.
    #[must_use]
    pub fn region_identifier(&self) -> &str {
        &self.region_identifier
    }

    /// Key of the realm, such as `oc1`.
    #[must_use]
    pub fn realm_key(&self) -> &str {
        &self.realm_key
    }

    /// Second-level domain of the realm, such as `oraclecloud.com`.
    #[must_use]
    pub fn realm_domain(&self) -> &str {
        &self.realm_domain
    }

    pub(crate) fn from_value(value: &Value) -> Result<Self, MetadataError> {
        if !value.is_object() {
            return Err(MetadataError::Shape {
                expected: "one JSON object",
            });
        }
        Ok(Self {
            realm_key: member(value, "realmKey", check_label)?,
            realm_domain: member(value, "realmDomainComponent", check_name)?,
            region_key: member(value, "regionKey", check_label)?,
            region_identifier: member(value, "regionIdentifier", check_label)?,
        })
    }
}

pub(crate) fn parse(json: &[u8]) -> Result<Value, MetadataError> {
    serde_json::from_slice(json).map_err(|error| MetadataError::NotJson {
        line: error.line(),
        column: error.column(),
    })
}

fn member(
    object: &Value,
    member: &'static str,
    check: fn(&str) -> Result<(), HostFault>,
) -> Result<String, MetadataError> {
    let text = object
        .get(member)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .ok_or(MetadataError::Member { member })?;
    check(text).map_err(|fault| MetadataError::Text { member, fault })?;
    Ok(text.to_ascii_lowercase())
}
