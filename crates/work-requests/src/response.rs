//! A successful answer: the data, and everything the service said around it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use work_requests_resilience::retry::Attempt;

use crate::history::History;

/// Header with the token of the next page of a list.
const NEXT_PAGE: &str = "opc-next-page";

/// What an operation returns: the decoded data, and the HTTP response it came from.
///
/// ```
/// # async fn show(client: work_requests::WorkRequestClient) -> Result<(), work_requests::Error> {
/// let response = client.get_work_request("ocid1.coreservicesworkrequest.oc1.phx.example").await?;
/// println!("{} (opc-request-id {})", response.data.status, response.request_id());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded body.
    pub data: T,
    status: StatusCode,
    headers: HeaderMap,
    raw: Bytes,
    request_id: String,
    history: History,
}

impl<T> Response<T> {
    pub(crate) fn new(data: T, answer: Answer) -> Self {
        let Answer {
            status,
            headers,
            raw,
        } = answer;
        Self {
            data,
            status,
            headers,
            raw,
            request_id: String::new(),
            history: History::default(),
        }
    }

    /// Says of which call it is the answer.
    pub(crate) fn of_call(self, request_id: String, history: History) -> Self {
        Self {
            request_id,
            history,
            ..self
        }
    }

    /// The HTTP status: 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as received, after decompression.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// The `opc-request-id` of the answer; the one that was sent if the service returned none.
    pub fn request_id(&self) -> &str {
        header(&self.headers, "opc-request-id").unwrap_or(&self.request_id)
    }

    /// The token that gets the next page, if there is one; an empty header ends a list.
    pub fn next_page(&self) -> Option<&str> {
        next_page(&self.headers)
    }

    /// How many requests the call took.
    pub fn attempts(&self) -> u32 {
        self.history.sent
    }

    /// The attempts, the first one first: how each did, and the wait after it.
    pub fn history(&self) -> &[Attempt] {
        &self.history.attempts
    }

    /// The same response with other data.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        let Self {
            data,
            status,
            headers,
            raw,
            request_id,
            history,
        } = self;
        Response {
            data: make(data),
            status,
            headers,
            raw,
            request_id,
            history,
        }
    }
}

/// A successful response before its body is decoded.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) raw: Bytes,
}

/// The token of the next page in an answer's headers.
pub(crate) fn next_page(headers: &HeaderMap) -> Option<&str> {
    header(headers, NEXT_PAGE)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get(name)?
        .to_str()
        .ok()
        .filter(|value| !value.is_empty())
}
