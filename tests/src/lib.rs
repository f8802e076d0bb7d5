//! What the workspace says of itself, tested; and what must hold for any bytes.

pub mod fuzz;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../docs/guide.md")]
struct Guide;

#[cfg(doctest)]
#[doc = include_str!("../../docs/errors.md")]
struct Errors;

#[cfg(doctest)]
#[doc = include_str!("../../docs/migrating-from-python.md")]
struct Migrating;

#[cfg(doctest)]
#[doc = include_str!("../../docs/signing-in.md")]
struct SigningIn;

#[cfg(doctest)]
#[doc = include_str!("../../docs/observability.md")]
struct Observability;

#[cfg(doctest)]
#[doc = include_str!("../../docs/testing.md")]
struct Testing;

/// What holds secrets cannot be written out by mistake.
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>() {}
/// written::<work_requests::PrivateKey>();
/// ```
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>() {}
/// written::<work_requests::KeyId>();
/// ```
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>() {}
/// written::<work_requests::Config>();
/// ```
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>() {}
/// written::<work_requests::auth::Credential>();
/// ```
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>() {}
/// written::<work_requests::RequestSigner>();
/// ```
#[cfg(doctest)]
struct NotSerializable;
