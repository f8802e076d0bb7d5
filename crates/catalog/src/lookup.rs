//! Which services there are.

use crate::{Service, generated};

impl Service {
    /// All services, by name.
    pub fn all() -> impl ExactSizeIterator<Item = &'static Self> {
        generated::SERVICES.iter().copied()
    }

    /// The service of this name, such as `container_engine`.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::all().find(|service| service.name() == name)
    }

    /// The types in OCIDs of its work requests, as far as they are known.
    pub fn ocid_types(&self) -> impl Iterator<Item = &'static str> + use<> {
        let name = self.name();
        let own = generated::OCID_TYPES
            .iter()
            .filter(move |(_, of)| *of == name);
        own.map(|(kind, _)| *kind)
    }
}
