#![doc = include_str!("../README.md")]

mod certificate;
mod chain;
mod credential;
mod delegated;
mod error;
mod federation;
mod http;
mod instance;
mod jwt;
mod metadata;
mod network;
mod refresh;
mod resource;
mod secret_file;
mod session;
mod session_key;
mod signed;
mod source;
mod static_token;
mod workload;

pub use chain::Chain;
pub use credential::Credential;
pub use delegated::Delegated;
pub use error::{AuthError, Skipped};
pub use http::Http;
pub use instance::InstancePrincipal;
pub use network::Network;
pub use refresh::RefreshingSigner;
pub use resource::ResourcePrincipal;
pub use session::SessionToken;
pub use source::CredentialSource;
pub use static_token::StaticToken;
pub use workload::WorkloadIdentity;
