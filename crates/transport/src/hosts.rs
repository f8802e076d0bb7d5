//! Hosts that are treated apart.

use std::net::{IpAddr, Ipv6Addr};

use http::uri::Authority;

/// The instance metadata service's IPv6 address; its IPv4 one is link-local.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe);

/// `localhost`, 127.0.0.0/8 and ::1. Other spellings of these addresses are names to a resolver,
/// and so not trusted.
pub(crate) fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || address(host).is_some_and(|ip| ip.is_loopback())
}

/// What no proxy could reach for us: this machine, link-local addresses, and the instance's
/// metadata service.
pub(crate) fn is_never_proxied(host: &str) -> bool {
    is_this_machine(host)
        || address(host).is_some_and(|ip| match ip.to_canonical() {
            IpAddr::V4(ip) => ip.is_loopback() || ip.is_link_local(),
            IpAddr::V6(ip) => ip.is_unicast_link_local() || ip == METADATA_V6,
        })
}

/// Whether the port, if there is one, is a number that TCP can take. `http` lets others pass and
/// then shows no port at all.
pub(crate) fn has_usable_port(authority: &Authority) -> bool {
    let whole = authority.as_str();
    let place = whole.rsplit_once('@').map_or(whole, |(_, place)| place);
    place == authority.host() || authority.port_u16().is_some_and(|port| port > 0)
}

/// The address in a URI's host, which brackets an IPv6 one.
fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_targets_are_never_proxied() {
        for host in [
            "localhost",
            "127.0.0.2",
            "[::1]",
            "169.254.169.254",
            "[fe80::1]",
            "[::ffff:127.0.0.1]",
            "[fd00:c1::a9fe:a9fe]",
        ] {
            assert!(is_never_proxied(host), "{host}");
        }
        for host in [
            "example.com",
            "10.0.0.1",
            "[fd00::1]",
            "localhost.example",
            "169.254.1",
        ] {
            assert!(!is_never_proxied(host), "{host}");
        }
    }
}
