//! By which hosts the service answers.

use http::{HeaderMap, Uri};

/// The hosts that requests may be signed for, as `host` headers have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Hosts {
    #[default]
    Any,
    These(Vec<String>),
}

impl Hosts {
    /// Whether the host that a request names is one of these.
    pub(crate) fn serve(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let Self::These(hosts) = self else {
            return true;
        };
        let header = headers
            .get(http::header::HOST)
            .and_then(|host| host.to_str().ok());
        let host = header.or(uri.authority().map(|authority| authority.as_str()));
        host.is_some_and(|host| hosts.iter().any(|served| served.eq_ignore_ascii_case(host)))
    }
}
