//! Lists: pages, how many items, and in which form.

use serde_json::{Value, json};

use crate::support::wire::{Answer, script};
use crate::support::{Home, Run};

const ID: &str = "ocid1.coreservicesworkrequest.oc1.iad.x";

/// Serves log lines 0 to 4, at most two a page; the token is the line to begin with.
async fn five_lines() -> String {
    script(|target, _| {
        let parameter = |name: &str| {
            let query = target.split_once('?').map_or("", |(_, query)| query);
            query.split('&').find_map(|pair| {
                pair.strip_prefix(name)?
                    .strip_prefix('=')?
                    .parse::<usize>()
                    .ok()
            })
        };
        let first = parameter("page").unwrap_or(0);
        let last = (first + parameter("limit").unwrap_or(2).min(2)).min(5);
        let next_page = (last < 5).then(|| last.to_string());
        Answer {
            next_page,
            ..Answer::ok((first..last).map(line).collect())
        }
    })
    .await
}

fn line(number: usize) -> Value {
    json!({"message": format!("line {number}"), "timestamp": "2026-01-01T00:00:00Z", "extra": number})
}

async fn logs(args: &[&str]) -> Run {
    let args = [&["logs", ID], args].concat();
    Home::new()
        .run_at(&five_lines().await, &args)
        .await
        .exits(0)
}

fn numbers(document: &Value) -> Vec<u64> {
    document["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["extra"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn one_page_comes_with_the_token_of_the_next() {
    let first = logs(&[]).await;
    assert_eq!(
        first.json(),
        json!({"data": [line(0), line(1)], "opcNextPage": "2", "opcRequestId": "answer-0"})
    );
    assert!(first.stderr.contains("--page 2"), "{first:#?}");
    let last = logs(&["--page", "4"]).await;
    assert_eq!(
        last.json(),
        json!({"data": [line(4)], "opcNextPage": null, "opcRequestId": "answer-0"})
    );
    assert_eq!(last.stderr, "");
}

#[tokio::test]
async fn all_pages_come_with_all_request_ids() {
    let all = logs(&["--all"]).await.json();
    assert_eq!(numbers(&all), [0, 1, 2, 3, 4]);
    assert_eq!(all["opcNextPage"], Value::Null);
    assert_eq!(
        (&all["opcRequestId"], &all["opcRequestIds"]),
        (
            &"answer-2".into(),
            &json!(["answer-0", "answer-1", "answer-2"])
        )
    );
    assert_eq!(
        numbers(&logs(&["--all", "--limit", "1"]).await.json()),
        [0, 1, 2, 3, 4]
    );
}

#[tokio::test]
async fn so_many_items_are_exactly_so_many_and_none_is_lost() {
    let three = logs(&["--max-items", "3"]).await.json();
    assert_eq!(
        (numbers(&three), &three["opcNextPage"]),
        (vec![0, 1, 2], &"2".into())
    );
    let one = logs(&["--max-items", "1"]).await.json();
    assert_eq!((numbers(&one), &one["opcNextPage"]), (vec![0], &"1".into()));
    let many = logs(&["--max-items", "100"]).await.json();
    assert_eq!(
        (numbers(&many), &many["opcNextPage"]),
        (vec![0, 1, 2, 3, 4], &Value::Null)
    );
}

#[tokio::test]
async fn ndjson_gives_an_item_a_line() {
    let run = logs(&["--all", "--output", "ndjson"]).await;
    assert_eq!(run.lines(), (0..5).map(line).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_that_fails_does_not_lose_those_before_it() {
    let endpoint = script(|target, _| match target.contains("page=") {
        true => Answer::refusal(400, "InvalidParameter"),
        false => Answer {
            next_page: Some("tok".to_owned()),
            ..Answer::ok(json!([line(0)]))
        },
    });
    let run = Home::new()
        .run_at(&endpoint.await, &["logs", ID, "--all"])
        .await;
    assert_eq!(
        (numbers(&run.json()), &run.json()["opcNextPage"]),
        (vec![0], &"tok".into())
    );
    assert!(run.stderr.contains("--page tok"), "{run:#?}");
    run.fails(4, "service");
}

#[tokio::test]
async fn a_list_that_leads_in_circles_is_ended() {
    let endpoint = script(|_, _| Answer {
        next_page: Some("same".to_owned()),
        ..Answer::ok(json!([line(0)]))
    });
    let run = Home::new()
        .run_at(&endpoint.await, &["logs", ID, "--all"])
        .await;
    assert!(!run.stderr.contains("--page same"), "{run:#?}");
    run.fails(8, "limit");
}

#[tokio::test]
async fn a_table_is_for_people_and_nothing_is_said_as_such() {
    let table = logs(&["--all", "--output", "table"]).await.stdout;
    assert!(
        table.starts_with("TIME") && table.contains("line 4"),
        "{table}"
    );
    let empty = script(|_, _| Answer::ok(json!([]))).await;
    let run = Home::new()
        .run_at(&empty, &["errors", ID, "--output", "table"])
        .await
        .exits(0);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("", "no errors\n")
    );
    let quiet = Home::new()
        .run_at(&empty, &["errors", ID, "--output", "table", "--quiet"])
        .await
        .exits(0);
    assert_eq!(quiet.stderr, "");
}

#[tokio::test]
async fn the_compartment_is_the_tenancy_unless_named() {
    let endpoint = script(|target, _| {
        assert!(target.contains("compartmentId=ocid1."), "{target}");
        Answer::ok(json!([{"operationType": target, "status": "FAILED", "id": "i", "compartmentId": "c", "timeAccepted": "2026-01-01T00:00:00Z"}]))
    })
    .await;
    let run = Home::new().run_at(&endpoint, &["list"]).await.exits(0);
    assert!(
        run.json()["data"][0]["operationType"]
            .as_str()
            .unwrap()
            .contains("compartmentId=ocid1.tenancy.")
    );
    assert!(
        run.stderr.contains("compartment: ocid1.tenancy.")
            && run.stderr.contains("tenancy of profile DEFAULT"),
        "{run:#?}"
    );
    let args = [
        "list",
        "--compartment-id",
        "ocid1.compartment.oc1..c",
        "--resource-id",
        "r",
    ];
    let run = Home::new().run_at(&endpoint, &args).await.exits(0);
    let asked = run.json()["data"][0]["operationType"].clone();
    assert!(asked.as_str().unwrap().contains("resourceId=r"), "{asked}");
    assert_eq!(run.stderr, "");
}
