//! `Collect` over services in memory, in paused time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::convert::Infallible;
use std::io::Write;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream::{self, StreamExt};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{Request, Response, StatusCode};
use http_body::{Body, Frame};
use http_body_util::{Full, StreamBody};
use proptest::prelude::*;
use tokio::time::{Instant, sleep};
use tower::{Layer, Service, ServiceExt, service_fn};
use work_requests_transport::{
    BoxError, Collect, CollectLayer, Delivery, ErrorKind, MinimumThroughput, TimeoutStage,
    TransportError,
};

type TestBody = Pin<Box<dyn Body<Data = Bytes, Error = Infallible> + Send>>;

fn get() -> Request<Bytes> {
    Request::get("https://service.example/things")
        .body(Bytes::new())
        .unwrap()
}

/// A body of pieces, each after a pause; its length is not announced.
fn pieces(pieces: Vec<Bytes>, pause: Duration) -> TestBody {
    Box::pin(StreamBody::new(stream::iter(pieces).then(
        move |piece| async move {
            sleep(pause).await;
            Ok(Frame::data(piece))
        },
    )))
}

fn chunked(data: &[u8], size: usize) -> TestBody {
    let chunks = data.chunks(size).map(Bytes::copy_from_slice).collect();
    pieces(chunks, Duration::ZERO)
}

/// Collects one response made of `body`, with `content-encoding: coding` unless that is empty.
async fn collected(
    layer: CollectLayer,
    coding: &'static str,
    body: TestBody,
) -> Result<Response<Bytes>, TransportError> {
    let mut answer = Response::builder()
        .status(207)
        .header("opc-request-id", "R");
    if !coding.is_empty() {
        answer = answer.header(CONTENT_ENCODING, coding);
    }
    let mut answer = answer.body(body).ok();
    let service = service_fn(move |_| {
        let answer = answer.take().unwrap();
        async { Ok::<_, Infallible>(answer) }
    });
    layer.layer(service).oneshot(get()).await
}

fn gzipped(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[track_caller]
fn assert_answered(fault: &TransportError, kind: ErrorKind) {
    assert_eq!(fault.kind(), kind, "{fault}");
    assert_eq!(fault.delivery(), Delivery::Answered);
    let (status, headers) = fault.head().expect("a head");
    assert_eq!(status, StatusCode::MULTI_STATUS);
    assert_eq!(headers["opc-request-id"], "R");
}

#[tokio::test(start_paused = true)]
async fn waits_for_the_head_as_long_as_the_read_timeout() {
    let never = service_fn(|_: Request<Bytes>| {
        std::future::pending::<Result<Response<TestBody>, Infallible>>()
    });
    let begin = Instant::now();
    let fault = Collect::new(never).oneshot(get()).await.unwrap_err();

    assert_eq!(begin.elapsed().as_secs(), 60);
    assert_eq!(fault.kind(), ErrorKind::Timeout);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Head));
    assert_eq!(fault.delivery(), Delivery::Unknown);
    assert!(fault.head().is_none());
    assert!(fault.to_string().contains("service.example"), "{fault}");
}

/// Without the throughput rule, which is shorter than the read timeout.
fn as_slow_as_you_like() -> CollectLayer {
    CollectLayer::new().minimum_throughput(None)
}

#[tokio::test(start_paused = true)]
async fn each_piece_of_the_body_has_the_read_timeout_for_itself() {
    let slow = pieces(vec![Bytes::from("ab"); 5], Duration::from_secs(59));
    let answer = collected(as_slow_as_you_like(), "", slow).await.unwrap();
    assert_eq!(answer.body(), "ababababab");

    let stalled = pieces(vec![Bytes::from("ab")], Duration::from_secs(61));
    let begin = Instant::now();
    let fault = collected(as_slow_as_you_like(), "", stalled)
        .await
        .unwrap_err();
    assert_eq!(begin.elapsed().as_secs(), 60);
    assert_answered(&fault, ErrorKind::Timeout);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Body));
}

#[tokio::test(start_paused = true)]
async fn without_limits_on_reading_it_waits_for_a_week() {
    let week = Duration::from_secs(7 * 86400);
    let layer = as_slow_as_you_like().read_timeout(None);
    let answer = collected(layer, "", pieces(vec![Bytes::from("late")], week)).await;
    assert_eq!(answer.unwrap().body(), "late");
}

