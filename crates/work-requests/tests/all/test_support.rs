//! Scripted transports, and recordings: what they answer, and that no secret is in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use bytes::Bytes;
use common::{client_of, work};
use futures_util::StreamExt as _;
use http::{Request, Response};
use http_body_util::Full;
use proptest::prelude::*;
use tower::{BoxError, Service, ServiceExt as _, service_fn};
use work_requests::test_support::{Answer, Recorder, Recording, RecordingError, Script, builder};
use work_requests::{ErrorKind, Outcome};
use work_requests_emulator::{Emulator, demo};

const ID: &str = "ocid1.coreservicesworkrequest.oc1.iad.scripted";

#[tokio::test]
async fn a_rule_sees_each_request() {
    let mut reads = 0;
    let script = Script::by_request(move |request| {
        reads += 1;
        let id = request.uri().path().rsplit('/').next().unwrap();
        Answer::new(
            200,
            work(
                id,
                if reads < 3 {
                    "IN_PROGRESS"
                } else {
                    "SUCCEEDED"
                },
            ),
        )
    });
    let client = script.builder().build().unwrap();
    for status in ["IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED"] {
        let work = client.get_work_request(ID).await.unwrap().data;
        assert_eq!((work.id.as_str(), work.status.as_str()), (ID, status));
    }
    assert_eq!(script.received().len(), 3);
}

#[tokio::test]
async fn the_end_of_a_script_and_what_is_no_http_are_errors_that_say_so() {
    let script = Script::new([
        Answer::new(42, ""),
        Answer::new(200, "[]").header("opc-next-page", "a\nb"),
        Answer::failure("connection reset"),
    ]);
    let client = script.builder().build().unwrap();
    assert_eq!(script.remaining(), 3);
    for reason in [
        "42 is no HTTP status",
        "is no header",
        "connection reset",
        "request 4, GET /2016",
    ] {
        let error = client.get_work_request(ID).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        let told = causes(&error);
        assert!(told.contains(reason), "{told}");
    }
    assert_eq!(script.remaining(), 0);
}

