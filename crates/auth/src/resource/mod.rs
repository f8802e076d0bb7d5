//! The resource that the program runs in: a function, a container, a database.

mod address;
mod exchange;
mod given;
mod key_pair;
mod leaf;
mod nested;
mod tokens;
mod variables;
mod version;

use std::time::SystemTime;

use crate::{AuthError, Credential, CredentialSource, Network};
use leaf::Leaf;
use nested::Nested;
use variables::Variables;
use version::Version;

/// A resource principal, as the platform describes it in the environment.
///
/// `OCI_RESOURCE_PRINCIPAL_VERSION` says how; the other variables begin with
/// `OCI_RESOURCE_PRINCIPAL_` too. Those with `*` are required. An absolute path in `RPST`,
/// `PRIVATE_PEM` or `PRIVATE_PEM_PASSPHRASE` names a file; files are read again when they change.
///
/// | version | variables | how |
/// |---|---|---|
/// | `2.2` | `RPST`*, `PRIVATE_PEM`*, `PRIVATE_PEM_PASSPHRASE` | token and key are given |
/// | `1.1` | `RPT_ENDPOINT`*, `RPST_ENDPOINT`, `RPT_PATH`, `RPT_ID` | the instance asks for the resource |
/// | `2.1`, `2.1.1`, `2.1.2` | `RPT_ENDPOINT`*, `RPST_ENDPOINT`*, `RESOURCE_ID`*, `PRIVATE_PEM`*, `PRIVATE_PEM_PASSPHRASE`, `TENANCY_ID` (* but for 2.1), `RPT_PATH` and `SECURITY_CONTEXT` (2.1.2) | the resource proves itself with its own key |
/// | `3.0` | `VERSION_FOR_LEAF_RESOURCE`* and the leaf's with the same ending, `RPT_URL_FOR_PARENT_RESOURCE`*, `RPST_ENDPOINT_FOR_PARENT_RESOURCE` | a leaf acts for what it is part of, up to ten levels |
///
/// `REGION` names the region to call, in all versions.
#[derive(Debug)]
pub struct ResourcePrincipal {
    region: Option<String>,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Leaf(Leaf),
    Nested(Box<Nested>),
}

impl ResourcePrincipal {
    /// The resource that these variables describe. Files are not read yet.
    ///
    /// # Errors
    ///
    /// [`AuthError::Variable`] for one that is missing or makes no sense.
    pub fn from_env(
        variable: impl Fn(&str) -> Option<String>,
        network: Network,
    ) -> Result<Self, AuthError> {
        let variables = Variables::new(&variable, "");
        let region = variables
            .get("REGION")
            .map(|region| region.trim().to_lowercase());
        let way = match Version::read(&variables, "VERSION")? {
            Version::V3_0 => {
                let nested = Nested::from_variables(&variable, network, region.clone())?;
                Way::Nested(Box::new(nested))
            }
            version => Way::Leaf(Leaf::from_variables(version, &variables, network)?),
        };
        Ok(Self { region, way })
    }

    /// The region that the variables name.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}

impl CredentialSource for ResourcePrincipal {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        match &self.way {
            Way::Leaf(leaf) => leaf.fetch(now).await,
            Way::Nested(nested) => nested.fetch(now).await,
        }
    }

    fn has_changed(&self) -> bool {
        match &self.way {
            Way::Leaf(leaf) => leaf.has_changed(),
            Way::Nested(nested) => nested.has_changed(),
        }
    }
}
