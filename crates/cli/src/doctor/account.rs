//! Configuration file, profile, permissions.

use work_requests::{AuthenticationType, ConfigError, Problem, WarningKind};

use super::Examination;
use super::finding::{Check, Finding};
use crate::context::account::{Account, NO_ACCOUNT};

impl Examination<'_> {
    /// Reads the profile; `None` if there is none to go on with.
    pub(super) fn read_account(&mut self) -> Option<Account> {
        match Account::read(&self.global.account, self.env) {
            Ok(account) => {
                self.note(file_found(&account));
                Some(account)
            }
            Err(error) => {
                self.note_unreadable(&error);
                None
            }
        }
    }

    fn note_unreadable(&mut self, error: &ConfigError) {
        match error {
            ConfigError::Invalid(invalid) => self.note_problems(invalid.problems()),
            ConfigError::ProfileNotFound { path, .. } => {
                let shown = path.display().to_string();
                self.note(Finding::ok(Check::ConfigFile, shown));
                self.note(Finding::told(Check::Profile, &error.to_string()));
            }
            _ => {
                let failed = Finding::told(Check::ConfigFile, &error.to_string());
                let mend = failed.mend.clone().unwrap_or_default();
                self.note(failed.mended_by(format!("{mend}; {NO_ACCOUNT}")));
            }
        }
    }

    /// Judges the profile by the configuration's own rules, and looks at the files' modes.
    pub(super) fn check_profile(&mut self, account: &Account) {
        if self.global.account.emulator {
            self.skip(
                Check::ConfigFile,
                "the embedded service has an account of its own",
            );
        }
        // The platform brings what a profile would say.
        if account.has_profile
            && let Err(invalid) = account.config.validate_in(self.env)
        {
            self.note_problems(invalid.problems());
        }
        self.note(match account.has_profile {
            true => Finding::ok(Check::Profile, account.config.profile()),
            false => Finding::skipped(Check::Profile, "none is needed to sign in this way"),
        });
        self.check_permissions(account);
    }

    fn note_problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let place = problem.line.map(|line| format!("line {line}: "));
            let key = problem.key.as_ref().map(|key| format!("{key} "));
            let detail = format!(
                "{}{}{}",
                place.unwrap_or_default(),
                key.unwrap_or_default(),
                problem.what
            );
            let check = check_of(problem.key.as_deref());
            self.note(Finding::fail(check, detail, &problem.mend));
        }
    }

    fn check_permissions(&mut self, account: &Account) {
        let config = &account.config;
        for warning in config.warnings() {
            if warning.kind == WarningKind::ReadableByOthers {
                let file = warning.file.unwrap_or_default();
                let detail = format!("{}: {}", file.display(), warning.what);
                self.note(Finding::warn(Check::Permissions, detail, warning.mend));
            }
        }
        let has_files = config.file().is_some() || config.key_file().is_some();
        self.note(match (has_files, cfg!(unix)) {
            (true, true) => Finding::ok(Check::Permissions, "other users cannot read the files"),
            (true, false) => {
                Finding::skipped(Check::Permissions, "this system has no modes of files")
            }
            (false, _) => Finding::skipped(Check::Permissions, "no file is used"),
        });
    }
}

fn file_found(account: &Account) -> Finding {
    match account.config.file() {
        Some(path) => Finding::ok(Check::ConfigFile, path.display().to_string()),
        None => Finding::skipped(Check::ConfigFile, "none is needed to sign in this way"),
    }
}

/// Which check a key of the profile belongs to.
fn check_of(key: Option<&str>) -> Check {
    match key {
        None => Check::ConfigFile,
        Some("key_file" | "key_content") => Check::Key,
        Some("pass_phrase" | "passphrase") => Check::Passphrase,
        Some("fingerprint") => Check::Fingerprint,
        Some("security_token_file" | "delegation_token_file") => Check::Token,
        Some("region") => Check::Region,
        Some(_) => Check::Profile,
    }
}

/// How the account signs in; `None` when that is found out only then, or the profile does not say.
pub(super) fn kind_of(account: &Account) -> Option<AuthenticationType> {
    let kind = account.config.authentication_type();
    kind.filter(|_| !account.auto)
}

/// Whether a key file of the profile signs.
pub(super) fn signs_with_key(account: &Account) -> bool {
    use AuthenticationType::{ApiKey, SecurityToken};
    matches!(kind_of(account), Some(ApiKey | SecurityToken))
}
