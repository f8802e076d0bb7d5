//! Settings of a [`Transport`], with their defaults.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use secrecy::{SecretSlice, SecretString};

use crate::admission::Plaintext;
use crate::connector::Connector;
use crate::error::BuildError;
use crate::proxy::{Proxies, ProxySettings};
use crate::resolver::Resolver;
use crate::slots::Slots;
use crate::tls::{self, IdentityPem, LazyTls, Roots, TlsSettings, Trust};
use crate::transport::{Rules, Transport};

/// hyper refuses smaller read buffers.
const LEAST_HEAD_BYTES: usize = 8 * 1024;
/// hyper's own default; it keeps this many on the stack.
const DEFAULT_HEADERS: usize = 100;
/// A connection is idle while its next request waits for a signature: fewer than there are calls at
/// once would mean to connect anew time and again.
const MOST_IDLE: usize = 128;

/// Builds a [`Transport`].
///
/// | setting | default |
/// |---|---|
/// | [`connect_timeout`](Self::connect_timeout) | 10 s |
/// | [`read_timeout`](Self::read_timeout) | 60 s |
/// | [`allow_plaintext`](Self::allow_plaintext) | `false` |
/// | [`root_certificates_pem`](Self::root_certificates_pem), [`root_certificates_file`](Self::root_certificates_file) | none beside the [`roots`](Self::roots) |
/// | [`roots`](Self::roots) | [`Roots::default`]: the bundled ones |
/// | [`client_certificate_pem`](Self::client_certificate_pem) | none |
/// | [`proxy`](Self::proxy), [`no_proxy`](Self::no_proxy) | none |
/// | [`environment`](Self::environment) | not read |
/// | [`max_headers`](Self::max_headers) | 100 |
/// | [`max_head_bytes`](Self::max_head_bytes) | 64 KiB |
/// | [`idle_timeout`](Self::idle_timeout) | 50 s |
/// | [`max_idle_per_host`](Self::max_idle_per_host) | 128 |
/// | [`max_connections_per_host`](Self::max_connections_per_host) | no limit |
#[derive(Clone, Debug)]
#[must_use = "nothing is built until `build`"]
pub struct TransportBuilder {
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    plaintext: Plaintext,
    root_certificates: Vec<Vec<u8>>,
    root_files: Vec<PathBuf>,
    max_headers: usize,
    max_head_bytes: usize,
    idle_timeout: Duration,
    max_idle_per_host: usize,
    max_connections_per_host: Option<usize>,
    fixed_addresses: HashMap<String, SocketAddr>,
    roots: Option<Roots>,
    roots_file: Option<String>,
    identity: Option<IdentityPem>,
    proxy: ProxySettings,
}

impl Default for TransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Some(Duration::from_secs(10)),
            read_timeout: Some(Duration::from_secs(60)),
            plaintext: Plaintext::LoopbackOnly,
            root_certificates: Vec::new(),
            root_files: Vec::new(),
            max_headers: DEFAULT_HEADERS,
            max_head_bytes: 64 * 1024,
            idle_timeout: Duration::from_secs(50),
            max_idle_per_host: MOST_IDLE,
            max_connections_per_host: None,
            fixed_addresses: HashMap::new(),
            roots: None,
            roots_file: None,
            identity: None,
            proxy: ProxySettings::default(),
        }
    }
}

impl Transport {
    /// A transport with all defaults.
    ///
    /// # Errors
    ///
    /// None at present with the defaults; the signature is the builder's.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// Starts from the defaults, which [`TransportBuilder`] lists.
    pub fn builder() -> TransportBuilder {
        TransportBuilder::default()
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

    /// Trusts the certificate authorities in this PEM file too. Can be called several times. The
    /// file is read by [`build`](Self::build), once.
    pub fn root_certificates_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.root_files.push(path.into());
        self
    }

    /// Which certificate authorities are trusted apart from those given. Default
    /// [`Roots::default`].
    pub fn roots(mut self, roots: Roots) -> Self {
        self.roots = Some(roots);
        self
    }

