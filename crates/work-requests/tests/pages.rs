//! Lists as streams.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Script, page, refusal};
use futures_util::{StreamExt, TryStreamExt};
use work_requests::ErrorKind;

fn line(message: &str) -> String {
    format!(r#"[{{"message":"{message}","timestamp":"2026-01-01T00:00:00Z"}}]"#)
}

async fn messages(script: &Script) -> (Vec<String>, Option<work_requests::Error>) {
    let mut items = script.client().list_work_request_logs("w").items();
    let mut given = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(entry) => given.push(entry.message),
            Err(error) => return (given, Some(error)),
        }
    }
    (given, None)
}

#[tokio::test]
async fn items_go_over_pages_and_an_empty_page_does_not_end_them() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        page("[]", Some("2")),
        page(&line("b"), Some("")),
    ]);
    let (given, error) = messages(&script).await;
    assert_eq!(given, ["a", "b"]);
    assert!(error.is_none());
    let queries: Vec<_> = script
        .received()
        .iter()
        .map(|r| r.uri().query().map(str::to_owned))
        .collect();
    assert_eq!(
        queries,
        [None, Some("page=1".to_owned()), Some("page=2".to_owned())]
    );
}

#[tokio::test]
async fn pages_are_fetched_only_when_asked_for() {
    let script = Script::new([page(&line("a"), Some("1")), page(&line("b"), None)]);
    let mut pages = script.client().list_work_request_logs("w").pages();
    assert_eq!(script.received().len(), 0);
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!(first.next_page(), Some("1"));
    assert_eq!(script.received().len(), 1);
}

#[tokio::test]
async fn a_token_that_comes_twice_is_an_error_after_the_pages_given() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        page(&line("b"), Some("2")),
        page(&line("c"), Some("1")),
    ]);
    let (given, error) = messages(&script).await;
    assert_eq!(given, ["a", "b", "c"]);
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert_eq!(error.operation(), Some("list_work_request_logs"));
}

#[tokio::test]
async fn a_list_without_end_is_ended() {
    let script = Script::new((0..10_010).map(|n| page("[]", Some(&n.to_string()))));
    let (_, error) = messages(&script).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Limit);
    assert_eq!(script.received().len(), 10_000);
}

#[tokio::test]
async fn a_failing_page_ends_the_stream_and_keeps_what_came_before() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        refusal(404, "NotAuthorizedOrNotFound"),
    ]);
    let (given, error) = messages(&script).await;
    assert_eq!(given, ["a"]);
    assert!(error.unwrap().is_not_found());
}
