//! The work requests there are.

mod work;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound::{Excluded, Unbounded};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use work_requests_catalog::Service;

use crate::script::{ScriptError, WorkRequestScript};

pub(crate) use work::{Moment, Work};

/// The number of a work request: how many were created before it.
pub(crate) type Number = usize;

/// Newest acceptance first; of the same moment, the latest created first.
type Place = (Reverse<DateTime<Utc>>, Reverse<Number>);

/// All work requests, and by how much they have been made older than the clock says.
#[derive(Debug, Default)]
pub(crate) struct Store {
    works: Vec<Work>,
    numbers: HashMap<String, Number>,
    newest_first: BTreeSet<Place>,
    compartments: BTreeSet<String>,
    aged: TimeDelta,
    made_up: usize,
}

impl Store {
    /// Makes a compartment known, so that it can be listed though it is empty.
    pub(crate) fn add_compartment(&mut self, id: impl Into<String>) {
        self.compartments.insert(id.into());
    }

    pub(crate) fn knows_compartment(&self, id: &str) -> bool {
        self.compartments.contains(id)
    }

    /// Creates a work request at this time of the clock; answers its identifier.
    pub(crate) fn create(
        &mut self,
        script: WorkRequestScript,
        now: DateTime<Utc>,
    ) -> Result<String, ScriptError> {
        script.validate()?;
        let number = self.works.len();
        let id = match &script.id {
            Some(id) => id.clone(),
            None => self.free_id(),
        };
        if self.numbers.contains_key(&id) {
            return Err(ScriptError::DuplicateId { id });
        }
        let work = Work::new(id.clone(), script, self.moment(now, TimeDelta::zero()));
        self.compartments.insert(work.compartment().to_owned());
        self.newest_first.insert(place(number, &work));
        self.numbers.insert(id.clone(), number);
        self.works.push(work);
        Ok(id)
    }

    /// Makes every work request older by this much.
    pub(crate) fn advance(&mut self, by: Duration) {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        self.aged = self.aged.checked_add(&by).unwrap_or(self.aged);
    }

    /// At what moment of their lives the work requests are when the clock says `now`, and the
    /// service tells times that are off by `skew`.
    pub(crate) fn moment(&self, now: DateTime<Utc>, skew: TimeDelta) -> Moment {
        Moment::new(now, self.aged, skew)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Work> {
        self.works.get(*self.numbers.get(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Work> {
        self.works.get_mut(*self.numbers.get(id)?)
    }

    /// Whether a service has work requests in a compartment.
    pub(crate) fn has_in(&self, service: &'static Service, compartment: &str) -> bool {
        let there = |work: &Work| work.compartment() == compartment && work.is_of(service);
        self.works.iter().any(there)
    }

    /// Newest first, beginning behind the work request of this number.
    /// `None` when there is no such work request.
    pub(crate) fn newest_first(
        &self,
        after: Option<Number>,
    ) -> Option<impl Iterator<Item = (Number, &Work)>> {
        let from = match after {
            Some(number) => Excluded(place(number, self.works.get(number)?)),
            None => Unbounded,
        };
        let places = self.newest_first.range((from, Unbounded));
        Some(places.filter_map(|(_, Reverse(number))| Some((*number, self.works.get(*number)?))))
    }

    /// Counts on its own, so that the same scripts get the same identifiers with and without demo
    /// data.
    fn free_id(&mut self) -> String {
        loop {
            self.made_up += 1;
            let number = self.made_up;
            let id =
                format!("ocid1.coreservicesworkrequest.oc1.iad.emulatoraaaacreated{number:04}");
            if !self.numbers.contains_key(&id) {
                return id;
            }
        }
    }
}

fn place(number: Number, work: &Work) -> Place {
    (Reverse(work.accepted()), Reverse(number))
}
