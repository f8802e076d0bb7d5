//! A signed call, as any command makes it.

use std::num::NonZeroU32;

use work_requests::{Error, WorkRequestClient};

use super::Examination;
use super::finding::{Check, Finding};
use super::network::OFFLINE;
use crate::context::account::Account;
use crate::error::CliError;

impl Examination<'_> {
    /// Lists one work request, if nothing is known that would fail it.
    pub(super) async fn check_call(&mut self, account: &Account) {
        if self.args.offline {
            return self.skip(Check::Call, OFFLINE);
        }
        if self.findings.any_failed() {
            return self.skip(Check::Call, "mend what failed first");
        }
        let named = self.args.compartment_id.as_deref();
        let Some(compartment) = named.or_else(|| account.compartment()) else {
            let why = "there is no tenancy to list: name a compartment with --compartment-id";
            return self.skip(Check::Call, why);
        };
        let client = match self.signing_client(account).await {
            Ok(client) => client,
            Err(error) => return self.note(Finding::of_cli_error(Check::Call, &error)),
        };
        let list = client.list_work_requests(compartment);
        match list.limit(NonZeroU32::MIN).await {
            Ok(_) => self.note(Finding::ok(Check::Call, "list_work_requests was answered")),
            Err(error) => self.note_refusal(&error),
        }
    }

    async fn signing_client(&self, account: &Account) -> Result<WorkRequestClient, CliError> {
        Ok(self.settings(account)?.discover().await?.build()?)
    }

    fn note_refusal(&mut self, error: &Error) {
        let refused = Finding::of_error(Check::Call, error);
        let suspect = error.is_not_authenticated() && self.findings.warned(Check::Fingerprint);
        self.note(match suspect {
            true => refused.mended_by("mend the fingerprint first: the service knows keys by it"),
            false => refused,
        });
    }
}
