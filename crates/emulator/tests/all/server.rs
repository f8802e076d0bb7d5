//! The service on a socket, in real time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use work_requests_emulator::{Emulator, ListenOptions, StartError};

const LIMIT: Duration = Duration::from_secs(10);

/// Sends a request as text and reads the answer to the end of the connection.
async fn exchange(address: SocketAddr, host: &str, line: &str, body: &str) -> String {
    let request = format!(
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let talk = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    tokio::time::timeout(LIMIT, talk)
        .await
        .expect("an answer in time")
}

#[tokio::test]
async fn it_answers_at_its_endpoint_and_refuses_what_is_not_signed() {
    let server = Emulator::demo()
        .start(ListenOptions::default())
        .await
        .unwrap();
    let address = server.address();
    assert_eq!(server.endpoint(), format!("http://{address}"));
    let answer = exchange(
        address,
        &address.to_string(),
        "GET /20160918/workRequests",
        "",
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 401") && answer.contains("NotAuthenticated"),
        "{answer}"
    );
}

#[tokio::test]
async fn the_control_api_creates_work_advances_it_and_orders_faults() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let (address, host) = (server.address(), server.address().to_string());
    let script = r#"{"operationType": "CreateVcn", "steps": [{"at": 10, "status": "SUCCEEDED"}]}"#;
    let answer = exchange(address, &host, "POST /_emulator/work-requests", script).await;
    assert!(
        answer.starts_with("HTTP/1.1 201") && answer.contains("ocid1."),
        "{answer}"
    );
    let answer = exchange(
        address,
        &host,
        "POST /_emulator/advance",
        r#"{"seconds": 10}"#,
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    let answer = exchange(
        address,
        &host,
        "POST /_emulator/faults",
        r#"{"answers": [{"status": 503}]}"#,
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert_eq!(emulator.control().faults().len(), 1);
    let answer = exchange(address, &host, "DELETE /_emulator/faults", "").await;
    assert!(
        answer.starts_with("HTTP/1.1 204") && emulator.control().faults().is_empty(),
        "{answer}"
    );
    let answer = exchange(
        address,
        &host,
        "POST /_emulator/faults",
        r#"{"answers": [{"stats": 503}]}"#,
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 400") && answer.contains("answers[0]"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_name_that_a_web_page_chose_does_not_reach_the_control_api() {
    let server = Emulator::demo()
        .start(ListenOptions::default())
        .await
        .unwrap();
    let answer = exchange(
        server.address(),
        "rebound.example",
        "GET /_emulator/received",
        "",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[tokio::test]
async fn a_web_page_cannot_post_to_the_control_api_blindly() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let host = format!("{}\r\norigin: https://page.example", server.address());
    let fault = r#"{"answers": [{"status": 503}]}"#;
    let answer = exchange(server.address(), &host, "POST /_emulator/faults", fault).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert!(emulator.control().faults().is_empty());
}

#[tokio::test]
async fn a_token_lets_other_names_in() {
    let options = ListenOptions::default().control_token("a-token".to_owned().into());
    let server = Emulator::demo().start(options).await.unwrap();
    for (token, status) in [("a-token", "200"), ("a-tokem", "403"), ("", "403")] {
        let host = format!("rebound.example\r\nx-emulator-token: {token}");
        let answer = exchange(server.address(), &host, "GET /_emulator/received", "").await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{token}: {answer}"
        );
    }
}

#[tokio::test]
async fn dropping_it_frees_the_port_and_closes_connections() {
    let server = Emulator::demo()
        .start(ListenOptions::default())
        .await
        .unwrap();
    let address = server.address();
    let mut idle = TcpStream::connect(address).await.unwrap();
    drop(server);
    let closed = tokio::time::timeout(LIMIT, idle.read(&mut [0]))
        .await
        .expect("closed in time");
    assert!(matches!(closed, Ok(0) | Err(_)));
    let again = tokio::time::timeout(LIMIT, async {
        while Emulator::demo()
            .start(ListenOptions::at(address))
            .await
            .is_err()
        {
            tokio::task::yield_now().await;
        }
    });
    again.await.expect("the port is free again");
}

#[tokio::test]
async fn a_shutdown_ends_idle_connections_and_a_taken_address_is_named() {
    let server = Emulator::demo()
        .start(ListenOptions::default())
        .await
        .unwrap();
    let address = server.address();
    let taken = Emulator::demo()
        .start(ListenOptions::at(address))
        .await
        .unwrap_err();
    assert!(matches!(taken, StartError::Listen { address: named, .. } if named == address));
    tokio::time::timeout(LIMIT, server.shutdown())
        .await
        .expect("ends in time");
    assert!(TcpStream::connect(address).await.is_err());
}
