//! One operation of a service.

/// What an operation answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// One document, or nothing.
    Document,
    /// An array of documents.
    Array,
    /// An object whose member `items` is an array of documents.
    Items,
}

/// An operation of a service: where it is and what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    pub(crate) path: &'static str,
    pub(crate) shape: Shape,
    pub(crate) query: &'static [&'static str],
    pub(crate) required: &'static [&'static str],
    pub(crate) headers: &'static [&'static str],
}

/// The parameter that every operation on one work request has.
const ID: &str = "workRequestId";

impl Operation {
    /// The path below the service's version, with parameters in braces.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// What it answers with.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The names of the query parameters that it takes.
    pub fn query(&self) -> &'static [&'static str] {
        self.query
    }

    /// Whether it takes this query parameter.
    pub fn takes(&self, name: &str) -> bool {
        self.query.contains(&name)
    }

    /// The names of the query parameters that it cannot do without.
    pub fn required(&self) -> &'static [&'static str] {
        self.required
    }

    /// The names of headers that it takes beside those of every request.
    pub fn headers(&self) -> &'static [&'static str] {
        self.headers
    }

    /// The parameters in the path, but for the id of the work request.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        let pieces = self.path.split('{').skip(1);
        let names = pieces.filter_map(|piece| piece.split('}').next());
        names.filter(|name| *name != ID)
    }
}
