//! Proxies on real sockets that lead everywhere to one server.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::{Wire, read_head};

/// A proxy, and what it was asked for.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone)]
struct Way {
    to: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    tls: Option<TlsAcceptor>,
}

impl Proxy {
    /// Speaks HTTP: `CONNECT`, and forwarding. Lets in whoever shows `authorization`.
    pub(crate) async fn http(to: SocketAddr, authorization: &'static str) -> Self {
        Self::start(to, None, move |wire, way| http(wire, way, authorization)).await
    }

    /// The same over TLS.
    pub(crate) async fn https(to: SocketAddr, tls: TlsAcceptor) -> Self {
        Self::start(to, Some(tls), |wire, way| http(wire, way, "")).await
    }

    /// Speaks SOCKS 5, and wants user and password if `login` is not empty.
    pub(crate) async fn socks5(to: SocketAddr, login: &'static str) -> Self {
        Self::start(to, None, move |wire, way| socks5(wire, way, login)).await
    }

    /// Speaks SOCKS 4 and 4a.
    pub(crate) async fn socks4(to: SocketAddr) -> Self {
        Self::start(to, None, socks4).await
    }

    async fn start<F>(
        to: SocketAddr,
        tls: Option<TlsAcceptor>,
        serve: impl Fn(Box<dyn Wire>, Way) -> F + Copy + Send + 'static,
    ) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let way = Way {
            to,
            asked: asked.clone(),
            tls,
        };
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let way = way.clone();
                tokio::spawn(async move {
                    let wire: Box<dyn Wire> = match &way.tls {
                        None => Box::new(tcp),
                        Some(tls) => Box::new(tls.accept(tcp).await?),
                    };
                    serve(wire, way).await
                });
            }
        });
        Self { address, asked }
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn http(mut wire: Box<dyn Wire>, way: Way, authorization: &str) -> io::Result<()> {
    let Some(head) = read_head(&mut wire).await else {
        return Ok(());
    };
    let line = head.lines().next().unwrap().to_owned();
    let shown = header(&head, "proxy-authorization").unwrap_or_default();
    way.asked.lock().unwrap().push(line.clone());
    if shown != authorization {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        return wire.write_all(refusal.as_bytes()).await;
    }
    let mut server = TcpStream::connect(way.to).await?;
    if line.starts_with("CONNECT ") {
        wire.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await?;
    } else {
        server.write_all(head.as_bytes()).await?;
    }
    copy_bidirectional(&mut wire, &mut server).await.map(|_| ())
}

fn header<'a>(head: &'a str, wanted: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find_map(|(name, value)| name.eq_ignore_ascii_case(wanted).then_some(value))
}

/// RFC 1928 and RFC 1929, as far as a client of ours goes.
async fn socks5(mut wire: Box<dyn Wire>, way: Way, login: &str) -> io::Result<()> {
    let [version, methods] = bytes(&mut wire).await?;
    assert_eq!(version, 5);
    let mut offered = vec![0; methods.into()];
    wire.read_exact(&mut offered).await?;
    let method = if login.is_empty() { 0 } else { 2 };
    if !offered.contains(&method) {
        return wire.write_all(&[5, 0xff]).await;
    }
    wire.write_all(&[5, method]).await?;
    if method == 2 {
        let [_] = bytes(&mut wire).await?;
        let shown = format!("{}:{}", text(&mut wire).await?, text(&mut wire).await?);
        let fits = shown == login;
        wire.write_all(&[1, u8::from(!fits)]).await?;
        if !fits {
            return Ok(());
        }
    }
    let [_, _, _, kind] = bytes(&mut wire).await?;
    let host = match kind {
        1 => Ipv4Addr::from(bytes::<4>(&mut wire).await?).to_string(),
        _ => text(&mut wire).await?,
    };
    let port = u16::from_be_bytes(bytes(&mut wire).await?);
    way.asked.lock().unwrap().push(format!("{host}:{port}"));
    let mut server = TcpStream::connect(way.to).await?;
    wire.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0]).await?;
    copy_bidirectional(&mut wire, &mut server).await.map(|_| ())
}

/// SOCKS 4 and 4a, whose "address" 0.0.0.x says that a name follows.
async fn socks4(mut wire: Box<dyn Wire>, way: Way) -> io::Result<()> {
    let [version, command] = bytes(&mut wire).await?;
    assert_eq!((version, command), (4, 1));
    let port = u16::from_be_bytes(bytes(&mut wire).await?);
    let address = Ipv4Addr::from(bytes::<4>(&mut wire).await?);
    let _user = until_zero(&mut wire).await?;
    let host = match address.octets() {
        [0, 0, 0, _] => until_zero(&mut wire).await?,
        _ => address.to_string(),
    };
    way.asked.lock().unwrap().push(format!("{host}:{port}"));
    let mut server = TcpStream::connect(way.to).await?;
    wire.write_all(&[0, 0x5a, 0, 0, 0, 0, 0, 0]).await?;
    copy_bidirectional(&mut wire, &mut server).await.map(|_| ())
}

async fn until_zero(wire: &mut Box<dyn Wire>) -> io::Result<String> {
    let mut text = Vec::new();
    loop {
        match wire.read_u8().await? {
            0 => return Ok(String::from_utf8_lossy(&text).into_owned()),
            byte => text.push(byte),
        }
    }
}

async fn bytes<const N: usize>(wire: &mut Box<dyn Wire>) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    wire.read_exact(&mut bytes).await?;
    Ok(bytes)
}

async fn text(wire: &mut Box<dyn Wire>) -> io::Result<String> {
    let [length] = bytes(wire).await?;
    let mut text = vec![0; length.into()];
    wire.read_exact(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
