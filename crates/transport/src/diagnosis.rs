//! Turns what hyper, rustls and the system report into one line a person can act on.

use std::error::Error;
use std::io;

use http::Uri;
use rustls::{AlertDescription, CertificateError, InvalidMessage};

use crate::error::{BoxError, Delivery, ErrorKind, Stage, TransportError};
use crate::resolver::ResolveError;
use crate::tls::TlsSetupError;

/// Host and port as given, for messages.
pub(crate) fn place(uri: &Uri) -> &str {
    uri.authority().map_or("", |authority| authority.as_str())
}

/// The TLS configuration could not be made.
pub(crate) fn tls_setup(target: &Uri, cause: TlsSetupError) -> TransportError {
    let message = format!("no TLS with `{}`: {cause}", place(target));
    let fault = TransportError::new(ErrorKind::Tls, Delivery::NotSent, message);
    match cause {
        TlsSetupError::RootsFile { cause, .. } => fault.with_source(cause),
        TlsSetupError::Rustls(cause) => fault.with_source(cause),
        _ => fault,
    }
}

/// The proxy itself was not reached.
pub(crate) fn proxy_unreachable(proxy: &Uri, cause: BoxError) -> TransportError {
    let place = place(proxy);
    if let Some(tls) = find::<rustls::Error>(&*cause) {
        return tls_fault(place, tls, Delivery::NotSent).at(Stage::Proxy);
    }
    let message = format!(
        "no connection to the proxy `{place}`: check its address (`proxy`, HTTPS_PROXY, HTTP_PROXY \
         or ALL_PROXY), or exempt the host (`no_proxy`, NO_PROXY)"
    );
    TransportError::new(ErrorKind::Connection, Delivery::NotSent, message)
        .at(Stage::Proxy)
        .with_source(cause)
}

/// The proxy was reached, but made no connection to the target.
pub(crate) fn handshake(proxy: &Uri, target: &Uri, cause: BoxError) -> TransportError {
    if find::<ResolveError>(&*cause).is_some() {
        return connect(target, cause);
    }
    proxy_refused(proxy, target).with_source(cause)
}

/// The proxy would not let us through.
pub(crate) fn proxy_refused(proxy: &Uri, target: &Uri) -> TransportError {
    let message = format!(
        "the proxy `{}` did not let us through to `{}`: check the user and password in the \
         proxy's URL, and that it allows this host",
        place(proxy),
        place(target)
    );
    TransportError::new(ErrorKind::Proxy, Delivery::NotSent, message)
}

/// No connection came to be.
pub(crate) fn connect(target: &Uri, cause: BoxError) -> TransportError {
    let place = place(target);
    if let Some(tls) = find::<rustls::Error>(&*cause) {
        return tls_fault(place, tls, Delivery::NotSent);
    }
    let unresolved = find::<ResolveError>(&*cause).is_some();
    let message = if unresolved {
        format!("the name of `{place}` cannot be resolved: check the endpoint or region, and DNS")
    } else if refused(&*cause) {
        format!("`{place}` refused the connection: check the endpoint, and that its service is up")
    } else {
        format!("no connection to `{place}`: check the endpoint, the network and any proxy")
    };
    let stage = if unresolved {
        Stage::Resolve
    } else {
        Stage::Connect
    };
    TransportError::new(ErrorKind::Connection, Delivery::NotSent, message)
        .at(stage)
        .with_source(cause)
}

