//! What the signer adds, keeps and refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::{Duration, SystemTime};

use common::{at, key};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use work_requests_signing::{
    CredentialId, KeyId, RequestSigner, SharedSigner, SignError, Signed, Signer, SigningRequest,
    signing_string,
};

fn signer() -> RequestSigner {
    RequestSigner::new(KeyId::new("key-id").unwrap(), key("test-only-2048.pem"))
}

fn headers<const N: usize>(list: [(&'static str, &'static str); N]) -> HeaderMap {
    let header = |(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    let mut headers = HeaderMap::new();
    for (name, value) in list.map(header) {
        headers.append(name, value);
    }
    headers
}

fn sign(
    method: Method,
    uri: &'static str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Signed, SignError> {
    let uri = Uri::from_static(uri);
    signer().sign_now(&SigningRequest::new(&method, &uri, headers, body, at()))
}

#[test]
fn a_get_gets_date_host_and_authorization_and_nothing_else() {
    let signed = sign(
        Method::GET,
        "http://h/x",
        &headers([("accept", "a/b")]),
        b"body",
    )
    .unwrap();
    let mut names: Vec<&str> = signed.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["authorization", "date", "host"]);
}

#[test]
fn a_length_and_digest_that_fit_the_body_are_kept() {
    let set = headers([
        ("content-length", "2"),
        (
            "x-content-sha256",
            "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=",
        ),
    ]);
    let signed = sign(Method::POST, "http://h/x", &set, b"{}").unwrap();
    assert_eq!(signed.headers["content-length"], "2");
    assert_eq!(signed.headers["x-content-sha256"], set["x-content-sha256"]);
}

#[test]
fn a_date_that_is_set_is_signed_verbatim() {
    let set = headers([("date", "Thu, 05 Jan 2014 21:31:40 GMT")]);
    let signed = sign(Method::GET, "http://h/x", &set, b"").unwrap();
    assert_eq!(signed.headers["date"], set["date"]);
}

#[test]
fn space_around_a_value_is_not_signed_because_no_receiver_sees_it() {
    let set = headers([("date", " \tsome  day "), ("host", "h ")]);
    let text = signing_string(&Method::GET, &Uri::from_static("/x"), &set).unwrap();
    assert_eq!(text, "date: some  day\n(request-target): get /x\nhost: h");
}

#[test]
fn verbs_without_a_signature_are_refused() {
    for verb in ["OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"] {
        let refused = sign(verb.parse().unwrap(), "http://h/x", &HeaderMap::new(), b"");
        assert!(
            matches!(refused, Err(SignError::UnsupportedMethod { .. })),
            "{verb}"
        );
    }
}

#[test]
fn empty_values_are_refused() {
    for name in [
        "date",
        "host",
        "content-type",
        "content-length",
        "x-content-sha256",
        "opc-obo-token",
    ] {
        for value in ["", "  "] {
            let set = headers([(name, value)]);
            let refused = sign(Method::POST, "http://h/x", &set, b"").unwrap_err();
            assert!(
                matches!(refused, SignError::EmptyHeader { name: n } if n == name),
                "{name}"
            );
        }
    }
}

#[test]
fn repeated_values_are_refused() {
    for name in [
        "date",
        "host",
        "content-type",
        "content-length",
        "x-content-sha256",
        "opc-obo-token",
    ] {
        let set = headers([(name, "0"), (name, "0")]);
        let refused = sign(Method::POST, "http://h/x", &set, b"").unwrap_err();
        assert!(
            matches!(refused, SignError::RepeatedHeader { name: n } if n == name),
            "{name}"
        );
    }
}

#[test]
fn values_that_are_not_ascii_are_refused() {
    let mut set = HeaderMap::new();
    set.insert(
        "content-type",
        HeaderValue::from_bytes(b"text/\xe9").unwrap(),
    );
    let refused = sign(Method::PUT, "http://h/x", &set, b"").unwrap_err();
    assert!(matches!(refused, SignError::UnreadableHeader { name } if name == "content-type"));
}

#[test]
fn a_length_that_contradicts_the_body_is_refused() {
    for stated in ["3", "02", "+2", "x"] {
        let mut set = HeaderMap::new();
        set.insert("content-length", HeaderValue::from_static(stated));
        let refused = sign(Method::POST, "http://h/x", &set, b"{}").unwrap_err();
        assert!(
            matches!(refused, SignError::ContentLengthMismatch { actual: 2, .. }),
            "{stated}"
        );
    }
}

#[test]
fn a_digest_that_is_not_the_bodys_is_never_trusted() {
    let set = headers([(
        "x-content-sha256",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    )]);
    sign(Method::POST, "http://h/x", &set, b"").unwrap();
    let refused = sign(Method::POST, "http://h/x", &set, b"{}").unwrap_err();
    assert!(matches!(refused, SignError::DigestMismatch));
}

