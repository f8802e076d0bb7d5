//! The rules, applied to what a signer answers.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use futures_util::future::join_all;
use http::header::AUTHORIZATION;

use super::failure::{Failures, Findings};
use super::samples::{self, Sample};
use crate::headers::REQUEST_TARGET;
use crate::verify::{Authorization, KeySource, Verifier, VerifyError};
use crate::{KeyId, Signed, Signer};

/// How many requests are signed at once.
const AT_ONCE: usize = 32;

pub(super) async fn run<K: KeySource>(
    signer: &impl Signer,
    keys: Option<K>,
) -> Result<(), Failures> {
    let mut findings = Findings::default();
    let good = samples::good();
    for sample in &good {
        if let Some(signed) = sign(signer, sample, &mut findings).await {
            examine(sample, signed, keys.as_ref(), &mut findings);
        }
    }
    for sample in samples::bad() {
        if signer.sign(sample.request()).await.is_ok() {
            findings.add(sample.case, "signed, and must be refused");
        }
    }
    if let [first, ..] = good.as_slice() {
        repeat(signer, first, &mut findings).await;
        all_at_once(signer, first, keys.as_ref(), &mut findings).await;
        drop_half_made(signer, first, &mut findings).await;
        reject(signer, first, keys.as_ref(), &mut findings).await;
        check_debug(signer, first, &mut findings).await;
    }
    findings.ended()
}

async fn sign(signer: &impl Signer, sample: &Sample, findings: &mut Findings) -> Option<Signed> {
    match signer.sign(sample.request()).await {
        Ok(signed) => Some(signed),
        Err(error) => {
            findings.add(sample.case, format!("not signed: {error}"));
            None
        }
    }
}

/// Reads one answer as the service would, and then as the sender.
fn examine<K: KeySource>(
    sample: &Sample,
    signed: Signed,
    keys: Option<&K>,
    findings: &mut Findings,
) {
    if let Err(error) = verify(sample, &signed, keys) {
        findings.add(sample.case, error);
    }
    check_kept(sample, &signed, findings);
    check_present(sample, &signed, findings);
}

fn verify<K: KeySource>(
    sample: &Sample,
    signed: &Signed,
    keys: Option<&K>,
) -> Result<(), VerifyError> {
    let mut headers = sample.request().headers.clone();
    signed.clone().apply(&mut headers);
    let received = sample.with_headers(&headers);
    let key = |id: &KeyId| keys.and_then(|keys| keys.public_key(id));
    let verifier = Verifier::new(key)
        .max_skew(Duration::ZERO)
        .hosts([sample.host]);
    match (verifier.verify(&received), keys) {
        (Err(VerifyError::UnknownKey { .. }), None) => verifier.verify_body(&received),
        (Err(error), _) => Err(error),
        (Ok(_), _) => Ok(()),
    }
}

/// What is already in the request stays as it is.
fn check_kept(sample: &Sample, signed: &Signed, findings: &mut Findings) {
    let request = sample.request();
    for name in signed.headers.keys() {
        let answered = signed.headers.get_all(name).iter();
        let before = request.headers.get_all(name);
        if request.headers.contains_key(name) && !answered.eq(before.iter()) {
            findings.add(sample.case, format!("changes the header {name}"));
        }
    }
}

/// What is signed is in the answer, so that it is sent as it was signed.
fn check_present(sample: &Sample, signed: &Signed, findings: &mut Findings) {
    let Some(value) = signed.headers.get(AUTHORIZATION) else {
        return;
    };
    if !value.is_sensitive() {
        findings.add(
            sample.case,
            "the authorization value is not marked sensitive",
        );
    }
    let names = Authorization::parse(value).map(|claim| claim.headers);
    for name in names.unwrap_or_default() {
        if name != REQUEST_TARGET && !signed.headers.contains_key(&name) {
            findings.add(sample.case, format!("signs {name} and does not answer it"));
        }
    }
}

/// RSASSA-PKCS1-v1_5 is deterministic.
async fn repeat(signer: &impl Signer, sample: &Sample, findings: &mut Findings) {
    let case = "the same request twice";
    let (Ok(first), Ok(second)) = (
        signer.sign(sample.request()).await,
        signer.sign(sample.request()).await,
    ) else {
        return findings.add(case, "not signed");
    };
    if first.credential == second.credential && first.headers != second.headers {
        findings.add(case, "two signatures under one credential");
    }
}

async fn all_at_once<K: KeySource>(
    signer: &impl Signer,
    sample: &Sample,
    keys: Option<&K>,
    findings: &mut Findings,
) {
    let calls = (0..AT_ONCE).map(|_| signer.sign(sample.request()));
    for answer in join_all(calls).await {
        match answer.map(|signed| verify(sample, &signed, keys)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => findings.add("many requests at once", error),
            Err(error) => findings.add("many requests at once", error),
        }
    }
}

async fn drop_half_made(signer: &impl Signer, sample: &Sample, findings: &mut Findings) {
    {
        let half_made = pin!(signer.sign(sample.request()));
        // Whether it ends at the first poll is the signer's affair.
        let _ = half_made.poll(&mut Context::from_waker(Waker::noop()));
    }
    if let Err(error) = signer.sign(sample.request()).await {
        findings.add("after a signature was dropped half made", error);
    }
}

async fn reject<K: KeySource>(
    signer: &impl Signer,
    sample: &Sample,
    keys: Option<&K>,
    findings: &mut Findings,
) {
    let case = "after the service refused the credential";
    let Ok(refused) = signer.sign(sample.request()).await else {
        return;
    };
    signer.rejected(refused.credential).await;
    match signer.sign(sample.request()).await {
        Ok(signed) => {
            if let Err(error) = verify(sample, &signed, keys) {
                findings.add(case, error);
            }
        }
        Err(error) => findings.add(case, error),
    }
}

/// A token in the key id is a secret; whoever has it and the key is the principal.
async fn check_debug(signer: &impl Signer, sample: &Sample, findings: &mut Findings) {
    let Ok(signed) = signer.sign(sample.request()).await else {
        return;
    };
    let claim = signed.headers.get(AUTHORIZATION).map(Authorization::parse);
    let Some(Ok(claim)) = claim else { return };
    let token = claim.key_id.as_str().strip_prefix("ST$");
    let shown = format!("{signer:?}");
    if token.is_some_and(|token| shown.contains(token)) || shown.contains("PRIVATE KEY") {
        findings.add("Debug of the signer", "shows a token or a key");
    }
}
