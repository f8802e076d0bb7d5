//! `transport` and `signing` for another API of Oracle Cloud, as a stack of tower layers.
//!
//! It lists the work requests of Container Engine without any of the facade's code. Any other
//! signed API is called in the same way; a POST only needs a body.
#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use tower::{BoxError, ServiceBuilder, ServiceExt};
use work_requests_emulator::{Emulator, ListenOptions, demo};
use work_requests_signing::{PrivateKey, RequestSigner, SharedSigner, SignLayer};
use work_requests_transport::{CollectLayer, Transport};

/// A program's own clock; a library would take it from its caller.
#[allow(clippy::disallowed_methods)]
fn now() -> SystemTime {
    SystemTime::now()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await?;
    let known = emulator.credentials();
    let key = PrivateKey::from_pem(known.private_key_pem().as_bytes(), None)?;
    let signer = SharedSigner::new(RequestSigner::new(known.key_id().clone(), key));

    let client = ServiceBuilder::new()
        .map_err(BoxError::from)
        .layer(SignLayer::new(signer, now)) // sees what is sent, byte for byte
        .map_err(BoxError::from) // errors of both layers become one type
        .layer(CollectLayer::new().max_body_bytes(1024 * 1024)) // bodies as `Bytes`, within a limit
        .service(Transport::builder().build()?);

    // With an account, the host is `containerengine.{region}.oci.oraclecloud.com`.
    let (endpoint, compartment) = (server.endpoint(), demo::COMPARTMENT);
    let url = format!("{endpoint}/20180222/workRequests?compartmentId={compartment}");
    let request = Request::get(url).header("accept", "application/json");
    let answer = client.oneshot(request.body(Bytes::new())?).await?;

    println!("{}", answer.status());
    let list: serde_json::Value = serde_json::from_slice(answer.body())?;
    for work in list.as_array().ok_or("not a list")? {
        println!("{} {}", work["operationType"], work["status"]);
    }
    Ok(())
}
