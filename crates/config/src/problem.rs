//! What is wrong with a configuration, and how to mend it.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong.
///
/// Texts never quote a value, because the value in the wrong place may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The file; `None` when the configuration was made in code.
    pub file: Option<PathBuf>,
    /// The line, counted from 1. For a missing key it is the profile's `[NAME]` line.
    pub line: Option<usize>,
    /// The key concerned, if it is about one.
    pub key: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

/// Everything that is wrong with a configuration, in the order of its lines.
///
/// `Display` gives one line with all problems; [`problems`](Self::problems) gives them one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidConfig {
    file: Option<PathBuf>,
    problems: Vec<Problem>,
}

impl InvalidConfig {
    /// `Err` with the problems if there are any.
    pub(crate) fn from_problems(
        file: Option<&Path>,
        mut problems: Vec<Problem>,
    ) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        Err(Self {
            file: file.map(Path::to_path_buf),
            problems,
        })
    }

    /// A single problem.
    pub(crate) fn single(problem: Problem) -> Self {
        Self {
            file: problem.file.clone(),
            problems: vec![problem],
        }
    }

    /// Each problem; never empty.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for InvalidConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.len() {
            1 => write!(f, "1 problem in ")?,
            count => write!(f, "{count} problems in ")?,
        }
        match &self.file {
            Some(file) => write!(f, "the configuration file {}", file.display())?,
            None => f.write_str("the configuration")?,
        }
        for (index, problem) in self.problems.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { " | " })?;
            if let Some(line) = problem.line {
                write!(f, "line {line}: ")?;
            }
            problem.write_text(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidConfig {}

impl Problem {
    fn write_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(f, "{}: ", key.escape_debug())?;
        }
        write!(f, "{}; {}", self.what, self.mend)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", file.display())?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        self.write_text(f)
    }
}
