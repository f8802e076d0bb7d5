//! The parts of a call, one by one, with what they allocate:
//! `cargo bench -p work-requests-bench --bench micro`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, SystemTime};

use divan::{AllocProfiler, Bencher, black_box};
use http::{HeaderMap, HeaderValue, Method, Uri};
use work_requests::models::{WorkRequest, WorkRequestSummary, decode};
use work_requests::{Config, Env};
use work_requests_signing::{
    KeyId, PrivateKey, RequestSigner, SigningRequest, UnsignedRequest, signing_string,
};

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

const KEY: &[u8] = include_bytes!("../../crates/signing/tests/keys/test-only-2048.pem");
const URI: &str = "https://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests/\
    ocid1.coreservicesworkrequest.oc1.iad.aaaaaaaaexampleexampleexampleexampleexampleexample";

fn main() {
    // `cargo test --all-targets` runs benches too, without this flag; there is nothing to test.
    if std::env::args().any(|argument| argument == "--bench") {
        divan::main();
    }
}

fn at() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn key() -> PrivateKey {
    PrivateKey::from_pem(KEY, None).unwrap()
}

#[divan::bench]
fn text_to_sign(bencher: Bencher<'_, '_>) {
    let uri = Uri::from_static(URI);
    let mut headers = HeaderMap::new();
    headers.insert(
        "date",
        HeaderValue::from_static("Thu, 01 Jan 2026 00:00:00 GMT"),
    );
    bencher.bench(|| signing_string(&Method::GET, black_box(&uri), &headers).unwrap());
}

#[divan::bench]
fn signed_headers(bencher: Bencher<'_, '_>) {
    let (uri, headers) = (Uri::from_static(URI), HeaderMap::new());
    let request = SigningRequest::new(&Method::GET, &uri, &headers, b"", at());
    bencher.bench(|| UnsignedRequest::prepare(black_box(&request)).unwrap());
}

#[divan::bench]
fn signature(bencher: Bencher<'_, '_>) {
    let key = key();
    bencher.bench(|| key.sign(black_box(URI.as_bytes())).unwrap());
}

#[divan::bench]
fn signature_made_before(bencher: Bencher<'_, '_>) {
    let signer = RequestSigner::new(KeyId::new("id").unwrap(), key());
    let (uri, headers) = (Uri::from_static(URI), HeaderMap::new());
    let request = SigningRequest::new(&Method::GET, &uri, &headers, b"", at());
    bencher.bench(|| signer.sign_now(black_box(&request)).unwrap());
}

#[divan::bench]
fn key_from_pem() -> PrivateKey {
    PrivateKey::from_pem(black_box(KEY), None).unwrap()
}

#[divan::bench]
fn work_request_decoded(bencher: Bencher<'_, '_>) {
    let document = br#"{"operationType":"LaunchInstance","status":"IN_PROGRESS","id":"ocid1.a",
        "compartmentId":"ocid1.b","percentComplete":42.5,"timeAccepted":"2026-01-01T00:00:00.123Z",
        "timeStarted":"2026-01-01T00:00:01Z","resources":[{"actionType":"CREATED",
        "entityType":"instance","identifier":"ocid1.c","entityUri":"/20160918/instances/ocid1.c"}]}"#;
    bencher.bench(|| decode::from_slice::<WorkRequest>(black_box(document)).unwrap());
}

#[divan::bench]
fn a_thousand_summaries_decoded(bencher: Bencher<'_, '_>) {
    let one = r#"{"operationType":"LaunchInstance","status":"IN_PROGRESS","id":"ocid1.a",
        "compartmentId":"ocid1.b","percentComplete":42.5,"timeAccepted":"2026-01-01T00:00:00.123Z"}"#;
    let page = format!("[{}]", vec![one; 1000].join(","));
    bencher.bench(|| {
        decode::from_slice::<Vec<WorkRequestSummary>>(black_box(page.as_bytes())).unwrap()
    });
}

#[divan::bench]
fn profile_read(bencher: Bencher<'_, '_>) {
    let folder = std::env::temp_dir().join(format!("work-requests-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config");
    let profile = "[DEFAULT]\nuser=ocid1.user.oc1..a\ntenancy=ocid1.tenancy.oc1..b\n\
        region=us-ashburn-1\nfingerprint=00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff\n\
        key_file=key.pem\n";
    std::fs::write(&file, profile).unwrap();
    let env = Env::empty();
    bencher.bench(|| Config::from_file_in(&env, black_box(&file), "DEFAULT").unwrap());
    let _ = std::fs::remove_dir_all(&folder);
}
