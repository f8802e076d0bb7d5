//! Fetches one URL as a client of this project would: with the environment's proxies and
//! certificates, and every limit in place. Handy to find out why a network refuses calls.
//!
//! ```text
//! cargo run -p work-requests-transport --example get -- https://iaas.us-ashburn-1.oraclecloud.com/
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program")]

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower::ServiceExt;
use work_requests_transport::{BoxError, Collect, Transport, TransportError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, BoxError> {
    let url = std::env::args().nth(1).ok_or("usage: get URL")?;
    let request = Request::get(url).body(Bytes::new())?;
    let transport = Transport::builder()
        .environment(|name| std::env::var(name).ok())
        .build()?;
    let call = Collect::new(transport).oneshot(request);
    // There is no total deadline in this crate, so that the caller can put one around everything.
    Ok(
        match tokio::time::timeout(Duration::from_secs(30), call).await? {
            Ok(answer) => show(&answer),
            Err(fault) => explain(&fault),
        },
    )
}

fn show(answer: &Response<Bytes>) -> ExitCode {
    println!("{}", answer.status());
    for (name, value) in answer.headers() {
        println!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    println!("\n{}", String::from_utf8_lossy(answer.body()));
    ExitCode::SUCCESS
}

fn explain(fault: &TransportError) -> ExitCode {
    eprintln!("{fault}");
    eprintln!("kind: {:?}, delivery: {:?}", fault.kind(), fault.delivery());
    let mut cause = fault.source();
    while let Some(error) = cause {
        eprintln!("because: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}
