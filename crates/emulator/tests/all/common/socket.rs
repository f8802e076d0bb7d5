//! A caller over a socket, who sees what really arrives.

use std::io;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, Uri};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use work_requests_emulator::{Emulator, Server};
use work_requests_signing::{RequestSigner, Signer as _, SigningRequest};

pub const LIMIT: Duration = Duration::from_secs(10);

/// The text of a signed GET request that asks for the connection to be closed after it.
pub async fn signed_text(
    signer: &RequestSigner,
    endpoint: &str,
    target: &str,
    at: SystemTime,
) -> String {
    let uri: Uri = format!("{endpoint}{target}").parse().unwrap();
    let headers = HeaderMap::new();
    let asked = SigningRequest::new(&Method::GET, &uri, &headers, b"", at);
    let mut headers = HeaderMap::new();
    signer.sign(asked).await.unwrap().apply(&mut headers);
    let mut text = format!("GET {target} HTTP/1.1\r\nconnection: close\r\n");
    for (name, value) in &headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    if !headers.contains_key("host") {
        text.push_str(&format!("host: {}\r\n", uri.authority().unwrap()));
    }
    text + "\r\n"
}

/// What arrived, and how it ended.
#[derive(Debug)]
pub struct Arrived {
    pub bytes: Vec<u8>,
    pub end: io::Result<()>,
}

impl Arrived {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn status(&self) -> u16 {
        self.text()[9..12].parse().unwrap()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let text = self.text().to_lowercase();
        let (head, _) = text.split_once("\r\n\r\n")?;
        let value = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")))?;
        Some(value.to_owned())
    }

    pub fn body(&self) -> String {
        let text = self.text();
        text.split_once("\r\n\r\n")
            .map(|(_, body)| body.to_owned())
            .unwrap_or_default()
    }

    pub fn was_reset(&self) -> bool {
        let kind = self.end.as_ref().err().map(io::Error::kind);
        kind == Some(io::ErrorKind::ConnectionReset)
    }
}

/// Sends a text and reads to the end.
pub async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, text: &str) -> Arrived {
    let talk = async {
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let end = stream.read_to_end(&mut bytes).await.map(|_| ());
        Arrived { bytes, end }
    };
    tokio::time::timeout(LIMIT, talk).await.expect("in time")
}

/// Sends a signed request to a server over TCP.
pub async fn get(emulator: &Emulator, server: &Server, target: &str) -> Arrived {
    exchange(
        TcpStream::connect(server.address()).await.unwrap(),
        &text(emulator, server, target).await,
    )
    .await
}

/// A signed request for a server, at the emulator's own time.
pub async fn text(emulator: &Emulator, server: &Server, target: &str) -> String {
    let signer = emulator.credentials().signer();
    signed_text(&signer, &server.endpoint(), target, emulator.clock()()).await
}
