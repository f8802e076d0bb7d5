//! One work request, and what the service says of it at a given moment.

use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use work_requests_catalog::{Identifier, Service, WORK_REQUESTS};
use work_requests_models::{
    WorkRequest, WorkRequestError, WorkRequestLogEntry, WorkRequestSummary,
};

use crate::demo;
use crate::script::{Step, WorkRequestScript};
use crate::timeline::Timeline;

/// A moment in the lives of the work requests.
///
/// Their lives run ahead of the clock by what they have been aged; what they tell is set back by
/// the same amount, so that no answer speaks of the future.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    now: DateTime<Utc>,
    shift: TimeDelta,
}

impl Moment {
    /// When the clock says `now`, the works are `aged` ahead of it, and the service's own idea of
    /// the time is off by `skew`.
    pub(crate) fn new(now: DateTime<Utc>, aged: TimeDelta, skew: TimeDelta) -> Self {
        Self {
            now: now.checked_add_signed(aged).unwrap_or(now),
            shift: skew.checked_sub(&aged).unwrap_or_default(),
        }
    }

    /// As the service tells it, in milliseconds.
    fn told(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        at.checked_add_signed(self.shift)
            .unwrap_or(at)
            .trunc_subsecs(3)
    }
}

#[derive(Debug)]
pub(crate) struct Work {
    id: String,
    operation_type: String,
    compartment: String,
    accepted: DateTime<Utc>,
    timeline: Timeline,
    owner: Owner,
}

/// The services that know a work request.
#[derive(Debug)]
enum Owner {
    /// The one that a script names.
    Named(String),
    /// The shared one, and that of the OCID's type.
    ByType(Option<&'static Service>),
}

impl Work {
    pub(crate) fn new(id: String, mut script: WorkRequestScript, created: Moment) -> Self {
        let age = TimeDelta::from_std(script.age).unwrap_or_default();
        let compartment = script.compartment_id.take();
        let owner = match script.service.take() {
            Some(name) => Owner::Named(name),
            None => Owner::ByType(Identifier::read(&id).and_then(|id| id.service())),
        };
        Self {
            owner,
            id,
            operation_type: std::mem::take(&mut script.operation_type),
            compartment: compartment.unwrap_or_else(|| demo::COMPARTMENT.to_owned()),
            accepted: created.now.checked_sub_signed(age).unwrap_or(created.now),
            timeline: Timeline::new(script),
        }
    }

    /// Whether a service knows it.
    pub(crate) fn is_of(&self, service: &'static Service) -> bool {
        match &self.owner {
            Owner::Named(name) => name == service.name(),
            Owner::ByType(owner) => service == WORK_REQUESTS || *owner == Some(service),
        }
    }

    /// Has it end early, from this moment on.
    pub(crate) fn cancel(&mut self, moment: Moment) {
        self.timeline.cancel(self.elapsed(moment));
    }

    /// How many steps have happened.
    pub(crate) fn steps_so_far(&self, moment: Moment) -> usize {
        self.past(moment).count()
    }

    pub(crate) fn compartment(&self) -> &str {
        &self.compartment
    }

    pub(crate) fn accepted(&self) -> DateTime<Utc> {
        self.accepted
    }

    /// Whether it touches the resource at this moment.
    pub(crate) fn touches(&self, resource: &str, moment: Moment) -> bool {
        let resources = self.timeline.resources(self.elapsed(moment));
        resources
            .iter()
            .any(|touched| touched.identifier == resource)
    }

    pub(crate) fn has_ended(&self, moment: Moment) -> bool {
        self.timeline.finished(self.elapsed(moment)).is_some()
    }

    pub(crate) fn document(&self, moment: Moment) -> WorkRequest {
        let elapsed = self.elapsed(moment);
        let mut document = WorkRequest::new(
            &self.operation_type,
            self.timeline.status(elapsed),
            &self.id,
            &self.compartment,
            self.timeline.resources(elapsed).to_vec(),
            moment.told(self.accepted),
        );
        document.percent_complete = self.timeline.percent(elapsed);
        document.time_started = self.time(self.timeline.started(elapsed), moment);
        document.time_finished = self.time(self.timeline.finished(elapsed), moment);
        document
    }

    pub(crate) fn summary(&self, moment: Moment) -> WorkRequestSummary {
        let elapsed = self.elapsed(moment);
        let mut summary = WorkRequestSummary::new(
            &self.operation_type,
            self.timeline.status(elapsed),
            &self.id,
            &self.compartment,
            moment.told(self.accepted),
        );
        summary.percent_complete = self.timeline.percent(elapsed);
        summary.time_started = self.time(self.timeline.started(elapsed), moment);
        summary.time_finished = self.time(self.timeline.finished(elapsed), moment);
        summary
    }

    /// The steps so far that logged a line, oldest first.
    pub(crate) fn logged(&self, moment: Moment) -> Vec<&Step> {
        self.past(moment)
            .filter(|step| step.log.is_some())
            .collect()
    }

    /// The steps so far that noted an error, oldest first.
    pub(crate) fn failed(&self, moment: Moment) -> Vec<&Step> {
        self.past(moment)
            .filter(|step| step.error.is_some())
            .collect()
    }

    pub(crate) fn log_entry(&self, step: &Step, moment: Moment) -> WorkRequestLogEntry {
        let message = step.log.as_deref().unwrap_or_default();
        WorkRequestLogEntry::new(message, self.told(step.at, moment))
    }

    pub(crate) fn error(&self, step: &Step, moment: Moment) -> WorkRequestError {
        let at = self.told(step.at, moment);
        let error = step.error.as_ref();
        let (code, message) = error.map_or(("", ""), |error| (&error.code, &error.message));
        WorkRequestError::new(code, message, at)
    }

    fn past(&self, moment: Moment) -> impl Iterator<Item = &Step> {
        self.timeline.past(self.elapsed(moment)).iter()
    }

    /// Zero while the clock says a time before acceptance.
    fn elapsed(&self, moment: Moment) -> Duration {
        (moment.now - self.accepted).to_std().unwrap_or_default()
    }

    fn time(&self, after: Option<Duration>, moment: Moment) -> Option<DateTime<Utc>> {
        after.map(|after| self.told(after, moment))
    }

    fn told(&self, after: Duration, moment: Moment) -> DateTime<Utc> {
        let after = TimeDelta::from_std(after).unwrap_or_default();
        moment.told(
            self.accepted
                .checked_add_signed(after)
                .unwrap_or(self.accepted),
        )
    }
}
