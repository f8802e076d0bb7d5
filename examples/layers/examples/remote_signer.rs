//! A signer that asks a key service over HTTP: the service keeps the key and signs texts.
//!
//! The client's side is `KeyService`, twenty lines. `serve_key` stands for the service, which would
//! be a vault on another machine that asks who is calling.
#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::net::SocketAddr;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tower::{BoxError, Service, ServiceExt};
use work_requests::{CredentialId, KeyId, PrivateKey, SignError, Signed, Signer, SigningRequest};
use work_requests::{UnsignedRequest, WorkRequestClient};
use work_requests_emulator::{Emulator, ListenOptions, demo};
use work_requests_transport::{Collect, Transport};

#[derive(Debug)]
struct KeyService {
    key_id: KeyId,
    url: String,
    http: Collect<Transport>,
}

impl Signer for KeyService {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let unsigned = UnsignedRequest::prepare(&request)?;
        let text = Bytes::copy_from_slice(unsigned.signing_string().as_bytes());
        let signature = self.ask(text).await.map_err(SignError::credential)?;
        Ok(unsigned.into_signed(&self.key_id, &signature, CredentialId::new(1)))
    }
}

impl KeyService {
    async fn ask(&self, text: Bytes) -> Result<Bytes, BoxError> {
        let mut http = self.http.clone();
        let answer = http
            .ready()
            .await?
            .call(Request::post(&self.url).body(text)?)
            .await?;
        match answer.status().is_success() {
            true => Ok(answer.into_body()),
            false => Err(format!("the key service answered {}", answer.status()).into()),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await?;
    let known = emulator.credentials();
    let key = PrivateKey::from_pem(known.private_key_pem().as_bytes(), None)?;
    let signer = KeyService {
        key_id: known.key_id().clone(),
        url: format!("http://{}/sign", serve_key(key).await?),
        http: Collect::new(Transport::builder().build()?),
    };

    let client = WorkRequestClient::builder()
        .signer(signer)
        .service_endpoint(server.endpoint())
        .build()?;
    let work = client.get_work_request(demo::DETACH_VOLUME).await?.data;
    println!("{} is {}", work.operation_type, work.status);
    Ok(())
}

async fn serve_key(key: PrivateKey) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let key = key.clone();
            let sign = service_fn(move |request| sign(key.clone(), request));
            let http = hyper::server::conn::http1::Builder::new();
            tokio::spawn(http.serve_connection(TokioIo::new(socket), sign));
        }
    });
    Ok(address)
}

async fn sign(
    key: PrivateKey,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, BoxError> {
    let text = request.into_body().collect().await?.to_bytes();
    Ok(Response::new(Full::from(key.sign(&text)?)))
}
