//! Only the signature, for an HTTP client of one's own: here `reqwest`.
//!
//! The signer needs method, URL, headers and body, and answers with the headers to send.
#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::time::SystemTime;

use http::{HeaderMap, Method, Uri};
use work_requests_emulator::{Emulator, ListenOptions, demo};
use work_requests_signing::{PrivateKey, RequestSigner, SigningRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await?;

    // With an account: the key file and `KeyId::api_key(tenancy, user, fingerprint)`.
    let known = emulator.credentials();
    let key = PrivateKey::from_pem(known.private_key_pem().as_bytes(), None)?;
    let signer = RequestSigner::new(known.key_id().clone(), key);

    let url = format!(
        "{}/20160918/workRequests/{}",
        server.endpoint(),
        demo::DETACH_VOLUME
    );
    let answer = get(&reqwest::Client::new(), &signer, &url).await?;
    println!("{}", answer.status());
    let work: serde_json::Value = serde_json::from_slice(&answer.bytes().await?)?;
    println!("{} is {}", work["operationType"], work["status"]);
    Ok(())
}

async fn get(
    client: &reqwest::Client,
    signer: &RequestSigner,
    url: &str,
) -> Result<reqwest::Response, Box<dyn std::error::Error>> {
    let uri: Uri = url.parse()?;
    let headers = HeaderMap::new();
    // A program's own clock; a library would take it from its caller.
    #[allow(clippy::disallowed_methods)]
    let now = SystemTime::now();
    let request = SigningRequest::new(&Method::GET, &uri, &headers, b"", now);
    let signed = signer.sign_now(&request)?;

    let answer = client.get(url).headers(signed.headers).send().await?;
    Ok(answer.error_for_status()?)
}
