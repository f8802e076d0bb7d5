//! Settings of a [`Transport`], with their defaults.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::admission::Plaintext;
use crate::connector::Connector;
use crate::error::BuildError;
use crate::resolver::Resolver;
use crate::tls::{self, LazyTls};
use crate::transport::Transport;

/// hyper refuses smaller read buffers.
const LEAST_HEAD_BYTES: usize = 8 * 1024;
/// hyper's own default; it keeps this many on the stack.
const DEFAULT_HEADERS: usize = 100;

/// Builds a [`Transport`].
///
/// | setting | default |
/// |---|---|
/// | [`connect_timeout`](Self::connect_timeout) | 10 s |
/// | [`read_timeout`](Self::read_timeout) | 60 s |
/// | [`allow_plaintext`](Self::allow_plaintext) | `false` |
/// | [`root_certificates_pem`](Self::root_certificates_pem) | none beside the bundled ones |
/// | [`max_headers`](Self::max_headers) | 100 |
/// | [`max_head_bytes`](Self::max_head_bytes) | 64 KiB |
/// | [`idle_timeout`](Self::idle_timeout) | 50 s |
/// | [`max_idle_per_host`](Self::max_idle_per_host) | 10 |
#[derive(Clone, Debug)]
#[must_use = "nothing is built until `build`"]
pub struct TransportBuilder {
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    plaintext: Plaintext,
    root_certificates: Vec<Vec<u8>>,
    max_headers: usize,
    max_head_bytes: usize,
    idle_timeout: Duration,
    max_idle_per_host: usize,
    fixed_addresses: HashMap<String, SocketAddr>,
}

impl Default for TransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Some(Duration::from_secs(10)),
            read_timeout: Some(Duration::from_secs(60)),
            plaintext: Plaintext::LoopbackOnly,
            root_certificates: Vec::new(),
            max_headers: DEFAULT_HEADERS,
            max_head_bytes: 64 * 1024,
            idle_timeout: Duration::from_secs(50),
            max_idle_per_host: 10,
            fixed_addresses: HashMap::new(),
        }
    }
}

impl TransportBuilder {
    /// How long name resolution, TCP connection and TLS handshake may take together; `None` for no
    /// limit. Default 10 seconds.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// How long each read may take: the wait for the response's head (once connected), and each
    /// wait for a piece of its body; `None` for no limit. Default 60 seconds.
    ///
    /// It does not bound the whole call: a server that drips keeps it alive.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.read_timeout = limit.into();
        self
    }

    /// Whether `http://` may be used towards other machines. Off by default: then only
    /// `localhost`, 127.0.0.0/8 and ::1 are called without TLS.
    pub fn allow_plaintext(mut self, allow: bool) -> Self {
        self.plaintext = if allow {
            Plaintext::Anywhere
        } else {
            Plaintext::LoopbackOnly
        };
        self
    }

    /// Trusts the certificate authorities in this PEM text too. Can be called several times.
    pub fn root_certificates_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// How many headers a response may have. Default 100.
    pub fn max_headers(mut self, count: usize) -> Self {
        self.max_headers = count;
        self
    }

    /// How many bytes a response's status line and headers may have together, at least 8192. It is
    /// checked after each read, so a head that ends within the read that passes the limit is
    /// still taken. Default 64 KiB.
    pub fn max_head_bytes(mut self, bytes: usize) -> Self {
        self.max_head_bytes = bytes;
        self
    }

    /// How long an unused connection is kept. Default 50 seconds, below the minute after which
    /// common gateways close theirs.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// How many unused connections are kept for one scheme, host and port; 0 turns keep-alive
    /// reuse off. Default 10.
    pub fn max_idle_per_host(mut self, count: usize) -> Self {
        self.max_idle_per_host = count;
        self
    }

    /// Uses `address` for `host` without asking the resolver. A port of 0 stands for the one in
    /// the URI or the scheme's own; a port in the URI always wins.
    pub fn resolve(mut self, host: &str, address: SocketAddr) -> Self {
        self.fixed_addresses
            .insert(host.to_ascii_lowercase(), address);
        self
    }

    /// Builds the transport. No socket is opened and no bundled root is loaded yet.
    ///
    /// # Errors
    ///
    /// A [`BuildError`] for a zero timeout, a limit that is too small, and CA certificates that
    /// cannot be read.
    pub fn build(self) -> Result<Transport, BuildError> {
        self.check()?;
        let mut roots = Vec::new();
        for pem in &self.root_certificates {
            roots.extend(tls::certificates(pem)?);
        }
        let resolver = Resolver::new(self.fixed_addresses.clone());
        let connector = Connector::new(
            resolver,
            Arc::new(LazyTls::new(roots)),
            self.connect_timeout,
        );
        Ok(Transport::assemble(
            self.client(connector),
            self.plaintext,
            self.read_timeout,
        ))
    }

    fn check(&self) -> Result<(), BuildError> {
        for (name, limit) in [
            ("connect_timeout", self.connect_timeout),
            ("read_timeout", self.read_timeout),
        ] {
            if limit.is_some_and(|limit| limit.is_zero()) {
                return Err(BuildError::ZeroTimeout { name });
            }
        }
        at_least("max_head_bytes", self.max_head_bytes, LEAST_HEAD_BYTES)?;
        at_least("max_headers", self.max_headers, 1)
    }

    fn client(&self, connector: Connector) -> Client<Connector, Full<Bytes>> {
        let mut builder = Client::builder(TokioExecutor::new());
        builder
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle_per_host)
            .http1_max_buf_size(self.max_head_bytes)
            // A request is only repeated when the pooled connection closed before any of it was
            // written, so that one call stays one request on the wire.
            .retry_canceled_requests(true);
        if self.max_headers != DEFAULT_HEADERS {
            builder.http1_max_headers(self.max_headers);
        }
        builder.build(connector)
    }
}

fn at_least(name: &'static str, given: usize, least: usize) -> Result<(), BuildError> {
    if given < least {
        return Err(BuildError::LimitTooSmall { name, given, least });
    }
    Ok(())
}
