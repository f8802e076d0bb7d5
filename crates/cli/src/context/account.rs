//! Whom to call, and as whom. Flag beats environment beats file.

use work_requests::{AuthenticationType, ChosenBy, Config, ConfigError, Env, WarningKind};

use crate::args::{AccountArgs, AuthChoice};
use crate::error::CliError;
use crate::output::{Screen, visible};

/// Environment variable that says how to sign in.
const AUTH: &str = "OCI_CLI_AUTH";

/// Environment variable that names the endpoint.
const ENDPOINT: &str = "OCI_CLI_ENDPOINT";

/// Whom to call, and as whom.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) config: Config,
    /// Whether the profile is one of a file, and not empty because none is needed.
    pub(crate) has_profile: bool,
    /// Whether the first way to sign in is taken that there is.
    pub(crate) auto: bool,
    pub(crate) place: Option<Place>,
    /// The compartment to list where none is named, and what it is.
    default_compartment: Option<(String, String)>,
}

/// Where requests go, if something but the file says so.
#[derive(Debug, PartialEq)]
pub(crate) enum Place {
    Endpoint(String),
    Region(String),
}

impl Account {
    /// Reads the profile, and tells what deserves a warning.
    pub(super) fn open(args: &AccountArgs, env: &Env, screen: Screen) -> Result<Self, CliError> {
        let account =
            Self::read(args, env).map_err(|error| CliError::config(error).with_hint(NO_ACCOUNT))?;
        let log_requests = WarningKind::LogRequests; // this program does raise its log level
        let warnings = account.config.warnings();
        for warning in warnings.iter().filter(|w| w.kind != log_requests) {
            screen.warn(&visible(&warning.to_string()));
        }
        Ok(account)
    }

    /// Reads the profile.
    pub(crate) fn read(args: &AccountArgs, env: &Env) -> Result<Self, ConfigError> {
        let file = args.config_file.as_deref();
        let chosen = args.auth.map(AuthChoice::word).or_else(|| env.var(AUTH));
        let auto = chosen == Some(AuthChoice::Auto.word());
        let needless = auto || chosen.is_some_and(needs_no_profile);
        let (config, has_profile) = match Config::load_with(env, file, args.profile.as_deref()) {
            Ok(config) => (config, true),
            Err(ConfigError::NotFound { chosen_by, .. })
                if needless && chosen_by == ChosenBy::Default =>
            {
                (empty(env), false)
            }
            Err(ConfigError::NoHome) if needless => (empty(env), false),
            Err(error) => return Err(error),
        };
        let word = chosen.filter(|_| !auto);
        let config = word.into_iter().fold(config, |config, word| {
            config.with("authentication_type", word)
        });
        let default_compartment = config.tenancy().map(|tenancy| {
            (
                tenancy.to_owned(),
                format!("the tenancy of profile {}", config.profile()),
            )
        });
        let place = Place::choose(args, env);
        Ok(Self {
            config,
            has_profile,
            auto,
            place,
            default_compartment,
        })
    }

    /// The compartment to list where none is named.
    pub(crate) fn compartment(&self) -> Option<&str> {
        self.default_compartment.as_ref().map(|(id, _)| id.as_str())
    }

    /// An account of a service at `endpoint`.
    pub(super) fn at(endpoint: &str, config: Config, compartment: (&str, &str)) -> Self {
        let (compartment, meaning) = compartment;
        Self {
            config,
            has_profile: true,
            auto: false,
            place: Some(Place::Endpoint(endpoint.to_owned())),
            default_compartment: Some((compartment.to_owned(), meaning.to_owned())),
        }
    }

    /// Signing in with a token that the platform gives takes calls, which a dry run does not make.
    pub(super) fn refuse_dry_run(&self) -> Result<(), CliError> {
        use AuthenticationType::{ApiKey, SecurityToken};
        let kind = self.config.authentication_type();
        match kind {
            _ if self.auto => {}
            None | Some(ApiKey | SecurityToken) => return Ok(()),
            Some(_) => {}
        }
        let word = kind.filter(|_| !self.auto);
        let word = word.map_or(AuthChoice::Auto.word(), AuthenticationType::as_str);
        let message = format!("--dry-run sends nothing, and signing in with {word} takes calls");
        Err(CliError::usage(message).with_hint("show the request with another --auth"))
    }

    /// The compartment to list where none is named; says which.
    pub(super) fn default_compartment(&self, screen: Screen) -> Result<String, CliError> {
        let (compartment, meaning) = self.default_compartment.as_ref().ok_or_else(|| {
            CliError::usage("no compartment is named, and the profile has no tenancy")
                .with_hint("name one with --compartment-id")
        })?;
        screen.remark(&format!(
            "compartment: {} ({})",
            visible(compartment),
            visible(meaning)
        ));
        Ok(compartment.clone())
    }
}

/// The platform says who these are.
fn needs_no_profile(word: &str) -> bool {
    use AuthChoice::{InstancePrincipal, OkeWorkloadIdentity, ResourcePrincipal};
    let platform = [InstancePrincipal, ResourcePrincipal, OkeWorkloadIdentity];
    platform
        .iter()
        .any(|kind| kind.word().eq_ignore_ascii_case(word))
}

fn empty(env: &Env) -> Config {
    Config::builder().env(env).build()
}

/// For those who come without an account.
pub(crate) const NO_ACCOUNT: &str =
    "name another with --config-file and --profile; --emulator needs no account";

impl Place {
    /// A flag of either kind beats a variable of either kind; an endpoint beats a region.
    fn choose(args: &AccountArgs, env: &Env) -> Option<Self> {
        let flag = |value: &Option<String>| value.clone();
        let endpoint = flag(&args.endpoint).map(Self::Endpoint);
        let region = || flag(&args.region).map(Self::Region);
        let endpoint_variable = || {
            env.var(ENDPOINT)
                .map(|text| Self::Endpoint(text.to_owned()))
        };
        let region_variable = || env.region().map(|text| Self::Region(text.to_owned()));
        endpoint
            .or_else(region)
            .or_else(endpoint_variable)
            .or_else(region_variable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(flags: [Option<&str>; 2], variables: [Option<&str>; 2]) -> Option<Place> {
        let args = AccountArgs {
            endpoint: flags[0].map(str::to_owned),
            region: flags[1].map(str::to_owned),
            ..AccountArgs::default()
        };
        let names = [ENDPOINT, "OCI_CLI_REGION"];
        let set = names
            .into_iter()
            .zip(variables)
            .filter_map(|(name, value)| Some((name, value?)));
        Place::choose(&args, &set.collect())
    }

    #[test]
    fn flags_beat_variables_and_endpoints_beat_regions() {
        let (endpoint, region) = (
            |s: &str| Some(Place::Endpoint(s.to_owned())),
            |s: &str| Some(Place::Region(s.to_owned())),
        );
        assert_eq!(chosen([None, None], [None, None]), None);
        assert_eq!(chosen([None, None], [None, Some("r")]), region("r"));
        assert_eq!(chosen([None, None], [Some("e"), Some("r")]), endpoint("e"));
        assert_eq!(
            chosen([None, Some("R")], [Some("e"), Some("r")]),
            region("R")
        );
        assert_eq!(
            chosen([Some("E"), Some("R")], [Some("e"), Some("r")]),
            endpoint("E")
        );
    }
}
