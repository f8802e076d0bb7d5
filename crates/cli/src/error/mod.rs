//! Why the program ends without a result.

pub(crate) mod advice;
mod object;

use std::error::Error as StdError;
use std::io;

use work_requests::Error;

pub(crate) use advice::for_call as advice_for;
pub(crate) use object::ErrorObject;

use crate::exit::Exit;

/// Why the program ends without a result.
#[derive(Debug)]
pub(crate) enum CliError {
    /// A call, or the building of the client, failed.
    Call(Box<Error>),
    /// Something on this side failed.
    Local(Box<Local>),
    /// Nobody reads the output any more: no fault.
    OutputClosed,
    /// Ctrl-C.
    Interrupted,
}

/// A failure on this side.
#[derive(Debug)]
pub(crate) struct Local {
    kind: &'static str,
    exit: Exit,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    retryable: bool,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl CliError {
    /// A command line that cannot be carried out.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::local("usage", Exit::Usage, message)
    }

    /// A configuration that cannot be used.
    pub(crate) fn config(error: impl StdError + Send + Sync + 'static) -> Self {
        Self::local("config", Exit::Config, error.to_string()).caused_by(error)
    }

    /// A file or socket of this machine.
    pub(crate) fn io(
        message: impl Into<String>,
        error: impl StdError + Send + Sync + 'static,
    ) -> Self {
        Self::local("io", Exit::Usage, message).caused_by(error)
    }

    /// A time limit of ours that passed.
    pub(crate) fn timed_out(message: impl Into<String>) -> Self {
        let mut error = Self::local("timeout", Exit::TimedOut, message);
        if let Self::Local(local) = &mut error {
            local.retryable = true;
        }
        error
    }

    /// A failed write to stdout.
    pub(crate) fn output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::io("the output cannot be written", error),
        }
    }

    /// A value that cannot be written as JSON.
    pub(crate) fn unprintable(error: serde_json::Error) -> Self {
        Self::io("the answer cannot be written as JSON", error)
    }

    /// Adds what to do about it; a failed call has its own hint.
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::Local(local) = &mut self {
            local.hint = Some(hint.into());
        }
        self
    }

    /// The code to exit with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Call(error) => Exit::of(error),
            Self::Local(local) => local.exit,
            Self::OutputClosed => Exit::Done,
            Self::Interrupted => Exit::Interrupted,
        }
    }

    /// What is wrong and what to do about it, for a list of such.
    pub(crate) fn told(&self) -> (String, Option<String>) {
        match ErrorObject::of(self, "") {
            Some(object) => (object.message, object.hint),
            None => (String::new(), None),
        }
    }

    fn local(kind: &'static str, exit: Exit, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::Local(Box::new(Local {
            kind,
            exit,
            message,
            hint: None,
            retryable: false,
            source: None,
        }))
    }

    fn caused_by(mut self, error: impl StdError + Send + Sync + 'static) -> Self {
        if let Self::Local(local) = &mut self {
            local.source = Some(Box::new(error));
        }
        self
    }
}

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        Self::Call(Box::new(error))
    }
}
