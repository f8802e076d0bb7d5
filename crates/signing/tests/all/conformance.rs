//! The conformance test passes good signers and names what bad ones do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use common::key;
use futures_util::FutureExt as _;
use http::header::{AUTHORIZATION, DATE, HOST};
use http::{HeaderMap, HeaderValue, Method, Uri};
use work_requests_signing::testing::{Failures, check, check_with_keys};
use work_requests_signing::{
    CredentialId, KeyId, PublicKey, RequestSigner, SharedSigner, SignError, Signed, Signer,
    SigningRequest,
};

fn good() -> RequestSigner {
    RequestSigner::new(
        KeyId::new("ST$secret-token").unwrap(),
        key("test-only-2048.pem"),
    )
}

fn keys(_: &KeyId) -> Option<PublicKey> {
    Some(key("test-only-2048.pem").public_key().clone())
}

/// The verdict of both checks; signers here wait for nothing.
fn failures(signer: &impl Signer) -> Failures {
    check_with_keys(signer, keys)
        .now_or_never()
        .unwrap()
        .unwrap_err()
}

/// A good signer, spoilt.
struct Spoilt<F>(F);

impl<F> fmt::Debug for Spoilt<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Spoilt")
    }
}

impl<F> Signer for Spoilt<F>
where
    F: Fn(&RequestSigner, SigningRequest<'_>) -> Result<Signed, SignError> + Send + Sync + 'static,
{
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        (self.0)(&good(), request)
    }
}

fn spoil<F>(spoil: F) -> Spoilt<F>
where
    F: Fn(&RequestSigner, SigningRequest<'_>) -> Result<Signed, SignError> + Send + Sync + 'static,
{
    Spoilt(spoil)
}

#[test]
fn our_own_signers_pass() {
    check(&good()).now_or_never().unwrap().unwrap();
    check_with_keys(&good(), keys)
        .now_or_never()
        .unwrap()
        .unwrap();
    check_with_keys(&SharedSigner::new(good()), keys)
        .now_or_never()
        .unwrap()
        .unwrap();
}

#[test]
fn a_signer_under_an_unknown_key_fails_only_where_keys_are_given() {
    let unknown = |_: &KeyId| None;
    let failures = check_with_keys(&good(), unknown)
        .now_or_never()
        .unwrap()
        .unwrap_err();
    assert!(
        failures
            .iter()
            .any(|f| f.case == "GET" && f.fault.contains("no key is known")),
        "{failures}"
    );
    let other = RequestSigner::new(KeyId::new("k").unwrap(), key("other-2048.pem"));
    check(&other).now_or_never().unwrap().unwrap();
    insta::assert_snapshot!(in_short(&self::failures(&other)));
}

/// The first three failures and how many there are.
fn in_short(failures: &Failures) -> String {
    let lines: Vec<String> = failures.iter().take(3).map(ToString::to_string).collect();
    format!("{} in all\n{}", failures.iter().count(), lines.join("\n"))
}

/// The same request for another target.
fn with_uri<'a>(request: SigningRequest<'a>, uri: &'a Uri) -> SigningRequest<'a> {
    SigningRequest::new(
        request.method,
        uri,
        request.headers,
        request.body,
        request.at,
    )
}

#[test]
fn a_default_port_taken_out_is_noticed() {
    let signer = spoil(|signer, request| {
        let text = request.uri.to_string().replace(":443", "");
        let uri: Uri = text.parse().unwrap();
        signer.sign_now(&with_uri(request, &uri))
    });
    insta::assert_snapshot!(failures(&signer));
}

#[test]
fn a_query_that_is_decoded_is_noticed() {
    let signer = spoil(|signer, request| {
        let text = request.uri.to_string().replace("%41", "A");
        let uri: Uri = text.parse().unwrap();
        signer.sign_now(&with_uri(request, &uri))
    });
    insta::assert_snapshot!(failures(&signer));
}

#[test]
fn a_date_of_the_signers_own_is_noticed() {
    let signer = spoil(|signer, request| {
        let mut headers = request.headers.clone();
        headers.insert(
            DATE,
            HeaderValue::from_static("Thu, 01 Jan 2026 00:00:01 GMT"),
        );
        signer.sign_now(&SigningRequest::new(
            request.method,
            request.uri,
            &headers,
            request.body,
            request.at,
        ))
    });
    insta::assert_snapshot!(in_short(&failures(&signer)));
}

#[test]
fn a_body_that_is_not_signed_is_noticed() {
    let signer = spoil(|signer, request| {
        let signed = signer.sign_now(&SigningRequest::new(
            &Method::GET,
            request.uri,
            request.headers,
            request.body,
            request.at,
        ))?;
        Ok(signed)
    });
    insta::assert_snapshot!(in_short(&failures(&signer)));
}

#[test]
fn signed_headers_that_are_kept_back_are_noticed() {
    let signer = spoil(|signer, request| {
        let mut signed = signer.sign_now(&request)?;
        signed.headers.remove(HOST);
        Ok(signed)
    });
    insta::assert_snapshot!(in_short(&failures(&signer)));
}

#[test]
fn an_authorization_that_logs_would_show_is_noticed() {
    let signer = spoil(|signer, request| {
        let mut signed = signer.sign_now(&request)?;
        signed
            .headers
            .get_mut(AUTHORIZATION)
            .unwrap()
            .set_sensitive(false);
        Ok(signed)
    });
    insta::assert_snapshot!(in_short(&failures(&signer)));
}

#[test]
fn a_signer_that_signs_anything_is_noticed() {
    let signer = spoil(|signer, request| {
        signer
            .sign_now(&request)
            .or_else(|_| Ok(Signed::new(HeaderMap::new(), CredentialId::new(1))))
    });
    insta::assert_snapshot!(failures(&signer));
}

/// Gives up for good after it was refused once, or dropped once.
#[derive(Debug, Default)]
struct Fragile {
    broken: AtomicBool,
    wait_at: Option<usize>,
    asked: AtomicUsize,
}

struct BreakOnDrop<'a>(&'a AtomicBool);

impl Drop for BreakOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Signer for Fragile {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        if self.broken.load(Ordering::SeqCst) {
            return Err(SignError::credential("broken"));
        }
        if self.wait_at == Some(asked) {
            let _broken = BreakOnDrop(&self.broken);
            std::future::pending::<()>().await;
        }
        good().sign_now(&request)
    }

    async fn rejected(&self, _: CredentialId) -> bool {
        self.broken.store(true, Ordering::SeqCst);
        false
    }
}

#[test]
fn a_signer_that_does_not_outlive_a_refusal_is_noticed() {
    insta::assert_snapshot!(failures(&Fragile::default()));
}

#[test]
fn a_signer_that_does_not_outlive_a_dropped_signature_is_noticed() {
    // 14 good requests, 4 bad ones, the same one twice, 32 at once; then the one that is dropped.
    let signer = Fragile {
        wait_at: Some(52),
        ..Fragile::default()
    };
    insta::assert_snapshot!(failures(&signer));
}

#[test]
fn a_signature_that_changes_and_a_token_that_shows_are_noticed() {
    struct Leaky(AtomicUsize);
    impl fmt::Debug for Leaky {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Leaky { token: secret-token }")
        }
    }
    impl Signer for Leaky {
        async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
            let mut signed = good().sign_now(&request)?;
            let count = self.0.fetch_add(1, Ordering::SeqCst);
            signed.headers.insert("x-nonce", HeaderValue::from(count));
            Ok(signed)
        }
    }
    insta::assert_snapshot!(failures(&Leaky(AtomicUsize::new(0))));
}
