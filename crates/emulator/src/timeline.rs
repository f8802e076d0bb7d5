//! What a script has come to, so long after acceptance.

use std::time::Duration;

use work_requests_models::{WorkRequestResource, WorkRequestStatus};

use crate::script::{Step, WorkRequestScript};

/// How long a cancellation takes.
const CANCELING: Duration = Duration::from_secs(1);

/// A script made ready to be asked.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// In the order in which they happen.
    steps: Vec<Step>,
    /// The percentages between which progress is steady; empty when none is told.
    anchors: Vec<(Duration, f64)>,
    resources: Vec<WorkRequestResource>,
}

impl Timeline {
    pub(crate) fn new(script: WorkRequestScript) -> Self {
        let mut steps = script.steps;
        steps.sort_by_key(|step| step.at);
        let anchors = if script.without_percent {
            Vec::new()
        } else {
            anchors(&steps)
        };
        Self {
            steps,
            anchors,
            resources: script.resources,
        }
    }

    /// Has the work be canceled a second after this time; what was to come does not.
    pub(crate) fn cancel(&mut self, at: Duration) {
        self.steps.truncate(self.past(at).len());
        self.anchors.retain(|(time, _)| *time <= at);
        let canceling = Step::at(at).status(WorkRequestStatus::Canceling);
        let canceled = Step::at(at + CANCELING).status(WorkRequestStatus::Canceled);
        self.steps.push(canceling.log("Cancellation was requested"));
        self.steps.push(canceled);
    }

    pub(crate) fn status(&self, elapsed: Duration) -> WorkRequestStatus {
        let mut past = self.past(elapsed).iter().rev();
        past.find_map(|step| step.status.clone())
            .unwrap_or(WorkRequestStatus::Accepted)
    }

    /// When work began, if it has.
    pub(crate) fn started(&self, elapsed: Duration) -> Option<Duration> {
        let started = |step: &&Step| step.status == Some(WorkRequestStatus::InProgress);
        self.past(elapsed).iter().find(started).map(|step| step.at)
    }

    /// When work ended, if it has and a later step has not revived it.
    pub(crate) fn finished(&self, elapsed: Duration) -> Option<Duration> {
        let mut past = self
            .past(elapsed)
            .iter()
            .rev()
            .filter(|step| step.status.is_some());
        past.next()
            .filter(|step| step.status.as_ref().is_some_and(ends))
            .map(|step| step.at)
    }

    /// The percentage; between two that are named, to one decimal.
    pub(crate) fn percent(&self, elapsed: Duration) -> Option<f64> {
        let next = self.anchors.partition_point(|(at, _)| *at <= elapsed);
        let (from, low) = *self.anchors[..next].last()?;
        let Some((to, high)) = self.anchors.get(next).filter(|(_, high)| *high != low) else {
            return Some(low);
        };
        let part = (elapsed - from).as_secs_f64() / (*to - from).as_secs_f64();
        Some(((low + (high - low) * part) * 10.0).floor() / 10.0)
    }

    pub(crate) fn resources(&self, elapsed: Duration) -> &[WorkRequestResource] {
        let mut past = self.past(elapsed).iter().rev();
        past.find_map(|step| step.resources.as_deref())
            .unwrap_or(&self.resources)
    }

    /// What has happened so far.
    pub(crate) fn past(&self, elapsed: Duration) -> &[Step] {
        &self.steps[..self.steps.partition_point(|step| step.at <= elapsed)]
    }
}

/// Whether a work request of this status changes no more.
pub(crate) fn ends(status: &WorkRequestStatus) -> bool {
    use WorkRequestStatus::{Canceled, Failed, Succeeded};
    matches!(status, Succeeded | Failed | Canceled)
}

/// Progress starts at 0 and stands still from a change of status that names no percentage,
/// until the next step that does.
fn anchors(steps: &[Step]) -> Vec<(Duration, f64)> {
    let mut anchors = vec![(Duration::ZERO, 0.0)];
    let mut last = 0.0;
    for step in steps {
        let implied = match &step.status {
            Some(WorkRequestStatus::Succeeded) => Some(100.0),
            Some(_) => Some(last),
            None => None,
        };
        if let Some(percent) = step.percent.or(implied) {
            anchors.push((step.at, percent));
            last = percent;
        }
    }
    anchors
}
