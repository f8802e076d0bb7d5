//! The id of a work request, as other calls hand it out.

use std::fmt;

use http::HeaderMap;

use crate::call::identifier::check_identifier;
use crate::error::Error;

/// Response header in which a service names the work request that a call started.
const HEADER: &str = "opc-work-request-id";

/// An identifier that can name exactly one work request.
///
/// ```
/// use work_requests::WorkRequestId;
///
/// let mut headers = http::HeaderMap::new();
/// assert!(WorkRequestId::from_headers(&headers)?.is_none());
///
/// headers.insert("opc-work-request-id", "ocid1.coreservicesworkrequest.oc1.phx.a".parse()?);
/// let id = WorkRequestId::from_headers(&headers)?.unwrap();
/// assert_eq!(id.as_str(), "ocid1.coreservicesworkrequest.oc1.phx.a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkRequestId(String);

impl WorkRequestId {
    /// Checks that `id` is a single, visible path segment of at most 255 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) if it is blank, `.` or `..`, contains `/` or a
    /// control character, or is too long.
    pub fn new(id: impl Into<String>) -> Result<Self, Error> {
        let id = id.into();
        check_identifier("workRequestId", &id)?;
        Ok(Self(id))
    }

    /// Reads `opc-work-request-id` from the response headers of the call that started the work.
    ///
    /// `None` if the header is absent: that call was done at once.
    ///
    /// # Errors
    /// As [`WorkRequestId::new`]; also if the header is not visible ASCII.
    pub fn from_headers(headers: &HeaderMap) -> Result<Option<Self>, Error> {
        let Some(value) = headers.get(HEADER) else {
            return Ok(None);
        };
        let text = value
            .to_str()
            .map_err(|e| Error::usage("opc-work-request-id is not visible ASCII").with_source(e))?;
        Self::new(text).map(Some)
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WorkRequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for WorkRequestId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<WorkRequestId> for String {
    fn from(id: WorkRequestId) -> Self {
        id.0
    }
}
