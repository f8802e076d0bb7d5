//! An error as scripts read it.

use serde::Serialize;
use work_requests::Error;

use super::{CliError, Local, advice};

/// An error as scripts read it: the value of `error`.
#[derive(Debug, Serialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErrorObject {
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opc_request_id: Option<String>,
    pub(crate) operation: String,
    pub(crate) attempts: u32,
    pub(crate) retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

impl ErrorObject {
    /// The object of an error, if it is one; `command` stands in where no operation was begun.
    pub(crate) fn of(error: &CliError, command: &str) -> Option<Self> {
        match error {
            CliError::Call(error) => Some(Self::of_call(error, command)),
            CliError::Local(local) => Some(Self::of_local(local, command)),
            CliError::OutputClosed | CliError::Interrupted => None,
        }
    }

    /// The object of a failed call.
    pub(crate) fn of_call(error: &Error, command: &str) -> Self {
        Self {
            kind: error.kind().as_str(),
            message: error.message().to_owned(),
            status: error.status().map(|status| status.as_u16()),
            code: error.code().map(str::to_owned),
            opc_request_id: error.request_id().map(str::to_owned),
            operation: error.operation().unwrap_or(command).to_owned(),
            attempts: error.attempts(),
            retryable: error.is_retryable(),
            hint: advice::for_call(error),
        }
    }

    fn of_local(local: &Local, command: &str) -> Self {
        let cause = local.source.as_deref().map(ToString::to_string);
        let message = match cause {
            Some(cause) if !local.message.contains(&cause) => format!("{}: {cause}", local.message),
            _ => local.message.clone(),
        };
        Self {
            kind: local.kind,
            message,
            status: None,
            code: None,
            opc_request_id: None,
            operation: command.to_owned(),
            attempts: 0,
            retryable: local.retryable,
            hint: local.hint.clone(),
        }
    }
}
