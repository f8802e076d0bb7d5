//! Checks a configuration and reports every problem at once.

mod file;
mod text;

use crate::config::{AuthenticationType, Config};
use crate::region::check_region_text;
use crate::{Env, InvalidConfig, Problem};

impl Config {
    /// Checks all that a signed call needs: credentials and region.
    ///
    /// | key | rule |
    /// |---|---|
    /// | `tenancy`, `user` | an OCID; not required with `security_token_file`, checked if present |
    /// | `fingerprint` | 16 pairs of hexadecimal digits with colons, in any case; required as above |
    /// | `key_file` | an existing file, unless `key_content` was given in code |
    /// | `security_token_file`, `delegation_token_file` | an existing file |
    /// | `region` | text that can stand in a host name |
    /// | `authentication_type` | a word of [`AuthenticationType`]; principals other than key and token need no key here |
    /// | `log_requests` | 1, yes, true, on, 0, no, false or off |
    /// | `additional_user_agent` | visible ASCII and spaces |
    ///
    /// # Errors
    /// [`InvalidConfig`] with each problem's file, line, key, and how to mend it.
    pub fn validate(&self) -> Result<(), InvalidConfig> {
        self.verdict(self.problems_in(&Env::empty()))
    }

    /// As [`validate`](Self::validate), but a missing region may come from the environment.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    pub fn validate_in(&self, env: &Env) -> Result<(), InvalidConfig> {
        self.verdict(self.problems_in(env))
    }

    /// As [`validate`](Self::validate) without a look at the region, for calls to an endpoint that
    /// is given in full.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    pub fn validate_credentials(&self) -> Result<(), InvalidConfig> {
        let mut check = Check::new(self);
        check.credentials();
        self.verdict(check.problems)
    }

    pub(crate) fn problems_in(&self, env: &Env) -> Vec<Problem> {
        let mut check = Check::new(self);
        check.credentials();
        check.region(env);
        check.problems
    }

    /// `key_content` in a file: the reference SDK refuses it, so that files with keys in them
    /// do not come into use.
    pub(crate) fn forbidden_in_files(&self) -> Option<Problem> {
        self.origin("key_content")?;
        let mend = "save the key in a file of its own and name that file with key_file; key_content is for code only";
        Some(Check::new(self).problem(
            "key_content",
            "a private key may not stand in this file",
            mend,
        ))
    }

    fn verdict(&self, problems: Vec<Problem>) -> Result<(), InvalidConfig> {
        InvalidConfig::from_problems(self.file(), problems)
    }
}

/// Collects problems.
struct Check<'a> {
    config: &'a Config,
    problems: Vec<Problem>,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    IfPresent,
}

/// Names that other tools give to our keys, letters and digits only.
const ALIASES: [(&str, &str); 9] = [
    ("tenancyocid", "tenancy"),
    ("tenancyid", "tenancy"),
    ("tenant", "tenancy"),
    ("userocid", "user"),
    ("userid", "user"),
    ("privatekeypath", "key_file"),
    ("keypath", "key_file"),
    ("privatekeyfile", "key_file"),
    ("finger", "fingerprint"),
];

impl<'a> Check<'a> {
    fn new(config: &'a Config) -> Self {
        Self {
            config,
            problems: Vec::new(),
        }
    }

    fn credentials(&mut self) {
        use AuthenticationType::{ApiKey, InstanceOboUser, SecurityToken};
        match self.config.authentication_type() {
            Some(ApiKey) => {
                self.identity(Need::Required);
                self.key();
            }
            Some(SecurityToken) => {
                self.identity(Need::IfPresent);
                self.key();
                self.file("security_token_file", Need::Required);
            }
            Some(InstanceOboUser) => self.file("delegation_token_file", Need::Required),
            Some(_) => {}
            None => {
                let mend = format!(
                    "use one of {}, or remove the line",
                    AuthenticationType::words()
                );
                self.report(
                    "authentication_type",
                    "is no known way to authenticate",
                    &mend,
                );
            }
        }
        // A secret's text has no rule; being continued by a stray line is its only fault.
        for key in ["pass_phrase", "passphrase"] {
            self.skip(key, Need::IfPresent);
        }
        self.text("log_requests", Need::IfPresent, text::log_requests);
        self.text("additional_user_agent", Need::IfPresent, text::user_agent);
    }

