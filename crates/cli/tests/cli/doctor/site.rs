//! A place where everything is right, to plant one fault in.

use serde_json::Value;
use work_requests_emulator::{Emulator, ListenOptions, Server};
use work_requests_signing::{KeyId, PrivateKey};

use crate::support::{Home, KEY, Run};

/// The tenancy and the user of `Home`'s profile.
pub(super) const TENANCY: &str = "ocid1.tenancy.oc1..t";
const USER: &str = "ocid1.user.oc1..u";

/// A home with a profile, and a service that knows its user.
pub(super) struct Site {
    pub(super) home: Home,
    pub(super) emulator: Emulator,
    pub(super) server: Server,
}

impl Site {
    pub(super) async fn new() -> Self {
        Self::at(ListenOptions::default()).await
    }

    pub(super) async fn at(options: ListenOptions) -> Self {
        let emulator = Emulator::builder().compartment(TENANCY).build();
        let server = emulator.start(options).await.unwrap();
        let site = Self {
            home: Home::new(),
            emulator,
            server,
        };
        site.trust(KEY, key(KEY).fingerprint().as_str());
        site
    }

    /// Makes the service accept a key under this fingerprint.
    pub(super) fn trust(&self, pem: &str, fingerprint: &str) {
        let id = KeyId::api_key(TENANCY, USER, fingerprint).unwrap();
        let public = key(pem).public_key().clone();
        self.emulator.control().trust(id, public);
    }

    /// Adds lines to the profile.
    pub(super) fn append(&self, lines: &str) {
        self.rewrite(|config| format!("{config}{lines}\n"));
    }

    /// Changes the profile.
    pub(super) fn rewrite(&self, change: impl Fn(&str) -> String) {
        let config = std::fs::read_to_string(self.home.path().join(".oci/config")).unwrap();
        self.home.write(".oci/config", &change(&config));
    }

    /// What doctor finds, with these arguments and the service's endpoint.
    pub(super) async fn examine(&self, more: &[&str]) -> Found {
        let endpoint = self.server.endpoint();
        let args = [&["doctor"], more, &["--endpoint", &endpoint]].concat();
        let run = self.home.run(&args).await;
        Found::of(run, &self.home, &[&self.server.address().to_string()])
    }
}

pub(super) fn key(pem: &str) -> PrivateKey {
    PrivateKey::from_pem(pem.as_bytes(), None).unwrap()
}

/// What doctor found of a profile, wherever its requests go.
pub(super) async fn examine(home: &Home, variables: &[(&str, &str)], args: &[&str]) -> Found {
    let run = home
        .run_with(variables, &[&["doctor"], args].concat())
        .await;
    Found::of(run, home, &[])
}

/// What doctor found.
pub(super) struct Found {
    run: Run,
    data: Value,
    /// What differs from run to run, with the word for it.
    variable: Vec<(String, &'static str)>,
}

impl Found {
    fn of(run: Run, home: &Home, places: &[&str]) -> Self {
        let data = run.json()["data"].clone();
        let home = home.path().to_str().unwrap().to_owned();
        let places = places.iter().map(|place| ((*place).to_owned(), "HERE"));
        let variable = places.chain([(home, "~")]).collect();
        Self {
            run,
            data,
            variable,
        }
    }

    /// Calls this text by another word.
    pub(super) fn calling(mut self, text: &str, word: &'static str) -> Self {
        self.variable.push((text.to_owned(), word));
        self
    }

    /// Checks that nothing is wrong.
    #[track_caller]
    pub(super) fn is_well(&self) {
        assert_eq!(
            (self.lines(), self.run.code),
            (Vec::new(), Some(0)),
            "{}",
            self.run.stdout
        );
        assert_eq!(self.data["status"], "ok");
    }

    /// Checks that this is wrong and nothing else, and that it makes this exit code.
    #[track_caller]
    pub(super) fn is(&self, code: i32, line: &str) {
        assert_eq!(self.lines(), [line], "{}", self.run.stdout);
        assert_eq!(self.run.code, Some(code), "{}", self.run.stdout);
        assert_eq!(self.run.stderr, "", "what is found is not said twice");
    }

    /// Checks the line of a check, however it went.
    #[track_caller]
    pub(super) fn says(&self, line: &str) -> &Self {
        let all: Vec<String> = self.checks().iter().map(|check| self.line(check)).collect();
        assert!(all.iter().any(|told| told == line), "{line}: {all:#?}");
        self
    }

    /// The lines of what is not as it should be.
    fn lines(&self) -> Vec<String> {
        let wrong = |check: &&Value| check["status"] == "warn" || check["status"] == "fail";
        let wrong = self.checks().iter().filter(wrong);
        wrong.map(|check| self.line(check)).collect()
    }

    fn checks(&self) -> &[Value] {
        self.data["checks"].as_array().unwrap()
    }

    fn line(&self, check: &Value) -> String {
        let text = |name: &str| check[name].as_str().unwrap_or_default();
        let (status, name, detail) = (text("status"), text("check"), text("detail"));
        let line = match check["mend"].as_str() {
            Some(mend) => format!("{status} {name}: {detail} -> {mend}"),
            None => format!("{status} {name}: {detail}"),
        };
        let replace = |line: String, (text, word): &(String, &str)| line.replace(text, word);
        self.variable.iter().fold(line, replace)
    }
}