#[test]
fn a_request_without_host_is_refused() {
    let refused = sign(Method::GET, "/x", &HeaderMap::new(), b"").unwrap_err();
    assert!(matches!(refused, SignError::MissingHost));
}

#[test]
fn times_that_no_http_date_can_tell_are_refused() {
    let uri = Uri::from_static("http://h/");
    let none = HeaderMap::new();
    let year_10000 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    for at in [year_10000, before_1970] {
        let request = SigningRequest::new(&Method::GET, &uri, &none, b"", at);
        assert!(matches!(
            signer().sign_now(&request),
            Err(SignError::TimeOutOfRange)
        ));
    }
    let last = year_10000 - Duration::from_secs(1);
    let request = SigningRequest::new(&Method::GET, &uri, &none, b"", last);
    assert_eq!(
        signer().sign_now(&request).unwrap().headers["date"],
        "Fri, 31 Dec 9999 23:59:59 GMT"
    );
}

#[test]
fn the_pure_string_adds_nothing() {
    let refused = signing_string(
        &Method::GET,
        &Uri::from_static("http://h/"),
        &HeaderMap::new(),
    );
    assert!(matches!(refused, Err(SignError::MissingHeader { name }) if name == "date"));
    let set = headers([
        ("date", "d"),
        ("content-length", "0"),
        ("content-type", "t"),
    ]);
    let refused = signing_string(&Method::POST, &Uri::from_static("http://h/"), &set);
    assert!(
        matches!(refused, Err(SignError::MissingHeader { name }) if name == "x-content-sha256")
    );
}

#[test]
fn signed_headers_replace_all_of_the_same_name() {
    let mut target = headers([
        ("date", "a"),
        ("date", "b"),
        ("accept", "c"),
        ("accept", "d"),
    ]);
    Signed::new(
        headers([("date", "new"), ("host", "h")]),
        CredentialId::new(1),
    )
    .apply(&mut target);
    assert_eq!(target.get_all("date").iter().collect::<Vec<_>>(), ["new"]);
    assert_eq!(target.get_all("accept").iter().count(), 2);
    assert_eq!(target["host"], "h");
}

#[test]
fn credentials_are_equal_when_key_id_and_key_are() {
    let other_id = RequestSigner::new(KeyId::new("other").unwrap(), key("test-only-2048.pem"));
    let other_key = RequestSigner::new(KeyId::new("key-id").unwrap(), key("other-2048.pem"));
    assert_eq!(signer().credential(), signer().credential());
    assert_ne!(signer().credential(), other_id.credential());
    assert_ne!(signer().credential(), other_key.credential());
}

/// A signer written outside: refreshes when refused.
#[derive(Debug)]
struct Refreshing;

impl Signer for Refreshing {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        match request.body {
            b"" => Ok(Signed::new(HeaderMap::new(), CredentialId::new(7))),
            _ => Err(SignError::credential("the vault is sealed")),
        }
    }

    async fn rejected(&self, credential: CredentialId) -> bool {
        credential == CredentialId::new(7)
    }
}

#[test]
fn a_shared_signer_does_what_the_signer_inside_does() {
    let shared = SharedSigner::new(SharedSigner::new(Refreshing));
    let uri = Uri::from_static("http://h/");
    let none = HeaderMap::new();
    let sign = |body| {
        let request = SigningRequest::new(&Method::GET, &uri, &none, body, at());
        shared.sign(request).now_or_never().unwrap()
    };
    assert_eq!(sign(b"").unwrap().credential, CredentialId::new(7));
    let error = sign(b"x").unwrap_err();
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the vault is sealed");
    assert_eq!(
        shared.rejected(CredentialId::new(7)).now_or_never(),
        Some(true)
    );
    assert_eq!(
        shared.rejected(CredentialId::new(8)).now_or_never(),
        Some(false)
    );
    assert_eq!(format!("{shared:?}"), "Refreshing");
}

#[test]
fn a_fixed_key_does_not_get_better() {
    let signer = signer();
    let shared = SharedSigner::from(signer.clone());
    assert_eq!(
        shared.rejected(signer.credential()).now_or_never(),
        Some(false)
    );
}

#[cfg(not(feature = "encrypted-keys"))]
#[test]
fn without_the_feature_an_encrypted_key_says_what_is_missing() {
    use work_requests_signing::{KeyError, PrivateKey, SecretString};
    let passphrase = SecretString::from("correct horse");
    for name in ["legacy-aes256.pem", "pbes2-sha256-aes-256.pem"] {
        let pem = common::pem(name);
        let refused = PrivateKey::from_pem(&pem, Some(&passphrase)).unwrap_err();
        assert_eq!(refused, KeyError::EncryptedKeysOff, "{name}");
        let refused = PrivateKey::from_pem(&pem, None).unwrap_err();
        assert_eq!(refused, KeyError::PassphraseNeeded, "{name}");
    }
}

