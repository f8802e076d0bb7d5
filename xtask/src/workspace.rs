//! Where the workspace is.

use std::path::Path;

/// The workspace's folder: the parent of this package's.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}
