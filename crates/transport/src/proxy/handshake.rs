//! Asks a proxy for a connection to the target.

use std::future::{Ready, ready};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use tower_service::Service;

use super::{Protocol, Proxy, with_authority};
use crate::error::BoxError;
use crate::resolver::Resolver;
use crate::stream::Hop;

/// Turns a connection to the proxy into one to `target`. Names are resolved with `resolver` where
/// the proxy's protocol wants addresses.
pub(crate) async fn handshake(
    proxy: &Proxy,
    hop: Hop,
    target: &Uri,
    resolver: &Resolver,
) -> Result<Hop, BoxError> {
    let destination = destination(proxy, target, resolver).await?;
    let (at, open) = (proxy.uri(), Opened::new(hop));
    match proxy.protocol() {
        Protocol::Http => {
            let mut tunnel = Tunnel::new(at, open);
            if let Some(authorization) = proxy.authorization() {
                tunnel = tunnel.with_auth(authorization.clone());
            }
            Ok(tunnel.call(destination).await?)
        }
        Protocol::Socks4 => Ok(SocksV4::new(at, open).call(destination).await?),
        Protocol::Socks5 => {
            let mut socks = SocksV5::new(at, open);
            if let Some((user, password)) = proxy.login() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            Ok(socks.call(destination).await?)
        }
    }
}

/// The target with an explicit port, since the handshakes take a missing one for 443.
async fn destination(proxy: &Proxy, target: &Uri, resolver: &Resolver) -> Result<Uri, BoxError> {
    let host = target.host().unwrap_or_default();
    let port = target.port_u16().unwrap_or(default_port(target));
    if proxy.wants_addresses() && !is_address(host) {
        let address = first_address(resolver.clone(), host.parse()?).await?;
        let place = SocketAddr::new(address.ip(), port);
        return Ok(with_authority(target, &place.to_string()));
    }
    Ok(with_authority(target, &format!("{host}:{port}")))
}

fn default_port(target: &Uri) -> u16 {
    if target.scheme() == Some(&Scheme::HTTP) {
        80
    } else {
        443
    }
}

fn is_address(host: &str) -> bool {
    host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok()
}

/// IPv4 where there is one: SOCKS 4 knows nothing else.
async fn first_address(mut resolver: Resolver, name: Name) -> Result<SocketAddr, BoxError> {
    let found: Vec<_> = resolver.call(name).await?.collect();
    let v4 = found.iter().find(|address| address.is_ipv4());
    let chosen = v4.or(found.first()).copied();
    chosen.ok_or_else(|| "the name has no address".into())
}

/// A connection that is already there, for those who want to be given a connector.
pub(crate) struct Opened(Option<Hop>);

impl Opened {
    pub(crate) fn new(hop: Hop) -> Self {
        Self(Some(hop))
    }
}

impl Service<Uri> for Opened {
    type Response = Hop;
    type Error = io::Error;
    type Future = Ready<io::Result<Hop>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let taken = || io::Error::other("the connection is in use");
        ready(self.0.take().ok_or_else(taken))
    }
}
