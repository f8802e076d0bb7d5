//! Why a region text is refused.

use crate::host_text::HostFault;

/// A region or domain text that must not become part of a host name.
///
/// An unknown region is no error: see [`Region::known`](crate::Region::known).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegionError {
    /// The region itself.
    #[error("region {} {fault}; write a region id such as us-ashburn-1, or its short code such as iad", shortened(.text))]
    Region {
        /// The text as given.
        text: String,
        /// What is wrong with it.
        fault: HostFault,
    },
    /// The domain in `OCI_DEFAULT_REALM`.
    #[error("OCI_DEFAULT_REALM {} {fault}; set it to a domain such as oraclecloud.com, or unset it", shortened(.text))]
    DefaultRealm {
        /// The text as given.
        text: String,
        /// What is wrong with it.
        fault: HostFault,
    },
}

/// The text in quotes with unprintable characters escaped, cut after 60 characters.
fn shortened(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("{cut:?}")
}
