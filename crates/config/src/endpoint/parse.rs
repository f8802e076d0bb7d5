//! Reads an endpoint text.
//!
//! Written by hand because URL parsers repair what they read (default ports dropped, hosts
//! lower-cased, `\` taken for `/`), while a signed `host` must be exactly what the user gave.

use std::net::Ipv6Addr;

use super::{Endpoint, EndpointError, Scheme};
use crate::host_text::check_name;

pub(super) fn endpoint(text: &str) -> Result<Endpoint, EndpointError> {
    let (scheme, rest) = split_scheme(text)?;
    if rest.contains('#') {
        return Err(EndpointError::Fragment);
    }
    if rest.contains('?') {
        return Err(EndpointError::Query);
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = split_authority(authority)?;
    Ok(Endpoint {
        scheme,
        authority: authority.to_owned(),
        host: host.to_owned(),
        port,
        base_path: base_path(path)?,
    })
}

fn split_scheme(text: &str) -> Result<(Scheme, &str), EndpointError> {
    let (scheme, rest) = text.split_once("://").ok_or(EndpointError::Scheme)?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Ok((Scheme::Http, rest)),
        "https" => Ok((Scheme::Https, rest)),
        _ => Err(EndpointError::Scheme),
    }
}

fn split_authority(authority: &str) -> Result<(&str, Option<u16>), EndpointError> {
    if authority.contains('@') {
        return Err(EndpointError::UserInfo);
    }
    if let Some(bracketed) = authority.strip_prefix('[') {
        let (host, rest) = bracketed.split_once(']').ok_or(EndpointError::Ipv6)?;
        host.parse::<Ipv6Addr>().map_err(|_| EndpointError::Ipv6)?;
        return Ok((host, port(rest)?));
    }
    let (host, rest) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    check_name(host).map_err(EndpointError::Host)?;
    Ok((host, port(rest)?))
}

/// Nothing, or a colon and a port.
fn port(text: &str) -> Result<Option<u16>, EndpointError> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix(':').ok_or(EndpointError::Port)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EndpointError::Port);
    }
    match digits.parse() {
        Ok(0) | Err(_) => Err(EndpointError::Port),
        Ok(port) => Ok(Some(port)),
    }
}

fn base_path(path: &str) -> Result<String, EndpointError> {
    let mut base = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        check_segment(segment)?;
        base.push('/');
        base.push_str(segment);
    }
    Ok(base)
}

fn check_segment(segment: &str) -> Result<(), EndpointError> {
    if let Some(character) = segment.chars().find(|c| !allowed_in_path(*c)) {
        return Err(EndpointError::PathCharacter { character });
    }
    let escapes = segment.split('%').skip(1);
    if escapes.clone().any(|rest| !starts_with_hex_pair(rest)) {
        return Err(EndpointError::PathEscape);
    }
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    if plain == "." || plain == ".." {
        return Err(EndpointError::DotSegment);
    }
    Ok(())
}

/// `pchar` of RFC 3986, section 3.3, and the percent sign.
fn allowed_in_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c)
}

fn starts_with_hex_pair(text: &str) -> bool {
    let mut bytes = text.bytes();
    let mut hex = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    hex() && hex()
}
