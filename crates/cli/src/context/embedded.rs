//! The embedded service.
use super::account::Account;
use crate::args::AccountArgs;
use crate::error::CliError;
#[derive(Debug)]
pub(super) struct Embedded;
impl Embedded {
    pub(super) async fn start(_: &AccountArgs) -> Result<Self, CliError> {
        Err(CliError::usage(
            "the embedded service is not part of this build yet",
        ))
    }
    pub(super) fn account(&self) -> Account {
        Account::at(
            "",
            work_requests::Config::from_pairs([("a", "b")]),
            ("", ""),
        )
    }
}
