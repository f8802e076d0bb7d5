//! Page tokens: opaque to clients, and good for the one list that gave them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use crate::errors::ApiError;

/// What a token belongs to: the list with its filters and order.
pub(super) struct Scope(String);

impl Scope {
    pub(super) fn new(list: &str, parts: &[&str]) -> Self {
        Self(format!("{list}\n{}", parts.join("\n")))
    }

    /// The token for the page behind `after`.
    pub(super) fn token(&self, after: usize) -> String {
        BASE64.encode(format!("{after}\n{}", self.0))
    }

    /// Where the page of this token begins; `None` without a token.
    pub(super) fn after(&self, token: Option<&str>) -> Result<Option<usize>, ApiError> {
        let Some(token) = token else { return Ok(None) };
        self.read(token).map(Some).ok_or_else(not_ours)
    }

    fn read(&self, token: &str) -> Option<usize> {
        let text = String::from_utf8(BASE64.decode(token).ok()?).ok()?;
        let (after, scope) = text.split_once('\n')?;
        after.parse().ok().filter(|_| scope == self.0)
    }
}

pub(super) fn not_ours() -> ApiError {
    ApiError::invalid_parameter(
        "page is not a token of this list with these filters and this order; start without it",
    )
}
