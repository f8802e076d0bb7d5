//! The private key is never in the process that calls: another process signs what it is given.
//!
//! This program starts itself a second time as that process. Only there the key is read; to the
//! caller come a public key, and signatures.
#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::io::{self, Read, Write};
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tower::BoxError;
use work_requests::{CredentialId, KeyId, PrivateKey, SignError, Signed, Signer, SigningRequest};
use work_requests::{UnsignedRequest, WorkRequestClient};
use work_requests_emulator::{Emulator, ListenOptions, demo};
use work_requests_signing::PublicKey;

const KEY_FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../crates/signing/tests/keys/test-only-2048.pem"
);

/// Runs the key holder once for each signature.
#[derive(Debug)]
struct KeyHolder(KeyId);

impl Signer for KeyHolder {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let unsigned = UnsignedRequest::prepare(&request)?;
        let signature = ask("sign", unsigned.signing_string())
            .await
            .map_err(SignError::credential)?;
        Ok(unsigned.into_signed(&self.0, &signature, CredentialId::new(1)))
    }
}

async fn ask(what: &str, text: &str) -> Result<Vec<u8>, BoxError> {
    let mut holder = Command::new(std::env::current_exe()?)
        .arg(what)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true) // a call that is given up ends it
        .spawn()?;
    if let Some(mut stdin) = holder.stdin.take() {
        stdin.write_all(text.as_bytes()).await?;
    }
    let output = holder.wait_with_output().await?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("the key holder ended with {}", output.status).into()),
    }
}

/// The other process.
fn hold_key(what: &str) -> Result<(), BoxError> {
    let key = PrivateKey::from_pem(&std::fs::read(KEY_FILE)?, None)?;
    let mut text = Vec::new();
    io::stdin().read_to_end(&mut text)?;
    let answer = match what {
        "sign" => key.sign(&text)?,
        _ => key.public_key().to_pem().into_bytes(),
    };
    Ok(io::stdout().write_all(&answer)?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    if let Some(what) = std::env::args().nth(1) {
        return hold_key(&what);
    }
    let public = PublicKey::from_pem(&ask("public-key", "").await?)?;
    let key_id = KeyId::api_key(demo::TENANCY, demo::USER, public.fingerprint())?;
    // The emulator is told the public key, as the console is.
    let emulator = Emulator::builder()
        .demo()
        .key(key_id.clone(), public)
        .build();
    let server = emulator.start(ListenOptions::default()).await?;

    let client = WorkRequestClient::builder()
        .signer(KeyHolder(key_id))
        .service_endpoint(server.endpoint())
        .build()?;
    let work = client.get_work_request(demo::DETACH_VOLUME).await?.data;
    println!("{} is {}", work.operation_type, work.status);
    Ok(())
}
