//! A page of a compartment was listed.

use std::collections::HashSet;

use tokio::time::Instant;

use super::followed::{Failures, Todo};
use super::jobs::Job;
use super::{Engine, UNKNOWN};
use crate::error::Error;
use crate::response::Response;
use crate::watch::checkpoint::Saved;
use crate::watch::event::WatchEvent;
use crate::watch::pace::Read;
use crate::work::WorkRequest;

impl Engine {
    pub(super) fn list_answered(
        &mut self,
        group: usize,
        result: Result<Response<Vec<WorkRequest>>, Error>,
    ) {
        match result {
            Ok(page) => self.listed(group, page),
            Err(error) => self.list_failed(group, error),
        }
    }

    fn listed(&mut self, group: usize, page: Response<Vec<WorkRequest>>) {
        let next = page.next_page().map(str::to_owned);
        for work in page.data {
            self.listed_one(group, work);
        }
        let watched = self.groups[group].watched.is_some();
        let Some(walk) = &mut self.groups[group].walk else {
            return;
        };
        let wanted = watched || walk.searches || !walk.awaited.is_empty();
        if walk.advance(next.as_deref()) && wanted {
            self.jobs.push_back(Job::List { group });
        } else {
            self.end_walk(group);
        }
    }

    /// Takes in what the list says of one, if it is followed or to be followed.
    fn listed_one(&mut self, group: usize, work: WorkRequest) {
        let Some(id) = work.id().map(str::to_owned) else {
            return;
        };
        let watched = self.groups[group].watched.as_mut();
        let discovered = watched.is_some_and(|watched| watched.discovers(&id, work.status()));
        let Some(key) = self.keys.get(id.as_str()).copied().or_else(|| {
            let saved = Saved {
                id,
                ..Saved::default()
            };
            discovered
                .then(|| self.follow(saved, group, false))
                .flatten()
        }) else {
            return;
        };
        let walk = self.groups[group].walk.as_mut();
        let awaited = walk.is_some_and(|walk| walk.awaited.remove(&key));
        let followed = &self.followed[key];
        if (followed.busy && !awaited) || !matches!(followed.todo, Todo::Read) {
            return; // It is being read by itself.
        }
        if followed.group == UNKNOWN {
            self.move_to(key, group);
            self.scouts.found = true;
        }
        self.take_listed(group, key, work);
    }

    fn take_listed(&mut self, group: usize, key: usize, work: WorkRequest) {
        let known = self.followed[key].last.as_ref();
        let whole = known.map_or_else(|| work.clone(), |known| known.updated_by(&work));
        let ended = whole.status().is_terminal();
        let news = self.take_state(key, whole, None);
        if let Some(walk) = &mut self.groups[group].walk {
            walk.news |= news;
        }
        if ended {
            self.followed[key].todo = Todo::Close;
            self.begin(key);
        } else {
            self.tell(key, None);
        }
    }

    fn end_walk(&mut self, group: usize) {
        let now = Instant::now();
        let state = &mut self.groups[group];
        let Some(walk) = state.walk.take() else {
            return;
        };
        (state.pages, state.listed) = (walk.pages_needed(), true);
        state.failures = Failures::default();
        if let Some(watched) = &mut state.watched {
            watched.primed = true;
            watched.unchanged = if walk.news {
                0
            } else {
                watched.unchanged.saturating_add(1)
            };
            let read = Read {
                unchanged: watched.unchanged,
                ..Read::default()
            };
            watched.next = now + self.settings.pace.after_read(&read, &self.settings.jitter);
        }
        self.read_alone(walk.awaited);
        self.after_walk(group, walk.searches);
    }

    /// What the list did not tell is read one by one.
    fn read_alone(&mut self, keys: HashSet<usize>) {
        let mut keys: Vec<usize> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.into_iter().for_each(|key| self.begin(key));
    }

    fn after_walk(&mut self, group: usize, searched: bool) {
        self.rearm(group);
        if searched {
            self.search_ended();
        }
    }

    /// A list that may be had later is asked for again; one that is refused, or has not been had
    /// for long, no more.
    fn list_failed(&mut self, group: usize, error: Error) {
        let now = Instant::now();
        let state = &mut self.groups[group];
        let Some(walk) = state.walk.take() else {
            return;
        };
        let failing = state.failures.add(now);
        let repeated = error.is_retryable() && failing <= self.settings.give_up_after;
        let pace = self.settings.pace;
        let wait = pace.after_failure(
            state.failures.count,
            error.retry_after(),
            &self.settings.jitter,
        );
        match repeated {
            true => {
                if let Some(watched) = &mut state.watched {
                    watched.next = now + wait;
                }
                for key in &walk.awaited {
                    let followed = &mut self.followed[*key];
                    followed.rest(now, wait);
                    followed.busy = false;
                }
            }
            false => {
                (state.listable, state.listed, state.watched) = (false, true, None);
                self.read_alone(walk.awaited);
            }
        }
        let compartment = self.groups[group].compartment();
        let compartment_id = compartment.unwrap_or_default().to_owned();
        self.emit(WatchEvent::ListFailed {
            compartment_id,
            error,
            repeated,
        });
        self.after_walk(group, walk.searches);
    }
}
