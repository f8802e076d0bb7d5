//! The instance and the resource that can sign in: their keys, certificates and tokens.

mod certificates;
mod keys;
mod tokens;

pub(crate) use keys::{Claimed, PrincipalKeys, resource_key_pem};

use certificates::Certificates;
use tokens::Tokens;

/// The OCID of the emulated instance.
pub(crate) const INSTANCE: &str = "ocid1.instance.oc1.iad.emulatordemoinstance";

/// The OCID of the emulated resource.
pub(crate) const RESOURCE: &str = "ocid1.fnfunc.oc1.iad.emulatordemofunction";

/// What the identity services know of them.
#[derive(Debug)]
pub(crate) struct PrincipalState {
    pub(crate) certificates: Certificates,
    pub(crate) tokens: Tokens,
    /// Resources around the resource.
    pub(crate) parents: u32,
}

impl PrincipalState {
    pub(crate) fn new() -> Self {
        Self {
            certificates: Certificates::new(),
            tokens: Tokens::new(),
            parents: 1,
        }
    }
}
