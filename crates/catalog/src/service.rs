//! One service.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::{Operation, generated};

/// A service that has work requests. There is one of each, so that they are compared by name.
pub struct Service {
    pub(crate) name: &'static str,
    pub(crate) endpoint_template: &'static str,
    pub(crate) version: &'static str,
    pub(crate) request_id_header: &'static str,
    pub(crate) get: Operation,
    pub(crate) list: Operation,
    pub(crate) errors: Option<Operation>,
    pub(crate) logs: Option<Operation>,
    pub(crate) cancel: Option<Operation>,
    pub(crate) members: &'static [(&'static str, &'static str)],
    pub(crate) without: &'static [&'static str],
    pub(crate) embedded: &'static [(&'static str, &'static str)],
    pub(crate) words: &'static [(&'static str, &'static str)],
}

impl Service {
    /// All services, by name.
    pub fn all() -> impl ExactSizeIterator<Item = &'static Self> {
        generated::SERVICES.iter().copied()
    }

    /// The service of this name, such as `container_engine`.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::all().find(|service| service.name == name)
    }

    /// The name: that of its module in the official SDKs, with an ending where one has several
    /// kinds of work requests.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its host, with gaps for region and domain, in the syntax of `work-requests-config`.
    pub fn endpoint_template(&self) -> &'static str {
        self.endpoint_template
    }

    /// What all paths begin with: the version of the API. Empty where there is none.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The header that carries the id of a request, which the caller chooses.
    pub fn request_id_header(&self) -> &'static str {
        self.request_id_header
    }

    /// Reads one work request.
    pub fn get(&self) -> &Operation {
        &self.get
    }

    /// Lists work requests.
    pub fn list(&self) -> &Operation {
        &self.list
    }

    /// Lists the errors of a work request.
    pub fn errors(&self) -> Option<&Operation> {
        self.errors.as_ref()
    }

    /// Lists the log of a work request.
    pub fn logs(&self) -> Option<&Operation> {
        self.logs.as_ref()
    }

    /// Cancels a work request.
    pub fn cancel(&self) -> Option<&Operation> {
        self.cancel.as_ref()
    }

    /// The service's name for a member of the shared service's documents, such as `lifecycleState`
    /// for `status`. `timestamp` is that of errors and log lines, `listId` the `id` in lists.
    pub fn member<'a>(&self, name: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let own = self.members.iter().find(|(usual, _)| *usual == name);
        own.map_or(name, |(_, own)| own)
    }

    /// Members of the shared service's documents that this service does not have.
    pub fn without(&self) -> &'static [&'static str] {
        self.without
    }

    /// The member of a document that holds its `errors` or `logs`, where no operation lists them.
    pub fn embedded(&self, what: &str) -> Option<&'static str> {
        let found = self.embedded.iter().find(|(kind, _)| *kind == what);
        found.map(|(_, member)| *member)
    }

    /// The service's words for a status, where they are not the usual ones: ours, then its own.
    pub fn words(&self) -> &'static [(&'static str, &'static str)] {
        self.words
    }
}

impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Service {}

impl Hash for Service {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.name)
    }
}
