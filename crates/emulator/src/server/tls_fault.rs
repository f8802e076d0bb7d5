//! What can be wrong with HTTPS.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// What is wrong with a server's HTTPS; see [`ListenOptions::tls_fault`](crate::ListenOptions::tls_fault).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsFault {
    /// The certificate ended a year ago.
    Expired,
    /// The certificate begins in a hundred years.
    NotYetValid,
    /// The certificate is another host's.
    WrongHost,
    /// The certificate is signed by nobody but itself.
    SelfSigned,
    /// Nothing newer than TLS 1.2.
    Only12,
    /// Nothing newer than TLS 1.1: the handshake is refused with the alert of such a server.
    Only11,
    /// No TLS at all: the handshake is answered in HTTP.
    Plaintext,
    /// The handshake is never answered.
    Silent,
}

impl TlsFault {
    /// What is done in place of a handshake; `None` where there is one.
    pub(super) async fn in_place_of_handshake(
        self,
        mut stream: impl AsyncRead + AsyncWrite + Unpin,
    ) -> Option<io::Error> {
        /// A fatal alert in the form of TLS 1.1: protocol_version.
        const ALERT: &[u8] = b"\x15\x03\x02\0\x02\x02\x46";
        const HTTP: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
        let answer = match self {
            Self::Only11 => ALERT,
            Self::Plaintext => HTTP,
            Self::Silent => b"",
            _ => return None,
        };
        let said = async {
            let mut hello = [0; 4096];
            // A hello in pieces is answered after its first: nothing of it matters here.
            if stream.read(&mut hello).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if answer.is_empty() {
                while stream.read(&mut hello).await? > 0 {}
            }
            stream.write_all(answer).await?;
            stream.shutdown().await
        };
        let failed = io::Error::other("a fault ordered in place of the handshake");
        Some(said.await.err().unwrap_or(failed))
    }
}
