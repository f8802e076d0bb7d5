//! Looks for what keeps calls from working, one thing at a time, and says how to mend it.
//!
//! It writes no rules of its own: the profile is judged by the configuration's rules, the key by
//! the signer's, the way by the transport's, and the last check is a call as any other. What builds
//! on something that failed is skipped, so that one fault shows as one finding.

mod account;
mod advice;
mod call;
mod finding;
mod key;
mod network;
mod place;
pub(crate) mod render;
mod token;

use work_requests::{CircuitBreakerStrategy, ClientBuilder, Env, RetryStrategy};

use crate::args::{DoctorArgs, GlobalArgs};
use crate::context::account::Account;
use crate::context::builder;
use crate::context::embedded::Embedded;
use crate::error::CliError;
use finding::{Check, Finding, Findings};

/// What is examined, and how far.
pub(crate) struct Examination<'a> {
    args: &'a DoctorArgs,
    global: &'a GlobalArgs,
    env: &'a Env,
    findings: Findings,
}

impl<'a> Examination<'a> {
    pub(crate) fn new(args: &'a DoctorArgs, global: &'a GlobalArgs, env: &'a Env) -> Self {
        Self {
            args,
            global,
            env,
            findings: Findings::default(),
        }
    }

    /// # Errors
    /// Flags that contradict each other; Ctrl-C while a passphrase is asked for.
    pub(crate) async fn run(mut self) -> Result<Findings, CliError> {
        let embedded = match self.global.account.emulator {
            true => Some(Embedded::start(&self.global.account).await?),
            false => None,
        };
        let account = match &embedded {
            Some(embedded) => Some(embedded.account()),
            None => self.read_account(),
        };
        if let Some(mut account) = account {
            self.check_profile(&account);
            self.check_key(&mut account).await?;
            self.check_token(&account).await;
            if let Some(place) = self.check_place(&account).await {
                self.check_network(&account, &place).await;
            }
            self.check_call(&account).await;
        }
        self.findings.complete();
        Ok(self.findings)
    }

    /// A client's settings without anything that would hide or repeat a failure.
    fn settings(&self, account: &Account) -> Result<ClientBuilder, CliError> {
        let builder = builder::settings(self.global, account, RetryStrategy::none(), self.env)?;
        Ok(builder.circuit_breaker(CircuitBreakerStrategy::none()))
    }

    fn note(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    fn skip(&mut self, check: Check, why: &str) {
        self.note(Finding::skipped(check, why));
    }
}
