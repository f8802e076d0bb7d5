//! Who does the cryptography of TLS. It is handed to rustls each time, never set for the process, so
//! that a program may hold both.

#[cfg(feature = "aws-lc-rs")]
pub(super) use rustls::crypto::aws_lc_rs::default_provider as provider;
#[cfg(not(feature = "aws-lc-rs"))]
pub(super) use rustls::crypto::ring::default_provider as provider;
