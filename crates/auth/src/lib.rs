#![doc = include_str!("../README.md")]

mod credential;
mod delegated;
mod error;
mod jwt;
mod refresh;
mod session;
mod source;

pub use credential::Credential;
pub use delegated::Delegated;
pub use error::AuthError;
pub use refresh::RefreshingSigner;
pub use session::SessionToken;
pub use source::CredentialSource;
