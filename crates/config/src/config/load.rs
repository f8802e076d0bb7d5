//! From a file to a [`Config`]: which file, which profile.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Config, Origin};
use crate::chosen_by::ChosenBy;
use crate::profile_file::{DEFAULT_PROFILE, FileEntry, ProfileFile};
use crate::{ConfigError, Env, InvalidConfig, Problem, secret_file};

impl Config {
    /// Reads a profile of a file with the process's environment; `~` in `path` is expanded.
    ///
    /// # Errors
    /// See [`from_file_in`](Self::from_file_in).
    pub fn from_file(path: impl AsRef<Path>, profile: &str) -> Result<Self, ConfigError> {
        Self::from_file_in(&Env::process(), path, profile)
    }

    /// Reads a profile of a file. Values of `[DEFAULT]` hold where the profile has none.
    ///
    /// # Errors
    /// [`ConfigError::NotFound`] and [`ConfigError::Unreadable`] name the path,
    /// [`ConfigError::ProfileNotFound`] the profiles there are. When the file's text breaks its
    /// rules (a line that is no `key = value`, one before the first profile, a key or profile
    /// twice, a byte order mark, `key_content`), [`ConfigError::Invalid`] lists these faults
    /// together with what [`validate`](Self::validate) would say.
    pub fn from_file_in(
        env: &Env,
        path: impl AsRef<Path>,
        profile: &str,
    ) -> Result<Self, ConfigError> {
        read(env, expand(env, path.as_ref()), profile, ChosenBy::Caller)
    }

    /// Reads a profile of a text in the form of such a file, which came from elsewhere. Errors call
    /// the file `<text>`.
    ///
    /// # Errors
    /// [`ConfigError::ProfileNotFound`] and [`ConfigError::Invalid`] as for
    /// [`from_file_in`](Self::from_file_in).
    pub fn from_text(env: &Env, text: &str, profile: &str) -> Result<Self, ConfigError> {
        parse(env, text, Path::new("<text>"), profile)
    }

    /// Reads the profile in `OCI_CLI_PROFILE` (default `DEFAULT`) of the first file named by:
    /// `OCI_CLI_CONFIG_FILE`, `OCI_CONFIG_FILE`, or else `~/.oci/config`.
    ///
    /// Unlike the reference SDK, a file named by a variable beats an existing default file.
    ///
    /// # Errors
    /// [`ConfigError::NoHome`] when there is neither variable nor home folder, else as
    /// [`from_file_in`](Self::from_file_in).
    pub fn load(env: &Env) -> Result<Self, ConfigError> {
        Self::load_with(env, None, None)
    }

    /// As [`load`](Self::load), but `path` and `profile` win over the environment if given, as a
    /// program's flags do.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_with(
        env: &Env,
        path: Option<&Path>,
        profile: Option<&str>,
    ) -> Result<Self, ConfigError> {
        let (path, chosen_by) = match path {
            Some(path) => (expand(env, path), ChosenBy::Caller),
            None => locate(env)?,
        };
        let profile = profile
            .or_else(|| env.var("OCI_CLI_PROFILE"))
            .unwrap_or(DEFAULT_PROFILE);
        read(env, path, profile, chosen_by)
    }
}

fn locate(env: &Env) -> Result<(PathBuf, ChosenBy), ConfigError> {
    for name in ["OCI_CLI_CONFIG_FILE", "OCI_CONFIG_FILE"] {
        if let Some(path) = env.var(name) {
            return Ok((env.expand(path), ChosenBy::Variable(name)));
        }
    }
    let home = env.home_dir().ok_or(ConfigError::NoHome)?;
    Ok((home.join(".oci").join("config"), ChosenBy::Default))
}

fn expand(env: &Env, path: &Path) -> PathBuf {
    path.to_str()
        .map_or_else(|| path.to_path_buf(), |text| env.expand(text))
}

fn read(
    env: &Env,
    path: PathBuf,
    profile: &str,
    chosen_by: ChosenBy,
) -> Result<Config, ConfigError> {
    let bytes = match secret_file::read(&path) {
        Ok(bytes) => bytes,
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            return Err(ConfigError::NotFound { path, chosen_by });
        }
        Err(source) => {
            return Err(ConfigError::Unreadable {
                path,
                chosen_by,
                source,
            });
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => parse(env, text, &path, profile),
        Err(error) => Err(not_utf8(&path, &bytes[..error.valid_up_to()]).into()),
    }
}

fn parse(env: &Env, text: &str, path: &Path, profile: &str) -> Result<Config, ConfigError> {
    let mut file = ProfileFile::read(text, path);
    let config = select(env, &file, path, profile)?;
    file.problems.extend(config.forbidden_in_files());
    if !file.problems.is_empty() {
        file.problems.extend(config.problems_in(env));
    }
    InvalidConfig::from_problems(Some(path), file.problems)?;
    Ok(config)
}

/// The profile's own values over those of `[DEFAULT]`.
fn select(env: &Env, file: &ProfileFile, path: &Path, name: &str) -> Result<Config, ConfigError> {
    let own = file.profile(name);
    if own.is_none() && name != DEFAULT_PROFILE {
        return Err(no_profile(file, path, name));
    }
    let mut config = Config {
        profile: name.to_owned(),
        file: Some(path.to_path_buf()),
        header_line: own.map(|profile| profile.line),
        home: env.home_dir().map(Path::to_path_buf),
        values: BTreeMap::new(),
    };
    for layer in [DEFAULT_PROFILE, name] {
        // Of what stands twice the first counts, as the fault's text points at the second.
        for entry in file.entries(layer).into_iter().rev() {
            config.insert(
                entry.key.clone(),
                entry.value.to_string(),
                Some(origin(path, entry)),
            );
        }
    }
    Ok(config)
}

/// Faults in the text come along, because a broken header is a likely cause.
fn no_profile(file: &ProfileFile, path: &Path, name: &str) -> ConfigError {
    let missing = ConfigError::ProfileNotFound {
        path: path.to_path_buf(),
        profile: name.to_owned(),
        existing: file
            .profiles
            .iter()
            .map(|profile| profile.name.clone())
            .collect(),
    };
    let mut problems = file.problems.clone();
    if problems.is_empty() {
        return missing;
    }
    problems.push(Problem {
        file: Some(path.to_path_buf()),
        line: None,
        key: None,
        what: format!("there is no profile [{}]", name.escape_debug()),
        mend: "correct its header line, or name another profile".to_owned(),
    });
    InvalidConfig::from_problems(Some(path), problems).map_or_else(ConfigError::from, |()| missing)
}

fn origin(path: &Path, entry: &FileEntry) -> Origin {
    Origin {
        file: path.to_path_buf(),
        line: entry.line,
        continued_at: entry.continued_at,
    }
}

fn not_utf8(path: &Path, before: &[u8]) -> InvalidConfig {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    InvalidConfig::single(Problem {
        file: Some(path.to_path_buf()),
        line: Some(line),
        key: None,
        what: "the text is not UTF-8 from here on".to_owned(),
        mend: "save the file as UTF-8 without BOM".to_owned(),
    })
}
