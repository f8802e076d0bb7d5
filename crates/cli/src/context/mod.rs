//! What a command works with: a client made from flags, environment and file.

pub(crate) mod account;
pub(crate) mod builder;
mod dry_run;
pub(crate) mod embedded;
pub(crate) mod passphrase;
mod pem_files;
mod retry;

use std::collections::BTreeSet;
use std::time::Duration;

use work_requests::service::{ChosenBy, Identifier};
use work_requests::{Env, Pace, Service, ServiceClient, WorkRequestClient};

use crate::args::GlobalArgs;
use crate::error::CliError;
use crate::exit::Exit;
use crate::logging;
use crate::output::{Screen, visible};
use account::Account;
use dry_run::Recorder;
use embedded::Embedded;

/// Time between two reads of the embedded service, whose work requests live for seconds.
const EMBEDDED_INTERVAL: Duration = Duration::from_millis(500);

/// What a command works with.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) screen: Screen,
    pub(crate) client: WorkRequestClient,
    service: Option<&'static Service>,
    params: Vec<(String, String)>,
    account: Account,
    repeats: bool,
    recorder: Option<Recorder>,
    /// Kept: the embedded service ends with it.
    embedded: Option<Embedded>,
}

impl Context {
    /// Reads the configuration and makes the client; with `--emulator` it starts the service.
    ///
    /// # Errors
    /// Contradicting flags, a file that cannot be read, a configuration that cannot be used.
    pub(crate) async fn open(
        args: &GlobalArgs,
        env: Env,
        mut screen: Screen,
    ) -> Result<Self, CliError> {
        let embedded = match args.account.emulator {
            true => Some(Embedded::start(&args.account).await?),
            false => None,
        };
        let mut account = match &embedded {
            Some(embedded) => embedded.account(),
            None => Account::open(&args.account, &env, screen)?,
        };
        if account.config.log_requests() && !screen.quiet && args.display.verbose == 0 {
            logging::raise();
            screen.live = false;
        }
        let recorder = args.display.dry_run.then(Recorder::default);
        if recorder.is_some() {
            account.refuse_dry_run()?;
        }
        let strategy = retry::strategy(&args.call, &env)?;
        let repeats = strategy.is_enabled();
        let client = match builder::client(
            args,
            &account,
            strategy.clone(),
            recorder.as_ref(),
            &env,
        )
        .await
        {
            Err(error)
                if passphrase::is_wanted(&error) && passphrase::can_ask(args.account.no_input) =>
            {
                account.config = account.config.with_pass_phrase(passphrase::ask().await?);
                builder::client(args, &account, strategy, recorder.as_ref(), &env).await?
            }
            built => built?,
        };
        Ok(Self {
            screen,
            client,
            service: args.account.service,
            params: args.account.params.clone(),
            account,
            repeats,
            recorder,
            embedded,
        })
    }

    /// The compartment named, or the default one, which is then said.
    pub(crate) fn compartment(&self, named: Option<String>) -> Result<String, CliError> {
        match named {
            Some(compartment) => Ok(compartment),
            None => self.account.default_compartment(self.screen),
        }
    }

    /// The service that a work request belongs to; where its OCID does not tell, that is said.
    pub(crate) fn service_of(&self, id: &str) -> ServiceClient {
        self.remark_unknown_types(std::iter::once(id));
        self.client.service_of(id)
    }

    /// Says which ids do not tell their service: OCIDs of a type that is not known, and what is no
    /// OCID at all.
    pub(crate) fn remark_unknown_types<'a>(&self, ids: impl IntoIterator<Item = &'a str>) {
        let unknown = |id: &&str| self.client.service_of(id).chosen_by() == ChosenBy::Fallback;
        let unknown = ids.into_iter().filter(unknown);
        let subject = |id| match Identifier::read(id) {
            Some(read) => format!("OCIDs of type {} tell", visible(read.kind())),
            None => format!("{} is no OCID and tells", visible(id)),
        };
        for subject in unknown.map(subject).collect::<BTreeSet<_>>() {
            self.screen.remark(&format!(
                "{subject} no service: asking the shared one; --service names another"
            ));
        }
    }

    /// The service that was named, if one was.
    pub(crate) fn named_service(&self) -> Option<ServiceClient> {
        Some(self.client.service(self.service?))
    }

    /// Whether `--param` names this parameter.
    pub(crate) fn names_parameter(&self, name: &str) -> bool {
        self.params.iter().any(|(known, _)| known == name)
    }

    /// The flags that name the service and its parameters, for commands that are proposed.
    pub(crate) fn service_flags(&self) -> String {
        let service = self
            .service
            .map(|service| format!(" --service {}", service.name()));
        let params = self.params.iter();
        let params = params.map(|(name, value)| format!(" --param {name}={}", quoted(value)));
        service.into_iter().chain(params).collect()
    }

    /// Whether the service is the embedded one.
    pub(crate) fn is_embedded(&self) -> bool {
        self.embedded.is_some()
    }

    /// Whether requests are only shown.
    pub(crate) fn is_dry_run(&self) -> bool {
        self.recorder.is_some()
    }

    /// How often a work request is read, unless set.
    pub(crate) fn pace(&self) -> Pace {
        match self.is_embedded() {
            true => Pace::fixed(EMBEDDED_INTERVAL),
            false => Pace::default(),
        }
    }

    /// Whether what failed and may pass is tried again.
    pub(crate) fn repeats(&self) -> bool {
        self.repeats
    }

    /// The result of a command; of a dry run, the requests in place of it.
    pub(crate) fn conclude(&self, result: Result<Exit, CliError>) -> Result<Exit, CliError> {
        match &self.recorder {
            Some(recorder) if recorder.has_requests() => recorder.show(self.screen),
            _ => result,
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:@%+=,/".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", visible(word).replace('\'', r"'\''")),
    }
}
