//! Lists as streams.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use common::{ClientOf as _, Script, page, refusal};
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
    assert_eq!(error.resume_token(), Some("1"));
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
async fn a_failing_page_ends_the_stream_and_says_where_to_go_on() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        refusal(503, "ServiceUnavailable"),
        page(&line("b"), None),
    ]);
    let (given, error) = messages(&script).await;
    assert_eq!(given, ["a"]);
    let error = error.unwrap();
    assert_eq!(error.status().map(|s| s.as_u16()), Some(503));
    let list = script.client().list_work_request_logs("w");
    let token = error.resume_token().unwrap();
    let rest: Vec<_> = list.page(token).items().try_collect().await.unwrap();
    assert_eq!(rest[0].message, "b");
    assert!(script.received()[2].uri().query() == Some("page=1"));
}

#[tokio::test]
async fn a_first_page_that_fails_has_no_token_to_go_on_with() {
    let script = Script::new([refusal(404, "NotAuthorizedOrNotFound")]);
    let (given, error) = messages(&script).await;
    assert_eq!((given.len(), error.unwrap().resume_token()), (0, None));
}

fn lines(count: usize) -> String {
    let line = r#"{"message":"m","timestamp":"2026-01-01T00:00:00Z"}"#;
    format!("[{}]", vec![line; count].join(","))
}

fn queries(script: &Script) -> Vec<String> {
    let received = script.received();
    let query = |request: &http::Request<_>| request.uri().query().unwrap_or_default().to_owned();
    received.iter().map(query).collect()
}

#[tokio::test]
async fn a_number_of_items_is_kept_exactly_and_no_more_is_asked_for() {
    let script = Script::new([page(&lines(3), Some("1")), page(&lines(3), Some("2"))]);
    let items = script
        .client()
        .list_work_request_logs("w")
        .items()
        .max_items(5);
    assert_eq!(items.try_collect::<Vec<_>>().await.unwrap().len(), 5);
    assert_eq!(queries(&script), ["limit=5", "limit=2&page=1"]);
}

#[tokio::test]
async fn a_page_size_asked_for_stays_until_less_is_left() {
    let script = Script::new([page(&lines(2), Some("1")), page(&lines(1), Some("2"))]);
    let list = script.client().list_work_request_logs("w");
    let list = list.limit(2.try_into().unwrap());
    let pages: Vec<_> = list.pages().max_items(3).try_collect().await.unwrap();
    assert_eq!(
        pages.iter().map(|page| page.data.len()).collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(queries(&script), ["limit=2", "limit=1&page=1"]);
}

#[tokio::test]
async fn no_items_cost_no_request() {
    let script = Script::default();
    let items = script
        .client()
        .list_work_request_logs("w")
        .items()
        .max_items(0);
    assert_eq!(items.try_collect::<Vec<_>>().await.unwrap().len(), 0);
    assert_eq!(script.received().len(), 0);
}

#[tokio::test]
async fn a_cap_on_pages_of_ones_own_holds() {
    let script = Script::new((0..9).map(|n| page("[]", Some(&n.to_string()))));
    let pages = script
        .client()
        .list_work_request_logs("w")
        .pages()
        .max_pages(3);
    let given: Vec<_> = pages.collect().await;
    assert_eq!(given.len(), 4);
    let error = given[3].as_ref().unwrap_err();
    assert_eq!(
        (error.kind(), error.resume_token()),
        (ErrorKind::Limit, Some("2"))
    );
    assert_eq!(script.received().len(), 3);
}

#[tokio::test]
async fn the_next_page_comes_while_this_one_is_used() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        page(&line("b"), Some("2")),
        page(&line("c"), None),
    ]);
    let mut pages = script
        .client()
        .list_work_request_logs("w")
        .pages()
        .prefetch(true);
    let mut given = Vec::new();
    for ahead in [2, 3, 3] {
        given.extend(pages.try_next().await.unwrap().unwrap().data);
        // The page is in use; the task that fetches the next one runs meanwhile.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        assert_eq!(script.received().len(), ahead);
    }
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(
        given.iter().map(|entry| &entry.message).collect::<Vec<_>>(),
        ["a", "b", "c"]
    );
}

#[tokio::test]
async fn the_next_page_is_asked_for_before_this_one_is_decoded() {
    let broken = page(r#"[{"message": 1"#, Some("1"));
    let script = Script::new([broken, page(&line("b"), None)]);
    let list = script.client().list_work_request_logs("w");
    let mut pages = list.page("0").pages().prefetch(true);
    let error = pages.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    // It is the page that could not be read that is to be asked for again.
    assert_eq!(error.resume_token(), Some("0"));
    assert_eq!(script.received().len(), 2);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn nothing_is_asked_for_before_decoding_that_may_not_be_wanted() {
    for (limit, asked) in [(3, 1), (2, 2)] {
        let script = Script::new([page(&lines(2), Some("1")), page(&lines(2), Some("2"))]);
        let list = script.client().list_work_request_logs("w");
        let list = list.limit(std::num::NonZeroU32::new(limit).unwrap());
        let mut pages = list.pages().prefetch(true).max_items(4);
        let first = pages.try_next().await.unwrap().unwrap();
        assert_eq!((first.data.len(), script.received().len()), (2, asked));
    }
}

#[tokio::test]
async fn a_page_fetched_ahead_that_fails_is_told_in_its_turn() {
    let script = Script::new([
        page(&line("a"), Some("1")),
        refusal(404, "NotAuthorizedOrNotFound"),
    ]);
    let pages = script
        .client()
        .list_work_request_logs("w")
        .pages()
        .prefetch(true);
    let given: Vec<_> = pages.collect().await;
    assert!(given[0].is_ok());
    assert_eq!(given[1].as_ref().unwrap_err().resume_token(), Some("1"));
    assert_eq!(given.len(), 2);
}

#[tokio::test]
async fn enough_items_stop_the_fetching_ahead() {
    let script = Script::new([page(&lines(2), Some("1")), page(&lines(2), Some("2"))]);
    let items = script.client().list_work_request_logs("w").items();
    let items = items.prefetch(true).max_items(2);
    assert_eq!(items.try_collect::<Vec<_>>().await.unwrap().len(), 2);
    tokio::task::yield_now().await;
    assert_eq!(script.received().len(), 1);
}

fn is_send<T: Send>(_: &T) {}

#[tokio::test]
async fn streams_can_move_between_threads() {
    let script = Script::default();
    is_send(&script.client().list_work_requests("c").items());
    is_send(&script.client().list_work_request_errors("w").pages());
}
