//! Hosts, paths and queries, held against what a service is known to have.

use axum::extract::Query;
use http::header::HOST;
use http::{Request, Uri};
use percent_encoding::percent_decode_str;

/// The parameter that names the work request.
const ID: &str = "{workRequestId}";

/// The host that a request names, without its port.
pub(super) fn host<B>(request: &Request<B>) -> Option<&str> {
    let header = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    let host = header.or(authority)?;
    Some(host.rsplit_once(':').map_or(host, |(host, _)| host))
}

/// Whether a host is what a template gives for some region: it begins with what stands before the
/// first gap, and what stands between the gaps follows in order.
pub(super) fn is_at(host: &str, template: &str) -> bool {
    let template = template.trim_start_matches("https://");
    let mut pieces = template.split('{');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = host.strip_prefix(first).filter(|_| !first.is_empty()) else {
        return false;
    };
    let literals = pieces.filter_map(|piece| piece.split_once('}'));
    for (_, literal) in literals {
        let Some(at) = rest.find(literal) else {
            return false;
        };
        rest = &rest[at + literal.len()..];
    }
    true
}

/// The path below a service's version.
pub(super) fn below_version<'a>(path: &'a str, version: &str) -> Option<&'a str> {
    if version.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix('/')?.strip_prefix(version)?;
    rest.starts_with('/').then_some(rest)
}

/// Whether a path is of this template; if so, the work request that it names, if any.
pub(super) fn matches(path: &str, template: &str) -> Option<Option<String>> {
    let (mut segments, mut id) = (path.split('/'), None);
    for wanted in template.split('/') {
        let segment = segments.next()?;
        if wanted == ID {
            id = Some(decoded(segment)?);
        } else if wanted.starts_with('{') {
            decoded(segment)?;
        } else if wanted != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(id)
}

/// A segment that is not empty, decoded.
fn decoded(segment: &str) -> Option<String> {
    let text = percent_decode_str(segment).decode_utf8().ok()?;
    (!text.is_empty()).then(|| text.into_owned())
}

/// The first value of a query parameter.
pub(super) fn query(uri: &Uri, name: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let found = pairs.into_iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_by_their_templates() {
        let at = |host, template| is_at(host, template);
        let cluster = "https://containerengine.{region}.oci.{secondLevelDomain}";
        assert!(at(
            "containerengine.us-ashburn-1.oci.oraclecloud.com",
            cluster
        ));
        assert!(!at("containerengine.us-ashburn-1.oraclecloud.com", cluster));
        assert!(!at("127.0.0.1", cluster));
        assert!(at(
            "iaas.uk-london-1.oraclecloud.com",
            "https://iaas.{region}.{secondLevelDomain}"
        ));
    }

    #[test]
    fn paths_are_told_by_their_templates() {
        let id = |path, template| matches(path, template);
        let nested = "/namespaces/{namespaceName}/workRequests/{workRequestId}";
        assert_eq!(
            id("/namespaces/n/workRequests/a%2Db", nested),
            Some(Some("a-b".to_owned()))
        );
        assert_eq!(id("/namespaces//workRequests/a", nested), None);
        assert_eq!(id("/workRequests", "/workRequests"), Some(None));
        assert_eq!(id("/workRequests/", "/workRequests/{workRequestId}"), None);
        assert_eq!(
            below_version("/20160918/workRequests", "20160918"),
            Some("/workRequests")
        );
        assert_eq!(below_version("/20160918", "20160918"), None);
    }
}
