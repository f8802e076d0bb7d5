//! The one scheduler behind waiting and watching.
//!
//! A state machine without tasks: it moves when it is polled, and dropping it ends all it does.
//! Work requests of one compartment form a group with one alarm; when it rings, those that are due
//! are read by a list if that takes fewer requests, else one by one (`rounds.rs`). Requests wait in
//! line for the bucket that all share (`jobs.rs`). What answers bring is told as events
//! (`reading.rs`, `listing.rs`, `telling.rs`).

mod followed;
mod group;
mod jobs;
mod listing;
mod outbox;
mod reading;
mod rounds;
mod telling;

use std::collections::{HashMap, VecDeque};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use chrono::{DateTime, Utc};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use slab::Slab;
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::time::DelayQueue;

use super::bucket::TokenBucket;
use super::checkpoint::{Checkpoint, Saved};
use super::event::WatchEvent;
use super::following::Following;
use super::progress::WallClock;
use super::settings::Settings;
use crate::work::Outcome;
use followed::Followed;
use group::{Group, Home, Watched};
use jobs::{Answer, Job, Request};
use outbox::Told;

/// Requests under way at once; the bucket bounds how many begin.
const AT_ONCE: usize = 16;

/// The group of those whose compartment is not known yet.
const UNKNOWN: usize = 0;

/// The group of those that tell no compartment.
const ALONE: usize = 1;

/// The one scheduler behind waiting and watching.
pub(super) struct Engine {
    with: Following,
    settings: Settings,
    wall: WallClock,
    deadline: Option<(DateTime<Utc>, Pin<Box<Sleep>>)>,
    followed: Slab<Followed>,
    keys: HashMap<Arc<str>, usize>,
    groups: Vec<Group>,
    group_of: HashMap<Arc<Home>, usize>,
    alarms: DelayQueue<usize>,
    jobs: VecDeque<Job>,
    requests: FuturesUnordered<Request>,
    bucket: TokenBucket,
    refill: Option<Pin<Box<Sleep>>>,
    events: VecDeque<Told>,
    scouts: rounds::Scouts,
    /// Those named that have ended, for a checkpoint.
    ended: HashMap<Arc<str>, (usize, Saved)>,
    /// Numbers those that are followed in the order in which they were met.
    met: usize,
}

impl Engine {
    /// Begins: the time limit runs from here, unless the checkpoint brings its own.
    pub(super) fn new(with: Following, settings: Settings, start: Checkpoint) -> Self {
        let now = Instant::now();
        let wall = WallClock::new(with.client.inner().clock.now().into());
        let deadline = match start.deadline {
            Some(at) => Some((at, wall.until(at))),
            None => settings
                .timeout
                .and_then(|limit| now.checked_add(limit))
                .map(|at| (wall.at(at), at)),
        };
        let mut engine = Self {
            bucket: TokenBucket::new(settings.requests_per_second, now),
            with,
            settings,
            wall,
            deadline: deadline.map(|(wall, at)| (wall, Box::pin(sleep_until(at)))),
            followed: Slab::with_capacity(start.work_requests.len()),
            keys: HashMap::with_capacity(start.work_requests.len()),
            groups: vec![Group::new(None), Group::new(None)],
            group_of: HashMap::new(),
            alarms: DelayQueue::new(),
            jobs: VecDeque::new(),
            requests: FuturesUnordered::new(),
            refill: None,
            events: VecDeque::new(),
            scouts: rounds::Scouts::default(),
            ended: HashMap::new(),
            met: 0,
        };
        for compartment in start.compartments {
            let home = Home::new(engine.with.service(), compartment);
            let group = engine.group(home);
            engine.groups[group].watched = Some(Watched::new(now));
            engine.rearm(group);
        }
        for saved in start.work_requests {
            engine.follow(saved, UNKNOWN, true);
        }
        engine.rearm(UNKNOWN);
        engine
    }

    /// The next event, once there is one; none when all is over.
    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<WatchEvent>> {
        loop {
            if let Some(event) = self.hand_over() {
                return Poll::Ready(Some(event));
            }
            if self.is_over() {
                return Poll::Ready(None);
            }
            if self.is_time_up(cx) {
                self.time_out();
                continue;
            }
            // Each of the three must be polled, so that each can wake us.
            let moved = [self.take_answers(cx), self.ring(cx), self.send(cx)];
            if self.events.is_empty() && !moved.contains(&true) {
                return Poll::Pending;
            }
        }
    }

