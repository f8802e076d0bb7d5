//! Addresses in variables: what becomes part of a URL, and must not be more of it.

use http::Uri;

use super::variables::Variables;
use crate::AuthError;

/// A URL without user name, query and fragment, if the variable is set.
pub(super) fn endpoint(variables: &Variables<'_>, name: &str) -> Result<Option<String>, AuthError> {
    let Some(text) = variables.get(name) else {
        return Ok(None);
    };
    let text = text.trim();
    match is_url(text) && !text.contains(['?', '#']) {
        true => Ok(Some(text.trim_end_matches('/').to_owned())),
        false => Err(AuthError::variable(
            variables.name(name),
            "is no endpoint; it should be a url like https://host, without user name, query and fragment",
        )),
    }
}

/// The same where it must be set.
pub(super) fn required_endpoint(
    variables: &Variables<'_>,
    name: &str,
) -> Result<String, AuthError> {
    variables.require(name)?;
    Ok(endpoint(variables, name)?.unwrap_or_default())
}

/// A URL that must be set. Its query is dropped: the Go SDK does that, and the service counts on it.
pub(super) fn required_url(variables: &Variables<'_>, name: &str) -> Result<String, AuthError> {
    let url = without_query(&variables.require(name)?);
    match is_url(&url) {
        true => Ok(url),
        false => Err(AuthError::variable(
            variables.name(name),
            "is no url like https://host/path, without user name",
        )),
    }
}

/// A path that follows an endpoint; without its slash it could name another host.
pub(super) fn path(variables: &Variables<'_>, name: &str) -> Result<Option<String>, AuthError> {
    let Some(path) = variables.get(name) else {
        return Ok(None);
    };
    let path = path.trim();
    let visible = path.bytes().all(|byte| byte.is_ascii_graphic());
    match path.starts_with('/') && visible && !path.contains(['?', '#']) {
        true => Ok(Some(path.to_owned())),
        false => Err(AuthError::variable(
            variables.name(name),
            "is no path; it should begin with a slash, and have no query and no fragment",
        )),
    }
}

pub(super) fn without_query(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    url[..end].trim().to_owned()
}

fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    let plain = |authority: &http::uri::Authority| {
        !authority.host().is_empty() && !authority.as_str().contains('@')
    };
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some_and(plain)
}
