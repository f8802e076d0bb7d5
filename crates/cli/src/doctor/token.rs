//! Tokens: the session's, or what the platform gives.

use chrono::{DateTime, Utc};
use work_requests::auth::{AuthError, CredentialSource as _, SessionToken};
use work_requests::text::length;
use work_requests::{AuthenticationType, ErrorKind};

use super::Examination;
use super::account::kind_of;
use super::finding::{Check, Finding};
use crate::clock;
use crate::context::account::Account;

/// A session that ends sooner is worth a word.
const SOON: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

impl Examination<'_> {
    pub(super) async fn check_token(&mut self, account: &Account) {
        if self.findings.failed(Check::Token) {
            return;
        }
        match kind_of(account) {
            Some(AuthenticationType::ApiKey) => {
                self.skip(Check::Token, "an API key has none");
            }
            Some(AuthenticationType::SecurityToken) => self.check_session(account).await,
            _ if self.findings.failed(Check::Profile) => {}
            _ => self.check_platform(account).await,
        }
    }

    async fn check_session(&mut self, account: &Account) {
        let config = &account.config;
        let (Some(token), Some(key)) = (config.security_token_file(), config.key_file()) else {
            return;
        };
        let session = SessionToken::new(token, key);
        let session = session.pass_phrase(config.pass_phrase().cloned());
        self.note(match session.fetch(clock::now().into()).await {
            Ok(credential) => credential.ends().map_or_else(
                || Finding::ok(Check::Token, "it has no end"),
                |ends| life(ends.into()),
            ),
            // The token is read first, so nothing is wrong with it.
            Err(AuthError::Key(_)) => Finding::ok(Check::Token, "it has not expired"),
            Err(error) => Finding::told(Check::Token, &error.to_string()),
        });
    }

    /// Whether the platform is one; the token itself comes with the signed call.
    async fn check_platform(&mut self, account: &Account) {
        // Files and settings that a client cannot be made with have checks of their own.
        let Ok(settings) = self.settings(account) else {
            return;
        };
        let offline = self.args.offline;
        let built = async {
            match offline {
                true => settings.build(),
                false => settings.discover().await?.build(),
            }
        };
        self.note(match built.await {
            Ok(_) if offline => Finding::skipped(Check::Token, "it comes with the signed call"),
            Ok(_) => Finding::ok(Check::Token, "the platform gives one"),
            Err(error) if error.kind() == ErrorKind::Auth => {
                Finding::of_error(Check::Token, &error)
            }
            Err(_) => Finding::skipped(Check::Token, "region and endpoint come first"),
        });
    }
}

fn life(ends: DateTime<Utc>) -> Finding {
    let left = ends - clock::now();
    let detail = format!("it ends in {}", length(left));
    match left < SOON {
        true => Finding::warn(
            Check::Token,
            detail,
            "refresh it with `oci session refresh`",
        ),
        false => Finding::ok(Check::Token, detail),
    }
}