#[track_caller]
fn assert_too_slow(fault: &TransportError) {
    assert_answered(fault, ErrorKind::Timeout);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Throughput), "{fault}");
    assert!(fault.to_string().contains("minimum_throughput"), "{fault}");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_is_given_up_after_the_grace() {
    for layer in [CollectLayer::new(), CollectLayer::new().read_timeout(None)] {
        let begin = Instant::now();
        let stopped = pieces(vec![Bytes::from("{")], Duration::from_secs(86400));
        let fault = collected(layer, "", stopped).await.unwrap_err();
        assert_eq!(begin.elapsed().as_secs(), 20);
        assert_too_slow(&fault);
    }
    let sooner = CollectLayer::new().read_timeout(Duration::from_secs(5));
    let stopped = pieces(vec![Bytes::from("{")], Duration::from_secs(86400));
    let fault = collected(sooner, "", stopped).await.unwrap_err();
    assert_eq!(fault.timeout(), Some(TimeoutStage::Body));
}

#[tokio::test(start_paused = true)]
async fn a_drip_at_the_minimum_passes_and_a_slower_one_ends() {
    let minute = pieces(vec![Bytes::from("x"); 600], Duration::from_secs(1));
    let answer = collected(CollectLayer::new(), "", minute).await.unwrap();
    assert_eq!(answer.body().len(), 600);

    // Of each two seconds one is earned back, so that the grace lasts twice as long.
    for coding in ["", "gzip"] {
        let begin = Instant::now();
        let slower = match coding {
            "" => vec![Bytes::from("x"); 600],
            _ => gzipped(&[7; 4096])
                .chunks(1)
                .map(Bytes::copy_from_slice)
                .collect(),
        };
        let slower = pieces(slower, Duration::from_secs(2));
        let fault = collected(CollectLayer::new(), coding, slower)
            .await
            .unwrap_err();
        assert!(
            (36..=40).contains(&begin.elapsed().as_secs()),
            "{:?}",
            begin.elapsed()
        );
        assert_too_slow(&fault);
    }
}

#[tokio::test(start_paused = true)]
async fn a_fast_start_buys_no_long_stall() {
    let start = stream::once(async { Ok(Frame::data(Bytes::from(vec![7; 1_000_000]))) });
    let never = stream::once(std::future::pending());
    let body = Box::pin(StreamBody::new(start.chain(never)));
    let begin = Instant::now();
    let fault = collected(CollectLayer::new(), "", body).await.unwrap_err();
    assert_eq!(begin.elapsed().as_secs(), 20);
    assert_too_slow(&fault);
}

#[tokio::test(start_paused = true)]
async fn the_rate_and_the_grace_can_be_set() {
    let rule = MinimumThroughput::bytes_per_second(NonZeroU32::new(100).unwrap());
    let layer = CollectLayer::new().minimum_throughput(rule.grace(Duration::from_secs(3)));
    let drip = |size: usize| pieces(vec![Bytes::from(vec![7; size]); 60], Duration::from_secs(1));
    assert!(collected(layer, "", drip(100)).await.is_ok());
    let begin = Instant::now();
    let fault = collected(layer, "", drip(10)).await.unwrap_err();
    assert_eq!(begin.elapsed().as_secs(), 3);
    assert_too_slow(&fault);
    assert!(fault.to_string().contains("100 B/s over 3s"), "{fault}");
}

/// The data is there whenever we ask; whoever awaits the answer just does not ask for a minute.
#[tokio::test(start_paused = true)]
async fn a_consumer_that_takes_its_time_is_not_punished() {
    let slow = pieces(vec![Bytes::from("x"); 10], Duration::from_millis(1));
    let mut call = Box::pin(collected(CollectLayer::new(), "", slow));
    let mut turns = 0;
    let answer = loop {
        let asked = std::future::poll_fn(|cx| Poll::Ready(call.as_mut().poll(cx)));
        match asked.await {
            Poll::Ready(answer) => break answer,
            Poll::Pending => tokio::time::advance(Duration::from_secs(60)).await,
        }
        turns += 1;
    };
    assert_eq!((answer.unwrap().body().len(), turns), (10, 10));
}

