//! Where commands call the services of work requests, and what they propose to go on with.

use crate::support::Home;

const SHARED: &str = "ocid1.coreservicesworkrequest.oc1.phx.x";
const CLUSTER: &str = "ocid1.clustersworkrequest.oc1.phx.x";

/// The URL of the first request that a command would send.
async fn url(args: &[&str]) -> String {
    let args = [args, &["--dry-run", "--output", "json"]].concat();
    let run = Home::new().run(&args).await.exits(0);
    run.json()["data"][0]["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_command_goes_to_the_region_that_the_ocid_tells() {
    for command in ["get", "errors", "logs", "wait", "watch", "report"] {
        let shared = url(&[command, SHARED]).await;
        assert!(
            shared.starts_with("https://iaas.us-phoenix-1."),
            "{command} {shared}"
        );
        let cluster = url(&[command, CLUSTER]).await;
        assert!(
            cluster.starts_with("https://containerengine.us-phoenix-1."),
            "{command} {cluster}"
        );
        let named = url(&[command, SHARED, "--region", "lhr"]).await;
        assert!(
            named.starts_with("https://iaas.uk-london-1."),
            "{command} {named}"
        );
    }
    let cancel = url(&["cancel", CLUSTER]).await;
    assert!(
        cancel.starts_with("https://containerengine.us-phoenix-1."),
        "{cancel}"
    );
}

#[tokio::test]
async fn a_watched_compartment_is_listed_by_the_service_named() {
    let args = ["watch", "--compartment-id", "c"];
    let shared = url(&args).await;
    assert!(shared.contains("//iaas."), "{shared}");
    let named = url(&[&args[..], &["--service", "mysql"]].concat()).await;
    assert!(named.contains("//mysql."), "{named}");
}

#[tokio::test]
async fn a_compartment_that_is_a_parameter_is_listed() {
    let args = ["list", "--service", "mysql", "--param", "compartmentId=c"];
    let list = url(&args).await;
    assert!(list.ends_with("compartmentId=c"), "{list}");
}

#[tokio::test]
async fn what_is_no_ocid_is_not_said_to_be_of_a_type() {
    let run = Home::new()
        .run(&["get", "ocid1.mysqlworkrequest.oc1.iad.a/.."])
        .await;
    assert!(!run.stderr.contains("tell no service"), "{run:?}");
    run.fails(2, "usage");
}

#[tokio::test]
async fn a_log_that_there_is_not_is_not_followed() {
    let args = ["logs", "--follow", "--output", "ndjson"];
    let args = [&args[..], &["ocid1.loadbalancerworkrequest.oc1.phx.x"]].concat();
    let error = Home::new().run(&args).await.fails(2, "usage");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("load_balancer has no log"), "{error}");
}
