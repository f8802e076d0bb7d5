//! The environment as a value.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Environment variables and the home folder, taken once and passed on.
///
/// Code that receives an `Env` reads nothing of the process, so tests and programs that serve
/// many users can give each its own. Cloning is cheap. `Debug` shows how many variables there are
/// and never a value, because an environment often carries secrets.
///
/// ```
/// use work_requests_config::Env;
///
/// let env = Env::from_iter([("OCI_REGION", "eu-zurich-1"), ("HOME", "/home/me")]);
/// assert_eq!(env.region(), Some("eu-zurich-1"));
/// assert_eq!(env.expand("~/.oci/config"), std::path::Path::new("/home/me/.oci/config"));
/// ```
#[derive(Clone, Default)]
pub struct Env {
    vars: Arc<BTreeMap<String, String>>,
    home: Option<PathBuf>,
}

impl Env {
    /// A copy of this process's environment and home folder.
    ///
    /// Variables whose name or value is not Unicode are left out.
    #[must_use]
    pub fn process() -> Self {
        let vars = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self {
            vars: Arc::new(vars),
            home: std::env::home_dir().filter(|home| !home.as_os_str().is_empty()),
        }
    }

    /// No variables and no home folder.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same variables with another home folder.
    #[must_use]
    pub fn with_home(mut self, path: impl Into<PathBuf>) -> Self {
        self.home = Some(path.into());
        self
    }

    /// The value of a variable. An empty value counts as absent.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Whether a switch is on: its value is `true` in any case. `None` when the variable is absent.
    #[must_use]
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.var(name)
            .map(|value| value.eq_ignore_ascii_case("true"))
    }

    /// `OCI_CLI_REGION`, else `OCI_REGION`, as written.
    ///
    /// A program whose contract says "environment beats file" takes this before
    /// [`Config::region`](crate::Config::region); the library rule, where the file wins, is
    /// [`Config::region_text`](crate::Config::region_text).
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.var("OCI_CLI_REGION")
            .or_else(|| self.var("OCI_REGION"))
    }

    /// The home folder: what [`with_home`](Self::with_home) set, else `HOME`, else `USERPROFILE`.
    #[must_use]
    pub fn home_dir(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// `~` and `~/…` become the home folder; every other text is a path as it stands.
    ///
    /// Without a home folder the text stays unchanged. `$NAME` is not expanded.
    #[must_use]
    pub fn expand(&self, text: &str) -> PathBuf {
        expand_home(text, self.home_dir())
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Env {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let vars: BTreeMap<String, String> = pairs
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let home = ["HOME", "USERPROFILE"]
            .into_iter()
            .find_map(|name| vars.get(name).filter(|value| !value.is_empty()))
            .map(PathBuf::from);
        Self {
            vars: Arc::new(vars),
            home,
        }
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env")
            .field("variables", &self.vars.len())
            .field("home", &self.home)
            .finish_non_exhaustive()
    }
}

/// Replaces a leading `~` by `home`.
pub(crate) fn expand_home(text: &str, home: Option<&Path>) -> PathBuf {
    match (text.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_path_buf(),
        (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text),
    }
}