#[tokio::test]
async fn a_body_of_one_piece_is_not_copied() {
    let data = Bytes::from(vec![7; 4096]);
    let answer = collected(CollectLayer::new(), "", Box::pin(Full::new(data.clone()))).await;
    assert_eq!(answer.unwrap().body().as_ptr(), data.as_ptr());
}

/// Announces a length and must never be read.
struct Announced(u64);

impl Body for Announced {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        panic!("read although its length is over the cap")
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.0)
    }
}

#[tokio::test]
async fn an_announced_length_over_the_cap_is_refused_unread() {
    let default_cap = 64 * 1024 * 1024;
    for (layer, length) in [
        (CollectLayer::new(), default_cap + 1),
        (CollectLayer::new().max_body_bytes(10), 11),
        (CollectLayer::new(), u64::MAX),
    ] {
        let fault = collected(layer, "", Box::pin(Announced(length)))
            .await
            .unwrap_err();
        assert_answered(&fault, ErrorKind::Limit);
        assert!(fault.to_string().contains("max_body_bytes"), "{fault}");
    }
}

#[tokio::test]
async fn an_unannounced_body_stops_at_the_cap() {
    let layer = CollectLayer::new().max_body_bytes(10);
    assert_eq!(
        collected(layer, "", chunked(&[1; 10], 3))
            .await
            .unwrap()
            .body()
            .len(),
        10
    );
    let fault = collected(layer, "", chunked(&[1; 11], 3))
        .await
        .unwrap_err();
    assert_answered(&fault, ErrorKind::Limit);
}

#[tokio::test]
async fn gzip_is_inflated_and_its_headers_are_removed() {
    let text = b"work request ".repeat(100);
    for coding in ["gzip", "X-GZIP", "identity, gzip"] {
        let answer = collected(CollectLayer::new(), coding, chunked(&gzipped(&text), 7)).await;
        let answer = answer.unwrap();
        assert_eq!(answer.body(), &text);
        assert!(!answer.headers().contains_key(CONTENT_ENCODING));
        assert!(!answer.headers().contains_key(CONTENT_LENGTH));
        assert_eq!(answer.headers()["opc-request-id"], "R");
    }
}

#[tokio::test]
async fn an_empty_body_may_name_a_coding() {
    let answer = collected(CollectLayer::new(), "gzip", chunked(b"", 1))
        .await
        .unwrap();
    assert!(answer.body().is_empty());
}

#[tokio::test]
async fn a_gzip_bomb_stops_at_the_cap() {
    let bomb = gzipped(&vec![0; 32 * 1024 * 1024]);
    let cap = 1024 * 1024;
    assert!(bomb.len() < cap / 16);
    let layer = CollectLayer::new().max_body_bytes(cap);
    let fault = collected(layer, "gzip", chunked(&bomb, 4096))
        .await
        .unwrap_err();
    assert_answered(&fault, ErrorKind::Limit);
}

#[tokio::test]
async fn gzip_that_inflates_to_nothing_is_bounded_too() {
    let empties = gzipped(b"").repeat(1000);
    let layer = CollectLayer::new().max_body_bytes(1024);
    let fault = collected(layer, "gzip", chunked(&empties, 512))
        .await
        .unwrap_err();
    assert_answered(&fault, ErrorKind::Limit);
}

#[tokio::test]
async fn incompressible_data_of_the_caps_size_passes_in_gzip() {
    let noise: Vec<u8> = (0u32..5000)
        .flat_map(|n| n.wrapping_mul(2654435761).to_be_bytes())
        .collect();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(&noise).unwrap();
    let stored = encoder.finish().unwrap();
    assert!(stored.len() > noise.len());
    let layer = CollectLayer::new().max_body_bytes(noise.len());
    assert_eq!(
        collected(layer, "gzip", chunked(&stored, 999))
            .await
            .unwrap()
            .body(),
        &noise
    );
}

#[tokio::test]
async fn gzip_cut_short_anywhere_is_an_error() {
    let mut whole = gzipped(b"first member, ");
    let first = whole.len();
    whole.extend(gzipped(b"second member"));
    for cut in 1..whole.len() {
        let answer = collected(CollectLayer::new(), "gzip", chunked(&whole[..cut], 5)).await;
        if cut == first {
            assert_eq!(answer.unwrap().body(), "first member, ");
        } else {
            let fault = answer.expect_err(&format!("cut at {cut} of {}", whole.len()));
            assert_answered(&fault, ErrorKind::Decompress);
        }
    }
}

