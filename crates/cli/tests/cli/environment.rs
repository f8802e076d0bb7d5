//! Flag beats environment beats file.

use crate::support::wire::{closed, script};
use crate::support::{Home, wire::Answer};

/// The URL that `get x` would call.
async fn url(home: &Home, variables: &[(&str, &str)], args: &[&str]) -> String {
    let args = [&["get", "x", "--dry-run", "--output", "json"], args].concat();
    let run = home.run_with(variables, &args).await.exits(0);
    run.json()["data"][0]["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_place_is_named_by_flag_then_environment_then_file() {
    let home = Home::new();
    let host = async |variables: &[(&str, &str)], args: &[&str]| {
        let url = url(&home, variables, args).await;
        url.split('/').nth(2).unwrap().to_owned()
    };
    assert_eq!(host(&[], &[]).await, "iaas.us-ashburn-1.oraclecloud.com");
    let variable = [("OCI_CLI_REGION", "eu-zurich-1")];
    assert_eq!(
        host(&variable, &[]).await,
        "iaas.eu-zurich-1.oraclecloud.com"
    );
    assert_eq!(
        host(&[("OCI_REGION", "eu-zurich-1")], &[]).await,
        "iaas.eu-zurich-1.oraclecloud.com"
    );
    assert_eq!(
        host(&variable, &["--region", "phx"]).await,
        "iaas.us-phoenix-1.oraclecloud.com"
    );
    let endpoint = [
        ("OCI_CLI_ENDPOINT", "https://a.example"),
        ("OCI_CLI_REGION", "eu-zurich-1"),
    ];
    assert_eq!(host(&endpoint, &[]).await, "a.example");
    assert_eq!(
        host(&endpoint, &["--endpoint", "https://b.example"]).await,
        "b.example"
    );
    assert_eq!(
        host(&endpoint, &["--region", "phx"]).await,
        "iaas.us-phoenix-1.oraclecloud.com"
    );
}

#[tokio::test]
async fn file_and_profile_are_named_by_flag_then_environment() {
    let home = Home::new();
    let text = std::fs::read_to_string(home.path().join(".oci/config")).unwrap();
    let other = text.replace("us-ashburn-1", "eu-zurich-1") + "[SECOND]\nregion=eu-frankfurt-1\n";
    let other = home.write("other", &other).display().to_string();
    let none = home.path().join("none").display().to_string();
    for variable in ["OCI_CLI_CONFIG_FILE", "OCI_CONFIG_FILE"] {
        assert!(
            url(&home, &[(variable, &other)], &[])
                .await
                .contains("eu-zurich-1")
        );
        assert!(
            url(&home, &[(variable, &none)], &["--config-file", &other])
                .await
                .contains("eu-zurich-1")
        );
    }
    let variables = [
        ("OCI_CLI_CONFIG_FILE", other.as_str()),
        ("OCI_CLI_PROFILE", "SECOND"),
    ];
    assert!(url(&home, &variables, &[]).await.contains("eu-frankfurt-1"));
    assert!(
        url(&home, &variables, &["--profile", "DEFAULT"])
            .await
            .contains("eu-zurich-1")
    );
    let error = home
        .run(&["get", "x", "--profile", "NONE"])
        .await
        .fails(3, "config");
    assert!(
        error["message"].as_str().unwrap().contains("[DEFAULT]"),
        "{error}"
    );
}

#[tokio::test]
async fn repeats_can_be_turned_off() {
    let off = [("OCI_SDK_DEFAULT_RETRY_ENABLED", "false")];
    let busy = script(|_, _| Answer::refusal(503, "Busy")).await;
    let quick = ["--retry-base-delay", "0", "--retry-max-delay", "0"];
    let attempts = async |variables: &[(&str, &str)], args: &[&str]| {
        let args = [&["get", "x", "--endpoint", &busy][..], args].concat();
        Home::new()
            .run_with(variables, &args)
            .await
            .fails(6, "service")["attempts"]
            .clone()
    };
    assert_eq!(attempts(&off, &[]).await, 1);
    assert_eq!(attempts(&[], &["--retry", "none"]).await, 1);
    assert_eq!(attempts(&[], &quick).await, 8);
    assert_eq!(
        attempts(&off, &[&quick[..], &["--max-attempts", "3"]].concat()).await,
        3
    );
}

#[tokio::test]
async fn proxies_are_not_asked_about_this_machine() {
    let dead = format!("http://{}", closed().await);
    let names = [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ];
    let variables = names.map(|name| (name, dead.as_str()));
    let endpoint = script(|_, _| Answer::ok(serde_json::json!([]))).await;
    let args = ["logs", "x", "--endpoint", &endpoint, "--retry", "none"];
    Home::new().run_with(&variables, &args).await.exits(0);
}

#[tokio::test]
async fn an_id_of_the_callers_is_sent_with_every_request() {
    let run = Home::new()
        .run(&["wait", "a", "b", "--dry-run", "--opc-request-id", "mine"])
        .await
        .exits(0);
    for request in run.json()["data"].as_array().unwrap() {
        assert_eq!(request["headers"]["opc-request-id"], "mine");
    }
}

#[tokio::test]
async fn a_proxy_is_named_by_flag_then_environment() {
    // A request to another machine that asks a proxy comes to the proxy in its absolute form.
    let proxy = async |status| {
        script(
            move |target, _| match target.starts_with("http://service.example/") {
                true => Answer::refusal(status, "FromTheProxy"),
                false => Answer::refusal(599, target),
            },
        )
        .await
    };
    let (named, set) = (proxy(418).await, proxy(419).await);
    let home = Home::new();
    let args = [
        "get",
        "x",
        "--allow-plaintext",
        "--endpoint",
        "http://service.example",
    ];
    let status = async |more: &[&str]| {
        let args = [&args, more].concat();
        let run = home.run_with(&[("HTTP_PROXY", &set)], &args).await;
        run.fails(4, "service")["status"].clone()
    };
    assert_eq!(status(&[]).await, 419);
    assert_eq!(status(&["--proxy", &named]).await, 418);
}

#[tokio::test]
async fn a_proxys_password_is_not_told() {
    let dead = format!("http://me:hunter2-planted@{}", closed().await);
    let args = ["get", "x", "--retry", "none", "-vv", "--proxy", &dead];
    let run = Home::new().run(&args).await;
    assert!(!run.stderr.contains("hunter2-planted"), "{run:#?}");
    run.fails(6, "connection");
    let run = Home::new()
        .run(&["get", "x", "--proxy", "ftp://me:hunter2-planted@h"])
        .await;
    assert!(!run.stderr.contains("hunter2-planted"), "{run:#?}");
    run.fails(3, "config");
}

#[tokio::test]
async fn a_client_certificate_needs_both_files_and_they_must_be_good() {
    let home = Home::new();
    let key = home.path().join("key.pem").display().to_string();
    let none = home.path().join("none.pem").display().to_string();
    let alone = home.run(&["get", "x", "--client-cert", &key]).await;
    assert!(
        alone.fails(2, "usage")["message"]
            .as_str()
            .unwrap()
            .contains("--client-key")
    );
    let missing = home
        .run(&["get", "x", "--client-cert", &none, "--client-key", &key])
        .await;
    assert!(
        missing.fails(2, "io")["hint"]
            .as_str()
            .unwrap()
            .contains("--client-cert")
    );
    let wrong = home
        .run(&["get", "x", "--client-cert", &key, "--client-key", &key])
        .await;
    wrong.fails(3, "config");
}
