//! Signatures against the verifier.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use work_requests_signing::verify::Verifier;
use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SigningRequest};

const KEY: &str = include_str!("../../../crates/signing/tests/keys/test-only-2048.pem");

static SIGNER: LazyLock<Option<(RequestSigner, PrivateKey)>> = LazyLock::new(|| {
    let key = PrivateKey::from_pem(KEY.as_bytes(), None).ok()?;
    let id = KeyId::new("ocid1.tenancy/ocid1.user/fuzz").ok()?;
    Some((RequestSigner::new(id, key.clone()), key))
});

/// What is signed verifies; with another body, target or header it does not. The first line of the
/// bytes is the target, the next ones are headers, the rest is the body.
pub(super) fn round_trip(data: &[u8]) {
    let Some((signer, key)) = SIGNER.as_ref() else {
        return;
    };
    let mut parts = data.splitn(4, |byte| *byte == b'\n');
    let mut next = || parts.next().unwrap_or_default();
    let (verb, target, header, body) = (next(), next(), next(), next());
    let method = match verb.first() {
        Some(b'p') => Method::POST,
        Some(b'u') => Method::PUT,
        Some(b'd') => Method::DELETE,
        Some(b'h') => Method::HEAD,
        _ => Method::GET,
    };
    let Some(uri) = uri(target) else { return };
    let mut headers = HeaderMap::new();
    let mut halves = header.splitn(2, |byte| *byte == b':');
    let (name, value) = (
        halves.next().unwrap_or_default(),
        halves.next().unwrap_or_default(),
    );
    if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
        headers.insert(name, value);
    }
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    let Ok(signed) = signer.sign_now(&SigningRequest::new(&method, &uri, &headers, body, at))
    else {
        return;
    };
    signed.apply(&mut headers);
    let verifier = Verifier::new(|_: &KeyId| Some(key.public_key().clone()));
    let verify = |method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]| {
        verifier
            .verify(&SigningRequest::new(method, uri, headers, body, at))
            .is_ok()
    };
    // A date of the caller's own may be too old, which is right to be refused.
    let dated = header.to_ascii_lowercase().starts_with(b"date") || header.starts_with(b"x-date");
    if !dated {
        assert!(
            verify(&method, &uri, &headers, body),
            "what is signed does not verify"
        );
    }
    let other = format!("https://host.example{}x", uri.path());
    if let Ok(other) = other.parse() {
        assert!(
            !verify(&method, &other, &headers, body),
            "another target verifies"
        );
    }
    if matches!(method, Method::POST | Method::PUT) {
        let longer = [body, b"x"].concat();
        assert!(
            !verify(&method, &uri, &headers, &longer),
            "another body verifies"
        );
    }
}

fn uri(target: &[u8]) -> Option<Uri> {
    let target = str::from_utf8(target).ok()?;
    let uri: Uri = format!("https://host.example/{target}").parse().ok()?;
    Some(uri).filter(|uri| uri.host() == Some("host.example"))
}