fn refused(cause: &(dyn Error + 'static)) -> bool {
    find::<io::Error>(cause).is_some_and(|io| io.kind() == io::ErrorKind::ConnectionRefused)
}

/// The client gave up on a request.
pub(crate) fn request(target: &Uri, cause: hyper_util::client::legacy::Error) -> TransportError {
    if let Some(fault) = find::<TransportError>(&cause) {
        return fault.clone();
    }
    let delivery = if never_written(&cause) {
        Delivery::NotSent
    } else {
        Delivery::Unknown
    };
    exchange(place(target), cause.into(), delivery)
}

/// hyper hands a request back as cancelled only when none of it had been taken up for writing.
fn never_written(cause: &hyper_util::client::legacy::Error) -> bool {
    cause.is_connect() || find::<hyper::Error>(cause).is_some_and(hyper::Error::is_canceled)
}

/// The connection failed while the body was being read. The caller adds the head.
pub(crate) fn body(place: &str, cause: hyper::Error) -> TransportError {
    exchange(place, cause.into(), Delivery::Answered)
}

fn exchange(place: &str, cause: BoxError, delivery: Delivery) -> TransportError {
    if let Some(tls) = find::<rustls::Error>(&*cause) {
        return tls_fault(place, tls, delivery);
    }
    let hyper = find::<hyper::Error>(&*cause);
    let (kind, message) = if hyper.is_some_and(hyper::Error::is_parse_too_large) {
        (
            ErrorKind::Limit,
            format!(
                "the response head from `{place}` is over the limit: raise `max_head_bytes` or `max_headers`"
            ),
        )
    } else if hyper.is_some_and(hyper::Error::is_parse) {
        (
            ErrorKind::Protocol,
            format!(
                "`{place}` answered with something that is not HTTP/1.1: check the endpoint's scheme and port"
            ),
        )
    } else if hyper.is_some_and(hyper::Error::is_user) {
        (
            ErrorKind::InvalidRequest,
            format!("the request to `{place}` is not one that HTTP/1.1 can carry"),
        )
    } else if delivery == Delivery::Answered {
        (
            ErrorKind::Connection,
            format!("the connection to `{place}` broke inside the response body: ask again"),
        )
    } else {
        (
            ErrorKind::Connection,
            format!(
                "the connection to `{place}` broke before an answer came: ask again if repeating is safe"
            ),
        )
    };
    TransportError::new(kind, delivery, message).with_source(cause)
}

fn tls_fault(place: &str, cause: &rustls::Error, delivery: Delivery) -> TransportError {
    TransportError::new(ErrorKind::Tls, delivery, tls_message(place, cause))
        .with_source(cause.clone())
}

fn tls_message(place: &str, cause: &rustls::Error) -> String {
    use AlertDescription as Alert;
    match cause {
        rustls::Error::InvalidCertificate(fault) => certificate_message(place, fault),
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            format!("`{place}` does not speak TLS: check the port, or whether the endpoint is http")
        }
        rustls::Error::AlertReceived(
            Alert::CertificateRequired
            | Alert::BadCertificate
            | Alert::UnknownCA
            | Alert::AccessDenied
            | Alert::CertificateUnknown
            | Alert::CertificateExpired
            | Alert::CertificateRevoked,
        ) => format!(
            "`{place}` refused our client certificate, or wants one: check the client certificate"
        ),
        rustls::Error::AlertReceived(_) | rustls::Error::PeerIncompatible(_) => {
            format!("`{place}` and we have no TLS settings in common: it must offer TLS 1.2 or 1.3")
        }
        _ => format!("TLS with `{place}` failed: check the endpoint, and any proxy between"),
    }
}

fn certificate_message(place: &str, fault: &CertificateError) -> String {
    use CertificateError as Fault;
    match fault {
        Fault::UnknownIssuer => format!(
            "the certificate of `{place}` comes from an authority that is not trusted: give that \
             authority's certificate with `root_certificates_pem` or `root_certificates_file`"
        ),
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            format!("the certificate of `{place}` is for another name: check the endpoint's host")
        }
        Fault::Expired | Fault::ExpiredContext { .. } => {
            format!(
                "the certificate of `{place}` has expired: check this machine's clock, then ask the service's owner"
            )
        }
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
            format!("the certificate of `{place}` is not valid yet: check this machine's clock")
        }
        _ => format!(
            "the certificate of `{place}` was not accepted: if it is a private one, give its \
             authority's certificate with `root_certificates_pem`"
        ),
    }
}

/// The first `T` in a chain of causes. Looks inside `io::Error`s, whose `source` skips the very
/// error they wrap.
pub(crate) fn find<'e, T: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
