//! An HTTP client for calling Oracle Cloud services: hyper and rustls behind [`tower_service`],
//! with a limit on everything.
//!
//! A client that waits for ever, follows a redirect with a signature made for another path, or
//! inflates a small answer into all of the memory is trouble that shows up late. [`Transport`]
//! makes one HTTP/1.1 request per call: connections are pooled, connecting may take 10 seconds and
//! each read 60, a response head may have 100 headers and 64 KiB. TLS is 1.2 or 1.3. Redirects are
//! answers like any other, there are no cookies, and plain `http://` goes to this machine only.
//! [`TransportBuilder`] changes each of these.
//!
//! [`Collect`] goes on top of it, or of any other service with streaming bodies: it reads the body
//! into [`Bytes`](bytes::Bytes), inflates gzip, stops at 64 MiB of inflated data, and gives up a
//! body that comes slower than 1 byte a second over 20 seconds; [`CollectLayer`] changes that.
//!
//! Proxies and private certificate authorities are set in the builder, or read from an environment
//! that is handed in ([`TransportBuilder::environment`]); local targets never go through a proxy.
//!
//! Every failure is a [`TransportError`], which says what kind it is, whether the server can have
//! seen the request, and, if the answer had begun, its status and headers.
//!
//! ```
//! use bytes::Bytes;
//! use http::Request;
//! use tower::{ServiceBuilder, ServiceExt};
//! use work_requests_transport::{CollectLayer, ErrorKind, Transport};
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = ServiceBuilder::new()
//!     .layer(CollectLayer::new().max_body_bytes(1024 * 1024))
//!     .service(Transport::builder().build()?);
//!
//! // Plain http to another machine never opens a socket.
//! let request = Request::get("http://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests");
//! let refused = client.oneshot(request.body(Bytes::new())?).await.unwrap_err();
//! assert_eq!(refused.kind(), ErrorKind::PlaintextRefused);
//! # Ok(()) }
//! ```

mod admission;
mod body;
mod builder;
mod collect;
mod connector;
mod diagnosis;
mod error;
mod head_wait;
mod hosts;
mod proxy;
mod resolver;
mod slots;
mod stream;
mod tls;
mod transport;

pub use body::TransportBody;
pub use builder::TransportBuilder;
pub use collect::{Collect, CollectLayer, MinimumThroughput};
pub use error::{BoxError, BuildError, Delivery, ErrorKind, Stage, TimeoutStage, TransportError};
pub use proxy::Route;
pub use tls::Roots;
pub use transport::Transport;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
