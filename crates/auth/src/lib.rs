#![doc = include_str!("../README.md")]

mod certificate;
mod credential;
mod delegated;
mod error;
mod federation;
mod http;
mod instance;
mod jwt;
mod metadata;
mod refresh;
mod session;
mod session_key;
mod source;

pub use credential::Credential;
pub use delegated::Delegated;
pub use error::AuthError;
pub use http::Http;
pub use instance::InstancePrincipal;
pub use refresh::RefreshingSigner;
pub use session::SessionToken;
pub use source::CredentialSource;