#[tokio::test]
async fn damaged_gzip_is_an_error() {
    let good = gzipped(&b"some text, some text, some text".repeat(20));
    let mut bad_magic = good.clone();
    bad_magic[0] ^= 1;
    let mut bad_data = good.clone();
    bad_data[good.len() / 2] ^= 0xff;
    let mut bad_sum = good.clone();
    bad_sum[good.len() - 5] ^= 1;
    let mut trailing = good;
    trailing.extend(b"trailing garbage");
    for bad in [bad_magic, bad_data, bad_sum, trailing, b"{}".to_vec()] {
        let fault = collected(CollectLayer::new(), "gzip", chunked(&bad, 16))
            .await
            .unwrap_err();
        assert_answered(&fault, ErrorKind::Decompress);
        assert!(std::error::Error::source(&fault).is_some());
    }
}

#[tokio::test]
async fn a_coding_nobody_asked_for_is_an_error() {
    for coding in ["br", "deflate", "gzip, br", "gzip, gzip"] {
        let fault = collected(CollectLayer::new(), coding, chunked(b"x", 1))
            .await
            .unwrap_err();
        assert_answered(&fault, ErrorKind::Decompress);
    }
}

#[tokio::test]
async fn gzip_is_asked_for_unless_the_caller_chose() {
    let echo = service_fn(|request: Request<Bytes>| async move {
        let asked = request.headers()[ACCEPT_ENCODING].as_bytes().to_vec();
        let answer = Response::builder().header(CONTENT_ENCODING, "br");
        Ok::<_, Infallible>(answer.body(Full::new(Bytes::from(asked))).unwrap())
    });
    let mut request = get();
    request
        .headers_mut()
        .insert(ACCEPT_ENCODING, "br".parse().unwrap());
    let answer = Collect::new(echo).oneshot(request).await.unwrap();
    assert_eq!(answer.body(), "br");
    assert_eq!(answer.headers()[CONTENT_ENCODING], "br");

    let echo = service_fn(|request: Request<Bytes>| async move {
        let asked = request.headers()[ACCEPT_ENCODING].as_bytes().to_vec();
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(asked))))
    });
    assert_eq!(
        Collect::new(echo).oneshot(get()).await.unwrap().body(),
        "gzip"
    );
}

#[tokio::test]
async fn errors_beneath_keep_their_own_kind_or_become_the_source() {
    let failing = service_fn(|_: Request<Bytes>| async {
        Err::<Response<TestBody>, BoxError>("out of order".into())
    });
    let fault = Collect::new(failing).oneshot(get()).await.unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Inner);
    assert_eq!(
        std::error::Error::source(&fault).unwrap().to_string(),
        "out of order"
    );

    let never = service_fn(|_: Request<Bytes>| {
        std::future::pending::<Result<Response<TestBody>, Infallible>>()
    });
    let twice = Collect::new(never).map_response(|answer| answer.map(Full::new));
    tokio::time::pause();
    let fault = Collect::new(twice).oneshot(get()).await.unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn readiness_is_the_inner_services() {
    struct NotReady;
    impl Service<Request<Bytes>> for NotReady {
        type Response = Response<Full<Bytes>>;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Self::Response, Infallible>>;
        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Pending
        }
        fn call(&mut self, _: Request<Bytes>) -> Self::Future {
            panic!("called while not ready")
        }
    }
    let mut collect = Collect::new(NotReady);
    let ready = std::future::poll_fn(|cx| Poll::Ready(collect.poll_ready(cx).is_ready())).await;
    assert!(!ready);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_members_and_the_chunks_the_data_comes_out(
        members in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..600), 1..4),
        size in 1usize..200,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let wire: Vec<u8> = members.iter().flat_map(|member| gzipped(member)).collect();
        let answer = runtime.block_on(collected(CollectLayer::new(), "gzip", chunked(&wire, size)));
        let answer = answer.unwrap();
        prop_assert_eq!(answer.body(), &members.concat());
    }
}
