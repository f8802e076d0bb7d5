//! A resource that needs no other: all versions but the nested one.

use std::time::SystemTime;

use super::exchange::Exchange;
use super::given::Given;
use super::variables::Variables;
use super::version::Version;
use crate::{AuthError, Credential, Network};

#[derive(Debug)]
pub(super) enum Leaf {
    Given(Given),
    Exchange(Box<Exchange>),
}

impl Leaf {
    /// The leaf of a nested resource; it has a version of its own.
    pub(super) fn of_nested(
        variables: &Variables<'_>,
        network: Network,
    ) -> Result<Self, AuthError> {
        let name = "VERSION";
        match Version::read(variables, name)? {
            Version::V3_0 => Err(AuthError::variable(
                variables.name(name),
                "names 3.0, but a leaf is not nested itself",
            )),
            version => Self::from_variables(version, variables, network),
        }
    }

    pub(super) fn from_variables(
        version: Version,
        variables: &Variables<'_>,
        network: Network,
    ) -> Result<Self, AuthError> {
        match version {
            Version::V2_2 => Given::from_variables(variables).map(Self::Given),
            _ => Exchange::from_variables(version, variables, network)
                .map(Box::new)
                .map(Self::Exchange),
        }
    }

    pub(super) async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        match self {
            Self::Given(given) => given.read(now),
            Self::Exchange(exchange) => exchange.fetch(now).await,
        }
    }

    pub(super) fn has_changed(&self) -> bool {
        match self {
            Self::Given(given) => given.has_changed(),
            Self::Exchange(_) => false,
        }
    }
}
