//! Work requests of other services than the shared one.

use std::time::Duration;

use work_requests_emulator::{Emulator, ListenOptions, Server, WorkRequestScript, demo};
use work_requests_signing::{KeyId, PrivateKey};

use crate::support::{Home, KEY, run};

const MYSQL: &str = "ocid1.mysqlworkrequest.oc1.iad.5a8e.broken";
const GATEWAY: &str = "ocid1.apiworkrequest.oc1.iad.long";
const OTHER: &str = "other";

/// An emulator that knows the profile's key, with work of several services.
async fn started(home: &Home) -> (Emulator, Server) {
    let emulator = Emulator::demo();
    let config = std::fs::read_to_string(home.path().join(".oci/config")).unwrap();
    let key = PrivateKey::from_pem(KEY.as_bytes(), None).unwrap();
    let value = |name: &str| {
        let line = config.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_once('=').unwrap().1.to_owned()
    };
    let id = format!(
        "{}/{}/{}",
        value("tenancy"),
        value("user"),
        value("fingerprint")
    );
    let public = key.public_key().clone();
    emulator.control().trust(KeyId::new(id).unwrap(), public);
    let seconds = Duration::from_secs;
    let broken = WorkRequestScript::new("CREATE_DB_SYSTEM")
        .id(MYSQL)
        .service("mysql")
        .failed(seconds(0), "LimitExceeded", "no room");
    let long = WorkRequestScript::new("CREATE_GATEWAY")
        .id(GATEWAY)
        .service("apigateway");
    let other = WorkRequestScript::new("DELETE_GATEWAY")
        .id(OTHER)
        .service("apigateway");
    let analytics = WorkRequestScript::new("PURGE")
        .id("purge-1")
        .service("log_analytics")
        .succeeded(seconds(0));
    for script in [broken, long, other, analytics] {
        emulator.control().create(script).unwrap();
    }
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    (emulator, server)
}

#[tokio::test]
async fn the_service_is_told_by_the_ocid() {
    let home = Home::new();
    let (_emulator, server) = started(&home).await;
    let endpoint = server.endpoint();
    let read = home
        .run_at(&endpoint, &["get", MYSQL])
        .await
        .exits(0)
        .json();
    assert_eq!(
        (&read["service"], &read["status"]),
        (&"mysql".into(), &"FAILED".into())
    );
    let errors = home
        .run_at(&endpoint, &["errors", MYSQL])
        .await
        .exits(0)
        .json();
    assert_eq!(errors["data"][0]["code"], "LimitExceeded");
    let waited = home.run_at(&endpoint, &["wait", MYSQL]).await;
    let entry = waited.exits(1).json()["data"][0].clone();
    assert_eq!(entry["service"], "mysql");
    assert_eq!(entry["report"]["errors"]["items"][0]["message"], "no room");
}

#[tokio::test]
async fn a_named_service_lists_and_takes_its_parameters() {
    let home = Home::new();
    let (_emulator, server) = started(&home).await;
    let endpoint = server.endpoint();
    let args = [
        "list",
        "--service",
        "mysql",
        "--compartment-id",
        demo::COMPARTMENT,
    ];
    let list = home.run_at(&endpoint, &args).await.exits(0).json();
    assert_eq!(list["data"][0]["id"], MYSQL);
    let get = ["get", "purge-1", "--service", "log-analytics"];
    let error = home.run_at(&endpoint, &get).await.fails(2, "usage");
    assert!(
        error["hint"]
            .as_str()
            .unwrap()
            .contains("--param namespaceName="),
        "{error}"
    );
    let with = [
        &get[..],
        &["--param", "namespaceName=mine", "--output", "table"],
    ]
    .concat();
    let shown = home.run_at(&endpoint, &with).await.exits(0);
    assert!(shown.stdout.contains("log_analytics"), "{shown:?}");
}

#[tokio::test]
async fn work_is_cancelled_where_its_service_can() {
    let home = Home::new();
    let (_emulator, server) = started(&home).await;
    let endpoint = server.endpoint();
    let named = ["--service", "apigateway", "--param", "resourceId=a b"];
    let args = [&["cancel", OTHER, "--output", "table"], &named[..]].concat();
    let proposed = home.run_at(&endpoint, &args).await.exits(0).stdout;
    let wanted = format!("wait {OTHER} --service apigateway --param resourceId='a b'");
    assert!(proposed.contains(&wanted), "{proposed}");
    let cancelled = home
        .run_at(&endpoint, &["cancel", GATEWAY])
        .await
        .exits(0)
        .json();
    assert_eq!(cancelled["data"]["service"], "apigateway");
    let ended = home
        .run_at(
            &endpoint,
            &["wait", GATEWAY, "--interval", "0.1", "--timeout", "20"],
        )
        .await;
    assert_eq!(ended.exits(1).json()["data"][0]["outcome"], "canceled");
    let error = home
        .run_at(&endpoint, &["cancel", GATEWAY])
        .await
        .fails(6, "service");
    assert_eq!(
        (&error["code"], &error["attempts"]),
        (&"IncorrectState".into(), &1.into())
    );
    let error = home
        .run_at(&endpoint, &["cancel", demo::CREATE_DATABASE])
        .await
        .fails(2, "usage");
    assert_eq!(error["attempts"], 0);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("work_requests has no cancel_work_request"));
}

#[tokio::test]
async fn an_unknown_type_is_said_and_asked_of_the_shared_service() {
    let run = run(&[
        "get",
        demo::CREATE_DATABASE,
        "--emulator",
        "--output",
        "json",
    ])
    .await;
    let run = run.exits(0);
    assert_eq!(run.json()["service"], "work_requests");
    assert!(
        run.stderr
            .contains("OCIDs of type dbworkrequest tell no service"),
        "{run:?}"
    );
    assert!(run.stderr.contains("--service"), "{run:?}");
}

#[tokio::test]
async fn an_id_that_is_no_ocid_is_said_to_be_none() {
    let run = run(&["get", "hello", "--emulator"]).await.exits(5);
    assert!(run.stderr.contains("hello is no OCID"), "{run:?}");
    assert!(run.stderr.contains("--service"), "{run:?}");
}

#[tokio::test]
async fn services_are_listed_and_told() {
    let all = run(&["services"]).await.exits(0).json();
    let all = all["data"].as_array().unwrap().clone();
    assert!(all.len() >= 105);
    let one = run(&["services", "log_analytics"]).await.exits(0).json();
    assert_eq!(one["data"]["requiredParameters"][0], "namespaceName");
    assert!(all.contains(&one["data"]));
    let table = run(&["services", "waas", "--output", "table"])
        .await
        .exits(0);
    assert!(
        table.stdout.contains("in the document, as errors"),
        "{table:?}"
    );
    let wrong = run(&["services", "tea"]).await;
    assert!(
        wrong.stderr.contains("`work-requests services` lists them"),
        "{wrong:?}"
    );
    wrong.exits(2);
    let wrong = run(&["get", "x", "--param", "namespacename=x"]).await;
    wrong.exits(2);
}