    /// What is needed to go on in another process.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        let open = self.followed.iter();
        let open = open.map(|(_, followed)| (followed.number, followed.saved()));
        let mut works: Vec<(usize, Saved)> = self.ended.values().cloned().chain(open).collect();
        works.sort_by_key(|(number, _)| *number);
        let watched = self.groups.iter().filter(|group| group.watched.is_some());
        let compartments = watched.filter_map(Group::compartment);
        Checkpoint {
            deadline: self.deadline.as_ref().map(|(at, _)| *at),
            compartments: compartments.map(str::to_owned).collect(),
            follow: self.settings.follow,
            ..Checkpoint::new(works.into_iter().map(|(_, saved)| saved).collect())
        }
    }

    fn is_over(&self) -> bool {
        let unfinished = |watched: &Watched| self.settings.follow || !watched.primed;
        let watched = self
            .groups
            .iter()
            .filter_map(|group| group.watched.as_ref());
        self.followed.is_empty() && !watched.into_iter().any(unfinished)
    }

    fn is_time_up(&mut self, cx: &mut Context<'_>) -> bool {
        let deadline = self.deadline.as_mut();
        deadline.is_some_and(|(_, sleep)| sleep.as_mut().poll(cx).is_ready())
    }

    /// Ends all that is open, with what is known of it.
    fn time_out(&mut self) {
        self.deadline = None;
        self.requests.clear();
        self.jobs.clear();
        self.alarms.clear();
        self.groups.iter_mut().for_each(|group| {
            (group.watched, group.walk, group.alarm) = (None, None, None);
        });
        let keys: Vec<usize> = self.followed.iter().map(|(key, _)| key).collect();
        for key in keys {
            let last = self.followed[key].last.take();
            self.finish(key, Outcome::TimedOut(last));
        }
    }

    fn take_answers(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while let Poll::Ready(Some(answer)) = self.requests.poll_next_unpin(cx) {
            moved = true;
            match answer {
                Answer::Read { key, result } => self.read_answered(key, result),
                Answer::Entries { key, kind, result } => self.entries_answered(key, kind, result),
                Answer::List { group, result } => self.list_answered(group, result),
            }
        }
        moved
    }

    fn ring(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while let Poll::Ready(Some(expired)) = self.alarms.poll_expired(cx) {
            moved = true;
            let group = expired.into_inner();
            self.groups[group].alarm = None;
            self.round(group);
        }
        moved
    }

    /// Sends as many requests as the bucket and the requests under way leave room for.
    fn send(&mut self, cx: &mut Context<'_>) -> bool {
        if let Some(refill) = &mut self.refill
            && refill.as_mut().poll(cx).is_pending()
        {
            return false;
        }
        self.refill = None;
        let mut moved = false;
        while self.requests.len() < AT_ONCE && !self.jobs.is_empty() {
            match self.bucket.take(Instant::now()) {
                Ok(()) => {
                    let job = self.jobs.pop_front();
                    self.requests.extend(job.and_then(|job| self.request(job)));
                    moved = true;
                }
                Err(next) => {
                    self.refill = Some(Box::pin(sleep_until(next)));
                    return true;
                }
            }
        }
        moved
    }

    /// The group of those that one list tells.
    fn group(&mut self, home: Home) -> usize {
        if let Some(group) = self.group_of.get(&home) {
            return *group;
        }
        let (home, group) = (Arc::new(home), self.groups.len());
        self.groups.push(Group::new(Some(Arc::clone(&home))));
        self.group_of.insert(home, group);
        group
    }

    /// Follows one more; `None` if it is followed already.
    fn follow(&mut self, saved: Saved, group: usize, named: bool) -> Option<usize> {
        if self.keys.contains_key(saved.id.as_str()) {
            return None;
        }
        let service = match self.groups[group].home.as_deref() {
            Some(home) => home.service.clone(),
            None => self.with.service_of(&saved.id),
        };
        let told = self.settings.entries;
        let followed = Followed::new(saved, self.met, named, group, service, told, Instant::now());
        self.met += 1;
        let id = Arc::clone(&followed.id);
        let key = self.followed.insert(followed);
        self.keys.insert(id, key);
        self.groups[group].members.insert(key);
        Some(key)
    }

    /// Tells how it ended, and forgets it.
    fn finish(&mut self, key: usize, outcome: Outcome) {
        let id = self.forget(key);
        self.emit(WatchEvent::Done { id, outcome });
    }

    fn forget(&mut self, key: usize) -> String {
        let followed = self.followed.remove(key);
        self.keys.remove(&followed.id);
        self.groups[followed.group].members.remove(&key);
        if followed.named {
            let saved = (followed.number, followed.saved());
            self.ended.insert(Arc::clone(&followed.id), saved);
        }
        followed.id.to_string()
    }
}
