//! `cargo xtask codegen [--check]`.

use std::{
    error::Error as StdError,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use work_requests_codegen::{Change, Document, Error, Generator, Mode, Nulls, sync};

use crate::{catalog, workspace};

const SPEC: &str = "crates/models/openapi/work-requests-20160918.yaml";
const OUT: &str = "crates/models/src/generated";

/// The arguments of `cargo xtask codegen`.
#[derive(Debug, Args)]
pub(crate) struct Codegen {
    /// Write nothing; name the files that are stale, missing or left over and exit with 1.
    #[arg(long)]
    check: bool,
    /// The OpenAPI 3.0 or 3.1 document, YAML or JSON [default: that of this project's models].
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder for the generated files [default: that of this project's models].
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Take null in an optional member for absence, so that the field is a plain `Option`.
    #[arg(long, requires = "spec")]
    null_is_absent: bool,
}

impl Codegen {
    /// Runs the task and tells on stderr what there is to tell.
    pub(crate) fn run(&self) -> ExitCode {
        let mut stderr = io::stderr().lock();
        let (mut lines, mut code) = match self.changes() {
            Ok(changes) => self.summary(&changes),
            Err(error) => (vec![chain(&error)], ExitCode::FAILURE),
        };
        // A document of somebody else's has nothing to do with our catalogue.
        if self.spec.is_none() {
            match catalog::sync(self.check) {
                Ok(more) => {
                    if self.check && !more.is_empty() {
                        code = ExitCode::FAILURE;
                    }
                    lines.extend(more);
                }
                Err(error) => {
                    lines.push(format!("error: {error}"));
                    code = ExitCode::FAILURE;
                }
            }
        }
        // Nobody is left to tell when stderr is closed.
        let _ = lines.iter().try_for_each(|line| writeln!(stderr, "{line}"));
        code
    }

    fn changes(&self) -> Result<Vec<Change>, Error> {
        let spec = self.spec.clone();
        let out = self.out.clone();
        let document = Document::read(spec.unwrap_or_else(|| workspace::root().join(SPEC)))?;
        let out = out.unwrap_or_else(|| workspace::root().join(OUT));
        let files = self.generator(&out).generate(&document)?;
        let mode = if self.check { Mode::Check } else { Mode::Write };
        let changes = sync(&files, &out, mode)?;
        Ok(changes.into_iter().map(shortened).collect())
    }

    fn generator(&self, out: &Path) -> Generator {
        let folder = out.file_name().unwrap_or_default().to_string_lossy();
        // Our own service writes null where it has nothing to say.
        let absent = self.null_is_absent || self.spec.is_none();
        let nulls = if absent { Nulls::Absent } else { Nulls::Kept };
        Generator::new().folder(folder).nulls(nulls)
    }

    fn summary(&self, changes: &[Change]) -> (Vec<String>, ExitCode) {
        if self.check && !changes.is_empty() {
            let lines = changes.iter().map(Change::to_string).collect();
            return (lines, ExitCode::FAILURE);
        }
        let lines = changes.iter().map(|change| {
            let path = change.path.display();
            format!("{path}: {}", change.kind.mended())
        });
        (lines.collect(), ExitCode::SUCCESS)
    }
}

/// The path as a reader in the workspace's folder would write it.
fn shortened(mut change: Change) -> Change {
    if let Ok(path) = change.path.strip_prefix(workspace::root()) {
        change.path = Path::to_owned(path);
    }
    change
}

fn chain(error: &Error) -> String {
    let mut text = format!("error: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}
