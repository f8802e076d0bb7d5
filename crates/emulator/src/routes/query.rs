//! The parameters of a list.

use std::collections::BTreeMap;

use axum::extract::Query;
use http::Uri;
use work_requests_models::SortOrder;

use super::page::MAX_LIMIT;
use crate::errors::ApiError;
use crate::shared::Settings;

/// Query parameters, decoded. Unknown ones are passed over, as the service does; one that is given
/// twice is refused.
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    pub(super) fn of(uri: &Uri) -> Result<Self, ApiError> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|error| ApiError::invalid_parameter(error.body_text()))?;
        let mut parameters = BTreeMap::new();
        for (name, value) in pairs {
            let again = format!("the query parameter {name} is given twice");
            if parameters.insert(name, value).is_some() {
                return Err(ApiError::invalid_parameter(again));
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter; an empty one counts as absent.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, ApiError> {
        let value = self.optional(name).filter(|value| !value.trim().is_empty());
        value.ok_or_else(|| ApiError::missing_parameter(name))
    }

    /// How many items a page has; a service may give fewer than asked for.
    pub(super) fn page_size(&self, settings: &Settings) -> Result<usize, ApiError> {
        let asked = self.limit(settings.default_limit)?;
        Ok(asked.min(settings.largest_page))
    }

    fn limit(&self, default: usize) -> Result<usize, ApiError> {
        let Some(text) = self.optional("limit") else {
            return Ok(default);
        };
        let limit = text
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit));
        limit.ok_or_else(|| {
            let text = text.escape_debug();
            let message = format!("limit is a whole number from 1 to {MAX_LIMIT}, not `{text}`");
            ApiError::invalid_parameter(message)
        })
    }

    /// Oldest first unless asked otherwise.
    pub(super) fn sort_order(&self) -> Result<SortOrder, ApiError> {
        match self.optional("sortOrder").map(SortOrder::from) {
            None => Ok(SortOrder::Asc),
            Some(SortOrder::Unknown(word)) => {
                let word = word.escape_debug();
                let message = format!("sortOrder is ASC or DESC, not `{word}`");
                Err(ApiError::invalid_parameter(message))
            }
            Some(order) => Ok(order),
        }
    }
}
