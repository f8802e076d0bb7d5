//! Why a text is no endpoint.

use crate::host_text::HostFault;

/// A text that cannot be the base of requests.
///
/// No variant carries the text itself: a refused endpoint may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// No scheme, or one other than `http` and `https`.
    #[error("the endpoint does not begin with http:// or https://; write it as https://host")]
    Scheme,
    /// A user name or password before the host.
    #[error(
        "the endpoint has user information before an `@`; remove it, requests are signed instead"
    )]
    UserInfo,
    /// A `?` and what follows.
    #[error("the endpoint has a query; end it before the `?`")]
    Query,
    /// A `#` and what follows.
    #[error("the endpoint has a fragment; end it before the `#`")]
    Fragment,
    /// The host name cannot be used.
    #[error("the endpoint's host {0}")]
    Host(HostFault),
    /// Square brackets around something that is no IPv6 address.
    #[error("the endpoint's host is not an IPv6 address; write it as [::1], without a zone")]
    Ipv6,
    /// A colon without a number from 1 to 65535.
    #[error(
        "the endpoint's port is not a number from 1 to 65535; correct it or leave out the colon"
    )]
    Port,
    /// A character that must not stand in a path as it is.
    #[error("the endpoint's path has {character:?}; percent-encode it")]
    PathCharacter {
        /// The character.
        character: char,
    },
    /// A `%` without two hexadecimal digits.
    #[error(
        "the endpoint's path has a `%` without two hexadecimal digits; write a plain percent sign as %25"
    )]
    PathEscape,
    /// A path segment `.` or `..`, percent-encoded or not.
    #[error("the endpoint's path has a `.` or `..` segment; write the path it leads to")]
    DotSegment,
    /// A `{` or `}` without its partner in a template.
    #[error("the endpoint template has a `{{` or `}}` without its partner; close each placeholder")]
    Braces,
    /// A placeholder's value that must not become part of a host name.
    #[error("the value for {{{name}}} in the endpoint template {fault}")]
    Parameter {
        /// The placeholder.
        name: String,
        /// What is wrong with the value.
        fault: HostFault,
    },
}
