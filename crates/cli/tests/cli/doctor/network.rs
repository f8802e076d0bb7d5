//! Faults on the way: proxy, name, connection, TLS. Only this machine is called.

use work_requests_emulator::{ListenOptions, TlsFault};

use super::site::{Found, Site, examine};
use crate::support::Home;
use crate::support::wire::{closed, greet, serve};

/// What doctor finds where HTTPS has this fault, and its authority is trusted.
async fn spoilt(fault: TlsFault, more: &[&str]) -> Found {
    let site = Site::at(ListenOptions::default().tls_fault(fault)).await;
    let ca = site.home.write("ca.pem", site.server.ca_pem().unwrap());
    let args = [&["--ca-file", ca.to_str().unwrap()], more].concat();
    site.examine(&args).await
}

#[tokio::test]
async fn nothing_is_wrong_with_https() {
    let site = Site::at(ListenOptions::default().tls()).await;
    let ca = site.home.write("ca.pem", site.server.ca_pem().unwrap());
    let found = site.examine(&["--ca-file", ca.to_str().unwrap()]).await;
    found.says("ok tls: the certificate is trusted").is_well();
}

#[tokio::test]
async fn the_proxy_is_dead() {
    let proxy = closed().await;
    let url = format!("http://me:hunter2-planted@{proxy}");
    let found = examine(&Home::new(), &[("HTTPS_PROXY", &url)], &[]).await;
    found.calling(&proxy, "PROXY").is(6, "fail proxy: no connection to the proxy `PROXY` -> check the proxy's address in --proxy, HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or exempt the host with NO_PROXY");
}

#[tokio::test]
async fn the_proxy_is_no_url() {
    for offline in [&[][..], &["--offline"]] {
        let found = examine(&Home::new(), &[("HTTPS_PROXY", "://")], offline).await;
        found.is(3, "fail proxy: HTTPS_PROXY is not a proxy URL -> give http, https, socks4, socks4a, socks5 or socks5h with host and port, or unset it");
    }
    let found = examine(&Home::new(), &[], &["--proxy", "://"]).await;
    found.is(3, "fail proxy: the transport cannot be built: the proxy is not a URL we can use -> give http, https, socks4, socks4a, socks5 or socks5h with host and port");
}

#[tokio::test]
async fn the_proxy_asks_for_a_password() {
    let service = serve(Some(
        b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
    ));
    let proxy = service.await;
    let found = examine(&Home::new(), &[], &["--proxy", &proxy]).await;
    found.calling(proxy.trim_start_matches("http://"), "PROXY").is(3, "fail proxy: the proxy `PROXY` did not let us through to `iaas.us-ashburn-1.oraclecloud.com` -> check the user and password in the proxy's URL, and that it allows this host");
}

#[tokio::test]
async fn the_name_has_no_address() {
    let found = examine(
        &Home::new(),
        &[],
        &["--endpoint", "https://iaas.doctor.invalid"],
    )
    .await;
    found.is(6, "fail dns: the name of `iaas.doctor.invalid` cannot be resolved -> check the endpoint or region, and DNS");
}

#[tokio::test]
async fn the_service_is_down() {
    let place = closed().await;
    let endpoint = format!("https://{place}");
    let found = examine(&Home::new(), &[], &["--endpoint", &endpoint]).await;
    found.calling(&place, "HERE").is(6, "fail connection: `HERE` refused the connection -> check the endpoint, and that its service is up");
}

#[tokio::test]
async fn the_authority_is_not_trusted() {
    let site = Site::at(ListenOptions::default().tls()).await;
    site.examine(&[]).await.is(3, "fail tls: the certificate of `HERE` comes from an authority that is not trusted -> name the file of that authority's certificate with --ca-file, or all authorities to trust with SSL_CERT_FILE");
}

#[tokio::test]
async fn the_certificate_is_another_hosts() {
    spoilt(TlsFault::WrongHost, &[]).await.is(
        3,
        "fail tls: the certificate of `HERE` is for another name -> check the endpoint's host",
    );
}

#[tokio::test]
async fn the_certificate_has_expired() {
    spoilt(TlsFault::Expired, &[]).await.is(3, "fail tls: the certificate of `HERE` has expired -> check this machine's clock, then ask the service's owner");
}

#[tokio::test]
async fn the_handshake_is_never_answered() {
    let found = spoilt(TlsFault::Silent, &["--connect-timeout", "0.5"]).await;
    found.is(7, "fail tls: no connection to `HERE` within the connect timeout of 500ms -> check the endpoint, the network and any proxy between, or raise --connect-timeout or --read-timeout");
}

#[tokio::test]
async fn the_service_speaks_no_tls() {
    let place = greet().await;
    let endpoint = format!("https://{place}");
    let found = examine(&Home::new(), &[], &["--endpoint", &endpoint]).await;
    found.calling(&place, "HERE").is(
        3,
        "fail tls: `HERE` does not speak TLS -> check the port, or whether the endpoint is http",
    );
}

#[tokio::test]
async fn the_authorities_cannot_be_read() {
    let site = Site::new().await;
    let found = site.examine(&["--ca-file", "/nowhere/ca.pem"]).await;
    found.is(2, "fail tls: cannot read /nowhere/ca.pem: No such file or directory (os error 2) -> --ca-file names this file: correct its path or its permissions");
    let variables = [("SSL_CERT_FILE", "/nowhere")];
    let found = examine(&site.home, &variables, &["--offline"]).await;
    found.is(3, "fail tls: no TLS with `iaas.us-ashburn-1.oraclecloud.com`: the certificate authorities in SSL_CERT_FILE (/nowhere) cannot be read -> correct the path, or unset it");
}

#[tokio::test]
async fn the_service_is_no_http() {
    let place = greet().await;
    let endpoint = format!("http://{place}");
    let found = examine(&Home::new(), &[], &["--endpoint", &endpoint]).await;
    found.calling(&place, "HERE").is(8, "fail connection: `HERE` answered with something that is not HTTP/1.1 -> check the endpoint's scheme and port");
}

#[tokio::test]
async fn the_service_never_answers() {
    let endpoint = serve(None).await;
    let args = ["--endpoint", &endpoint, "--read-timeout", "0.5"];
    let found = examine(&Home::new(), &[], &args).await;
    found.calling(endpoint.trim_start_matches("http://"), "HERE").is(7, "fail connection: `HERE` did not answer within the read timeout of 500ms -> check the endpoint, the network and any proxy between, or raise --connect-timeout or --read-timeout");
}