    fn identity(&mut self, need: Need) {
        self.text("tenancy", need, text::ocid);
        self.text("user", need, text::ocid);
        self.text("fingerprint", need, text::fingerprint);
    }

    fn key(&mut self) {
        match self.config.entry("key_content") {
            None => self.file("key_file", Need::Required),
            Some(entry) if entry.is_empty() => self.report(
                "key_content",
                "is empty",
                "give the key's PEM text, or use key_file",
            ),
            Some(_) => {}
        }
    }

    fn region(&mut self, env: &Env) {
        use AuthenticationType::{ApiKey, SecurityToken};
        if self.config.region().is_none()
            && let Some(region) = env.region()
        {
            if let Err(error) = check_region_text(region) {
                self.report(
                    "region",
                    &format!("is missing, and the environment's {error}"),
                    text::REGION_MEND,
                );
            }
            return;
        }
        // Other principals bring their region with them.
        let own = matches!(
            self.config.authentication_type(),
            None | Some(ApiKey | SecurityToken)
        );
        self.text(
            "region",
            if own { Need::Required } else { Need::IfPresent },
            text::region,
        );
    }

    /// Applies `fault`, which says what is wrong and how to mend it, to a key's value.
    fn text(&mut self, key: &str, need: Need, fault: fn(&str) -> Option<text::Fault>) {
        if self.skip(key, need) {
            return;
        }
        let value = self.config.get(key).unwrap_or_default();
        if let Some(fault) = fault(value) {
            let mend = text::comment_mend(value).unwrap_or(fault.mend);
            self.report(key, &fault.what, mend);
        }
    }

    fn file(&mut self, key: &'static str, need: Need) {
        if self.skip(key, need) {
            return;
        }
        let value = self.config.get(key).unwrap_or_default();
        if let Some((what, mend)) = file::fault(value, &self.config.expand(value)) {
            let mend = text::comment_mend(value).unwrap_or(mend);
            self.report(key, &what, mend);
        }
    }

    /// Deals with what is the same for every key: absent, or continued by an indented line.
    fn skip(&mut self, key: &str, need: Need) -> bool {
        if self.config.entry(key).is_none() {
            if need == Need::Required {
                self.missing(key);
            }
            return true;
        }
        let Some(line) = self
            .config
            .origin(key)
            .and_then(|origin| origin.continued_at)
        else {
            return false;
        };
        let what = format!("line {line} is indented and so continues this value");
        let mend = format!("remove the spaces at the start of line {line}, or put all on one line");
        self.report(key, &what, &mend);
        true
    }

    fn missing(&mut self, key: &str) {
        match self.likely_meant(key) {
            Some((other, line)) => {
                let place = line.map_or_else(String::new, |line| format!(" in line {line}"));
                self.report(
                    key,
                    "is missing",
                    &format!("rename `{}`{place} to `{key}`", other.escape_debug()),
                );
            }
            None => self.report(key, "is missing", text::missing_mend(key)),
        }
    }

    /// An unknown key that another tool, or a slip, writes for `key`.
    fn likely_meant(&self, key: &str) -> Option<(&'a str, Option<usize>)> {
        let plain =
            |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
        let wanted = plain(key);
        let found = self.config.keys().find(|other| {
            let other = plain(other);
            other == wanted || ALIASES.contains(&(other.as_str(), key))
        })?;
        Some((found, self.config.origin(found).map(|origin| origin.line)))
    }

    fn report(&mut self, key: &str, what: &str, mend: &str) {
        let problem = self.problem(key, what, mend);
        self.problems.push(problem);
    }

    /// With the place of the key's value, or of the profile's header when it has none.
    fn problem(&self, key: &str, what: &str, mend: &str) -> Problem {
        let origin = self.config.origin(key);
        let header = || {
            self.config
                .header_line()
                .filter(|_| self.config.entry(key).is_none())
        };
        Problem {
            file: self.config.file().map(std::path::Path::to_path_buf),
            line: origin.map(|origin| origin.line).or_else(header),
            key: Some(key.to_owned()),
            what: what.to_owned(),
            mend: mend.to_owned(),
        }
    }
}
