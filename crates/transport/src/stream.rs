//! A connection, direct or through a proxy.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The way to the first machine: TCP, or TLS to a proxy that is itself `https`.
pub(crate) type Hop = MaybeHttpsStream<TokioIo<TcpStream>>;

/// What requests are written to.
#[derive(Debug)]
pub(crate) struct Stream {
    io: MaybeHttpsStream<Hop>,
    forwarded: bool,
}

impl Stream {
    /// Ends at the target itself.
    pub(crate) fn to_target(io: MaybeHttpsStream<Hop>) -> Self {
        Self {
            io,
            forwarded: false,
        }
    }

    /// Ends at a proxy that forwards requests, and must be given whole URIs.
    pub(crate) fn to_proxy(io: Hop) -> Self {
        Self {
            io: MaybeHttpsStream::Http(io),
            forwarded: true,
        }
    }

    fn io(self: Pin<&mut Self>) -> Pin<&mut MaybeHttpsStream<Hop>> {
        Pin::new(&mut self.get_mut().io)
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        // Without what the stream beneath would tell of itself: it would be copied into the
        // extensions of every response, where nobody looks for it.
        Connected::new().proxy(self.forwarded)
    }
}

impl Read for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.io().poll_read(cx, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.io().poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.io().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.io().poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.io().poll_write_vectored(cx, slices)
    }
}
