//! The private key, its passphrase, and its fingerprint.

use secrecy::ExposeSecret as _;
use work_requests::{Config, KeyError, PrivateKey};

use super::Examination;
use super::account::signs_with_key;
use super::finding::{Check, Finding};
use crate::context::account::Account;
use crate::context::passphrase;
use crate::error::CliError;

/// What the checks of a key say where there is none to check.
const NO_KEY: &str = "no key of the profile is needed to sign in this way";

impl Examination<'_> {
    /// Reads the key as a signer would. Asks for a passphrase where somebody can answer.
    pub(super) async fn check_key(&mut self, account: &mut Account) -> Result<(), CliError> {
        if !signs_with_key(account) {
            for check in [Check::Key, Check::Passphrase, Check::Fingerprint] {
                self.skip(check, NO_KEY);
            }
            return Ok(());
        }
        if self.findings.failed(Check::Key) || self.findings.failed(Check::Passphrase) {
            return Ok(());
        }
        let Some(pem) = self.read_key(&account.config) else {
            return Ok(());
        };
        let mut read = PrivateKey::from_pem(pem.expose_secret(), None);
        if matches!(read, Err(KeyError::PassphraseNeeded)) {
            let given = account.config.pass_phrase().is_some();
            if !given && passphrase::can_ask(self.global.account.no_input) {
                let answer = passphrase::ask().await?;
                account.config = account.config.clone().with_pass_phrase(answer);
            }
            read = PrivateKey::from_pem(pem.expose_secret(), account.config.pass_phrase());
            if read.is_ok() {
                self.note(Finding::ok(Check::Passphrase, "it opens the key"));
            }
        }
        match read {
            Ok(key) => self.note_key(&account.config, &key),
            Err(error) => self.note_unusable(&account.config, &error),
        }
        Ok(())
    }

    fn read_key(&mut self, config: &Config) -> Option<secrecy::SecretSlice<u8>> {
        match config.key_pem() {
            Ok(pem) => Some(pem),
            Err(error) => {
                self.note(Finding::told(Check::Key, &error.to_string()));
                None
            }
        }
    }

    fn note_key(&mut self, config: &Config, key: &PrivateKey) {
        let bits = key.public_key().bits();
        self.note(Finding::ok(Check::Key, format!("RSA, {bits} bits")));
        if !self.findings.has(Check::Passphrase) {
            self.note(match config.pass_phrase() {
                Some(_) => Finding::ok(
                    Check::Passphrase,
                    "there is one, and the key, which is not encrypted, needs none",
                ),
                None => Finding::ok(Check::Passphrase, "the key is not encrypted"),
            });
        }
        let Some(configured) = config.fingerprint() else {
            return self.skip(Check::Fingerprint, "the profile has none");
        };
        if self.findings.failed(Check::Fingerprint) {
            return;
        }
        match key.compare_fingerprint(configured) {
            Ok(()) => self.note(Finding::ok(Check::Fingerprint, key.fingerprint().as_str())),
            Err(difference) => {
                let told = Finding::told(Check::Fingerprint, &difference.to_string());
                let mend = told.mend.clone().unwrap_or_default();
                // The service decides by its own records.
                self.note(Finding::warn(Check::Fingerprint, told.detail, mend));
            }
        }
    }

    fn note_unusable(&mut self, config: &Config, error: &KeyError) {
        let profile = config.profile();
        let told = |check| Finding::told(check, &error.to_string());
        match error {
            KeyError::PassphraseNeeded => {
                self.note(Finding::ok(Check::Key, "encrypted"));
                let mend = format!("set pass_phrase in profile {profile}");
                self.note(told(Check::Passphrase).mended_by(mend));
            }
            KeyError::WrongPassphrase => {
                self.note(Finding::ok(Check::Key, "encrypted"));
                let mend = format!("correct pass_phrase of profile {profile}");
                self.note(told(Check::Passphrase).mended_by(mend));
            }
            _ => self.note(told(Check::Key)),
        }
    }
}
