//! What is refused before any socket is opened, and the `host` header that every request carries.

use http::header::{HOST, HeaderValue};
use http::uri::{Authority, Scheme};
use http::{Request, Uri};
use rustls::pki_types::ServerName;

use crate::error::{Delivery, ErrorKind, TransportError};
use crate::hosts::{has_usable_port, is_this_machine};

/// Whether `http://` may leave this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plaintext {
    LoopbackOnly,
    Anywhere,
}

/// Refuses a request that must not or cannot be sent.
pub(crate) fn admit(uri: &Uri, plaintext: Plaintext) -> Result<(), TransportError> {
    let authority = uri
        .authority()
        .filter(|authority| !authority.host().is_empty())
        .ok_or_else(|| {
            invalid("the request's URI names no host: give an absolute one".to_owned())
        })?;
    if authority.as_str().contains('@') {
        return Err(invalid(
            "the request's URI carries a user name or password: remove it, requests are signed"
                .to_owned(),
        ));
    }
    if !has_usable_port(authority) {
        return Err(invalid(format!(
            "the port in `{authority}` is not one: give 1 to 65535"
        )));
    }
    match uri.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => admit_tls(authority),
        Some(scheme) if *scheme == Scheme::HTTP => admit_plaintext(authority, plaintext),
        scheme => Err(invalid(format!(
            "scheme `{}` is not supported: use https",
            scheme.map_or("", Scheme::as_str)
        ))),
    }
}

/// A certificate is for a name or an address; for anything else no lookup is worth it.
fn admit_tls(authority: &Authority) -> Result<(), TransportError> {
    let host = authority.host();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(bare).map(drop).map_err(|cause| {
        invalid(format!(
            "`{authority}` is not a host name that a certificate can be for: check the endpoint"
        ))
        .with_source(cause)
    })
}

fn admit_plaintext(authority: &Authority, plaintext: Plaintext) -> Result<(), TransportError> {
    if plaintext == Plaintext::Anywhere || is_this_machine(authority.host()) {
        return Ok(());
    }
    Err(TransportError::new(
        ErrorKind::PlaintextRefused,
        Delivery::NotSent,
        format!(
            "plain http to `{authority}` was refused, it would show the request to the network: \
             use https, or set `allow_plaintext`"
        ),
    ))
}

fn invalid(message: String) -> TransportError {
    TransportError::new(ErrorKind::InvalidRequest, Delivery::NotSent, message)
}

/// Sets `host` to the URI's authority unless the caller did. The client beneath would leave out a
/// port that is the scheme's own, and a signature over `host` with an explicit `:443` would break.
pub(crate) fn name_host<B>(request: &mut Request<B>) {
    let Some(authority) = request.uri().authority() else {
        return;
    };
    if let Ok(value) = HeaderValue::from_str(authority.as_str()) {
        request.headers_mut().entry(HOST).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(uri: &'static str) -> Option<ErrorKind> {
        let refusal = admit(&Uri::from_static(uri), Plaintext::LoopbackOnly).err()?;
        assert_eq!(refusal.delivery(), Delivery::NotSent);
        Some(refusal.kind())
    }

    #[test]
    fn plaintext_stays_on_this_machine() {
        for uri in [
            "http://127.0.0.1:8080/x",
            "http://127.9.8.7/",
            "http://[::1]:80/",
            "http://LocalHost:1/",
            "https://iaas.us-ashburn-1.oraclecloud.com/",
            "https://under_score.example/",
            "https://[fd00::1]:8443/",
        ] {
            assert_eq!(kind(uri), None, "{uri}");
        }
        for uri in [
            "http://iaas.us-ashburn-1.oraclecloud.com/",
            "http://localhost.example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.1/",
            "http://169.254.169.254/",
            "http://0.0.0.0/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::2]/",
        ] {
            assert_eq!(kind(uri), Some(ErrorKind::PlaintextRefused), "{uri}");
        }
        let far = Uri::from_static("http://example.com/");
        assert!(admit(&far, Plaintext::Anywhere).is_ok());
    }

    #[test]
    fn unusable_uris_are_refused_with_the_reason() {
        for uri in [
            "/20160918/workRequests",
            "ftp://example.com/",
            "https://me:pw@example.com/",
            "https://example.com:99999/",
            "https://example.com:0/",
            "https://[::1]:/",
            "https://a..example/",
        ] {
            assert_eq!(kind(uri), Some(ErrorKind::InvalidRequest), "{uri}");
        }
        let refusal = admit(
            &Uri::from_static("https://me:pw@a.example/"),
            Plaintext::Anywhere,
        );
        assert!(!format!("{:?}", refusal.unwrap_err()).contains("pw"));
    }

    #[test]
    fn host_keeps_an_explicit_port_and_what_the_caller_set() {
        let mut request = Request::get("https://a.example:443/").body(()).unwrap();
        name_host(&mut request);
        assert_eq!(request.headers()[HOST], "a.example:443");

        let mut request = Request::get("https://a.example/")
            .header(HOST, "b")
            .body(())
            .unwrap();
        name_host(&mut request);
        assert_eq!(request.headers()[HOST], "b");
    }
}
