//! How the client names itself to the service.

use http::HeaderValue;
use work_requests_config::Env;

use crate::call::header::header_value;
use crate::error::Error;

/// Product token of `opc-client-info`, and the first of `user-agent`.
pub(crate) const CLIENT_INFO: &str = concat!("work-requests/", env!("CARGO_PKG_VERSION"));

/// Environment variable whose text is appended to `user-agent`, as in the official SDKs.
const APPEND_USER_AGENT: &str = "OCI_SDK_APPEND_USER_AGENT";

/// Our product, the platform, then what the configuration and the environment append.
pub(crate) fn user_agent(additional: Option<&str>, env: &Env) -> Result<HeaderValue, Error> {
    let platform = format!(
        "{CLIENT_INFO} (rust; {}-{})",
        std::env::consts::ARCH,
        std::env::consts::OS
    );
    let text = [additional, env.var(APPEND_USER_AGENT)]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .fold(platform, |all, text| format!("{all} {text}"));
    header_value("user-agent", &text)
}
