//! What can be told before anything is sent, and how far a failed call had come.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use work_requests::{ClientBuilder, Env, ErrorKind, Stage, WorkRequestClient, clock_offset};

fn builder(endpoint: &str) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .signer(work_requests::test_support::Stamp)
        .service_endpoint(endpoint)
}

/// Without bundled authorities there is nobody to trust, which is told before the way.
#[cfg(feature = "webpki-roots")]
#[tokio::test]
async fn a_client_tells_the_way_of_its_requests() {
    use work_requests::Route;

    let client = builder("https://service.example").build().unwrap();
    assert_eq!(client.check_route().await.unwrap(), Route::Direct);
    let proxied = builder("https://service.example").proxy("http://me:secret@proxy.example:3128");
    let route = proxied.build().unwrap().check_route().await.unwrap();
    let own = common::Script::default().builder().build().unwrap();
    assert_eq!(own.check_route().await.unwrap(), Route::Direct);
    let url = "http://proxy.example:3128".to_owned();
    let resolves = true;
    assert_eq!(route, Route::Proxy { url, resolves });
}

#[tokio::test]
async fn what_keeps_every_call_from_working_is_told_unsent() {
    let client = builder("http://service.example").build().unwrap();
    let error = client.check_route().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Config, Some(Stage::Request))
    );
    let proxied = builder("https://service.example").proxy("://");
    let error = proxied.build().unwrap_err();
    assert_eq!(error.stage(), Some(Stage::Proxy));
}

#[test]
fn the_clock_is_compared_with_the_middle_of_a_call() {
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let mut headers = HeaderMap::new();
    assert_eq!(clock_offset(&headers, at(0), at(0)), None);
    headers.insert("date", "Thu, 01 Jan 1970 01:00:00 GMT".parse().unwrap());
    let ahead = clock_offset(&headers, at(0), at(20)).unwrap();
    assert_eq!(ahead.num_seconds(), 3_600 - 10);
    assert_eq!(
        clock_offset(&headers, at(7_200), at(7_200))
            .unwrap()
            .num_seconds(),
        -3_600
    );
}