#[tokio::test(start_paused = true)]
async fn delays_pass_in_paused_time() {
    let script = Script::new([Answer::new(200, "[]").after(Duration::from_secs(30))]);
    let client = script.builder().build().unwrap();
    let begun = tokio::time::Instant::now();
    client.list_work_requests("c").await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_is_replayed_from_the_file() {
    let emulator = Emulator::demo();
    let recorder = Recorder::new(emulator.service());
    let client = client_of(&emulator)
        .transport(recorder.clone())
        .build()
        .unwrap();
    let two = 2.try_into().unwrap();
    let list = client.list_work_requests(demo::COMPARTMENT).limit(two);
    let ids = |items: work_requests::Items<work_requests::models::WorkRequestSummary>| {
        items.map(|work| work.unwrap().id).collect::<Vec<_>>()
    };
    let listed = ids(list.items()).await;
    let outcome = client.wait(demo::LAUNCH_INSTANCE).await.unwrap();
    assert!(matches!(outcome, Outcome::Succeeded(_)));
    let missing = client.get_work_request("ocid1.absent").await.unwrap_err();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recording.json");
    let recording = recorder.recording();
    assert_eq!(recording.len(), emulator.received().len());
    recording.save(&file).unwrap();
    let loaded = Recording::load(&file).unwrap();
    assert_eq!(loaded, recording);

    let client = loaded.replay().builder().build().unwrap();
    let list = client.list_work_requests(demo::COMPARTMENT).limit(two);
    assert_eq!(ids(list.items()).await, listed);
    assert_eq!(client.wait(demo::LAUNCH_INSTANCE).await.unwrap(), outcome);
    let again = client.get_work_request("ocid1.absent").await.unwrap_err();
    assert_eq!(
        (again.status(), again.code()),
        (missing.status(), missing.code())
    );
    assert_eq!(again.request_id(), missing.request_id());
    let other = client.get_work_request("ocid1.other").await.unwrap_err();
    assert!(causes(&other).contains("the recording has no answer for GET"));

    let text = std::fs::read_to_string(&file).unwrap();
    let known = emulator.credentials();
    for secret in [
        known.key_id().as_str(),
        known.user(),
        known.fingerprint(),
        "Signature",
    ] {
        assert!(!text.contains(secret), "{secret} was recorded");
    }
}

#[tokio::test(start_paused = true)]
async fn names_are_replaced_in_targets_and_bodies() {
    let emulator = Emulator::demo();
    let recorder = Recorder::new(emulator.service()).replace(demo::COMPARTMENT, "c");
    let client = client_of(&emulator)
        .transport(recorder.clone())
        .build()
        .unwrap();
    client.list_work_requests(demo::COMPARTMENT).await.unwrap();
    let client = recorder.recording().replay().builder().build().unwrap();
    let page = client.list_work_requests("c").await.unwrap();
    assert!(page.data.iter().all(|work| work.compartment_id == "c"));
}

#[test]
fn damaged_and_absent_recordings_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recording.json");
    assert!(matches!(
        Recording::load(&file),
        Err(RecordingError::File { .. })
    ));
    for text in [
        "",
        "[]",
        r#"{"version":2,"exchanges":[]}"#,
        r#"{"version":1,"exchanges":[],"x":1}"#,
    ] {
        std::fs::write(&file, text).unwrap();
        assert!(
            matches!(Recording::load(&file), Err(RecordingError::Format { .. })),
            "{text}"
        );
    }
    std::fs::write(&file, r#"{"version":1,"exchanges":[]}"#).unwrap();
    assert!(Recording::load(&file).unwrap().is_empty());
}

/// What a caller proves itself with.
#[derive(Debug, Clone)]
struct Secrets {
    authorization: String,
    headers: Vec<(&'static str, String)>,
    /// Every text that may be nowhere.
    all: Vec<String>,
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z0-9+/._-]{12,60}"
}

fn secrets() -> impl Strategy<Value = Secrets> {
    (any::<bool>(), proptest::array::uniform8(word())).prop_map(|(is_token, words)| {
        let [token, user, fingerprint, signature, obo, proxy, custom, cookie] = words;
        let mut all = vec![signature.clone(), obo.clone(), proxy.clone(), custom.clone(), cookie.clone()];
        let key_id = match is_token {
            true => format!("ST${token}"),
            false => format!("ocid1.tenancy.oc1..t/{}/{}", user.replace('/', "_"), fingerprint.replace('/', "_")),
        };
        match is_token {
            true => all.push(token),
            false => all.extend([user.replace('/', "_"), fingerprint.replace('/', "_")]),
        }
        all.push(key_id.clone());
        Secrets {
            authorization: format!(
                r#"Signature version="1",keyId="{key_id}",algorithm="rsa-sha256",headers="date (request-target) host",signature="{signature}""#
            ),
            headers: vec![
                ("opc-obo-token", obo),
                ("proxy-authorization", format!("Basic {proxy}")),
                ("x-api-secret", custom),
                ("cookie", cookie),
            ],
            all,
        }
    })
}

/// A service that tells everything back, in every place.
fn echo(request: &Request<Bytes>) -> Response<Full<Bytes>> {
    let all: Vec<_> = request
        .headers()
        .values()
        .map(|value| value.to_str().unwrap())
        .collect();
    let all = all.join(" ");
    let escaped: String = all
        .chars()
        .map(|c| format!("\\u{:04x}", u32::from(c)))
        .collect();
    let mut body = serde_json::json!({
        "message": all, "nested": [{ all.as_str(): all }], "accessToken": "of another", "keyId": {"a": 1},
    });
    let bytes = match request.uri().path() {
        "/text" => format!("said: {all}"),
        "/escaped" => format!(r#"{{"message":"{escaped}"}}"#),
        _ => {
            body["again"] = body.to_string().into();
            body.to_string()
        }
    };
    Response::builder()
        .header("opc-request-id", &all)
        .header("etag", &all)
        .header("set-cookie", &all)
        .header("x-anything", &all)
        .body(Full::from(bytes))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_secret_of_any_request_is_in_a_recording(calls in proptest::collection::vec((secrets(), 0..3_usize), 1..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let echoing = service_fn(|request: Request<Bytes>| async move { Ok::<_, BoxError>(echo(&request)) });
        let mut recorder = Recorder::new(echoing);
        for (secrets, place) in &calls {
            let path = ["/json", "/text", "/escaped"][*place];
            let mut request = Request::get(format!("https://example.com{path}"))
                .header("authorization", &secrets.authorization)
                .header("opc-client-info", "test");
            for (name, value) in &secrets.headers {
                request = request.header(*name, value);
            }
            let request = request.body(Bytes::from(secrets.all.join(" "))).unwrap();
            runtime.block_on(async { recorder.ready().await.unwrap().call(request).await.unwrap() });
        }
        let recording = recorder.recording();
        prop_assert_eq!(recording.len(), calls.len());
        let value = serde_json::to_value(&recording).unwrap();
        let texts = [value.to_string(), format!("{recording:?}"), format!("{recorder:?}"), strings(&value)];
        for secret in calls.iter().flat_map(|(secrets, _)| &secrets.all).map(String::as_str).chain(["of another"]) {
            for text in &texts {
                prop_assert!(!text.contains(secret), "{} is in {}", secret, text);
            }
        }
    }
}

/// All names and texts of a document, unescaped.
fn strings(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => format!("{text}\n"),
        serde_json::Value::Array(items) => items.iter().map(strings).collect(),
        serde_json::Value::Object(members) => members
            .iter()
            .map(|(name, value)| format!("{name}\n{}", strings(value)))
            .collect(),
        _ => String::new(),
    }
}

#[tokio::test]
async fn requests_that_sign_in_pass_unrecorded() {
    let echoing =
        service_fn(|request: Request<Bytes>| async move { Ok::<_, BoxError>(echo(&request)) });
    let recorder = Recorder::new(echoing);
    let request = Request::post("https://auth.example.com/v1/x509")
        .body(Bytes::from("certificate"))
        .unwrap();
    recorder.clone().oneshot(request).await.unwrap();
    assert!(recorder.recording().is_empty());
    // Those of the client are.
    let client = builder(recorder.clone()).build().unwrap();
    client.get_work_request(ID).await.unwrap_err();
    assert_eq!(recorder.recording().len(), 1);
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        told = format!("{told}: {error}");
        cause = error.source();
    }
    told
}
