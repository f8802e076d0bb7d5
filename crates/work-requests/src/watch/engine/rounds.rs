//! When an alarm rings: what is due, and whether a list reads it with fewer requests.

use tokio::time::Instant;

use super::followed::Todo;
use super::group::{Home, Walk};
use super::jobs::Job;
use super::{ALONE, AT_ONCE, Engine, UNKNOWN};

/// Many ids whose compartment is not known are begun with a few: these are read one by one, their
/// compartments are listed, and that mostly finds the others.
#[derive(Debug)]
pub(super) struct Scouts {
    /// How many to send next; it doubles, so that ids of as many compartments are not held up.
    next: usize,
    /// Whether none has come back yet.
    out: bool,
    /// Listings under way that look for the others.
    searches: usize,
    /// Whether any of the others was found by the last ones.
    pub(super) found: bool,
    /// Whether no more are sent, because searching found nothing.
    given_up: bool,
}

impl Default for Scouts {
    fn default() -> Self {
        Self {
            next: 4,
            out: false,
            searches: 0,
            found: false,
            given_up: false,
        }
    }
}

impl Scouts {
    /// Whether it is worth waiting for what they find.
    fn are_awaited(&self) -> bool {
        self.out || self.searches > 0
    }
}

impl Engine {
    /// Has what is due read.
    pub(super) fn round(&mut self, group: usize) {
        if self.groups[group].walk.is_some() || (group == UNKNOWN && self.scouts.are_awaited()) {
            return; // Its end begins the next round.
        }
        let now = Instant::now();
        let (reads, others) = self.due(group, now);
        others.into_iter().for_each(|key| self.begin(key));
        let state = &self.groups[group];
        if state.is_watch_due(now) || state.is_list_cheaper(reads.len()) {
            // Where new ones are looked for the list is read whole.
            let most = state.watched.is_none().then_some(reads.len());
            self.begin_walk(group, Walk::new(reads, most, false));
        } else if group == UNKNOWN {
            self.send_scouts(reads);
        } else {
            reads.into_iter().for_each(|key| self.begin(key));
        }
        self.rearm(group);
    }

    /// Sets the alarm to when the first of a group is due.
    pub(super) fn rearm(&mut self, group: usize) {
        let busy = self.groups[group].walk.is_some();
        let at = match busy || (group == UNKNOWN && self.scouts.are_awaited()) {
            true => None,
            false => self.first_due(group),
        };
        let state = &mut self.groups[group];
        match (at, &state.alarm) {
            (Some(at), Some(alarm)) => self.alarms.reset_at(alarm, at),
            (Some(at), None) => state.alarm = Some(self.alarms.insert_at(group, at)),
            (None, Some(alarm)) => {
                self.alarms.remove(alarm);
                state.alarm = None;
            }
            (None, None) => {}
        }
    }

    /// Puts a work request among those of its compartment. One that tells none stays where a list
    /// has found it, or is alone.
    pub(super) fn regroup(&mut self, key: usize, compartment: Option<String>) {
        let group = match (compartment, self.followed[key].group) {
            (Some(compartment), _) => {
                let service = self.followed[key].service.clone();
                self.group(Home::new(service, compartment))
            }
            (None, UNKNOWN) => ALONE,
            (None, group) => group,
        };
        self.move_to(key, group);
    }

    pub(super) fn move_to(&mut self, key: usize, group: usize) {
        let before = std::mem::replace(&mut self.followed[key].group, group);
        self.groups[before].members.remove(&key);
        self.groups[group].members.insert(key);
    }

    /// A scout came back: the compartments it knows are searched, or more scouts sent.
    pub(super) fn scout_returned(&mut self) {
        self.scouts.out = false;
        self.search();
        self.send_more();
    }

    /// A search ended; after the last one the rest is begun.
    pub(super) fn search_ended(&mut self) {
        self.scouts.searches = self.scouts.searches.saturating_sub(1);
        if self.scouts.searches == 0 {
            self.scouts.given_up |= !std::mem::take(&mut self.scouts.found);
        }
        self.send_more();
    }

    fn send_more(&mut self) {
        if !self.scouts.are_awaited() {
            self.scouts.next = self.scouts.next.saturating_mul(2);
            self.rearm(UNKNOWN);
        }
    }

    /// Has a request made for what one is to do next.
    pub(super) fn begin(&mut self, key: usize) {
        let followed = &mut self.followed[key];
        followed.busy = true;
        self.jobs.push_back(match followed.todo {
            Todo::Read | Todo::Close => Job::Read { key },
            Todo::Tell { kind, .. } => Job::Entries { key, kind },
        });
    }

    /// What is due: to be read, and anything else.
    fn due(&self, group: usize, now: Instant) -> (Vec<usize>, Vec<usize>) {
        let members = self.groups[group].members.iter().copied();
        members
            .filter(|key| self.followed[*key].is_due(now))
            .partition(|key| matches!(self.followed[*key].todo, Todo::Read))
    }

    fn first_due(&self, group: usize) -> Option<Instant> {
        let members = self.groups[group].members.iter();
        let resting = members.map(|key| &self.followed[*key]).filter(|f| !f.busy);
        let watched = self.groups[group].watched.as_ref();
        let watched = watched.map(|watched| watched.next);
        resting.map(|followed| followed.next).chain(watched).min()
    }

    fn send_scouts(&mut self, mut due: Vec<usize>) {
        if due.len() > AT_ONCE && !self.scouts.given_up {
            due.truncate(self.scouts.next);
            self.scouts.out = true;
        }
        due.into_iter().for_each(|key| self.begin(key));
    }

    /// Lists the compartments that the scouts found, if others are left to be found there.
    fn search(&mut self) {
        let now = Instant::now();
        let left = self.due(UNKNOWN, now).0.len();
        let fresh = |group: &usize| {
            let group = &self.groups[*group];
            group.listable && !group.listed && group.walk.is_none()
        };
        let fresh: Vec<usize> = (0..self.groups.len()).filter(fresh).collect();
        if left <= AT_ONCE || self.scouts.given_up {
            return;
        }
        for group in fresh {
            let due = self.due(group, now).0;
            let most = left + due.len();
            self.scouts.searches += 1;
            self.begin_walk(group, Walk::new(due, Some(most), true));
            self.rearm(group);
        }
    }

    fn begin_walk(&mut self, group: usize, walk: Walk) {
        for key in &walk.awaited {
            self.followed[*key].busy = true;
        }
        self.groups[group].walk = Some(walk);
        self.jobs.push_back(Job::List { group });
    }
}
