//! What the facade's tests share: a client over a scripted service.

// Each test file uses its own part of this.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod watching;

use bytes::Bytes;
use http::Response;
use work_requests::{CircuitBreakerStrategy, ClientBuilder, Config, Env, WorkRequestClient};

pub use work_requests::test_support::Script;

/// A client of a script.
pub trait ClientOf {
    fn client(&self) -> WorkRequestClient;
}

impl ClientOf for Script {
    fn client(&self) -> WorkRequestClient {
        self.builder().build().unwrap()
    }
}

pub fn answer_with(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

/// An error answer in the service's form.
pub fn refusal(status: u16, code: &str) -> Response<Bytes> {
    answer_with(
        status,
        format!(r#"{{"code":"{code}","message":"because"}}"#),
    )
}

/// A list answer that names the next page, if there is one.
pub fn page(body: &str, next: Option<&str>) -> Response<Bytes> {
    let mut answer = answer_with(200, body.to_owned());
    if let Some(next) = next {
        answer
            .headers_mut()
            .insert("opc-next-page", next.parse().unwrap());
    }
    answer
}

/// A work request's document.
pub fn work(id: &str, status: &str) -> String {
    format!(
        r#"{{"operationType":"LaunchInstance","status":"{status}","id":"{id}","compartmentId":"c",
            "resources":[],"percentComplete":50.0,"timeAccepted":"2026-01-01T00:00:00Z"}}"#
    )
}

/// A client of an emulator in memory, on its clock; no breaker, which outages would open.
pub fn client_of(emulator: &work_requests_emulator::Emulator) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
        .circuit_breaker(CircuitBreakerStrategy::none())
}

/// Call it before a test listens to the log. While one thread alone listens, `tracing` lets the
/// thread that comes by an event first decide, once and for all, whether anybody wants it; with a
/// listener for the whole process it asks each.
pub fn let_the_log_be_heard() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let everything = tracing_subscriber::registry();
        // Another listener for the whole process does as well.
        let _ = tracing::subscriber::set_global_default(everything);
    });
}
