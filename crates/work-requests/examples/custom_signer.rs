//! Signs with a key that this program does not hold in a file: here a stand-in for a vault.
#![allow(clippy::print_stdout)]

use work_requests::{CredentialId, KeyId, PrivateKey, SignError, Signed, Signer, SigningRequest};
use work_requests::{UnsignedRequest, WorkRequestClient};
use work_requests_emulator::{Emulator, ListenOptions, demo};

#[derive(Debug)]
struct VaultSigner(KeyId, Vault);

impl Signer for VaultSigner {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let unsigned = UnsignedRequest::prepare(&request)?;
        let signature = self.1.sign(unsigned.signing_string()).await?;
        Ok(unsigned.into_signed(&self.0, &signature, CredentialId::new(1)))
    }
}

/// Where the key is; yours would ask over the network.
#[derive(Debug)]
struct Vault(PrivateKey);

impl Vault {
    async fn sign(&self, text: &str) -> Result<Vec<u8>, SignError> {
        self.0.sign(text.as_bytes())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await?;
    let credentials = emulator.credentials();
    let vault = Vault(PrivateKey::from_pem(
        credentials.private_key_pem().as_bytes(),
        None,
    )?);
    let client = WorkRequestClient::builder()
        .signer(VaultSigner(credentials.key_id().clone(), vault))
        .service_endpoint(server.endpoint())
        .build()?;

    let work = client.get_work_request(demo::LAUNCH_INSTANCE).await?.data;
    println!("{} is {}", work.operation_type, work.status);
    let verified = emulator
        .received()
        .iter()
        .all(|request| request.verdict.is_verified());
    println!(
        "the signature was {}",
        if verified { "good" } else { "refused" }
    );
    Ok(())
}