/// As the SDK for TypeScript signs, which cannot set `date` in browsers.
#[test]
fn an_x_date_does_for_the_date_and_is_judged_as_one() {
    use base64::Engine as _;
    use work_requests_signing::verify::{Verifier, VerifyError};

    let key = key("test-only-2048.pem");
    let verifier = Verifier::new(|_: &KeyId| Some(key.public_key().clone()));
    let uri = Uri::from_static("/x");
    let verify = |date: &'static str, names: &str| {
        let text = format!("x-date: {date}\n(request-target): get /x\nhost: h");
        let signature = key.sign(text.as_bytes()).unwrap();
        let signature = base64::engine::general_purpose::STANDARD.encode(signature);
        let value = format!(
            r#"Signature version="1",keyId="k",algorithm="rsa-sha256",headers="{names}",signature="{signature}""#
        );
        let mut received = headers([("x-date", date), ("host", "h")]);
        received.insert("authorization", value.parse().unwrap());
        verifier.verify(&SigningRequest::new(
            &Method::GET,
            &uri,
            &received,
            b"",
            at(),
        ))
    };
    let names = "x-date (request-target) host";
    verify("Thu, 01 Jan 2026 00:00:00 GMT", names).unwrap();
    let late = verify("Thu, 01 Jan 2026 00:05:01 GMT", names);
    assert!(matches!(late, Err(VerifyError::Skew { .. })), "{late:?}");
    let undated = verify("Thu, 01 Jan 2026 00:00:00 GMT", "(request-target) host");
    assert!(
        matches!(undated, Err(VerifyError::NotSigned { name: "date" })),
        "{undated:?}"
    );
}

#[test]
fn a_call_for_federation_signs_its_body_and_no_host() {
    use work_requests_signing::UnsignedRequest;
    use work_requests_signing::verify::{Verifier, VerifyError};

    let key = key("test-only-2048.pem");
    let id = KeyId::certificate("ocid1.tenancy.oc1..t", b"certificate").unwrap();
    assert!(
        id.as_str()
            .starts_with("ocid1.tenancy.oc1..t/fed-x509-sha256/")
    );
    assert_eq!(
        id.as_str().rsplit('/').next().unwrap().split(':').count(),
        32
    );
    let uri = Uri::from_static("https://auth.us-ashburn-1.oraclecloud.com/v1/x509");
    let none = HeaderMap::new();
    let request = SigningRequest::new(&Method::POST, &uri, &none, b"{}", at());
    let unsigned = UnsignedRequest::prepare_for_federation(&request).unwrap();
    let names = [
        "date",
        "(request-target)",
        "content-length",
        "content-type",
        "x-content-sha256",
    ];
    assert_eq!(unsigned.signed_names(), names);
    assert!(
        unsigned
            .signing_string()
            .contains("(request-target): post /v1/x509")
    );
    let signature = key.sign(unsigned.signing_string().as_bytes()).unwrap();
    let signed = unsigned.into_signed(&id, &signature, CredentialId::new(1));
    assert!(!signed.headers.contains_key("host"));

    let keys = |_: &KeyId| Some(key.public_key().clone());
    let mut received = signed.headers.clone();
    received.insert(
        "host",
        HeaderValue::from_static("auth.us-ashburn-1.oraclecloud.com"),
    );
    let target = Uri::from_static("/v1/x509");
    let received = SigningRequest::new(&Method::POST, &target, &received, b"{}", at());
    Verifier::new(keys)
        .for_federation()
        .verify(&received)
        .unwrap();
    let elsewhere = Verifier::new(keys).verify(&received);
    assert!(
        matches!(elsewhere, Err(VerifyError::NotSigned { name: "host" })),
        "{elsewhere:?}"
    );
    let get = SigningRequest::new(&Method::GET, &uri, &none, b"", at());
    let refused = UnsignedRequest::prepare_for_federation(&get);
    assert!(matches!(refused, Err(SignError::UnsupportedMethod { .. })));
}

#[test]
fn a_token_makes_a_key_id_that_is_not_shown() {
    let id = KeyId::token("header.claims.signature").unwrap();
    assert_eq!(id.as_str(), "ST$header.claims.signature");
    assert!(!format!("{id} {id:?}").contains("claims"));
    for damaged in ["", "a\n", "a b", "a\"b"] {
        assert!(KeyId::token(damaged).is_err(), "{damaged:?}");
    }
}