    /// Shows this certificate (PEM, the client's own first, then any between it and its authority) to
    /// servers that ask for one, and proves it with the private key (PEM, not encrypted).
    pub fn client_certificate_pem(
        mut self,
        certificates: impl Into<Vec<u8>>,
        private_key: impl Into<SecretSlice<u8>>,
    ) -> Self {
        self.identity = Some(IdentityPem {
            chain: certificates.into(),
            key: private_key.into(),
        });
        self
    }

    /// Sends every request through this proxy, whatever the environment says: `http://`,
    /// `https://`, `socks4://`, `socks4a://`, `socks5://` or `socks5h://`, with user and password
    /// before an `@` if it wants them. `socks4` and `socks5` resolve names here, the others let
    /// the proxy do it.
    ///
    /// This machine, link-local addresses and the instance metadata service are never proxied.
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.proxy.explicit = Some(url.into());
        self
    }

    /// Hosts that are called without a proxy, whatever the environment says: names (with all
    /// beneath them), addresses and networks, separated by commas; `*` for all.
    pub fn no_proxy(mut self, hosts: impl Into<String>) -> Self {
        self.proxy.no_proxy = Some(hosts.into());
        self
    }

    /// Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` (the lower-case name first)
    /// and `SSL_CERT_FILE` through `variable`. Without this call no environment is looked at.
    ///
    /// What is set in code wins. `SSL_CERT_FILE` names a PEM file whose authorities take the place
    /// of the default [`roots`](Self::roots); it is read at the first https request. A proxy
    /// variable that makes no sense fails the requests it is for, and no others.
    ///
    /// ```
    /// # use work_requests_transport::Transport;
    /// let builder = Transport::builder().environment(|name| std::env::var(name).ok());
    /// ```
    pub fn environment(mut self, variable: impl Fn(&str) -> Option<String>) -> Self {
        self.proxy.read_environment(&variable);
        self.roots_file = variable("SSL_CERT_FILE").filter(|path| !path.is_empty());
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
    /// reuse off. Default 128.
    pub fn max_idle_per_host(mut self, count: usize) -> Self {
        self.max_idle_per_host = count;
        self
    }

    /// How many calls may be under way at once to one scheme, host and port, each from before it
    /// connects until its body has been read or dropped. Further calls wait their turn, for as
    /// long as the caller's deadline allows. Default no limit.
    pub fn max_connections_per_host(mut self, count: usize) -> Self {
        self.max_connections_per_host = Some(count);
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
    /// A [`BuildError`] for a zero timeout, a limit that is too small, certificates, a key or a
    /// file of certificates that cannot be read, and a [`proxy`](Self::proxy) that makes no sense.
    pub fn build(self) -> Result<Transport, BuildError> {
        self.check()?;
        let resolver = Resolver::new(self.fixed_addresses.clone());
        let tls = LazyTls::new(self.tls_settings()?);
        let proxies = Arc::new(Proxies::new(&self.proxy)?);
        let connector = Connector::new(resolver, tls, proxies.clone(), self.connect_timeout);
        let rules = Rules {
            plaintext: self.plaintext,
            read_timeout: self.read_timeout,
            proxies,
            slots: Slots::new(self.max_connections_per_host),
            connector: connector.clone(),
        };
        Ok(Transport::assemble(self.client(connector), rules))
    }

    fn tls_settings(&self) -> Result<TlsSettings, BuildError> {
        let mut extra = Vec::new();
        for pem in &self.root_certificates {
            extra.extend(tls::certificates(pem)?);
        }
        for path in &self.root_files {
            extra.extend(tls::certificates_in(path)?);
        }
        Ok(TlsSettings {
            trust: Trust {
                chosen: self.roots,
                file: self.roots_file.clone(),
                extra,
            },
            identity: self.identity.as_ref().map(IdentityPem::parse).transpose()?,
        })
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
        at_least("max_headers", self.max_headers, 1)?;
        let connections = self.max_connections_per_host.unwrap_or(usize::MAX);
        at_least("max_connections_per_host", connections, 1)
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
