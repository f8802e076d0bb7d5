//! How a client connects: encryption, proxies, limits, or a service of the caller's own.

use bytes::Bytes;
use http::{Request, Response};
use secrecy::{SecretSlice, SecretString};
use tower::Service;
use work_requests_transport::{BoxError, MinimumThroughput};

use super::ClientBuilder;

impl ClientBuilder {
    /// Allows `http://` to other machines than this one. The signature is then all that protects
    /// a request, and nothing protects the answer.
    pub fn allow_plaintext(mut self, allow: bool) -> Self {
        self.door
            .configure(|transport| transport.allow_plaintext(allow));
        self
    }

    /// The most bytes a body may have after decompression; a larger one is
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.door.max_body_bytes = Some(bytes);
        self
    }

    /// The slowest that the body of an answer may come, `None` for any pace. By default 1 byte a
    /// second after a grace of 20 s; it ends a stalled answer even without a deadline.
    pub fn minimum_throughput(mut self, rule: impl Into<Option<MinimumThroughput>>) -> Self {
        self.door.minimum_throughput = Some(rule.into());
        self
    }

    /// Trusts these certificate authorities too: PEM text, one or more certificates.
    pub fn root_certificates_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.door
            .configure(|transport| transport.root_certificates_pem(pem));
        self
    }

    /// Calls through this proxy, in place of those of the environment: `http://`, `https://`,
    /// `socks4://` or `socks5://` with an optional `user:password@`. This machine and link-local
    /// addresses are never called through one.
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.door.configure(|transport| transport.proxy(url));
        self
    }

    /// The most connections to one host at a time; further calls wait. No limit unless given.
    pub fn max_connections_per_host(mut self, most: usize) -> Self {
        self.door
            .configure(|transport| transport.max_connections_per_host(most));
        self
    }

    /// Shows this certificate to services that ask for one: the chain and its unencrypted private
    /// key, both PEM.
    pub fn client_certificate_pem(
        mut self,
        chain: impl Into<Vec<u8>>,
        key: impl Into<SecretSlice<u8>>,
    ) -> Self {
        self.door
            .configure(|transport| transport.client_certificate_pem(chain, key));
        self
    }

    /// Sends signed requests to this service instead of over the network: an in-memory emulator, a
    /// recorder, another HTTP client. Settings of the transport then have no effect; the body
    /// limit and the read timeout do.
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.door.replace(service);
        self
    }
}
