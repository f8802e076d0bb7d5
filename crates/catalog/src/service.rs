//! One service.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::Operation;

/// A service that has work requests. There is one of each, so that they are compared by name.
///
/// One of your own is a constant, for a service that is not in the catalogue yet:
///
/// ```
/// use work_requests_catalog::{Operation, Service, Shape};
///
/// static TEA: Service = Service::new("tea", "https://tea.{region}.oci.{secondLevelDomain}", "20260101")
///     .with_logs(Operation::LOGS.with_shape(Shape::Array))
///     .with_cancel(Operation::CANCEL)
///     .with_words(&[("SUCCEEDED", "BREWED")]);
/// # assert!(TEA.cancel().is_some());
/// ```
#[derive(Clone, Copy)]
pub struct Service {
    name: &'static str,
    endpoint_template: &'static str,
    realm_templates: &'static [(&'static str, &'static str)],
    version: &'static str,
    request_id_header: &'static str,
    get: Operation,
    list: Operation,
    errors: Option<Operation>,
    logs: Option<Operation>,
    cancel: Option<Operation>,
    members: &'static [(&'static str, &'static str)],
    absent: &'static [&'static str],
    embedded: &'static [(&'static str, &'static str)],
    words: &'static [(&'static str, &'static str)],
}

impl Service {
    /// A service as most are: it reads and lists work requests, their errors and their log, and
    /// cancels none.
    pub const fn new(
        name: &'static str,
        endpoint_template: &'static str,
        version: &'static str,
    ) -> Self {
        Self {
            name,
            endpoint_template,
            realm_templates: &[],
            version,
            request_id_header: "opc-request-id",
            get: Operation::GET,
            list: Operation::LIST,
            errors: Some(Operation::ERRORS),
            logs: Some(Operation::LOGS),
            cancel: None,
            members: &[],
            absent: &[],
            embedded: &[],
            words: &[],
        }
    }

    /// Hosts of single realms: key, such as `oc1`, and template.
    pub const fn with_realm_templates(
        self,
        realm_templates: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            realm_templates,
            ..self
        }
    }

    /// Another name for the header `opc-request-id`.
    pub const fn with_request_id_header(self, request_id_header: &'static str) -> Self {
        Self {
            request_id_header,
            ..self
        }
    }

    /// Reads work requests in this way.
    pub const fn with_get(self, get: Operation) -> Self {
        Self { get, ..self }
    }

    /// Lists work requests in this way.
    pub const fn with_list(self, list: Operation) -> Self {
        Self { list, ..self }
    }

    /// Lists errors in this way.
    pub const fn with_errors(self, errors: Operation) -> Self {
        Self {
            errors: Some(errors),
            ..self
        }
    }

    /// Has no list of errors.
    pub const fn without_errors(self) -> Self {
        Self {
            errors: None,
            ..self
        }
    }

    /// Lists logs in this way.
    pub const fn with_logs(self, logs: Operation) -> Self {
        Self {
            logs: Some(logs),
            ..self
        }
    }

    /// Has no list of log lines.
    pub const fn without_logs(self) -> Self {
        Self { logs: None, ..self }
    }

    /// Cancels work requests in this way.
    pub const fn with_cancel(self, cancel: Operation) -> Self {
        Self {
            cancel: Some(cancel),
            ..self
        }
    }

    /// Its names for members: the shared service's, then its own. See [`member`](Self::member).
    pub const fn with_members(self, members: &'static [(&'static str, &'static str)]) -> Self {
        Self { members, ..self }
    }

    /// Members of the shared service's documents that it does not have.
    pub const fn with_absent(self, absent: &'static [&'static str]) -> Self {
        Self { absent, ..self }
    }

    /// Members of its documents that hold `errors` or `logs`: which, then the member.
    pub const fn with_embedded(self, embedded: &'static [(&'static str, &'static str)]) -> Self {
        Self { embedded, ..self }
    }

    /// Its words for a status: the usual one, then its own.
    pub const fn with_words(self, words: &'static [(&'static str, &'static str)]) -> Self {
        Self { words, ..self }
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

    /// Its hosts in single realms, for those who ask for them: key of the realm and template.
    pub fn realm_templates(&self) -> &'static [(&'static str, &'static str)] {
        self.realm_templates
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

    /// The names of all parameters in paths and queries, but for the id of the work request; each
    /// once.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        let operations = [
            Some(self.get),
            Some(self.list),
            self.errors,
            self.logs,
            self.cancel,
        ];
        let names = operations.into_iter().flatten().flat_map(|operation| {
            let query = operation.query().iter().copied();
            operation.path_parameters().chain(query)
        });
        let mut all: Vec<&'static str> = Vec::new();
        for name in names {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.into_iter()
    }

    /// The names of the parameters that some operation cannot do without, beside the id and the
    /// compartment.
    pub fn required_parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        let operations = [Some(self.get), Some(self.list), self.errors, self.logs];
        let needed = move |name: &&'static str| {
            let needs = |operation: &Operation| {
                operation.required().contains(name)
                    || operation.path_parameters().any(|known| known == *name)
            };
            *name != "compartmentId" && operations.iter().flatten().any(needs)
        };
        self.parameters().filter(needed)
    }

    /// The service's name for a member of the shared service's documents, such as `lifecycleState`
    /// for `status`. `code` and `timestamp` are those of errors and log lines, `listId` the `id` in
    /// lists.
    pub fn member<'a>(&self, name: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let own = self.members.iter().find(|(usual, _)| *usual == name);
        own.map_or(name, |(_, own)| own)
    }

    /// All of those names: the shared service's, then its own.
    pub fn members(&self) -> &'static [(&'static str, &'static str)] {
        self.members
    }

    /// Members of the shared service's documents that this service does not have.
    pub fn absent(&self) -> &'static [&'static str] {
        self.absent
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
