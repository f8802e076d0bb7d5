//! What works and yet deserves a word.

use std::path::Path;

use super::Config;
use crate::warning::{Warning, WarningKind};

impl Config {
    /// Files that others can read or change, each with the `chmod` to run, and settings that a
    /// library cannot honour. Looks at the files' modes when called; on systems without them it
    /// reports no files.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let key_file = self.key_file().filter(|_| self.key_content().is_none());
        let files = [
            self.file().map(Path::to_path_buf),
            key_file,
            self.security_token_file(),
            self.delegation_token_file(),
        ];
        let mut warnings: Vec<Warning> = files
            .into_iter()
            .flatten()
            .filter_map(|path| readable_by_others(&path))
            .collect();
        warnings.extend(self.log_requests().then(|| self.logging()));
        warnings
    }

    fn logging(&self) -> Warning {
        Warning {
            kind: WarningKind::LogRequests,
            file: self.file().map(Path::to_path_buf),
            what: "log_requests is on, but a library does not raise its program's log level".to_owned(),
            mend: "enable debug events of the target `work_requests` in the program's tracing subscriber".to_owned(),
        }
    }
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> Option<Warning> {
    use std::os::unix::fs::PermissionsExt as _;

    /// Read and write, for group and others.
    const OTHERS: u32 = 0o066;
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & OTHERS != 0).then(|| Warning {
        kind: WarningKind::ReadableByOthers,
        file: Some(path.to_path_buf()),
        what: format!(
            "other users can read or change this file (mode {:03o})",
            mode & 0o777
        ),
        mend: format!("run: chmod 600 {}", shell_word(&path.to_string_lossy())),
    })
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> Option<Warning> {
    None
}

/// Quoted where a shell would otherwise read more than one plain word.
#[cfg(unix)]
fn shell_word(text: &str) -> String {
    if text
        .chars()
        .all(|c| c.is_alphanumeric() || "/._-+@:".contains(c))
        && !text.starts_with('-')
    {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
