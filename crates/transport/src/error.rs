//! What went wrong, whether the server can have seen the request, and what to do about it.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

/// Any error, as tower spells it.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A call that brought no complete answer.
///
/// `Display` is one line that says what to do next; the causes are in [`source`](Error::source).
/// Cloning is cheap and keeps the causes, so that an event and a result can both carry the error.
#[derive(Clone, Debug)]
pub struct TransportError {
    kind: ErrorKind,
    stage: Stage,
    delivery: Delivery,
    timeout: Option<TimeoutStage>,
    message: Arc<str>,
    head: Option<Arc<Head>>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What kind of fault a [`TransportError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The host could not be resolved or reached, or the connection broke. Often passes by itself.
    Connection,
    /// A proxy would not let the request through, or its address makes no sense. Check the proxy's
    /// URL with its user and password, or exempt the host from proxying. A proxy that cannot be
    /// reached is [`Connection`](Self::Connection).
    Proxy,
    /// A timeout ran out; [`TransportError::timeout`] says which. Raise it, or ask again later.
    Timeout,
    /// TLS failed: an untrusted or wrong certificate, or no common ground. Repeating does not help;
    /// the message names the option or the address to correct.
    Tls,
    /// The answer is larger than a limit allows. Raise the limit, or ask for less.
    Limit,
    /// What came back is not HTTP as we can read it. Check that the endpoint is an HTTP service.
    Protocol,
    /// The body's compression is damaged or unknown. Ask again, or with
    /// `accept-encoding: identity`.
    Decompress,
    /// An `http://` request to a host other than this one was refused. Use `https://`, or allow
    /// plaintext.
    PlaintextRefused,
    /// The request cannot be sent as it is; the message says why. Correct it.
    InvalidRequest,
    /// The service beneath [`Collect`](crate::Collect) failed with an error type of its own, which
    /// is the source.
    Inner,
}

/// How far a call had come when it failed, in the order in which things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Before any socket: the request or a setting cannot be used as it is.
    Request,
    /// Reaching the proxy, or getting through it.
    Proxy,
    /// Turning the host's name into addresses.
    Resolve,
    /// Opening a TCP connection. When a timeout runs out here, the name may be what took so long.
    Connect,
    /// Agreeing on TLS, trust in the certificate included.
    Tls,
    /// Sending the request and reading the answer.
    Exchange,
}

/// Whether the server can have seen a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// Nothing of the request left this process: it is safe to send it again.
    NotSent,
    /// The request, or a part of it, may have arrived.
    Unknown,
    /// The server answered with a status; [`TransportError::head`] has it.
    Answered,
}

/// Which of the timeouts ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutStage {
    /// Name resolution, TCP connection and TLS handshake together.
    Connect,
    /// Waiting for the response's head, once connected.
    Head,
    /// Waiting for the next piece of the response's body.
    Body,
    /// The body came, but slower than [`MinimumThroughput`](crate::MinimumThroughput) allows.
    Throughput,
}

impl Stage {
    /// Where faults of this kind happen as a rule.
    fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::PlaintextRefused | ErrorKind::InvalidRequest => Self::Request,
            ErrorKind::Proxy => Self::Proxy,
            ErrorKind::Tls => Self::Tls,
            _ => Self::Exchange,
        }
    }
}

/// The part of an answer that arrived before the fault.
struct Head {
    status: StatusCode,
    headers: HeaderMap,
}

impl fmt::Debug for Head {
    /// Without the header values: some, as cookies, are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for TransportError {
    /// The cause itself, not the `Arc` around it, so that it can be downcast.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

impl TransportError {
    /// What kind of fault it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// How far the call had come.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether the server can have seen the request. Anything but [`Delivery::NotSent`] means that
    /// a request which changes something may have done so.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Which timeout ran out, for [`ErrorKind::Timeout`].
    pub fn timeout(&self) -> Option<TimeoutStage> {
        self.timeout
    }

    /// Status and headers of the answer whose body could not be read to its end. The
    /// `opc-request-id` that support asks for is among the headers.
    pub fn head(&self) -> Option<(StatusCode, &HeaderMap)> {
        self.head.as_ref().map(|head| (head.status, &head.headers))
    }

    pub(crate) fn new(kind: ErrorKind, delivery: Delivery, message: impl Into<Arc<str>>) -> Self {
        Self {
            kind,
            stage: Stage::of(kind),
            delivery,
            timeout: None,
            message: message.into(),
            head: None,
            source: None,
        }
    }

    pub(crate) fn timed_out(
        stage: TimeoutStage,
        delivery: Delivery,
        message: impl Into<Arc<str>>,
    ) -> Self {
        Self {
            timeout: Some(stage),
            ..Self::new(ErrorKind::Timeout, delivery, message)
        }
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// Corrects the stage that the kind suggests.
    pub(crate) fn at(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// Adds the answer's head, which settles that the server saw the request.
    pub(crate) fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.delivery = Delivery::Answered;
        self.head = Some(Arc::new(Head { status, headers }));
        self
    }
}

/// A [`Transport`](crate::Transport) that cannot be built as asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A timeout of zero would fail every call.
    #[error(
        "{name} is zero, which would fail every call: give a longer one, or `None` for no limit"
    )]
    ZeroTimeout {
        /// The builder method.
        name: &'static str,
    },
    /// A limit below what HTTP needs.
    #[error("{name} is {given}: it must be at least {least}")]
    LimitTooSmall {
        /// The builder method.
        name: &'static str,
        /// What was given.
        given: usize,
        /// The least that is accepted.
        least: usize,
    },
    /// The text given as CA certificates is not PEM, or one of the certificates is damaged.
    #[error(
        "the extra CA certificates cannot be read: give PEM text with `BEGIN CERTIFICATE` blocks"
    )]
    RootCertificates(#[source] BoxError),
    /// The text given as CA certificates holds none.
    #[error(
        "the extra CA certificates hold no `BEGIN CERTIFICATE` block: give PEM text, not DER or a key"
    )]
    NoRootCertificates,
    /// A file of CA certificates is missing, unreadable or holds none.
    #[error(
        "the CA file `{}` cannot be used: name a readable file of PEM certificates", path.display()
    )]
    RootCertificatesFile {
        /// As it was given.
        path: PathBuf,
        /// An I/O error, or the [`BuildError`] about the text.
        #[source]
        cause: BoxError,
    },
    /// The client certificate is not PEM, or damaged.
    #[error(
        "the client certificate cannot be read: give PEM text with `BEGIN CERTIFICATE` blocks, the client's own first"
    )]
    ClientCertificate(#[source] BoxError),
    /// The client certificate's key is not PEM, damaged, or another certificate's.
    #[error(
        "the client certificate's key cannot be used: give the PEM private key that belongs to the certificate"
    )]
    ClientKey(#[source] BoxError),
    /// The client certificate's key is encrypted, which is not supported.
    #[error(
        "the client certificate's key is encrypted: decrypt it, for example with `openssl pkey`"
    )]
    EncryptedClientKey,
    /// The proxy's URL cannot be understood. It is not shown, since it may hold a password.
    #[error(
        "the proxy is not a URL we can use: give http, https, socks4, socks4a, socks5 or socks5h with host and port"
    )]
    Proxy,
}

impl BuildError {
    /// Which stage of calls the unusable setting is for.
    pub fn stage(&self) -> Stage {
        match self {
            Self::ZeroTimeout { .. } | Self::LimitTooSmall { .. } => Stage::Request,
            Self::Proxy => Stage::Proxy,
            _ => Stage::Tls,
        }
    }
}
