//! Memory stays flat for any number of pages. Alone in its program, because it counts all of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::StreamExt as _;
use http::{Request, Response};
use http_body_util::Full;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static MEMORY: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// What is held now over what was held when the region began.
fn held(region: &Region<'_, std::alloc::System>) -> isize {
    let change = region.change();
    change.bytes_allocated as isize - change.bytes_deallocated as isize
}

#[tokio::test]
async fn five_thousand_pages_hold_no_more_than_fifty() {
    let line = format!(
        r#"{{"message":"{}","timestamp":"2026-01-01T00:00:00Z"}}"#,
        "m".repeat(100)
    );
    let body = Bytes::from(format!("[{}]", vec![line; 50].join(",")));
    let count = AtomicUsize::new(0);
    let count: &'static AtomicUsize = Box::leak(Box::new(count));
    let service = tower::service_fn(move |_: Request<Bytes>| {
        let next = count.fetch_add(1, Ordering::SeqCst);
        let answer = Response::builder().header("opc-next-page", format!("page-{next}"));
        let answer = answer.body(Full::new(body.clone())).unwrap();
        std::future::ready(Ok::<_, Infallible>(answer))
    });
    let client = common::Script::default()
        .builder()
        .transport(service)
        .build()
        .unwrap();
    let mut pages = client.list_work_request_logs("w").pages();
    let region = Region::new(MEMORY);
    let mut early = 0;
    for page in 0..5000 {
        assert_eq!(pages.next().await.unwrap().unwrap().data.len(), 50);
        if page == 50 {
            early = held(&region);
        }
    }
    let grown = held(&region) - early;
    // A page of items is 10 KiB; of each page only eight bytes are kept, to notice circles.
    assert!(grown < 256 * 1024, "{grown} bytes more after 5,000 pages");
}
