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
///
/// The constants are the operations as most services have them; methods that begin with `with_`
/// say where a service differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    path: &'static str,
    shape: Shape,
    query: &'static [&'static str],
    required: &'static [&'static str],
    headers: &'static [&'static str],
}

/// The parameter that every operation on one work request has.
const ID: &str = "workRequestId";

/// The parameters of most lists of entries.
const ENTRY_QUERY: &[&str] = &["limit", "page", "sortBy", "sortOrder"];

impl Operation {
    /// `GET /workRequests/{workRequestId}`
    pub const GET: Self = Self::new("/workRequests/{workRequestId}", Shape::Document);

    /// `GET /workRequests?compartmentId=…`
    pub const LIST: Self = Self::new("/workRequests", Shape::Items)
        .with_query(&[
            "compartmentId",
            "limit",
            "page",
            "resourceId",
            "sortBy",
            "sortOrder",
            "status",
            "workRequestId",
        ])
        .with_required(&["compartmentId"]);

    /// `GET /workRequests/{workRequestId}/errors`
    pub const ERRORS: Self =
        Self::new("/workRequests/{workRequestId}/errors", Shape::Items).with_query(ENTRY_QUERY);

    /// `GET /workRequests/{workRequestId}/logs`
    pub const LOGS: Self =
        Self::new("/workRequests/{workRequestId}/logs", Shape::Items).with_query(ENTRY_QUERY);

    /// `DELETE /workRequests/{workRequestId}`
    pub const CANCEL: Self = Self::GET.with_headers(&["if-match"]);

    /// An operation that takes no parameters but those in its path, which are in braces.
    pub const fn new(path: &'static str, shape: Shape) -> Self {
        Self {
            path,
            shape,
            query: &[],
            required: &[],
            headers: &[],
        }
    }

    /// The same at another path.
    pub const fn with_path(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// The same with answers of another shape.
    pub const fn with_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// The same with these query parameters.
    pub const fn with_query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    /// The same, unable to do without these of its query parameters.
    pub const fn with_required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    /// The same with these headers beside those of every request.
    pub const fn with_headers(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }

    /// The path below the service's version, with parameters in braces.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// What it answers with.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The names of the query parameters that it takes.
    pub const fn query(&self) -> &'static [&'static str] {
        self.query
    }

    /// Whether it takes this query parameter.
    pub fn takes(&self, name: &str) -> bool {
        self.query.contains(&name)
    }

    /// The names of the query parameters that it cannot do without.
    pub const fn required(&self) -> &'static [&'static str] {
        self.required
    }

    /// The names of headers that it takes beside those of every request.
    pub const fn headers(&self) -> &'static [&'static str] {
        self.headers
    }

    /// The parameters in the path, but for the id of the work request.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        let pieces = self.path.split('{').skip(1);
        let names = pieces.filter_map(|piece| piece.split('}').next());
        names.filter(|name| *name != ID)
    }
}
