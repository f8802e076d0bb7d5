//! Running a case through the library.

use std::io;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use work_requests::{Config, Env, Error, ErrorKind, WorkRequestClient};

use super::case::{Case, ID};
use super::run::{Outcome, Scene};

/// One `get` with the library's defaults, but for shorter timeouts.
pub(super) async fn run(case: &Case) -> io::Result<Outcome> {
    let scene = Scene::set(case).await?;
    let mut builder = WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(scene.credentials()))
        .service_endpoint(scene.endpoint(case))
        .timeout(Duration::from_millis(700));
    if let Some(ca) = scene.ca_pem() {
        builder = builder.root_certificates_pem(ca);
    }
    let client = builder.build().map_err(io::Error::other)?;
    let started = Instant::now();
    let result = client.get_work_request(ID).await;
    let took = started.elapsed();
    let (exit, error, stdout) = match result {
        Ok(response) => (0, None, json!({ "data": response.data }).to_string()),
        Err(error) => (exit(&error), Some(described(&error)), String::new()),
    };
    Ok(Outcome::of_library(
        exit,
        error,
        stdout,
        scene.attempts(),
        took,
    ))
}

/// What the program would end with.
fn exit(error: &Error) -> i32 {
    let denied = error
        .status()
        .is_some_and(|status| matches!(status.as_u16(), 401 | 403 | 404));
    match error.kind() {
        ErrorKind::Service if denied => 5,
        ErrorKind::Service if error.is_retryable() => 6,
        ErrorKind::Service => 4,
        ErrorKind::Timeout => 7,
        ErrorKind::Decode | ErrorKind::Limit => 8,
        ErrorKind::Connection => 6,
        _ => 3,
    }
}

fn described(error: &Error) -> Value {
    let mut described = json!({ "kind": error.kind().as_str() });
    if let (Some(status), Some(members)) = (error.status(), described.as_object_mut()) {
        members.insert("status".to_owned(), status.as_u16().into());
        members.insert("opcRequestId".to_owned(), error.request_id().into());
    }
    described
}
