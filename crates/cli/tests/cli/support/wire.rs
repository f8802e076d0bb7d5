//! Servers of raw bytes and of scripted answers, for what no real service would be asked to do.

use std::sync::Arc;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers each connection with the same bytes and closes it; `None` never answers.
pub(crate) async fn serve(answer: Option<&'static [u8]>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, answer));
        }
    });
    endpoint
}

async fn converse(mut stream: TcpStream, answer: Option<&'static [u8]>) {
    let Some(_) = request(&mut stream).await else {
        return;
    };
    match answer {
        Some(bytes) => stream.write_all(bytes).await.unwrap_or_default(),
        // The peer's end comes when it gives up.
        None => while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {},
    }
}

/// The head of a request.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_buf(&mut head).await {
            Ok(0) | Err(_) => return None,
            Ok(_) => {}
        }
    }
    String::from_utf8(head).ok()
}

/// What a scripted service answers.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) next_page: Option<String>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self {
            status: 200,
            next_page: None,
            body,
        }
    }

    pub(crate) fn refusal(status: u16, code: &str) -> Self {
        let body = serde_json::json!({"code": code, "message": "because"});
        Self {
            status,
            next_page: None,
            body,
        }
    }

    fn bytes(&self, number: usize) -> Vec<u8> {
        let body = self.body.to_string();
        let next = self
            .next_page
            .as_ref()
            .map(|token| format!("opc-next-page: {token}\r\n"));
        format!(
            "HTTP/1.1 {} X\r\nopc-request-id: answer-{number}\r\n{}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.status,
            next.unwrap_or_default(),
            body.len(),
        )
        .into_bytes()
    }
}

/// Answers each request by what `answer` says of its target and of how many came before it.
pub(crate) async fn script(
    answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        for number in 0.. {
            let Ok((mut stream, _)) = listener.accept().await else {
                return;
            };
            let answer = Arc::clone(&answer);
            tokio::spawn(async move {
                let Some(head) = request(&mut stream).await else {
                    return;
                };
                let target = head.split(' ').nth(1).unwrap_or_default();
                let target = target.trim_start_matches("/20160918/workRequests");
                let _ = stream
                    .write_all(&answer(target, number).bytes(number))
                    .await;
            });
        }
    });
    endpoint
}

/// Answers the first bytes of a connection, whatever they are, with a line of text.
pub(crate) async fn greet() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut first = [0; 16];
            let _ = stream.read(&mut first).await;
            let _ = stream.write_all(b"220 mail.example.com ESMTP\r\n").await;
        }
    });
    address
}

/// An address that refuses connections: its port was free a moment ago.
pub(crate) async fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}
