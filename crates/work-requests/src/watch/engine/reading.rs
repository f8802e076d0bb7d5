//! A work request was read.

use tokio::time::Instant;

use super::followed::Todo;
use super::{Engine, UNKNOWN};
use crate::error::Error;
use crate::response::Response;
use crate::retry_after;
use crate::watch::event::WatchEvent;
use crate::watch::pace::Read;
use crate::watch::progress::Progress;
use crate::work::{Outcome, WorkRequest};

impl Engine {
    pub(super) fn read_answered(
        &mut self,
        key: usize,
        result: Result<Response<WorkRequest>, Error>,
    ) {
        let is_scout = self.followed[key].group == UNKNOWN;
        let group = match result {
            Ok(response) => self.read(key, response),
            Err(error) => self.read_failed(key, error),
        };
        self.rearm(group);
        if is_scout {
            self.scout_returned();
        }
    }

    fn read(&mut self, key: usize, response: Response<WorkRequest>) -> usize {
        let asked = retry_after::asked(response.headers());
        let work = response.data;
        self.regroup(key, work.compartment_id().map(str::to_owned));
        let group = self.followed[key].group;
        self.take_state(key, work.clone(), asked);
        match Outcome::of(work) {
            Ok(outcome) => self.tell(key, Some(outcome)),
            Err(_) => self.tell(key, None),
        }
        group
    }

    /// Takes a state in, tells what is new of it, and sets when it is read next.
    pub(super) fn take_state(
        &mut self,
        key: usize,
        work: WorkRequest,
        asked: Option<std::time::Duration>,
    ) -> bool {
        let now = Instant::now();
        let followed = &mut self.followed[key];
        followed
            .history
            .note(work.percent_complete(), self.wall.at(now));
        let progress = match work.status().is_terminal() {
            true => Progress::default(),
            false => followed.history.progress(self.wall.at(now)),
        };
        let news = followed.take(work.clone(), now);
        let read = Read {
            retry_after: asked,
            remaining: progress.eta.map(|eta| eta.remaining),
            unchanged: followed.unchanged,
        };
        let wait = self.settings.pace.after_read(&read, &self.settings.jitter);
        followed.rest(now, wait);
        let id = followed.id.to_string();
        if news {
            self.emit(WatchEvent::Changed {
                id,
                work_request: work,
                progress,
            });
        } else if followed.stalls(now, self.settings.stalled_after) {
            let since = self.wall.at(followed.moved);
            self.emit(WatchEvent::Stalled { id, since });
        }
        news
    }

    /// A read failed: it is read again, unless that cannot help or has not helped for long.
    fn read_failed(&mut self, key: usize, error: Error) -> usize {
        let now = Instant::now();
        let followed = &mut self.followed[key];
        let group = followed.group;
        let failing = followed.failures.add(now);
        let young = now.saturating_duration_since(followed.begun) < self.settings.not_found_grace;
        let may_pass = error.is_retryable() || (young && error.is_not_found());
        if !may_pass || failing > self.settings.give_up_after {
            self.give_up(key, error);
            return group;
        }
        let (jitter, pace) = (&self.settings.jitter, self.settings.pace);
        let wait = pace.after_failure(followed.failures.count, error.retry_after(), jitter);
        followed.rest(now, wait);
        followed.busy = false;
        let event = WatchEvent::Retrying {
            id: followed.id.to_string(),
            error,
            failures: followed.failures.count,
            since: self.wall.at(followed.failures.since.unwrap_or(now)),
        };
        self.emit(event);
        group
    }

    /// What a list has shown to have ended is done, though it cannot be read whole.
    fn give_up(&mut self, key: usize, error: Error) {
        let followed = &mut self.followed[key];
        let ended = match followed.todo {
            Todo::Close => followed.last.take().and_then(|work| Outcome::of(work).ok()),
            _ => None,
        };
        match ended {
            Some(outcome) => self.finish(key, outcome),
            None => {
                let id = self.forget(key);
                self.emit(WatchEvent::Lost { id, error });
            }
        }
    }
}
