//! Who may use the control API over HTTP.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::ORIGIN;
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

use crate::errors::ApiError;
use crate::hosts::Hosts;
use crate::peer::Peer;

const TOKEN: &str = "x-emulator-token";

/// What a request must show to be let in.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) hosts: Hosts,
    pub(super) token: Option<SecretString>,
}

/// Lets in callers in memory, on this machine, or with the token. A web page in this machine's
/// browser is none of them: host and origin are checked, so that no page can reach the API through
/// a name of its own that points here, or post to it blindly.
pub(super) async fn check(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    if guard.has_token(&request) {
        return next.run(request).await;
    }
    if !guard.hosts.serve(request.uri(), request.headers()) {
        return ApiError::forbidden("the control API is not served under this host")
            .into_response();
    }
    if request.headers().contains_key(ORIGIN) {
        return ApiError::forbidden("the control API is not for web pages").into_response();
    }
    let peer = request.extensions().get::<Peer>();
    if peer.is_some_and(|peer| !peer.0.ip().to_canonical().is_loopback()) {
        let message =
            format!("the control API is for this machine; others send the token in {TOKEN}");
        return ApiError::forbidden(message).into_response();
    }
    next.run(request).await
}

impl Guard {
    fn has_token(&self, request: &Request) -> bool {
        let Some(token) = &self.token else {
            return false;
        };
        let Some(sent) = request.headers().get(TOKEN) else {
            return false;
        };
        same(token.expose_secret().as_bytes(), sent.as_bytes())
    }
}

/// Compares in a time that tells nothing of where the two differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .fold(0, |differ, (a, b)| differ | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use bytes::Bytes;
    use http::{Request, StatusCode};
    use secrecy::SecretString;
    use tower::ServiceExt as _;

    use crate::emulator::Emulator;
    use crate::hosts::Hosts;
    use crate::peer::Peer;
    use crate::service::EmulatorService;

    async fn asked_by(peer: &str, token: Option<&str>) -> StatusCode {
        let shared = Emulator::demo().shared();
        let secret = SecretString::from("a-token");
        let service = EmulatorService::new(shared, Hosts::Any, Some(secret));
        let peer: SocketAddr = peer.parse().unwrap();
        let mut request = Request::get("http://there/_emulator/received").extension(Peer(peer));
        if let Some(token) = token {
            request = request.header(super::TOKEN, token);
        }
        let request = request.body(Bytes::new()).unwrap();
        service.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn others_than_this_machine_need_the_token() {
        for peer in ["127.0.0.1:9", "[::1]:9", "[::ffff:127.0.0.1]:9"] {
            assert_eq!(asked_by(peer, None).await, 200, "{peer}");
        }
        for peer in ["192.0.2.1:9", "[2001:db8::1]:9"] {
            assert_eq!(asked_by(peer, None).await, 403, "{peer}");
            assert_eq!(asked_by(peer, Some("another")).await, 403, "{peer}");
            assert_eq!(asked_by(peer, Some("a-token")).await, 200, "{peer}");
        }
    }
}
