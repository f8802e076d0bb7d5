//! One thing that can go wrong, and what must come of it.

use std::time::Duration;

use work_requests_emulator::{Fault, FaultAnswer, TlsFault, Wire, demo};

/// What every case asks for unless it says otherwise; it ended long ago.
pub(super) const ID: &str = demo::DETACH_VOLUME;

/// One thing that can go wrong, and what must come of it.
pub(super) struct Case {
    pub(super) group: &'static str,
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) faults: Vec<Fault>,
    pub(super) args: Vec<String>,
    pub(super) variables: Vec<(&'static str, String)>,
    pub(super) expected: Expected,
    /// A call of the library, with its defaults, in place of the program.
    pub(super) of_library: bool,
}

/// Where the service is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    Http,
    Https,
    Faulty(TlsFault),
    /// Nobody listens there.
    Nowhere,
    /// The arguments name a place of their own, or none is needed.
    Named,
}

/// What must come of a case.
pub(super) struct Expected {
    pub(super) exit: i32,
    pub(super) kind: Option<&'static str>,
    pub(super) status: Option<u16>,
    /// How many requests the service sees.
    pub(super) attempts: Option<u64>,
    pub(super) data: Data,
    /// Texts that must be said, on either stream.
    pub(super) says: Vec<String>,
    /// Texts that must not.
    pub(super) hides: Vec<String>,
    pub(super) within: Duration,
    /// The most memory over that of a plain call, in MiB.
    pub(super) memory: u64,
}

/// What a good answer holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    /// Whatever it is.
    Any,
    /// The work request asked for.
    WorkRequest,
    /// An empty list.
    Nothing,
}

impl Case {
    /// A `get` that is expected to end so: `"<exit> [kind] [status] [x<attempts>]"`.
    pub(super) fn get(group: &'static str, name: impl Into<String>, expected: &str) -> Self {
        Self::new(group, name, &["get", ID], Data::WorkRequest, expected)
    }

    /// A `list` of a single page.
    pub(super) fn list(group: &'static str, name: impl Into<String>, expected: &str) -> Self {
        Self::new(
            group,
            name,
            &["list", "--compartment-id", demo::COMPARTMENT],
            Data::Any,
            expected,
        )
    }

    pub(super) fn run(
        group: &'static str,
        name: impl Into<String>,
        args: &[&str],
        expected: &str,
    ) -> Self {
        Self::new(group, name, args, Data::Any, expected)
    }

    fn new(
        group: &'static str,
        name: impl Into<String>,
        args: &[&str],
        data: Data,
        expected: &str,
    ) -> Self {
        let usual = [
            "--output",
            "json",
            "--retry-base-delay",
            "0.01",
            "--retry-max-delay",
            "0.02",
        ];
        Self {
            group,
            name: name.into(),
            place: Place::Http,
            faults: Vec::new(),
            args: args
                .iter()
                .chain(&usual)
                .map(|arg| (*arg).to_owned())
                .collect(),
            variables: Vec::new(),
            expected: Expected::read(expected, data),
            of_library: false,
        }
    }

    pub(super) fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The same answer to every request.
    pub(super) fn always(self, answer: FaultAnswer) -> Self {
        self.fault(Fault::new(answer).forever())
    }

    /// This body with status 200, to every request.
    pub(super) fn body(self, body: impl Into<String>) -> Self {
        self.always(FaultAnswer::status(200).body(body))
    }

    /// These bytes to every request.
    pub(super) fn wire(self, name: &str) -> Self {
        let wire = Wire::named(name).unwrap_or_else(|| Wire::new([]));
        self.always(FaultAnswer::wire(wire))
    }

    /// Made by the library in place of the program.
    pub(super) fn by_library(mut self) -> Self {
        self.of_library = true;
        self
    }

    pub(super) fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    pub(super) fn args(mut self, more: &[&str]) -> Self {
        if more.contains(&"--output") {
            self.args.retain(|arg| arg != "--output" && arg != "json");
        }
        self.args.extend(more.iter().map(|arg| (*arg).to_owned()));
        self
    }

    pub(super) fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub(super) fn empty(mut self) -> Self {
        self.expected.data = Data::Nothing;
        self
    }

    pub(super) fn any(mut self) -> Self {
        self.expected.data = Data::Any;
        self
    }

    pub(super) fn says(mut self, text: &str) -> Self {
        self.expected.says.push(text.to_owned());
        self
    }

    pub(super) fn hides(mut self, text: &str) -> Self {
        self.expected.hides.push(text.to_owned());
        self
    }

    pub(super) fn within(mut self, seconds: f64) -> Self {
        self.expected.within = Duration::from_secs_f64(seconds);
        self
    }

    pub(super) fn memory(mut self, mebibytes: u64) -> Self {
        self.expected.memory = mebibytes;
        self
    }
}

impl Expected {
    fn read(text: &str, data: Data) -> Self {
        let mut expected = Self {
            exit: 0,
            kind: None,
            status: None,
            attempts: None,
            data,
            says: Vec::new(),
            hides: Vec::new(),
            within: Duration::from_secs(10),
            memory: 16,
        };
        for (place, word) in text.split(' ').enumerate() {
            if let Some(attempts) = word.strip_prefix('x') {
                expected.attempts = attempts.parse().ok();
            } else if place == 0 {
                expected.exit = word.parse().unwrap_or(-1);
            } else if let Ok(status) = word.parse() {
                expected.status = Some(status);
            } else {
                expected.kind = KINDS.into_iter().find(|kind| *kind == word);
            }
        }
        expected
    }
}

/// The words for what went wrong.
const KINDS: [&str; 11] = [
    "usage",
    "config",
    "auth",
    "service",
    "circuit_open",
    "timeout",
    "connection",
    "tls",
    "decode",
    "limit",
    "io",
];
