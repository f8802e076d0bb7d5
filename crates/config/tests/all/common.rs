//! What several tests need: a home folder with a configuration in it.

use std::path::{Path, PathBuf};

use work_requests_config::{Config, ConfigError, Env};

pub(crate) const TENANCY: &str = "ocid1.tenancy.oc1..aaaainvented";
pub(crate) const USER: &str = "ocid1.user.oc1..aaaainvented";
pub(crate) const FINGERPRINT: &str = "20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34";

/// A home folder that is removed at the end.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".oci")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes `~/.oci/NAME`.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(".oci").join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn env(&self) -> Env {
        self.env_with([])
    }

    pub(crate) fn env_with<const N: usize>(&self, vars: [(&str, &str); N]) -> Env {
        Env::from_iter(vars).with_home(self.path())
    }
}

/// What a file with this text gives for a profile.
pub(crate) fn read(text: impl AsRef<[u8]>, profile: &str) -> Result<Config, ConfigError> {
    let home = Home::new();
    let path = home.write("config", text);
    Config::from_file_in(&home.env(), path, profile)
}

/// All keys that an API key needs, the key itself in code.
pub(crate) fn complete() -> Config {
    Config::from_pairs([
        ("tenancy", TENANCY),
        ("user", USER),
        ("fingerprint", FINGERPRINT),
        ("key_content", "invented"),
        ("region", "us-ashburn-1"),
    ])
}

/// `key: what; mend` of each problem.
pub(crate) fn problems(config: &Config) -> Vec<String> {
    let invalid = match config.validate() {
        Ok(()) => return Vec::new(),
        Err(invalid) => invalid,
    };
    invalid.problems().iter().map(ToString::to_string).collect()
}
