//! A server of raw bytes, for answers that no HTTP library would give.

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
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read_buf(&mut request).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
    match answer {
        Some(bytes) => stream.write_all(bytes).await.unwrap_or_default(),
        // The peer's end comes when it gives up.
        None => {
            while stream
                .read_buf(&mut request)
                .await
                .is_ok_and(|read| read > 0)
            {}
        }
    }
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
