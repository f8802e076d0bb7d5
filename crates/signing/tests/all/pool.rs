//! Signing on all cores: who signs, and that nobody waits for a helper that never comes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::convert::Infallible;
use std::future::Future;
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Context;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::task::noop_waker_ref;
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use tower::{ServiceBuilder, ServiceExt as _};
use work_requests_signing::{
    Help, KeyId, PrivateKey, RequestSigner, SignError, SignLayer, SigningPool, SigningRequest,
};

type Answer = Pin<Box<dyn Future<Output = HeaderValue>>>;

fn at() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn signer() -> RequestSigner {
    let pem = include_bytes!("../keys/test-only-2048.pem");
    RequestSigner::new(
        KeyId::new("id").unwrap(),
        PrivateKey::from_pem(pem, None).unwrap(),
    )
}

/// A pool of so many threads that counts the helpers it asks for.
fn pool(
    threads: usize,
    spawn: impl Fn(Help) + Send + Sync + 'static,
) -> (SigningPool, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let pool = SigningPool::new(move |help| {
        count.fetch_add(1, Ordering::SeqCst);
        spawn(help);
    });
    (pool.threads(NonZeroUsize::new(threads).unwrap()), asked)
}

fn on_a_thread(help: Help) {
    std::thread::spawn(help);
}

fn uri(number: usize) -> String {
    format!("http://localhost/{number}")
}

/// A call whose answer is the signature it was sent with.
fn call(layer: &SignLayer, number: usize) -> Answer {
    #[derive(Debug)]
    struct Failed;
    impl From<SignError> for Failed {
        fn from(_: SignError) -> Self {
            Self
        }
    }
    impl From<Infallible> for Failed {
        fn from(never: Infallible) -> Self {
            match never {}
        }
    }
    let service =
        ServiceBuilder::new()
            .layer(layer.clone())
            .service_fn(async |request: Request<Bytes>| {
                let signature = request.headers()["authorization"].clone();
                yield_once().await;
                Ok::<_, Failed>(Response::new(signature))
            });
    let request = Request::get(uri(number)).body(Bytes::new()).unwrap();
    Box::pin(async move { service.oneshot(request).await.unwrap().into_body() })
}

/// The way of an answer: it is not there at once.
async fn yield_once() {
    let mut yielded = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

/// Polls all in turn, as one thread does, until each has its answer.
fn drive(mut calls: Vec<(usize, Answer)>) {
    let signer = signer();
    let mut cx = Context::from_waker(noop_waker_ref());
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    while !calls.is_empty() {
        assert!(
            std::time::Instant::now() < deadline,
            "{} calls hang",
            calls.len()
        );
        calls.retain_mut(|(number, call)| match call.as_mut().poll(&mut cx) {
            std::task::Poll::Ready(made) => {
                assert_eq!(made, expected(&signer, *number));
                false
            }
            std::task::Poll::Pending => true,
        });
        std::thread::yield_now();
    }
}

fn expected(signer: &RequestSigner, number: usize) -> HeaderValue {
    let uri = uri(number).parse().unwrap();
    let headers = HeaderMap::new();
    let request = SigningRequest::new(&Method::GET, &uri, &headers, b"", at());
    let signed = signer.sign_now(&request).unwrap();
    signed.headers["authorization"].clone()
}

fn calls(layer: &SignLayer, count: usize) -> Vec<(usize, Answer)> {
    (0..count)
        .map(|number| (number, call(layer, number)))
        .collect()
}

fn layer(pool: SigningPool) -> SignLayer {
    SignLayer::new(signer().into(), at).pool(pool)
}

#[test]
fn overlapping_calls_are_helped_and_get_the_same_signatures() {
    let (pool, asked) = pool(2, on_a_thread);
    drive(calls(&layer(pool), 32));
    assert!(asked.load(Ordering::SeqCst) > 0);
}

#[test]
fn a_call_that_is_alone_is_signed_at_once_where_it_is() {
    let (pool, asked) = pool(4, on_a_thread);
    let layer = layer(pool);
    let mut cx = Context::from_waker(noop_waker_ref());
    for number in 0..3 {
        let mut call = call(&layer, number);
        assert!(call.as_mut().poll(&mut cx).is_pending(), "sent");
        assert!(call.as_mut().poll(&mut cx).is_ready(), "answered");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn with_one_core_nothing_leaves_its_thread() {
    let (pool, asked) = pool(1, on_a_thread);
    drive(calls(&layer(pool), 8));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn helpers_that_never_come_are_not_waited_for() {
    let (lost, asked) = pool(4, drop);
    drive(calls(&layer(lost), 16));
    assert!(asked.load(Ordering::SeqCst) > 0);
    // Nor those that come late.
    let late = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = late.clone();
    let (slow, _) = pool(4, move |help| kept.lock().unwrap().push(help));
    drive(calls(&layer(slow), 16));
    for help in late.lock().unwrap().drain(..) {
        help();
    }
}

#[test]
fn calls_that_are_given_up_leave_the_line() {
    let (pool, _) = pool(2, on_a_thread);
    let layer = layer(pool);
    let mut cx = Context::from_waker(noop_waker_ref());
    for round in 1..=4 {
        // Others each time: what was signed once needs no line.
        let mut given_up: Vec<_> = calls(&layer, 8 * round).split_off(8 * (round - 1));
        // The first is sent, the others are in line; of those the second half is polled once more,
        // to be signed or left to a helper.
        for (_, call) in &mut given_up {
            assert!(call.as_mut().poll(&mut cx).is_pending());
        }
        for (_, call) in &mut given_up[4..] {
            assert!(call.as_mut().poll(&mut cx).is_pending());
        }
        drop(given_up);
        drive(calls(&layer, 8 * round));
    }
}
