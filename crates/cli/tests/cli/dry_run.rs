//! `--dry-run`: everything about a request but its signature, and nothing on the wire.

use crate::support::Home;
use crate::support::wire::closed;

#[tokio::test]
async fn the_request_is_shown_unsigned_and_unsent() {
    let endpoint = format!("http://{}/base/", closed().await);
    let args = [
        "get",
        "ocid1.wr.oc1..x",
        "--dry-run",
        "--opc-request-id",
        "mine",
    ];
    let run = Home::new().run_at(&endpoint, &args).await.exits(0);
    let request = &run.json()["data"][0];
    let path = "/base/20160918/workRequests/ocid1.wr.oc1..x";
    assert_eq!(request["method"], "GET");
    assert!(
        request["url"].as_str().unwrap().ends_with(path),
        "{request}"
    );
    assert_eq!(request["headers"]["opc-request-id"], "mine");
    let text = request["signingString"].as_str().unwrap();
    assert!(
        text.contains(&format!("(request-target): get {path}")),
        "{text}"
    );
    assert!(
        text.contains(request["headers"]["date"].as_str().unwrap()),
        "{text}"
    );
    assert!(
        request["keyId"]
            .as_str()
            .unwrap()
            .starts_with("ocid1.tenancy."),
        "{request}"
    );
    assert!(
        !(run.stdout + &run.stderr)
            .to_lowercase()
            .contains("authorization")
    );
}

#[tokio::test]
async fn people_and_line_readers_get_the_same() {
    let lines = Home::new()
        .run(&["list", "--limit", "5", "--dry-run", "--output", "ndjson"])
        .await
        .exits(0);
    let url = "https://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests?";
    assert!(
        lines.lines()[0]["url"].as_str().unwrap().starts_with(url),
        "{lines:#?}"
    );
    let table = Home::new()
        .run(&[
            "logs",
            "x",
            "--sort-order",
            "DESC",
            "--dry-run",
            "--output",
            "table",
        ])
        .await
        .exits(0);
    assert!(table.stdout.contains("GET https://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests/x/logs?sortOrder=DESC"), "{table:#?}");
    for part in ["Signing string:", "(request-target): get", "Key id:"] {
        assert!(table.stdout.contains(part), "{table:#?}");
    }
    for text in [&table.stdout, &table.stderr, &lines.stdout, &lines.stderr] {
        assert!(!text.to_lowercase().contains("authorization"), "{text}");
    }
}

#[tokio::test]
async fn following_shows_the_first_read_of_each() {
    let run = Home::new()
        .run(&["wait", "a", "b", "--dry-run"])
        .await
        .exits(0);
    let urls: Vec<_> = run.json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|request| request["url"].to_string())
        .collect();
    assert!(
        urls[0].contains("/a") && urls[1].contains("/b") && urls.len() == 2,
        "{urls:?}"
    );
}

#[tokio::test]
async fn what_would_be_refused_is_refused() {
    Home::new()
        .run(&["get", "..", "--dry-run"])
        .await
        .fails(2, "usage");
}
