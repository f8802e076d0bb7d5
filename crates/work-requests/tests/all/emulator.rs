//! The facade against the emulator: in memory under paused time, and over sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use work_requests::models::{SortOrder, WorkRequestStatus};
use work_requests::{
    Config, CredentialId, Env, ErrorKind, Outcome, PrivateKey, RetryStrategy, SignError, Signed,
    Signer, SigningRequest, UnsignedRequest, WorkRequestClient,
};
use work_requests_emulator::{Emulator, Fault, FaultAnswer, ListenOptions, demo};

fn client(emulator: &Emulator) -> WorkRequestClient {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_four_operations_are_accepted() {
    let emulator = Emulator::demo();
    let client = client(&emulator);
    let work = client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
    assert_eq!(work.data.status, WorkRequestStatus::Failed);
    let all: Vec<_> = client
        .list_work_requests(demo::COMPARTMENT)
        .items()
        .collect()
        .await;
    assert_eq!(all.len(), demo::IDS.len());
    let errors = client
        .list_work_request_errors(demo::DETACH_VOLUME)
        .await
        .unwrap();
    assert_eq!(errors.data[0].code, "IncorrectState");
    let logs = client
        .list_work_request_logs(demo::DETACH_VOLUME)
        .sort_order(SortOrder::Desc);
    assert_eq!(logs.await.unwrap().data.len(), 1);
    assert!(
        emulator
            .received()
            .iter()
            .all(|request| request.verdict.is_verified())
    );
}

#[tokio::test(start_paused = true)]
async fn work_is_followed_to_its_end() {
    let client = client(&Emulator::demo());
    assert!(matches!(
        client.wait(demo::LAUNCH_INSTANCE).await.unwrap(),
        Outcome::Succeeded(_)
    ));
    assert!(matches!(
        client.wait(demo::CREATE_CLUSTER).await.unwrap(),
        Outcome::Failed(_)
    ));
    assert!(matches!(
        client.wait(demo::RESIZE_VOLUME).await.unwrap(),
        Outcome::Canceled(_)
    ));
}

#[tokio::test(start_paused = true)]
async fn a_strategy_outlasts_an_outage_under_one_request_id() {
    let emulator = Emulator::demo();
    emulator
        .control()
        .add_fault(Fault::statuses([503, 503, 503]))
        .unwrap();
    let throttled = Fault::new(FaultAnswer::status(429).retry_after(5));
    emulator.control().add_fault(throttled).unwrap();
    let call = client(&emulator);
    let call = call
        .get_work_request(demo::CREATE_DATABASE)
        .retry_strategy(RetryStrategy::default());
    call.await.unwrap();
    let received = emulator.received();
    assert_eq!(received.len(), 5);
    assert!(
        received
            .iter()
            .all(|one| one.header("opc-request-id") == received[0].header("opc-request-id"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_put_right_once() {
    let emulator = Emulator::demo();
    emulator.control().skew(chrono::TimeDelta::hours(-1));
    let client = client(&emulator);
    client
        .get_work_request(demo::CREATE_DATABASE)
        .await
        .unwrap();
    client
        .get_work_request(demo::CREATE_DATABASE)
        .await
        .unwrap();
    assert_eq!(
        emulator.received().len(),
        3,
        "the second call knows the offset"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_names_the_request() {
    let error = client(&Emulator::demo())
        .get_work_request("ocid1.none")
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Service, Some("NotAuthorizedOrNotFound"))
    );
    assert!(error.request_id().is_some());
}

/// A signer of a user's own, whose key is elsewhere.
#[derive(Debug)]
struct Own(work_requests::KeyId, PrivateKey);

impl Signer for Own {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let unsigned = UnsignedRequest::prepare(&request)?;
        let signature = self.1.sign(unsigned.signing_string().as_bytes())?;
        Ok(unsigned.into_signed(&self.0, &signature, CredentialId::new(1)))
    }
}

#[tokio::test]
async fn an_own_signer_works_over_a_socket() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let key =
        PrivateKey::from_pem(emulator.credentials().private_key_pem().as_bytes(), None).unwrap();
    let client = WorkRequestClient::builder()
        .environment(
            [
                ("HTTP_PROXY", "http://127.0.0.1:1"),
                ("ALL_PROXY", "http://127.0.0.1:1"),
            ]
            .into_iter()
            .collect(),
        )
        .signer(Own(emulator.credentials().key_id().clone(), key))
        .service_endpoint(server.endpoint())
        .deadline(Duration::from_secs(20))
        .build()
        .unwrap();
    client
        .get_work_request(demo::LAUNCH_INSTANCE)
        .await
        .unwrap();
    assert!(emulator.received()[0].verdict.is_verified());
}

#[cfg(not(feature = "auth"))]
#[tokio::test(start_paused = true)]
async fn other_principals_are_refused_before_anything_is_sent() {
    let emulator = Emulator::demo();
    let config = Config::from_pairs(emulator.credentials().pairs());
    for (key, value) in [
        ("authentication_type", "instance_principal"),
        ("authentication_type", "oke_workload_identity"),
    ] {
        let built = WorkRequestClient::builder()
            .environment(Env::empty())
            .config(config.clone().with(key, value))
            .transport(emulator.service())
            .build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Config, "{key}");
    }
    assert!(emulator.received().is_empty());
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_logged_or_shown() {
    crate::common::let_the_log_be_heard();
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let emulator = Emulator::demo();
    let client = client(&emulator);
    client
        .get_work_request(demo::LAUNCH_INSTANCE)
        .await
        .unwrap();
    let error = client.get_work_request("ocid1.none").await.unwrap_err();
    drop(guard);
    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("get_work_request") || logged.contains("GetWorkRequest"),
        "{logged}"
    );
    let config = Config::from_pairs(emulator.credentials().pairs());
    let text = format!("{logged} {client:?} {error:?} {error} {config:?}");
    let key_line = emulator
        .credentials()
        .private_key_pem()
        .lines()
        .nth(1)
        .unwrap();
    for secret in ["BEGIN PRIVATE", "BEGIN RSA", key_line, "Signature version"] {
        assert!(!text.contains(secret), "{secret} is shown");
    }
}

#[tokio::test]
async fn the_proxy_of_the_environment_is_asked() {
    let proxy = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let emulator = Emulator::demo();
    let client = WorkRequestClient::builder()
        .environment([("HTTP_PROXY", url)].into_iter().collect())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .service_endpoint("http://service.invalid")
        .allow_plaintext(true)
        .deadline(Duration::from_secs(20))
        .build()
        .unwrap();
    let call = client.get_work_request(demo::LAUNCH_INSTANCE).into_future();
    let answer = async {
        let (mut stream, _) = proxy.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let read = stream.read(&mut asked).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8_lossy(&asked[..read]).into_owned()
    };
    let (error, asked) = tokio::join!(call, answer);
    assert!(
        asked.starts_with("GET http://service.invalid/20160918/workRequests/"),
        "{asked}"
    );
    assert_eq!(error.unwrap_err().status().unwrap(), 404);
}
