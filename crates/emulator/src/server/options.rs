//! Where and how to listen.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use secrecy::SecretString;

#[cfg(feature = "tls")]
use super::{StartError, tls::Tls, tls_fault::TlsFault};

/// Where a server listens, and to which names it answers.
#[derive(Debug, Clone)]
#[must_use]
pub struct ListenOptions {
    pub(super) address: SocketAddr,
    pub(super) control_token: Option<SecretString>,
    hosts: Vec<String>,
    #[cfg(feature = "tls")]
    tls: bool,
    #[cfg(feature = "tls")]
    tls_fault: Option<TlsFault>,
}

impl Default for ListenOptions {
    /// A free port of 127.0.0.1.
    fn default() -> Self {
        Self::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
    }
}

impl ListenOptions {
    /// Listens at this address; port 0 takes a free one.
    pub fn at(address: SocketAddr) -> Self {
        Self {
            address,
            control_token: None,
            hosts: Vec::new(),
            #[cfg(feature = "tls")]
            tls: false,
            #[cfg(feature = "tls")]
            tls_fault: None,
        }
    }

    /// Answers to this `host` too, with the port as clients write it. The address itself, and
    /// `localhost` for a loopback one, need not be named.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Lets callers on other machines use the control API if their `x-emulator-token` is this.
    pub fn control_token(mut self, token: SecretString) -> Self {
        self.control_token = Some(token);
        self
    }

    /// Speaks HTTPS only. An authority and a certificate are made at the start; clients must trust
    /// [`Server::ca_pem`](crate::Server::ca_pem).
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Speaks HTTPS only, with this fault in it, for tests of clients.
    #[cfg(feature = "tls")]
    pub fn tls_fault(mut self, fault: TlsFault) -> Self {
        self.tls = true;
        self.tls_fault = Some(fault);
        self
    }

    #[cfg(feature = "tls")]
    pub(super) fn tls_for(&self, hosts: &[String]) -> Result<Option<Tls>, StartError> {
        let tls = self.tls.then(|| Tls::new(hosts, self.tls_fault));
        let tls = tls.transpose();
        tls.map_err(|source| StartError::Certificate { source })
    }

    /// The values of `host` that a server at this address answers to.
    pub(super) fn hosts_at(&self, address: SocketAddr) -> Vec<String> {
        let port = address.port();
        let mut hosts = vec![address.to_string(), reachable(address).to_string()];
        if address.ip().is_loopback() || address.ip().is_unspecified() {
            hosts.push(format!("localhost:{port}"));
        }
        // Clients leave a scheme's usual port out.
        let usual = format!(":{}", self.usual_port());
        let bare = hosts.iter().filter_map(|host| host.strip_suffix(&usual));
        let bare: Vec<_> = bare.map(str::to_owned).collect();
        hosts.extend(bare);
        hosts.extend(self.hosts.iter().cloned());
        hosts
    }

    fn usual_port(&self) -> u16 {
        #[cfg(feature = "tls")]
        if self.tls {
            return 443;
        }
        80
    }
}

/// Where this machine reaches a server that may listen at all of its addresses.
pub(super) fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(address: &str, options: ListenOptions) -> Vec<String> {
        options.hosts_at(address.parse().unwrap())
    }

    #[test]
    fn a_server_answers_to_its_address_and_to_the_names_given() {
        let options = || ListenOptions::default().host("work.example");
        let loopback = hosts("[::1]:81", options());
        for host in ["[::1]:81", "localhost:81", "work.example"] {
            assert!(loopback.contains(&host.to_owned()), "{loopback:?}");
        }
        let all = hosts("0.0.0.0:80", options());
        for host in ["127.0.0.1:80", "127.0.0.1", "localhost"] {
            assert!(all.contains(&host.to_owned()), "{all:?}");
        }
        let outside = hosts("192.0.2.1:81", options());
        assert!(!outside.iter().any(|host| host.contains("localhost")));
    }
}
